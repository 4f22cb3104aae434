import type { Color } from "../../lib/release/spec";

/** Percent of the traffic by colour; they add up to 100, or there are none when the route leads nowhere yet. */
export type Weights = Readonly<Record<Color, number>>;

/** A switch that was begun and not ended: kept on the route itself, so that the next update can go on. */
export interface Unfinished {
  readonly from: Color | undefined;
  readonly to: Color;
  /** What several apps that are switched together have in common; absent for an app that is switched alone. */
  readonly transaction?: string | undefined;
}

/** A colour as the cluster has it. */
export interface ColorState {
  /** Replicas that its Deployment asks for. */
  readonly replicas: number;
  readonly revision: string;
  /** What of its live pod template the program does not state so, each in words without values; empty where all is as stated. */
  readonly foreign: readonly string[];
  /** Fingerprint of its live pod template. */
  readonly template: string;
  /** Whether an autoscaler decides its size where the program has a number, or is kept from it where the program wants it. */
  readonly contested: boolean;
}

/** What the cluster says. */
export interface Observed {
  readonly weights: Weights;
  readonly unfinished: Unfinished | undefined;
  /** The release of each colour that had all of the traffic when its switch ended. */
  readonly served: Readonly<Record<Color, string>>;
  /** Whether all else of the route is as the switch writes it. */
  readonly intact: boolean;
  readonly colors: Readonly<Record<Color, ColorState>>;
}

/** What the program wants, as far as the order of steps depends on it. */
export interface Desired {
  readonly active: Color;
  readonly revisions: Readonly<Record<Color, string>>;
  /** `null`: an autoscaler decides. */
  readonly replicas: number | null;
  readonly minReplicas: number;
  /** Percentages of the target on the way, ending in 100. */
  readonly weights: readonly number[];
  readonly idle: "warm" | "scaled-down";
  /** The time for which the idle colour stays warm after a switch is over. */
  readonly warmthOver: boolean;
  /** Whether something has to be done before pods of the target get ready, such as a migration. */
  readonly hooks: boolean;
  /** Whether what leads users there hears late of pods. */
  readonly settles: boolean;
}

/** One thing that an update does, which can be the last before the process dies. */
export type Step =
  /** Writes on the route that a switch has begun. */
  | { readonly kind: "begin"; readonly from: Color | undefined; readonly to: Color }
  /** What the release needs before its pods start: once for each revision. */
  | { readonly kind: "before"; readonly color: Color; readonly revision: string }
  /** An autoscaler takes none of them away: it sees a colour without users, and would leave it at its minimum. */
  | { readonly kind: "hold-autoscaler"; readonly color: Color; readonly replicas: number }
  | { readonly kind: "scale"; readonly color: Color; readonly replicas: number }
  /** What another hand changed of a colour without traffic is as the program states it again. */
  | { readonly kind: "restore"; readonly color: Color }
  /** Every replica of just this revision is ready. */
  | {
      readonly kind: "await-ready";
      readonly color: Color;
      readonly replicas: number;
      readonly revision: string;
      /** Whether a colour that another hand has changed is refused. */
      readonly asStated: boolean;
    }
  /** The colours' own Services keep both colours' pods in the nodes' tables while the live Service lets go of one. */
  | { readonly kind: "mend-services"; readonly colors: readonly Color[] }
  | { readonly kind: "verify"; readonly color: Color; readonly revision: string }
  /** What leads users there has had the time to hear of its pods. */
  | { readonly kind: "settle"; readonly color: Color }
  | { readonly kind: "route"; readonly weights: Weights }
  /** The nodes have heard of it. */
  | { readonly kind: "await-propagation"; readonly color: Color }
  | { readonly kind: "analyse"; readonly color: Color }
  | { readonly kind: "drain"; readonly color: Color }
  /** Writes on the route that the switch has ended. */
  | { readonly kind: "finish"; readonly live: Color }
  /** From here on its size is up to whom the program says: a number, or an autoscaler. */
  | { readonly kind: "release-autoscaler"; readonly color: Color; readonly replicas: number };

/** The colour that takes the traffic: all of it, or most. */
export function liveColor(weights: Weights): Color | undefined {
  const [first] = Object.entries(weights)
    .filter(([, weight]) => weight > 0)
    .sort(([, a], [, b]) => b - a);
  return first?.[0];
}

/**
 * The steps from what is to what shall be. Their order is the product's promise: before every `route` that gives a colour traffic,
 * that colour's own revision was verified in the same plan; and no step changes a colour that has traffic.
 */
export function plan(observed: Observed, desired: Desired): readonly Step[] {
  const live = liveColor(observed.weights);
  const settled = live === desired.active && observed.weights[live] === 100;
  const quiet = settled && !observed.unfinished;
  // A switch begins the time of warmth anew.
  const rest = quiet && desired.warmthOver ? "scaled-down" : desired.idle;
  // Sizes are handed over when all else is done: what fails before leaves autoscalers as they were.
  if (quiet) return [...maintain(observed, desired, rest), ...releaseAutoscalers(observed, desired, rest)];
  const from = settled ? observed.unfinished?.from : otherWithTraffic(observed, desired);
  const replicas = sizeForSwitch(observed, desired, from);
  const state = observed.colors[desired.active];
  const colors = { ...observed.colors, ...(state && { [desired.active]: { ...state, replicas } }) };
  const switched = { ...observed, colors };
  const free =
    desired.replicas === null ? [{ kind: "release-autoscaler", color: desired.active, replicas } as const] : [];
  return [
    ...switchTo(observed, desired, from, replicas, settled),
    ...retire(switched, desired, from, rest),
    // What the old colour's size asked for may be more than the program's.
    ...(desired.replicas === null || desired.replicas === replicas
      ? []
      : [{ kind: "scale", color: desired.active, replicas: desired.replicas } as const]),
    ...releaseAutoscalers(observed, desired, rest).filter(({ color }) => free.every((one) => one.color !== color)),
    ...free,
  ];
}

/** The colour that traffic is taken from. */
function otherWithTraffic({ weights, unfinished }: Observed, { active }: Desired): Color | undefined {
  const others = Object.fromEntries(Object.entries(weights).filter(([color]) => color !== active));
  return liveColor(others) ?? (unfinished?.to === active ? unfinished.from : undefined);
}

/** As many as the live colour has now: an autoscaler's minimum would be too few at a peak. */
function sizeForSwitch({ colors }: Observed, { active, replicas, minReplicas }: Desired, from: Color | undefined) {
  const current = from === undefined ? 0 : (colors[from]?.replicas ?? 0);
  return Math.max(replicas ?? Math.max(current, minReplicas), colors[active]?.replicas ?? 0);
}

function switchTo(
  observed: Observed,
  desired: Desired,
  from: Color | undefined,
  replicas: number,
  routed: boolean,
): Step[] {
  const to = desired.active;
  const revision = desired.revisions[to] ?? "";
  // A release that had users before needs nothing any more: a return must not depend on a migration of the release that it leaves.
  const hooks = desired.hooks && observed.served[to] !== revision;
  const steps: Step[] = [
    { kind: "begin", from, to },
    ...(hooks ? [{ kind: "before", color: to, revision } as const] : []),
    ...(desired.replicas === null ? [{ kind: "hold-autoscaler", color: to, replicas } as const] : []),
    ...restored(observed, [to]),
    { kind: "scale", color: to, replicas },
    // One that has all of the traffic already is judged as it is: nothing reverts what somebody did to a live colour.
    { kind: "await-ready", color: to, replicas, revision, asStated: !routed },
    { kind: "mend-services", colors: [...new Set([from ?? to, to])] },
    { kind: "verify", color: to, revision },
    ...(from === undefined || routed || !desired.settles ? [] : [{ kind: "settle", color: to } as const]),
  ];
  const reached = observed.weights[to] ?? 0;
  const ahead = routed ? [] : desired.weights.filter((weight) => weight > reached || weight === 100);
  for (const weight of from === undefined && !routed ? [100] : ahead) {
    steps.push({
      kind: "route",
      weights: from === undefined || weight === 100 ? { [to]: 100 } : { [from]: 100 - weight, [to]: weight },
    });
    steps.push({ kind: "await-propagation", color: to });
    steps.push({ kind: "analyse", color: to });
  }
  if (routed) steps.push({ kind: "analyse", color: to });
  return steps;
}

function retire(observed: Observed, desired: Desired, from: Color | undefined, rest: Desired["idle"]): Step[] {
  const live = desired.active;
  // A colour that stays warm serves on, whoever still comes: nothing waits for its last user.
  const goes = from !== undefined && from !== live && rest === "scaled-down";
  const drain: Step[] = goes ? [{ kind: "drain", color: from }] : [];
  return [...drain, { kind: "finish", live }, ...idle(observed, desired, rest)];
}

/** The traffic is where it should be: sizes only. */
function maintain(observed: Observed, desired: Desired, rest: Desired["idle"]): Step[] {
  const live = desired.active;
  const now = observed.colors[live]?.replicas ?? 0;
  const replicas = sizeOf(live, observed, desired, rest);
  const revision = desired.revisions[live] ?? "";
  const steps: Step[] = replicas === now ? [] : [{ kind: "scale", color: live, replicas }];
  // Nobody's share changes: what else somebody or the program changed of the route is put right, once there are pods.
  const mend: Step[] = observed.intact ? [] : [{ kind: "route", weights: observed.weights }];
  // What somebody changed of the colour that has the traffic is theirs to take back: it is said, and nothing touches it.
  const ready: Step = { kind: "await-ready", color: live, replicas, revision, asStated: false };
  return [...steps, ready, ...mend, ...idle(observed, desired, rest)];
}

function releaseAutoscalers(observed: Observed, desired: Desired, rest: Desired["idle"]) {
  return Object.keys(desired.revisions)
    .filter((color) => observed.colors[color]?.contested)
    .map((color) => ({ kind: "release-autoscaler" as const, color, replicas: sizeOf(color, observed, desired, rest) }));
}

/** The colours without traffic: as many as the live one, for an instant return, or none. */
function idle(observed: Observed, desired: Desired, rest: Desired["idle"]): Step[] {
  const others = Object.keys(desired.revisions).filter((color) => color !== desired.active);
  const sizes = others
    .map((color) => ({ kind: "scale" as const, color, replicas: sizeOf(color, observed, desired, rest) }))
    .filter(({ color, replicas }) => observed.colors[color]?.replicas !== replicas);
  return [...restored(observed, others), ...sizes];
}

/** Colours without traffic that another hand changed; those with another revision than the program's are on their way to it. */
function restored({ colors, weights }: Observed, among: readonly Color[]): Step[] {
  return among
    .filter((color) => (weights[color] ?? 0) === 0 && (colors[color]?.foreign.length ?? 0) > 0)
    .map((color) => ({ kind: "restore", color }));
}

/** What a colour has in the end. */
function sizeOf(color: Color, { colors }: Observed, desired: Desired, rest: Desired["idle"]): number {
  const { active, replicas, minReplicas } = desired;
  if (color !== active && rest === "scaled-down") return 0;
  return replicas ?? Math.max(colors[active]?.replicas ?? 0, minReplicas);
}

/**
 * What undoes a switch that failed at step `done` and has not ended: the traffic goes back to the colour that had it. A colour that this
 * update took the traffic from goes back as it was. One that somebody changed or emptied since, and one from which an update took it that
 * died, has to be verified like any other.
 *
 * @param observed what was when the update began
 * @param now what is
 */
export function undo(
  observed: Observed,
  now: Observed,
  steps: readonly Step[],
  done: number,
  revisions: Desired["revisions"],
): readonly Step[] {
  const did = steps.slice(0, done + 1);
  const free = did.flatMap((step) =>
    step.kind === "hold-autoscaler" ? [{ ...step, kind: "release-autoscaler" as const }] : [],
  );
  const begin = did.find((step) => step.kind === "begin");
  const from = begin?.from;
  if (from === undefined) return free;
  // A switch that another replaced in the middle: where the traffic was then is no colour alone.
  const resumed = observed.unfinished?.from === from && observed.unfinished.to === begin?.to;
  const weights = resumed ? { [from]: 100 } : observed.weights;
  const shared = resumed && (observed.weights[from] ?? 0) > 0 && (observed.weights[from] ?? 0) < 100;
  const end: Step[] = [{ kind: "finish", live: from }, ...free];
  const moved = shared || did.some((step) => step.kind === "route");
  if (!moved && steps.some((step) => step.kind === "route")) return end;
  const kept = sameShares(now.weights, weights);
  const back: Step[] = [
    ...(kept || (moved && isUntouched(observed, now, from)) ? [] : prepare(observed, now, from, revisions)),
    { kind: "route", weights },
    { kind: "await-propagation", color: from },
  ];
  return [...back, ...end];
}

function sameShares(one: Weights, other: Weights): boolean {
  return [...Object.keys(one), ...Object.keys(other)].every((color) => (one[color] ?? 0) === (other[color] ?? 0));
}

/** Whether a colour is as it was when the update began, and has pods. */
function isUntouched(observed: Observed, now: Observed, color: Color): boolean {
  const was = observed.colors[color];
  const is = now.colors[color];
  // A colour that the program has no longer is nobody's to size.
  if (!was || !is) return true;
  return is.replicas > 0 && is.template === was.template;
}

function prepare(observed: Observed, now: Observed, color: Color, revisions: Desired["revisions"]): Step[] {
  const is = now.colors[color];
  const replicas = Math.max(1, observed.colors[color]?.replicas ?? 0);
  const revision = revisions[color] ?? "";
  const has = (now.weights[color] ?? 0) > 0;
  return [
    ...restored(now, [color]),
    ...((is?.replicas ?? 0) < 1 ? [{ kind: "scale", color, replicas } as const] : []),
    { kind: "await-ready", color, replicas: 1, revision, asStated: !has },
    { kind: "verify", color, revision },
  ];
}
