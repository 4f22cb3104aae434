import type { NodePool } from "../../definitions/container-v1beta1.types";
import { GoogleError } from "../../transport/errors";
import type { Behaviour } from "../../transport/faults";
import type { Key, Store } from "../../state/store";
import type { ClusterRecord } from "../container/cluster-record";
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

/** A quota as Compute Engine shows it. */
export interface Quota {
  readonly metric: string;
  readonly limit: number;
  readonly usage: number;
}

/** A region's quotas, with what the project's clusters use of them. Limits are the usual ones where a test has not set others. */
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
  keep(store, key, sum(store.get<Amounts>(...key) ?? {}, change));
}

/** A region without clusters leaves nothing behind. */
function keep(store: Store, key: Key, amounts: Amounts): void {
  if (Object.values(amounts).every((amount) => amount === 0)) store.remove(key);
  else store.put(key, amounts);
}

/**
 * Counts the totals anew from the clusters where these are not as many as were counted: a state may be older than the totals.
 * Done at each start, so it looks at the keys first: reading a thousand clusters takes longer than the rest of the start.
 */
export function recountUsage(store: Store): void {
  const standing = new Map<string, number>();
  for (const [, project = "", location = ""] of store.keys("cluster")) {
    const region = `${project}/${regionOf(location)}`;
    standing.set(region, (standing.get(region) ?? 0) + 1);
  }
  for (const [[, project = "", region = ""], amounts] of store.entries<Amounts>("usage"))
    standing.set(`${project}/${region}`, (standing.get(`${project}/${region}`) ?? 0) - (amounts[COUNTED] ?? 0));
  const wrong = [...standing].filter(([, difference]) => difference !== 0).map(([region]) => region);
  store.change(() => {
    for (const [project = "", region = ""] of wrong.map((name) => name.split("/"))) {
      const clusters = store
        .entries<ClusterRecord>("cluster", project)
        .filter(([[, , location = ""]]) => regionOf(location) === region);
      const amounts = clusters.reduce<Amounts>((all, [, record]) => sum(all, demandOf(record)), {});
      keep(store, ["usage", project, region], amounts);
    }
  });
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

/** How many clusters a total is of; no metric of Google's. */
const COUNTED = "clusters";

function demandOf(record: ClusterRecord | undefined): Amounts {
  if (!record) return {};
  const { cluster, sizes } = record;
  return (cluster.nodePools ?? []).reduce<Amounts>((all, pool) => sum(all, demand(pool, sizes[pool.name ?? ""] ?? 0)), {
    [COUNTED]: 1,
  });
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
