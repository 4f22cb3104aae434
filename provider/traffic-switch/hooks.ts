import { createHash } from "node:crypto";
import type { V1EnvVar } from "@kubernetes/client-node";
import { type KubernetesClient, watchUntil } from "../../lib/kubernetes";
import type { HookRelease, ProbeResult } from "./cluster-port";
import { awaitJob, createJob, deleteJob, endOf, listJobs } from "./jobs";
import type { Color, Hook, SwitchSpec } from "../../lib/release/spec";

/** Label of the Jobs of an app's hooks. */
const HOOK_OF = "gke-bluegreen.dev/before";

/**
 * Runs a hook as a Job whose name says for which release: one that has succeeded is not run again, one that is under way (from an update
 * that died) is waited for, and one that failed is replaced.
 */
export async function runHook(
  client: KubernetesClient,
  { app, namespace, colors }: SwitchSpec,
  color: Color,
  { job }: Hook,
  { revision, index }: HookRelease,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const target = colors[color];
  const image = job.image ?? target?.image ?? "";
  const content = JSON.stringify([revision, image, job.command]);
  const name = `${app}-${color}-before-${index}-${createHash("sha256").update(content).digest("hex").slice(0, 10)}`;
  const jobs = await listJobs(client, namespace, `${HOOK_OF}=${app}`, signal);
  const known = jobs.find(({ metadata }) => metadata?.name === name);
  if (known && endOf(known) === "Complete") return { ok: true, seen: `job ${name} succeeded before` };
  if (known && endOf(known) === "Failed") await replaceable(client, namespace, name, signal);
  if (!known || endOf(known) === "Failed") {
    await createJob(client, namespace, signal, {
      metadata: { name, labels: { [HOOK_OF]: app, app: `${app}-before` } },
      timeoutSeconds: job.timeoutSeconds,
      image,
      command: job.command,
      env: (target?.env ?? []) as unknown as V1EnvVar[],
      serviceAccount: job.serviceAccount,
      runAsUser: job.runAsUser,
    });
  }
  const result = await awaitJob(client, namespace, name, signal);
  const older = new RegExp(`^${app}-${color}-before-${index}-`);
  for (const { metadata } of result.ok ? jobs : []) {
    const other = metadata?.name ?? "";
    if (other !== name && older.test(other)) await deleteJob(client, namespace, other, signal);
  }
  return result;
}

/** Deletes a Job and waits until its name is free. */
async function replaceable(client: KubernetesClient, namespace: string, name: string, signal: AbortSignal) {
  await deleteJob(client, namespace, name, signal);
  const path = `/apis/batch/v1/namespaces/${namespace}/jobs`;
  await watchUntil(client, path, { fieldSelector: `metadata.name=${name}` }, signal, ([found]) => found === undefined);
}
