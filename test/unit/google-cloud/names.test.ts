import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { CertificateAuthority } from "../../../sandbox/kubernetes/control-plane/pki";
import { SandboxCloud, TOKEN } from "./sandbox-cloud";

/** Google's APIs under their own names, by way of the sandbox's port as a proxy. */
const project = "names-project";
const folder = mkdtempSync(join(tmpdir(), "names-"));
let cloud: SandboxCloud;
let ca: string;

beforeAll(async () => {
  const authority = await CertificateAuthority.open(join(folder, "ca"), "test");
  const { cert, key } = await authority.issue("google", { commonName: "g", names: ["DNS:*.googleapis.com"] });
  ca = readFileSync(authority.pair.cert, "utf8");
  cloud = await new SandboxCloud().start({
    names: { host: "127.0.0.1", port: 0, certificate: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") },
  });
  await cloud.enable(project, "storage", "iam");
  await cloud.call("POST", `/storage/v1/b?project=${project}`, { name: "names", location: "US" });
  await cloud.call("POST", "/upload/storage/v1/b/names/o?uploadType=media&name=a%20b/c%3Fd", "content");
}, 60_000);
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true });
}, 60_000);

/** What a proxy's client gets: a tunnel, or the status that refuses one. */
async function tunnel(name: string): Promise<Socket | number> {
  const { hostname, port } = new URL(cloud.url);
  return await new Promise((done, failed) => {
    const asked = request({ host: hostname, port, method: "CONNECT", path: `${name}:443` });
    asked.on("connect", ({ statusCode = 0 }, socket) => done(statusCode === 200 ? socket : statusCode));
    asked.on("error", failed);
    asked.end();
  });
}

async function secured(name: string, protocols: readonly string[]): Promise<TLSSocket> {
  const socket = await tunnel(name);
  if (typeof socket === "number") throw new Error(`refused with ${socket}`);
  return await new Promise((done, failed) => {
    const tls = connect({ socket, servername: name, ca, ALPNProtocols: [...protocols] }, () => done(tls));
    tls.on("error", failed);
  });
}

async function get(name: string, path: string): Promise<{ status: number; text: string; hashes: string[] }> {
  const socket = await secured(name, ["http/1.1"]);
  return await new Promise((done, failed) => {
    const headers = { Host: name, Authorization: `Bearer ${TOKEN}`, Connection: "close" };
    request({ createConnection: () => socket, path, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      const hashes = response.rawHeaders.filter((_, at, all) => all[at - 1]?.toLowerCase() === "x-goog-hash");
      response.on("end", () => done({ status: response.statusCode ?? 0, text, hashes }));
    })
      .on("error", failed)
      .end();
  });
}

test("an API is asked for under its own name", async () => {
  const { status, text } = await get("iam.googleapis.com", `/v1/projects/${project}/serviceAccounts`);
  expect([status, JSON.parse(text)]).toEqual([200, { accounts: [] }]);
  expect((await get("storage.googleapis.com", "/storage/v1/b/names")).status).toBe(200);
  expect((await get("nothing.googleapis.com", `/v1/projects/${project}`)).status).toBe(404);
});

test("an object is read by its bucket's path, as most clients do, with its hashes one by one", async () => {
  const { status, text, hashes } = await get("storage.googleapis.com", "/names/a%20b/c%3Fd");
  expect([status, text]).toEqual([200, "content"]);
  expect(hashes).toEqual([expect.stringMatching(/^crc32c=[^,]+$/), expect.stringMatching(/^md5=[^,]+$/)]);
  expect((await get("storage.googleapis.com", "/names/none")).status).toBe(404);
});

test("a client that speaks nothing but HTTP/2 gets it, and one that can speak HTTP/1.1 that", async () => {
  for (const [offered, chosen] of [
    [["h2"], "h2"],
    [["h2", "http/1.1"], "http/1.1"],
  ] as const) {
    const socket = await secured("cloudkms.googleapis.com", offered);
    expect(socket.alpnProtocol).toBe(chosen);
    socket.destroy();
  }
});

test.each(["example.com", "googleapis.com.example.com", "127.0.0.1", "evilgoogleapis.com"])(
  "the proxy refuses %s",
  async (name) => {
    expect(await tunnel(name)).toBe(403);
  },
);
