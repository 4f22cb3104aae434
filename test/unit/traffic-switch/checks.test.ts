import { KubernetesClient } from "../../../lib/kubernetes";
import { runCheck } from "../../../provider/traffic-switch/checks";
import { type Reply, SimulatedTransport } from "../lib/kubernetes/simulated-transport";
import { SimulatedCluster } from "./simulated-cluster";
import { simulatedSpec } from "./simulated-spec";

const http = { path: "/", status: 200, headers: {}, withinMs: 1000, times: 1 };
const status = (code: number, message: string): Reply => ({
  status: code,
  body: { kind: "Status", apiVersion: "v1", status: "Failure", code, message },
});
/** The API server's own: it has no way to the node just now. */
const noWay = status(503, "error trying to reach service: No agent available");

/** One HTTP check, whose questions are answered in this order; the last answer stays. */
async function check(replies: readonly Reply[], wanted = http, signal = new AbortController().signal) {
  const transport = new SimulatedTransport((_, number) => replies[Math.min(number, replies.length) - 1] ?? {});
  const spec = simulatedSpec(new SimulatedCluster(["blue", "green"]), { active: "blue" });
  const result = await runCheck(new KubernetesClient(transport), spec, "blue", { http: wanted }, signal);
  return { ...result, asked: transport.requests.length };
}

test("an API server that does not pass the question on is asked again, and neither its answer nor its time is the app's", async () => {
  expect(await check([noWay, { status: 200 }])).toMatchObject({ ok: true, asked: 2 });
});

test("such an answer is none of those in a row that must be right", async () => {
  const twice = { ...http, times: 2 };
  expect(await check([{ status: 200 }, noWay, { status: 200 }], twice)).toMatchObject({ ok: true, asked: 3 });
});

test.each<[string, Reply]>([
  ["the app's own 503", { status: 503, body: "closed for today" }],
  [
    "a connection that the app refuses",
    status(503, "error trying to reach service: dial tcp 10.0.0.9:80: connect: connection refused"),
  ],
  ["a Service without endpoints", status(503, 'no endpoints available for service "blue"')],
])("%s is the verdict at once", async (_, reply) => {
  const seen = expect.stringContaining("answered 503") as string;
  expect(await check([reply, { status: 200 }])).toEqual({ ok: false, asked: 1, seen });
});

test("whoever cancels waits no longer for the API server", async () => {
  const cancel = new AbortController();
  setTimeout(() => cancel.abort(), 50);
  const began = Date.now();
  await expect(check([noWay], http, cancel.signal)).rejects.toMatchObject({ name: "AbortError" });
  expect(Date.now() - began).toBeLessThan(900);
});
