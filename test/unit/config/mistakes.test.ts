import { ConfigurationError, parseStack, type StackConfigInput } from "../../../config";
import { readConfiguration } from "../../../config/read";

const source = { namespace: "gke-bluegreen:", file: "Pulumi.test.yaml" };
const pool = { nodeCount: 3 };
const cluster = { name: "imageview", location: "asia-northeast3-a", nodePools: { default: pool } };
const parse = (input: unknown) => parseStack(input, source);

/** The one mistake in `input`. */
function mistakeIn(input: unknown) {
  try {
    parse(input);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    expect(error.mistakes).toHaveLength(1);
    return error.mistakes[0];
  }
  throw new Error("accepted");
}

const withCluster = (change: object): unknown => ({ cluster: { ...cluster, ...change } });
const withPool = (change: object): unknown => withCluster({ nodePools: { default: { ...pool, ...change } } });
const withChannel = (channel: object): unknown => ({ cluster, monitoring: { channels: { oncall: channel } } });

test("the smallest configuration is enough, and hardened", () => {
  const config = parse({ cluster } satisfies StackConfigInput);
  expect(config.cluster).toMatchObject({
    releaseChannel: "REGULAR",
    privateNodes: true,
    workloadIdentity: true,
    deletionProtection: true,
    controlPlane: { endpoint: "dns" },
    nodePools: { default: { imageType: "COS_CONTAINERD", autoUpgrade: true, secureBoot: true } },
  });
  expect(config.network).toMatchObject({
    ranges: { pods: "10.64.0.0/16", services: "10.65.0.0/20", nodes: "10.65.16.0/23" },
  });
});

describe("a mistake is told with its path, what was found, what is accepted and what to do", () => {
  const cases: [string, unknown, string, RegExp, RegExp, RegExp][] = [
    ["an unknown key", withPool({ nodeCont: 3 }), "cluster.nodePools.default.nodeCont", /does not exist/, /nodeCount/, /Did you mean nodeCount/],
    ["an unknown section", { cluster, monitring: {} }, "monitring", /does not exist/, /monitoring/, /Did you mean monitoring/],
    ["a wrong type", withPool({ nodeCount: "three" }), "cluster.nodePools.default.nodeCount", /"three"/, /whole number/, /Pulumi.test.yaml/],
    ["a missing key", { cluster: { ...cluster, location: undefined } }, "cluster.location", /nothing/, /text|region/, /pulumi config set --path 'gke-bluegreen:cluster.location'/],
    ["nodeCount with autoscaling", withPool({ autoscaling: { minNodeCount: 1, maxNodeCount: 3 } }), "cluster.nodePools.default.nodeCount", /3/, /autoscaling/, /./],
    ["a zone of a region whose name begins the same", withCluster({ location: "europe-west1", nodeLocations: ["europe-west1-b", "europe-west12-a"] }), "cluster.nodeLocations[1]", /europe-west12-a/, /a zone of europe-west1, where/, /./],
    ["a pool in a region whose name begins the same", withCluster({ location: "europe-west1", nodePools: { default: { zones: ["europe-west12-a"] } } }), "cluster.nodePools.default.zones[0]", /europe-west12-a/, /a zone of europe-west1, where/, /./],
    ["a regional location with one zone", withCluster({ location: "asia-northeast3", nodeLocations: ["asia-northeast3-a"] }), "cluster.nodeLocations", /a list of 1/, /two or more zones/, /./],
    ["a CIDR that overlaps", { cluster, network: { pods: "10.0.0.0/16", services: "10.0.16.0/20" } }, "network.pods", /10.0.0.0\/16/, /not overlap services/, /./],
    ["a CIDR with host bits", { cluster, network: { pods: "10.1.2.3/14" } }, "network.pods", /10.1.2.3/, /10.0.0.0\/14/, /./],
    ["a name GKE refuses", withCluster({ name: "Image_View" }), "cluster.name", /"Image_View"/, /lower-case/, /./],
    ["a channel with a version", withCluster({ releaseChannel: "STABLE", version: "1.35" }), "cluster.version", /"1.35"/, /UNSPECIFIED/, /./],
    ["a version without quotes", withCluster({ version: 1.35 }), "cluster.version", /1.35/, /in quotes/, /./],
    ["an unknown machine type", withPool({ machineType: "n1-standrad-1" }), "cluster.nodePools.default.machineType", /n1-standrad-1/, /n1-standard-1/, /./],
    ["an unknown size", withPool({ machineType: "e2-standard-3" }), "cluster.nodePools.default.machineType", /e2-standard-3/, /e2-standard-\d/, /./],
    ["an SMS number without country code", withChannel({ sms: "01012345678" }), "monitoring.channels.oncall.sms", /01012345678/, /country code/, /./],
    ["an empty Slack token", withChannel({ slack: { channel: "#a", token: "" } }), "monitoring.channels.oncall.slack.token", /an empty secret/, /OAuth token/, /./],
    ["a channel nobody declares", { cluster, monitoring: { alerts: { nodeCpu: { channels: ["x"] } } } }, "monitoring.alerts.nodeCpu.channels[0]", /"x"/, /declares/, /./],
    ["maxSurge under BLUE_GREEN", withPool({ upgrade: { strategy: "BLUE_GREEN", maxSurge: 2 } }), "cluster.nodePools.default.upgrade.maxSurge", /a key of another kind/, /soak|batch/, /maxSurge belongs to strategy: SURGE/],
    ["auto-upgrade off inside a channel", withPool({ autoUpgrade: false }), "cluster.nodePools.default.autoUpgrade", /false/, /UNSPECIFIED/, /./],
    ["pools under Autopilot", withCluster({ location: "asia-northeast3", autopilot: true }), "cluster.nodePools", /default/, /Autopilot/, /./],
    ["more nodes than the ranges hold", { ...(withPool({ nodeCount: 300 }) as object), network: { nodes: "10.0.0.0/24", maxNodes: 1024 } }, "network.maxNodes", /1024/, /252/, /./],
    ["a wrong enum value", withCluster({ releaseChannel: "REGULER" }), "cluster.releaseChannel", /REGULER/, /RAPID, REGULAR/, /Did you mean REGULAR/],
    ["a cluster that is both", { cluster: { fromStack: "organization/p/infra", nam: "x" } }, "cluster.nam", /does not exist/, /fromStack/, /./],
    ["a path out of the context", { cluster, images: { app: { context: ".", tags: { v: { dockerfile: "../Dockerfile" } } } } }, "images.app.tags.v.dockerfile", /Dockerfile/, /inside/, /./],
    ["gcr.io in the wrong place", { cluster, registry: { name: "gcr.io" } }, "registry.location", /nothing/, /us/, /./],
  ]; // prettier-ignore
  test.each(cases)("%s", (_, input, path, got, expected, fix) => {
    const mistake = mistakeIn(input);
    expect(mistake.setting).toBe(`gke-bluegreen:${path}`);
    expect(mistake.got).toMatch(got);
    expect(mistake.expected).toMatch(expected);
    expect(mistake.fix).toMatch(fix);
  });
});

test("all mistakes are told at once", () => {
  expect(() => parse({ cluster: { name: "A", location: "nowhere", nodePools: { default: pool } } })).toThrow(
    /2 mistakes/,
  );
});

test("a secret may be in an environment variable, which must be set when the engine runs", () => {
  const monitoring = { channels: { chat: { slack: { channel: "#a", token: { env: "TEST_SLACK_TOKEN" } } } } };
  const all = {
    "gke-bluegreen:cluster": JSON.stringify(cluster),
    "gke-bluegreen:monitoring": JSON.stringify(monitoring),
  };
  const read = () => readConfiguration(all, [], source);
  expect(read).toThrow(/monitoring.channels.chat.slack.token: .*TEST_SLACK_TOKEN, which is not set/);
  process.env["TEST_SLACK_TOKEN"] = "xoxb-1";
  try {
    expect(read().monitoring.channels["chat"]).toMatchObject({ slack: { channel: "#a" } });
  } finally {
    delete process.env["TEST_SLACK_TOKEN"];
  }
});
