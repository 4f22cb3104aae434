import type { Unwrap } from "@pulumi/pulumi";
import type { ClusterArgs } from "@pulumi/gcp/container";
import type { ResourceRule } from "./rule";

/** A cluster's inputs, all known: `gcp.container.Cluster`. */
export type Cluster = Unwrap<ClusterArgs>;
/** A rule over a cluster; its type is said where the rules are listed. */
export type ClusterRule = Omit<ResourceRule<Cluster>, "types">;

/** Autopilot sets these itself and refuses them in a request. */
export const autopilot = (cluster: Cluster) => cluster.enableAutopilot === true;

/** Google's guide, which rules name as their source. */
export const hardening = "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster";
