import type { Cluster, NodePool } from "../../definitions/container-v1beta1.types";
import type { Clusters } from "../../../kubernetes/spec";
import { GoogleError } from "../../transport/errors";
import type { Job, Operations } from "../../state/operations";
import type { Store } from "../../state/store";
import type { ClusterAddress } from "./names";
import { changePool, changeRecord, findRecord, removeRecord } from "./records";
import type { ClusterRecord } from "./cluster-record";
import { clusterSpec, poolSpec } from "./spec";
import { kubernetesVersion } from "./versions";

/** What an operation on a cluster needs to know, kept over restarts. */
export interface ClusterJob extends ClusterAddress {
  /** Fields of the cluster to replace when done. */
  readonly changes?: Cluster;
}
/** What an operation on a node pool needs to know, kept over restarts. */
export interface PoolJob extends ClusterAddress {
  readonly pool: string;
  readonly nodeCount?: number;
  /** Fields of the pool to replace when done. */
  readonly changes?: NodePool;
}

const idOf = ({ project, location, cluster }: ClusterAddress) => ({ project, location, name: cluster });

/** What the operations on clusters and node pools do to the Kubernetes behind them. */
export function registerClusterJobs(operations: Operations, store: Store, clusters: Clusters): void {
  const record = (place: ClusterAddress): ClusterRecord => {
    const found = findRecord(store, place);
    if (!found) throw new GoogleError("NOT_FOUND", `cluster ${place.cluster} is gone`);
    return found;
  };

  operations.register<ClusterJob>("container.createCluster", {
    async work(place, run) {
      run.phase("control-plane");
      await clusters.create(clusterSpec(place, record(place)), (line) => run.report(line));
      run.phase("nodes");
      const access = await clusters.access(idOf(place));
      store.change(() =>
        changeRecord(store, place, (now) => ({
          ...now,
          cluster: withAccess(now.cluster, access.endpoint, access.caCertificate),
        })),
      );
    },
    finish(place) {
      changeRecord(store, place, (now) => ({ ...now, cluster: running(now.cluster) }));
      return undefined;
    },
    fail(place, _, error) {
      changeRecord(store, place, (now) => ({
        ...now,
        cluster: {
          ...now.cluster,
          status: "ERROR",
          statusMessage: error.message,
          conditions: [{ message: error.message, canonicalCode: error.code }],
        },
      }));
    },
  });

  operations.register<ClusterJob>("container.deleteCluster", {
    async work(place, run) {
      await clusters.delete(idOf(place), (line) => run.report(line));
    },
    finish(place) {
      removeRecord(store, place);
      return undefined;
    },
    fail(place, _, error) {
      changeRecord(store, place, (now) => ({
        ...now,
        cluster: { ...now.cluster, status: "ERROR", statusMessage: error.message },
      }));
    },
  });

  const changed: Pick<Job<ClusterJob>, "finish" | "fail"> = {
    finish(place) {
      changeRecord(store, place, (now) => ({
        ...now,
        cluster: { ...now.cluster, ...place.changes, status: "RUNNING" },
      }));
      return undefined;
    },
    fail(place) {
      changeRecord(store, place, (now) => ({ ...now, cluster: { ...now.cluster, status: "RUNNING" } }));
    },
  };
  operations.register<ClusterJob>("container.updateCluster", changed);
  operations.register<ClusterJob>("container.upgradeMaster", {
    async work(place, run) {
      await clusters.upgradeControlPlane(
        idOf(place),
        kubernetesVersion(place.changes?.currentMasterVersion ?? ""),
        (line) => run.report(line),
      );
    },
    ...changed,
  });

  operations.register<PoolJob>("container.createNodePool", {
    async work(place, run) {
      const { cluster, sizes } = record(place);
      const pool = cluster.nodePools?.find(({ name }) => name === place.pool);
      if (pool)
        await clusters.createNodePool(idOf(place), poolSpec(pool, sizes[place.pool] ?? 0), (line) => run.report(line));
    },
    finish(place) {
      changePool(store, place, place.pool, (pool) => ({ ...pool, status: "RUNNING" }));
      return undefined;
    },
    fail(place, _, error) {
      changePool(store, place, place.pool, (pool) => ({
        ...pool,
        status: "ERROR",
        statusMessage: error.message,
        conditions: [{ message: error.message, canonicalCode: error.code }],
      }));
    },
  });

  operations.register<PoolJob>("container.deleteNodePool", {
    async work(place, run) {
      await clusters.deleteNodePool(idOf(place), place.pool, (line) => run.report(line));
    },
    finish(place) {
      changeRecord(store, place, ({ cluster, sizes: { [place.pool]: _, ...sizes } }) => ({
        cluster: { ...cluster, nodePools: cluster.nodePools?.filter(({ name }) => name !== place.pool) },
        sizes,
      }));
      return undefined;
    },
    fail(place, _, error) {
      changePool(store, place, place.pool, (pool) => ({ ...pool, status: "ERROR", statusMessage: error.message }));
    },
  });

  operations.register<PoolJob>("container.resizeNodePool", {
    async work(place, run) {
      await clusters.resizeNodePool(idOf(place), place.pool, place.nodeCount ?? 0, (line) => run.report(line));
    },
    finish(place) {
      changeRecord(store, place, (now) => ({ ...now, sizes: { ...now.sizes, [place.pool]: place.nodeCount ?? 0 } }));
      changePool(store, place, place.pool, (pool) => ({ ...pool, status: "RUNNING" }));
      return undefined;
    },
    fail(place) {
      changePool(store, place, place.pool, (pool) => ({ ...pool, status: "RUNNING_WITH_ERROR" }));
    },
  });

  operations.register<PoolJob>("container.updateNodePool", {
    async work(place) {
      const pool = record(place).cluster.nodePools?.find(({ name }) => name === place.pool);
      if (!pool || !place.changes?.config) return;
      const { labels, taints } = poolSpec({ ...pool, ...place.changes }, 0);
      await clusters.relabelNodePool(idOf(place), place.pool, labels, taints);
    },
    finish(place) {
      changePool(store, place, place.pool, (pool) => ({ ...pool, ...place.changes, status: "RUNNING" }));
      return undefined;
    },
    fail(place) {
      changePool(store, place, place.pool, (pool) => ({ ...pool, status: "RUNNING" }));
    },
  });
}

function running(cluster: Cluster): Cluster {
  return {
    ...cluster,
    status: "RUNNING",
    nodePools: cluster.nodePools?.map((pool) => ({ ...pool, status: "RUNNING" })),
  };
}

function withAccess(cluster: Cluster, endpoint: string, caCertificate: string): Cluster {
  const endpoints = cluster.controlPlaneEndpointsConfig;
  return {
    ...cluster,
    endpoint,
    masterAuth: { ...cluster.masterAuth, clusterCaCertificate: Buffer.from(caCertificate).toString("base64") },
    privateClusterConfig: { ...cluster.privateClusterConfig, publicEndpoint: endpoint, privateEndpoint: endpoint },
    controlPlaneEndpointsConfig: {
      ...endpoints,
      ipEndpointsConfig: { ...endpoints?.ipEndpointsConfig, publicEndpoint: endpoint, privateEndpoint: endpoint },
    },
  };
}
