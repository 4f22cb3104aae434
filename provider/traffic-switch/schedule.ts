import type { Step } from "./plan";

/** A step of one of several apps. */
export interface Placed {
  readonly member: number;
  /** Place in that app's own plan. */
  readonly index: number;
  readonly step: Step;
}

/** Steps of one stage of all apps. */
export interface Batch {
  /** They wait or watch, and do so at the same time; the others act, one after another in the apps' order. */
  readonly atOnce: boolean;
  readonly steps: readonly Placed[];
}

const AFTER_MOVES = 1_000_000;
/** Stages of one move of the traffic: all routes, then all wait, then all watch. */
const MOVE_STAGES = 3;

/**
 * The plans of several apps as one: no app's traffic moves before all are verified, all make each move before any makes the next, and
 * none ends before all were watched. Each app's own order is kept. Apps in fewer moves than others make the last ones with them.
 */
export function schedule(plans: readonly (readonly Step[])[]): readonly Batch[] {
  const rounds = Math.max(1, ...plans.map(countMoves));
  const stages = new Map<number, Placed[]>();
  for (const [member, steps] of plans.entries()) {
    const own = countMoves(steps);
    let move = own === 0 ? rounds - 1 : rounds - own - 1;
    let stage = 0;
    for (const [index, step] of steps.entries()) {
      if (step.kind === "route") move++;
      stage = Math.max(stage, stageOf(step, move, index, steps));
      stages.set(stage, [...(stages.get(stage) ?? []), { member, index, step }]);
    }
  }
  return [...stages]
    .sort(([a], [b]) => a - b)
    .map(([, steps]) => ({ atOnce: steps.every(({ step }) => waits.has(step.kind)), steps }));
}

const waits: ReadonlySet<Step["kind"]> = new Set([
  "await-ready",
  "verify",
  "settle",
  "await-propagation",
  "analyse",
  "drain",
]);

const countMoves = (steps: readonly Step[]) => steps.filter(({ kind }) => kind === "route").length;

function stageOf(step: Step, move: number, index: number, steps: readonly Step[]): number {
  const moved = 10 + MOVE_STAGES * move;
  switch (step.kind) {
    case "begin":
      return 0;
    case "before":
      return 1;
    case "hold-autoscaler":
      return 2;
    case "restore":
    case "scale":
      // What follows the wait for the active colour's pods sizes the idle one.
      return steps.slice(0, index).some(({ kind }) => kind === "await-ready") ? AFTER_MOVES + 2 : 2;
    case "await-ready":
      return 3;
    case "mend-services":
      return 4;
    case "verify":
      return 5;
    case "settle":
      return 6;
    case "route":
      return moved;
    case "await-propagation":
      return moved + 1;
    case "analyse":
      return moved + 2;
    case "drain":
      return AFTER_MOVES;
    case "finish":
      return AFTER_MOVES + 1;
    case "release-autoscaler":
      return AFTER_MOVES + 3;
    default:
      return step satisfies never;
  }
}
