import type { ClusterPort, RouteChange, RouteState, Share } from "./cluster-port";
import { type Desired, liveColor, type Observed, type Step } from "./plan";
import type { Receipt } from "../../lib/release/receipt";
import type { Color, SwitchSpec } from "../../lib/release/spec";
import { wayOf } from "./ways";

/** One app of a transaction: its cluster, what it shall be, and the colour change it is in the middle of. */
export interface Member {
  readonly port: ClusterPort;
  readonly spec: SwitchSpec;
  /** When the last switch was, as its receipt says. */
  readonly lastSwitch?: string | undefined;
}

/** A member while the transaction runs. */
export interface Running extends Member {
  readonly observed: Observed;
  readonly steps: readonly Step[];
  /** The route as this process last wrote or read it. */
  route: RouteState;
  /** Writes of the route whose answer is not there: each may have been done, or may yet be. */
  readonly attempts: RouteChange[];
  /** What was verified in this update, each as `colour@fingerprint of its template`. */
  readonly verified: Set<string>;
  /** Colours that this update made smaller, and what they had. */
  readonly shrunk: Map<Color, number>;
  /** Number of the last step that was begun; -1 before the first. */
  started: number;
  readonly tally: Tally;
}

/** Tells whoever waits. */
export type Say = (line: string) => void;

/** How much of the traffic a colour has, as this process knows it. */
export const shareOf = ({ route }: Pick<Running, "route">, color: Color): Share =>
  (route.weights[color] ?? 0) === 100 ? "all" : "some";

/** What is counted on the way, for the receipt. */
interface Tally {
  readonly before: { hook: string; seen: string }[];
  readonly verified: { check: string; seen: string }[];
  readonly took: Record<string, number>;
  /** Of the target's images, as its pods report them. */
  digests: readonly string[];
  sent: number;
  failed: number;
}

/** What became of an app's traffic. */
export interface Outcome {
  readonly live: Color;
  /** Only where traffic moved. */
  readonly receipt: Receipt | undefined;
}

/** What an update ends with for a member: the colour that has users, and its receipt. */
export function outcomeOf(member: Running, { weights }: RouteState, transaction: string | undefined): Outcome {
  return { live: liveColor(weights) ?? member.spec.active, receipt: receiptOf(member, transaction) };
}

/** The part of a spec that the order of steps depends on. */
export function desired({ spec, lastSwitch }: Pick<Member, "spec" | "lastSwitch">, now: number): Desired {
  const { colors, active, replicas, minReplicas, idle, before } = spec;
  const { weights, propagationMs } = wayOf(spec);
  const revisions = Object.fromEntries(Object.entries(colors).map(([color, { revision }]) => [color, revision]));
  return {
    active,
    revisions,
    replicas,
    minReplicas,
    weights,
    idle,
    warmthOver: warmthOver(spec, lastSwitch, now),
    hooks: before.length > 0,
    settles: propagationMs > 0,
  };
}

/** Whether the time for which the idle colour stays warm after the last switch is over. */
export function warmthOver(
  { idle, warmSeconds }: Pick<SwitchSpec, "idle" | "warmSeconds">,
  lastSwitch: string | undefined,
  now: number,
): boolean {
  if (idle !== "warm" || warmSeconds === null || lastSwitch === undefined) return false;
  return now - Date.parse(lastSwitch) >= warmSeconds * 1000;
}

/** What the engine's state says of an app before an update. */
export interface Before {
  readonly live: Color | undefined;
  /** Of that colour. */
  readonly image: string | undefined;
  readonly receipt: Pick<Receipt, "at"> | undefined;
}

/** When the last switch was. One that ended, and whose process died before it could say so, was just now: the state has the old colour. */
export function lastSwitch({ live, receipt }: Before, { active }: Pick<SwitchSpec, "active">): string | undefined {
  return live === active ? receipt?.at : undefined;
}

/** The receipt of such a switch, of what the state and the cluster say; what was seen on the way is lost. */
export function lateReceipt({ live, image }: Before, now: Color, { colors }: SwitchSpec): Receipt | undefined {
  if (live === undefined || live === now) return undefined;
  return {
    at: new Date().toISOString(),
    from: live,
    fromImage: image ?? null,
    to: now,
    toImage: colors[now]?.image ?? "",
    toDigests: [],
    before: [],
    verified: [],
    requests: { sent: 0, failed: 0 },
    took: {},
    generation: 0,
    transaction: null,
  };
}

function receiptOf({ spec, steps, tally, route }: Running, transaction: string | undefined): Receipt | undefined {
  const begin = steps.find((step) => step.kind === "begin");
  if (!begin) return undefined;
  return {
    at: new Date().toISOString(),
    from: begin.from ?? null,
    fromImage: begin.from === undefined ? null : (spec.colors[begin.from]?.image ?? null),
    to: spec.active,
    toImage: spec.colors[spec.active]?.image ?? "",
    toDigests: tally.digests,
    before: tally.before,
    verified: tally.verified,
    requests: { sent: tally.sent, failed: tally.failed },
    took: tally.took,
    generation: route.generation,
    transaction: transaction ?? null,
  };
}
