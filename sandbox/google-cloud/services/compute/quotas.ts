import type { NodePool } from "../../definitions/container-v1beta1.types";
import { GoogleError } from "../../front/errors";
import type { Behaviour } from "../../front/faults";
import type { Store } from "../../state/store";
import type { ClusterRecord } from "../container/records";
import { regionOf } from "./locations";
import { findMachineType } from "./machine-types";

/** Per region, as a new project with a billing account has them; `quotas` of the sandbox's behaviour changes them. */
const LIMITS: Readonly<Record<string, number>> = {
  CPUS: 72,
  DISKS_TOTAL_GB: 4096,
  SSD_TOTAL_GB: 2048,
  IN_USE_ADDRESSES: 69,
  STATIC_ADDRESSES: 21,
  INSTANCES: 720,
};

export interface Quota {
  readonly metric: string;
  readonly limit: number;
  readonly usage: number;
}

export function regionQuotas(store: Store, project: string, region: string): Quota[] {
  const limits = { ...LIMITS, ...store.get<Behaviour>("behaviour")?.quotas };
  const used: Record<string, number> = {};
  for (const [[, , location = ""], { cluster, sizes }] of store.entries<ClusterRecord>("cluster", project)) {
    if (regionOf(location) !== region) continue;
    for (const pool of cluster.nodePools ?? []) add(used, demand(pool, sizes[pool.name ?? ""] ?? 0));
  }
  return Object.entries(limits).map(([metric, limit]) => ({ metric, limit, usage: used[metric] ?? 0 }));
}

/** Throws as GKE does when a region has not enough left for more nodes of a pool. */
export function requireCapacity(
  store: Store,
  place: { project: string; location: string },
  pool: NodePool,
  nodesPerZone: number,
): void {
  if (nodesPerZone <= 0) return;
  const wanted = demand(pool, nodesPerZone);
  for (const { metric, limit, usage } of regionQuotas(store, place.project, regionOf(place.location))) {
    const request = wanted[metric] ?? 0;
    if (request === 0 || usage + request <= limit) continue;
    const short = usage + request - limit;
    throw new GoogleError(
      "PERMISSION_DENIED",
      `Insufficient regional quota to satisfy request: resource "${metric}": request requires '${request.toFixed(1)}' and is short ` +
        `'${short.toFixed(1)}'. project has a quota of '${limit.toFixed(1)}' with '${Math.max(0, limit - usage).toFixed(1)}' available. ` +
        `View and manage quotas at https://console.cloud.google.com/iam-admin/quotas?usage=USED&project=${place.project}.`,
    );
  }
}

function demand({ config = {}, locations }: NodePool, nodesPerZone: number): Record<string, number> {
  const nodes = nodesPerZone * (locations?.length ?? 1);
  const gigabytes = nodes * (config.diskSizeGb ?? 100);
  return {
    CPUS: nodes * (findMachineType(config.machineType ?? "")?.cpus ?? 0),
    INSTANCES: nodes,
    IN_USE_ADDRESSES: nodes,
    // Balanced disks count as SSD: the throwaway default pool's are what exhausts it.
    ...(config.diskType === "pd-standard" ? { DISKS_TOTAL_GB: gigabytes } : { SSD_TOTAL_GB: gigabytes }),
  };
}

function add(sum: Record<string, number>, more: Record<string, number>) {
  for (const [key, value] of Object.entries(more)) sum[key] = (sum[key] ?? 0) + value;
}
