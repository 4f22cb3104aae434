import type * as pulumi from "@pulumi/pulumi";
import { OwnResource } from "./own-resource";

/** What is cleaned up after, and how it is reached. */
export interface ClusterCleanupArgs {
  /** `projects/…/locations/…/clusters/…`. */
  readonly cluster: pulumi.Input<string>;
  /** How the plugin reaches it; without a secret in it. */
  readonly kubeconfig: pulumi.Input<string>;
  /** Refuses, as the cluster itself does: else its load balancers would go and the cluster stay. */
  readonly deletionProtection: boolean;
}

/**
 * When it is deleted, and nobody's pods run in the cluster any more, takes away the load balancers, network endpoint groups and disks
 * that Kubernetes made in Google Cloud, and waits until they are gone. Let it depend on the cluster, and the node pools on it: they are
 * deleted first, which is how it knows that the cluster itself is on its way out.
 */
export class ClusterCleanup extends OwnResource {
  constructor(name: string, args: ClusterCleanupArgs, options?: pulumi.CustomResourceOptions) {
    super("ClusterCleanup", name, { ...args }, [], options);
  }
}
