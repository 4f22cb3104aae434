import type { CoreV1Event, V1Deployment, V1Pod } from "@kubernetes/client-node";
import { REVISION } from "../../lib/release/marks";
import { COLOR_LABEL } from "./journal";

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
export function hopeless({ status }: V1Deployment, revision: string, pods: readonly V1Pod[]): string | undefined {
  const failure = status?.conditions?.find((one) => one.type === "ReplicaFailure" && one.status === "True");
  if (failure) return `${failure.reason ?? failure.type}: ${failure.message ?? ""}`;
  const lost = ownPods(revision, pods)
    .flatMap(waitingContainers)
    .find(
      ({ reason, restarts }) => hopelessReasons.has(reason) || (reason === "CrashLoopBackOff" && restarts >= RESTARTS),
    );
  return lost && obstacleText([lost]);
}

/** What a Deployment whose deadline is over says of it; not why, which `obstacles` tells. */
export function deadlineExceeded({ status }: V1Deployment): string | undefined {
  const late = status?.conditions?.find((one) => one.type === "Progressing" && one.status === "False");
  return late?.reason === "ProgressDeadlineExceeded" ? `${late.reason}: ${late.message ?? ""}` : undefined;
}

/**
 * What keeps a revision's pods from being ready: each reason once, with the first pod that has it.
 * @param warnings events of type Warning about pods, which alone tell of a volume that cannot be mounted or a probe that fails
 */
export function obstacles(
  revision: string,
  pods: readonly V1Pod[],
  warnings: readonly CoreV1Event[],
): readonly string[] {
  const byReason = new Map<string, [Obstacle, ...Obstacle[]]>();
  for (const obstacle of ownPods(revision, pods).flatMap((pod) => obstaclesOf(pod, warnings))) {
    const key = `${obstacle.reason} ${obstacle.container ?? ""}`;
    const same = byReason.get(key);
    if (same) same.push(obstacle);
    else byReason.set(key, [obstacle]);
  }
  return [...byReason.values()].map(obstacleText);
}

/** How many of a revision's pods no node takes, and why; nothing where each has a node. */
export function unschedulable(revision: string, pods: readonly V1Pod[]): string | undefined {
  const waiting = ownPods(revision, pods).flatMap(schedulingFailure);
  // The further sentences are of preemption, and name the same nodes again.
  const [why] = waiting[0]?.message.split(/\.(?:\s|$)/) ?? [];
  return why === undefined ? undefined : `${waiting.length} cannot be scheduled: ${why}`;
}

/** What a pod waits for. */
interface Obstacle {
  readonly reason: string;
  readonly pod: string;
  readonly container?: string;
  readonly message: string;
}

/** A container that does not run yet, or not any more. */
interface WaitingContainer extends Obstacle {
  readonly restarts: number;
}

/** Pods of other revisions, and those told to end, are on their way out and say nothing. */
function ownPods(revision: string, pods: readonly V1Pod[]): readonly V1Pod[] {
  return pods.filter((pod) => !isEnding(pod) && pod.metadata?.annotations?.[REVISION] === revision);
}

/** What a pod says itself; only where that is nothing, what was said of it. */
function obstaclesOf(pod: V1Pod, warnings: readonly CoreV1Event[]): readonly Obstacle[] {
  const own = [...schedulingFailure(pod), ...waitingContainers(pod).filter(({ reason }) => !starting.has(reason))];
  const ready = pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") === true;
  return own.length > 0 || ready ? own : lastWarning(pod, warnings);
}

function schedulingFailure({ metadata, status }: V1Pod): readonly Obstacle[] {
  return (status?.conditions ?? [])
    .filter(
      ({ type, status: holds, reason }) => type === "PodScheduled" && holds === "False" && reason === "Unschedulable",
    )
    .map(({ message = "" }) => ({ reason: "Unschedulable", pod: metadata?.name ?? "", message }));
}

function waitingContainers({ metadata, status }: V1Pod): readonly WaitingContainer[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].flatMap(
    ({ name: container, state, restartCount: restarts, lastState }) => {
      const { reason = "", message = "" } = state?.waiting ?? {};
      if (reason === "") return [];
      const { exitCode, reason: end } = lastState?.terminated ?? {};
      const ended = `ended ${restarts} times, last with ${end ?? "exit code"} ${exitCode ?? "?"}`;
      const said = reason === "CrashLoopBackOff" ? ended : message;
      return [{ pod: metadata?.name ?? "", container, reason, message: said, restarts }];
    },
  );
}

function lastWarning({ metadata }: V1Pod, warnings: readonly CoreV1Event[]): readonly Obstacle[] {
  const pod = metadata?.name ?? "";
  return (
    warnings
      .filter(({ involvedObject }) => involvedObject.name === pod)
      // A pod that waits for a node says so itself; of one that has a node since, it is no longer true.
      .filter(({ reason }) => reason !== "FailedScheduling")
      .sort((a, b) => lastSeen(b) - lastSeen(a))
      .slice(0, 1)
      .map(({ reason = "", message = "" }) => ({ reason, pod, message }))
  );
}

/** The kubelet writes events in the old way, with `lastTimestamp`; others in the new. */
function lastSeen({ lastTimestamp, series, eventTime, metadata }: CoreV1Event): number {
  const time = lastTimestamp ?? series?.lastObservedTime ?? eventTime ?? metadata.creationTimestamp;
  return new Date(time ?? 0).getTime();
}

function obstacleText([first, ...more]: readonly [Obstacle, ...Obstacle[]]): string {
  const others = more.length > 0 ? ` and ${more.length} more` : "";
  const container = first.container === undefined ? "" : `, container ${first.container}`;
  return `${first.reason} (pod ${first.pod}${others}${container}): ${first.message}`;
}

/** Whether a pod was told to end, and has not yet. */
export const isEnding = ({ metadata }: V1Pod): boolean => metadata?.deletionTimestamp !== undefined;

/** Whether a pod has not come to its end: what was evicted lies about for long. */
const isRunning = ({ status }: V1Pod): boolean => status?.phase !== "Failed" && status?.phase !== "Succeeded";

/** Whether a colour has just the pods that it shall have: none that is ending, and none of which a watch has not yet told so. */
export function areAlone(pods: readonly V1Pod[] | undefined, wanted: number): boolean {
  const running = pods?.filter(isRunning);
  return running?.length === wanted && !running.some(isEnding);
}

/** When the last of a colour's pods got ready, by its node's clock; nothing where none is, or one does not say when. */
export function lastReady(pods: readonly V1Pod[]): number | undefined {
  const times = pods
    .filter((pod) => !isEnding(pod) && isRunning(pod))
    .flatMap(({ status }) =>
      (status?.conditions ?? [])
        .filter(({ type, status: holds }) => type === "Ready" && holds === "True")
        .map(({ lastTransitionTime }) => new Date(lastTransitionTime ?? NaN).getTime()),
    );
  const last = Math.max(...times);
  return Number.isFinite(last) ? last : undefined;
}

/** Digests of what a container of these pods runs, without the repositories' names: an index's or a manifest's, as their nodes know it. */
export function digestsOf(pods: readonly V1Pod[], container: string): readonly string[] {
  const found = pods
    .filter((pod) => !isEnding(pod) && isRunning(pod))
    .flatMap(({ status }) => status?.containerStatuses ?? [])
    .filter(({ name }) => name === container)
    .flatMap(({ imageID }) => /sha256:[0-9a-f]{64}$/.exec(imageID)?.[0] ?? []);
  return [...new Set(found)].sort();
}

/** Pods that have not ended and are of no colour: another workload's, which carries the app's label too. */
export function strangersAmong(pods: readonly V1Pod[], colors: readonly string[]): readonly string[] {
  const ofNone = ({ metadata }: V1Pod) => !colors.includes(metadata?.labels?.[COLOR_LABEL] ?? "");
  return pods.filter((pod) => isRunning(pod) && ofNone(pod)).map(({ metadata }) => metadata?.name ?? "");
}
