import fc from "fast-check";
import { refusals } from "../../../provider/traffic-switch/guard";
import { liveColor } from "../../../provider/traffic-switch/plan";
import type { SwitchSpec } from "../../../provider/traffic-switch/spec";
import { runSwitch } from "../../../provider/traffic-switch/transaction";
import { type Fault, type Flaw, SimulatedCluster } from "./simulated-cluster";
import { simulatedSpec } from "./simulated-spec";

const COLORS = ["blue", "green"];

/** One change of the program: which colour is active, and new releases of colours with what is wrong with them. */
interface Change {
  readonly active: string;
  readonly releases: Readonly<Record<string, Flaw | undefined>>;
  readonly idle: "warm" | "scaled-down";
  readonly replicas: number;
  readonly route: SwitchSpec["route"];
  /** For each process that tries it, what befalls its calls. */
  readonly attempts: readonly ReadonlyMap<number, Fault>[];
}

const routes = [
  { kind: "http-route", name: "web", steps: [100] },
  { kind: "http-route", name: "web", steps: [50, 100] },
  { kind: "http-route", name: "web", steps: [5, 25, 50, 100] },
  { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 0 },
  { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 60 },
] as const satisfies readonly SwitchSpec["route"][];

function specOf(cluster: SimulatedCluster, { active, idle, replicas, route }: Change): SwitchSpec {
  return simulatedSpec(cluster, { active, idle, replicas, minReplicas: replicas, route });
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
  for (const color of COLORS) Object.assign(cluster.colors[color] ?? {}, { revision: revisions[color] });
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

const flaw = fc.constantFrom<Flaw>("none", "none", "none", "never-ready", "wrong-answer", "fails-live");
const faults = fc
  .array(fc.tuple(fc.nat(30), fc.constantFrom<Fault>("dies-before", "dies-after", "answer-lost")), { maxLength: 2 })
  .map((entries) => new Map(entries));
const change = fc.record({
  active: fc.constantFrom(...COLORS),
  releases: fc.record({ blue: fc.option(flaw, { nil: undefined }), green: fc.option(flaw, { nil: undefined }) }),
  idle: fc.constantFrom("warm", "scaled-down"),
  replicas: fc.integer({ min: 1, max: 5 }),
  attempts: fc.array(faults, { maxLength: 3 }),
});

/** Several changes of one app, whose route stays of its kind. */
const history: fc.Arbitrary<readonly Change[]> = fc
  .tuple(fc.constantFrom(...routes), fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([route, changes]) => changes.map((one) => ({ ...one, route })));

async function story(changes: readonly Change[]): Promise<void> {
  const cluster = new SimulatedCluster(COLORS);
  const known: Record<string, string> = { blue: "blue-0", green: "green-0" };
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
    for (const attempt of [...one.attempts, new Map<number, Fault>()]) {
      result = await up(cluster, one, revisions, attempt);
      cluster.assertSafe();
    }
    if (result === "refused") continue;
    Object.assign(known, revisions);
    const flawed = (cluster.flaws.get(revisions[one.active] ?? "") ?? "none") !== "none";
    // The last attempt met no fault, so it either ended the switch or found the release wanting and went back.
    if (!flawed && result !== "done") throw new Error(`a sound release was not switched to: ${result}`);
    if (result === "done" && (liveColor(cluster.weights) !== one.active || cluster.unfinished))
      throw new Error(`done, but the traffic is at ${JSON.stringify(cluster.weights)}`);
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
  route: routes[2],
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
  const last = calls.process.calls - 1;

  const again = new SimulatedCluster(COLORS);
  await up(again, sound, { blue: "b", green: "g" }, new Map());
  await up(again, { ...sound, active: "green" }, { blue: "b", green: "g" }, new Map([[last, "answer-lost"]]));
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
