import type { Cluster, NodePool } from "../../definitions/container-v1beta1.types";
import { invalid } from "../../transport/errors";
import { requireMachineType } from "../compute/machine-types";
import { sha } from "../shared/values";
import { clusterPath, link, type ClusterAddress } from "./names";
import { resolveVersion } from "./versions";

/** What a node's account may use where a node pool does not say it. */
export const DEFAULT_SCOPES = [
  "https://www.googleapis.com/auth/devstorage.read_only",
  "https://www.googleapis.com/auth/logging.write",
  "https://www.googleapis.com/auth/monitoring",
  "https://www.googleapis.com/auth/service.management.readonly",
  "https://www.googleapis.com/auth/servicecontrol",
  "https://www.googleapis.com/auth/trace.append",
];

/** A node pool as GKE shows it after it was asked for. */
export function completePool(place: ClusterAddress, cluster: Cluster, sent: NodePool, apiVersion: string): NodePool {
  const name = sent.name ?? "";
  if (!/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name)) {
    throw invalid(
      `Invalid value for field "node_pool.name": "${name}". Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,38}[a-z0-9])?)'.`,
    );
  }
  const locations = sent.locations?.length ? sent.locations : (cluster.locations ?? []);
  const version = sent.version ? resolveVersion(sent.version, "Node") : (cluster.currentMasterVersion ?? "");
  return {
    ...sent,
    name,
    config: completeConfig(cluster, sent.config ?? {}, locations[0] ?? ""),
    initialNodeCount: sent.initialNodeCount ?? 0,
    locations,
    version,
    status: "PROVISIONING",
    autoscaling: completeAutoscaling(sent.autoscaling),
    management: completeManagement(cluster, sent.management),
    maxPodsConstraint: sent.maxPodsConstraint ?? cluster.defaultMaxPodsConstraint,
    podIpv4CidrSize: 24,
    networkConfig: {
      podRange: cluster.ipAllocationPolicy?.clusterSecondaryRangeName,
      podIpv4CidrBlock: cluster.clusterIpv4Cidr,
      subnetwork: cluster.networkConfig?.subnetwork,
      podIpv4RangeUtilization: 0.0039,
      ...(cluster.networkConfig?.defaultEnablePrivateNodes || cluster.privateClusterConfig?.enablePrivateNodes
        ? { enablePrivateNodes: true }
        : {}),
      ...sent.networkConfig,
    },
    upgradeSettings:
      sent.upgradeSettings?.strategy || sent.upgradeSettings?.maxSurge || sent.upgradeSettings?.maxUnavailable
        ? { strategy: "SURGE", ...sent.upgradeSettings }
        : { maxSurge: 1, strategy: "SURGE" },
    queuedProvisioning: sent.queuedProvisioning ?? {},
    selfLink: link(apiVersion, `${clusterPath(place)}/nodePools/${name}`),
    ...(cluster.autopilot?.enabled ? {} : { instanceGroupUrls: instanceGroupUrls(place, name, locations) }),
  };
}

/** A node pool's configuration with what Google fills in. */
export function completeConfig(
  cluster: Cluster,
  sent: NonNullable<NodePool["config"]>,
  zone: string,
): NonNullable<NodePool["config"]> {
  const machineType = sent.machineType || "e2-medium";
  requireMachineType(machineType, zone);
  const diskType = sent.bootDisk?.diskType || sent.diskType || "pd-balanced";
  const diskSizeGb = Number(sent.bootDisk?.sizeGb ?? 0) || sent.diskSizeGb || 100;
  if (diskSizeGb < 12)
    throw invalid(
      `Invalid value for field "node_config.disk_size_gb": ${diskSizeGb}. Boot disk size must be at least 12 GB.`,
    );
  const workloadIdentity = cluster.workloadIdentityConfig?.workloadPool ? { mode: "GKE_METADATA" as const } : undefined;
  return {
    ...sent,
    machineType,
    diskSizeGb,
    diskType,
    bootDisk: { ...sent.bootDisk, diskType, sizeGb: String(diskSizeGb) },
    imageType: sent.imageType || "COS_CONTAINERD",
    ...(sent.accelerators?.length
      ? {
          accelerators: sent.accelerators.map((one) => ({
            gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" as const },
            ...one,
          })),
        }
      : {}),
    serviceAccount: sent.serviceAccount || "default",
    metadata: { "disable-legacy-endpoints": "true", ...sent.metadata },
    oauthScopes: sent.oauthScopes?.length ? sent.oauthScopes : DEFAULT_SCOPES,
    shieldedInstanceConfig: sent.shieldedInstanceConfig ?? { enableIntegrityMonitoring: true },
    windowsNodeConfig: sent.windowsNodeConfig ?? {},
    effectiveCgroupMode: "EFFECTIVE_CGROUP_MODE_V2",
    kubeletConfig: sent.kubeletConfig ?? {},
    loggingConfig: { variantConfig: { variant: sent.loggingConfig?.variantConfig?.variant ?? "DEFAULT" } },
    resourceLabels: {
      ...cluster.resourceLabels,
      ...sent.resourceLabels,
      "goog-gke-node-pool-provisioning-model": sent.spot ? "spot" : "on-demand",
    },
    workloadMetadataConfig: sent.workloadMetadataConfig ?? workloadIdentity,
  };
}

/** Autoscaling with what Google fills in; empty where it is off. */
export function completeAutoscaling(sent: NodePool["autoscaling"]): NonNullable<NodePool["autoscaling"]> {
  if (!sent?.enabled) return {};
  const unspecified = !sent.locationPolicy || sent.locationPolicy === "LOCATION_POLICY_UNSPECIFIED";
  return { ...sent, locationPolicy: unspecified ? "BALANCED" : sent.locationPolicy };
}

/** In a release channel GKE repairs and upgrades nodes unless told otherwise. */
function completeManagement(cluster: Cluster, sent: NodePool["management"]): NonNullable<NodePool["management"]> {
  const inChannel = cluster.releaseChannel?.channel !== undefined;
  return inChannel && Object.keys(sent ?? {}).length === 0 ? { autoRepair: true, autoUpgrade: true } : (sent ?? {});
}

/** The name that a pool's instance groups begin with; its nodes' names do too. */
export function groupName(cluster: string, pool: string): string {
  return `gke-${cluster}-${pool}-${sha([cluster, pool]).slice(0, 8)}-grp`;
}

function instanceGroupUrls(place: ClusterAddress, pool: string, zones: readonly string[]): string[] {
  return zones.map(
    (zone) =>
      `https://www.googleapis.com/compute/v1/projects/${place.project}/zones/${zone}/instanceGroupManagers/${groupName(place.cluster, pool)}`,
  );
}
