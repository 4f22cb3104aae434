import type { IncomingHttpHeaders } from "node:http";
import { unknown } from "../../../lib/plugin";
import { PinnedImageHandler } from "../../../provider/pinned-image/handler";
import { parseTagReference, TagResolver } from "../../../provider/pinned-image/registry";
import { LoopbackServer } from "../../loopback-server";

const digest = `sha256:${"d".repeat(64)}`;
const signal = new AbortController().signal;

/** What a registry is asked, and answers. */
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}
interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

const asked: Asked[] = [];
let answer: (request: Asked) => Answer;
const registry = new LoopbackServer(({ method = "", url = "", headers }, response) => {
  asked.push({ method, url, headers });
  const { status, headers: own = {}, body } = answer({ method, url, headers });
  response.writeHead(status, own).end(body && JSON.stringify(body));
});
const before = { ...process.env };
let address = "";
beforeAll(async () => void (address = await registry.start()));
afterAll(() => registry.stop());
beforeEach(() => {
  asked.length = 0;
  answer = () => ({ status: 200, headers: { "docker-content-digest": digest } });
});
afterEach(() => void (process.env = { ...before }));

/** `127.0.0.1:PORT`, which is asked without TLS. */
const host = () => new URL(address).host;
const resolve = (tag = "1") => new TagResolver().digest({ host: host(), name: "team/web", tag }, signal);

test.each([
  ["docker.io/library/nginx:1.27", { host: "docker.io", name: "library/nginx", tag: "1.27" }],
  ["europe-docker.pkg.dev/p/r/web:v1.2_3-x", { host: "europe-docker.pkg.dev", name: "p/r/web", tag: "v1.2_3-x" }],
  ["localhost:5000/web:1", { host: "localhost:5000", name: "web", tag: "1" }],
  ["web:1", undefined],
  ["library/web:1", undefined],
  ["docker.io/web", undefined],
  [`docker.io/web@${digest}`, undefined],
])("%s is a tag in a registry, or is not", (reference, found) => expect(parseTagReference(reference)).toEqual(found));

test("a registry that anybody may read is asked for the index, and nothing is downloaded", async () => {
  expect(await resolve()).toBe(digest);
  expect(asked).toMatchObject([{ method: "HEAD", url: "/v2/team/web/manifests/1" }]);
  expect(asked[0]?.headers.accept).toMatch(/^application\/vnd.oci.image.index/);
  expect(asked[0]?.headers.authorization).toBeUndefined();
});

test("a registry that wants a token of its own gets one, as an anonymous reader", async () => {
  const challenge = `Bearer realm="${address}/token",service="registry",scope="repository:team/web:pull"`;
  answer = ({ url, headers }) => {
    if (url.startsWith("/token")) return { status: 200, body: { token: "t" } };
    return headers.authorization === "Bearer t"
      ? { status: 200, headers: { "docker-content-digest": digest } }
      : { status: 401, headers: { "www-authenticate": challenge } };
  };
  expect(await resolve()).toBe(digest);
  expect(asked[1]?.url).toBe("/token?service=registry&scope=repository%3Ateam%2Fweb%3Apull");
});

test("a mirror is asked for every registry, with the credentials of this process", async () => {
  Object.assign(process.env, { GKE_BLUEGREEN_REGISTRY: address, GOOGLE_OAUTH_ACCESS_TOKEN: "mine" });
  const reference = { host: "docker.io", name: "library/nginx", tag: "1" };
  expect(await new TagResolver().digest(reference, signal)).toBe(digest);
  expect(asked).toMatchObject([
    { url: "/v2/docker.io/library/nginx/manifests/1", headers: { authorization: "Bearer mine" } },
  ]);
});

test.each<[string, Answer, RegExp]>([
  ["has no such tag", { status: 404 }, /has no image team\/web:1/],
  ["wants a user", { status: 403 }, /does not let this process read team\/web:1.*sha256:…/],
  ["names no digest", { status: 200 }, /answered 200 .* and named no digest/],
])("a registry that %s is told of", async (_, given, message) => {
  answer = () => given;
  await expect(resolve()).rejects.toThrow(message);
});

test("a registry that does not answer is told of", async () => {
  const reference = { host: "127.0.0.1:1", name: "web", tag: "1" };
  await expect(new TagResolver().digest(reference, signal)).rejects.toThrow(/127\.0\.0\.1:1 does not answer/);
});

describe("a pinned image", () => {
  const handler = new PinnedImageHandler();
  const warnings: string[] = [];
  const log = { debug: jest.fn(), info: jest.fn(), status: jest.fn(), error: jest.fn() };
  const context = (preview: boolean) =>
    ({ preview, signal, log: { ...log, warning: (line: string) => warnings.push(line) } }) as never;
  const create = (preview: boolean) =>
    handler.create({ ...(context(preview) as object), inputs: { reference: `${host()}/web:1` } } as never);

  test("is the tag's digest, in a preview as well", async () => {
    const image = `${host()}/web@${digest}`;
    expect((await create(true)).properties).toMatchObject({ image });
    expect((await create(false)).properties).toMatchObject({ image });
  });

  test("without an answer is a warning in a preview and an error in an update", async () => {
    answer = () => ({ status: 404 });
    expect((await create(true)).properties["image"]).toBe(unknown);
    expect(warnings.at(-1)).toMatch(/has no image web:1/);
    await expect(create(false)).rejects.toThrow(/has no image web:1/);
  });

  test("stays when the tag moves, and is asked for anew for another reference", async () => {
    const inputs = (tag: string) => ({ reference: `${host()}/web:${tag}` });
    const diff = (news: string) => handler.diff({ oldInputs: inputs("1"), news: inputs(news), olds: {} } as never);
    expect((await diff("1")).changes).toBe("none");
    expect((await diff("2")).changes).toBe("some");
  });

  test("is refused for what is no tag", async () => {
    const { failures } = await handler.check({ news: { reference: "web" } } as never);
    expect(failures).toEqual([{ property: "reference", reason: "expected registry/name:tag" }]);
  });
});
