import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../../lib/errors/user-error";
import { credentials, credentialsFile } from "../../home/credentials";
import { privateFolder } from "../../home/folder";
import type { Instance } from "../../host/instance";
import type { ProcessSpec, Supervisor } from "../../supervisor";
import { bundledProgram } from "../../toolchain";
import { ApiClient, type Method } from "../api-client";
import { isReady, type NodeObject } from "../cluster";
import { writeConfig } from "../../host/files";
import { kubeconfig } from "../control-plane/kubeconfig";
import { serverCertificate } from "../control-plane/pki";
import type { ClusterAccess, ClusterId, Clusters, ClusterSpec, NodePoolSpec, NodeStatus, Progress } from "../spec";
import { clusterKey, type ClusterState, type ClusterStore } from "../state";
import { writeUserKubeconfig } from "../user-kubeconfig";
import type { ContextChoice } from "./access";
import type { ProxySettings } from "./proxy";

/** Of the sandbox's loopback ports: where the cluster's API is. */
const API_OFFSET = 10;

/** What a cluster of the user's stands on: the sandbox without nodes of its own. */
export interface ContextGround {
  readonly home: string;
  readonly instance: Instance;
  readonly supervisor: Supervisor;
  readonly store: ClusterStore;
}

/**
 * The one cluster that a sandbox has on top of a cluster of the user's. Creating it opens a way in for the sandbox's access token;
 * nodes, add-ons and version are the user's cluster's own, and node pools are only kept on record.
 */
export class ContextClusters implements Clusters {
  constructor(
    private readonly ground: ContextGround,
    private readonly choice: ContextChoice,
  ) {}

  async create(spec: ClusterSpec, progress: Progress): Promise<ClusterAccess> {
    const { store } = this.ground;
    const other = store.all().find((state) => clusterKey(state.spec.id) !== clusterKey(spec.id));
    if (other) {
      throw new UserError({
        setting: `clusters on the context ${this.choice.context}`,
        got: `${spec.id.name} beside ${other.spec.id.name}`,
        expected: "one at a time: both would be the same Kubernetes",
        fix: `Delete ${other.spec.id.name} first, or use nodes of the sandbox's own: gke-bluegreen sandbox up --kubernetes sandbox (Linux, as root).`,
      });
    }
    const state = store.read(spec.id) ?? { spec, index: 0, label: spec.id.name, host: 0, nodes: [], deleting: false };
    store.write(state);
    progress(`${spec.id.name} is the cluster of the context ${this.choice.context}`);
    await this.start(state);
    return await this.access(spec.id);
  }

  /** The user's cluster itself, and what is in it, stays. */
  async delete(id: ClusterId, progress: Progress): Promise<void> {
    const { store, supervisor, home } = this.ground;
    if (!store.read(id)) return;
    progress(`closing the way to the context ${this.choice.context}; what is in that cluster stays`);
    await supervisor.remove(processName(id));
    store.remove(id);
    writeUserKubeconfig(home, store);
  }

  list(): Promise<readonly ClusterSpec[]> {
    return Promise.resolve(this.ground.store.all().map(({ spec }) => spec));
  }

  /** Packets of a cluster of the user's do not come here: it has no metadata server. */
  ownerOf(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async access(id: ClusterId): Promise<ClusterAccess> {
    this.require(id);
    return await Promise.resolve({
      endpoint: `127.0.0.1:${this.port}`,
      caCertificate: readFileSync(join(this.folder(id), "api.crt"), "utf8"),
      token: credentials(this.ground.home).accessToken,
    });
  }

  async nodes(id: ClusterId): Promise<readonly NodeStatus[]> {
    const [pool] = this.require(id).spec.nodePools;
    const { items } = await this.call<{ items: ContextNode[] }>(id, "GET", "/api/v1/nodes");
    return items.map((node) => ({
      name: node.metadata.name,
      nodePool: pool?.name ?? "",
      zone: pool?.zones[0] ?? id.location,
      address: node.status?.addresses?.find(({ type }) => type === "InternalIP")?.address ?? "",
      version: node.status?.nodeInfo?.kubeletVersion.replace(/^v/, "") ?? "",
      ready: isReady(node),
      schedulable: node.spec.unschedulable !== true,
    }));
  }

  createNodePool(id: ClusterId, pool: NodePoolSpec): Promise<void> {
    return this.recordNodePool(id, pool);
  }

  async resizeNodePool(id: ClusterId, name: string, nodeCount: number): Promise<void> {
    await this.recordNodePool(id, { ...this.requirePool(id, name), nodeCount });
  }

  async relabelNodePool(
    id: ClusterId,
    name: string,
    labels: NodePoolSpec["labels"],
    taints: NodePoolSpec["taints"],
  ): Promise<void> {
    await this.recordNodePool(id, { ...this.requirePool(id, name), labels, taints });
  }

  deleteNodePool(id: ClusterId, name: string): Promise<void> {
    this.changePools(id, (pools) => pools.filter((pool) => pool.name !== name));
    return Promise.resolve();
  }

  recordNodePool(id: ClusterId, pool: NodePoolSpec): Promise<void> {
    this.changePools(id, (pools) => [...pools.filter(({ name }) => name !== pool.name), pool]);
    return Promise.resolve();
  }

  addNode(): Promise<string> {
    return this.refuse("another node");
  }
  cordonNode(): Promise<void> {
    return this.refuse("a cordoned node");
  }
  drainNode(): Promise<void> {
    return this.refuse("a drained node");
  }
  removeNode(): Promise<void> {
    return this.refuse("a removed node");
  }
  upgradeControlPlane(): Promise<void> {
    return this.refuse("another version of Kubernetes");
  }

  async restore(): Promise<void> {
    for (const state of this.ground.store.all()) await this.start(state);
  }

  private async start({ spec: { id } }: ClusterState): Promise<void> {
    const { supervisor, store, home } = this.ground;
    const process = await this.process(id);
    await supervisor.ensure(process);
    await supervisor.waitUntilReady([process.name]);
    // Whether the cluster answers is known now, and said by itself.
    await this.call(id, "GET", "/version");
    const { endpoint, token } = await this.access(id);
    const context = `gke_${id.project}_${id.location}_${id.name}`;
    writeConfig(
      join(this.folder(id), "kubeconfig"),
      kubeconfig({
        server: `https://${endpoint}`,
        caFile: join(this.folder(id), "api.crt"),
        user: context,
        cluster: context,
        context,
        identity: { token },
      }),
    );
    writeUserKubeconfig(home, store);
  }

  private async process(id: ClusterId): Promise<ProcessSpec> {
    const { home } = this.ground;
    const pair = await serverCertificate(privateFolder(this.folder(id)), "api", ["IP:127.0.0.1", "DNS:localhost"]);
    const settings: ProxySettings = {
      ...this.choice,
      port: this.port,
      certFile: pair.cert,
      keyFile: pair.key,
      credentialsFile: credentialsFile(home),
    };
    const file = writeConfig(join(this.folder(id), "api.json"), settings);
    return {
      name: processName(id),
      command: [process.execPath, await bundledProgram(join(__dirname, "proxy.ts")), file],
      ready: { kind: "tcp", host: "127.0.0.1", port: this.port },
    };
  }

  private get port(): number {
    return this.ground.instance.loopbackPort(API_OFFSET);
  }

  private folder(id: ClusterId): string {
    return this.ground.store.clusterFolder(id);
  }

  private async call<T>(id: ClusterId, method: Method, path: string): Promise<T> {
    const api = new ApiClient(await this.access(id));
    try {
      return await api.call<T>(method, path);
    } finally {
      api.close();
    }
  }

  private changePools(id: ClusterId, change: (pools: readonly NodePoolSpec[]) => NodePoolSpec[]): void {
    const state = this.require(id);
    this.ground.store.write({ ...state, spec: { ...state.spec, nodePools: change(state.spec.nodePools) } });
  }

  private requirePool(id: ClusterId, name: string): NodePoolSpec {
    const { nodePools } = this.require(id).spec;
    const pool = nodePools.find((one) => one.name === name);
    if (pool) return pool;
    throw new UserError({
      setting: `node pool of ${id.name}`,
      got: name,
      expected: `one of ${nodePools.map((one) => one.name).join(", ") || "(it has none)"}`,
      fix: "Name a pool that exists, or create it first.",
    });
  }

  private require(id: ClusterId): ClusterState {
    const state = this.ground.store.read(id);
    if (state) return state;
    throw new UserError({
      setting: "cluster",
      got: `${id.project}/${id.location}/${id.name}`,
      expected: "a cluster of this sandbox",
      fix: "`gke-bluegreen sandbox status` lists them.",
    });
  }

  private refuse(what: string): Promise<never> {
    return Promise.reject(
      new UserError({
        setting: `the nodes of the context ${this.choice.context}`,
        got: `a request for ${what}`,
        expected: "nodes and version as they are: that cluster is yours, and the sandbox changes no machine of it",
        fix: "Change that cluster with its own tool (kind, minikube, Docker Desktop), or use a sandbox with nodes of its own.",
      }),
    );
  }
}

type ContextNode = NodeObject & {
  readonly status?: { readonly addresses?: readonly { readonly type: string; readonly address: string }[] };
};

function processName({ name }: ClusterId): string {
  return `${name}/api`;
}
