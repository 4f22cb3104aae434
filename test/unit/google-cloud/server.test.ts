import { SandboxCloud, TOKEN } from "./sandbox-cloud";

const project = "demo-proj";
const location = `/container/v1beta1/projects/${project}/locations/europe-west1-b`;

interface ErrorBody {
  error: {
    code: number;
    message: string;
    status: string;
    errors: { reason: string }[];
    details?: { reason?: string }[];
  };
}

// Each test starts a server of its own.
jest.setTimeout(30_000);

describe("the sandbox's Google Cloud", () => {
  let cloud: SandboxCloud;
  beforeEach(async () => {
    cloud = await new SandboxCloud().start();
    await cloud.enable(project, "container", "compute");
  });
  afterEach(async () => await cloud.stop());

  const create = async (cluster: object = {}) =>
    await cloud.call<{ name: string }>("POST", `${location}/clusters`, {
      cluster: { name: "demo", initialNodeCount: 1, ...cluster },
    });
  const done = async ({ body }: { body: { name: string } }) => await cloud.until(`${location}/operations/${body.name}`);

  test("names every violation of a request at once, as Google words them", async () => {
    const { status, body } = await cloud.call<ErrorBody>("POST", `${location}/clusters`, {
      cluster: { name: 3, nodePool: {} },
    });
    expect(status).toBe(400);
    expect(body.error.message).toBe(
      `Invalid value at 'cluster.name' (TYPE_STRING), 3\nInvalid JSON payload received. Unknown name "nodePool" at 'cluster': Cannot find field.`,
    );
  });

  test("refuses a known field that nothing here implements, naming it", async () => {
    const { status, body } = (await create({ enableKubernetesAlpha: true })) as unknown as {
      status: number;
      body: ErrorBody;
    };
    expect(status).toBe(501);
    expect(body.error.message).toContain("cluster.enableKubernetesAlpha");
    expect(cloud.clusters.calls).toEqual([]);
  });

  test("says SERVICE_DISABLED for an API that is not on", async () => {
    const { status, body } = await cloud.call<ErrorBody>("GET", `/secretmanager/v1/projects/${project}/secrets`);
    expect([status, body.error.details?.[0]?.reason]).toEqual([403, "SERVICE_DISABLED"]);
  });

  test("takes no other token, and says so of a real one without repeating it", async () => {
    const real = `ya29.${"a0Real".repeat(8)}`;
    const { status, body } = await cloud.call<ErrorBody>("GET", `${location}/clusters`, undefined, {
      Authorization: `Bearer ${real}`,
    });
    expect(status).toBe(401);
    expect(JSON.stringify(body)).toContain("real Google credential");
    expect(JSON.stringify(body)).not.toContain(real);
  });

  test("refuses a body over 10 MiB and a page token of another list", async () => {
    const big = await cloud.call<ErrorBody>("POST", `${location}/clusters`, {
      cluster: { description: "x".repeat(10 * 2 ** 20) },
    });
    expect([big.status, big.body.error.message]).toEqual([
      400,
      "Request payload size exceeds the limit: 10485760 bytes.",
    ]);
    const page = await cloud.call<ErrorBody>("GET", `/compute/v1/projects/${project}/zones?pageToken=bm9uc2Vuc2U`);
    expect([page.status, page.body.error.message]).toEqual([400, "Page token is invalid."]);
  });

  test("lets one operation work on a cluster at a time, with the reason that clients retry on", async () => {
    let open = () => {};
    cloud.clusters.gate = new Promise((resolve) => (open = resolve));
    const operation = await create();
    expect(operation.body).toMatchObject({ status: "RUNNING" });
    const { status, body } = await cloud.call<ErrorBody>("DELETE", `${location}/clusters/demo`);
    expect([status, body.error.errors[0]?.reason]).toEqual([400, "failedPrecondition"]);
    open();
    expect(await done(operation)).toMatchObject({ status: "DONE" });
  });

  test("goes on with an operation after the process ended in the middle of it", async () => {
    cloud.clusters.gate = new Promise(() => {});
    const operation = await create();
    await cloud.server.close();
    cloud.clusters.gate = Promise.resolve();
    await cloud.start();
    expect(await done(operation)).toMatchObject({ status: "DONE" });
    expect((await cloud.call("GET", `${location}/clusters/demo`)).body).toMatchObject({ status: "RUNNING" });
    expect(cloud.clusters.calls).toEqual([
      `create ${project}/europe-west1-b/demo`,
      `create ${project}/europe-west1-b/demo`,
    ]);
  });

  test("fails an operation on request, in statusMessage and in error", async () => {
    await cloud.call("PUT", "/_sandbox/faults", {
      faults: [
        { operation: { type: "CREATE_CLUSTER", phase: "nodes", message: "out of nodes", code: "RESOURCE_EXHAUSTED" } },
      ],
    });
    expect(await done(await create())).toMatchObject({
      statusMessage: "out of nodes",
      error: { code: 8, message: "out of nodes" },
    });
    expect((await cloud.call("GET", `${location}/clusters/demo`)).body).toMatchObject({ status: "ERROR" });
  });

  test("answers a fault as often as it was asked for", async () => {
    await cloud.call("PUT", "/_sandbox/faults", {
      faults: [{ method: "container.*", times: 2, error: { status: 429, reason: "rateLimitExceeded" } }],
    });
    const statuses = [];
    for (let call = 0; call < 3; call++) statuses.push((await cloud.call("GET", `${location}/clusters`)).status);
    expect(statuses).toEqual([429, 429, 200]);
  });

  test("does the work of a call whose answer is lost", async () => {
    await cloud.call("PUT", "/_sandbox/faults", { faults: [{ method: "*CreateCluster", loseAnswer: true }] });
    await expect(create()).rejects.toThrow();
    expect((await cloud.call("GET", `${location}/clusters/demo`)).status).toBe(200);
  });

  test("keeps an operation in flight for the looks it was told to take", async () => {
    await cloud.call("PUT", "/_sandbox/faults", { timing: { CREATE_CLUSTER: "polls:3" } });
    const { body } = await create();
    const statuses = [];
    for (let look = 0; look < 5; look++) {
      statuses.push((await cloud.call("GET", `${location}/operations/${body.name}`)).body["status"]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(statuses.slice(0, 2)).toEqual(["RUNNING", "RUNNING"]);
    expect(statuses.at(-1)).toBe("DONE");
  });

  test("refuses more nodes than the region's quota", async () => {
    await cloud.call("PUT", "/_sandbox/faults", { quotas: { CPUS: 4 } });
    const { status, body } = (await create({ initialNodeCount: 3 })) as unknown as { status: number; body: ErrorBody };
    expect([status, body.error.message]).toEqual([
      403,
      expect.stringContaining(`resource "CPUS": request requires '6.0' and is short '2.0'`),
    ]);
  });

  test("rolls a BLUE_GREEN upgrade back from its soak, and completes another", async () => {
    await done(await create({ initialNodeCount: 2 }));
    const pool = `${location}/clusters/demo/nodePools/default-pool`;
    const blueGreenSettings = { nodePoolSoakDuration: "3600s", standardRolloutPolicy: { batchNodeCount: 1 } };
    await done(
      await cloud.call<{ name: string }>("PUT", pool, {
        upgradeSettings: { strategy: "BLUE_GREEN", blueGreenSettings },
      }),
    );
    const soaking = async () => {
      const upgrade = await cloud.call<{ name: string }>("PUT", pool, { machineType: "e2-standard-4" });
      for (let look = 0; look < 500; look++) {
        const { body } = await cloud.call<{ updateInfo?: { blueGreenInfo: { phase: string } } }>("GET", pool);
        if (body.updateInfo?.blueGreenInfo.phase === "NODE_POOL_SOAKING") return upgrade;
      }
      throw new Error("the upgrade does not come to soak");
    };
    const first = await soaking();
    await cloud.call("POST", `${pool}:rollback`, {});
    await done(first);
    const machine = async () =>
      (await cloud.call<{ config: { machineType: string } }>("GET", pool)).body.config.machineType;
    expect(await machine()).toBe("e2-medium");
    expect(cloud.clusters.calls.filter((call) => call.startsWith("remove"))).toEqual([
      "remove gke-demo-default-pool-2",
      "remove gke-demo-default-pool-3",
    ]);
    const second = await soaking();
    await cloud.call("POST", `${pool}:completeUpgrade`, {});
    await done(second);
    expect(await machine()).toBe("e2-standard-4");
  });

  test("writes one line a call and no token", async () => {
    await cloud.call("GET", `${location}/clusters?access_token=${TOKEN}`);
    const { body } = await cloud.call<{ entries: { resource: string; method: string }[] }>("GET", "/_sandbox/log");
    const entry = body.entries.at(-1);
    expect(entry).toMatchObject({ method: "container.ClusterManager.ListClusters", status: "200" });
    expect(entry?.resource).toContain("access_token=***");
    await cloud.server.close();
    const lines: string[] = [];
    await cloud.start({ logRequest: (line) => lines.push(line) });
    await cloud.call("GET", `${location}/clusters?access_token=${TOKEN}`);
    await cloud.call("GET", `${location}/clusters/no\nsuch`);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/ 200 .*container\.ClusterManager\.ListClusters .*access_token=\*\*\*$/);
    expect(lines[1]).toMatch(/ 404 .*Not found/);
    expect(lines.join("")).not.toMatch(/\n|ya29/);
  });
});
