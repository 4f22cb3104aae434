import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterEndpoint } from "./cluster";
import { InfraComponent } from "./component";
import { kubeconfigOf } from "./kubeconfig";

/** Which cluster is accessed. */
export interface ClusterAccessArgs {
  /** The cluster: a `Cluster` of this program, or whatever else says how it is reached. */
  readonly cluster: ClusterEndpoint;
}

/** A kubeconfig and a Kubernetes provider for a cluster. */
export class ClusterAccess extends InfraComponent {
  /** For this project's own tools and plugins, which run in the program's folder; kubectl wants `gke-bluegreen kubeconfig`. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Provider of the official Kubernetes plugin for this cluster: goes into the options of every workload. */
  readonly provider: k8s.Provider;

  constructor(name: string, { cluster }: ClusterAccessArgs, options?: pulumi.ComponentResourceOptions) {
    super("ClusterAccess", name, options);
    this.kubeconfig = kubeconfigOf(cluster);
    this.provider = new k8s.Provider(
      name,
      {
        kubeconfig: this.kubeconfig,
        // With it set, a kubeconfig that changes (rotated authority, another endpoint) is an update of the provider; without, everything
        // in the cluster would be deleted and made again.
        clusterIdentifier: cluster.identifier,
        enableServerSideApply: true,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
