import { quantity } from "../quantity";
import type { Item, Ledger, Priced, Unpriced } from "./ledger";
import { priceNodePool } from "./node-pools";
import { count, diskPrice, exactly, nothing, priceBook, sum, times, type Range } from "./price-book";
import { textOf, type PricedResource, type Properties } from "./resource";
import { autopilotPod, podRequests, replicasOf } from "./workloads";

/** What all resources of one side of a stack cost a month. */
export function price(resources: readonly PricedResource[]): Priced {
  const book = priceBook();
  const month = book.hoursPerMonth;
  const items: Item[] = [];
  const unpriced: Unpriced[] = [];
  const miss = ({ urn, name }: PricedResource, kind: Unpriced["kind"], why: string) => {
    if (!unpriced.some((known) => known.urn === urn && known.why === why)) unpriced.push({ urn, name, kind, why });
  };
  const add = (resource: PricedResource, what: string, monthly: Range) => {
    // A number that is known only after the update makes no sum.
    if (Number.isFinite(monthly.low) && Number.isFinite(monthly.high))
      items.push({ urn: resource.urn, name: resource.name, what, monthly });
    else miss(resource, "unknown", "its size is known only after the update");
  };
  const ledger: Ledger = { add, miss };
  const clusters = resources.filter(({ type }) => type === "gcp:container/cluster:Cluster");
  const pools = resources.filter(({ type }) => type === "gcp:container/nodePool:NodePool");
  const autopilot = hasAutopilot(resources);
  const rules: PricedResource[] = [];
  let nodes = nothing;

  for (const resource of resources) {
    const { type, inputs } = resource;
    switch (type) {
      case "gcp:container/cluster:Cluster":
        add(resource, "cluster fee", exactly(book.clusterFee.perHour * month));
        for (const pool of inlinePools(inputs, pools)) {
          nodes = sum([nodes, priceNodePool(ledger, resource, pool, textOf(inputs["location"]))]);
        }
        break;
      case "gcp:container/nodePool:NodePool": {
        const cluster =
          clusters.find(({ id, inputs: of }) => id === inputs["cluster"] || of["name"] === inputs["cluster"]) ??
          clusters[0];
        const location = textOf(inputs["location"], textOf(cluster?.inputs["location"]));
        nodes = sum([nodes, priceNodePool(ledger, resource, inputs, location)]);
        break;
      }
      case "gcp:compute/disk:Disk":
      case "gcp:compute/regionDisk:RegionDisk": {
        const copies = type.includes("region") ? 2 : 1;
        disk(resource, textOf(inputs["type"], "pd-standard"), Number(inputs["size"] ?? 10), copies, "disk");
        break;
      }
      case "gcp:compute/address:Address":
      case "gcp:compute/globalAddress:GlobalAddress":
        if (inputs["addressType"] === "INTERNAL") break;
        add(resource, "external address (in use to idle)", {
          low: book.externalAddress.usedPerHour * month,
          high: book.externalAddress.idlePerHour * month,
        });
        break;
      case "gcp:compute/forwardingRule:ForwardingRule":
      case "gcp:compute/globalForwardingRule:GlobalForwardingRule":
      case "kubernetes:networking.k8s.io/v1:Ingress":
      case "kubernetes:gateway.networking.k8s.io/v1:Gateway":
        rules.push(resource);
        break;
      case "kubernetes:core/v1:Service":
        if ((inputs["spec"] as Properties | undefined)?.["type"] !== "LoadBalancer") break;
        rules.push(resource);
        add(resource, "external address", exactly(book.externalAddress.usedPerHour * month));
        break;
      case "kubernetes:core/v1:PersistentVolumeClaim":
        claim(resource, inputs["spec"], 1);
        break;
      case "kubernetes:apps/v1:StatefulSet":
        for (const template of (inputs["spec"] as { volumeClaimTemplates?: Properties[] } | undefined)
          ?.volumeClaimTemplates ?? []) {
          claim(resource, sized(template, resource, resources), replicasOf(resource, resources).high);
        }
        break;
      default:
        break;
    }
    if (autopilot && /^kubernetes:apps\/v1:(Deployment|StatefulSet)$/.test(type)) {
      const replicas = replicasOf(resource, resources);
      add(resource, `${count(replicas)} × Autopilot pod`, times(exactly(autopilotPod(podRequests(inputs))), replicas));
    }
    const use = Object.entries(book.byUse).find(([prefix]) => type.startsWith(prefix));
    if (use) miss(resource, "use", `by use (${use[1]})`);
  }
  for (const nat of resources.filter(({ type }) => type === "gcp:compute/routerNat:RouterNat")) {
    const vms = { low: Math.min(nodes.low, book.nat.mostVms), high: Math.min(nodes.high, book.nat.mostVms) };
    add(nat, "address translation", times(exactly(book.nat.perVmHour * month), vms));
  }
  // Google charges the first five forwarding rules of a project together.
  rules.forEach((rule, index) => {
    const { firstFivePerHour, eachMorePerHour } = book.forwardingRules;
    const hourly = index === 0 ? firstFivePerHour : index < 5 ? 0 : eachMorePerHour;
    add(rule, "forwarding rule", exactly(hourly * month));
  });
  return { items, unpriced };

  function disk(resource: PricedResource, type: string, gib: number, copies: number, what: string): void {
    const each = diskPrice(type);
    if (each === undefined) miss(resource, "unlisted", `${type} is not in the price book`);
    else add(resource, `${what} ${type} × ${gib * copies} GiB`, exactly(each * gib * copies));
  }

  function claim(resource: PricedResource, spec: unknown, copies: number): void {
    const { storageClassName, resources: wanted } = (spec ?? {}) as {
      storageClassName?: unknown;
      resources?: { requests?: { storage?: unknown } };
    };
    const bytes = quantity(wanted?.requests?.storage);
    const type = book.storageClasses[textOf(storageClassName)];
    if (bytes === undefined || type === undefined)
      miss(resource, "unlisted", `volume of class ${textOf(storageClassName, "?")}`);
    else disk(resource, type, bytes / 2 ** 30, copies, "volume");
  }
}

/** A claim's template with the size that is wanted: the set keeps the one that it was first made with. */
function sized(template: Properties, set: PricedResource, all: readonly PricedResource[]): Properties {
  const spec = (template["spec"] ?? {}) as Properties;
  const of = (set.inputs["metadata"] ?? {}) as Properties;
  const own = all.find(
    ({ type, inputs }) =>
      type === "gke-bluegreen:workloads:StatefulSetClaims" &&
      inputs["set"] === of["name"] &&
      inputs["namespace"] === of["namespace"],
  );
  const claims = (own?.inputs["claims"] ?? {}) as Record<string, { size?: unknown } | undefined>;
  const size = claims[textOf((template["metadata"] as Properties | undefined)?.["name"])]?.size;
  return size === undefined ? spec : { ...spec, resources: { requests: { storage: size } } };
}

/** Whether a cluster among them is one of Autopilot, where pods are billed and nodes are not. */
export function hasAutopilot(resources: readonly PricedResource[]): boolean {
  return resources.some(
    ({ type, inputs }) => type === "gcp:container/cluster:Cluster" && inputs["enableAutopilot"] === true,
  );
}

/**
 * Pools that a cluster has in itself. The cluster's outputs list the pools that are resources of their own as well, and a cluster
 * without any in its inputs has Google's default pool.
 */
function inlinePools(cluster: Properties, managed: readonly PricedResource[]): readonly Properties[] {
  if (cluster["enableAutopilot"] === true || cluster["removeDefaultNodePool"] === true) return [];
  const names = new Set(managed.map(({ inputs }) => inputs["name"]));
  const pools = cluster["nodePools"];
  if (Array.isArray(pools)) return (pools as Properties[]).filter(({ name }) => !names.has(name));
  return [{ ...cluster, nodeCount: cluster["initialNodeCount"] }];
}
