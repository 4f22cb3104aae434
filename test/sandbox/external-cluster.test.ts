import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { down } from "../../sandbox/lifecycle/down";
import { environment } from "../../sandbox/home/environment";
import { userKubeconfigFile } from "../../sandbox/kubernetes";
import { ClusterStore } from "../../sandbox/kubernetes/state";
import { up } from "../../sandbox/lifecycle/up";
import {
  BOOT_MS,
  eventually,
  nodePool,
  ownHome,
  quiet,
  sharedCluster,
  testCluster,
  webDeployment,
  type TestCluster,
} from "../../sandbox/testing/test-cluster";
import { ProgramFolder } from "./infra/project";

// A sandbox on a cluster of the user's, who here is the shared sandbox: to the other one its cluster is a context like any.

const home = ownHome("context");
const id = { project: "test-project", location: "asia-northeast3-a", name: "on-context" };
let users: TestCluster;
let cluster: TestCluster;
let namespace: string;
let kubernetes: { readonly context: string; readonly kubeconfig: string };
jest.setTimeout(120_000);

beforeAll(async () => {
  users = await sharedCluster();
  const { project, location, name } = users.id;
  kubernetes = {
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

describe("the program", () => {
  const hosts = new Map<string, string>();
  let project: ProgramFolder;

  beforeAll(async () => {
    const told: string[] = [];
    const { instance } = await up(home, (line) => told.push(line), { kubernetes });
    // What a person does by hand, with the lines that `up` printed.
    const registry = told.filter((line) => line.startsWith("    ")).join("\n");
    const nodes = join(new ClusterStore(users.sandbox.home).clusterFolder(users.id), "nodes");
    for (const { name } of await users.nodes()) {
      const file = join(nodes, name, "registries", "_default", "hosts.toml");
      const before = readFileSync(file, "utf8");
      hosts.set(file, before);
      writeFileSync(file, before.replace(/^\[host/m, `${registry}\n\n[host`));
    }
    project = ProgramFolder.inSandbox(await environment(home, instance, quiet));
  }, BOOT_MS);

  afterAll(async () => {
    for (const [file, before] of hosts) writeFileSync(file, before);
    await project.close();
  });

  test("builds images that run on the user's nodes, and its end takes only what it made", async () => {
    await users.apply({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "theirs", namespace },
      spec: { type: "LoadBalancer", ports: [{ port: 80 }], selector: { app: "theirs" } },
    });
    const stack = project.stack("context");
    stack.configure(
      {
        cluster: {
          name: id.name,
          location: id.location,
          deletionProtection: false,
          controlPlane: { endpoint: "public" },
          nodePools: { default: { nodeCount: 1 } },
        },
        images: { page: { context: "examples/imageview", tags: { one: { buildArgs: { COLOR: "blue" } } } } },
        apps: {
          page: {
            namespace,
            active: "blue",
            replicas: 1,
            port: 80,
            colors: { blue: { image: "page:one" }, green: { image: "page:one" } },
            readiness: { path: "/healthz" },
            resources: { cpu: "50m", memory: "64Mi" },
            expose: { kind: "ClusterIP" },
            verify: [{ http: { path: "/", status: 200 } }],
          },
        },
        monitoring: { alerts: { buildFailures: false } },
      },
      id.project,
    );
    await stack.mustUp();
    const pods = await users.kubectl(["-n", namespace, "get", "pods", "-l", "color=blue", "-o", "json"]);
    const running = (JSON.parse(pods) as { items: { status: { containerStatuses: object[] } }[] }).items;
    expect(running.flatMap(({ status }) => status.containerStatuses)).toMatchObject([
      { ready: true, imageID: expect.stringMatching(/page@sha256:/) as string },
    ]);

    await stack.must("destroy", "--yes", "--skip-preview");
    // Deployments go after their pods, and nobody waits for those.
    const left = () => users.kubectl(["-n", namespace, "get", "services,deployments", "-o", "name"]);
    await eventually("the end of the app", async () => !(await left()).includes("page"));
    expect((await left()).trim()).toBe("service/theirs\ndeployment.apps/web");
  }, 240_000);
});
