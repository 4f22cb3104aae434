/** A cluster's name, unique in a sandbox, as Google addresses it. */
export interface ClusterId {
  readonly project: string;
  /** A region (`asia-northeast3`) or a zone (`asia-northeast3-a`). */
  readonly location: string;
  readonly name: string;
}

/** What a node pool's nodes are. Names and meaning are GKE's. */
export interface NodePoolSpec {
  readonly name: string;
  /** For example `n1-standard-1`; becomes the label `node.kubernetes.io/instance-type`. */
  readonly machineType: string;
  /** Processors of that machine type: the node's allocatable is cut to it where the host has more. */
  readonly cpus: number;
  /** Memory of that machine type, in MiB. */
  readonly memoryMiB: number;
  /** The zones its nodes stand in. */
  readonly zones: readonly string[];
  /** Nodes in each zone. */
  readonly nodeCount: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
  /** Kubernetes version of the kubelets, for example `1.35.4`. */
  readonly version: string;
  /** @default 110 */
  readonly maxPodsPerNode: number;
  readonly diskSizeGb: number;
  readonly diskType: string;
  readonly imageType: string;
  readonly spot: boolean;
}

/** A taint of a node pool's nodes. */
export interface NodeTaint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** What a cluster is to be. */
export interface ClusterSpec {
  readonly id: ClusterId;
  /** Kubernetes version of the control plane, for example `1.35.4`. */
  readonly version: string;
  readonly nodePools: readonly NodePoolSpec[];
  /** More bearer tokens that the API server accepts as cluster administrators, beside the sandbox's own. */
  readonly adminTokens: readonly string[];
}

/** How to reach a cluster's API server. */
export interface ClusterAccess {
  /**
   * An IP address without a port, as GKE's `endpoint`: the API server listens on 443 there. On a cluster of the user's it has a
   * port: to listen on 443 takes root.
   */
  readonly endpoint: string;
  /** PEM. */
  readonly caCertificate: string;
  readonly token: string;
}

/** A node as its cluster has it. */
export interface NodeStatus {
  readonly name: string;
  readonly nodePool: string;
  readonly zone: string;
  readonly address: string;
  readonly version: string;
  readonly ready: boolean;
  readonly schedulable: boolean;
}

/** Who has an address in a cluster's network. */
export type AddressOwner = NodeOwner | PodOwner;

/** A node, by its cluster, pool and zone. */
export interface NodeOwner {
  readonly kind: "node";
  readonly cluster: ClusterId;
  readonly nodePool: string;
  readonly node: string;
  readonly zone: string;
}

/** A pod, and where it runs. */
export interface PodOwner extends Omit<NodeOwner, "kind"> {
  readonly kind: "pod";
  readonly namespace: string;
  readonly serviceAccount: {
    readonly name: string;
    readonly uid: string;
    readonly annotations: Readonly<Record<string, string>>;
  };
}

/** Called with one line for a person at each step of long work. */
export type Progress = (line: string) => void;

/**
 * The clusters of one sandbox. Every method may be called again after a crash in the middle of it: it goes on where it stopped.
 * Specs are persisted, so that `restore` brings everything back after the machine restarted.
 */
export interface Clusters {
  /** Starts control plane and nodes; resolves when the API server answers and every node is Ready. */
  create(spec: ClusterSpec, progress: Progress): Promise<ClusterAccess>;
  /** Stops and removes everything of it; a cluster that does not exist is no error. */
  delete(id: ClusterId, progress: Progress): Promise<void>;
  list(): Promise<readonly ClusterSpec[]>;
  access(id: ClusterId): Promise<ClusterAccess>;
  nodes(id: ClusterId): Promise<readonly NodeStatus[]>;
  /** Who has this address: a node, or a pod with an address of its own. `undefined`: nobody that a cluster knows. */
  ownerOf(address: string): Promise<AddressOwner | undefined>;
  createNodePool(id: ClusterId, pool: NodePoolSpec, progress: Progress): Promise<void>;
  /** Adds nodes, or cordons, drains and removes them. */
  resizeNodePool(id: ClusterId, pool: string, nodeCount: number, progress: Progress): Promise<void>;
  /** Labels and taints are changed on the nodes in place. */
  relabelNodePool(
    id: ClusterId,
    pool: string,
    labels: Readonly<Record<string, string>>,
    taints: readonly NodeTaint[],
  ): Promise<void>;
  /** Cordons, drains (PodDisruptionBudgets respected for up to an hour, as GKE does) and removes the pool's nodes. */
  deleteNodePool(id: ClusterId, pool: string, progress: Progress): Promise<void>;
  /** Adds one node to a pool outside its nodeCount (surge and blue/green upgrades); its name is the result. */
  addNode(id: ClusterId, pool: NodePoolSpec, zone: string, progress: Progress): Promise<string>;
  cordonNode(id: ClusterId, node: string, schedulable: boolean): Promise<void>;
  drainNode(id: ClusterId, node: string, progress: Progress): Promise<void>;
  removeNode(id: ClusterId, node: string): Promise<void>;
  /** Changes the persisted spec of a pool (after nodes were replaced by an upgrade). */
  recordNodePool(id: ClusterId, pool: NodePoolSpec): Promise<void>;
  /** Replaces the control plane by one of another version. */
  upgradeControlPlane(id: ClusterId, version: string, progress: Progress): Promise<void>;
  /** Starts again whatever is recorded and does not run. */
  restore(progress: Progress): Promise<void>;
}
