import { at, count, list, nameOf, text, type KubeObject, type ObjectKind } from "../object";
import { condition, explain, isOwnedBy, podKind, podProblems, revision } from "./pods";
import { failed, ready, waiting, type ReadyRule, type Verdict } from "./verdict";

const replicaSetKind: ObjectKind = { group: "apps", version: "v1", kind: "ReplicaSet" };
const claimKind: ObjectKind = { group: "", version: "v1", kind: "PersistentVolumeClaim" };

/** The controller has seen the object as it is now. */
function isObserved(object: KubeObject): boolean {
  const generation = count(at(object, "metadata", "generation")) ?? 0;
  return (count(at(object, "status", "observedGeneration")) ?? 0) >= generation;
}

function status(object: KubeObject, field: string): number {
  return count(at(object, "status", field)) ?? 0;
}

/** Available, with the ReplicaSet of the current revision complete. */
export const deploymentRule: ReadyRule = {
  group: "apps",
  kind: "Deployment",
  watches: [replicaSetKind, podKind, claimKind],
  judge({ object, related }): Verdict {
    if (!isObserved(object)) return waiting("Waiting for the controller to see the Deployment");
    const current = related
      .of(replicaSetKind)
      .find((set) => isOwnedBy(set, object) && revision(set) === revision(object) && revision(set) !== undefined);
    const pods = current ? related.of(podKind).filter((pod) => isOwnedBy(pod, current)) : [];
    const problems = podProblems(pods);
    const progressing = condition(object, "Progressing");
    // Nothing but a change heals this: waiting out the rest of the time would only hide it.
    if (progressing?.status === "False" && progressing.reason === "ProgressDeadlineExceeded") {
      return failed(explain(progressing), ...problems);
    }
    const failure = condition(object, "ReplicaFailure");
    if (failure?.status === "True") problems.unshift(explain(failure));
    const wanted = count(at(object, "spec", "replicas")) ?? 1;
    if (!current) {
      // A cluster that does not let us list ReplicaSets still tells enough in the Deployment's own status.
      if (related.of(replicaSetKind).length > 0 || !isComplete(object, wanted)) {
        return waiting("Waiting for app ReplicaSet to be created", problems);
      }
      return ready;
    }
    const unbound = unboundClaims(object, related.of(claimKind));
    if (unbound.length > 0) {
      return waiting(`Waiting for PersistentVolumeClaims to be bound: ${unbound.join(", ")}`, [
        `Failed to bind PersistentVolumeClaim(s): ${unbound.map((name) => `"${name}"`).join(",")}`,
        ...problems,
      ]);
    }
    const readyReplicas = status(current, "readyReplicas");
    const setWanted = count(at(current, "spec", "replicas")) ?? 0;
    const available = condition(object, "Available");
    const rolledOut =
      Number(revision(object) ?? "1") <= 1 ||
      (progressing?.status === "True" && progressing.reason === "NewReplicaSetAvailable");
    if (available?.status === "True" && setWanted >= wanted && readyReplicas >= setWanted && rolledOut) {
      return setWanted === 0 ? { state: "ready", warning: "Deployment has 0 replicas: nothing is running" } : ready;
    }
    const why = available && available.status !== "True" ? [explain(available)] : [];
    return waiting(`Waiting for app ReplicaSet to be available (${readyReplicas}/${wanted} Pods available)`, [
      ...why,
      available?.status === "True" || rolledOut === false
        ? "Attempted to roll forward to new ReplicaSet, but minimum number of Pods did not become live"
        : "Minimum number of live Pods was not attained",
      ...problems,
    ]);
  },
};

function isComplete(object: KubeObject, wanted: number): boolean {
  return status(object, "updatedReplicas") >= wanted && status(object, "availableReplicas") >= wanted;
}

/** Claims named in the pod template's volumes that have no volume yet. */
function unboundClaims(object: KubeObject, claims: readonly KubeObject[]): string[] {
  const names = list(at(object, "spec", "template", "spec", "volumes"))
    .map((volume) => text(at(volume, "persistentVolumeClaim", "claimName")))
    .filter((name) => name !== undefined);
  return names.filter((name) => {
    const claim = claims.find((candidate) => nameOf(candidate) === name);
    return claim !== undefined && text(at(claim, "status", "phase")) !== "Bound";
  });
}

export const statefulSetRule: ReadyRule = {
  group: "apps",
  kind: "StatefulSet",
  watches: [podKind],
  judge({ object, related }): Verdict {
    if (!isObserved(object)) return waiting("Waiting for the controller to see the StatefulSet");
    const wanted = count(at(object, "spec", "replicas")) ?? 1;
    const problems = podProblems(related.of(podKind).filter((pod) => isOwnedBy(pod, object)));
    const message = `Waiting for Pods to be ready (${status(object, "readyReplicas")}/${wanted})`;
    if (status(object, "replicas") !== wanted || status(object, "readyReplicas") !== wanted) {
      return waiting(message, [
        `${status(object, "readyReplicas")} out of ${wanted} replicas succeeded readiness checks`,
        ...problems,
      ]);
    }
    // With OnDelete the old pods stay until somebody removes them.
    const onDelete = text(at(object, "spec", "updateStrategy", "type")) === "OnDelete";
    if (onDelete && (count(at(object, "metadata", "generation")) ?? 1) > 1) return ready;
    const current = text(at(object, "status", "currentRevision"));
    const update = text(at(object, "status", "updateRevision"));
    const partition = count(at(object, "spec", "updateStrategy", "rollingUpdate", "partition")) ?? 0;
    if (partition > 0) {
      // Only pods from the partition on are updated, so the two revisions stay different.
      return status(object, "updatedReplicas") >= wanted - partition || current === update
        ? ready
        : waiting("Waiting for updated Pods above the partition to be ready", problems);
    }
    return current === update && status(object, "currentReplicas") === wanted
      ? ready
      : waiting("Waiting for StatefulSet update to roll out", [
          `StatefulSet update is not complete: revision "${update}" has not replaced "${current}"`,
          ...problems,
        ]);
  },
};

export const daemonSetRule: ReadyRule = {
  group: "apps",
  kind: "DaemonSet",
  watches: [podKind],
  judge({ object, related }): Verdict {
    if (!isObserved(object)) return waiting("Waiting for the controller to see the DaemonSet");
    const desired = status(object, "desiredNumberScheduled");
    const problems = podProblems(related.of(podKind).filter((pod) => isOwnedBy(pod, object)));
    const steps: readonly (readonly [string, string])[] = [
      ["currentNumberScheduled", "scheduled"],
      ["updatedNumberScheduled", "updated"],
      ["numberAvailable", "available"],
      ["numberReady", "ready"],
    ];
    for (const [field, word] of steps) {
      const actual = status(object, field);
      if (actual < desired) return waiting(`Waiting for Pods to be ${word} (${actual}/${desired})`, problems);
    }
    return ready;
  },
};

export const replicationControllerRule: ReadyRule = {
  group: "",
  kind: "ReplicationController",
  watches: [podKind],
  judge({ object, related }): Verdict {
    const wanted = count(at(object, "spec", "replicas")) ?? 1;
    const available = status(object, "availableReplicas");
    return isObserved(object) && available === wanted
      ? ready
      : waiting(
          `Waiting for Pods to be available (${available}/${wanted})`,
          podProblems(related.of(podKind).filter((pod) => isOwnedBy(pod, object))),
        );
  },
};

export const jobRule: ReadyRule = {
  group: "batch",
  kind: "Job",
  watches: [podKind],
  judge({ object, related }): Verdict {
    const problems = podProblems(related.of(podKind).filter((pod) => isOwnedBy(pod, object)));
    const failure = [condition(object, "Failed"), condition(object, "FailureTarget")].find((c) => c?.status === "True");
    // Every reason is final: a Job never leaves this condition.
    if (failure) return failed(`Job "${nameOf(object)}" has failed: ${explain(failure)}`, ...problems);
    if (condition(object, "Complete")?.status === "True") return ready;
    if (at(object, "spec", "suspend") === true) return { state: "ready", warning: "Job is suspended: it has not run" };
    const started = text(at(object, "status", "startTime")) !== undefined;
    return waiting(
      started
        ? `Waiting for Job to succeed (active: ${status(object, "active")}, succeeded: ${status(object, "succeeded")}, failed: ${status(object, "failed")})`
        : "Waiting for Job to start",
      problems,
    );
  },
};
