import type { V1Deployment, V1Pod } from "@kubernetes/client-node";
import { REVISION } from "./journal";

/** States of a container that no waiting mends. */
const hopelessReasons = new Set([
  "ErrImageNeverPull",
  "InvalidImageName",
  "CreateContainerConfigError",
  "CreateContainerError",
  "RunContainerError",
  // The first failed pull may be a registry that hiccups; the kubelet says ImagePullBackOff when it has tried again.
  "ImagePullBackOff",
]);

/** States that every container passes through. */
const starting = new Set(["ContainerCreating", "PodInitializing"]);

/** Ends after which a container is given up. */
const RESTARTS = 2;

/** Why a rollout will never be ready, or nothing while it still may. */
export function hopeless(deployment: V1Deployment, revision: string, pods: readonly V1Pod[]): string | undefined {
  const waiting = waitingContainers(revision, pods);
  for (const { type, status, reason, message } of deployment.status?.conditions ?? []) {
    if (type === "Progressing" && status === "False" && reason === "ProgressDeadlineExceeded") {
      const causes = waiting.filter((one) => !starting.has(one.reason)).map(causeText);
      return [`${reason}: ${message ?? ""}`, ...causes].join("; ");
    }
    if (type === "ReplicaFailure" && status === "True") return `${reason ?? type}: ${message ?? ""}`;
  }
  const lost = waiting.find(
    ({ reason, restarts }) => hopelessReasons.has(reason) || (reason === "CrashLoopBackOff" && restarts >= RESTARTS),
  );
  return lost && causeText(lost);
}

/** A container that does not run yet, or not any more. */
interface WaitingContainer {
  readonly pod: string;
  readonly container: string;
  readonly reason: string;
  readonly message: string;
  readonly restarts: number;
}

/** The containers of a revision that wait. Pods of other revisions, and those told to end, are on their way out and say nothing. */
function waitingContainers(revision: string, pods: readonly V1Pod[]): readonly WaitingContainer[] {
  const own = pods.filter((pod) => !isEnding(pod) && pod.metadata?.annotations?.[REVISION] === revision);
  return own.flatMap(({ metadata, status }) =>
    [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].flatMap(
      ({ name: container, state, restartCount: restarts, lastState }) => {
        const { reason = "", message = "" } = state?.waiting ?? {};
        if (reason === "") return [];
        const { exitCode, reason: end } = lastState?.terminated ?? {};
        const ended = `ended ${restarts} times, last with ${end ?? "exit code"} ${exitCode ?? "?"}`;
        const said = reason === "CrashLoopBackOff" ? ended : message;
        return [{ pod: metadata?.name ?? "", container, reason, message: said, restarts }];
      },
    ),
  );
}

const causeText = ({ reason, pod, container, message }: WaitingContainer): string =>
  `${reason} (pod ${pod}, container ${container}): ${message}`;

/** Whether a pod was told to end, and has not yet. */
export const isEnding = ({ metadata }: V1Pod): boolean => metadata?.deletionTimestamp !== undefined;

/** Whether a colour has just the pods that it shall have: none that is ending, and none of which a watch has not yet told so. */
export function areAlone(pods: readonly V1Pod[] | undefined, wanted: number): boolean {
  const running = pods?.filter(({ status }) => status?.phase !== "Failed" && status?.phase !== "Succeeded");
  return running?.length === wanted && !running.some(isEnding);
}
