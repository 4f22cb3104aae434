import type { Methods, NodePool, UpdateNodePoolRequest } from "../../definitions/container-v1beta1.types";
import type { Call, Handlers } from "../../transport/call";
import { GoogleError, invalid } from "../../transport/errors";
import { requireCapacity } from "../compute/quotas";
import { requireEtag, without } from "../shared/values";
import type { PoolJob } from "./jobs";
import { clusterPath, placeOf, type Place } from "./names";
import { begin } from "./operation";
import { completeAutoscaling, completeConfig, completePool } from "./pool-defaults";
import { changePool, putRecord, requirePool, requireRecord, shownPool } from "./records";
import type { ClusterRecord } from "./cluster-record";
import { resolveVersion } from "./versions";
import { completeUpgrade, rollBackUpgrade, type UpgradeJob } from "./upgrade-control";
import { requireActAs } from "../shared/act-as";

/** What `ClusterManager` does with node pools. */
export const nodePoolHandlers: Handlers<Methods> = {
  "ClusterManager.ListNodePools": (request, { store }) => ({
    nodePools: requireRecord(store, placeOf(request)).cluster.nodePools?.map(shownPool),
  }),

  "ClusterManager.GetNodePool": (request, { store }) => {
    const place = placeOf(request);
    return shownPool(requirePool(requireRecord(store, place), place));
  },

  "ClusterManager.CreateNodePool": (request, call) => {
    const place: Place = { ...placeOf(request), nodePool: request.nodePool?.name ?? "" };
    const record = requireRecord(call.store, place);
    const { cluster } = record;
    if (cluster.autopilot?.enabled) throw invalid("Node pools cannot be created in Autopilot clusters.");
    if (cluster.nodePools?.some(({ name }) => name === place.nodePool)) {
      throw new GoogleError("ALREADY_EXISTS", `Already exists: ${clusterPath(place)}/nodePools/${place.nodePool}.`);
    }
    checkUpgradeSettings(request.nodePool?.upgradeSettings);
    const pool = completePool(place, cluster, request.nodePool ?? {}, call.version);
    requireActAs(call, pool.config?.serviceAccount);
    const size = pool.initialNodeCount ?? 0;
    const operation = begin(call, place, "CREATE_NODE_POOL", "container.createNodePool", job(place));
    requireCapacity(call.store, place, pool, size);
    putRecord(call.store, place, {
      cluster: { ...cluster, nodePools: [...(cluster.nodePools ?? []), pool] },
      sizes: { ...record.sizes, [place.nodePool]: size },
    });
    return operation;
  },

  "ClusterManager.DeleteNodePool": (request, call) => {
    const place = placeOf(request);
    requirePool(requireRecord(call.store, place), place);
    const operation = begin(call, place, "DELETE_NODE_POOL", "container.deleteNodePool", job(place));
    status(call, place, "STOPPING");
    return operation;
  },

  "ClusterManager.SetNodePoolSize": (request, call) => {
    const place = placeOf(request);
    const record = requireRecord(call.store, place);
    const pool = requirePool(record, place);
    const nodeCount = request.nodeCount ?? 0;
    if (nodeCount < 0) throw invalid(`Invalid value for field "node_count": ${nodeCount}. Must be non-negative.`);
    const operation = begin(call, place, "SET_NODE_POOL_SIZE", "container.resizeNodePool", {
      ...job(place),
      nodeCount,
    });
    requireCapacity(call.store, place, pool, nodeCount - (record.sizes[place.nodePool] ?? 0));
    status(call, place, "RECONCILING");
    return operation;
  },

  "ClusterManager.SetNodePoolAutoscaling": (request, call) => {
    const place = placeOf(request);
    requirePool(requireRecord(call.store, place), place);
    return change(call, place, { autoscaling: completeAutoscaling(request.autoscaling) }, "SET_NODE_POOL_SIZE");
  },

  "ClusterManager.SetNodePoolManagement": (request, call) => {
    const place = placeOf(request);
    requirePool(requireRecord(call.store, place), place);
    return change(call, place, { management: request.management ?? {} }, "SET_NODE_POOL_MANAGEMENT");
  },

  "ClusterManager.UpdateNodePool": (request, call) => {
    const place = placeOf(request);
    const record = requireRecord(call.store, place);
    const pool = requirePool(record, place);
    requireEtag(request.etag, shownPool(pool).etag, `Node pool ${place.nodePool}`);
    const changes = poolChanges(record, pool, request);
    if (!recreatesNodes(pool, changes)) return change(call, place, changes, "UPDATE_CLUSTER");
    const payload: UpgradeJob = { ...job(place), changes };
    const operation = begin(call, place, "UPGRADE_NODES", "container.upgradeNodePool", payload);
    status(call, place, "RECONCILING");
    return operation;
  },

  "ClusterManager.RollbackNodePoolUpgrade": (request, call) => {
    const place = placeOf(request);
    return rollBackUpgrade(call, place, requirePool(requireRecord(call.store, place), place));
  },

  "ClusterManager.CompleteNodePoolUpgrade": (request, call) => {
    const place = placeOf(request);
    return completeUpgrade(call, place, requirePool(requireRecord(call.store, place), place));
  },
};

const job = ({ project, location, cluster, nodePool }: Place): PoolJob => ({
  project,
  location,
  cluster,
  pool: nodePool,
});

function status(call: Call, place: Place, value: NonNullable<NodePool["status"]>) {
  changePool(call.store, place, place.nodePool, (pool) => ({ ...pool, status: value }));
}

function change(call: Call, place: Place, changes: NodePool, type: string) {
  const operation = begin(call, place, type, "container.updateNodePool", { ...job(place), changes });
  status(call, place, "RECONCILING");
  return operation;
}

/** What a `nodePools.update` asks for, in the terms of the pool. */
function poolChanges({ cluster }: ClusterRecord, pool: NodePool, request: UpdateNodePoolRequest): NodePool {
  const {
    nodeVersion,
    upgradeSettings,
    locations,
    nodeNetworkConfig,
    nodeDrainConfig,
    labels,
    taints,
    tags,
    diskSizeGb,
  } = request;
  const config = without(
    request,
    "name",
    "projectId",
    "zone",
    "clusterId",
    "nodePoolId",
    "etag",
    "image",
    "imageProject",
    "nodeVersion",
    "upgradeSettings",
    "locations",
    "nodeNetworkConfig",
    "nodeDrainConfig",
    "labels",
    "taints",
    "tags",
    "diskSizeGb",
  );
  if (upgradeSettings) checkUpgradeSettings(upgradeSettings);
  const configChanges = {
    ...Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined && value !== "")),
    ...(labels ? { labels: labels.labels ?? {} } : {}),
    ...(taints ? { taints: taints.taints ?? [] } : {}),
    ...(tags ? { tags: tags.tags ?? [] } : {}),
    ...(Number(diskSizeGb ?? 0) ? { diskSizeGb: Number(diskSizeGb) } : {}),
  } as NonNullable<NodePool["config"]>;
  const disk = configChanges.diskType || configChanges.diskSizeGb ? { bootDisk: {} } : {};
  const next = { ...pool.config, ...disk, ...configChanges };
  return {
    ...(nodeVersion
      ? { version: resolveVersion(nodeVersion === "-" ? cluster.currentMasterVersion : nodeVersion, "Node") }
      : {}),
    ...(upgradeSettings ? { upgradeSettings: mergeUpgradeSettings(pool, upgradeSettings) } : {}),
    ...(locations?.length ? { locations } : {}),
    ...(nodeNetworkConfig ? { networkConfig: { ...pool.networkConfig, ...nodeNetworkConfig } } : {}),
    ...(nodeDrainConfig ? { nodeDrainConfig } : {}),
    ...(Object.keys(configChanges).length > 0
      ? { config: completeConfig(cluster, next, pool.locations?.[0] ?? "") }
      : {}),
  };
}

function mergeUpgradeSettings(
  pool: NodePool,
  sent: NonNullable<NodePool["upgradeSettings"]>,
): NonNullable<NodePool["upgradeSettings"]> {
  const strategy = sent.strategy ?? pool.upgradeSettings?.strategy ?? "SURGE";
  return strategy === "BLUE_GREEN"
    ? { strategy, blueGreenSettings: sent.blueGreenSettings ?? pool.upgradeSettings?.blueGreenSettings }
    : { ...sent, strategy };
}

function checkUpgradeSettings(settings: NodePool["upgradeSettings"]) {
  if (settings?.strategy !== "BLUE_GREEN") {
    if (settings?.blueGreenSettings)
      throw invalid("BlueGreenSettings cannot be set when the upgrade strategy is not BLUE_GREEN.");
    return;
  }
  if (settings.maxSurge || settings.maxUnavailable)
    throw invalid("MaxSurge and MaxUnavailable cannot be set when the upgrade strategy is BLUE_GREEN.");
  const { standardRolloutPolicy: policy, nodePoolSoakDuration } = settings.blueGreenSettings ?? {};
  if (policy?.batchPercentage !== undefined && (policy.batchPercentage < 0 || policy.batchPercentage > 1))
    throw invalid("BatchPercentage must be between 0.0 and 1.0.");
  if (nodePoolSoakDuration && parseFloat(nodePoolSoakDuration) > 7 * 24 * 3600)
    throw invalid("NodePoolSoakDuration must be at most 7 days.");
}

/** Labels, taints and the like are changed on running nodes; another machine, disk, image or version needs new ones. */
function recreatesNodes(pool: NodePool, changes: NodePool): boolean {
  if (changes.version !== undefined && changes.version !== pool.version) return true;
  const KEYS = ["machineType", "diskType", "diskSizeGb", "imageType", "spot", "accelerators"] as const;
  return (
    changes.config !== undefined &&
    KEYS.some((key) => JSON.stringify(changes.config?.[key]) !== JSON.stringify(pool.config?.[key]))
  );
}
