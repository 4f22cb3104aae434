import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import {
  type CallContext,
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
  type PropertyMap,
  type UpdateRequest,
  StateOnlyHandler,
} from "../../lib/plugin";
import { KubernetesError } from "../../lib/kubernetes";
import { plain, withLook } from "./connection";
import { refusals } from "./guard";
import { restSince } from "./propagation";
import { type SwitchSpec, switchSpec } from "../../lib/release/spec";
import { wayOf } from "./ways";

/** As much of a switch's inputs as is known before its images are built. */
const guardInputs = switchSpec
  .pick({ kubeconfig: true, namespace: true, app: true, active: true, route: true, allowInPlace: true })
  .extend({
    kubeconfig: z.string().optional(),
    colors: z.record(
      z.string(),
      z.strictObject({ deployment: z.string(), service: z.string(), revision: z.string().optional() }),
    ),
  });

/**
 * `gke-bluegreen:workloads:ReleaseGuard`: asks the cluster whether the change that follows would touch pods that have traffic, and
 * refuses it in the preview and in the update, before any Deployment is written.
 */
export class ReleaseGuardHandler extends StateOnlyHandler {
  protected override readonly replaceOn = ["app", "namespace"];

  override async check({ news, signal, log }: CheckRequest): Promise<CheckResult> {
    const inputs = guardInputs.parse(plain(news));
    return { inputs: news, failures: await failuresOf(inputs, { log, signal }) };
  }

  /** The colours' Deployments wait for this one: it waits while load balancers may still lead users to pods that are to change. */
  override async update({ news, preview, signal, log }: UpdateRequest): Promise<PropertyMap> {
    const inputs = guardInputs.parse(plain(news));
    const spec = specOf(inputs);
    const { propagationMs } = spec ? wayOf(spec) : { propagationMs: 0 };
    const observed = preview || propagationMs === 0 ? undefined : await observe(spec, { log, signal });
    if (!observed) return news;
    const { colors } = observed;
    const changed = Object.keys(colors).filter((color) => colors[color]?.revision !== inputs.colors[color]?.revision);
    const rest = restSince(observed.route.endedAt, propagationMs, Date.now());
    if (changed.length === 0 || rest === 0) return news;
    log.status(`${Math.ceil(rest / 1000)} s more until load balancers lead nobody to ${changed.join(", ")} any more`);
    await sleep(rest, undefined, { signal });
    return news;
  }
}

async function failuresOf(
  inputs: z.output<typeof guardInputs>,
  context: Pick<CallContext, "log" | "signal">,
): Promise<CheckFailure[]> {
  const { app, active, colors, allowInPlace } = inputs;
  const observed = await observe(specOf(inputs), context);
  if (!observed) {
    context.log.debug(`${app} is not in the cluster yet`);
    return [];
  }
  const revisions = Object.fromEntries(Object.entries(colors).map(([color, { revision }]) => [color, revision]));
  // Without a property: the engine would print what it finds at that path, and it looks no deeper than the first level.
  return refusals(observed, { app, active, revisions, allowInPlace }).map(({ reason }) => ({ property: "", reason }));
}

/** What the cluster says; nothing of an app that is not there yet, or of a cluster that is yet to be made, where nobody could be harmed. */
async function observe(spec: SwitchSpec | undefined, { log, signal }: Pick<CallContext, "log" | "signal">) {
  if (!spec) return undefined;
  return await withLook(spec, log, (port) => port.observe(signal)).catch((error: unknown) => {
    if (error instanceof KubernetesError && error.status === 404) return undefined;
    throw error;
  });
}

/** As much of a switch as a look at the route needs; nothing where the cluster is yet to be made. */
function specOf({ kubeconfig, colors, ...inputs }: z.output<typeof guardInputs>): SwitchSpec | undefined {
  if (kubeconfig === undefined) return undefined;
  const known = Object.entries(colors).map(
    ([color, one]) =>
      [color, { ...one, image: "", env: [], revision: one.revision ?? "" }] as [string, SwitchSpec["colors"][string]],
  );
  return { ...inputs, kubeconfig, colors: Object.fromEntries(known), ...unused };
}

/** What a look at the route does not need. */
const unused = {
  port: 80,
  scheme: "http",
  replicas: null,
  minReplicas: 1,
  before: [],
  verify: [],
  analysis: { seconds: 0, maxErrorRate: 0, path: "/", queries: [] },
  drainSeconds: 0,
  idle: "warm",
  warmSeconds: null,
  readySeconds: 1,
  returnSeconds: 60,
} as const satisfies Partial<SwitchSpec>;
