import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import type { z } from "zod";
import { nodePool, type NodePoolConfig } from "../config/node-pools";
import { parsePart } from "../config/part";
import { googleDuration } from "../config/values";
import { InfraComponent } from "./component";

/** With Workload Identity, IAM roles bound what nodes may do, and scopes only get in the way. */
export const cloudPlatformScope = "https://www.googleapis.com/auth/cloud-platform";

/** Which pools, of which cluster. */
export interface NodePoolsArgs {
  /** The Google Cloud project's id. */
  readonly project: string;
  /** Region or zone of the cluster. */
  readonly location: string;
  /** Name of the cluster in GKE. */
  readonly cluster: pulumi.Input<string>;
  /** The section `cluster.nodePools`, by name, as a stack file writes it; a mistake is refused with its path. */
  readonly pools: Readonly<Record<string, z.input<typeof nodePool>>>;
  /** Account of the nodes of pools that name none of their own. */
  readonly serviceAccount: pulumi.Input<string>;
  /** Network tags of every node. */
  readonly tags: readonly string[];
  /** Whether pods of these nodes reach GKE's metadata server, and never the node's own credentials. */
  readonly workloadIdentity: boolean;
  /** Cloud KMS key of the boot disks, as `projects/…/cryptoKeys/…`. Absent: Google's own key. A pool whose key changes is made anew. */
  readonly bootDiskKey?: string;
}

/**
 * Node pools by name. What GKE cannot change in place goes into a hash at the end of the pool's name, so that such a change makes a
 * new pool first, and only then drains and deletes the old one under its pods' PodDisruptionBudgets.
 */
export class NodePools extends InfraComponent {
  constructor(name: string, args: NodePoolsArgs, options?: pulumi.ComponentResourceOptions) {
    const pools = Object.entries(args.pools).map(
      ([pool, given]) => [pool, parsePart(nodePool, given, `${name}.${pool}`)] as const,
    );
    super("NodePools", name, options);
    for (const [pool, config] of pools)
      new gcp.container.NodePool(
        `${name}-${pool}`,
        poolArgs(pool, config, args),
        // A pool of another name stands beside the old one; the plugin would delete first, for the name is not its own choice.
        this.child({ customTimeouts: timeouts(config), deleteBeforeReplace: false }),
      );
    this.registerOutputs({});
  }
}

/** https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters.nodePools, read 2026-11. */
const LONGEST_NAME = 40;
const HASH_LENGTH = 6;

/** A pool's name in GKE: at most 40 characters. */
function poolName(name: string, config: NodePoolConfig, bootDiskKey?: string): string {
  const fixed = {
    gpus: config.gpus,
    localSsdCount: config.localSsdCount,
    maxPodsPerNode: config.maxPodsPerNode,
    sandbox: config.sandbox ?? null,
    secureBoot: config.secureBoot,
    serviceAccount: config.serviceAccount ?? null,
    spot: config.spot,
    bootDiskKey: bootDiskKey ?? null,
  };
  // What is cut off of a long name counts in its hash, so that two that begin alike stay two.
  const short = name.slice(0, LONGEST_NAME - HASH_LENGTH - 1);
  const hashed = JSON.stringify(short === name ? fixed : { ...fixed, name });
  return `${short}-${createHash("sha256").update(hashed).digest("hex").slice(0, HASH_LENGTH)}`;
}

/** Operations on a pool outlast the provider's two hours when every node soaks. */
function timeouts({ upgrade, drainTimeout }: NodePoolConfig): pulumi.CustomTimeouts {
  const hours = (text: string) => Math.ceil(Number(googleDuration(text).slice(0, -1)) / 3600);
  return {
    update: upgrade.strategy === "BLUE_GREEN" ? `${hours(upgrade.poolSoak) + 4}h` : "4h",
    delete: `${hours(drainTimeout) + 2}h`,
  };
}

function poolArgs(name: string, config: NodePoolConfig, args: NodePoolsArgs): gcp.container.NodePoolArgs {
  return {
    project: args.project,
    location: args.location,
    cluster: args.cluster,
    name: poolName(name, config, args.bootDiskKey),
    ...(config.zones && { nodeLocations: [...config.zones] }),
    ...size(config),
    ...(config.version !== undefined && { version: config.version }),
    maxPodsPerNode: config.maxPodsPerNode,
    management: { autoUpgrade: config.autoUpgrade, autoRepair: config.autoRepair },
    upgradeSettings: upgradeSettings(config.upgrade),
    nodeDrainConfigs: [
      { respectPdbDuringNodePoolDeletion: true, pdbTimeoutDuration: googleDuration(config.drainTimeout) },
    ],
    nodeConfig: nodeConfig(config, args),
  };
}

function size({
  autoscaling,
  nodeCount,
}: NodePoolConfig): Pick<gcp.container.NodePoolArgs, "autoscaling" | "nodeCount"> {
  if (!autoscaling) return { nodeCount: nodeCount ?? 1 };
  const { locationPolicy, ...bounds } = autoscaling;
  return bounds.totalMaxNodeCount !== undefined
    ? {
        autoscaling: {
          locationPolicy,
          totalMinNodeCount: bounds.totalMinNodeCount ?? 0,
          totalMaxNodeCount: bounds.totalMaxNodeCount,
        },
      }
    : {
        autoscaling: { locationPolicy, minNodeCount: bounds.minNodeCount ?? 0, maxNodeCount: bounds.maxNodeCount ?? 0 },
      };
}

function upgradeSettings(
  upgrade: NodePoolConfig["upgrade"],
): NonNullable<gcp.container.NodePoolArgs["upgradeSettings"]> {
  switch (upgrade.strategy) {
    case "SURGE":
      return { strategy: "SURGE", maxSurge: upgrade.maxSurge, maxUnavailable: upgrade.maxUnavailable };
    case "BLUE_GREEN":
      return {
        strategy: "BLUE_GREEN",
        blueGreenSettings: {
          nodePoolSoakDuration: googleDuration(upgrade.poolSoak),
          standardRolloutPolicy: {
            ...(upgrade.batchPercentage !== undefined
              ? { batchPercentage: upgrade.batchPercentage }
              : { batchNodeCount: upgrade.batchNodeCount ?? 1 }),
            batchSoakDuration: googleDuration(upgrade.batchSoak),
          },
        },
      };
  }
}

function nodeConfig(
  config: NodePoolConfig,
  args: NodePoolsArgs,
): NonNullable<gcp.container.NodePoolArgs["nodeConfig"]> {
  const tags = [...new Set([...args.tags, ...config.tags])];
  return {
    machineType: config.machineType,
    imageType: config.imageType,
    diskType: config.diskType,
    diskSizeGb: config.diskSizeGb,
    spot: config.spot,
    labels: config.labels,
    taints: config.taints,
    ...(tags.length > 0 && { tags }),
    serviceAccount: config.serviceAccount ?? args.serviceAccount,
    oauthScopes: [cloudPlatformScope],
    metadata: { "disable-legacy-endpoints": "true" },
    shieldedInstanceConfig: { enableSecureBoot: config.secureBoot, enableIntegrityMonitoring: true },
    // Pods see their own identity and never the node's (CIS GKE 5.4.1).
    ...(args.workloadIdentity && { workloadMetadataConfig: { mode: "GKE_METADATA" } }),
    // Cluster defaults do not reach pools that exist already, so every pool says it too.
    kubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
    ...(config.sandbox && { sandboxConfig: { sandboxType: config.sandbox } }),
    ...(config.localSsdCount > 0 && { ephemeralStorageLocalSsdConfig: { localSsdCount: config.localSsdCount } }),
    ...(args.bootDiskKey !== undefined && { bootDiskKmsKey: args.bootDiskKey }),
    ...(config.gpus.length > 0 && { guestAccelerators: config.gpus.map(accelerator) }),
  };
}

function accelerator(gpu: NodePoolConfig["gpus"][number]) {
  return {
    type: gpu.type,
    count: gpu.count,
    gpuDriverInstallationConfig: { gpuDriverVersion: gpu.driverVersion },
    ...(gpu.partitionSize !== undefined && { gpuPartitionSize: gpu.partitionSize }),
    ...(gpu.sharing && {
      gpuSharingConfig: {
        gpuSharingStrategy: gpu.sharing.strategy,
        maxSharedClientsPerGpu: gpu.sharing.maxClientsPerGpu,
      },
    }),
  };
}
