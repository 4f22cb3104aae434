import { request } from "node:http";
import { down } from "../../sandbox/lifecycle/down";
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
import { up } from "../../sandbox/lifecycle/up";
import type { ProcessStatus } from "../../sandbox/supervisor";

const home = ownHome("recovery");
const id = { project: "test-project", location: "asia-northeast3-a", name: "frail" };
let cluster: TestCluster;
jest.setTimeout(120_000);

beforeAll(async () => {
  cluster = await testCluster(await up(home, quiet), id, [nodePool("default-pool", 2)]);
  await cluster.apply(webDeployment("default", "web", 4), {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web", namespace: "default" },
    spec: { type: "NodePort", selector: { app: "web" }, ports: [{ port: 80, targetPort: 8080 }] },
  });
  await cluster.kubectl(["rollout", "status", "deployment/web", "--timeout=120s"]);
}, BOOT_MS);

afterAll(() => down(home, quiet, { delete: true }), 60_000);

test("each component that is killed comes back by itself, is counted, and costs no pod", async () => {
  const podsBefore = await podIds();
  const components = await cluster.sandbox.supervisor.statuses();
  const kinds = new Set(components.map(({ name }) => name.split("/").at(-1)));
  for (const needed of ["etcd", "kube-apiserver", "kube-scheduler", "kube-controller-manager"]) {
    expect(kinds).toContain(needed);
  }
  for (const needed of ["containerd", "kubelet", "kube-proxy"]) expect(kinds).toContain(needed);
  for (const { name, restarts, pid } of components) {
    process.kill(pid!, "SIGKILL");
    await eventually(`${name} ready again`, async () => {
      const now = await component(name);
      return now?.phase === "ready" && now.restarts === restarts + 1 && now.pid !== pid;
    });
    expect((await component(name))?.lastExit).toBe("killed by SIGKILL");
  }
  await eventually("all nodes Ready", async () => (await cluster.nodes()).every(({ ready }) => ready));
  await eventually("the API server works", async () => (await podIds()).length === 4);
  expect(await podIds()).toEqual(podsBefore);
  await expectTraffic();
});

test("a supervisor that is killed is replaced by `up`, which takes on what it left running", async () => {
  const before = await cluster.sandbox.supervisor.statuses();
  process.kill(await cluster.sandbox.supervisor.pid(), "SIGKILL");
  await eventually("its end", async () => !(await cluster.sandbox.supervisor.isRunning()));
  await expectTraffic();

  await up(home, quiet);
  const after = await cluster.sandbox.supervisor.statuses();
  expect(pids(after)).toEqual(pids(before));
  expect(after.map(({ restarts }) => restarts)).toEqual(before.map(({ restarts }) => restarts));

  // What was taken on is still looked after.
  const scheduler = before.find(({ name }) => name.endsWith("kube-scheduler"))!;
  process.kill(scheduler.pid!, "SIGKILL");
  await eventually("the scheduler again", async () => {
    const now = await component(scheduler.name);
    return now?.phase === "ready" && now.pid !== scheduler.pid;
  });
});

test("a supervisor and a component that are killed together both come back", async () => {
  const etcd = (await component("frail/etcd"))!;
  const apiServer = (await component("frail/kube-apiserver"))!;
  process.kill(await cluster.sandbox.supervisor.pid(), "SIGKILL");
  process.kill(etcd.pid!, "SIGKILL");
  await eventually("its end", async () => !(await cluster.sandbox.supervisor.isRunning()));
  await up(home, quiet);
  expect((await component("frail/etcd"))?.pid).not.toBe(etcd.pid);
  expect((await component("frail/kube-apiserver"))?.pid).toBe(apiServer.pid);
  await eventually("all nodes Ready", async () => (await cluster.nodes()).every(({ ready }) => ready));
  await expectTraffic();
});

async function component(name: string): Promise<ProcessStatus | undefined> {
  return (await cluster.sandbox.supervisor.statuses()).find((one) => one.name === name);
}

function pids(statuses: readonly ProcessStatus[]): Record<string, number | undefined> {
  return Object.fromEntries(statuses.map(({ name, pid }) => [name, pid]));
}

/** The pods with how often their containers were started again. */
async function podIds(): Promise<string[]> {
  const { items } = await cluster.api.call<{
    items: { metadata: { uid: string }; status: { containerStatuses?: { restartCount: number }[] } }[];
  }>("GET", "/api/v1/namespaces/default/pods");
  return items.map(({ metadata, status }) => `${metadata.uid} ${status.containerStatuses?.[0]?.restartCount}`).sort();
}

async function expectTraffic(): Promise<void> {
  const service = await cluster.api.call<{ spec: { ports: { nodePort: number }[] } }>(
    "GET",
    "/api/v1/namespaces/default/services/web",
  );
  for (const { address } of await cluster.nodes()) {
    await eventually(`an answer from ${address}`, () =>
      answers(`http://${address}:${service.spec.ports[0]?.nodePort}/`),
    );
  }
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request(url, { agent: false, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.on("timeout", () => call.destroy(new Error("timeout")));
    call.on("error", () => resolve(false));
    call.end();
  });
}
