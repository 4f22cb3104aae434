import { execFile } from "node:child_process";
import { getEventListeners } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { deadline, describeMilliseconds, follow, isTimeUp, within } from "../../../../lib/retry";

const later = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

test("a deadline aborts when its time is up, and says so", async () => {
  const limit = deadline(new AbortController().signal, 20);
  expect(limit.aborted).toBe(false);
  await new Promise<void>((resolve) => limit.addEventListener("abort", () => resolve(), { once: true }));
  expect(isTimeUp(limit)).toBe(true);
  expect(String((limit.reason as Error).message)).toBe("not done within 20 ms");
});

test("a deadline aborts with its parent, and for its reason", () => {
  const parent = new AbortController();
  const limit = deadline(parent.signal, 60_000);
  parent.abort(new Error("cancelled by the user"));
  expect(limit.reason).toEqual(new Error("cancelled by the user"));
  expect(isTimeUp(limit)).toBe(false);
  expect(deadline(parent.signal, 60_000).aborted).toBe(true);
});

test("what is done within a limit gets it, and leaves nothing behind", async () => {
  const parent = new AbortController();
  const seen = await within(parent.signal, 60_000, (limit) => Promise.resolve(limit));
  expect(isTimeUp(seen)).toBe(false);
  expect(getEventListeners(parent.signal, "abort")).toEqual([]);
  const cut = within(parent.signal, 10, async (limit) => {
    await later(30);
    return isTimeUp(limit);
  });
  expect(await cut).toBe(true);
});

test("a deadline of months does not end at once", async () => {
  const limit = deadline(undefined, 90 * 86_400_000);
  await later(10);
  expect(limit.aborted).toBe(false);
});

test("a controller that follows a signal ends with it, or alone", () => {
  const parent = new AbortController();
  const [one, other] = [follow(parent.signal), follow(parent.signal)];
  one.abort();
  expect(parent.signal.aborted).toBe(false);
  parent.abort("stop");
  expect(other.signal.reason).toBe("stop");
});

/** What becomes of waits on limits made so while garbage is collected; in a process of its own, which alone may call for a collection. */
async function waitOn(limits: Readonly<Record<string, string>>): Promise<unknown> {
  const made = Object.entries(limits).map(([name, limit]) => `${JSON.stringify(name)}: (() => ${limit})()`);
  const script = `
    const { deadline, follow } = require(${JSON.stringify(join(__dirname, "../../../../lib/retry/index.ts"))});
    const update = new AbortController();
    const stop = new AbortController();
    const ended = {};
    const waits = (limits) => Object.entries(limits).forEach(([name, limit]) => {
      ended[name] = false;
      limit.addEventListener("abort", () => { ended[name] = true; });
    });
    waits({ ${made.join(", ")} });
    setInterval(() => gc(), 20);
    setTimeout(() => { console.log(JSON.stringify(ended)); process.exit(); }, 1500);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", "--import", "tsx", "-e", script]);
  return JSON.parse(stdout);
}

test("no garbage collection takes a deadline away, also not one within another", async () => {
  const ended = await waitOn({
    alone: "deadline(update.signal, 300)",
    inAnother: "deadline(deadline(update.signal, 300), 60_000)",
    followed: "follow(deadline(update.signal, 300)).signal",
    builtIn: "AbortSignal.any([AbortSignal.any([update.signal, AbortSignal.timeout(300)]), stop.signal])",
  });
  expect(ended).toMatchObject({ alone: true, inAnother: true, followed: true });
  // What the others are for: should Node 20 mend it, this says so.
  if (process.version.startsWith("v20.")) expect(ended).toMatchObject({ builtIn: false });
}, 60_000);

test.each([
  [250, "250 ms"],
  [1_500, "1.5 s"],
  [60_000, "60 s"],
  [600_000, "10 min"],
])("%i ms is said as %s", (milliseconds, said) => {
  expect(describeMilliseconds(milliseconds)).toBe(said);
});
