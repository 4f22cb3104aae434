import type { ClusterPort, RouteState } from "./cluster-port";
import { liveColor, plan, type Step, undo } from "./plan";
import { type Check, type Color, describeCheck, type SwitchSpec } from "./spec";

/** What a switch leaves behind, among the stack's outputs. */
export interface Receipt {
  readonly at: string;
  readonly from: Color | null;
  readonly fromImage: string | null;
  readonly to: Color;
  readonly toImage: string;
  readonly verified: readonly { readonly check: string; readonly seen: string }[];
  /** Requests that the switch itself sent to users' address while it moved and watched the traffic. */
  readonly requests: { readonly sent: number; readonly failed: number };
  /** Milliseconds by kind of step. */
  readonly took: Readonly<Record<string, number>>;
  readonly generation: number;
}

/** A switch that did not happen: the traffic is where it was. */
export class SwitchFailedError extends Error {
  override readonly name = "SwitchFailedError";
}

interface Tally {
  readonly verified: { check: string; seen: string }[];
  readonly took: Record<string, number>;
  sent: number;
  failed: number;
}

export interface Outcome {
  readonly live: Color;
  /** Only where traffic moved. */
  readonly receipt: Receipt | undefined;
}

/** Called before each step with its number; the fault tests end the process there. */
export type BeforeStep = (step: Step, index: number) => void;

/**
 * Brings an app to what its spec says, as one transaction: each step is done or the traffic goes back to the colour that had it.
 * If the process dies anywhere, calling this again with the same spec goes on from what the cluster says.
 */
export async function runSwitch(
  port: ClusterPort,
  spec: SwitchSpec,
  say: (line: string) => void,
  signal: AbortSignal,
  beforeStep: BeforeStep = () => {},
): Promise<Outcome> {
  const observed = await port.observe(signal);
  const steps = plan(observed, desired(spec));
  const tally: Tally = { verified: [], took: {}, sent: 0, failed: 0 };
  let route: RouteState = observed.route;
  for (const [index, step] of steps.entries()) {
    beforeStep(step, index);
    const started = port.now();
    try {
      route = await runStep(port, spec, step, route, tally, say, signal);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // A cancelled update must still put the traffic back, so the undoing has time of its own.
      const grace = AbortSignal.timeout(60_000);
      let stuck = "";
      for (const back of undo(observed, steps, index, desired(spec).revisions)) {
        try {
          route = await runStep(port, spec, back, await freshRoute(port, route, grace), tally, say, grace);
        } catch (second) {
          stuck = `; going back failed as well: ${second instanceof Error ? second.message : String(second)}`;
          break;
        }
      }
      throw new SwitchFailedError(failure(spec, step, reason + stuck, await freshRoute(port, route, grace)), {
        cause: error,
      });
    }
    tally.took[step.kind] = (tally.took[step.kind] ?? 0) + Math.round(port.now() - started);
  }
  const begin = steps.find((step) => step.kind === "begin");
  return { live: liveColor(route.weights) ?? spec.active, receipt: begin && receipt(spec, begin.from, tally, route) };
}

async function freshRoute(port: ClusterPort, last: RouteState, signal: AbortSignal): Promise<RouteState> {
  return await port.observe(signal).then(
    ({ route }) => route,
    () => last,
  );
}

function desired(spec: SwitchSpec) {
  const weights =
    spec.route.kind === "http-route" ? spec.route.steps : spec.route.overlapSeconds > 0 ? [50, 100] : [100];
  const revisions = Object.fromEntries(Object.entries(spec.colors).map(([color, { revision }]) => [color, revision]));
  return {
    active: spec.active,
    revisions,
    replicas: spec.replicas,
    minReplicas: spec.minReplicas,
    weights,
    idle: spec.idle,
  };
}

async function runStep(
  port: ClusterPort,
  spec: SwitchSpec,
  step: Step,
  route: RouteState,
  tally: Tally,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<RouteState> {
  switch (step.kind) {
    case "begin":
      return await port.writeRoute(
        route,
        { weights: route.weights, unfinished: { from: step.from, to: step.to }, generation: route.generation + 1 },
        signal,
      );
    case "scale":
      say(`${step.color}: ${step.replicas} replicas`);
      await port.scale(step.color, step.replicas, signal);
      return route;
    case "await-ready":
      await port.awaitReady(
        step.color,
        step,
        (line) => say(`${step.color}: ${line}`),
        within(signal, spec.readySeconds),
      );
      return route;
    case "verify":
      for (const check of spec.verify) await verify(port, step.color, check, tally, say, signal);
      return route;
    case "route":
      say(
        `traffic → ${Object.entries(step.weights)
          .map(([color, weight]) => `${color} ${weight} %`)
          .join(", ")}`,
      );
      return await port.writeRoute(route, { ...route, weights: step.weights }, signal);
    case "await-routed":
      await port.awaitRouted(step.color, (route.weights[step.color] ?? 0) === 100 ? "all" : "some", signal);
      if (spec.route.kind === "selector" && spec.route.overlapSeconds > 0 && (route.weights[step.color] ?? 0) < 100) {
        say(`both colours for ${spec.route.overlapSeconds} s, until load balancers know the new endpoints`);
        await port.wait(spec.route.overlapSeconds * 1000, signal);
      }
      return route;
    case "analyse":
      await analyse(port, spec, tally, say, signal);
      return route;
    case "drain":
      if (spec.drainSeconds > 0) {
        say(`${step.color} drains for ${spec.drainSeconds} s`);
        await port.wait(spec.drainSeconds * 1000, signal);
      }
      return route;
    case "finish":
      return await port.writeRoute(route, { ...route, unfinished: undefined }, signal);
    default:
      return step satisfies never;
  }
}

async function verify(
  port: ClusterPort,
  color: Color,
  check: Check,
  tally: Tally,
  say: (line: string) => void,
  signal: AbortSignal,
) {
  const { ok, seen } = await port.check(color, check, signal);
  if (!ok) throw new Error(`${describeCheck(check)}: ${seen}`);
  tally.verified.push({ check: describeCheck(check), seen });
  say(`${color}: verified ${describeCheck(check)} (${seen})`);
}

/** Milliseconds between two requests of the analysis. */
const PROBE_EVERY = 100;

async function analyse(
  port: ClusterPort,
  spec: SwitchSpec,
  tally: Tally,
  say: (line: string) => void,
  signal: AbortSignal,
) {
  const { seconds, maxErrorRate, path } = spec.analysis;
  if (seconds === 0) return;
  const end = port.now() + seconds * 1000;
  let sent = 0;
  let failed = 0;
  let last = "";
  while (port.now() < end) {
    const result = await port.probeLive(path, signal);
    sent++;
    if (!result.ok) {
      failed++;
      last = result.seen;
      // What cannot come under the budget any more need not be watched to the end.
      const most = Math.ceil((seconds * 1000) / PROBE_EVERY);
      if (failed / Math.max(most, sent) > maxErrorRate) break;
    }
    await port.wait(PROBE_EVERY, signal);
  }
  tally.sent += sent;
  tally.failed += failed;
  say(`analysis: ${failed} of ${sent} requests failed`);
  if (sent > 0 && failed / sent > maxErrorRate) {
    throw new Error(`${failed} of ${sent} requests failed, more than ${maxErrorRate * 100} % (last: ${last})`);
  }
}

function within(signal: AbortSignal, seconds: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
}

function receipt(spec: SwitchSpec, from: Color | undefined, tally: Tally, route: RouteState): Receipt {
  return {
    at: new Date().toISOString(),
    from: from ?? null,
    fromImage: from === undefined ? null : (spec.colors[from]?.image ?? null),
    to: spec.active,
    toImage: spec.colors[spec.active]?.image ?? "",
    verified: tally.verified,
    requests: { sent: tally.sent, failed: tally.failed },
    took: tally.took,
    generation: route.generation,
  };
}

function failure(spec: SwitchSpec, step: Step, reason: string, route: RouteState): string {
  const live = liveColor(route.weights);
  const where = live === undefined ? "no colour has traffic yet" : `all traffic is on ${live}, as before`;
  const subject = "color" in step ? `${step.color} of ${spec.app}` : spec.app;
  return `${stepNames[step.kind]} ${subject} failed: ${reason}.\n  ${live === undefined || (route.weights[live] ?? 0) === 100 ? where : `traffic stands at ${JSON.stringify(route.weights)}`}. Mend ${spec.active} and run \`pulumi up\` again, or set active back.`;
}

const stepNames: Record<Step["kind"], string> = {
  begin: "Beginning the switch of",
  scale: "Scaling",
  "await-ready": "Waiting for",
  verify: "Verifying",
  route: "Moving the traffic of",
  "await-routed": "Moving the traffic to",
  analyse: "Watching",
  drain: "Draining",
  finish: "Ending the switch of",
};
