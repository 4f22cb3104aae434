import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pollUntil } from "../../lib/retry";
import { credentials } from "../home/credentials";
import { privateFolder } from "../home/folder";
import type { Instance } from "../host/instance";
import type { Supervisor } from "../supervisor";
import { installAddons, removeAddons } from "./addons";
import { ApiClient, ApiError } from "./api-client";
import { removeCgroup } from "../host/cgroups";
import { certificateFolder, controlPlane, type ControlPlane } from "./control-plane/control-plane";
import { writeConfig } from "../host/files";
import { kubeconfig } from "./control-plane/kubeconfig";
import type { NamespaceFolder } from "./network/namespaces";
import { connect, disconnect, routePods, unroutePods } from "./network/network";
import { nodeMounts, nodeProcesses } from "./node/node";
import { writeUserKubeconfig } from "./user-kubeconfig";
import { googleNames } from "./network/google-names";
import { reviews } from "./control-plane/iam";
import type { ClusterAccess, ClusterId, Progress } from "./spec";
import type { ClusterState, ClusterStore, NodeRecord } from "./state";

const NODE_READY_MS = 300_000;

/** What all clusters of a sandbox stand on. */
export interface Ground {
  readonly home: string;
  readonly instance: Instance;
  readonly supervisor: Supervisor;
  readonly namespaces: NamespaceFolder;
  readonly store: ClusterStore;
}

/** One cluster's moving parts. Every method brings about a state and may be called again when it was cut off. */
export class Cluster {
  constructor(
    private readonly ground: Ground,
    readonly state: ClusterState,
  ) {}

  get folder(): string {
    return this.ground.store.clusterFolder(this.state.spec.id);
  }

  /** Starts the control plane; resolves when the API server answers. */
  async startControlPlane(progress: Progress): Promise<ControlPlane> {
    const { instance, namespaces, supervisor, home } = this.ground;
    const pair = await namespaces.create(this.state.label, "");
    await connect(instance, { host: this.state.host, netns: pair.net });
    const plane = await controlPlane(
      {
        instance,
        state: this.state,
        folder: this.folder,
        namespaces: pair,
        cgroup: this.cgroup("control-plane"),
        reviews: await reviews(home, instance),
        namesAuthority: (await googleNames(home)).authority,
        adminTokens: [credentials(home).accessToken, ...this.state.spec.adminTokens],
      },
      progress,
    );
    for (const spec of plane.processes) await supervisor.ensure(spec);
    writeConfig(join(this.folder, "kubeconfig"), this.userKubeconfig());
    writeUserKubeconfig(home, this.ground.store);
    return plane;
  }

  /** Starts a node's processes; the node registers itself when the API server answers. */
  async startNode(node: NodeRecord, plane: ControlPlane, progress: Progress): Promise<void> {
    const { instance, namespaces, supervisor } = this.ground;
    const folder = privateFolder(this.nodeFolder(node));
    const pair = await namespaces.create(this.nodeKey(node), nodeMounts(folder));
    await connect(instance, { host: node.host, netns: pair.net });
    await routePods(instance, instance.nodePodCidr(this.state.index, node.podBlock), node.host);
    const site = { instance, state: this.state, node, folder, namespaces: pair, cgroup: this.cgroup(node.name) };
    for (const spec of await nodeProcesses(site, plane, progress)) await supervisor.ensure(spec);
  }

  /** Resolves when the API server answers and these nodes are Ready, have their pod networks on record and take pods. */
  async waitUntilReady(plane: ControlPlane, nodes: readonly NodeRecord[]): Promise<void> {
    const { supervisor, instance } = this.ground;
    await supervisor.waitUntilReady(plane.processes.map(({ name }) => name));
    const api = this.api();
    try {
      await Promise.all(
        nodes.map(async (node) => {
          await this.waitForNode(api, node, () => true);
          const podCIDR = instance.nodePodCidr(this.state.index, node.podBlock);
          await api.call("PATCH", `/api/v1/nodes/${node.name}`, { spec: { podCIDR, podCIDRs: [podCIDR] } });
          // What a node said before its kubelet was started last is no sign of life.
          const since = await this.kubeletStart(node);
          await this.waitForNode(api, node, (found) => isReady(found, since) && outages(found).length === 0);
        }),
      );
      await supervisor.waitUntilReady(nodes.flatMap((node) => this.nodeProcessNames(node)));
    } finally {
      api.close();
    }
  }

  /** Ends a node's processes and pods and removes all that the machine has of it. Its node object is the caller's. */
  async stopNode(node: NodeRecord): Promise<void> {
    const { instance, namespaces, supervisor } = this.ground;
    for (const name of this.nodeProcessNames(node).reverse()) await supervisor.remove(name);
    await this.clearNode(node);
    await unroutePods(instance.nodePodCidr(this.state.index, node.podBlock));
    await disconnect(instance, node.host);
    await namespaces.remove(this.nodeKey(node));
    rmSync(this.nodeFolder(node), { recursive: true, force: true });
  }

  /** Ends what outlives the supervised processes: pods and their shims. */
  async clearNode(node: NodeRecord): Promise<void> {
    await removeCgroup(this.cgroup(node.name));
  }

  /** DNS, load balancers, disks and what else Google adds to a cluster. The API server must answer. */
  async startAddons(plane: ControlPlane, progress: Progress): Promise<void> {
    const { home, instance, supervisor } = this.ground;
    await supervisor.waitUntilReady(plane.processes.map(({ name }) => name));
    const { index, label } = this.state;
    const { folder } = this;
    const cluster = { home, instance, index, label, folder, caFile: plane.caFile };
    await installAddons(supervisor, cluster, progress);
  }

  async stopControlPlane(): Promise<void> {
    const { home, instance, namespaces, supervisor } = this.ground;
    await removeAddons(supervisor, { home, instance, index: this.state.index, label: this.state.label });
    for (const name of this.controlPlaneNames()) await supervisor.remove(name);
    await removeCgroup(this.cgroup("control-plane"));
    await disconnect(instance, this.state.host);
    await namespaces.remove(this.state.label);
    await removeCgroup(this.cgroup(""));
  }

  access(): ClusterAccess {
    return {
      endpoint: this.ground.instance.hostAddress(this.state.host),
      caCertificate: readFileSync(join(certificateFolder(this.folder), "ca.crt"), "utf8"),
      token: credentials(this.ground.home).accessToken,
    };
  }

  api(): ApiClient {
    return new ApiClient(this.access());
  }

  /** As `gcloud container clusters get-credentials` names things. */
  userKubeconfig(): string {
    const { project, location, name } = this.state.spec.id;
    const context = `gke_${project}_${location}_${name}`;
    const { endpoint, token } = this.access();
    return kubeconfig({
      server: `https://${endpoint}`,
      caFile: join(certificateFolder(this.folder), "ca.crt"),
      user: context,
      cluster: context,
      context,
      identity: { token },
    });
  }

  /** In the order in which they can be stopped. */
  controlPlaneNames(): readonly string[] {
    return ["kube-scheduler", "kube-controller-manager", "kube-apiserver", "etcd"].map(
      (name) => `${this.state.label}/${name}`,
    );
  }

  nodeProcessNames(node: NodeRecord): string[] {
    return ["containerd", "kubelet", "kube-proxy"].map((name) => `${this.state.label}/${node.name}/${name}`);
  }

  nodeKey(node: NodeRecord): string {
    return `${this.state.label}.${node.name}`;
  }

  cgroup(part: string): string {
    return [this.ground.instance.cgroup, String(this.state.index), part].filter(Boolean).join("/");
  }

  private nodeFolder(node: NodeRecord): string {
    return join(this.folder, "nodes", node.name);
  }

  private async kubeletStart(node: NodeRecord): Promise<number> {
    const name = `${this.state.label}/${node.name}/kubelet`;
    const status = (await this.ground.supervisor.statuses()).find((one) => one.name === name);
    return Date.parse(status?.startedAt ?? "1970-01-01");
  }

  private async waitForNode(api: ApiClient, node: NodeRecord, wanted: (found: NodeObject) => boolean): Promise<void> {
    let found: NodeObject | undefined;
    const isThere = async () => {
      found = (await api.find<NodeObject>("GET", `/api/v1/nodes/${node.name}`).catch(ignoreUnreachable)) ?? undefined;
      return found !== undefined && wanted(found);
    };
    if (await pollUntil(isThere, { everyMs: 100, withinMs: NODE_READY_MS })) return;
    const condition = found?.status?.conditions?.find(({ type }) => type === "Ready");
    const taints = found ? outages(found) : [];
    const log = join(this.ground.home, "logs", this.state.label, node.name, "kubelet.log");
    throw new Error(
      `node ${node.name} is not Ready: ${condition?.message ?? "it did not register"}` +
        `${taints.length > 0 ? `, tainted ${taints.join(", ")}` : ""}; see ${log}`,
    );
  }
}

/** The part of a Node that is read here. */
export interface NodeObject {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly podCIDR?: string;
    readonly unschedulable?: boolean;
    readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  };
  readonly status?: {
    readonly conditions?: readonly NodeCondition[];
    readonly nodeInfo?: { readonly kubeletVersion: string };
  };
}

interface NodeCondition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
  readonly lastHeartbeatTime?: string;
}

/** Whether the node says it is Ready, and has said something since that time (in seconds' precision, as heartbeats are). */
export function isReady({ status }: NodeObject, since = 0): boolean {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  const heartbeat = Date.parse(ready?.lastHeartbeatTime ?? "1970-01-01");
  return ready?.status === "True" && heartbeat >= Math.floor(since / 1000) * 1000;
}

/**
 * The taints by which the node lifecycle controller keeps new pods away from a node that is not well. It takes them off a moment after the node is Ready; those with
 * NoExecute may stay some seconds longer, and every pod tolerates them for minutes.
 * https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
function outages({ spec }: NodeObject): readonly string[] {
  const keys = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];
  return (spec.taints ?? []).filter(({ key, effect }) => keys.includes(key) && effect === "NoSchedule").map(taintKey);
}

/** What makes a taint one of its own on its node. */
export function taintKey({ key, effect }: { readonly key: string; readonly effect: string }): string {
  return `${key}:${effect}`;
}

/** An API server that is started anew is asked again; what it answers is an answer. */
function ignoreUnreachable(error: unknown): undefined {
  if (error instanceof ApiError) throw error;
  return undefined;
}

/** Where a cluster's kubeconfig for people is. */
export function kubeconfigFile(store: ClusterStore, id: ClusterId): string {
  return join(store.clusterFolder(id), "kubeconfig");
}
