import { KubernetesClient, UnreachableError, watchUntil } from "../../../../lib/kubernetes";
import { deadline } from "../../../../lib/retry";
import { SimulatedClock } from "../retry/simulated-clock";
import { type Reply, SimulatedTransport } from "./simulated-transport";

const JOBS = "/apis/batch/v1/namespaces/n/jobs";
const job = (name: string, version = "2") => ({ metadata: { name, resourceVersion: version } });
const event = (type: string, object: unknown) => `${JSON.stringify({ type, object })}\n`;
const lost = new UnreachableError("no answer from 10.0.0.1: read ECONNRESET", false);
const list: Reply = { body: { metadata: { resourceVersion: "1" }, items: [] } };

/** Waits until there is a job, while each watch is answered so, and the last answer stays. */
async function until(
  watches: (Reply | Error)[],
  lists: (Reply | Error)[] = [list],
  limit = deadline(undefined, 20_000),
) {
  const [seen, clock] = [{ lists: 0, watches: 0 }, new SimulatedClock()];
  const nth = (all: (Reply | Error)[], number: number) => all[Math.min(number, all.length) - 1] ?? {};
  const transport = new SimulatedTransport(({ query }) =>
    query["watch"] === "true" ? nth(watches, ++seen.watches) : nth(lists, ++seen.lists),
  );
  const client = new KubernetesClient(transport, { clock });
  const done = (jobs: readonly object[]) => jobs.length > 0;
  await watchUntil(client, JOBS, { labelSelector: "a=b" }, limit, done, clock);
  return { ...seen, clock, requests: transport.requests };
}

const appears: Reply = { pieces: [event("ADDED", job("a"))] };

test("a list that is right needs no watch", async () => {
  const there: Reply = { body: { metadata: { resourceVersion: "1" }, items: [job("a")] } };
  expect(await until([], [there])).toMatchObject({ lists: 1, watches: 0 });
});

test("what happens after the list is seen", async () => {
  const { requests } = await until([appears]);
  expect(requests.map(({ query }) => query["resourceVersion"])).toEqual([undefined, "1"]);
  expect(requests[1]?.query).toMatchObject({ labelSelector: "a=b", timeoutSeconds: "60" });
});

test.each<[string, Reply | Error]>([
  ["is cut in the middle of a line", { pieces: [event("ADDED", job("a")).slice(0, 20), lost] }],
  ["ends in the middle of a line", { pieces: [event("ADDED", job("a")).slice(0, 20)] }],
  ["is cut between lines", { pieces: [lost] }],
  ["is answered by a proxy in plain text", { pieces: ["upstream connect error\n"] }],
  ["is refused for a moment", { status: 503, body: { kind: "Status", message: "starting" } }],
  ["comes too fast for the server", { status: 429, body: { kind: "Status", message: "slow down" } }],
  ["is of a version that the server no longer knows", { status: 410, body: { kind: "Status", message: "expired" } }],
  ["says so as an event", { pieces: [event("ERROR", { code: 410 })] }],
  ["is not answered", lost],
])("a watch that %s is begun again", async (_, reply) => {
  expect((await until([reply, appears])).watches).toBe(2);
});

test("a watch that the server ends goes on where it stood, without a list", async () => {
  const bookmark: Reply = { pieces: [event("BOOKMARK", job("", "7"))] };
  const { requests, lists } = await until([bookmark, { pieces: [] }, appears]);
  expect(lists).toBe(1);
  expect(requests.map(({ query }) => query["resourceVersion"])).toEqual([undefined, "1", "7", "7"]);
});

test("a letter that comes in two pieces is one letter", async () => {
  const bytes = Buffer.from(event("ADDED", job("größe")));
  const middle = bytes.indexOf("ö") + 1;
  const watch: Reply = { pieces: [bytes.subarray(0, middle), bytes.subarray(middle)] };
  const transport = new SimulatedTransport(({ query }) => (query["watch"] === "true" ? watch : list));
  const names: string[] = [];
  await watchUntil<ReturnType<typeof job>>(
    new KubernetesClient(transport),
    JOBS,
    {},
    deadline(undefined, 20_000),
    (jobs) => names.push(...jobs.map(({ metadata }) => metadata.name)) > 0,
  );
  expect(names).toEqual(["größe"]);
});

test.each<[string, Reply]>([
  ["ends", { pieces: [] }],
  ["fails", { pieces: [lost] }],
  ["says that its version is gone", { pieces: [event("ERROR", { code: 410 })] }],
])("a server where every watch %s at once is asked at growing intervals", async (_, reply) => {
  const stop = new AbortController();
  let asked = 0;
  const clock = new SimulatedClock();
  const transport = new SimulatedTransport(({ query }) => {
    // Ten minutes of it.
    if (clock.now() > 600_000) stop.abort();
    asked++;
    return query["watch"] === "true" ? reply : list;
  });
  const client = new KubernetesClient(transport, { clock });
  await expect(watchUntil(client, JOBS, {}, stop.signal, () => false, clock)).rejects.toThrow();
  expect(asked).toBeLessThan(240);
});

test("an answer that will not change ends it, and so does what the caller throws", async () => {
  await expect(until([{ status: 403, body: { message: "may not watch" } }])).rejects.toThrow("may not watch");
  const client = new KubernetesClient(new SimulatedTransport(() => list));
  const broken = () => {
    throw Object.assign(new Error("wrong pods"), { code: "ECONNRESET" });
  };
  await expect(watchUntil(client, JOBS, {}, new AbortController().signal, broken)).rejects.toThrow("wrong pods");
});
