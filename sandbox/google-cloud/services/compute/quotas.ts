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
  const used = store.get<Amounts>("usage", project, region) ?? {};
  return Object.entries(limits).map(([metric, limit]) => ({ metric, limit, usage: used[metric] ?? 0 }));
}

/**
 * Keeps a region's running total, so that the thousandth cluster is asked for as fast as the first. Must run in the transaction
 * that changes the cluster.
 */
export function recordUsage(
  store: Store,
  { project, location }: { project: string; location: string },
  before: ClusterRecord | undefined,
  after: ClusterRecord | undefined,
): void {
  const change = sum(demandOf(after), demandOf(before), -1);
  if (Object.values(change).every((amount) => amount === 0)) return;
  const key = ["usage", project, regionOf(location)] as const;
  store.put(key, sum(store.get<Amounts>(...key) ?? {}, change));
}

/**
 * Counts the totals anew from the clusters; done at each start, because a state may be older than the totals, or than what a
 * machine type counts for.
 */
export function recountUsage(store: Store): void {
  const counted = new Map<string, Amounts>();
  for (const [[, project = "", location = ""], record] of store.entries<ClusterRecord>("cluster")) {
    const region = `${project}/${regionOf(location)}`;
    counted.set(region, sum(counted.get(region) ?? {}, demandOf(record)));
  }
  const known = new Map(
    store.entries<Amounts>("usage").map(([[, project, region], amounts]) => [`${project}/${region}`, amounts]),
  );
  for (const region of new Set([...known.keys(), ...counted.keys()])) {
    const [project = "", name = ""] = region.split("/");
    const amounts = counted.get(region) ?? {};
    if (Object.values(sum(amounts, known.get(region) ?? {}, -1)).some((amount) => amount !== 0))
      store.change(() => store.put(["usage", project, name], amounts));
  }
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

type Amounts = Readonly<Record<string, number>>;

function demandOf(record: ClusterRecord | undefined): Amounts {
  const pools = record?.cluster.nodePools ?? [];
  return pools.reduce<Amounts>((all, pool) => sum(all, demand(pool, record?.sizes[pool.name ?? ""] ?? 0)), {});
}

function demand({ config = {}, locations }: NodePool, nodesPerZone: number): Amounts {
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

function sum(one: Amounts, other: Amounts, factor = 1): Amounts {
  const result = { ...one };
  for (const [key, value] of Object.entries(other)) result[key] = (result[key] ?? 0) + factor * value;
  return result;
}
