import { Agent, get } from "node:http";
import { UserError } from "../../lib/errors/user-error";
import { down } from "../../sandbox/lifecycle/down";
import { up } from "../../sandbox/lifecycle/up";
import {
  BOOT_MS,
  eventually,
  nodePool,
  ownHome,
  quiet,
  testCluster,
  webDeployment,
  type TestCluster,
} from "../../sandbox/testing/test-cluster";

const home = ownHome("pools");
const id = { project: "test-project", location: "asia-northeast3", name: "pools" };
let cluster: TestCluster;
jest.setTimeout(180_000);

beforeAll(async () => {
  cluster = await testCluster(await up(home, quiet), id, [nodePool("default-pool", 2)]);
}, BOOT_MS);

afterAll(() => down(home, quiet, { delete: true }), 60_000);

test("a pool is created in its zones, with its labels and taints, and grows and shrinks in each", async () => {
  const { clusters } = cluster.sandbox;
  const pool = nodePool("batch", 1, {
    zones: ["asia-northeast3-a", "asia-northeast3-b"],
    machineType: "e2-small",
    labels: { purpose: "batch" },
    taints: [{ key: "batch", value: "yes", effect: "NoSchedule" }],
  });
  await clusters.createNodePool(id, pool, quiet);
  expect(await zonesOf("batch")).toEqual(["asia-northeast3-a", "asia-northeast3-b"]);
  // That a node was not ready is still on it for some seconds, with an effect that every pod tolerates.
  const unmarked = ({ spec }: NodeView) => !spec.taints?.some(({ key }) => key === "node.kubernetes.io/not-ready");
  await eventually("nodes with the pool's taints alone", async () => (await nodeObjects("batch")).every(unmarked));
  for (const node of await nodeObjects("batch")) {
    expect(node.metadata.labels).toMatchObject({ purpose: "batch", "node.kubernetes.io/instance-type": "e2-small" });
    expect(node.spec.taints).toEqual([{ key: "batch", value: "yes", effect: "NoSchedule" }]);
  }

  const taint = { key: "batch", value: "no", effect: "PreferNoSchedule" } as const;
  await clusters.relabelNodePool(id, "batch", { owner: "data" }, [taint]);
  for (const node of await nodeObjects("batch")) {
    expect(node.metadata.labels).toMatchObject({ owner: "data" });
    expect(node.metadata.labels).not.toHaveProperty("purpose");
    expect(node.spec.taints).toEqual([taint]);
  }

  await clusters.resizeNodePool(id, "batch", 0, quiet);
  expect(await nodeObjects("batch")).toEqual([]);
  await clusters.resizeNodePool(id, "batch", 1, quiet);
  expect(await zonesOf("batch")).toEqual(["asia-northeast3-a", "asia-northeast3-b"]);
  expect((await nodeObjects("batch"))[0]?.metadata.labels).toMatchObject({ owner: "data" });

  await clusters.deleteNodePool(id, "batch", quiet);
  expect(await nodeObjects("batch")).toEqual([]);
  expect((await clusters.nodes(id)).map(({ nodePool: name }) => name)).toEqual(["default-pool", "default-pool"]);
});

test("fails for a pool that does not exist, with those that do", async () => {
  await expect(cluster.sandbox.clusters.resizeNodePool(id, "nosuch", 1, quiet)).rejects.toThrow(UserError);
  await expect(cluster.sandbox.clusters.resizeNodePool(id, "nosuch", 1, quiet)).rejects.toThrow(/default-pool/);
});

test("fails for a version that cannot be had, before anything is recorded", async () => {
  const create = cluster.sandbox.clusters.createNodePool(id, nodePool("old", 1, { version: "1.29.0" }), quiet);
  await expect(create).rejects.toThrow(/1\.29\.0.*1\.35/s);
  expect((await cluster.sandbox.clusters.list())[0]?.nodePools.map(({ name }) => name)).toEqual(["default-pool"]);
});

test("draining a node moves its pods while clients see no failed request", async () => {
  const spread = {
    maxSkew: 1,
    topologyKey: "kubernetes.io/hostname",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: { app: "steady" } },
  };
  await cluster.apply(
    webDeployment("default", "steady", 4, { topologySpreadConstraints: [spread] }),
    {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "steady", namespace: "default" },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: "steady" } } },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "steady", namespace: "default" },
      spec: { type: "LoadBalancer", selector: { app: "steady" }, ports: [{ port: 80, targetPort: 8080 }] },
    },
  );
  await cluster.kubectl(["rollout", "status", "deployment/steady", "--timeout=120s"]);
  let address: string | undefined;
  await eventually("an address", async () => {
    const path = "/api/v1/namespaces/default/services/steady";
    const service = await cluster.api.call<{ status: { loadBalancer?: { ingress?: { ip: string }[] } } }>("GET", path);
    address = service.status.loadBalancer?.ingress?.[0]?.ip;
    return address !== undefined && (await requestOnce(`http://${address}/`, undefined)) === "ok";
  });

  const [drained] = await cluster.nodes();
  const client = steadyClient(`http://${address}/`);
  await cluster.sandbox.clusters.drainNode(id, drained!.name, quiet);
  await cluster.sandbox.clusters.removeNode(id, drained!.name);
  await cluster.kubectl(["rollout", "status", "deployment/steady", "--timeout=60s"]);
  const { sent, failures } = await client.stop();

  expect(failures).toEqual([]);
  // How many is the machine's speed; without any, nothing was shown.
  expect(sent).toBeGreaterThan(100);
  const pods = await cluster.api.call<{ items: { spec: { nodeName: string } }[] }>(
    "GET",
    "/api/v1/namespaces/default/pods?labelSelector=app%3Dsteady",
  );
  expect(pods.items.map(({ spec }) => spec.nodeName)).not.toContain(drained!.name);
});

interface NodeView {
  readonly metadata: { readonly labels: Record<string, string> };
  readonly spec: { readonly taints?: readonly { readonly key: string }[] };
}

async function nodeObjects(pool: string): Promise<readonly NodeView[]> {
  const path = `/api/v1/nodes?labelSelector=cloud.google.com%2Fgke-nodepool%3D${pool}`;
  return (await cluster.api.call<{ items: NodeView[] }>("GET", path)).items;
}

async function zonesOf(pool: string): Promise<string[]> {
  return (await nodeObjects(pool)).map(({ metadata }) => metadata.labels["topology.kubernetes.io/zone"] ?? "").sort();
}

/** Sends requests until it is stopped, on connections that are kept and on new ones in turn: at most 100 a second. */
function steadyClient(url: string) {
  const kept = new Agent({ keepAlive: true, maxSockets: 4 });
  const failures: string[] = [];
  const open = new Set<Promise<void>>();
  let sent = 0;
  const timer = setInterval(() => {
    const call = requestOnce(url, sent++ % 2 === 0 ? kept : undefined).then((result) => {
      open.delete(call);
      if (result !== "ok") failures.push(result);
    });
    open.add(call);
  }, 10);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(open);
      kept.destroy();
      return { sent, failures };
    },
  };
}

function requestOnce(url: string, agent: Agent | undefined): Promise<string> {
  return new Promise((resolve) => {
    const call = get(url, { agent: agent ?? false, timeout: 5000 }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode === 200 ? "ok" : `status ${response.statusCode}`));
    });
    call.on("timeout", () => call.destroy(new Error("timeout")));
    // An idle connection that the server closes as a request is sent is the client's to repeat, as every HTTP client does.
    call.on("error", (error: NodeJS.ErrnoException) => {
      if (call.reusedSocket && error.code === "ECONNRESET") void requestOnce(url, undefined).then(resolve);
      else resolve(error.code ?? error.message);
    });
  });
}
