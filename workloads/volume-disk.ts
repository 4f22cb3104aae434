import * as pulumi from "@pulumi/pulumi";

/** The disk behind a PersistentVolumeClaim. */
interface VolumeDiskArgs {
  /** Namespace of the claim. */
  readonly namespace: string;
  /** As Kubernetes writes it, such as 10Gi. */
  readonly size: string;
  /** The claim's access mode. */
  readonly accessMode: string;
  /** Absent: the cluster's own. */
  readonly storageClass?: string;
  /** Whether the disk was there before the stack, and stays when the claim goes. */
  readonly existing: boolean;
}

/**
 * What of a claim's disk nobody can change. Goes before the claim, and refuses in the preview what would delete the disk and make an empty
 * one, with the reason.
 */
export class VolumeDisk extends pulumi.CustomResource {
  constructor(name: string, args: VolumeDiskArgs, options?: pulumi.CustomResourceOptions) {
    super("gke-bluegreen:workloads:VolumeDisk", name, { ...args }, options);
  }
}
