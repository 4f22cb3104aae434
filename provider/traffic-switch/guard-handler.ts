import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import {
  type CallContext,
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type DiffRequest,
  diffInputs,
  type PropertyMap,
  type UpdateRequest,
  StateOnlyHandler,
} from "../../lib/plugin";
import { KubernetesError } from "../../lib/kubernetes";
import { plain, withPort } from "./connection";
import { refusals } from "./guard";
import { restSince } from "./propagation";
import { type SwitchSpec, switchSpec } from "../../lib/release/spec";

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
  async check({ news, signal, log }: CheckRequest): Promise<CheckResult> {
    const inputs = guardInputs.parse(plain(news));
    return { inputs: news, failures: await failuresOf(inputs, { log, signal }) };
  }

  diff({ oldInputs, news }: DiffRequest) {
    return Promise.resolve(diffInputs(oldInputs, news, { replaceOn: ["app", "namespace"] }));
  }

  create({ inputs, name }: CreateRequest) {
    return Promise.resolve({ id: name, properties: inputs });
  }

  /** The colours' Deployments wait for this one: it waits while load balancers may still lead users to pods that are to change. */
  async update({ news, preview, signal, log }: UpdateRequest): Promise<PropertyMap> {
    const inputs = guardInputs.parse(plain(news));
    const { route } = inputs;
    const observed = preview || route.kind !== "http-route" ? undefined : await observe(inputs, { log, signal });
    if (!observed || route.kind !== "http-route") return news;
    const { colors } = observed;
    const changed = Object.keys(colors).filter((color) => colors[color]?.revision !== inputs.colors[color]?.revision);
    const rest = restSince(observed.route.endedAt, route.propagationSeconds * 1000, Date.now());
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
  const observed = await observe(inputs, context);
  if (!observed) {
    context.log.debug(`${app} is not in the cluster yet`);
    return [];
  }
  const revisions = Object.fromEntries(Object.entries(colors).map(([color, { revision }]) => [color, revision]));
  // Without a property: the engine would print what it finds at that path, and it looks no deeper than the first level.
  return refusals(observed, { app, active, revisions, allowInPlace }).map(({ reason }) => ({ property: "", reason }));
}

/** What the cluster says; nothing of an app that is not there yet, or of a cluster that is yet to be made, where nobody could be harmed. */
async function observe(inputs: z.output<typeof guardInputs>, { log, signal }: Pick<CallContext, "log" | "signal">) {
  const { kubeconfig } = inputs;
  if (kubeconfig === undefined) return undefined;
  const colors = Object.entries(inputs.colors).map(
    ([color, one]) =>
      [color, { ...one, image: "", env: [], revision: one.revision ?? "" }] as [string, SwitchSpec["colors"][string]],
  );
  const spec: SwitchSpec = { ...inputs, kubeconfig, colors: Object.fromEntries(colors), ...unused };
  return await withPort(spec, log, (port) => port.observe(signal)).catch((error: unknown) => {
    if (error instanceof KubernetesError && error.status === 404) return undefined;
    throw error;
  });
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
