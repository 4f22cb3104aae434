import type { Unwrap } from "@pulumi/pulumi";
import type { storage } from "@pulumi/kubernetes/types/input";
import { cis, failIf, resourceRules } from "../rule";

type StorageClass = Unwrap<storage.v1.StorageClass>;

export const storageRules = resourceRules<StorageClass>(
  ["kubernetes:storage.k8s.io/v1:StorageClass"],
  [
    {
      id: "storage-class-own-key",
      title: "Persistent disks are encrypted with a key of your own",
      severity: "low",
      sources: [cis("5.9.1")],
      field: "parameters.disk-encryption-kms-key",
      fix: "Set parameters.disk-encryption-kms-key to a Cloud KMS key.",
      examples: {
        pass: { provisioner: "pd.csi.storage.gke.io", parameters: { "disk-encryption-kms-key": "k" } },
        fail: { provisioner: "pd.csi.storage.gke.io", parameters: { type: "pd-balanced" } },
      },
      check: ({ provisioner, parameters }) =>
        failIf(
          provisioner === "pd.csi.storage.gke.io" && !parameters?.["disk-encryption-kms-key"],
          "disks are encrypted with Google's key alone",
        ),
    },
  ],
);
