import { createServer, request as forward, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { InitFailedError } from "../../../lib/plugin";
import { endpointVariables } from "../../../sandbox/home/environment";
import { SandboxCloud, TOKEN } from "../google-cloud/sandbox-cloud";
import { Driver } from "./driver";
import { anyAnswer, otherwise } from "../../../lib/errors/expected";

/** What goes wrong between the plugin and Google, and how the plugin comes back from it. */
const cloud = new SandboxCloud();
type Fault = {
  readonly method: string;
  readonly path: RegExp;
  readonly kind: "lose the answer" | "refuse" | { status: number; body: object };
};
let faults: Fault[] = [];
let proxy: Server;
let driver: Driver;
const network = "gcp:compute/network:Network";
const cluster = "gcp:container/cluster:Cluster";
const small = { name: "small", location: "asia-northeast3-a", deletionProtection: false, initialNodeCount: 1 };

function endpoints(): NodeJS.ProcessEnv {
  return {
    ...endpointVariables(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`),
    GOOGLE_OAUTH_ACCESS_TOKEN: TOKEN,
    GOOGLE_PROJECT: "faults-sandbox",
    GOOGLE_REGION: "asia-northeast3",
  };
}

jest.setTimeout(60_000);

beforeAll(async () => {
  await cloud.start();
  const target = new URL(cloud.server.url);
  proxy = createServer((incoming, outgoing) => {
    const at = faults.findIndex(({ method, path }) => method === incoming.method && path.test(incoming.url ?? ""));
    const [fault] = at < 0 ? [] : faults.splice(at, 1);
    if (fault?.kind === "refuse") return incoming.socket.destroy();
    if (fault && typeof fault.kind === "object") {
      outgoing
        .writeHead(fault.kind.status, { "content-type": "application/json" })
        .end(JSON.stringify(fault.kind.body));
      return;
    }
    const { method, url: path, headers } = incoming;
    const onward = forward({ host: target.hostname, port: target.port, method, path, headers }, (answer) => {
      if (fault) {
        answer.resume().on("end", () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  driver = await new Driver(endpoints()).configure({ pollInterval: "50ms", requestTimeout: "4s" });
  for (const api of ["container", "compute"])
    await driver.create("gcp:projects/service:Service", { service: `${api}.googleapis.com` });
});
afterEach(() => {
  faults = [];
});
afterAll(async () => {
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
  await cloud.stop();
});

const googleError = (code: number, reason: string, message: string): object => ({
  error: { code, message, errors: [{ message, domain: "global", reason }] },
});

test("a creation whose answer is lost is found and not orphaned", async () => {
  faults = [{ method: "POST", path: /\/networks(\?|$)/, kind: "lose the answer" }];
  const kept = await driver.create(network, { name: "lost", autoCreateSubnetworks: false });
  expect(kept.state["selfLink"]).toMatch(/networks\/lost$/);
  await driver.delete(network, kept);
});

test("a cluster whose creation is lost with the plugin is taken up by the next one, under the same generated name", async () => {
  const inputs = { location: "asia-northeast3-a", deletionProtection: false, initialNodeCount: 1 };
  const first = await driver.check(cluster, inputs);
  // The plugin dies while it waits: nobody tells the engine anything.
  void driver.provider
    .create({ ...driver.call(cluster), inputs: first, preview: false, timeoutSeconds: undefined })
    .catch(otherwise(undefined, anyAnswer));
  const name = first["name"] as string;
  await until(
    async () =>
      (
        await cloud.call(
          "GET",
          `/container/v1beta1/projects/faults-sandbox/locations/asia-northeast3-a/clusters/${name}`,
        )
      ).status === 200,
  );
  const next = await new Driver({ ...endpoints(), PULUMI_HOME: driver.home }).configure({ pollInterval: "50ms" });
  const kept = await next.create(cluster, inputs);
  expect(kept.inputs["name"]).toBe(name);
  expect((await next.diff(cluster, kept, inputs)).detailedDiff).toEqual({});
  await next.delete(cluster, kept);
});

test("somebody else's network of the same name is not taken", async () => {
  const theirs = await driver.create(network, { name: "theirs" });
  const stranger = await new Driver(endpoints()).configure({});
  await expect(stranger.create(network, { name: "theirs" })).rejects.toThrow(
    /Error 409[^]*pulumi import gcp:compute\/network:Network it projects\/faults-sandbox\/global\/networks\/theirs/,
  );
  await driver.delete(network, theirs);
});

test("429, 503 and another operation under way mean: later", async () => {
  const path = /\/clusters(\?|$)/;
  faults = [
    { method: "POST", path, kind: { status: 429, body: googleError(429, "rateLimitExceeded", "Quota exceeded") } },
    {
      method: "POST",
      path,
      kind: {
        status: 400,
        body: googleError(400, "failedPrecondition", "Operation x is currently upgrading cluster small. Please wait"),
      },
    },
  ];
  const kept = await driver.create(cluster, small);
  expect(kept.state["endpoint"]).not.toBe("");
  await driver.delete(cluster, kept);
});

test("cancelled while it is made, a cluster keeps its id, and the next update goes on", async () => {
  const stop = new AbortController();
  const begun = driver.create(cluster, { ...small, name: "halted" }, stop.signal);
  await until(
    async () =>
      (
        await cloud.call(
          "GET",
          "/container/v1beta1/projects/faults-sandbox/locations/asia-northeast3-a/clusters/halted",
        )
      ).status === 200,
  );
  stop.abort();
  const error: unknown = await begun.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InitFailedError)) return expect(error).toBeUndefined(); // It was done before the cancellation.
  expect(error.resource.id).toBe("projects/faults-sandbox/locations/asia-northeast3-a/clusters/halted");
  const inputs = await driver.check(cluster, { ...small, name: "halted" });
  const kept = await driver.update(
    cluster,
    { id: error.resource.id, inputs, state: error.resource.properties },
    { ...small, name: "halted" },
  );
  expect((await driver.diff(cluster, kept, { ...small, name: "halted" })).detailedDiff).toEqual({});
  await driver.delete(cluster, kept);
});

test("a protected cluster is not destroyed, and the error says how it can be", async () => {
  const inputs = { ...small, name: "safe", deletionProtection: true };
  const kept = await driver.create(cluster, inputs);
  await expect(driver.delete(cluster, kept)).rejects.toThrow(
    /deletion_protection is set to true[^]*deletionProtection: false/,
  );
  const free = await driver.update(cluster, kept, { ...inputs, deletionProtection: false });
  await driver.delete(cluster, free);
});

test("deletionPolicy PREVENT refuses, ABANDON leaves the resource", async () => {
  const kept = await driver.create(network, { name: "policy", deletionPolicy: "PREVENT" });
  await expect(driver.delete(network, kept)).rejects.toThrow(/deletionPolicy="DELETE"/);
  const left = await driver.update(network, kept, { name: "policy", deletionPolicy: "ABANDON" });
  await driver.delete(network, left);
  expect(await driver.read(network, kept.id)).toBeDefined();
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 8_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("it never came to be");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
