import { equalValues } from "../../../../lib/plugin";
import { at, count, list, map, nameOf, text, type ObjectKind } from "../object";
import { failed, ready, waiting, type ReadyRule, type Verdict } from "./verdict";

const storageClassKind: ObjectKind = { group: "storage.k8s.io", version: "v1", kind: "StorageClass" };

export const claimRule: ReadyRule = {
  group: "",
  kind: "PersistentVolumeClaim",
  watches: [storageClassKind],
  timeoutSeconds: 300,
  judge({ object, related }): Verdict {
    const phase = text(at(object, "status", "phase"));
    if (phase === "Bound") return ready;
    if (phase === "Lost") return failed(`PersistentVolumeClaim "${nameOf(object)}" has lost its volume`);
    const className = text(at(object, "spec", "storageClassName"));
    const storageClass = related.of(storageClassKind).find((candidate) => nameOf(candidate) === className);
    // Such a claim is bound when its first pod is placed; a program that waits here would never come to make that pod.
    if (phase === "Pending" && text(at(storageClass, "volumeBindingMode")) === "WaitForFirstConsumer") return ready;
    return waiting("Waiting for PersistentVolumeClaim to be bound", [
      `PersistentVolumeClaim "${nameOf(object)}" is ${phase ?? "not seen yet"}` +
        (className !== undefined && className !== "" && !storageClass
          ? `; StorageClass "${className}" does not exist`
          : ""),
    ]);
  },
};

export const volumeRule: ReadyRule = {
  group: "",
  kind: "PersistentVolume",
  watches: [],
  timeoutSeconds: 300,
  judge({ object }): Verdict {
    const phase = text(at(object, "status", "phase"));
    if (phase === "Bound" || phase === "Available") return ready;
    if (phase === "Failed") return failed(text(at(object, "status", "message")) ?? "PersistentVolume has failed");
    return waiting("Waiting for PersistentVolume to be available");
  },
};

export const quotaRule: ReadyRule = {
  group: "",
  kind: "ResourceQuota",
  watches: [],
  timeoutSeconds: 60,
  judge({ object }): Verdict {
    return equalValues(map(at(object, "status", "hard")), map(at(object, "spec", "hard")))
      ? ready
      : waiting("Waiting for the quota to be taken up");
  },
};

/** A service-account token is filled in by a controller; all other Secrets are complete at once. */
export const secretRule: ReadyRule = {
  group: "",
  kind: "Secret",
  watches: [],
  timeoutSeconds: 5,
  judge({ object }): Verdict {
    if (text(object["type"]) !== "kubernetes.io/service-account-token") return ready;
    return Object.keys(map(object["data"])).length > 0 ? ready : waiting("Waiting for the token to be made");
  },
};

/** kstatus in short: for custom resources whose user asked for it. */
export function genericVerdict(object: Parameters<ReadyRule["judge"]>[0]["object"]): Verdict {
  const generation = count(at(object, "metadata", "generation")) ?? 0;
  const observed = count(at(object, "status", "observedGeneration"));
  if (observed !== undefined && observed < generation) return waiting("Waiting for the controller to see the object");
  for (const condition of list(at(object, "status", "conditions")).map(map)) {
    const [type, status] = [text(condition["type"]), text(condition["status"])];
    const why = text(condition["message"]) ?? text(condition["reason"]) ?? "";
    if (type === "Stalled" && status === "True") return failed(why);
    if (type === "Reconciling" && status === "True") return waiting(why || "Reconciling");
    if (type === "Ready" && status !== "True") return waiting(why || "Waiting to be ready", [why]);
  }
  return ready;
}
