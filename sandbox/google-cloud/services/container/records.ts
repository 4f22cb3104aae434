import type { Cluster, NodePool } from "../../definitions/container-v1beta1.types";
import type { Store } from "../../state/store";
import { recordUsage } from "../compute/quotas";
import { sha } from "../shared/values";
import type { ClusterRecord } from "./cluster-record";
import { noSuchCluster, noSuchNodePool, type ClusterAddress, type Place } from "./names";

const key = ({ project, location, cluster }: ClusterAddress) => ["cluster", project, location, cluster] as const;

/** The cluster's record, or `undefined`. */
export function findRecord(store: Store, place: ClusterAddress): ClusterRecord | undefined {
  return store.get<ClusterRecord>(...key(place));
}

/** The cluster's record. Throws `NOT_FOUND` where there is none. */
export function requireRecord(store: Store, place: Place): ClusterRecord {
  const record = findRecord(store, place);
  if (!record) throw noSuchCluster(place);
  return record;
}

/** The node pool. Throws `NOT_FOUND` where there is none. */
export function requirePool(record: ClusterRecord, place: Place): NodePool {
  const pool = record.cluster.nodePools?.find(({ name }) => name === place.nodePool);
  if (!pool) throw noSuchNodePool(place);
  return pool;
}

/** Keeps a cluster's record, and what it takes of its region's quotas. */
export function putRecord(store: Store, place: ClusterAddress, record: ClusterRecord): void {
  recordUsage(store, place, findRecord(store, place), record);
  store.put(key(place), record);
}

/** Forgets a cluster, and what it took of its region's quotas. */
export function removeRecord(store: Store, place: ClusterAddress): void {
  recordUsage(store, place, findRecord(store, place), undefined);
  store.remove(key(place));
}

/** Changes a cluster that may have gone meanwhile; then nothing happens. */
export function changeRecord(
  store: Store,
  place: ClusterAddress,
  change: (record: ClusterRecord) => ClusterRecord,
): void {
  const record = findRecord(store, place);
  if (record) putRecord(store, place, change(record));
}

/** Changes a node pool in one step, so that no other change of the cluster is lost. */
export function changePool(
  store: Store,
  place: ClusterAddress,
  name: string,
  change: (pool: NodePool) => NodePool,
): void {
  changeRecord(store, place, (record) => ({
    ...record,
    cluster: {
      ...record.cluster,
      nodePools: record.cluster.nodePools?.map((pool) => (pool.name === name ? change(pool) : pool)),
    },
  }));
}

/** A cluster as `get` answers it: with what follows from the rest. */
export function shown({ cluster, sizes }: ClusterRecord): Cluster {
  const pools = (cluster.nodePools ?? []).map(shownPool);
  const autopilot = cluster.autopilot?.enabled === true;
  return {
    ...cluster,
    nodePools: pools,
    currentNodeCount: (cluster.nodePools ?? []).reduce(
      (sum, { name = "", locations }) => sum + (sizes[name] ?? 0) * (locations?.length ?? 1),
      0,
    ),
    currentNodeVersion: pools.map(({ version }) => version ?? "").sort()[0] ?? cluster.currentMasterVersion,
    // GKE repeats the first pool's settings here, and nothing when there is no pool.
    ...(pools[0]?.config ? { nodeConfig: pools[0].config } : {}),
    instanceGroupUrls: autopilot ? undefined : pools.flatMap(({ instanceGroupUrls }) => instanceGroupUrls ?? []),
    labelFingerprint: sha(cluster.resourceLabels ?? {}).slice(0, 8),
    etag: sha(cluster).slice(0, 32),
  };
}

/** A node pool as the API shows it: with an etag that changes with it. */
export function shownPool(pool: NodePool): NodePool {
  return { ...pool, etag: sha(pool).slice(0, 32) };
}
