import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { relative, resolve } from "node:path";
import type { ClusterEndpoint } from "./cluster";
import { InfraComponent } from "./component";
import { kubeconfig } from "./kubeconfig";
import { ClusterCleanup } from "./resources/cluster-cleanup";

export interface ClusterAccessArgs {
  readonly cluster: ClusterEndpoint;
  /** The stack makes and destroys the cluster: what Kubernetes makes in Google Cloud goes before it does. */
  readonly own?: { readonly deletionProtection: boolean } | undefined;
}

/** A kubeconfig and a Kubernetes provider for a cluster. */
export class ClusterAccess extends InfraComponent {
  /** For this project's own tools and plugins, which run in the program's folder; kubectl wants `gke-bluegreen kubeconfig`. */
  readonly kubeconfig: pulumi.Output<string>;
  readonly provider: k8s.Provider;

  constructor(name: string, { cluster, own }: ClusterAccessArgs, options?: pulumi.ComponentResourceOptions) {
    super("ClusterAccess", name, options);
    this.kubeconfig = pulumi
      .all([cluster.name, cluster.host, cluster.certificateAuthority])
      .apply(([clusterName, host, certificateAuthority]) =>
        JSON.stringify(kubeconfig({ name: clusterName, host, certificateAuthority, credential: credentialCommand() })),
      );
    const cleanup = own
      ? [
          new ClusterCleanup(
            name,
            { cluster: cluster.identifier, kubeconfig: this.kubeconfig, ...own },
            { parent: this, customTimeouts: { delete: "30m" } },
          ),
        ]
      : [];
    this.provider = new k8s.Provider(
      name,
      {
        kubeconfig: this.kubeconfig,
        // With it set, a kubeconfig that changes (rotated authority, another endpoint) is an update of the provider; without, everything
        // in the cluster would be deleted and made again.
        clusterIdentifier: cluster.identifier,
        enableServerSideApply: true,
      },
      // Everything in the cluster needs the provider, and so goes before the clean-up does.
      { parent: this, dependsOn: cleanup },
    );
    this.registerOutputs({});
  }
}

/**
 * The program that prints a token, relative to the program's folder, where the engine starts its plugins: the same text on every
 * machine, or each one would show a change of the provider.
 */
function credentialCommand(): readonly [string, ...string[]] {
  return ["node", relative(process.cwd(), resolve(__dirname, "..", "bin", "gke-bluegreen-credential"))];
}
