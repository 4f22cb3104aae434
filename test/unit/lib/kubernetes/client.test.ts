import { KubernetesClient, UnreachableError } from "../../../../lib/kubernetes";
import { SimulatedClock } from "../retry/simulated-clock";
import { type Reply, SimulatedTransport } from "./simulated-transport";

const signal = new AbortController().signal;
const JOBS = "/apis/batch/v1/namespaces/n/jobs";
const lost = new UnreachableError("no answer from 10.0.0.1: read ECONNRESET", false);
const refused = new UnreachableError("no answer from 10.0.0.1: connect ECONNREFUSED", true);
const statusOf = (status: number, more: object = {}): Reply => ({
  status,
  body: { kind: "Status", code: status, message: `HTTP ${status}`, ...more },
});

/** A client of a server that gives these answers one after the other, and the last of them for ever. */
function given(...replies: (Reply | Error)[]) {
  const transport = new SimulatedTransport((_, number) => replies[Math.min(number, replies.length) - 1] ?? {});
  const clock = new SimulatedClock();
  return { transport, clock, client: new KubernetesClient(transport, { clock }) };
}

test.each([
  ["429", statusOf(429)],
  ["500", statusOf(500)],
  ["503", statusOf(503)],
  ["504", statusOf(504)],
  ["a proxy's 502 in plain text", { status: 502, pieces: ["Bad Gateway"] }],
  ["a reset", lost],
  ["a connection that nobody takes", refused],
  ["an answer that breaks off", { pieces: ['{"met', lost] }],
])("reads and repeatable writes are tried again after %s", async (_, reply) => {
  for (const method of ["GET", "PUT", "PATCH", "DELETE"] as const) {
    const { client, transport } = given(reply, reply, { body: { metadata: { name: "a" } } });
    await expect(client.json(method, `${JOBS}/a`, { signal })).resolves.toEqual({ metadata: { name: "a" } });
    expect(transport.requests).toHaveLength(3);
  }
});

test("as long as the server asks, in a header or in its Status", async () => {
  const { client, clock } = given(
    { ...statusOf(429), headers: { "retry-after": "4" } },
    statusOf(429, { details: { retryAfterSeconds: 3 } }),
    { body: {} },
  );
  await client.json("GET", JOBS, { signal });
  expect(clock.pauses.map((pause) => Math.floor(pause / 1000))).toEqual([4, 3]);
});

test.each([400, 403, 404, 409, 422])("HTTP %i is final, with reason and message", async (status) => {
  const { client, transport } = given(statusOf(status, { reason: "Because" }));
  await expect(client.json("GET", JOBS, { signal })).rejects.toMatchObject({
    name: "KubernetesError",
    status,
    reason: "Because",
    message: `HTTP ${status}`,
  });
  expect(transport.requests).toHaveLength(1);
});

test("a server that stays away ends it within its patience, with how it failed last", async () => {
  const { client, clock } = given(lost);
  await expect(client.json("GET", JOBS, { signal })).rejects.toBe(lost);
  expect(clock.now()).toBeGreaterThan(50_000);
  expect(clock.now()).toBeLessThanOrEqual(60_000);
});

test("an expired credential is renewed once", async () => {
  const transport = new SimulatedTransport((_, number) => (number === 1 ? statusOf(401) : { body: {} }), true);
  await new KubernetesClient(transport).json("GET", JOBS, { signal });
  expect(transport.renewals).toBe(1);
  const wrong = new SimulatedTransport(() => statusOf(401), true);
  await expect(new KubernetesClient(wrong).json("GET", JOBS, { signal })).rejects.toMatchObject({ status: 401 });
  expect(wrong.requests).toHaveLength(2);
});

test("a JSON patch whose answer was lost is not sent twice", async () => {
  const { client, transport } = given(lost, { body: {} });
  const patch = { signal, contentType: "application/json-patch+json", body: [{ op: "add", path: "/a/-", value: 1 }] };
  await expect(client.json("PATCH", `${JOBS}/a`, patch)).rejects.toBe(lost);
  expect(transport.requests).toHaveLength(1);
});

test("what is gone after a deletion whose answer was lost is deleted; what was never there is not", async () => {
  await expect(given(lost, statusOf(404)).client.json("DELETE", `${JOBS}/a`, { signal })).resolves.toBeUndefined();
  await expect(given(statusOf(404)).client.json("DELETE", `${JOBS}/a`, { signal })).rejects.toMatchObject({
    status: 404,
  });
});

describe("a creation whose answer was lost", () => {
  const body = {
    metadata: { name: "a", labels: { app: "web" } },
    spec: { template: { containers: [{ image: "i" }] } },
  };
  const exists = statusOf(409, { reason: "AlreadyExists" });
  const found = {
    metadata: { ...body.metadata, uid: "1" },
    spec: { backoffLimit: 6, template: { containers: [{ name: "injected" }, { image: "i", env: [] }] } },
    status: {},
  };

  test("is done where the object that is there says what was sent", async () => {
    const { client, transport } = given(lost, exists, { body: found });
    expect(await client.json("POST", JOBS, { body, signal })).toEqual(found);
    expect(transport.calls).toEqual([`POST ${JOBS}`, `POST ${JOBS}`, `GET ${JOBS}/a`]);
  });

  test("fails with the conflict where it is somebody else's", async () => {
    const other = { ...found, spec: { template: { containers: [{ image: "other" }] } } };
    const { client } = given(lost, exists, { body: other });
    await expect(client.json("POST", JOBS, { body, signal })).rejects.toMatchObject({ reason: "AlreadyExists" });
  });

  test("a conflict at the first attempt is a conflict", async () => {
    const { client, transport } = given(exists, { body: found });
    await expect(client.json("POST", JOBS, { body, signal })).rejects.toMatchObject({ reason: "AlreadyExists" });
    expect(transport.requests).toHaveLength(1);
  });

  test("keeps one name, also where the server was to find one", async () => {
    const { client, transport } = given(lost, { body: {} });
    await client.json("POST", JOBS, { body: { metadata: { generateName: "verify-" } }, signal });
    const [first, second] = transport.requests.map(({ body: sent }) => sent);
    expect(first).toBe(second);
    expect((JSON.parse(first ?? "") as typeof body).metadata).toEqual({
      name: expect.stringMatching(/^verify-[a-z0-9]{5}$/) as string,
    });
  });

  test("without a name it is not sent twice, but is where nothing can have been done", async () => {
    await expect(given(lost, { body: {} }).client.json("POST", JOBS, { body: {}, signal })).rejects.toBe(lost);
    await expect(given(refused, { body: {} }).client.json("POST", JOBS, { body: {}, signal })).resolves.toEqual({});
    await expect(given(statusOf(429), { body: {} }).client.json("POST", JOBS, { body: {}, signal })).resolves.toEqual(
      {},
    );
  });
});

test("what is measured is asked once", async () => {
  const { client, transport } = given(statusOf(503));
  expect(await client.text("GET", "/readyz", { signal })).toMatchObject({ status: 503 });
  expect(transport.requests).toHaveLength(1);
});

test("a cancelled call is not tried again", async () => {
  const stop = new AbortController();
  const transport = new SimulatedTransport(() => {
    stop.abort();
    return lost;
  });
  await expect(new KubernetesClient(transport).json("GET", JOBS, { signal: stop.signal })).rejects.toThrow();
  expect(transport.requests).toHaveLength(1);
});
