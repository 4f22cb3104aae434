import { nodesOf } from "../../lib/cost/node-pools";
import { resource } from "../examples";
import { record, text } from "../objects";
import { each, gpa, type StackResource, type StackRule, type Violation } from "../rule";

const isCluster = ({ type }: StackResource) => type === "gcp:container/cluster:Cluster";
const isPool = ({ type }: StackResource) => type === "gcp:container/nodePool:NodePool";

/** The pools of a cluster. Where a stack has one cluster they are its: the name by which they know it may be unknown yet. */
function poolsOf(cluster: StackResource, resources: readonly StackResource[]): readonly StackResource[] {
  const pools = resources.filter(isPool);
  if (resources.filter(isCluster).length === 1) return pools;
  const name = text(cluster.props["name"]) || cluster.name;
  return pools.filter(({ props }) => text(props["cluster"]).split("/").at(-1) === name);
}

/** How many nodes a pool may have, and in how many zones. */
function mostNodes({ props }: StackResource, cluster: StackResource): { readonly all: number; readonly zones: number } {
  const { autoscaling, nodeCount, initialNodeCount, nodeLocations } = props;
  const location = text(props["location"]) || text(cluster.props["location"]);
  const all = nodesOf({ autoscaling, nodeCount, initialNodeCount, nodeLocations }, location).high;
  const one = nodesOf({ nodeCount: 1, nodeLocations }, location).high;
  return { all, zones: one };
}

const cluster = (props: object = {}) =>
  resource("gcp:container/cluster:Cluster", { name: "shop", location: "europe-west1", ...props });
const pool = (props: object) =>
  resource("gcp:container/nodePool:NodePool", { cluster: "shop", location: "europe-west1", ...props });

const versionSkew: StackRule = {
  id: "cluster-version-skew",
  title: "Nodes are at most two minor versions behind the control plane",
  severity: "high",
  sources: [gpa("node_pool_version_skew")],
  field: "NodePool.version, minMasterVersion",
  fix: "Upgrade the pool, or leave version out and let the release channel do it.",
  examples: {
    pass: [cluster({ minMasterVersion: "1.35.1-gke.100" }), pool({ version: "1.33.4-gke.200" })],
    fail: [cluster({ minMasterVersion: "1.35.1-gke.100" }), pool({ version: "1.32.4-gke.200" })],
  },
  check: (resources) =>
    resources.filter(isCluster).flatMap((owner) =>
      each(poolsOf(owner, resources), ({ urn, name, props }): Violation[] => {
        const node = minor(props["version"]);
        if (node === undefined) return [];
        const control = minor(owner.props["minMasterVersion"] ?? owner.props["masterVersion"]);
        if (control === undefined || control.major !== node.major) return [];
        const behind = control.minor - node.minor;
        const says = `${name} has ${text(props["version"])}, the control plane ${control.major}.${control.minor}`;
        if (behind > 2) return [{ urn, because: `${says}: its nodes may stop working with it` }];
        return behind < 0 ? [{ urn, because: `${says}: GKE refuses nodes that are newer` }] : [];
      }),
    ),
};

function minor(version: unknown): { readonly major: number; readonly minor: number } | undefined {
  const found = /^(\d+)\.(\d+)\b/.exec(text(version));
  return found ? { major: Number(found[1]), minor: Number(found[2]) } : undefined;
}

/** Without subsetting, Google takes 250 nodes at most as backends of an internal load balancer. */
const mostBackends = 250;

const balancerSubsetting: StackRule = {
  id: "cluster-load-balancer-subsetting",
  title: "Internal load balancers of a large cluster choose their nodes",
  severity: "medium",
  sources: [gpa("ilb_subsetting")],
  field: "enableL4IlbSubsetting",
  fix: `Set enableL4IlbSubsetting to true on clusters that may have more than ${mostBackends} nodes.`,
  examples: {
    pass: [cluster({ enableL4IlbSubsetting: true }), pool({ autoscaling: { maxNodeCount: 100 } })],
    fail: [cluster(), pool({ autoscaling: { maxNodeCount: 100 } })],
  },
  check: (resources) =>
    each(resources.filter(isCluster), (owner): Violation[] => {
      if (owner.props["enableL4IlbSubsetting"] === true) return [];
      const nodes = poolsOf(owner, resources).reduce((sum, one) => sum + mostNodes(one, owner).all, 0);
      return nodes > mostBackends
        ? [
            {
              urn: owner.urn,
              because: `may have ${nodes} nodes: an internal load balancer knows ${mostBackends} of them`,
            },
          ]
        : [];
    }),
};

/** Told from this part of a limit on, as google/gke-policy-automation does: so that there is time to divide the cluster. */
export const warning = 0.8;

const nodeLimit: StackRule = {
  id: "limit-nodes",
  title: "A cluster stays well below GKE's limit of nodes",
  severity: "medium",
  sources: [gpa("limits_nodes")],
  field: "NodePool.autoscaling, nodeCount",
  fix: "Use larger machines, or divide the work among clusters.",
  settings: {
    limit: {
      type: "number",
      minimum: 1,
      description:
        "Nodes that one cluster may have (default 15000 with private nodes, else 5000); told from 80% of it on. Autopilot's nodes are not in a program.",
    },
  },
  exampleSettings: { limit: 10 },
  examples: {
    pass: [cluster(), pool({ nodeCount: 2 })],
    fail: [cluster(), pool({ nodeCount: 3 })],
  },
  check: (resources, settings) =>
    each(resources.filter(isCluster), (owner): Violation[] => {
      const nodes = poolsOf(owner, resources).reduce((sum, one) => sum + mostNodes(one, owner).all, 0);
      if (nodes === 0) return [];
      const usual = record(owner.props["privateClusterConfig"])["enablePrivateNodes"] === true ? 15_000 : 5_000;
      const limit = typeof settings["limit"] === "number" ? settings["limit"] : usual;
      return nodes > limit * warning
        ? [{ urn: owner.urn, because: `its pools may have ${nodes} nodes, the limit is ${limit}` }]
        : [];
    }),
};

const zoneLimit: StackRule = {
  id: "limit-nodes-per-zone",
  title: "A pool stays well below the limit of nodes in one zone",
  severity: "low",
  sources: [gpa("limits_nodes_per_pool_zone")],
  field: "NodePool.autoscaling, nodeCount",
  fix: "Use container-native load balancing (network endpoint groups) and several pools.",
  settings: {
    limit: {
      type: "number",
      minimum: 1,
      description: "Nodes that one pool may have in one zone (default 1000); told from 80% of it on.",
    },
  },
  exampleSettings: { limit: 3 },
  examples: {
    pass: [cluster(), pool({ nodeCount: 2 })],
    fail: [cluster(), pool({ nodeCount: 3 })],
  },
  check: (resources, settings) => {
    const limit = typeof settings["limit"] === "number" ? settings["limit"] : 1_000;
    return resources.filter(isCluster).flatMap((owner) =>
      each(poolsOf(owner, resources), (one): Violation[] => {
        const { all, zones } = mostNodes(one, owner);
        const inZone = Math.ceil(all / zones);
        return inZone > limit * warning
          ? [{ urn: one.urn, because: `may have ${inZone} nodes in one zone, the limit is ${limit}` }]
          : [];
      }),
    );
  },
};

export const clusterSizeRules: readonly StackRule[] = [versionSkew, balancerSubsetting, nodeLimit, zoneLimit];
