import { poll, pollUntil } from "../../../../lib/retry";
import { SimulatedClock } from "./simulated-clock";

test("looks at once, and then until there is something", async () => {
  const clock = new SimulatedClock();
  let looks = 0;
  const seen = await poll(() => (++looks === 3 ? "there" : undefined), { everyMs: 50, withinMs: 1_000, clock });
  expect(seen).toBe("there");
  expect(clock.pauses).toEqual([50, 50]);
});

test("answers nothing when the time is up, after a last look at the very end", async () => {
  const clock = new SimulatedClock();
  const looked: number[] = [];
  const seen = await poll(() => void looked.push(clock.now()), { everyMs: 40, withinMs: 100, clock });
  expect(seen).toBeUndefined();
  expect(looked).toEqual([0, 40, 80, 100]);
});

test("what the look throws ends it", async () => {
  const look = () => Promise.reject(new Error("no such thing"));
  await expect(poll(look, { everyMs: 1, withinMs: 1_000 })).rejects.toThrow("no such thing");
});

test("a cancelled signal ends it", async () => {
  const stop = new AbortController();
  const wait = pollUntil(() => false, { everyMs: 60_000, withinMs: Infinity, signal: stop.signal });
  stop.abort();
  await expect(wait).rejects.toMatchObject({ name: "AbortError" });
});

test("says whether a condition held in time", async () => {
  const clock = new SimulatedClock();
  expect(await pollUntil(() => clock.now() >= 80, { everyMs: 40, withinMs: 100, clock })).toBe(true);
  expect(await pollUntil(() => false, { everyMs: 40, withinMs: 100, clock })).toBe(false);
});
