import type { V1Job, V1Pod } from "@kubernetes/client-node";
import { z } from "zod";
import {
  type CallLog,
  type CreateRequest,
  type PropertyMap,
  StateOnlyHandler,
  type UpdateRequest,
} from "../../lib/plugin";
import { follow } from "../../lib/retry";
import { isNotFound, KubernetesClient, watchUntil } from "../../lib/kubernetes";
import { plain } from "../traffic-switch/connection";
import { awaitJob } from "../traffic-switch/jobs";

const runInputs = z.object({ kubeconfig: z.string(), namespace: z.string(), job: z.string(), uid: z.string() });

type Inputs = z.output<typeof runInputs>;

/**
 * `gke-bluegreen:workloads:JobRun`: one run of a Job. It waits for its end, tells meanwhile what its pods wait for, and fails with the
 * last lines of its log. A run that failed is not in the state, so that the next update waits for the next one.
 */
export class JobRunHandler extends StateOnlyHandler {
  protected override readonly replaceOn = ["namespace", "job"];

  constructor(private readonly open = (kubeconfig: string) => new KubernetesClient(kubeconfig)) {
    super();
  }

  /** Waits for its end. */
  protected override async bringAbout(given: PropertyMap, request: CreateRequest | UpdateRequest): Promise<void> {
    const inputs = runInputs.parse(plain(given));
    // Another way to reach the cluster is no other run.
    if ("oldInputs" in request && plain(request.oldInputs["uid"]) === inputs.uid) return;
    const { log, signal } = request;
    const client = this.open(inputs.kubeconfig);
    const telling = follow(signal);
    try {
      if (await isGone(client, inputs, signal)) {
        log.info(`${inputs.job} ended and was deleted since`);
        return;
      }
      const told = tellOfPods(client, inputs, log, telling.signal);
      const { ok, seen } = await awaitJob(client, inputs.namespace, inputs.job, signal);
      telling.abort();
      await told;
      if (!ok) throw new Error(`${seen}\nMend the cause and run the update again: a Job that failed is made anew`);
    } finally {
      telling.abort();
      client.close();
    }
  }
}

/** A Job that somebody deletes when it has ended has ended. */
async function isGone(client: KubernetesClient, { namespace, job }: Inputs, signal: AbortSignal): Promise<boolean> {
  try {
    await client.json<V1Job>("GET", `/apis/batch/v1/namespaces/${namespace}/jobs/${job}`, { signal });
    return false;
  } catch (error) {
    if (isNotFound(error)) return true;
    throw error;
  }
}

/** Says what a Job's pods wait for, each thing once. It helps and decides nothing: where pods cannot be read, nothing is said. */
async function tellOfPods(
  client: KubernetesClient,
  { namespace, job }: Inputs,
  log: CallLog,
  signal: AbortSignal,
): Promise<void> {
  const said = new Set<string>();
  const query = { labelSelector: `batch.kubernetes.io/job-name=${job}` };
  const told = watchUntil<V1Pod>(client, `/api/v1/namespaces/${namespace}/pods`, query, signal, (pods) => {
    for (const line of pods.flatMap(waitsFor).filter((one) => !said.has(one))) {
      said.add(line);
      log.status(line);
    }
    return false;
  });
  await told.catch((error: unknown) => log.debug(`the pods of ${job}: ${String(error)}`));
}

function waitsFor({ metadata, status }: V1Pod): string[] {
  const pod = metadata?.name ?? "";
  const place = status?.conditions?.find(({ type, status: holds }) => type === "PodScheduled" && holds === "False");
  if (place?.message !== undefined) return [`pod ${pod} has no node: ${place.message}`];
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return containers.flatMap(({ name, state }) => {
    if (state?.terminated && state.terminated.exitCode !== 0)
      return [`pod ${pod}: container ${name} ended with exit code ${state.terminated.exitCode}`];
    const { reason = "", message = "" } = state?.waiting ?? {};
    return reason === ""
      ? []
      : [`pod ${pod}: container ${name} waits: ${[reason, message].filter(Boolean).join(": ")}`];
  });
}
