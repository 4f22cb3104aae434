import type { Cluster } from "../../definitions/container-v1beta1.types";

/** A cluster as it is stored: in the API's own words, with what the API does not show. */
export interface ClusterRecord {
  readonly cluster: Cluster;
  /** Nodes per zone of each pool: GKE shows them only through the instance groups. */
  readonly sizes: Readonly<Record<string, number>>;
}
