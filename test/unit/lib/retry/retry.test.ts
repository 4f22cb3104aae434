import fc from "fast-check";
import {
  deadline,
  type Failure,
  failureOfConnection,
  failureOfStatus,
  retry,
  retryAfterMs,
  type RetryOptions,
} from "../../../../lib/retry";
import { SimulatedClock } from "./simulated-clock";

class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind);
  }
}

const transient = (done: "none" | "unknown" = "unknown", afterMs?: number): Failure => ({
  kind: "transient",
  done,
  afterMs,
});

/** Work that fails so, one after the other, and then succeeds. */
function failing(...failures: Failure[]) {
  const left = [...failures];
  const attempts: { number: number; maybeDone: boolean }[] = [];
  const work = (attempt: { number: number; maybeDone: boolean }) => {
    attempts.push(attempt);
    const next = left.shift();
    return next ? Promise.reject(new Refused(next)) : Promise.resolve("done");
  };
  return { work, attempts };
}

const judge = (error: unknown): Failure => (error instanceof Refused ? error.failure : { kind: "final" });
const options = (more: Partial<RetryOptions> = {}): RetryOptions & { clock: SimulatedClock } => ({
  signal: new AbortController().signal,
  judge,
  clock: new SimulatedClock(),
  ...(more as object),
});

test("what passes is tried again until it is done, with growing pauses", async () => {
  const { work, attempts } = failing(transient(), transient(), transient());
  const given = options();
  expect(await retry(work, given)).toBe("done");
  expect(attempts).toHaveLength(4);
  expect(given.clock.pauses).toEqual([187.5, 375, 750]);
});

test("what will not change is not tried again", async () => {
  const { work, attempts } = failing({ kind: "final" });
  await expect(retry(work, options())).rejects.toThrow("final");
  expect(attempts).toHaveLength(1);
});

test("a pause is as long as the server asks for, and a little longer", async () => {
  const given = options();
  await retry(failing(transient("none", 5_000)).work, given);
  expect(given.clock.pauses[0]).toBeGreaterThan(5_000);
  expect(given.clock.pauses[0]).toBeLessThanOrEqual(5_500);
});

test("a server that asks for more time than there is ends it at once, with its own error", async () => {
  const given = options({ patienceMs: 10_000 });
  await expect(retry(failing(transient("none", 3_600_000)).work, given)).rejects.toBeInstanceOf(Refused);
  expect(given.clock.pauses).toEqual([]);
});

test("fails with the last error when patience ends, and never begins an attempt after it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 120_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      async (patienceMs, chance) => {
        const clock = new SimulatedClock(chance);
        const begun: number[] = [];
        const work = () => {
          begun.push(clock.now());
          return Promise.reject(new Refused(transient()));
        };
        await expect(retry(work, options({ clock, patienceMs }))).rejects.toBeInstanceOf(Refused);
        expect(Math.max(...begun)).toBeLessThanOrEqual(patienceMs);
        // It does not give up early either: the next pause would have gone beyond the end.
        expect(patienceMs - (begun.at(-1) ?? 0)).toBeLessThanOrEqual(8_000);
      },
    ),
  );
});

test("what may not be done twice is tried again only where nothing was done", async () => {
  expect(await retry(failing(transient("none")).work, options({ repeatable: false }))).toBe("done");
  await expect(retry(failing(transient("unknown")).work, options({ repeatable: false }))).rejects.toThrow("transient");
});

test("an attempt knows that an earlier one may have been carried out", async () => {
  const { work, attempts } = failing(transient("none"), transient("unknown"), transient("none"));
  await retry(work, options());
  expect(attempts.map(({ maybeDone }) => maybeDone)).toEqual([false, false, true, true]);
});

test("an expired credential is renewed once, without a pause", async () => {
  const renewed = jest.fn(() => true);
  const given = options({ refresh: renewed });
  expect(await retry(failing({ kind: "expired" }).work, given)).toBe("done");
  expect(renewed).toHaveBeenCalledTimes(1);
  expect(given.clock.pauses).toEqual([]);
  await expect(retry(failing({ kind: "expired" }, { kind: "expired" }).work, given)).rejects.toThrow("expired");
  await expect(retry(failing({ kind: "expired" }).work, options({ refresh: () => false }))).rejects.toThrow("expired");
});

test("a cancelled wait ends at once, and not with the failure", async () => {
  const controller = new AbortController();
  const work = () => Promise.reject(new Refused(transient()));
  const onSetback = () => setTimeout(() => controller.abort(), 10);
  const started = performance.now();
  await expect(
    retry(work, { signal: controller.signal, judge, onSetback, backoff: { firstMs: 30_000, longestMs: 30_000 } }),
  ).rejects.toMatchObject({ name: "AbortError" });
  expect(performance.now() - started).toBeLessThan(10_000);
});

test("a wait whose time is up ends with the last failure, which says why", async () => {
  const work = () => Promise.reject(new Refused(transient()));
  const backoff = { firstMs: 30_000, longestMs: 30_000 };
  await expect(retry(work, { signal: deadline(undefined, 30), judge, backoff })).rejects.toBeInstanceOf(Refused);
});

test.each<[number, Failure]>([
  [400, { kind: "final" }],
  [401, { kind: "expired" }],
  [403, { kind: "final" }],
  [404, { kind: "final" }],
  [408, transient("unknown")],
  [409, { kind: "final" }],
  [429, transient("none")],
  [500, transient("unknown")],
  [501, { kind: "final" }],
  [503, transient("unknown")],
  [504, transient("unknown")],
])("HTTP %i", (status, failure) => {
  expect(failureOfStatus(status)).toEqual(failure);
});

test.each<[string, unknown, Failure | undefined]>([
  ["a reset", { code: "ECONNRESET" }, transient("unknown")],
  ["nobody listens", { code: "ECONNREFUSED" }, transient("none")],
  ["fetch, which hides it", new TypeError("fetch failed", { cause: { code: "UND_ERR_SOCKET" } }), transient("unknown")],
  [
    "a host of two addresses",
    new AggregateError([{ code: "ECONNREFUSED" }, { code: "ENETUNREACH" }]),
    transient("none"),
  ],
  ["a wrong certificate", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }, undefined],
  ["a mistake in the program", new TypeError("x is not a function"), undefined],
])("%s", (_, error, failure) => {
  const found = failureOfConnection(error);
  expect(found && { afterMs: undefined, ...found }).toEqual(failure);
});

test.each<[string | null, string | undefined, number | undefined]>([
  ["0", undefined, 0],
  ["7", undefined, 7_000],
  [" 7 ", undefined, 7_000],
  ["Wed, 21 Oct 2026 07:28:10 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", 10_000],
  ["Wed, 21 Oct 2026 07:27:00 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", 0],
  ["-1", undefined, undefined],
  ["soon", undefined, undefined],
  ["", undefined, undefined],
  [null, undefined, undefined],
])("Retry-After %p at %p is %p ms", (header, date, milliseconds) => {
  expect(retryAfterMs(header, date)).toBe(milliseconds);
});

test("a date counts from the answer's own date, and from now where it has none", () => {
  const soon = new Date(Date.now() + 60_000).toUTCString();
  expect(retryAfterMs(soon)).toBeGreaterThan(50_000);
  expect(retryAfterMs(soon)).toBeLessThanOrEqual(60_000);
});
