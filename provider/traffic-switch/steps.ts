import { analyse } from "./analysis";
import { must, type RouteChange, RouteChangedError } from "./cluster-port";
import { type Running, type Say, shareOf } from "./member";
import type { Observed, Step, Weights } from "./plan";
import { restOf, restSince } from "./propagation";
import { resize } from "./resize";
import { describeCheck, describeHook } from "../../lib/release/spec";
import { wayOf } from "./ways";

/** Does one step of one app. `transaction` is what apps that are switched together have in common. */
export async function runStep(
  member: Running,
  step: Step,
  transaction: string | undefined,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  const { port, spec, route } = member;
  switch (step.kind) {
    case "begin": {
      const unfinished = { from: step.from, to: step.to, ...(transaction !== undefined && { transaction }) };
      return await write(member, { ...route, unfinished, generation: route.generation + 1 }, signal);
    }
    case "before":
      return await runHooks(member, step, say, signal);
    case "hold-autoscaler":
      return await port.hold(step.color, step.replicas, signal);
    case "restore":
      return await restore(member, step.color, say, signal);
    case "scale":
      say(`${step.color}: ${step.replicas} replicas`);
      return await resize(member, step, say, signal, () => port.scale(step.color, step.replicas, signal));
    case "await-ready":
      return await port.awaitReady(step.color, step, (line) => say(`${step.color}: ${line}`), signal);
    case "mend-services":
      return await mendServices(member, step.colors, say, signal);
    case "verify":
      return await verify(member, step.color, say, signal);
    case "settle": {
      const rest = restOf(wayOf(spec).propagationMs, await port.readyFor(step.color, signal));
      if (rest === 0) return;
      say(`${step.color}: ${Math.ceil(rest / 1000)} s more until load balancers know its new pods`);
      return await port.wait(rest, signal);
    }
    case "route":
      return await move(member, step.weights, say, signal);
    case "await-propagation":
      return await awaitPropagation(member, step.color, say, signal);
    case "analyse":
      return await analyse(member, step.color, say, signal);
    case "drain":
      if (spec.drainSeconds === 0) return;
      say(`${step.color} drains for ${spec.drainSeconds} s`);
      return await port.wait(spec.drainSeconds * 1000, signal);
    case "finish":
      return await finish(member, step.live, transaction, signal);
    case "release-autoscaler":
      return await resize(member, step, say, signal, () => port.releaseAutoscaler(step.color, step.replicas, signal));
    default:
      return step satisfies never;
  }
}

/** Weights in words: `blue 90 %, green 10 %`. */
export function describeWeights(weights: Weights): string {
  return Object.entries(weights)
    .map(([color, weight]) => `${color} ${weight} %`)
    .join(", ");
}

async function runHooks(
  { port, spec, tally }: Running,
  { color, revision }: Extract<Step, { kind: "before" }>,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  for (const [index, hook] of spec.before.entries()) {
    say(`${color}: before its pods, ${describeHook(hook)}`);
    const result = await port.runHook(color, hook, { revision, index }, signal);
    tally.before.push({ hook: describeHook(hook), seen: must(describeHook(hook), result) });
  }
}

/** A colour that got users meanwhile is not touched. */
async function restore({ port, spec }: Running, color: string, say: Say, signal: AbortSignal): Promise<void> {
  const first = await port.observe(signal);
  // Load balancers may still lead users to what was left a moment ago.
  await port.wait(restSince(first.route.endedAt, wayOf(spec).propagationMs, Date.now()), signal);
  const { route, colors } = await port.observe(signal);
  if ((route.weights[color] ?? 0) > 0)
    throw new RouteChangedError(`somebody has led users to ${color}, which another hand had changed`);
  const { foreign = [] } = colors[color] ?? {};
  if (foreign.length === 0) return;
  say(`${color}: another hand changed it (${foreign.join(", ")}); it is put back to what the program states`);
  await port.restore(color, signal);
}

async function mendServices({ port }: Running, colors: readonly string[], say: Say, signal: AbortSignal) {
  for (const line of await port.mendServices(colors, signal)) say(line);
}

async function verify(member: Running, color: string, say: Say, signal: AbortSignal): Promise<void> {
  const { port, spec, tally, verified } = member;
  const before = await port.observe(signal);
  for (const check of spec.verify) {
    const seen = must(describeCheck(check), await port.check(color, check, signal));
    tally.verified.push({ check: describeCheck(check), seen });
    say(`${color}: verified ${describeCheck(check)} (${seen})`);
  }
  const after = await port.observe(signal);
  const template = after.colors[color]?.template;
  if (template === undefined || template !== before.colors[color]?.template)
    throw new Error(`another hand changed ${color} while it was verified`);
  verified.add(`${color}@${template}`);
  tally.digests = await port.digests(color, signal);
}

/** Moves the traffic; whoever gets more of it is what was verified, or what had it when this update began. */
async function move(member: Running, weights: Weights, say: Say, signal: AbortSignal): Promise<void> {
  const { port, route } = member;
  const gaining = Object.keys(weights).filter((color) => (weights[color] ?? 0) > (route.weights[color] ?? 0));
  if (gaining.length > 0) {
    const involved = [...new Set([...Object.keys(route.weights), ...Object.keys(weights)])];
    await mendServices(member, involved, say, signal);
    const now = await port.observe(signal);
    for (const color of gaining) mustBeVerified(member, color, now);
    await mustBeAmongThemselves(member, weights, signal);
  }
  say(`traffic → ${describeWeights(weights)}`);
  await write(member, { ...route, weights }, signal);
}

/** A selector without a colour takes whoever carries its labels. */
async function mustBeAmongThemselves({ port, spec }: Running, weights: Weights, signal: AbortSignal): Promise<void> {
  const strangers = await port.strangers(weights, signal);
  if (strangers.length === 0) return;
  const labels = Object.entries(spec.route.selector).map(([key, value]) => `${key}: ${value}`);
  throw new Error(
    `users would reach pods of another workload that carry the label ${labels.join(", ")} as well: ${strangers.slice(0, 3).join(", ")}. Give that workload another name or label, or wait until its pods have ended`,
  );
}

async function awaitPropagation(member: Running, color: string, say: Say, signal: AbortSignal): Promise<void> {
  const { port, spec } = member;
  const share = shareOf(member, color);
  await port.awaitPropagation(color, share, signal);
  mustBeVerified(member, color, await port.observe(signal));
  const { overlapMs } = wayOf(spec);
  if (overlapMs === 0 || share === "all") return;
  say(`both colours for ${overlapMs / 1000} s, until load balancers know the new endpoints`);
  await port.wait(overlapMs, signal);
}

async function finish(
  member: Running,
  live: string,
  transaction: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { port, spec, route } = member;
  // Only an end with the new colour live is one that the other apps of the transaction follow.
  const succeeded = live === spec.active;
  if (succeeded) mustBeVerified(member, live, await port.observe(signal));
  const outcome = succeeded ? { ended: transaction ?? route.ended, served: served(member) } : {};
  const endedAt = new Date().toISOString();
  await write(member, { ...route, ...outcome, unfinished: undefined, endedAt }, signal);
}

/** Fails where a colour is neither what this update verified nor what had traffic when it began. */
function mustBeVerified({ verified, observed, spec }: Running, color: string, now: Observed): void {
  const is = now.colors[color];
  // A colour that the program has no longer, whose traffic somebody gave it.
  if (!is || !Object.hasOwn(spec.colors, color)) return;
  const was = observed.colors[color];
  const had = (observed.weights[color] ?? 0) > 0 && was?.template === is.template;
  if (!had && !verified.has(`${color}@${is.template}`)) {
    const what = is.foreign.length > 0 ? ` (${is.foreign.join(", ")})` : "";
    throw new Error(`another hand changed ${color} after it was verified${what}`);
  }
  if (is.replicas < 1) throw new Error(`another hand scaled ${color} to 0`);
}

/** The releases that had all of the traffic, of the colours that there are. */
function served({ spec: { active, colors }, route }: Running): RouteChange["served"] {
  const known = Object.entries(route.served).filter(([color]) => Object.hasOwn(colors, color));
  return { ...Object.fromEntries(known), [active]: colors[active]?.revision ?? "" };
}

async function write(member: Running, change: RouteChange, signal: AbortSignal): Promise<void> {
  member.attempts.push(change);
  member.route = await member.port.writeRoute(member.route, change, signal);
  // Each names the version that it expects: what was sent before this one cannot come after it.
  member.attempts.length = 0;
}
