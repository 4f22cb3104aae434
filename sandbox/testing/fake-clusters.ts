import type {
  AddressOwner,
  ClusterAccess,
  ClusterId,
  Clusters,
  ClusterSpec,
  NodePoolSpec,
  NodeStatus,
} from "../kubernetes/spec";

const key = ({ project, location, name }: ClusterId) => `${project}/${location}/${name}`;

/** Clusters without Kubernetes: they keep the promises of the interface in memory and remember what was asked of them. */
export class FakeClusters implements Clusters {
  /** What was asked of it, in order. */
  readonly calls: string[] = [];
  /** Work waits for this, so that tests can look at operations in flight. */
  gate: Promise<void> = Promise.resolve();
  readonly #specs = new Map<string, ClusterSpec>();
  readonly #nodes = new Map<string, NodeStatus[]>();
  #serial = 0;

  async create(spec: ClusterSpec): Promise<ClusterAccess> {
    this.calls.push(`create ${key(spec.id)}`);
    await this.gate;
    this.#specs.set(key(spec.id), spec);
    this.#nodes.set(key(spec.id), []);
    for (const pool of spec.nodePools) this.#add(spec.id, pool, pool.nodeCount);
    return await this.access(spec.id);
  }
  async delete(id: ClusterId): Promise<void> {
    this.calls.push(`delete ${key(id)}`);
    await this.gate;
    this.#specs.delete(key(id));
    this.#nodes.delete(key(id));
  }
  async list(): Promise<ClusterSpec[]> {
    return await Promise.resolve([...this.#specs.values()]);
  }
  async access(id: ClusterId): Promise<ClusterAccess> {
    if (!this.#specs.has(key(id))) throw new Error(`no cluster ${key(id)}`);
    return await Promise.resolve({
      endpoint: "10.128.0.2",
      caCertificate: "-----BEGIN CERTIFICATE-----\n",
      token: "fake",
    });
  }
  async nodes(id: ClusterId): Promise<NodeStatus[]> {
    return await Promise.resolve(this.#nodes.get(key(id)) ?? []);
  }
  /** Who has which address; a test says it. */
  readonly owners = new Map<string, AddressOwner>();
  async ownerOf(address: string): Promise<AddressOwner | undefined> {
    return await Promise.resolve(this.owners.get(address));
  }
  async createNodePool(id: ClusterId, pool: NodePoolSpec): Promise<void> {
    this.calls.push(`createNodePool ${pool.name} ${pool.nodeCount}`);
    await this.gate;
    this.#add(id, pool, pool.nodeCount);
    await this.recordNodePool(id, pool);
  }
  async resizeNodePool(_: ClusterId, pool: string, nodeCount: number): Promise<void> {
    this.calls.push(`resizeNodePool ${pool} ${nodeCount}`);
    await this.gate;
  }
  async relabelNodePool(_: ClusterId, pool: string, labels: Readonly<Record<string, string>>): Promise<void> {
    this.calls.push(`relabelNodePool ${pool} ${JSON.stringify(labels)}`);
    await this.gate;
  }
  async deleteNodePool(id: ClusterId, pool: string): Promise<void> {
    this.calls.push(`deleteNodePool ${pool}`);
    await this.gate;
    this.#nodes.set(
      key(id),
      (await this.nodes(id)).filter((node) => node.nodePool !== pool),
    );
  }
  async addNode(id: ClusterId, pool: NodePoolSpec, zone: string): Promise<string> {
    await this.gate;
    const name = this.#node(id, pool, zone).name;
    this.calls.push(`addNode ${name}`);
    return name;
  }
  async cordonNode(id: ClusterId, name: string, schedulable: boolean): Promise<void> {
    this.calls.push(`${schedulable ? "uncordon" : "cordon"} ${name}`);
    this.#nodes.set(
      key(id),
      (await this.nodes(id)).map((node) => (node.name === name ? { ...node, schedulable } : node)),
    );
  }
  async drainNode(_: ClusterId, name: string): Promise<void> {
    this.calls.push(`drain ${name}`);
    await this.gate;
  }
  async removeNode(id: ClusterId, name: string): Promise<void> {
    this.calls.push(`remove ${name}`);
    this.#nodes.set(
      key(id),
      (await this.nodes(id)).filter((node) => node.name !== name),
    );
  }
  async recordNodePool(id: ClusterId, pool: NodePoolSpec): Promise<void> {
    const spec = this.#specs.get(key(id));
    if (spec)
      this.#specs.set(key(id), {
        ...spec,
        nodePools: [...spec.nodePools.filter(({ name }) => name !== pool.name), pool],
      });
    await Promise.resolve();
  }
  async upgradeControlPlane(_: ClusterId, version: string): Promise<void> {
    this.calls.push(`upgradeControlPlane ${version}`);
    await this.gate;
  }
  async restore(): Promise<void> {}

  #add(id: ClusterId, pool: NodePoolSpec, perZone: number) {
    for (const zone of pool.zones) for (let index = 0; index < perZone; index++) this.#node(id, pool, zone);
  }
  #node(id: ClusterId, pool: NodePoolSpec, zone: string): NodeStatus {
    const node: NodeStatus = {
      name: `gke-${id.name}-${pool.name}-${this.#serial++}`,
      nodePool: pool.name,
      zone,
      address: "10.128.1.1",
      version: pool.version,
      ready: true,
      schedulable: true,
    };
    this.#nodes.get(key(id))?.push(node);
    return node;
  }
}
