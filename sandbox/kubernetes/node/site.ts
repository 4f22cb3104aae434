import type { Instance } from "../../host/instance";
import type { Namespaces } from "../network/namespaces";
import type { ClusterState, NodeRecord } from "../state";

/** Where a node is and whose it is. */
export interface NodeSite {
  readonly instance: Instance;
  readonly state: ClusterState;
  readonly node: NodeRecord;
  /** The node's folder. */
  readonly folder: string;
  readonly namespaces: Namespaces;
  readonly cgroup: string;
}
