/** Random numbers that a seed repeats (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const kinds = [
  "configmap",
  "autonamed",
  "secret",
  "deployment",
  "service",
  "serviceaccount",
  "network",
  "cluster",
  "nodepool",
] as const;
type Kind = (typeof kinds)[number];

interface Resource {
  readonly name: string;
  readonly kind: Kind;
  readonly version: number;
  /** The cluster of a node pool. */
  readonly of?: string;
}

/** A program of random resources, in one namespace and in one project, and random edits of it. */
export class RandomProgram {
  private resources: readonly Resource[] = [];
  private made = 0;

  constructor(
    private readonly namespace: string,
    private readonly random: () => number,
  ) {}

  /** Adds, changes and removes some resources. */
  edit(): void {
    const chosen = this.resources.filter(() => this.random() > 0.2);
    const clusters = chosen.filter(({ kind }) => kind === "cluster").map(({ name }) => name);
    const kept = chosen.filter(({ of }) => of === undefined || clusters.includes(of));
    const changed = kept.map((resource) =>
      this.random() < 0.4 ? { ...resource, version: resource.version + 1 } : resource,
    );
    const count = 1 + Math.floor(this.random() * 4);
    const added = Array.from({ length: count }, (): Resource => {
      const kind = kinds[Math.floor(this.random() * kinds.length)] ?? "configmap";
      const of = clusters[Math.floor(this.random() * clusters.length)];
      const number = this.made++;
      if (kind === "nodepool" && of !== undefined) return { name: `${kind}-${number}`, kind, version: 1, of };
      // No cluster that a pool could be of: then a cluster.
      const other = kind === "nodepool" ? "cluster" : kind;
      return { name: `${other}-${number}`, kind: other, version: 1 };
    });
    this.resources = [...changed, ...added];
  }

  source(): string {
    return [
      `const ns = new k8s.core.v1.Namespace("ns", { metadata: { name: "${this.namespace}" } }, { provider });`,
      "const o = { provider, dependsOn: [ns] };",
      ...this.resources.map((resource) => this.declaration(resource)),
    ].join("\n");
  }

  private declaration({ name, kind, version, of }: Resource): string {
    const metadata = `{ name: "${name}", namespace: "${this.namespace}" }`;
    switch (kind) {
      case "configmap":
        return `new k8s.core.v1.ConfigMap("${name}", { metadata: ${metadata}, data: { v: "${version}" } }, o);`;
      case "autonamed":
        return `new k8s.core.v1.ConfigMap("${name}", { metadata: { namespace: "${this.namespace}" }, data: { v: "${version}" } }, o);`;
      case "secret":
        return `new k8s.core.v1.Secret("${name}", { metadata: ${metadata}, stringData: { v: "${version}" } }, o);`;
      case "deployment":
        return `new k8s.apps.v1.Deployment("${name}", { metadata: ${metadata}, spec: { replicas: 0, selector: { matchLabels: { app: "${name}" } }, template: { metadata: { labels: { app: "${name}" }, annotations: { v: "${version}" } }, spec: { containers: [{ name: "c", image: "i" }] } } } }, o);`;
      case "service":
        return `new k8s.core.v1.Service("${name}", { metadata: ${metadata}, spec: { ports: [{ port: ${80 + version} }] } }, o);`;
      case "network":
        return `new gcp.compute.Network("${this.namespace}-${name}", { autoCreateSubnetworks: false, description: "${version}" }, g);`;
      case "cluster":
        return `const ${variable(name)} = new gcp.container.Cluster("${name}", { name: "${this.namespace}-${name}", location: "europe-west1-b", deletionProtection: false, removeDefaultNodePool: true, initialNodeCount: 1, resourceLabels: { v: "${version}" } }, g);`;
      case "nodepool":
        return `new gcp.container.NodePool("${name}", { name: "${this.namespace}-${name}", location: "europe-west1-b", cluster: ${variable(of ?? "")}.name, nodeCount: ${1 + (version % 3)} }, g);`;
      case "serviceaccount":
        return `new k8s.core.v1.ServiceAccount("${name}", { metadata: { ...${metadata}, labels: { v: "${version}" } } }, o);`;
    }
  }
}

const variable = (name: string): string => name.replaceAll("-", "_");
