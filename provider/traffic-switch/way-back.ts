import { deadline } from "../../lib/retry";
import { RouteChangedError, RouteGoneError, type RouteState } from "./cluster-port";
import { sameRoute } from "./journal";
import { desired, type Outcome, outcomeOf, type Running, type Say } from "./member";
import { persist, type Patience } from "./patience";
import { liveColor, type Observed, type Step, undo } from "./plan";
import type { Placed } from "./schedule";
import { giveBack } from "./resize";
import { describeWeights, runStep } from "./steps";

/** A switch that did not happen: the traffic is where it was. Or one that did, and what comes after it failed. */
export class SwitchFailedError extends Error {
  override readonly name = "SwitchFailedError";

  /** @param done of each app, where the switch itself is done: the state must not say that the old colour is live */
  constructor(
    message: string,
    cause: unknown,
    readonly done: readonly Outcome[] | undefined,
  ) {
    super(message, { cause });
  }
}

/** What failed first, and in which app. */
export class StepError extends Error {
  constructor(
    readonly placed: Placed,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

type SayOf = (app: string, line: string) => void;

/** Where an app stands when its switch has failed. */
type Standing =
  | { readonly kind: "known"; readonly route: RouteState; readonly colors: Observed["colors"] }
  /** Another hand has moved the route, and it stays as they left it. */
  | { readonly kind: "foreign"; readonly route: RouteState }
  /** Nothing leads users to the app. */
  | { readonly kind: "gone"; readonly why: string }
  /** The API server did not say. */
  | { readonly kind: "unknown"; readonly why: string };

/**
 * What the update says at its end is what is so: the routes are read once more, for as long as it would try to go back. Where another hand
 * has moved one, or the API server does not say, it fails, with what is done for the engine to keep.
 */
export async function confirmed(
  running: readonly Running[],
  transaction: string | undefined,
  say: SayOf,
): Promise<Outcome[]> {
  const found = await Promise.all(running.map((member) => lastStanding(member, say, patienceOf(running, member))));
  const routes = found.map((one, index) => ("route" in one ? one.route : running[index]?.route));
  const outcomes = running.map((member, index) => outcomeOf(member, routes[index] ?? member.route, transaction));
  const foreign = running.flatMap((member, index) => {
    const one = found[index];
    if (one?.kind === "foreign" || one?.kind === "gone") return [describe(member, one, running.length > 1)];
    return one?.kind === "known" ? changedSince(member, one) : [];
  });
  const unknown = running.flatMap((member, index) => {
    const one = found[index];
    return one?.kind === "unknown" ? [describe(member, one, running.length > 1)] : [];
  });
  if (foreign.length > 0) {
    const message = `The update was done, and another hand was at work meanwhile.\n  ${[...foreign, ...unknown].join(".\n  ")}. Set active to what shall be live, and run \`pulumi up\` again.`;
    throw new SwitchFailedError(message, undefined, outcomes);
  }
  if (unknown.length > 0) {
    const message = `The update was done, and its last look at the route had no answer.\n  ${unknown.join(".\n  ")}. The next \`pulumi up\` reads the route first, and puts right what another hand changed meanwhile.`;
    throw new SwitchFailedError(message, undefined, outcomes);
  }
  return outcomes;
}

/** What another hand made of the live colour while this update ran; what it found changed was said at its beginning. */
function changedSince(
  { spec, observed, verified }: Running,
  { route, colors }: Extract<Standing, { kind: "known" }>,
): readonly string[] {
  const live = liveColor(route.weights);
  const is = live === undefined ? undefined : colors[live];
  if (!is || is.template === observed.colors[live ?? ""]?.template || verified.has(`${live}@${is.template}`)) return [];
  return [`${spec.app}: ${live} is live, and was changed: ${is.foreign.join(", ") || "its pod template"}`];
}

/** Undoes what was done, anew until it is undone or the time for it is over, and answers the error to end with. */
export async function endFailed(
  running: readonly Running[],
  error: StepError,
  transaction: string | undefined,
  say: SayOf,
): Promise<SwitchFailedError> {
  const patience = new Map(running.map((member) => [member, patienceOf(running, member)]));
  const before = new Map<Running, Standing>();
  for (const [member, own] of patience) before.set(member, await standing(member, own));
  // Afterwards only colours without traffic are sized: the old ones may have no pods any more.
  const over = running.some((member) => isOver(member, before.get(member), transaction));
  const lines: string[] = [];
  for (const [member, own] of over ? [] : [...patience].reverse()) {
    const stuck = await goBack(member, transaction, (line) => say(member.spec.app, line), own);
    if (stuck && !(stuck instanceof RouteChangedError) && !(stuck instanceof RouteGoneError))
      lines.push(`${member.spec.app}: going back failed as well: ${stuck.message}`);
  }
  const after = new Map<Running, Standing>();
  for (const [member, own] of patience) after.set(member, await lastStanding(member, say, lastLook(member, own)));
  for (const [member, one] of after) lines.push(describe(member, one, running.length > 1));
  const { step, member } = error.placed;
  const spec = running[member]?.spec;
  const subject = "color" in step ? `${step.color} of ${spec?.app}` : spec?.app;
  const unknown = [...after.values()].some(({ kind }) => kind === "unknown");
  const message = `${stepNames[step.kind]} ${subject} failed: ${error.message}.\n  ${lines.join(".\n  ")}. ${whatNext(over, unknown, spec?.active)}`;
  const done = () =>
    running.map((one) => {
      const now = after.get(one);
      return outcomeOf(one, now && "route" in now ? now.route : one.route, transaction);
    });
  return new SwitchFailedError(message, error.cause, over ? done() : undefined);
}

function whatNext(over: boolean, unknown: boolean, active: string | undefined): string {
  if (over) return "The switch itself is done; run `pulumi up` again for the rest.";
  if (unknown)
    return `The state still says what it said before this update. The next \`pulumi up\` reads the route first, and then goes on with the switch or, where ${active} is found wanting, takes the traffic back.`;
  return `Mend ${active} and run \`pulumi up\` again, or set active back.`;
}

/** A cancelled update must go back too; so its own signal does not end this. */
function patienceOf(running: readonly Running[], { port }: Running): Patience {
  const milliseconds = Math.max(...running.map(({ spec }) => spec.returnSeconds)) * 1000;
  return { port, until: port.now() + milliseconds, signal: deadline(undefined, milliseconds) };
}

/** Milliseconds for one more look, when the time for going back is over. */
const LAST_LOOK = 15_000;

/** What is left of the time for going back, and enough for one more look. */
function lastLook({ port }: Running, { until }: Patience): Patience {
  const milliseconds = Math.max(LAST_LOOK, until - port.now());
  return { port, until: port.now() + milliseconds, signal: deadline(undefined, milliseconds) };
}

/** Where an app stands in the end. Nobody is left on a colour that this update scaled down: not by what somebody did since either. */
async function lastStanding(member: Running, say: SayOf, patience: Patience): Promise<Standing> {
  for (;;) {
    const found = await standing(member, patience);
    if (found.kind === "unknown" || found.kind === "gone") return found;
    try {
      const lines = await giveBack(member, found.route, (line) => say(member.spec.app, line), patience);
      if (lines.length === 0) return found;
    } catch (error) {
      return { kind: "unknown", why: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** The route as it is, however long the API server is away. */
async function standing(member: Running, patience: Patience): Promise<Standing> {
  try {
    const { route, colors } = await persist(patience, () => member.port.observe(patience.signal));
    return isForeign(member, route) ? { kind: "foreign", route } : { kind: "known", route, colors };
  } catch (error) {
    if (error instanceof RouteGoneError) return { kind: "gone", why: error.message };
    return { kind: "unknown", why: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether the switch of this app has ended with the new colour live, though its answer may have been lost. */
function isOver(
  { steps, started, spec, route }: Running,
  now: Standing | undefined,
  transaction: string | undefined,
): boolean {
  if (now && "route" in now) {
    if (transaction !== undefined && now.route.ended === transaction) return true;
    // A lost answer: what the route says decides.
    const begun = steps.findIndex(({ kind }) => kind === "finish");
    const ended = now.route.unfinished === undefined && now.route.generation === route.generation;
    if (begun === started && started >= 0 && ended && now.route.weights[spec.active] === 100) return true;
  }
  return steps.slice(0, started).some(({ kind }) => kind === "finish");
}

/** Whether another hand has changed the route since this process wrote it. */
function isForeign({ route, attempts }: Running, now: RouteState): boolean {
  if (attempts.some((one) => sameRoute(now, one))) return false;
  return !sameRoute(now, route) || now.shape !== route.shape;
}

/** Each try reads anew what there is to undo. Answers why it is not undone. */
async function goBack(
  member: Running,
  transaction: string | undefined,
  say: Say,
  patience: Patience,
): Promise<Error | undefined> {
  const { port, observed, steps, started, spec } = member;
  const { revisions } = desired(member, Date.now());
  try {
    await persist(patience, async () => {
      const now = await port.observe(patience.signal);
      if (isForeign(member, now.route))
        throw new RouteChangedError(`another hand has changed the route of ${spec.app}`);
      member.route = now.route;
      for (const step of undo(observed, now, steps, started, revisions)) await back(member, step);
    });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }

  async function back(one: Running, step: Step): Promise<void> {
    try {
      await runStep(one, step, transaction, say, patience.signal);
    } catch (error) {
      // A write of before that came late: the next try sees that it was our own.
      if (error instanceof RouteChangedError && step.kind !== "restore" && step.kind !== "scale") {
        const found = await port.observe(patience.signal);
        if (!isForeign(one, found.route)) throw new Error(error.message, { cause: error });
      }
      throw error;
    }
  }
}

/** Where an app's traffic is now, for the message. */
function describe({ spec, route }: Running, now: Standing, named: boolean): string {
  const name = named ? `${spec.app}: ` : "";
  if (now.kind === "gone") return `${name}nobody is led to it: ${now.why}`;
  if (now.kind === "unknown")
    return `${name}the API server did not say for ${spec.returnSeconds} s where the traffic is (${now.why}); last known: ${describeWeights(route.weights) || "nowhere"}`;
  const { weights } = now.route;
  if (now.kind === "foreign")
    return `${name}somebody else has changed the route meanwhile, and it stays as they left it: ${describeWeights(weights) || "nowhere"}`;
  const live = liveColor(weights);
  if (live === undefined) return `${name}no colour has traffic yet`;
  return (weights[live] ?? 0) === 100
    ? `${name}all traffic is on ${live}${live === spec.active ? "" : ", as before"}`
    : `${name}traffic stands at ${describeWeights(weights)}`;
}

const stepNames: Record<Step["kind"], string> = {
  begin: "Beginning the switch of",
  before: "Preparing",
  "hold-autoscaler": "Scaling",
  restore: "Putting back",
  scale: "Scaling",
  "await-ready": "Waiting for",
  "mend-services": "Preparing the Services of",
  verify: "Verifying",
  settle: "Waiting for",
  route: "Moving the traffic of",
  "await-propagation": "Moving the traffic to",
  analyse: "Watching",
  drain: "Draining",
  finish: "Ending the switch of",
  "release-autoscaler": "Sizing",
};
