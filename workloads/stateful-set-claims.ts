import * as pulumi from "@pulumi/pulumi";

/** The disks of one StatefulSet. */
export interface StatefulSetClaimsArgs {
  /** How the plugin reaches the cluster: a kubeconfig's text. Holds no secret where it names an exec credential. */
  readonly kubeconfig: pulumi.Input<string>;
  /** Namespace of the set. */
  readonly namespace: string;
  /** Name of the StatefulSet. One that is not there yet has nothing to enlarge. */
  readonly set: string;
  /** `OrderedReady` or `Parallel`: fixed as well, and refused when it changes. */
  readonly podManagement: string;
  /** Disks by name, one of each a pod. */
  readonly claims: Readonly<
    Record<string, { readonly size: string; readonly storageClass?: string; readonly accessMode: string }>
  >;
}

/**
 * What Kubernetes lets nobody change on a StatefulSet. Goes before the set: enlarges the claims where their class allows it and makes
 * the set anew around its pods, of which none is restarted; refuses everything else in the preview, with the reason.
 */
export class StatefulSetClaims extends pulumi.CustomResource {
  constructor(name: string, args: StatefulSetClaimsArgs, options?: pulumi.CustomResourceOptions) {
    super("gke-bluegreen:workloads:StatefulSetClaims", name, { ...args }, options);
  }
}
