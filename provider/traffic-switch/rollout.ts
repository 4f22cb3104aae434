import type { V1Deployment, V1Pod } from "@kubernetes/client-node";
import { REVISION } from "./journal";

/** States of a container that no waiting mends. */
const hopelessReasons = new Set([
  "ErrImageNeverPull",
  "InvalidImageName",
  "CreateContainerConfigError",
  "CreateContainerError",
  "RunContainerError",
]);

/** Attempts after which an image that cannot be pulled, or a container that ends, is given up. */
const RESTARTS = 2;

/** Why a rollout will never be ready, or nothing while it still may. Pods of other revisions are on their way out and say nothing. */
export function hopeless(deployment: V1Deployment, revision: string, pods: readonly V1Pod[]): string | undefined {
  for (const { type, status, reason, message } of deployment.status?.conditions ?? []) {
    if (type === "Progressing" && status === "False" && reason === "ProgressDeadlineExceeded")
      return [`${reason}: ${message ?? ""}`, ...waits(revision, pods)].join("; ");
    if (type === "ReplicaFailure" && status === "True") return `${reason ?? type}: ${message ?? ""}`;
  }
  for (const pod of pods) {
    if (pod.metadata?.deletionTimestamp !== undefined || pod.metadata?.annotations?.[REVISION] !== revision) continue;
    for (const { name, state, restartCount, lastState } of [
      ...(pod.status?.initContainerStatuses ?? []),
      ...(pod.status?.containerStatuses ?? []),
    ]) {
      const { reason = "", message = "" } = state?.waiting ?? {};
      const where = `pod ${pod.metadata?.name}, container ${name}`;
      if (hopelessReasons.has(reason)) return `${reason} (${where}): ${message}`;
      // The first failed pull may be a registry that hiccups; the kubelet says ImagePullBackOff when it has tried again.
      if (reason === "ImagePullBackOff") return `${reason} (${where}): ${message}`;
      if (reason === "CrashLoopBackOff" && restartCount >= RESTARTS) {
        const { exitCode, reason: end } = lastState?.terminated ?? {};
        return `${reason} (${where}): ended ${restartCount} times, last with ${end ?? "exit code"} ${exitCode ?? "?"}`;
      }
    }
  }
  return undefined;
}

/** What the pods of a revision wait for, beyond being started: the cause of a deadline that was missed. */
function waits(revision: string, pods: readonly V1Pod[]): string[] {
  const own = pods.filter(
    (pod) => pod.metadata?.deletionTimestamp === undefined && pod.metadata?.annotations?.[REVISION] === revision,
  );
  return own.flatMap(({ metadata, status }) =>
    [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].flatMap(({ name, state }) => {
      const { reason = "", message = "" } = state?.waiting ?? {};
      if (reason === "" || reason === "ContainerCreating" || reason === "PodInitializing") return [];
      return [`${reason} (pod ${metadata?.name}, container ${name}): ${message}`];
    }),
  );
}

/** Whether a pod was told to end, and has not yet. */
export const isEnding = ({ metadata }: V1Pod): boolean => metadata?.deletionTimestamp !== undefined;

/** Whether a colour has just the pods that it shall have: none that is ending, and none of which a watch has not yet told so. */
export function areAlone(pods: readonly V1Pod[] | undefined, wanted: number): boolean {
  const running = pods?.filter(({ status }) => status?.phase !== "Failed" && status?.phase !== "Succeeded");
  return running?.length === wanted && !running.some(isEnding);
}
