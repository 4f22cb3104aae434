import { createServer, request, type IncomingMessage, type Server } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askCloud } from "../../sandbox/registry/admission";
import { decide, presentedToken } from "../../sandbox/registry/access";
import { createFront } from "../../sandbox/registry/proxy";
import { answerPath, readRequest } from "../../sandbox/registry/names";

describe("names in the one registry", () => {
  test.each([
    ["/v2/p/x/manifests/blue?ns=gcr.io", "10.0.0.1:5000", "/v2/gcr.io/p/x/manifests/blue"],
    ["/v2/library/node/blobs/sha256:ab?ns=docker.io", "h", "/v2/docker.io/library/node/blobs/sha256:ab"],
    ["/v2/gcr.io/p/x/manifests/blue", "127.0.0.1:5000", "/v2/gcr.io/p/x/manifests/blue"],
    ["/v2/p/x/tags/list?n=5", "asia-northeast3-docker.pkg.dev", "/v2/asia-northeast3-docker.pkg.dev/p/x/tags/list?n=5"],
    ["http://gcr.io/v2/p/x/manifests/1", "10.0.0.1:5000", "/v2/gcr.io/p/x/manifests/1"],
    ["/v2/", "gcr.io", "/v2/"],
    ["/v2/_catalog?n=10", "gcr.io", "/v2/_catalog?n=10"],
    ["/v2/p/x/manifests/1?ns=registry.local:5001", "h", "/v2/registry.local_5001/p/x/manifests/1"],
  ])("%s asked of %s is stored at %s", (url, host, target) => {
    expect(readRequest(url, host).target).toBe(target);
  });

  test("one path at two hosts is two images", () => {
    const [a, b] = ["gcr.io", "docker.io"].map((host) => readRequest(`/v2/p/x/manifests/1?ns=${host}`, undefined));
    expect(a?.target).not.toBe(b?.target);
    expect(a?.image).toEqual({ host: "gcr.io", path: "p/x" });
  });

  test("a blob is mounted from a repository of the same host", () => {
    const { target } = readRequest("/v2/p/x/blobs/uploads/?mount=sha256:ab&from=p/y", "gcr.io");
    expect(new URL(target, "http://h").searchParams.get("from")).toBe("gcr.io/p/y");
  });

  test("an upload's location comes back under the client's own name", () => {
    expect(answerPath("/v2/gcr.io/p/x/blobs/uploads/1?_state=a", "gcr.io/")).toBe("/v2/p/x/blobs/uploads/1?_state=a");
    expect(answerPath("http://h:1/v2/gcr.io/p/x/blobs/uploads/1", "")).toBe("/v2/gcr.io/p/x/blobs/uploads/1");
  });
});

describe("who may push and pull", () => {
  const google = { host: "gcr.io", path: "p/x" };
  const hub = { host: "docker.io", path: "library/node" };
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
  const caller = (authorization: string | undefined, fromNode = false) => ({ authorization, fromNode });

  test("a node pulls anything without credentials and pushes nothing", () => {
    expect(decide(google, "pull", caller(undefined, true), "t").allowed).toBe(true);
    expect(decide(google, "push", caller(undefined, true), "t").allowed).toBe(false);
  });

  test("others pull public images only, unless they have the token", () => {
    expect(decide(hub, "pull", caller(undefined), "t").allowed).toBe(true);
    expect(decide(google, "pull", caller(undefined), "t").allowed).toBe(false);
    expect(decide(google, "push", caller("Bearer t"), "t").allowed).toBe(true);
    expect(decide(google, "push", caller(basic("oauth2accesstoken:t")), "t").allowed).toBe(true);
  });

  test("a wrong token is refused even where none is needed, and not repeated in the message", () => {
    const decision = decide(hub, "pull", caller("Bearer wrong-secret", true), "t");
    expect(decision).toMatchObject({ allowed: false, status: 401 });
    expect(JSON.stringify(decision)).not.toContain("wrong-secret");
  });

  test("an empty password is no credentials", () => {
    expect(presentedToken(basic(":"))).toBeUndefined();
    expect(presentedToken(basic("a:b:c"))).toBe("b:c");
  });
});

describe("the front", () => {
  let folder: string;
  let storage: Server;
  let front: Server;
  let seen: { method: string | undefined; url: string | undefined; body: string; authorization: string | undefined }[];
  let base: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "registry-"));
    seen = [];
    storage = createServer((incoming, outgoing) => {
      let body = "";
      incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
      incoming.on("end", () => {
        const { method, url } = incoming;
        seen.push({ method, url, body, authorization: incoming.headers.authorization });
        outgoing.writeHead(202, { Location: `${url?.split("?")[0]}abc` });
        outgoing.end("done");
      });
    });
    const storageSocket = join(folder, "socket");
    await new Promise<void>((resolve) => storage.listen(storageSocket, resolve));
    front = createFront({
      storageSocket,
      accessToken: "t",
      isNode: () => false,
      admit: (image) =>
        Promise.resolve(
          image.path.startsWith("known/")
            ? { allowed: true }
            : { allowed: false, status: 404, code: "NAME_UNKNOWN", message: "no such repository" },
        ),
    });
    await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    for (const server of [front, storage]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    rmSync(folder, { recursive: true });
  });

  test("streams an upload to the storage under the stored name, without the token", async () => {
    const headers = { Host: "gcr.io", Authorization: "Bearer t" };
    const answer = await send(`${base}/v2/known/x/blobs/uploads/`, "POST", headers, "layer");
    expect(answer).toMatchObject({ status: 202, location: "/v2/known/x/blobs/uploads/abc", body: "done" });
    expect(seen).toEqual([
      { method: "POST", url: "/v2/gcr.io/known/x/blobs/uploads/", body: "layer", authorization: undefined },
    ]);
  });

  test("fails with the registry protocol's error for a repository that does not exist", async () => {
    const headers = { Authorization: "Bearer t" };
    const answer = await send(`${base}/v2/gcr.io/unknown/x/manifests/1`, "GET", headers);
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toEqual({ errors: [{ code: "NAME_UNKNOWN", message: "no such repository" }] });
    expect(seen).toEqual([]);
  });

  test("challenges a client that asks how to log in", async () => {
    expect(await send(`${base}/v2/`, "GET", {})).toMatchObject({ status: 401 });
    expect(await send(`${base}/v2/`, "GET", { Authorization: "Bearer t" })).toMatchObject({ status: 202 });
  });
});

describe("what the cloud says", () => {
  let cloud: Server;
  let status = 200;
  let asked: string[];
  let url: string;

  beforeEach(async () => {
    asked = [];
    cloud = createServer((incoming, outgoing) => {
      asked.push(`${incoming.headers.authorization} ${incoming.url}`);
      outgoing.writeHead(status, { "Content-Type": "application/json" });
      outgoing.end(JSON.stringify({ error: { message: "Repository missing" } }));
    });
    await new Promise<void>((resolve) => cloud.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(cloud.address() as AddressInfo).port}/admit`;
  });
  afterEach(() => new Promise((resolve) => cloud.close(resolve)));

  test("is asked with the token, once for a push's many requests, and never for public registries", async () => {
    status = 200;
    const admit = askCloud(url, "t");
    for (let request = 0; request < 3; request++) await admit({ host: "gcr.io", path: "p/x" }, "push");
    await admit({ host: "docker.io", path: "library/node" }, "pull");
    expect(asked).toEqual(["Bearer t /admit?host=gcr.io&path=p%2Fx&action=push"]);
  });

  test("refuses with its words", async () => {
    status = 404;
    expect(await askCloud(url, "t")({ host: "gcr.io", path: "p/x" }, "push")).toEqual({
      allowed: false,
      status: 404,
      code: "NAME_UNKNOWN",
      message: "Repository missing",
    });
  });

  test("lets nodes pull while it is away, and nobody push", async () => {
    const admit = askCloud("http://127.0.0.1:1/admit", "t");
    expect((await admit({ host: "gcr.io", path: "p/x" }, "pull")).allowed).toBe(true);
    expect(await admit({ host: "gcr.io", path: "p/x" }, "push")).toMatchObject({ allowed: false, status: 503 });
  });
});

function send(url: string, method: string, headers: Record<string, string>, body?: string) {
  return new Promise<{ status: number | undefined; location: string | undefined; body: string }>((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (answer: IncomingMessage) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
      answer.on("end", () => resolve({ status: answer.statusCode, location: answer.headers.location, body: text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
