import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubernetesClient, UnreachableError } from "../../../../lib/kubernetes";
import { deadline } from "../../../../lib/retry";
import { LoopbackServer } from "../../../loopback-server";

const folder = mkdtempSync(join(tmpdir(), "transport-"));
let server: LoopbackServer | undefined;
afterEach(() => server?.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const signal = new AbortController().signal;

/** A client over real connections, which makes one attempt unless it is told otherwise. */
async function clientOf(handle: RequestListener, user: object = { token: "t" }, patienceMs = 0) {
  server = new LoopbackServer(handle);
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: { server: `${await server.start()}/`, "insecure-skip-tls-verify": true } }],
    users: [{ name: "u", user }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  };
  return new KubernetesClient(JSON.stringify(kubeconfig), { patienceMs });
}

test("sends the query, the credential and the body", async () => {
  const client = await clientOf((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { url, method, headers } = request;
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      response.end(JSON.stringify({ url, method, token: headers.authorization, type: headers["content-type"], body }));
    });
  });
  const call = {
    query: { dryRun: "All" },
    body: { name: "größe" },
    contentType: "application/merge-patch+json",
    signal,
  };
  expect(await client.json("PATCH", "/api/v1/namespaces/n", call)).toEqual({
    url: "/api/v1/namespaces/n?dryRun=All",
    method: "PATCH",
    token: "Bearer t",
    type: "application/merge-patch+json",
    body: { name: "größe" },
  });
});

test.each<[string, RequestListener]>([
  ["hangs up", (_, response) => void response.destroy()],
  ["never answers", () => undefined],
  [
    "breaks off in the middle of a body of known length",
    (_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write('{"metadata":', () => response.destroy());
    },
  ],
  ["breaks off in the middle of a body in chunks", (_, response) => void response.write("{", () => response.destroy())],
])("a server that %s is unreachable, and what it did is unknown", async (_, handle) => {
  const client = await clientOf(handle);
  const error: unknown = await client
    .json("GET", "/api", { signal, timeoutMs: 200 })
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UnreachableError);
  expect(error).toMatchObject({
    unsent: false,
    message: expect.stringContaining("no answer from 127.0.0.1:") as string,
  });
});

test("where nobody listens nothing was sent", async () => {
  const client = await clientOf(() => undefined);
  await server?.stop();
  await expect(client.json("GET", "/api", { signal })).rejects.toMatchObject({
    name: "UnreachableError",
    unsent: true,
  });
});

test("a limit that comes first says that there was no answer; a cancelled call is cancelled", async () => {
  const client = await clientOf(() => undefined);
  await expect(client.json("GET", "/api", { signal: deadline(undefined, 100) })).rejects.toThrow(
    /^no answer from 127\.0\.0\.1:\d+: not done within 100 ms$/,
  );
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  await expect(client.json("GET", "/api", { signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
});

test("a server that comes back within the client's patience is no failure", async () => {
  let asked = 0;
  const client = await clientOf((_, response) => (++asked < 3 ? response.destroy() : response.end("{}")), {}, 30_000);
  expect(await client.json("GET", "/api", { signal })).toEqual({});
});

test("a credential that the server no longer takes is asked for anew", async () => {
  const counter = join(folder, "count");
  const program = join(folder, "credential.sh");
  writeFileSync(counter, "");
  writeFileSync(
    program,
    `#!/bin/sh
printf x >> ${counter}
echo '{"kind":"ExecCredential","status":{"token":"'$(cat ${counter})'","expirationTimestamp":"2099-01-01T00:00:00Z"}}'
`,
    { mode: 0o755 },
  );
  const tokens: (string | undefined)[] = [];
  const client = await clientOf(
    ({ headers }, response) => {
      tokens.push(headers.authorization);
      response.writeHead(headers.authorization === "Bearer xx" ? 200 : 401).end("{}");
    },
    { exec: { apiVersion: "client.authentication.k8s.io/v1", command: program, interactiveMode: "Never" } },
    30_000,
  );
  await client.json("GET", "/api", { signal });
  await client.json("GET", "/api", { signal });
  expect(tokens).toEqual(["Bearer x", "Bearer xx", "Bearer xx"]);
});

test("a watch that is cut off says so", async () => {
  const client = await clientOf((_, response) => {
    response.writeHead(200);
    response.write('{"type":"ADDED","object":{}}\n{"type":', () => setTimeout(() => response.destroy(), 20));
  });
  const seen: string[] = [];
  const watching = async () => {
    for await (const { type } of client.watch("/api/v1/pods", {}, signal)) seen.push(type);
  };
  await expect(watching()).rejects.toBeInstanceOf(UnreachableError);
  expect(seen).toEqual(["ADDED"]);
});
