import { annotation, at, list, map, nameOf, text, type KubeObject, type ObjectKind } from "../object";
import { failed, ready, waiting, type ReadyRule, type Verdict } from "./verdict";

export const podKind: ObjectKind = { group: "", version: "v1", kind: "Pod" };

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** An object's condition of one type. */
export function condition(object: KubeObject, type: string): Condition | undefined {
  for (const value of list(at(object, "status", "conditions"))) {
    const entry = map(value);
    if (text(entry["type"])?.toLowerCase() === type.toLowerCase()) {
      return {
        type,
        status: text(entry["status"]) ?? "",
        reason: text(entry["reason"]) ?? "",
        message: text(entry["message"]) ?? "",
      };
    }
  }
  return undefined;
}

/** `[Reason] message`, as far as there is one. */
export function explain({ reason, message }: Condition): string {
  return [reason && `[${reason}]`, message].filter(Boolean).join(" ");
}

/** Whether `owner` made `object`. */
export function isOwnedBy(object: KubeObject, owner: KubeObject): boolean {
  const uid = text(at(owner, "metadata", "uid"));
  return list(at(object, "metadata", "ownerReferences")).some((reference) => text(at(reference, "uid")) === uid);
}

/** The revision that a Deployment or its ReplicaSet is of. */
export function revision(object: KubeObject): string | undefined {
  return annotation(object, "deployment.kubernetes.io/revision");
}

/** What keeps pods from being ready: images that cannot be pulled, containers that crash, no node with room. */
export function podProblems(pods: Iterable<KubeObject>): string[] {
  const problems: string[] = [];
  for (const pod of pods) {
    const details = [...containerProblems(pod)];
    const scheduled = condition(pod, "PodScheduled");
    if (scheduled?.status === "False") details.push(explain(scheduled));
    const containersReady = condition(pod, "ContainersReady");
    if (details.length === 0 && containersReady?.status === "False") details.push(containersReady.message);
    if (details.length > 0) problems.push(`[Pod ${nameOf(pod)}]: ${details.join("; ")}`);
  }
  return problems;
}

function* containerProblems(pod: KubeObject): Generator<string> {
  const statuses = ["initContainerStatuses", "containerStatuses"].flatMap((key) => list(at(pod, "status", key)));
  for (const status of statuses) {
    const name = text(at(status, "name")) ?? "";
    const reason = text(at(status, "state", "waiting", "reason"));
    if (reason && reason !== "ContainerCreating" && reason !== "PodInitializing") {
      yield `container "${name}" is waiting: [${reason}] ${text(at(status, "state", "waiting", "message")) ?? ""}`.trim();
    }
    const terminated = map(at(status, "state", "terminated"));
    const last = map(at(status, "lastState", "terminated"));
    const end = Object.keys(terminated).length > 0 ? terminated : last;
    const exitCode = end["exitCode"];
    if (typeof exitCode === "number" && exitCode !== 0) {
      yield `container "${name}" ended with exit code ${exitCode}${text(end["reason"]) ? ` (${text(end["reason"])})` : ""}`;
    }
  }
}

/** Scheduled, initialised, ready, in this order; or done. */
export const podRule: ReadyRule = {
  group: "",
  kind: "Pod",
  watches: [],
  judge({ object }): Verdict {
    const phase = text(at(object, "status", "phase"));
    if (phase === "Succeeded") return ready;
    const problems = podProblems([object]);
    if (phase === "Failed") {
      const why = [text(at(object, "status", "reason")), text(at(object, "status", "message"))]
        .filter(Boolean)
        .join(": ");
      return failed(`Pod "${nameOf(object)}" has failed${why ? `: ${why}` : ""}`, ...problems);
    }
    const steps: readonly (readonly [string, string])[] = [
      ["PodScheduled", "Waiting for Pod to be scheduled"],
      ["Initialized", "Waiting for Pod to be initialized"],
      ["Ready", "Waiting for Pod to be ready"],
    ];
    for (const [type, message] of steps) {
      const found = condition(object, type);
      if (found?.status === "True") continue;
      return waiting(message, problems.length > 0 || !found ? problems : [explain(found)].filter(Boolean));
    }
    return ready;
  },
};
