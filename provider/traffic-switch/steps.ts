import { deadline } from "../../lib/retry";
import type { ProbeResult, RouteChange } from "./cluster-port";
import type { Running } from "./member";
import type { Step } from "./plan";
import { restOf } from "./propagation";
import { describeCheck, describeHook, type SwitchSpec } from "../../lib/release/spec";

export type Say = (line: string) => void;

/** Does one step of one app. `transaction` is what apps that are switched together have in common. */
export async function runStep(
  member: Running,
  step: Step,
  transaction: string | undefined,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  const { port, spec, route, tally } = member;
  switch (step.kind) {
    case "begin": {
      const unfinished = { from: step.from, to: step.to, ...(transaction !== undefined && { transaction }) };
      return await write(member, { ...route, unfinished, generation: route.generation + 1 }, signal);
    }
    case "before":
      for (const [index, hook] of spec.before.entries()) {
        say(`${step.color}: before its pods, ${describeHook(hook)}`);
        const result = await port.runHook(step.color, hook, { revision: step.revision, index }, signal);
        tally.before.push({ hook: describeHook(hook), seen: must(describeHook(hook), result) });
      }
      return;
    case "hold":
      return await port.hold(step.color, step.replicas, signal);
    case "scale":
      say(`${step.color}: ${step.replicas} replicas`);
      return await port.scale(step.color, step.replicas, signal);
    case "await-ready": {
      const limit = deadline(signal, spec.readySeconds * 1000);
      return await port.awaitReady(step.color, step, (line) => say(`${step.color}: ${line}`), limit);
    }
    case "verify":
      for (const check of spec.verify) {
        const seen = must(describeCheck(check), await port.check(step.color, check, signal));
        tally.verified.push({ check: describeCheck(check), seen });
        say(`${step.color}: verified ${describeCheck(check)} (${seen})`);
      }
      return;
    case "settle": {
      if (spec.route.kind !== "http-route") return;
      const rest = restOf(spec.route.propagationSeconds * 1000, await port.readyFor(step.color, signal));
      if (rest === 0) return;
      say(`${step.color}: ${Math.ceil(rest / 1000)} s more until load balancers know its new pods`);
      return await port.wait(rest, signal);
    }
    case "route":
      say(`traffic → ${describeWeights(step.weights)}`);
      return await write(member, { ...route, weights: step.weights }, signal);
    case "await-routed": {
      const share = shareOf(member, step.color);
      await port.awaitRouted(step.color, share, signal);
      if (spec.route.kind !== "selector" || spec.route.overlapSeconds === 0 || share === "all") return;
      say(`both colours for ${spec.route.overlapSeconds} s, until load balancers know the new endpoints`);
      return await port.wait(spec.route.overlapSeconds * 1000, signal);
    }
    case "analyse":
      return await analyse(member, step.color, say, signal);
    case "drain":
      if (spec.drainSeconds === 0) return;
      say(`${step.color} drains for ${spec.drainSeconds} s`);
      return await port.wait(spec.drainSeconds * 1000, signal);
    case "finish": {
      // Only an end with the new colour live is one that the other apps of the transaction follow.
      const succeeded = step.live === spec.active;
      const outcome = succeeded ? { ended: transaction ?? route.ended, served: served(member) } : {};
      const endedAt = new Date().toISOString();
      return await write(member, { ...route, ...outcome, unfinished: undefined, endedAt }, signal);
    }
    case "hand-over":
      return await port.handOver(step.color, step.replicas, signal);
    default:
      return step satisfies never;
  }
}

export function describeWeights(weights: Readonly<Record<string, number>>): string {
  return Object.entries(weights)
    .map(([color, weight]) => `${color} ${weight} %`)
    .join(", ");
}

/** The releases that had all of the traffic, of the colours that there are. */
function served({ spec: { active, colors }, route }: Running): RouteChange["served"] {
  const known = Object.entries(route.served).filter(([color]) => color in colors);
  return { ...Object.fromEntries(known), [active]: colors[active]?.revision ?? "" };
}

async function write(member: Running, change: RouteChange, signal: AbortSignal): Promise<void> {
  member.attempt = change;
  member.route = await member.port.writeRoute(member.route, change, signal);
  member.attempt = undefined;
}

function must(what: string, { ok, seen }: ProbeResult): string {
  if (!ok) throw new Error(`${what}: ${seen}`);
  return seen;
}

const shareOf = ({ route }: Running, color: string) => ((route.weights[color] ?? 0) === 100 ? "all" : "some");

/** Milliseconds between two requests of the analysis. */
const PROBE_EVERY = 100;
/** Milliseconds that an analysis waits for an API server that does not answer, over its own time. */
const DEAF = 60_000;

async function analyse(member: Running, color: string, say: Say, signal: AbortSignal): Promise<void> {
  const { port, spec, tally } = member;
  const { seconds, maxErrorRate, queries } = spec.analysis;
  if (seconds > 0) {
    const { sent, failed, last } = await watch(member, color, spec.analysis, signal);
    tally.sent += sent;
    tally.failed += failed;
    say(`analysis: ${failed} of ${sent} requests failed`);
    if (failed / sent > maxErrorRate)
      throw new Error(`${failed} of ${sent} requests failed, more than ${maxErrorRate * 100} % (last: ${last})`);
  }
  for (const query of queries) {
    const seen = must(describeCheck(query), await port.check(color, query, signal));
    say(`analysis: ${describeCheck(query)} (${seen})`);
  }
}

async function watch(
  member: Running,
  color: string,
  { seconds, maxErrorRate, path }: SwitchSpec["analysis"],
  signal: AbortSignal,
) {
  const { port } = member;
  const share = shareOf(member, color);
  const most = Math.ceil((seconds * 1000) / PROBE_EVERY);
  let end = port.now() + seconds * 1000;
  const latest = end + DEAF;
  let sent = 0;
  let failed = 0;
  let last = "";
  while (port.now() < end) {
    const asked = port.now();
    const { verdict, seen } = await port.probe(color, share, path, signal);
    if (verdict !== "unheard") sent++;
    if (verdict !== "answered") last = seen;
    if (verdict === "failed") failed++;
    // What cannot come under the budget any more need not be watched to the end.
    if (failed / Math.max(most, sent) > maxErrorRate) break;
    await port.wait(PROBE_EVERY, signal);
    // Time in which nothing could be heard is not time that was watched.
    if (verdict === "unheard") end = Math.min(latest, end + port.now() - asked);
  }
  if (sent === 0) throw new Error(`the API server let nothing through for ${DEAF / 1000} s (last: ${last})`);
  return { sent, failed, last };
}
