import { quantity } from "../../lib/quantity";
import { nodesOf } from "../../lib/cost/node-pools";
import { machine } from "../../lib/cost/price-book";
import { colour, object, resource, shopSwitch } from "../examples";
import { labelsOf, list, objects, type KubernetesObject, record, text } from "../objects";
import { each, link, type StackRule, type Violation } from "../rule";
import { mostPods } from "../pods";
import { switches } from "../switches";

const quotaOf = (hard: object) => object("ResourceQuota", "core/v1", { spec: { hard } }, "quota");
const both = [
  ...colour("blue", { cpu: "500m", memory: "256Mi" }),
  ...colour("green", { cpu: "500m", memory: "256Mi" }),
  shopSwitch(),
];

const releaseFitsQuota: StackRule = {
  id: "release-fits-quota",
  title: "Both colours and a rollout's surge fit the namespace's quota",
  severity: "high",
  sources: [link("https://kubernetes.io/docs/concepts/policy/resource-quotas/")],
  field: "ResourceQuota.spec.hard",
  fix: "Raise the quota, ask for less in resources.requests, or run fewer replicas: during a switch both colours are full.",
  examples: {
    pass: [...both, quotaOf({ "requests.cpu": "4", pods: "10" })],
    fail: [...both, quotaOf({ "requests.cpu": "2" })],
  },
  check: (resources) => {
    const all = switches(resources);
    const servers = objects(resources, "Deployment", "StatefulSet");
    const scalers = objects(resources, "HorizontalPodAutoscaler");
    return each(objects(resources, "ResourceQuota"), ({ urn, namespace, spec }) => {
      const inside = servers.filter((server) => server.namespace === namespace);
      return Object.entries(record(spec["hard"])).flatMap(([name, limit]): Violation[] => {
        const hard = quantity(limit);
        if (hard === undefined) return [];
        const needed = inside.reduce((sum, server) => sum + mostPods(server, all, scalers) * perPod(server, name), 0);
        return needed > hard
          ? [
              {
                urn,
                because: `${name}: ${inside.length} workloads need up to ${said(needed, name)} in a switch, ${text(limit) || String(limit)} is allowed`,
              },
            ]
          : [];
      });
    });
  },
};

/** What one pod takes of a quota; 0 of quotas that count other things. */
function perPod(server: KubernetesObject, name: string): number {
  if (name === "pods" || name === "count/pods") return 1;
  const [side, what] = name.startsWith("limits.")
    ? ["limits", name.slice(7)]
    : ["requests", name.replace("requests.", "")];
  if (what !== "cpu" && what !== "memory") return 0;
  const spec = record(record(server.spec["template"])["spec"]);
  return list(spec["containers"]).reduce((sum, container) => {
    const { limits, requests } = record(container["resources"]);
    const given = labelsOf(side === "limits" ? limits : { ...record(limits), ...record(requests) });
    return sum + (quantity(given[what]) ?? 0);
  }, 0);
}

const said = (amount: number, name: string) =>
  name.endsWith("memory") ? `${Math.ceil(amount / 2 ** 20)}Mi` : String(Math.round(amount * 1000) / 1000);

const pool = (props: object) =>
  resource("gcp:container/nodePool:NodePool", {
    cluster: "c",
    location: "europe-west1-b",
    nodeConfig: { machineType: "e2-standard-4" },
    ...props,
  });

const surgeFitsQuota: StackRule = {
  id: "node-surge-fits-quota",
  title: "Node pools fit the CPU quota while they are upgraded",
  severity: "medium",
  sources: [link("https://docs.cloud.google.com/kubernetes-engine/docs/concepts/node-pool-upgrade-strategies")],
  field: "NodePool.upgradeSettings, autoscaling, nodeCount",
  fix: "Make the pools smaller, use a smaller maxSurge, or ask Google for more quota. BLUE_GREEN upgrades double the pool.",
  settings: {
    cpus: {
      type: "number",
      minimum: 1,
      description:
        "vCPUs that the project may have in the cluster's region. Without it the rule is silent: the preflight of this project's own programs asks Google for the quota.",
    },
  },
  exampleSettings: { cpus: 16 },
  examples: {
    pass: [pool({ nodeCount: 3, upgradeSettings: { maxSurge: 1 } })],
    fail: [pool({ nodeCount: 3, upgradeSettings: { strategy: "BLUE_GREEN" } })],
  },
  check: (resources, settings) => {
    const limit = settings["cpus"];
    if (typeof limit !== "number") return [];
    const pools = resources.filter(({ type }) => type === "gcp:container/nodePool:NodePool");
    let total = 0;
    const findings = each(pools, ({ urn, name, props }) => {
      const location = text(props["location"]);
      const type = text(record(props["nodeConfig"])["machineType"]) || "e2-medium";
      const { autoscaling, nodeCount, initialNodeCount, nodeLocations, upgradeSettings } = props;
      const most = nodesOf({ autoscaling, nodeCount, initialNodeCount, nodeLocations }, location).high;
      const { strategy, maxSurge } = record(upgradeSettings);
      total += (machine(type)?.vcpu ?? 0) * (strategy === "BLUE_GREEN" ? 2 * most : most + Number(maxSurge ?? 1));
      return total > limit
        ? [
            {
              urn,
              because: `${name}: the pools need up to ${total} vCPUs while they are upgraded, the quota is ${limit}`,
            },
          ]
        : [];
    });
    return findings;
  },
};

export const quotaRules: readonly StackRule[] = [releaseFitsQuota, surgeFitsQuota];
