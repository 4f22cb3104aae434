import fc from "fast-check";
import { refusals } from "../../../provider/traffic-switch/guard";
import { liveColor } from "../../../provider/traffic-switch/plan";
import type { SwitchSpec } from "../../../lib/release/spec";
import { runSwitch } from "./run-switch";
import { type Fault, type Flaw, SimulatedCluster } from "./simulated-cluster";
import { httpRoute, simulatedSpec } from "./simulated-spec";

const COLORS = ["blue", "green"];

/** One change of the program: which colour is active, and new releases of colours with what is wrong with them. */
interface Change {
  readonly active: string;
  readonly releases: Readonly<Record<string, Flaw | undefined>>;
  readonly idle: "warm" | "scaled-down";
  /** `null`: an autoscaler's. */
  readonly replicas: number | null;
  /** Whether a release needs a migration first. */
  readonly hooks: boolean;
  /** Whether somebody changed the route's paths, or its selector, before. */
  readonly meddled: boolean;
  readonly route: SwitchSpec["route"];
  /** For each process that tries it, what befalls its calls. */
  readonly attempts: readonly ReadonlyMap<number, Fault>[];
}

const routes: readonly SwitchSpec["route"][] = [
  { ...httpRoute, steps: [100] },
  { ...httpRoute, steps: [50, 100] },
  { ...httpRoute, steps: [5, 25, 50, 100] },
  { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 0 },
  { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 60 },
];

function specOf(cluster: SimulatedCluster, { active, idle, replicas, hooks, route }: Change): SwitchSpec {
  const before = hooks ? [{ job: { command: ["migrate"], timeoutSeconds: 10 } }] : [];
  return simulatedSpec(cluster, { active, idle, replicas, minReplicas: replicas ?? 2, before, route });
}

/** What `pulumi up` does: the guard, the Deployments it lets through, the switch. */
async function up(
  cluster: SimulatedCluster,
  change: Change,
  revisions: Record<string, string>,
  faults: ReadonlyMap<number, Fault>,
) {
  const { weights, unfinished, colors } = cluster;
  const refused = refusals(
    { weights, unfinished, colors },
    { app: "web", active: change.active, revisions, allowInPlace: false },
  );
  if (refused.length > 0) return "refused";
  for (const color of Object.keys(colors)) Object.assign(cluster.colors[color] ?? {}, { revision: revisions[color] });
  cluster.assertSafe();
  const port = cluster.connect(faults);
  const result = await runSwitch(port, specOf(cluster, change), () => {}, new AbortController().signal).then(
    () => "done" as const,
    (error: unknown) =>
      error instanceof Error && /was not verified|no replicas|add up|is no colour/.test(error.message)
        ? error
        : "failed",
  );
  if (result instanceof Error) throw result;
  return result;
}

const flaws: readonly Flaw[] = ["none", "none", "none", "migration-fails", "never-ready", "wrong-answer", "fails-live"];
const flaw = fc.option(fc.constantFrom(...flaws), { nil: undefined });
const faults = fc
  .array(fc.tuple(fc.nat(30), fc.constantFrom<Fault>("dies-before", "dies-after", "answer-lost")), { maxLength: 2 })
  .map((entries) => new Map(entries));
const change = (colors: readonly string[]) =>
  fc.record({
    active: fc.constantFrom(...colors),
    releases: fc.record(Object.fromEntries(colors.map((color) => [color, flaw]))),
    idle: fc.constantFrom("warm", "scaled-down"),
    replicas: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
    hooks: fc.boolean(),
    meddled: fc.boolean(),
    attempts: fc.array(faults, { maxLength: 3 }),
  });

/** Several changes of one app, whose route stays of its kind; a route that gives both colours traffic at once is for two of them. */
const history: fc.Arbitrary<readonly Change[]> = fc
  .tuple(fc.constantFrom(...routes), fc.boolean())
  .chain(([route, third]) => {
    const overlaps = route.kind === "selector" && route.overlapSeconds > 0;
    const colors = third && !overlaps ? [...COLORS, "red"] : COLORS;
    return fc
      .array(change(colors), { minLength: 1, maxLength: 6 })
      .map((changes) => changes.map((one) => ({ ...one, route })));
  });

async function story(changes: readonly Change[]): Promise<void> {
  const colors = Object.keys(changes[0]?.releases ?? {});
  const cluster = new SimulatedCluster(colors.length > 0 ? colors : COLORS);
  const known = Object.fromEntries(Object.keys(cluster.colors).map((color) => [color, `${color}-0`]));
  let number = 0;
  for (const one of changes) {
    const shared = Object.keys(cluster.weights).length > 1;
    const revisions = { ...known };
    for (const [color, what] of Object.entries(one.releases)) {
      if (what === undefined) continue;
      revisions[color] = `${color}-${++number}`;
      cluster.flaws.set(revisions[color], what);
    }
    let result = "";
    if (one.meddled) cluster.intact = false;
    for (const attempt of [...one.attempts, new Map<number, Fault>()]) {
      result = await up(cluster, one, revisions, attempt);
      cluster.assertSafe();
    }
    if (result === "refused") continue;
    Object.assign(known, revisions);
    const flaw = cluster.flaws.get(revisions[one.active] ?? "") ?? "none";
    // A release needs no migration where there is no hook, or where it had the traffic before.
    const flawed = flaw !== "none" && (flaw !== "migration-fails" || one.hooks);
    // The last attempt met no fault, so it either ended the switch or found the release wanting and went back.
    if (!flawed && result !== "done") throw new Error(`a sound release was not switched to: ${result}`);
    if (result === "done" && (liveColor(cluster.weights) !== one.active || cluster.unfinished))
      throw new Error(`done, but the traffic is at ${JSON.stringify(cluster.weights)}`);
    if (result === "done" && !cluster.intact)
      throw new Error("done, and what somebody changed of the route is as they left it");
    if (result === "done" && Object.values(cluster.colors).some(({ contested }) => contested))
      throw new Error("done, and an autoscaler is still held");
    if (result === "failed" && !shared && one.attempts.length === 0 && Object.keys(cluster.weights).length > 1)
      throw new Error(`a failed switch left the traffic at ${JSON.stringify(cluster.weights)}`);
  }
}

test("for every prefix of the steps of any update, the live route points at a verified and unmodified colour", async () => {
  await fc.assert(fc.asyncProperty(history, story), { numRuns: 1500 });
}, 60_000);

const sound: Change = {
  active: "blue",
  releases: {},
  idle: "scaled-down",
  replicas: 3,
  hooks: false,
  meddled: false,
  route: { ...httpRoute, steps: [5, 25, 50, 100] },
  attempts: [],
};

describe.each<Fault>(["dies-before", "dies-after", "answer-lost"])("a process that %s", (fault) => {
  test.each([...Array(30).keys()])("at call %i of a switch leaves what the next update ends", async (call) => {
    await story([sound, { ...sound, active: "green", attempts: [new Map([[call, fault]])] }]);
  });
});

test.each<Flaw>(["never-ready", "wrong-answer", "fails-live"])(
  "a release that is %s gets no lasting traffic",
  async (what) => {
    const cluster = new SimulatedCluster(COLORS);
    await up(cluster, sound, { blue: "b", green: "g" }, new Map());
    cluster.flaws.set("bad", what);
    expect(await up(cluster, { ...sound, active: "green" }, { blue: "b", green: "bad" }, new Map())).toBe("failed");
    expect(cluster.weights).toEqual({ blue: 100 });
    expect(cluster.unfinished).toBeUndefined();
  },
);

test("a switch that died after its last move goes back when its release turns out to be wrong", async () => {
  const cluster = new SimulatedCluster(COLORS);
  await up(cluster, sound, { blue: "b", green: "g" }, new Map());
  cluster.flaws.set("bad", "fails-live");
  Object.assign(cluster, { weights: { green: 100 }, unfinished: { from: "blue", to: "green" } });
  cluster.colors["green"] = { replicas: 3, revision: "bad", contested: false };
  cluster.verified.add("green@bad");
  expect(await up(cluster, { ...sound, active: "green" }, { blue: "b", green: "bad" }, new Map())).toBe("failed");
  expect(cluster.weights).toEqual({ blue: 100 });
});

test("a lost answer while the old colour is scaled down sends nobody to a colour without pods", async () => {
  const cluster = new SimulatedCluster(COLORS);
  await up(cluster, sound, { blue: "b", green: "g" }, new Map());
  const calls = cluster.connect();
  await runSwitch(calls, specOf(cluster, { ...sound, active: "green" }), () => {}, new AbortController().signal);
  // After it, the route is read to see that nobody was led there, and once more at the end.
  const last = calls.process.calls - 3;

  const again = new SimulatedCluster(COLORS);
  await up(again, sound, { blue: "b", green: "g" }, new Map());
  const lost = again.connect(new Map([[last, "answer-lost" as const]]));
  const spec = specOf(again, { ...sound, active: "green" });
  const error: unknown = await runSwitch(lost, spec, () => {}, new AbortController().signal).catch(
    (one: unknown) => one,
  );
  // What the engine must not forget: its next update would move the traffic back.
  expect(error).toMatchObject({ done: [{ live: "green", receipt: { from: "blue", to: "green" } }] });
  expect(again.colors["blue"]?.replicas).toBe(0);
  expect(again.weights).toEqual({ green: 100 });
});

test("a switch that died half-way goes back whole when its release turns out to be wrong", async () => {
  const cluster = new SimulatedCluster(COLORS);
  await up(cluster, sound, { blue: "b", green: "g" }, new Map());
  cluster.flaws.set("bad", "wrong-answer");
  cluster.colors["green"] = { replicas: 3, revision: "bad", contested: false };
  cluster.verified.add("green@bad");
  Object.assign(cluster, { weights: { blue: 50, green: 50 }, unfinished: { from: "blue", to: "green" } });
  expect(await up(cluster, { ...sound, active: "green" }, { blue: "b", green: "bad" }, new Map())).toBe("failed");
  expect(cluster.weights).toEqual({ blue: 100 });
});
