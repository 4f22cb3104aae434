import { join } from "node:path";
import { environment, pulumiHome } from "../../sandbox/home/environment";
import { installPlugins } from "../../sandbox/plugins/install";
import { toolPath } from "../../sandbox/toolchain";
import { up } from "../../sandbox/lifecycle/up";
import { BOOT_MS, command, eventually, quiet, sharedHome } from "../../sandbox/testing/test-cluster";
import { type InfraStack, ProgramFolder } from "./infra/project";
import { anyAnswer, tolerate } from "../../lib/errors/expected";

jest.setTimeout(240_000);

/** What only a cluster with a machine shows: an upgrade of its nodes, and a destroy that leaves nothing behind. */
let project: ProgramFolder;
let stack: InfraStack;
let kubectl: (...args: readonly string[]) => Promise<string>;
const name = "infra-test";
const pool = { machineType: "n1-standard-2", nodeCount: 1, upgrade: { strategy: "BLUE_GREEN", poolSoak: "30m" } };

beforeAll(async () => {
  const sandbox = await up(sharedHome(), quiet);
  await installPlugins(pulumiHome(sandbox.home));
  const variables = await environment(sandbox.home, sandbox.instance, quiet);
  // kubectl signs in as a person's does: with the credentials in its environment.
  process.env["GOOGLE_OAUTH_ACCESS_TOKEN"] = variables["GOOGLE_OAUTH_ACCESS_TOKEN"];
  project = ProgramFolder.inSandbox(variables);
  stack = project.stack(name);
  stack.configure({
    cluster: {
      name,
      location: "asia-northeast3-a",
      deletionProtection: false,
      controlPlane: { endpoint: "public" },
      nodePools: { default: pool },
    },
    monitoring: { alerts: { buildFailures: false } },
  });
  const kubectlPath = await toolPath("kubectl", quiet);
  const kubeconfig = join(project.folder, "kubeconfig");
  kubectl = (...args) => command(kubectlPath, ["--kubeconfig", kubeconfig, ...args]);
  await stack.mustUp();
  const written = await project.cli(["kubeconfig", "--stack", name, "--file", kubeconfig]);
  expect(written.output).toContain(`context ${name}`);
}, BOOT_MS);
afterAll(async () => {
  await project.close();
  delete process.env["GOOGLE_OAUTH_ACCESS_TOKEN"];
});

test("an upgrade by BLUE_GREEN tells phase, batch and soak while it runs, and is completed early", async () => {
  const lines: string[] = [];
  const upgrade = project.cli(["nodes", "upgrade", "default", "--stack", name, "--version", "latest"], (line) =>
    lines.push(line),
  );
  const soaking = eventually("the pool soaks", () => lines.some((line) => line.includes("node pool soaking")), 120_000);
  await Promise.race([soaking, upgrade.then(({ output }) => Promise.reject(new Error(output)))]);
  expect((await kubectl("get", "nodes", "-o", "name")).trim().split("\n")).toHaveLength(2);
  const completed = await project.cli(["nodes", "complete", "default", "--stack", name]);
  expect([completed.exit, completed.output]).toEqual([0, expect.stringContaining("the old nodes are gone")]);
  expect((await upgrade).exit).toBe(0);
  // A phase that is over between two looks at the pool is not told; those that are come in their order.
  const phases = [
    "creating green pool",
    "draining blue pool",
    "node pool soaking",
    "deleting blue pool",
    "done: default-",
  ];
  const told = [...new Set(lines.flatMap((line) => phases.filter((phase) => line.includes(phase))))];
  expect(told).toEqual(phases.filter((phase) => told.includes(phase)));
  expect(told).toEqual(expect.arrayContaining(["node pool soaking", "done: default-"]));
  expect((await kubectl("get", "nodes", "-o", "name")).trim().split("\n")).toHaveLength(1);
});

test("a destroy takes away the load balancers and disks that Kubernetes made, before the cluster and its network", async () => {
  await command(
    await toolPath("kubectl", quiet),
    ["--kubeconfig", join(project.folder, "kubeconfig"), "apply", "-f", "-"],
    {
      apiVersion: "v1",
      kind: "List",
      items: [
        {
          apiVersion: "v1",
          kind: "Service",
          metadata: { name: "by-hand" },
          spec: { type: "LoadBalancer", selector: { app: "none" }, ports: [{ port: 80 }] },
        },
        {
          apiVersion: "apps/v1",
          kind: "StatefulSet",
          metadata: { name: "keeps" },
          spec: {
            serviceName: "keeps",
            selector: { matchLabels: { app: "keeps" } },
            template: {
              metadata: { labels: { app: "keeps" } },
              spec: {
                terminationGracePeriodSeconds: 1,
                containers: [
                  {
                    name: "keeps",
                    image: "node:20-slim",
                    command: ["sleep", "3600"],
                    resources: { requests: { cpu: "10m", memory: "16Mi" } },
                    volumeMounts: [{ name: "data", mountPath: "/data" }],
                  },
                ],
              },
            },
            volumeClaimTemplates: [
              {
                metadata: { name: "data" },
                spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
              },
            ],
          },
        },
      ],
    },
  );
  await kubectl("wait", "--for=jsonpath={.status.loadBalancer.ingress[0].ip}", "service/by-hand", "--timeout=60s");
  await kubectl("wait", "--for=condition=Ready", "pod/keeps-0", "--timeout=90s").catch(async (late: unknown) => {
    tolerate(late, anyAnswer);
    await kubectl("rollout", "status", "statefulset/keeps", "--timeout=60s");
  });
  const output = await stack.must("destroy", "--yes", "--skip-preview");
  expect(output).toMatch(/deletes v1\/namespaces\/default\/services\/by-hand/);
  expect(output).toMatch(/deletes apps\/v1\/namespaces\/default\/statefulsets\/keeps/);
  expect(output).toMatch(/deletes v1\/namespaces\/default\/persistentvolumeclaims\/data-keeps-0/);
  // Without a pool nobody is served: that is how the clean-up knows that the cluster goes.
  const order = [
    "gcp:container:NodePool cluster-default deleted",
    "ClusterCleanup cluster deleted",
    "Cluster cluster deleting",
  ];
  const found = order.map((line) => output.indexOf(line));
  expect(found).toEqual([...found].sort((left, right) => left - right));
  expect(found).not.toContain(-1);
  expect(await stack.resources()).toEqual([]);
});
