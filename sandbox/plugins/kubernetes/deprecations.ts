import { apiVersionOf, type ObjectKind } from "./object";

interface Deprecation {
  readonly apiVersion: string;
  /** Empty: all kinds of the version. */
  readonly kinds: readonly string[];
  readonly removedIn: string;
  readonly insteadUse: string;
}

/** API versions that today's servers no longer have. Source: Kubernetes' deprecated API migration guide, 2026-11. */
const removed: readonly Deprecation[] = [
  { apiVersion: "extensions/v1beta1", kinds: ["Ingress"], removedIn: "1.22", insteadUse: "networking.k8s.io/v1" },
  { apiVersion: "extensions/v1beta1", kinds: [], removedIn: "1.16", insteadUse: "apps/v1" },
  { apiVersion: "apps/v1beta1", kinds: [], removedIn: "1.16", insteadUse: "apps/v1" },
  { apiVersion: "apps/v1beta2", kinds: [], removedIn: "1.16", insteadUse: "apps/v1" },
  {
    apiVersion: "networking.k8s.io/v1beta1",
    kinds: ["Ingress", "IngressClass"],
    removedIn: "1.22",
    insteadUse: "networking.k8s.io/v1",
  },
  { apiVersion: "apiextensions.k8s.io/v1beta1", kinds: [], removedIn: "1.22", insteadUse: "apiextensions.k8s.io/v1" },
  {
    apiVersion: "rbac.authorization.k8s.io/v1beta1",
    kinds: [],
    removedIn: "1.22",
    insteadUse: "rbac.authorization.k8s.io/v1",
  },
  {
    apiVersion: "storage.k8s.io/v1beta1",
    kinds: ["StorageClass", "CSIDriver", "CSINode"],
    removedIn: "1.22",
    insteadUse: "storage.k8s.io/v1",
  },
  {
    apiVersion: "storage.k8s.io/v1beta1",
    kinds: ["CSIStorageCapacity"],
    removedIn: "1.27",
    insteadUse: "storage.k8s.io/v1",
  },
  { apiVersion: "scheduling.k8s.io/v1beta1", kinds: [], removedIn: "1.22", insteadUse: "scheduling.k8s.io/v1" },
  { apiVersion: "batch/v1beta1", kinds: ["CronJob"], removedIn: "1.25", insteadUse: "batch/v1" },
  { apiVersion: "discovery.k8s.io/v1beta1", kinds: [], removedIn: "1.25", insteadUse: "discovery.k8s.io/v1" },
  { apiVersion: "policy/v1beta1", kinds: ["PodDisruptionBudget"], removedIn: "1.25", insteadUse: "policy/v1" },
  {
    apiVersion: "policy/v1beta1",
    kinds: ["PodSecurityPolicy"],
    removedIn: "1.25",
    insteadUse: "Pod Security Admission",
  },
  { apiVersion: "autoscaling/v2beta1", kinds: [], removedIn: "1.25", insteadUse: "autoscaling/v2" },
  { apiVersion: "autoscaling/v2beta2", kinds: [], removedIn: "1.26", insteadUse: "autoscaling/v2" },
  {
    apiVersion: "flowcontrol.apiserver.k8s.io/v1beta3",
    kinds: [],
    removedIn: "1.32",
    insteadUse: "flowcontrol.apiserver.k8s.io/v1",
  },
];

/** What to tell somebody who uses an API version that is gone. */
export function deprecation(kind: ObjectKind): string | undefined {
  const found = removed.find(
    ({ apiVersion, kinds }) => apiVersion === apiVersionOf(kind) && (kinds.length === 0 || kinds.includes(kind.kind)),
  );
  return (
    found &&
    `${found.apiVersion}/${kind.kind} was removed in Kubernetes ${found.removedIn}: use ${found.insteadUse} instead`
  );
}
