import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { PodConfig } from "../config/containers";

/** The identity of a workload's pods, where it has one; with Workload Identity it acts as a Google account without a key. */
export function serviceAccount(
  { serviceAccount: account, namespace }: Pick<PodConfig, "serviceAccount" | "namespace">,
  child: (options?: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  if (!account) return [];
  const annotations = account.googleServiceAccount
    ? { "iam.gke.io/gcp-service-account": account.googleServiceAccount }
    : {};
  return [
    new k8s.core.v1.ServiceAccount(account.name, { metadata: { name: account.name, namespace, annotations } }, child()),
  ];
}
