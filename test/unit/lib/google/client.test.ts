import type { RequestListener } from "node:http";
import { GoogleClient, type TokenSource } from "../../../../lib/google";
import { UnreachableError } from "../../../../lib/retry";
import { LoopbackServer } from "../../../loopback-server";

const signal = new AbortController().signal;
let server: LoopbackServer | undefined;
afterEach(() => server?.stop());

interface Asked {
  readonly method: string | undefined;
  readonly authorization: string | undefined;
}

/** A Google that deals with each request in turn; the last way stays. */
async function google(...ways: RequestListener[]) {
  const asked: Asked[] = [];
  server = new LoopbackServer((request, response) => {
    asked.push({ method: request.method, authorization: request.headers.authorization });
    ways[Math.min(asked.length, ways.length) - 1]?.(request, response);
  });
  return { url: await server.start(), asked };
}

const tokens: TokenSource = { token: () => Promise.resolve("t"), renew: () => false };
const answer =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
const hangUp: RequestListener = (_, response) => void response.destroy();
const breakOff: RequestListener = (_, response) => {
  response.writeHead(200, { "content-length": "100" });
  response.write("{", () => response.destroy());
};

test.each<[string, RequestListener, boolean]>([
  ["429", answer(429), false],
  ["500", answer(500), true],
  ["a front end's page", answer(502, "<html>"), true],
  ["a reset", hangUp, true],
  ["an answer that breaks off", breakOff, true],
])("a read is tried again after %s", async (_, way, done) => {
  const { url, asked } = await google(way, answer(200, { name: "n" }));
  const { bytes, maybeDone } = await new GoogleClient(tokens).request(url, { signal });
  expect(JSON.parse(bytes.toString())).toEqual({ name: "n" });
  expect(asked).toHaveLength(2);
  // What is turned away at the door was not done.
  expect(maybeDone).toBe(done);
});

test("a write is tried again only where nothing was done, or where it may be repeated", async () => {
  const once = { method: "POST", body: {}, signal } as const;
  const lost = await google(hangUp, answer(200));
  await expect(new GoogleClient(tokens).request(lost.url, once)).rejects.toBeInstanceOf(UnreachableError);
  await server?.stop();
  const slow = await google(answer(429), answer(200));
  expect(await new GoogleClient(tokens).request(slow.url, once)).toMatchObject({ status: 200, maybeDone: false });
  await server?.stop();
  const repeated = await google(hangUp, answer(200));
  const again = { ...once, repeatable: true };
  expect(await new GoogleClient(tokens).request(repeated.url, again)).toMatchObject({ status: 200, maybeDone: true });
});

test("waits as long as Google asks, and tells of it", async () => {
  const { url } = await google(answer(503, {}, { "retry-after": "1" }), answer(200));
  const pauses: number[] = [];
  await new GoogleClient(tokens).request(url, { signal, onSetback: ({ pauseMs }) => pauses.push(pauseMs) });
  expect(pauses).toHaveLength(1);
  expect(pauses[0]).toBeGreaterThanOrEqual(1_000);
});

test("a token that Google no longer takes is renewed once", async () => {
  let renewed = 0;
  const source: TokenSource = { token: () => Promise.resolve(`t${renewed}`), renew: () => ++renewed > 0 };
  const { url, asked } = await google(answer(401), answer(200));
  await new GoogleClient(source).request(url, { signal });
  expect(asked.map(({ authorization }) => authorization)).toEqual(["Bearer t0", "Bearer t1"]);
  await server?.stop();
  const refusing = await google(answer(401));
  await expect(new GoogleClient(source).request(refusing.url, { signal })).rejects.toMatchObject({ status: 401 });
  expect(refusing.asked).toHaveLength(2);
});

test("a refusal is told in Google's words, with the most telling reason", async () => {
  const body = {
    error: { message: "not enabled", status: "PERMISSION_DENIED", details: [{ reason: "SERVICE_DISABLED" }] },
  };
  const { url, asked } = await google(answer(403, body));
  await expect(new GoogleClient(tokens).request(url, { signal })).rejects.toMatchObject({
    name: "GoogleError",
    status: 403,
    reason: "SERVICE_DISABLED",
    message: "not enabled",
  });
  expect(asked).toHaveLength(1);
});

test("who does not answer is named, with why", async () => {
  const { url } = await google(hangUp);
  await server?.stop();
  await expect(new GoogleClient(tokens).request(url, { signal, patienceMs: 0 })).rejects.toThrow(
    /^no answer from 127\.0\.0\.1:\d+: connect ECONNREFUSED/,
  );
});
