import { UserError } from "../../lib/errors/user-error";
import { MAX_CLUSTERS, MAX_NODES_PER_CLUSTER } from "../host/instance";
import { privateFolder } from "../home/folder";
import { withLock } from "../supervisor";
import { KUBERNETES_VERSION } from "../toolchain";
import { Cluster, isReady, taintKey, type Ground, type NodeObject } from "./cluster";
import { ownerOf } from "./network/address-owner";
import { cordon, drain } from "./node/drain";
import { newNodeName } from "./node/identity";
import type {
  AddressOwner,
  ClusterAccess,
  ClusterId,
  Clusters,
  ClusterSpec,
  NodePoolSpec,
  NodeStatus,
  NodeTaint,
  Progress,
} from "./spec";
import { writeUserKubeconfig } from "./user-kubeconfig";
import { firstFree, type ClusterState, type NodeRecord } from "./state";

/** How long a change waits for another one that is writing the records. */
const RECORD_WAIT_MS = 30_000;

/** The clusters of one sandbox, on this machine. */
export class LocalClusters implements Clusters {
  constructor(private readonly ground: Ground) {}

  async create(spec: ClusterSpec, progress: Progress): Promise<ClusterAccess> {
    requireVersion(spec.version);
    const state = await this.change(spec.id, (known) => known ?? this.newState(spec));
    const planned = await this.plan(state, state.spec.nodePools);
    progress(`starting the control plane of ${spec.id.name} and ${planned.nodes.length} nodes`);
    await this.start(planned, progress);
    return this.cluster(planned).access();
  }

  async delete(id: ClusterId, progress: Progress): Promise<void> {
    const known = this.ground.store.read(id);
    if (!known) return;
    const state = await this.change(id, (now) => ({ ...(now ?? known), deleting: true }));
    progress(`removing ${id.name}: ${state.nodes.length} nodes and the control plane`);
    const cluster = this.cluster(state);
    await Promise.all(state.nodes.map((node) => cluster.stopNode(node)));
    await cluster.stopControlPlane();
    this.ground.store.remove(id);
    writeUserKubeconfig(this.ground.home, this.ground.store);
  }

  list(): Promise<readonly ClusterSpec[]> {
    return Promise.resolve(
      this.ground.store
        .all()
        .filter((state) => !state.deleting)
        .map(({ spec }) => spec),
    );
  }

  access(id: ClusterId): Promise<ClusterAccess> {
    return Promise.resolve(this.cluster(this.require(id)).access());
  }

  async nodes(id: ClusterId): Promise<readonly NodeStatus[]> {
    const state = this.require(id);
    const api = this.cluster(state).api();
    try {
      const { items } = await api.call<{ items: NodeObject[] }>("GET", "/api/v1/nodes");
      return state.nodes.map((node) => {
        const found = items.find(({ metadata }) => metadata.name === node.name);
        return {
          name: node.name,
          nodePool: node.pool.name,
          zone: node.zone,
          address: this.ground.instance.hostAddress(node.host),
          version: found?.status?.nodeInfo?.kubeletVersion.replace(/^v/, "") ?? node.pool.version,
          ready: found !== undefined && isReady(found),
          schedulable: found?.spec.unschedulable !== true,
        };
      });
    } finally {
      api.close();
    }
  }

  ownerOf(address: string): Promise<AddressOwner | undefined> {
    const { store, instance } = this.ground;
    return ownerOf(address, instance, store.all(), (state) => this.cluster(state).api());
  }

  async createNodePool(id: ClusterId, pool: NodePoolSpec, progress: Progress): Promise<void> {
    requireVersion(pool.version);
    await this.recordNodePool(id, pool);
    await this.fill(id, pool, progress);
  }

  async resizeNodePool(id: ClusterId, name: string, nodeCount: number, progress: Progress): Promise<void> {
    const pool = { ...this.requirePool(id, name), nodeCount };
    await this.recordNodePool(id, pool);
    const surplus = pool.zones.flatMap((zone) => this.nodesOf(id, name, zone).slice(nodeCount));
    await this.drainAndRemove(id, surplus, progress);
    await this.fill(id, pool, progress);
  }

  async relabelNodePool(
    id: ClusterId,
    name: string,
    labels: Readonly<Record<string, string>>,
    taints: readonly NodeTaint[],
  ): Promise<void> {
    const before = this.requirePool(id, name);
    const pool = { ...before, labels, taints };
    await this.change(id, (state) => ({
      ...withPool(must(state, id), pool),
      nodes: must(state, id).nodes.map((node) =>
        node.pool.name === name ? { ...node, pool: { ...node.pool, labels, taints } } : node,
      ),
    }));
    const dropped = Object.keys(before.labels).filter((key) => !(key in labels));
    const managed = new Set([...before.taints, ...taints].map(taintKey));
    const api = this.cluster(this.require(id)).api();
    try {
      for (const node of this.nodesOf(id, name)) {
        const path = `/api/v1/nodes/${node.name}`;
        const found = await api.find<NodeObject>("GET", path);
        if (!found) continue;
        const others = (found.spec.taints ?? []).filter((taint) => !managed.has(taintKey(taint)));
        await api.call("PATCH", path, {
          metadata: { labels: { ...Object.fromEntries(dropped.map((key) => [key, null])), ...labels } },
          spec: { taints: [...others, ...taints] },
        });
      }
    } finally {
      api.close();
    }
  }

  async deleteNodePool(id: ClusterId, name: string, progress: Progress): Promise<void> {
    const state = this.require(id);
    if (!state.spec.nodePools.some((pool) => pool.name === name) && this.nodesOf(id, name).length === 0) return;
    await this.drainAndRemove(id, this.nodesOf(id, name), progress);
    await this.change(id, (now) => {
      const known = must(now, id);
      const nodePools = known.spec.nodePools.filter((pool) => pool.name !== name);
      return { ...known, spec: { ...known.spec, nodePools } };
    });
  }

  async addNode(id: ClusterId, pool: NodePoolSpec, zone: string, progress: Progress): Promise<string> {
    requireVersion(pool.version);
    let added: NodeRecord | undefined;
    const state = await this.change(id, (known) => {
      added = newNode(must(known, id), pool, zone, this.takenHosts());
      return { ...must(known, id), nodes: [...must(known, id).nodes, added] };
    });
    if (!added) throw new Error("the node was not recorded");
    await this.startNodes(state, [added], progress);
    return added.name;
  }

  async cordonNode(id: ClusterId, node: string, schedulable: boolean): Promise<void> {
    await this.withApi(id, (api) => cordon(api, node, schedulable));
  }

  async drainNode(id: ClusterId, node: string, progress: Progress): Promise<void> {
    await this.withApi(id, async (api) => {
      await cordon(api, node, false);
      await drain(api, node, progress);
    });
  }

  async removeNode(id: ClusterId, name: string): Promise<void> {
    const state = this.require(id);
    const node = state.nodes.find((one) => one.name === name);
    if (!node) return;
    await this.cluster(state).stopNode(node);
    await this.withApi(id, (api) => api.find("DELETE", `/api/v1/nodes/${name}`));
    await this.change(id, (now) => ({
      ...must(now, id),
      nodes: must(now, id).nodes.filter((one) => one.name !== name),
    }));
  }

  async recordNodePool(id: ClusterId, pool: NodePoolSpec): Promise<void> {
    await this.change(id, (state) => withPool(must(state, id), pool));
  }

  async upgradeControlPlane(id: ClusterId, version: string, progress: Progress): Promise<void> {
    requireVersion(version);
    const state = await this.change(id, (now) => ({ ...must(now, id), spec: { ...must(now, id).spec, version } }));
    const cluster = this.cluster(state);
    for (const name of cluster.controlPlaneNames()) {
      progress(`replacing ${name}`);
      await this.ground.supervisor.restart(name);
    }
    await this.ground.supervisor.waitUntilReady(cluster.controlPlaneNames());
  }

  async restore(progress: Progress): Promise<void> {
    await Promise.all(
      this.ground.store.all().map(async (state) => {
        if (state.deleting) await this.delete(state.spec.id, progress);
        else await this.start(await this.plan(state, state.spec.nodePools), progress);
      }),
    );
  }

  private async start(state: ClusterState, progress: Progress): Promise<void> {
    const cluster = this.cluster(state);
    const plane = await cluster.startControlPlane(progress);
    await Promise.all(state.nodes.map((node) => cluster.startNode(node, plane, progress)));
    await Promise.all([cluster.waitUntilReady(plane, state.nodes), cluster.startAddons(plane, progress)]);
    progress(`${state.spec.id.name}: ${state.nodes.length} nodes Ready`);
  }

  private async startNodes(state: ClusterState, nodes: readonly NodeRecord[], progress: Progress): Promise<void> {
    const cluster = this.cluster(state);
    const plane = await cluster.startControlPlane(progress);
    await Promise.all(nodes.map((node) => cluster.startNode(node, plane, progress)));
    await cluster.waitUntilReady(plane, nodes);
    for (const { name } of nodes) progress(`  ${name} is Ready`);
  }

  /** Adds records for the nodes that the pools lack. */
  private async plan(state: ClusterState, pools: readonly NodePoolSpec[]): Promise<ClusterState> {
    return await this.change(state.spec.id, (known) => {
      let planned = must(known, state.spec.id);
      for (const pool of pools) {
        for (const zone of pool.zones) {
          const present = planned.nodes.filter((node) => node.pool.name === pool.name && node.zone === zone);
          for (let missing = pool.nodeCount - present.length; missing > 0; missing--) {
            const hosts = [...this.takenHosts(), ...planned.nodes.map(({ host }) => host)];
            planned = { ...planned, nodes: [...planned.nodes, newNode(planned, pool, zone, hosts)] };
          }
        }
      }
      return planned;
    });
  }

  private async fill(id: ClusterId, pool: NodePoolSpec, progress: Progress): Promise<void> {
    const before = new Set(this.require(id).nodes.map(({ name }) => name));
    const state = await this.plan(this.require(id), [pool]);
    const added = state.nodes.filter(({ name }) => !before.has(name));
    // Nodes of the pool that an interrupted call recorded and did not start are started again: it changes nothing for others.
    const own = state.nodes.filter((node) => node.pool.name === pool.name);
    if (own.length > 0) await this.startNodes(state, own, (line) => added.length > 0 && progress(line));
  }

  private async drainAndRemove(id: ClusterId, nodes: readonly NodeRecord[], progress: Progress): Promise<void> {
    // All are cordoned first, lest pods move to a node that is the next to go.
    for (const { name } of nodes) await this.cordonNode(id, name, false).catch(ignoreMissing);
    for (const { name } of nodes) {
      progress(`draining ${name}`);
      await this.drainNode(id, name, progress).catch(ignoreMissing);
      await this.removeNode(id, name);
    }
  }

  private nodesOf(id: ClusterId, pool: string, zone?: string): readonly NodeRecord[] {
    return this.require(id).nodes.filter(
      (node) => node.pool.name === pool && (zone === undefined || node.zone === zone),
    );
  }

  private async withApi<T>(id: ClusterId, work: (api: ReturnType<Cluster["api"]>) => Promise<T>): Promise<T> {
    const api = this.cluster(this.require(id)).api();
    try {
      return await work(api);
    } finally {
      api.close();
    }
  }

  private cluster(state: ClusterState): Cluster {
    return new Cluster(this.ground, state);
  }

  private require(id: ClusterId): ClusterState {
    return must(this.ground.store.read(id), id);
  }

  private requirePool(id: ClusterId, name: string): NodePoolSpec {
    const pools = this.require(id).spec.nodePools;
    const pool = pools.find((one) => one.name === name);
    if (pool) return pool;
    throw new UserError({
      setting: `node pool of ${id.name}`,
      got: name,
      expected: `one of ${pools.map((one) => one.name).join(", ") || "(it has none)"}`,
      fix: "Name a pool that exists, or create it first.",
    });
  }

  /** Changes a cluster's record while no other process does. */
  private async change(id: ClusterId, next: (known: ClusterState | undefined) => ClusterState): Promise<ClusterState> {
    const lock = `${privateFolder(this.ground.store.folder)}.lock`;
    return await withLock(lock, { purpose: `changing ${id.name}`, waitMs: RECORD_WAIT_MS }, () => {
      const state = next(this.ground.store.read(id));
      this.ground.store.write(state);
      return Promise.resolve(state);
    });
  }

  private newState(spec: ClusterSpec): ClusterState {
    const others = this.ground.store.all();
    if (others.length >= MAX_CLUSTERS) {
      throw new UserError({
        setting: "clusters of this sandbox",
        got: `${others.length + 1}`,
        expected: `at most ${MAX_CLUSTERS}`,
        fix: "Delete one that is no longer used, or start another sandbox with GKE_BLUEGREEN_HOME.",
      });
    }
    const labels = new Set(others.map(({ label }) => label));
    const index = firstFree(
      others.map((state) => state.index),
      0,
    );
    return {
      spec,
      index,
      label: labels.has(spec.id.name) ? `${spec.id.name}.${spec.id.location}.${index}` : spec.id.name,
      host: firstFree(this.takenHosts(), 2),
      nodes: [],
      deleting: false,
    };
  }

  private takenHosts(): readonly number[] {
    return this.ground.store.all().flatMap(({ host, nodes }) => [host, ...nodes.map((node) => node.host)]);
  }
}

/** The versions that this build of the sandbox can run; GKE's own suffix (`-gke.N`) may follow. */
const servedVersions: readonly string[] = [KUBERNETES_VERSION];

function requireVersion(version: string): void {
  if (servedVersions.includes(version.replace(/-gke\.\d+$/, ""))) return;
  throw new UserError({
    setting: "Kubernetes version",
    got: version,
    expected: servedVersions.join(", "),
    fix: "The sandbox runs the version its toolchain pins: leave the version out, or name that one.",
  });
}

function newNode(state: ClusterState, pool: NodePoolSpec, zone: string, hosts: readonly number[]): NodeRecord {
  if (state.nodes.length >= MAX_NODES_PER_CLUSTER) {
    throw new UserError({
      setting: `nodes of ${state.spec.id.name}`,
      got: `more than ${MAX_NODES_PER_CLUSTER}`,
      expected: `at most ${MAX_NODES_PER_CLUSTER} in the sandbox`,
      fix: "Make a node pool smaller.",
    });
  }
  return {
    name: newNodeName(state.spec.id, pool.name, zone),
    zone,
    host: firstFree(hosts, 2),
    podBlock: firstFree(
      state.nodes.map((node) => node.podBlock),
      0,
    ),
    pool,
  };
}

function withPool(state: ClusterState, pool: NodePoolSpec): ClusterState {
  const others = state.spec.nodePools.filter(({ name }) => name !== pool.name);
  const position = state.spec.nodePools.findIndex(({ name }) => name === pool.name);
  const nodePools = position < 0 ? [...others, pool] : state.spec.nodePools.with(position, pool);
  return { ...state, spec: { ...state.spec, nodePools } };
}

function must(state: ClusterState | undefined, id: ClusterId): ClusterState {
  if (state && !state.deleting) return state;
  throw new UserError({
    setting: "cluster",
    got: `${id.project}/${id.location}/${id.name}`,
    expected: "a cluster of this sandbox",
    fix: "`gke-bluegreen sandbox status` lists them.",
  });
}

/** A node that is gone already needs no draining. */
function ignoreMissing(error: unknown): void {
  if ((error as { status?: number }).status !== 404) throw error;
}
