import type { KubernetesObject } from "@kubernetes/client-node";

/** GKE's provisioner of persistent disks, whose part the sandbox plays. */
export const PROVISIONER = "pd.csi.storage.gke.io";

interface ClassSpec {
  readonly name: string;
  readonly type: "pd-standard" | "pd-balanced" | "pd-ssd";
  readonly binding: "Immediate" | "WaitForFirstConsumer";
}

const classes: readonly ClassSpec[] = [
  { name: "standard", type: "pd-standard", binding: "Immediate" },
  { name: "standard-rwo", type: "pd-balanced", binding: "WaitForFirstConsumer" },
  { name: "premium-rwo", type: "pd-ssd", binding: "WaitForFirstConsumer" },
];

const DEFAULT_CLASS = "standard-rwo";

/** The storage classes that every GKE cluster has. */
export function storageObjects(): KubernetesObject[] {
  return classes.map(({ name, type, binding }) => {
    const storageClass = {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: {
        name,
        labels: { "addonmanager.kubernetes.io/mode": "EnsureExists" },
        annotations:
          name === DEFAULT_CLASS
            ? { "storageclass.kubernetes.io/is-default-class": "true" }
            : ({} as Record<string, string>),
      },
      provisioner: PROVISIONER,
      parameters: { type },
      reclaimPolicy: "Delete",
      volumeBindingMode: binding,
      allowVolumeExpansion: true,
    };
    return storageClass;
  });
}
