import fc from "fast-check";
import type { SwitchSpec } from "../../../lib/release/spec";
import { refusals } from "../../../provider/traffic-switch/guard";
import { desired } from "../../../provider/traffic-switch/member";
import { liveColor, plan } from "../../../provider/traffic-switch/plan";
import { SwitchFailedError } from "../../../provider/traffic-switch/transaction";
import { runSwitch } from "./run-switch";
import { type Act, badAnswers, calm, MeddledCluster, MeddledPort, type Outage, type Weather } from "./meddled-cluster";
import { httpRoute, simulatedSpec } from "./simulated-spec";

/** `npm run test:long` runs 50,000. */
const HISTORIES = Number(process.env["HISTORIES"] ?? 400);
/** Seconds for which an update tries to go back. */
const GRACE = 60;

const COLORS = ["blue", "green"];

interface Change {
  readonly active: string;
  readonly release: "sound" | "wrong-answer" | "fails-live" | "never-ready" | undefined;
  readonly idle: "warm" | "scaled-down";
  readonly weather: Weather;
}

const routes: readonly SwitchSpec["route"][] = [
  { ...httpRoute, steps: [100] },
  { ...httpRoute, steps: [25, 100] },
  { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 0 },
  { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 5 },
];

const color = fc.constantFrom(...COLORS);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant("scale" as const), color, replicas: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ kind: fc.constant("set-image" as const), color }),
  fc.record({
    kind: fc.constant("move-route" as const),
    weights: fc.constantFrom<Record<string, number>>({ blue: 100 }, { green: 100 }, { blue: 50, green: 50 }),
  }),
  fc.record({ kind: fc.constant("label-selector" as const) }),
  fc.record({ kind: fc.constant("delete-service" as const), color }),
  fc.record({ kind: fc.constant("delete-pod" as const), color }),
  fc.record({ kind: fc.constant("delete-live-service" as const) }),
);
const outage: fc.Arbitrary<Outage> = fc.record({
  milliseconds: fc.integer({ min: 1, max: GRACE * 900 }),
  answer: fc.constantFrom(...(Object.keys(badAnswers) as (keyof typeof badAnswers)[])),
});
const weather: fc.Arbitrary<Weather> = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(60), act), { maxLength: 2 }),
    fc.array(fc.tuple(fc.nat(60), outage), { maxLength: 2 }),
  )
  .map(([acts, outages]) => ({ acts: new Map(acts), outages: new Map(outages) }));
const change: fc.Arbitrary<Change> = fc.record({
  active: color,
  release: fc.option(fc.constantFrom("sound", "sound", "wrong-answer", "fails-live", "never-ready"), {
    nil: undefined,
  }),
  idle: fc.constantFrom("warm" as const, "scaled-down" as const),
  weather,
});
const history = fc.tuple(fc.constantFrom(...routes), fc.array(change, { minLength: 1, maxLength: 5 }));

interface Ended {
  readonly result: "refused" | "done" | "failed";
  readonly said: string;
  readonly live: string | undefined;
  readonly shrunk: ReadonlyMap<string, number>;
  /** The operator acted, and no later look at the route had an answer. */
  readonly blind: boolean;
}

/** What `pulumi up` does: the guard, the Deployments that it lets through, the switch. */
async function up(cluster: MeddledCluster, spec: SwitchSpec, storm: Weather): Promise<Ended> {
  const { weights, unfinished } = cluster.route();
  const revisions = Object.fromEntries(Object.entries(spec.colors).map(([name, { revision }]) => [name, revision]));
  const intended = { app: "web", active: spec.active, revisions, allowInPlace: false };
  if (refusals({ weights, unfinished, colors: cluster.colors }, intended).length > 0)
    return { result: "refused", said: "", live: undefined, shrunk: new Map(), blind: false };
  for (const [name, model] of Object.entries(cluster.colors)) {
    if (model.revision !== revisions[name]) Object.assign(model, { revision: revisions[name], hand: "" });
  }
  // What has users when an update begins is where it goes back to, whoever made it so; it says so where another hand did.
  for (const name of Object.keys(cluster.weights)) cluster.accepted.add(`${name}@${cluster.template(name)}`);
  const port = new MeddledPort(cluster, storm, { active: spec.active, replicas: 3 });
  const lines: string[] = [];
  try {
    const { live } = await runSwitch(port, spec, (line) => lines.push(line), new AbortController().signal);
    return { result: "done", said: lines.join("\n"), live, shrunk: port.shrunk, blind: port.isBlind };
  } catch (error) {
    const done = error instanceof SwitchFailedError ? error.done?.[0]?.live : undefined;
    return {
      result: "failed",
      said: `${lines.join("\n")}\n${String(error)}`,
      live: done,
      shrunk: port.shrunk,
      blind: port.isBlind,
    };
  }
}

/** What an update says at its end is what is so. */
function saysWhatIsSo(cluster: MeddledCluster, { result, said, live, shrunk, blind }: Ended): void {
  const now = cluster.weights;
  if (cluster.isGone) {
    // Whoever had users has none: the update fails, and says so or that it does not know.
    if (result === "done" || /all traffic is on/.test(said))
      throw new Error(`claims users whom nothing leads: ${said}`);
    if (cluster.broken.length > 0) throw new Error(`${cluster.broken.join("; ")}: ${said}`);
    return;
  }
  const [, claimed] = /all traffic is on (\w+)/.exec(said) ?? [];
  if (cluster.broken.length > 0) throw new Error(`${cluster.broken.join("; ")}: ${said}`);
  if (blind) {
    // What nobody could see, the update after puts right. This one fails, and claims nothing: what it keeps is what it knew last, as it says.
    const admits = live === undefined || said.includes("did not say");
    if (result === "done" || claimed !== undefined || !admits) throw new Error(`claims what it could not see: ${said}`);
    return;
  }
  if (live !== undefined && live !== liveColor(now))
    throw new Error(`the state says ${live}, and the traffic is at ${JSON.stringify(now)}: ${said}`);
  if (result === "failed" && claimed !== undefined && now[claimed] !== 100)
    throw new Error(`says ${claimed}, and the traffic is at ${JSON.stringify(now)}`);
  if (result === "done" && (now[live ?? ""] ?? 0) !== 100) throw new Error(`done, at ${JSON.stringify(now)}`);
  for (const [name, had] of shrunk) {
    const has = cluster.colors[name]?.replicas ?? 0;
    if ((now[name] ?? 0) > 0 && has < Math.min(had, 1))
      throw new Error(`${name} has users, and was left with ${has} of ${had} replicas: ${said}`);
  }
  if (result !== "done") return;
  const lives = liveColor(now) ?? "";
  if (!cluster.accepted.has(`${lives}@${cluster.template(lives)}`))
    throw new Error(`done, and ${lives}@${cluster.template(lives)} was never verified`);
}

async function story([route, changes]: readonly [SwitchSpec["route"], readonly Change[]]): Promise<void> {
  const cluster = new MeddledCluster(COLORS);
  for (const model of Object.values(cluster.colors)) model.revision = "r0";
  let number = 0;
  for (const { active, release, idle, weather: storm } of changes) {
    const spec = (): SwitchSpec => {
      const colors = Object.fromEntries(
        Object.entries(revisions).map(([name, revision]) => [
          name,
          { deployment: name, service: name, image: name, revision, env: [] },
        ]),
      );
      return { ...simulatedSpec(cluster as never, { active, idle, route, returnSeconds: GRACE }), colors };
    };
    const revisions: Record<string, string> = Object.fromEntries(
      Object.entries(cluster.colors).map(([name, { revision }]) => [name, revision]),
    );
    if (release !== undefined) {
      revisions[active] = `r${++number}`;
      if (release !== "sound") cluster.flaws.set(revisions[active], release);
    }
    const stormy = await up(cluster, spec(), storm);
    if (stormy.result !== "refused") saysWhatIsSo(cluster, stormy);
    const shared = (cluster.weights[active] ?? 0) > 0 && (cluster.weights[active] ?? 0) < 100;
    // A hand-made colour with part of the users is neither reverted nor given the rest of them: that is refused, and a person decides.
    const undecided =
      shared && cluster.colors[active]?.hand !== "" && revisions[active] === cluster.colors[active]?.revision;
    cluster.refresh();
    let next = await up(cluster, spec(), calm);
    // A colour that another hand changed under its users is put back when load balancers have forgotten it: by the update after.
    if (next.result === "done" && left(cluster, spec()).some(({ kind }) => kind === "restore"))
      next = await up(cluster, spec(), calm);
    if (next.result === "refused") continue;
    saysWhatIsSo(cluster, next);
    // What was there before may be flawed too: then nothing is promised but the above.
    if (undecided || cluster.flaws.has(revisions[active] ?? "")) continue;
    converged(cluster, spec(), next);
  }
}

function converged(cluster: MeddledCluster, spec: SwitchSpec, { result, said }: Ended): void {
  if (result !== "done") throw new Error(`a sound release was not switched to: ${said}`);
  const { unfinished, intact } = cluster.route();
  if (unfinished || !intact) throw new Error("done, and the route is not as the program states it");
  for (const [name, { hand, replicas }] of Object.entries(cluster.colors)) {
    if (name !== spec.active && hand !== "") throw new Error(`${name} is idle, and as another hand left it`);
    if (name === spec.active && replicas !== 3) throw new Error(`${name} is live with ${replicas} replicas`);
  }
  const rest = left(cluster, spec);
  if (rest.length > 0) throw new Error(`done, and the next update would still ${JSON.stringify(rest)}`);
}

/** What another update would do. */
const left = (cluster: MeddledCluster, spec: SwitchSpec) =>
  plan(cluster.observed(), desired({ spec, lastSwitch: undefined }, 0)).filter(({ kind }) => kind !== "await-ready");

test(
  "no act of an update puts users on what was not verified or takes pods from them, whatever the API server and an operator do",
  async () => {
    await fc.assert(fc.asyncProperty(history, story), { numRuns: HISTORIES });
  },
  60_000 + HISTORIES * 20,
);
