import type * as pulumi from "@pulumi/pulumi";
import { OwnResource } from "./own-resource";

/** Whether the cluster is protected. */
export interface ClusterProtectionArgs {
  /** Whether it refuses to be deleted, as the cluster itself does. */
  readonly deletionProtection: boolean;
}

/**
 * Refuses a destroy of a protected cluster before anything of it is deleted. Let it depend on the cluster's node pools: what depends on
 * something is deleted before it.
 */
export class ClusterProtection extends OwnResource {
  constructor(name: string, args: ClusterProtectionArgs, options?: pulumi.CustomResourceOptions) {
    super("ClusterProtection", name, { ...args }, [], options);
  }
}
