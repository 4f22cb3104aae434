import type { FieldSupport } from "../../transport/call";
import { updatable } from "./update";

/** What a node is made from: the sandbox's nodes have it, or its quotas count it. */
const NODE = [
  "machineType",
  "diskType",
  "diskSizeGb",
  "bootDisk",
  "imageType",
  "labels",
  "taints",
  "spot",
  "resourceLabels",
];
const POOL = ["name", "initialNodeCount", "version", "locations", "maxPodsConstraint", "upgradeSettings", "etag"];
const CLUSTER = [
  "name",
  "description",
  "initialNodeCount",
  "initialClusterVersion",
  "currentMasterVersion",
  "locations",
  "location",
  "zone",
  "network",
  "subnetwork",
  "defaultMaxPodsConstraint",
  "resourceLabels",
];
/** Settings of a `nodePools.update` that are kept; the others replace nodes, change running ones or say how. */
const UPDATE_RECORDED = [
  "accelerators",
  "consolidationDelay",
  "containerdConfig",
  "ethtoolConfig",
  "fastSocket",
  "flexStart",
  "gcfsConfig",
  "gvnic",
  "kubeletConfig",
  "locations",
  "loggingConfig",
  "maxRunDuration",
  "nodeDrainConfig",
  "nodeNetworkConfig",
  "queuedProvisioning",
  "resourceManagerTags",
  "storagePools",
  "tags",
  "taintConfig",
  "windowsNodeConfig",
  "workloadMetadataConfig",
];

const all = (prefix: string, names: readonly string[], support: FieldSupport) =>
  Object.fromEntries(names.map((name) => [`${prefix}${name}`, support]));

/**
 * What becomes of the settings of clusters and node pools. `real`: the Kubernetes behind it, its nodes or the quotas follow.
 * `recorded`: checked, kept and given back as GKE does, while nothing in a sandbox acts on it. `absent`: would change what a cluster
 * does in a way a user must be able to rely on, and does not here.
 */
export const fields: Readonly<Record<string, FieldSupport>> = {
  cluster: "recorded",
  nodePool: "recorded",
  update: "absent",
  ...all("cluster.", CLUSTER, "real"),
  ...all("cluster.nodeConfig.", NODE, "real"),
  ...all("cluster.nodePools.", POOL, "real"),
  ...all("cluster.nodePools.config.", NODE, "real"),
  ...all("nodePool.", POOL, "real"),
  ...all("nodePool.config.", NODE, "real"),
  ...all("update.", updatable, "recorded"),
  "update.desiredMasterVersion": "real",

  "cluster.enableKubernetesAlpha": "absent",
  "cluster.alphaClusterFeatureGates": "absent",
  "cluster.enableK8sBetaApis": "absent",
  "cluster.enableTpu": "absent",
  "cluster.tpuConfig": "absent",
  "cluster.fleet": "absent",
  "cluster.etag": "absent",
  "cluster.userManagedKeysConfig": "absent",
  "cluster.nodeConfig.sandboxConfig": "absent",
  "cluster.nodePools.config.sandboxConfig": "absent",
  "nodePool.config.sandboxConfig": "absent",
  "cluster.nodePools.placementPolicy": "absent",
  "nodePool.placementPolicy": "absent",
  "nodePool.queuedProvisioning": "absent",
  "cluster.nodeConfig.linuxNodeConfig": "absent",
  "cluster.nodePools.config.linuxNodeConfig": "absent",
  "nodePool.config.linuxNodeConfig": "absent",
  "cluster.ipAllocationPolicy.createSubnetwork": "absent",
  "ClusterManager.UpdateNodePool:image": "absent",
  "ClusterManager.UpdateNodePool:imageProject": "absent",
  "ClusterManager.UpdateNodePool:linuxNodeConfig": "absent",
  "ClusterManager.UpdateNodePool:confidentialNodes": "absent",

  // A node pool's update has its settings at the top.
  ...all("ClusterManager.UpdateNodePool:", UPDATE_RECORDED, "recorded"),
  "ClusterManager.SetAddonsConfig:addonsConfig": "recorded",
  "ClusterManager.SetLegacyAbac:enabled": "recorded",
  "ClusterManager.SetLoggingService:loggingService": "recorded",
  "ClusterManager.SetMaintenancePolicy:maintenancePolicy": "recorded",
  "ClusterManager.SetMonitoringService:monitoringService": "recorded",
  "ClusterManager.SetNodePoolAutoscaling:autoscaling": "recorded",
  "ClusterManager.SetNodePoolManagement:management": "recorded",
};
