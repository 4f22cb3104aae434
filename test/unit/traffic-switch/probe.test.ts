import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { request } from "node:http";
import type { KubernetesClient } from "../../../lib/kubernetes";
import { probeService } from "../../../provider/traffic-switch/probe";

/** What the API server answers: to the question, and for itself. */
interface Answers {
  readonly app: { readonly status: number; readonly body: string } | "silent" | "hung up";
  readonly ready: number | "silent";
}

test("a connection that breaks is the API server's: the question is put again, and the app's answer counts", async () => {
  let asked = 0;
  const text = () => {
    if (++asked < 3) return Promise.reject(new Error("socket hang up"));
    return Promise.resolve({ status: 200, text: "ok", headers: {} });
  };
  const client = { text } as unknown as KubernetesClient;
  const { verdict } = await probeService(client, { namespace: "n", port: 80, scheme: "http" }, "web", "/", signal);
  expect({ verdict, asked }).toEqual({ verdict: "answered", asked: 3 });
});

const refusal = JSON.stringify({ kind: "Status", status: "Failure", code: 403, reason: "Forbidden" });
const said = (message: string) =>
  JSON.stringify({ kind: "Status", apiVersion: "v1", code: 503, message: `error trying to reach service: ${message}` });
const signal = new AbortController().signal;
let server: Server | undefined;
afterEach(() => server?.closeAllConnections());
afterEach(() => server?.close());

/** A client of a server that answers so; it gives up at once, not after seconds. */
async function clientOf({ app, ready }: Answers): Promise<KubernetesClient> {
  server = createServer((asked, answer) => {
    const wanted = asked.url === "/readyz" ? (ready === "silent" ? ready : { status: ready, body: "" }) : app;
    if (wanted === "hung up") answer.destroy();
    else if (wanted !== "silent") answer.writeHead(wanted.status).end(wanted.body);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const text = (method: string, path: string) =>
    new Promise((resolve, reject) => {
      const call = request({ port, host: "127.0.0.1", method, path }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }));
      });
      // Only where nobody answers: on a busy machine an answer may take its time.
      if ((path === "/readyz" ? ready : app) === "silent")
        call.setTimeout(50, () => call.destroy(new Error("no answer")));
      call.on("error", reject);
      call.end();
    });
  return { text } as unknown as KubernetesClient;
}

test.each<[string, Answers, string]>([
  ["an answer", { app: { status: 200, body: "ok" }, ready: 200 }, "answered"],
  ["the app's own refusal", { app: { status: 403, body: "members only" }, ready: 200 }, "answered"],
  ["the app's failure", { app: { status: 500, body: "" }, ready: 200 }, "failed"],
  ["no pod behind the Service", { app: { status: 503, body: refusal }, ready: 200 }, "failed"],
  ["an app that hangs", { app: "silent", ready: 200 }, "failed"],
  ["an app that hangs, and may not ask for /readyz", { app: "silent", ready: 403 }, "failed"],
  ["the API server's refusal", { app: { status: 403, body: refusal }, ready: 200 }, "unheard"],
  [
    "an API server that has no way to the nodes",
    { app: { status: 503, body: said("No agent available") }, ready: 200 },
    "unheard",
  ],
  [
    "an app that refuses the connection",
    { app: { status: 503, body: said("dial tcp 10.0.0.9:80: connect: connection refused") }, ready: 200 },
    "failed",
  ],
  [
    "a Service without endpoints",
    { app: { status: 503, body: said('no endpoints available for service "web"') }, ready: 200 },
    "failed",
  ],
  ["an API server that hangs", { app: "silent", ready: "silent" }, "unheard"],
  ["an API server that hangs up and is not ready", { app: "hung up", ready: 500 }, "unheard"],
])("%s", async (_, answers, verdict) => {
  const client = await clientOf(answers);
  const probe = await probeService(client, { namespace: "shop", port: 80, scheme: "http" }, "web", "/", signal);
  expect(probe.verdict).toBe(verdict);
});
