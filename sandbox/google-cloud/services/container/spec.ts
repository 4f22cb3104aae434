import type { NodePool } from "../../definitions/container-v1beta1.types";
import type { ClusterSpec, NodePoolSpec, NodeTaint } from "../../../kubernetes/spec";
import { requireMachineType } from "../compute/machine-types";
import type { ClusterAddress } from "./names";
import type { ClusterRecord } from "./cluster-record";
import { kubernetesVersion } from "./versions";

const EFFECTS: Readonly<Record<string, NodeTaint["effect"]>> = {
  NO_SCHEDULE: "NoSchedule",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
  NO_EXECUTE: "NoExecute",
};

/** What the sandbox's Kubernetes needs to know of a pool. */
export function poolSpec(pool: NodePool, nodeCount: number): NodePoolSpec {
  const config = pool.config ?? {};
  const machineType = config.machineType ?? "";
  const zones = pool.locations ?? [];
  const { cpus, memoryMiB } = requireMachineType(machineType, zones[0] ?? "");
  return {
    name: pool.name ?? "",
    machineType,
    cpus,
    memoryMiB,
    zones,
    nodeCount,
    labels: config.labels ?? {},
    taints: (config.taints ?? []).map(({ key = "", value = "", effect = "" }) => ({
      key,
      value,
      effect: EFFECTS[effect] ?? "NoSchedule",
    })),
    version: kubernetesVersion(pool.version ?? ""),
    maxPodsPerNode: Number(pool.maxPodsConstraint?.maxPodsPerNode ?? 110),
    diskSizeGb: config.diskSizeGb ?? 100,
    diskType: config.diskType ?? "",
    imageType: config.imageType ?? "",
    spot: config.spot ?? false,
  };
}

/** What the sandbox has to run for a cluster of the API. */
export function clusterSpec(place: ClusterAddress, { cluster, sizes }: ClusterRecord): ClusterSpec {
  return {
    id: { project: place.project, location: place.location, name: place.cluster },
    version: kubernetesVersion(cluster.currentMasterVersion ?? ""),
    nodePools: (cluster.nodePools ?? []).map((pool) => poolSpec(pool, sizes[pool.name ?? ""] ?? 0)),
    adminTokens: [],
  };
}
