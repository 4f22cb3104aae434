import fc from "fast-check";
import { refusals } from "../../../provider/traffic-switch/guard";
import { liveColor } from "../../../provider/traffic-switch/plan";
import { schedule } from "../../../provider/traffic-switch/schedule";
import { runTogether } from "../../../provider/traffic-switch/transaction";
import { type Fault, type Flaw, SimulatedCluster, SimulatedProcess } from "./simulated-cluster";
import { simulatedSpec } from "./simulated-spec";

const never = new AbortController().signal;
const COLORS = ["blue", "green"];

/** One app's part of a change of the program. */
interface Part {
  readonly active: string;
  readonly release: Flaw | undefined;
  readonly steps: readonly number[];
}

interface Change {
  readonly parts: readonly Part[];
  /** For each process that tries it, what befalls its calls. */
  readonly attempts: readonly ReadonlyMap<number, Fault>[];
}

/** One `pulumi up`: the guards, the Deployments, the switch of all apps. */
async function up(
  apps: readonly SimulatedCluster[],
  { parts }: Change,
  revisions: readonly Readonly<Record<string, string>>[],
  faults: ReadonlyMap<number, Fault>,
): Promise<"refused" | "done" | "failed"> {
  const refused = apps.some(({ weights, unfinished, colors }, index) => {
    const intended = { app: "", active: parts[index]!.active, revisions: revisions[index]!, allowInPlace: false };
    return refusals({ weights, unfinished, colors }, intended).length > 0;
  });
  if (refused) return "refused";
  const process = new SimulatedProcess(faults);
  const members = apps.map((cluster, index) => {
    for (const color of COLORS) cluster.colors[color]!.revision = revisions[index]![color]!;
    cluster.assertSafe();
    const { active, steps } = parts[index]!;
    const spec = simulatedSpec(cluster, { app: `app${index}`, active, steps });
    return { port: cluster.connect(faults, process), spec };
  });
  try {
    await runTogether(members, () => {}, never);
    return "done";
  } catch (error) {
    if (error instanceof Error && /was not verified|no replicas|add up|is no colour/.test(error.message)) throw error;
    return "failed";
  }
}

async function story(count: number, changes: readonly Change[]): Promise<void> {
  const apps = Array.from({ length: count }, () => new SimulatedCluster(COLORS));
  const known: Record<string, string>[] = apps.map(() => ({ blue: "b0", green: "g0" }));
  const first: Part = { active: "blue", release: undefined, steps: [100] };
  await up(apps, { parts: apps.map(() => first), attempts: [] }, known, new Map());
  let number = 0;
  for (const change of changes) {
    const before = apps.map(({ weights }) => liveColor(weights));
    const revisions = apps.map((cluster, index) => {
      const { active, release } = change.parts[index]!;
      if (release === undefined || active === before[index]) return known[index]!;
      const revision = `r${++number}`;
      cluster.flaws.set(revision, release);
      return { ...known[index], [active]: revision };
    });
    let result = "";
    for (const attempt of [...change.attempts, new Map<number, Fault>()]) {
      result = await up(apps, change, revisions, attempt);
      for (const cluster of apps) cluster.assertSafe();
    }
    if (result === "refused") continue;
    for (const [index, own] of revisions.entries()) known[index] = own;
    const live = apps.map(({ weights }) => (Object.keys(weights).length === 1 ? liveColor(weights) : weights));
    const wanted = change.parts.map(({ active }) => active);
    const flawed = apps.some(
      ({ flaws }, index) => (flaws.get(revisions[index]![wanted[index]!] ?? "") ?? "none") !== "none",
    );
    // The last attempt met no fault: all of them moved, or each is where it was.
    expect({ result, live }).toEqual({ result, live: result === "done" ? wanted : before });
    if (!flawed) expect(result).toBe("done");
    expect(apps.map(({ unfinished }) => unfinished)).toEqual(apps.map(() => undefined));
  }
}

const part: fc.Arbitrary<Part> = fc.record({
  active: fc.constantFrom(...COLORS),
  release: fc.option(fc.constantFrom<Flaw>("none", "none", "none", "never-ready", "wrong-answer", "fails-live"), {
    nil: undefined,
  }),
  steps: fc.constantFrom([100], [50, 100], [5, 25, 50, 100]),
});
const faults = fc
  .array(fc.tuple(fc.nat(60), fc.constantFrom<Fault>("dies-before", "dies-after", "answer-lost")), { maxLength: 2 })
  .map((entries) => new Map(entries));

test.each([2, 3])(
  "of %i apps all are switched or none, whatever is wrong with one and wherever the process dies",
  async (count) => {
    const change = fc.record({
      parts: fc.array(part, { minLength: count, maxLength: count }),
      attempts: fc.array(faults, { maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => story(count, changes)),
      { numRuns: 200 },
    );
  },
  60_000,
);

const sound: Part = { active: "green", release: "none", steps: [50, 100] };

test.each<Fault>(["dies-before", "dies-after", "answer-lost"])(
  "a process that %s at any call leaves what the next ends",
  async (fault) => {
    for (let call = 0; call < 70; call++) {
      const attempts = [new Map([[call, fault]])];
      await story(2, [{ parts: [sound, sound], attempts }]);
      // The second app's release is wrong, so that the first has to go back.
      await story(2, [{ parts: [sound, { ...sound, release: "fails-live" }], attempts }]);
    }
  },
);

test("no traffic moves before all are verified, and what fails moves back the last first", async () => {
  const apps = [new SimulatedCluster(COLORS), new SimulatedCluster(COLORS)];
  const order: string[] = [];
  const change = (active: string) =>
    apps.map((cluster, index) => {
      const port = cluster.connect();
      const write = port.writeRoute.bind(port);
      jest.spyOn(port, "writeRoute").mockImplementation((expected, wanted) => {
        order.push(`app${index}: ${Object.keys(wanted.weights).join("+")}`);
        return write(expected, wanted);
      });
      const verify = port.check.bind(port);
      jest.spyOn(port, "check").mockImplementation((color) => {
        order.push(`app${index}: verify`);
        return verify(color);
      });
      return { port, spec: simulatedSpec(cluster, { app: `app${index}`, active }) };
    });
  await runTogether(change("blue"), () => {}, never);
  apps[1]!.colors["green"]!.revision = "bad";
  apps[1]!.flaws.set("bad", "fails-live");
  order.length = 0;
  await expect(runTogether(change("green"), () => {}, never)).rejects.toThrow(
    /Watching green of app1 failed.*app0: all traffic is on blue, as before.*app1: all traffic is on blue, as before/s,
  );
  expect(order).toEqual([
    ...["app0: blue", "app1: blue"],
    ...["app0: verify", "app1: verify"],
    ...["app0: green", "app1: green"],
    ...["app1: blue", "app1: blue", "app0: blue", "app0: blue"],
  ]);
});

test("apps in fewer steps than others move with their last", () => {
  const moves = (...weights: number[]) =>
    weights.map((weight) => ({ kind: "route", weights: { green: weight, blue: 100 - weight } }) as const);
  const batches = schedule([moves(25, 50, 100), moves(100)]);
  expect(batches.map(({ steps }) => steps.map(({ member, index }) => `${member}.${index}`))).toEqual([
    ["0.0"],
    ["0.1"],
    ["0.2", "1.0"],
  ]);
});

test("the first app that ends decides for all, also when another's release turns out to be wrong afterwards", async () => {
  const apps = [new SimulatedCluster(COLORS), new SimulatedCluster(COLORS)];
  const members = (active: string) =>
    apps.map((cluster, index) => ({
      port: cluster.connect(),
      spec: simulatedSpec(cluster, { app: `app${index}`, active }),
    }));
  await runTogether(members("blue"), () => {}, never);
  apps[1]!.colors["green"]!.revision = "late";
  const dying = members("green");
  const died = runTogether(
    dying,
    () => {},
    never,
    (step, app) => {
      if (step.kind !== "finish" || app !== "app1") return;
      for (const { port } of dying) port.process.dead = true;
    },
  );
  await expect(died).rejects.toThrow();
  expect(apps.map(({ unfinished }) => unfinished !== undefined)).toEqual([false, true]);

  apps[1]!.flaws.set("late", "fails-live");
  await runTogether(members("green"), () => {}, never);
  expect(apps.map(({ weights }) => weights)).toEqual([{ green: 100 }, { green: 100 }]);
  expect(apps.map(({ unfinished }) => unfinished)).toEqual([undefined, undefined]);
});
