import { Driver } from "./driver";

/** Mistakes in a program are found before anything is made, at their place, with the way out. */
const driver = new Driver({ GOOGLE_PROJECT: "p" });

const cases: [string, string, Parameters<Driver["failures"]>[1], string, RegExp][] = [
  [
    "a misspelt property",
    "gcp:compute/network:Network",
    { name: "n", routeingMode: "GLOBAL" },
    "routeingMode",
    /Did you mean "routingMode"/,
  ],
  [
    "a misspelt property inside a block",
    "gcp:container/nodePool:NodePool",
    { cluster: "c", nodeConfig: { machinType: "e2-small" } },
    "nodeConfig.machinType",
    /Did you mean "machineType"/,
  ],
  ["an output as an input", "gcp:compute/network:Network", { name: "n", selfLink: "x" }, "selfLink", /is an output/],
  [
    "a missing property",
    "gcp:compute/subnetwork:Subnetwork",
    { name: "s" },
    "network",
    /Missing required property 'network'/,
  ],
  [
    "a wrong type",
    "gcp:container/cluster:Cluster",
    { initialNodeCount: "three" },
    "initialNodeCount",
    /must be a number, got "three"/,
  ],
  [
    "a cluster without nodes",
    "gcp:container/cluster:Cluster",
    { name: "c" },
    "initialNodeCount",
    /removeDefaultNodePool/,
  ],
  [
    "Autopilot with pools",
    "gcp:container/cluster:Cluster",
    { name: "c", enableAutopilot: true, nodePools: [{ name: "a", nodeCount: 1 }] },
    "nodePools",
    /cannot be used with enableAutopilot/,
  ],
  [
    "a fixed count with autoscaling",
    "gcp:container/nodePool:NodePool",
    { cluster: "c", nodeCount: 1, autoscaling: { minNodeCount: 0, maxNodeCount: 2 } },
    "nodeCount",
    /exclude each other/,
  ],
  [
    "surge under blue-green",
    "gcp:container/nodePool:NodePool",
    { cluster: "c", upgradeSettings: { strategy: "BLUE_GREEN", maxSurge: 2 } },
    "upgradeSettings.maxSurge",
    /belong to strategy SURGE/,
  ],
  [
    "a service without its domain",
    "gcp:projects/service:Service",
    { service: "container" },
    "service",
    /container\.googleapis\.com/,
  ],
  [
    "a secret among the labels",
    "gcp:monitoring/notificationChannel:NotificationChannel",
    { type: "slack", labels: { auth_token: "canary" } },
    "labels.auth_token",
    /sensitiveLabels\.authToken/,
  ],
  ["a short account id", "gcp:serviceaccount/account:Account", { accountId: "abc" }, "accountId", /6 to 30/],
];

test.each(cases)("%s is an error in the preview", async (_, type, inputs, property, reason) => {
  const failures = await driver.failures(type, inputs);
  expect(failures.map((failure) => failure.property)).toContain(property);
  expect(failures.find((failure) => failure.property === property)?.reason).toMatch(reason);
  expect(JSON.stringify(failures)).not.toContain("canary");
});
