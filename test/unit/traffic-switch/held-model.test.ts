import fc from "fast-check";
import type { Asked } from "../../../lib/release/asked";
import { refusals } from "../../../provider/traffic-switch/guard";
import { type Decision, decide, type Kept, type Wanted } from "../../../provider/traffic-switch/held-colours";
import { liveColor } from "../../../provider/traffic-switch/plan";
import { runSwitch } from "./run-switch";
import { type Fault, type Flaw, SimulatedCluster } from "./simulated-cluster";
import { simulatedSpec } from "./simulated-spec";

const COLORS = ["blue", "green"];

/** One commit and the update that follows it. */
interface Commit {
  /** Colours that the program names, and the active one; `undefined` where it names none. */
  readonly active: string | undefined;
  /** The source, or anything else that makes pods, is another one. */
  readonly changes: boolean;
  readonly flaw: Flaw;
  readonly asked: Asked;
  readonly idle: "warm" | "scaled-down";
  /** What befalls the calls of the first attempt; a second one meets nothing. */
  readonly faults: ReadonlyMap<number, Fault>;
}

const commit: fc.Arbitrary<Commit> = fc.record({
  active: fc.constantFrom(undefined, undefined, ...COLORS),
  changes: fc.boolean(),
  flaw: fc.constantFrom<Flaw>("none", "none", "none", "never-ready", "wrong-answer", "fails-live"),
  asked: fc.constantFrom<Asked>(undefined, undefined, undefined, "release", "return"),
  idle: fc.constantFrom("warm", "scaled-down"),
  faults: fc
    .array(fc.tuple(fc.nat(30), fc.constantFrom<Fault>("dies-before", "dies-after", "answer-lost")), { maxLength: 2 })
    .map((entries) => new Map(entries)),
});

/** An app in a cluster, and what the engine's state says of its guard. */
class Stack {
  readonly cluster = new SimulatedCluster(COLORS);
  kept: Kept = { active: undefined, colors: {} };

  /** What `pulumi up` does: the guard decides, the Deployments take what it gives, the switch moves the traffic. */
  async up(wanted: Wanted, { asked, idle }: Pick<Commit, "asked" | "idle">, faults: ReadonlyMap<number, Fault>) {
    const { cluster, kept } = this;
    const { weights, unfinished } = cluster;
    const users = Object.keys(weights).length === 0 ? undefined : { weights, unfinished };
    const decision = decide(wanted, kept, users, asked);
    const revisions = this.given(wanted, decision);
    const intended = { app: "web", active: decision.active, revisions, allowInPlace: false };
    if (users && refusals({ ...users, colors: cluster.colors }, intended).length > 0)
      return { result: "refused", decision } as const;
    if (users) this.touchesTheTargetOnly(revisions, decision);
    for (const color of COLORS) Object.assign(cluster.colors[color]!, { revision: revisions[color] });
    // The engine has the guard's record before the switch begins.
    this.kept = {
      active: decision.active,
      declined: decision.declined,
      colors: Object.fromEntries(
        COLORS.map((color) => {
          const own = wanted.colors[color]?.own;
          return [color, { revision: revisions[color] ?? "", own, left: decision.left[color] }];
        }),
      ),
    };
    const spec = simulatedSpec(cluster, { active: decision.active, idle });
    const done = await runSwitch(cluster.connect(faults), spec, () => {}, new AbortController().signal).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && /was not verified|no replicas|add up|is no colour/.test(error.message))
          throw error;
        return false;
      },
    );
    return { result: done ? "done" : "failed", decision } as const;
  }

  private given(wanted: Wanted, { takes }: Decision): Record<string, string> {
    return Object.fromEntries(
      COLORS.map((color) => {
        const before = takes[color] === "kept" ? this.kept.colors[color] : wanted.colors[color];
        return [color, before?.revision ?? ""];
      }),
    );
  }

  /** Whoever has users, or is where they go back to, keeps its pods, and so does the colour that stays idle. */
  private touchesTheTargetOnly(revisions: Readonly<Record<string, string>>, { active }: Decision): void {
    const { weights, colors } = this.cluster;
    for (const color of COLORS) {
      const isHeld = color !== active || (weights[color] ?? 0) > 0;
      if (isHeld && revisions[color] !== colors[color]?.revision)
        throw new Error(`${color} is held, and goes from ${colors[color]?.revision} to ${revisions[color]}`);
    }
  }
}

async function story(commits: readonly Commit[]): Promise<void> {
  const stack = new Stack();
  let version = 0;
  for (const one of commits) {
    if (one.changes) version++;
    const revision = (color: string) => `${color} v${version}`;
    if (one.changes) for (const color of COLORS) stack.cluster.flaws.set(revision(color), one.flaw);
    const own = one.active === undefined ? {} : { own: "" };
    const colors = Object.fromEntries(COLORS.map((color) => [color, { revision: revision(color), ...own }]));
    const wanted: Wanted = { active: one.active, allowInPlace: false, colors };
    await stack.up(wanted, one, one.faults);
    const { result, decision } = await stack.up(wanted, { ...one, asked: undefined }, new Map());
    if (result !== "done") continue;
    agrees(stack, wanted, decision);
  }
}

/** What Git says and what is live are one, but for a release that somebody went back from. */
function agrees({ cluster }: Stack, wanted: Wanted, { active, waiting, declined, left }: Decision): void {
  const live = liveColor(cluster.weights) ?? "";
  if (live !== active || cluster.unfinished) throw new Error(`done, and ${live} is live in place of ${active}`);
  const runs = cluster.colors[live]?.revision;
  const says = wanted.colors[live]?.revision;
  if (wanted.active !== undefined && wanted.active !== live)
    throw new Error(`the program says ${wanted.active}, and ${live} is live`);
  const isToldOtherwise =
    declined !== undefined || waiting.length > 0 || (wanted.active !== undefined && left[live] === says);
  if (runs !== says && !isToldOtherwise) throw new Error(`the program says ${says}, and users get ${runs}`);
}

test("a held colour's pods are never touched, and what Git says is live after each update that ends well", async () => {
  await fc.assert(fc.asyncProperty(fc.array(commit, { minLength: 1, maxLength: 7 }), story), { numRuns: 300 });
}, 120_000);
