import { randomUUID } from "node:crypto";
import { deadline, follow } from "../../lib/retry";
import { type ClusterPort, RouteChangedError, type RouteState } from "./cluster-port";
import { sameRoute } from "./journal";
import type { Receipt } from "../../lib/release/receipt";
import { desired, type Member, receiptOf, type Running } from "./member";
import { liveColor, plan, type Step, undo } from "./plan";
import { type Batch, type Placed, schedule } from "./schedule";
import type { Color, SwitchSpec } from "../../lib/release/spec";
import { describeWeights, runStep, type Say } from "./steps";

export type { Member } from "./member";

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

export interface Outcome {
  readonly live: Color;
  /** Only where traffic moved. */
  readonly receipt: Receipt | undefined;
}

/** Called before each step; the fault tests end the process there. */
export type BeforeStep = (step: Step, app: string) => void;

/** Milliseconds for putting the traffic back: a cancelled update must do so too, and an API server may be away for a while. */
const GRACE = 60_000;

/** Brings one app to what its spec says: {@link runTogether} with one member. */
export async function runSwitch(
  port: ClusterPort,
  spec: SwitchSpec,
  say: Say,
  signal: AbortSignal,
  beforeStep: BeforeStep = () => {},
  lastSwitch?: string,
): Promise<Outcome> {
  const [outcome] = await runTogether([{ port, spec, lastSwitch }], (_, line) => say(line), signal, beforeStep);
  if (!outcome) throw new Error("a switch has an outcome");
  return outcome;
}

/**
 * Brings apps to what their specs say, as one transaction: all are done, or the traffic of each goes back to the colour that had it, the
 * last one first. If the process dies anywhere, calling this again with the same specs goes on from what the cluster says.
 */
export async function runTogether(
  members: readonly Member[],
  say: (app: string, line: string) => void,
  signal: AbortSignal,
  beforeStep: BeforeStep = () => {},
): Promise<readonly Outcome[]> {
  const transaction = members.length > 1 ? randomUUID().slice(0, 8) : undefined;
  await endDecided(members, signal);
  const running = await Promise.all(members.map((member) => start(member, signal)));
  for (const batch of schedule(running.map(({ steps }) => steps))) {
    try {
      await runBatch(batch, running, transaction, say, signal, beforeStep);
    } catch (error) {
      throw await failed(running, error, transaction, say);
    }
  }
  return running.map((member) => outcomeOf(member, member.route, transaction));
}

function outcomeOf(member: Running, { weights }: RouteState, transaction: string | undefined): Outcome {
  return { live: liveColor(weights) ?? member.spec.active, receipt: receiptOf(member, transaction) };
}

async function start(member: Member, signal: AbortSignal): Promise<Running> {
  const observed = await member.port.observe(signal);
  const steps = plan(observed, desired(member, Date.now()));
  const tally = { before: [], verified: [], took: {}, sent: 0, failed: 0 };
  return { ...member, observed, steps, route: observed.route, attempt: undefined, started: -1, tally };
}

/**
 * The first app whose switch ends decides for all of its transaction: all had been watched by then. What the process that died then left
 * open is ended here, so that no app goes back alone.
 */
async function endDecided(members: readonly Member[], signal: AbortSignal): Promise<void> {
  if (members.length < 2) return;
  const all = await Promise.all(members.map(({ port }) => port.observe(signal)));
  const ended = new Set(all.map(({ route }) => route.ended));
  for (const [index, { route, colors }] of all.entries()) {
    const { transaction, to } = route.unfinished ?? {};
    if (transaction === undefined || !ended.has(transaction) || to === undefined || route.weights[to] !== 100) continue;
    const served = { ...route.served, [to]: colors[to]?.revision ?? "" };
    const change = { ...route, unfinished: undefined, ended: transaction, served };
    await members[index]?.port.writeRoute(route, change, signal);
  }
}

/** What failed first, and in which app. */
class StepError extends Error {
  constructor(
    readonly placed: Placed,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

async function runBatch(
  { steps, atOnce }: Batch,
  running: readonly Running[],
  transaction: string | undefined,
  say: (app: string, line: string) => void,
  signal: AbortSignal,
  beforeStep: BeforeStep,
): Promise<void> {
  const stop = follow(signal);
  const one = async (placed: Placed) => {
    const member = running[placed.member];
    if (!member) return;
    const { app } = member.spec;
    beforeStep(placed.step, app);
    member.started = placed.index;
    const from = member.port.now();
    try {
      await runStep(member, placed.step, transaction, (line) => say(app, line), stop.signal);
    } catch (error) {
      throw new StepError(placed, error);
    }
    const { took } = member.tally;
    took[placed.step.kind] = (took[placed.step.kind] ?? 0) + Math.round(member.port.now() - from);
  };
  let first: Error | undefined;
  try {
    if (!atOnce) {
      for (const placed of steps) await one(placed);
      return;
    }
    await Promise.all(
      steps.map((placed) =>
        one(placed).catch((error: Error) => {
          first ??= error;
          // The others of the batch would only wait for what does not matter any more.
          stop.abort();
        }),
      ),
    );
  } finally {
    stop.abort();
  }
  if (first !== undefined) throw first;
}

/** Undoes what was done and answers the error to end with. */
async function failed(
  running: readonly Running[],
  error: unknown,
  transaction: string | undefined,
  say: (app: string, line: string) => void,
): Promise<Error> {
  if (!(error instanceof StepError)) return error instanceof Error ? error : new Error(String(error));
  const grace = deadline(undefined, GRACE);
  const now = new Map<Running, RouteState | undefined>();
  for (const member of running) now.set(member, await reread(member, grace));
  const foreign = running.filter((member) => isForeign(member, now.get(member)));
  const lines: string[] = [];
  // Afterwards only colours without traffic are sized: the old ones may have no pods any more.
  const over = running.some((member) => isOver(member, now.get(member), transaction));
  for (const member of over ? [] : [...running].reverse()) {
    if (foreign.includes(member)) continue;
    member.route = now.get(member) ?? member.route;
    const stuck = await goBack(member, transaction, (line) => say(member.spec.app, line), grace);
    if (stuck instanceof RouteChangedError) foreign.push(member);
    else if (stuck) lines.push(`${member.spec.app}: going back failed as well: ${stuck.message}`);
  }
  for (const member of running) {
    const route = (await reread(member, grace)) ?? member.route;
    lines.push(stands(member, route, foreign.includes(member), running.length > 1));
  }
  const { step, member } = error.placed;
  const spec = running[member]?.spec;
  const subject = "color" in step ? `${step.color} of ${spec?.app}` : spec?.app;
  const end = over
    ? "The switch itself is done; run `pulumi up` again for the rest."
    : `Mend ${spec?.active} and run \`pulumi up\` again, or set active back.`;
  const message = `${stepNames[step.kind]} ${subject} failed: ${error.message}.\n  ${lines.join(".\n  ")}. ${end}`;
  const done = () => running.map((member) => outcomeOf(member, now.get(member) ?? member.route, transaction));
  return new SwitchFailedError(message, error.cause, over ? done() : undefined);
}

/** Whether the switch of this app has ended with the new colour live, though its answer may have been lost. */
function isOver({ steps, started }: Running, now: RouteState | undefined, transaction: string | undefined): boolean {
  if (transaction !== undefined && now?.ended === transaction) return true;
  return steps.slice(0, started).some(({ kind }) => kind === "finish");
}

/** Whether another hand has moved the route since this process wrote it. */
function isForeign({ route, attempt }: Running, now: RouteState | undefined): boolean {
  return now !== undefined && !sameRoute(now, route) && !(attempt && sameRoute(now, attempt));
}

async function goBack(
  member: Running,
  transaction: string | undefined,
  say: Say,
  signal: AbortSignal,
): Promise<Error | undefined> {
  const { observed, steps, started } = member;
  try {
    for (const step of undo(observed, steps, started, desired(member, Date.now()).revisions)) {
      await runStep(member, step, transaction, say, signal);
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The route as it is, however long the API server is away; `undefined` when it stays away. */
async function reread({ port }: Running, signal: AbortSignal): Promise<RouteState | undefined> {
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      return (await port.observe(signal)).route;
    } catch {
      if (signal.aborted) return undefined;
      await port.wait(Math.min(250 * 2 ** attempt, 5_000), signal).catch(() => undefined);
    }
  }
  return undefined;
}

/** Where an app's traffic is now, for the message. */
function stands({ spec }: Running, { weights }: RouteState, foreign: boolean, named: boolean): string {
  const name = named ? `${spec.app}: ` : "";
  if (foreign)
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
  hold: "Scaling",
  scale: "Scaling",
  "await-ready": "Waiting for",
  verify: "Verifying",
  settle: "Waiting for",
  route: "Moving the traffic of",
  "await-routed": "Moving the traffic to",
  analyse: "Watching",
  drain: "Draining",
  finish: "Ending the switch of",
  "hand-over": "Sizing",
};
