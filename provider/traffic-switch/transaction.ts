import { randomUUID } from "node:crypto";
import { follow } from "../../lib/retry";
import { desired, type Member, type Outcome, type Running } from "./member";
import { plan, type Step } from "./plan";
import { type Batch, type Placed, schedule } from "./schedule";
import { runStep } from "./steps";
import { confirmed, endFailed, StepError } from "./way-back";

export type { Outcome } from "./member";
export { SwitchFailedError } from "./way-back";

/** Called before each step of an app, such as by a drill that ends the process there. */
export type BeforeStep = (step: Step, app: string) => void;

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
  for (const { spec, observed } of running) {
    for (const line of foreignHands(observed)) say(spec.app, line);
  }
  for (const batch of schedule(running.map(({ steps }) => steps))) {
    try {
      await runBatch(batch, running, transaction, say, signal, beforeStep);
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      throw await endFailed(running, error, transaction, say);
    }
  }
  return await confirmed(running, transaction, say);
}

async function start(member: Member, signal: AbortSignal): Promise<Running> {
  const observed = await member.port.observe(signal);
  const steps = plan(observed, desired(member, Date.now()));
  const tally = { before: [], verified: [], took: {}, digests: [], sent: 0, failed: 0 };
  const { route } = observed;
  return {
    ...member,
    observed,
    steps,
    route,
    attempts: [],
    verified: new Set<string>(),
    shrunk: new Map<string, number>(),
    started: -1,
    tally,
  };
}

/** What somebody changed of a colour that has traffic: it is said, and stays as they left it. */
function foreignHands({ weights, colors }: Running["observed"]): readonly string[] {
  return Object.entries(colors)
    .filter(([color, { foreign }]) => (weights[color] ?? 0) > 0 && foreign.length > 0)
    .map(
      ([color, { foreign }]) =>
        `warning: ${color} has traffic, and another hand changed it: ${foreign.join(", ")}. It stays as it is; release to the other colour to be rid of it`,
    );
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
  try {
    if (!atOnce) {
      for (const placed of steps) await one(placed);
      return;
    }
    let first: Error | undefined;
    await Promise.all(
      steps.map((placed) =>
        one(placed).catch((error: Error) => {
          first ??= error;
          // The others of the batch would only wait for what does not matter any more.
          stop.abort();
        }),
      ),
    );
    if (first !== undefined) throw first;
  } finally {
    stop.abort();
  }
}
