import { down } from "../../sandbox/down";
import { userKubeconfigFile } from "../../sandbox/kubernetes";
import { up } from "../../sandbox/up";
import {
  BOOT_MS,
  nodePool,
  ownHome,
  quiet,
  sharedCluster,
  testCluster,
  webDeployment,
  type TestCluster,
} from "./harness";

// A sandbox on a cluster of the user's, who here is the shared sandbox: to the other one its cluster is a context like any.

const home = ownHome("context");
const id = { project: "test-project", location: "asia-northeast3-a", name: "on-context" };
let users: TestCluster;
let cluster: TestCluster;
let namespace: string;
jest.setTimeout(120_000);

beforeAll(async () => {
  users = await sharedCluster();
  const { project, location, name } = users.id;
  const kubernetes = {
    context: `gke_${project}_${location}_${name}`,
    kubeconfig: userKubeconfigFile(users.sandbox.home),
  };
  cluster = await testCluster(await up(home, quiet, { kubernetes }), id, [nodePool("default-pool", 1)]);
  namespace = await users.createNamespace();
}, BOOT_MS);

afterAll(async () => {
  await users.deleteNamespace(namespace);
  await down(home, quiet, { delete: true });
});

test("objects, pods, logs and commands in pods are the user's cluster's own", async () => {
  await cluster.apply(webDeployment(namespace, "web", 1));
  await cluster.kubectl(["-n", namespace, "rollout", "status", "deployment/web", "--timeout=60s"]);
  expect(await users.kubectl(["-n", namespace, "get", "deployment", "web", "-o", "name"])).toMatch(
    "deployment.apps/web",
  );
  // Another protocol than HTTP, by way of the sandbox's own endpoint.
  expect(await cluster.kubectl(["-n", namespace, "exec", "deployment/web", "--", "echo", "inside"])).toBe("inside\n");
});

test("node pools are kept on record, and nodes are the user's", async () => {
  await cluster.sandbox.clusters.resizeNodePool(id, "default-pool", 5, quiet);
  const [spec] = await cluster.sandbox.clusters.list();
  expect(spec?.nodePools).toMatchObject([{ name: "default-pool", nodeCount: 5 }]);
  const names = async (of: TestCluster) => (await of.nodes()).map((node) => node.name).sort();
  expect(await names(cluster)).toEqual(await names(users));
  const [node = ""] = await names(cluster);
  await expect(cluster.sandbox.clusters.drainNode(id, node, quiet)).rejects.toThrow(/changes no machine of it/);
});

test("a second cluster, which would be the same Kubernetes, is refused", async () => {
  const other = { ...id, name: "another" };
  const spec = { id: other, version: "1.35.0", nodePools: [], adminTokens: [] };
  await expect(cluster.sandbox.clusters.create(spec, quiet)).rejects.toThrow(/on-context first/);
});

test("nobody gets in without the sandbox's own token", async () => {
  const { endpoint } = await cluster.sandbox.clusters.access(id);
  await expect(
    users.kubectl(["--server", `https://${endpoint}`, "--insecure-skip-tls-verify", "get", "nodes"]),
  ).rejects.toThrow(/Unauthorized|must be logged in/);
});

test("deleting the cluster closes the way to it and leaves what is in it", async () => {
  await cluster.sandbox.clusters.delete(id, quiet);
  expect(await cluster.sandbox.clusters.list()).toEqual([]);
  expect(await users.kubectl(["-n", namespace, "get", "deployment", "web", "-o", "name"])).toMatch(
    "deployment.apps/web",
  );
});
