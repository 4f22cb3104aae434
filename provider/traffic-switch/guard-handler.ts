import { z } from "zod";
import {
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  diffInputs,
  type PropertyMap,
  type ReadRequest,
  type ResourceHandler,
  type UpdateRequest,
} from "../../plugin";
import { KubernetesError } from "../kubernetes/client";
import { plain, withPort } from "./connection";
import { refusals } from "./guard";
import { type SwitchSpec, switchSpec } from "./spec";

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
export class ReleaseGuardHandler implements ResourceHandler {
  async check({ news, signal, log }: CheckRequest): Promise<CheckResult> {
    const inputs = guardInputs.parse(plain(news));
    return { inputs: news, failures: await failuresOf(inputs, signal, log.debug.bind(log)) };
  }

  diff({ oldInputs, news }: DiffRequest) {
    return Promise.resolve(diffInputs(oldInputs, news, { replaceOn: ["app", "namespace"] }));
  }

  create({ inputs, name }: CreateRequest) {
    return Promise.resolve({ id: name, properties: inputs });
  }

  read({ id, properties, inputs }: ReadRequest) {
    return Promise.resolve({ id, properties, inputs });
  }

  update({ news }: UpdateRequest): Promise<PropertyMap> {
    return Promise.resolve(news);
  }

  delete(_: DeleteRequest): Promise<void> {
    return Promise.resolve();
  }
}

async function failuresOf(
  inputs: z.output<typeof guardInputs>,
  signal: AbortSignal,
  debug: (line: string) => void,
): Promise<CheckFailure[]> {
  const { kubeconfig, app, active, colors, allowInPlace } = inputs;
  // A cluster that is yet to be made has no traffic that could be harmed.
  if (kubeconfig === undefined) return [];
  const spec: SwitchSpec = {
    ...inputs,
    kubeconfig,
    colors: Object.fromEntries(
      Object.entries(colors).map(([color, one]) => [
        color,
        { ...one, image: "", env: [], revision: one.revision ?? "" },
      ]),
    ),
    ...unused,
  };
  const observed = await withPort(spec, (port) => port.observe(signal)).catch((error: unknown) => {
    if (error instanceof KubernetesError && error.status === 404) return undefined;
    throw error;
  });
  if (!observed) {
    debug(`${app} is not in the cluster yet`);
    return [];
  }
  const revisions = Object.fromEntries(Object.entries(colors).map(([color, { revision }]) => [color, revision]));
  // Without a property: the engine would print what it finds at that path, and it looks no deeper than the first level.
  return refusals(observed, { app, active, revisions, allowInPlace }).map(({ reason }) => ({ property: "", reason }));
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
} as const satisfies Partial<SwitchSpec>;
