import { podRequests, replicasOf, switchOf, type Requests } from "./cost-workloads";
import { textOf, type Preview, type Properties, type ResourceState } from "./model";
import { diskPrice, exactly, machineMonth, nothing, priceBook, quantity, sum, times, type Range } from "./price-book";

/** What a change costs a month. */
export interface CostDelta {
  /** For the verdict line; "" when nothing that is priced changes. */
  readonly summary: string;
  readonly before: Range;
  readonly after: Range;
  /** What changes, and what it is made of. */
  readonly lines: readonly CostLine[];
  /** Resources whose price depends on use or is not in the book. */
  readonly notPriced: readonly string[];
  /** What keeping the idle colours costs, in sentences. */
  readonly colours: readonly string[];
  readonly book: { readonly region: string; readonly date: string };
  /** The resources are elsewhere than the book's prices. */
  readonly otherRegion: string;
}

export interface CostLine {
  readonly name: string;
  readonly what: string;
  readonly before: Range;
  readonly after: Range;
}

interface Item {
  readonly urn: string;
  readonly name: string;
  readonly what: string;
  readonly monthly: Range;
}

/** One side of the change: all resources of the stack. */
interface Side {
  readonly items: readonly Item[];
  readonly unpriced: ReadonlySet<string>;
}

/** Prices both sides of a change. Incomplete previews have no price: half a sum is worse than none. */
export function priceReport(preview: Preview, region: string | undefined): CostDelta | undefined {
  if (preview.outcome.kind !== "finished" || preview.kind === "drift") return undefined;
  const book = priceBook();
  const before = price(preview.resources.filter(({ side }) => side !== "after"));
  const after = price(preview.resources.filter(({ side }) => side !== "before"));
  const lines = changedLines(before.items, after.items);
  const totals = {
    before: sum(before.items.map(({ monthly }) => monthly)),
    after: sum(after.items.map(({ monthly }) => monthly)),
  };
  const changed = new Set(preview.changes.map(({ urn }) => urn));
  const notPriced = [...after.unpriced].filter((text) => [...changed].some((urn) => text.startsWith(`${urn} `)));
  const where = region ?? regionOf(preview.resources);
  return {
    ...totals,
    summary: lines.length > 0 ? `${delta(lines)}/mo` : "",
    lines,
    notPriced: notPriced.map((text) => text.slice(text.indexOf(" ") + 1)).sort(),
    // Only where a switch changes: the price of a colour that nobody touches is no news.
    colours: preview.changes.some(({ type }) => type === "gke-bluegreen:workloads:TrafficSwitch")
      ? colourCosts(preview)
      : [],
    book: { region: book.region, date: book.date },
    otherRegion: where !== "" && where !== book.region ? where : "",
  };
}

function changedLines(before: readonly Item[], after: readonly Item[]): CostLine[] {
  const key = ({ urn, what }: Item) => `${urn} ${what.replace(/[\d.,–]+ ×|× [\d.,–]+/g, "")}`;
  const olds = new Map(before.map((item) => [key(item), item]));
  const news = new Map(after.map((item) => [key(item), item]));
  return [...new Set([...olds.keys(), ...news.keys()])].sort().flatMap((at) => {
    const old = olds.get(at);
    const next = news.get(at);
    if (old && next && near(old.monthly, next.monthly)) return [];
    const { name, what } = next ?? old ?? { name: "", what: "" };
    return [{ name, what, before: old?.monthly ?? nothing, after: next?.monthly ?? nothing }];
  });
}

function near(left: Range, right: Range): boolean {
  return Math.abs(left.low - right.low) < 0.005 && Math.abs(left.high - right.high) < 0.005;
}

/** `+$41.20` or `+$41–62`: what the changed lines add. */
export function delta(lines: readonly Pick<CostLine, "before" | "after">[]): string {
  const low = lines.reduce((total, line) => total + line.after.low - line.before.low, 0);
  const high = lines.reduce((total, line) => total + line.after.high - line.before.high, 0);
  const [least, most] = low <= high ? [low, high] : [high, low];
  if (Math.abs(most - least) < 0.005) return signed(most);
  return `${signed(least)} to ${signed(most)}`;
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}$${Math.abs(value).toFixed(2)}`;
}

function price(resources: readonly ResourceState[]): Side {
  const book = priceBook();
  const month = book.hoursPerMonth;
  const items: Item[] = [];
  const unpriced = new Set<string>();
  const add = ({ urn, name }: ResourceState, what: string, monthly: Range) => items.push({ urn, name, what, monthly });
  const autopilot = resources.some(
    ({ type, inputs }) => type === "gcp:container/cluster:Cluster" && inputs["enableAutopilot"] === true,
  );
  const clusters = resources.filter(({ type }) => type === "gcp:container/cluster:Cluster");
  const rules: ResourceState[] = [];
  let nodes = nothing;

  for (const resource of resources) {
    const { type, inputs, urn } = resource;
    const missing = (why: string) => unpriced.add(`${urn} ${resource.name}: ${why}`);
    switch (type) {
      case "gcp:container/cluster:Cluster": {
        add(resource, "cluster fee", exactly(book.clusterFee.perHour * month));
        if (inputs["enableAutopilot"] !== true && inputs["removeDefaultNodePool"] !== true && !inputs["nodePools"]) {
          nodes = sum([nodes, nodePool(resource, inputs, textOf(inputs["location"]), inputs["initialNodeCount"])]);
        }
        break;
      }
      case "gcp:container/nodePool:NodePool": {
        const cluster =
          clusters.find(({ id, inputs: of }) => id === inputs["cluster"] || of["name"] === inputs["cluster"]) ??
          clusters[0];
        const location = textOf(inputs["location"], textOf(cluster?.inputs["location"]));
        nodes = sum([nodes, nodePool(resource, inputs, location, inputs["nodeCount"] ?? inputs["initialNodeCount"])]);
        break;
      }
      case "gcp:compute/disk:Disk":
      case "gcp:compute/regionDisk:RegionDisk":
        disk(
          resource,
          textOf(inputs["type"], "pd-standard"),
          Number(inputs["size"] ?? 10),
          type.includes("region") ? 2 : 1,
          "disk",
        );
        break;
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
          claim(resource, template["spec"], replicasOf(resource, resources).high);
        }
        break;
      default:
        break;
    }
    if (autopilot && /^kubernetes:apps\/v1:(Deployment|StatefulSet)$/.test(type)) {
      const requests = podRequests(inputs);
      const replicas = replicasOf(resource, resources);
      add(resource, `${count(replicas)} × Autopilot pod`, times(exactly(autopilotPod(requests)), replicas));
    }
    const use = Object.entries(book.byUse).find(([prefix]) => type.startsWith(prefix));
    if (use) missing(`by use (${use[1]})`);
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

  function disk(resource: ResourceState, type: string, gib: number, copies: number, what: string): void {
    const each = diskPrice(type);
    if (each === undefined || !Number.isFinite(gib))
      unpriced.add(`${resource.urn} ${resource.name}: ${type} is not in the price book`);
    else add(resource, `${what} ${type} × ${gib * copies} GiB`, exactly(each * gib * copies));
  }

  function claim(resource: ResourceState, spec: unknown, copies: number): void {
    const { storageClassName, resources: wanted } = (spec ?? {}) as {
      storageClassName?: unknown;
      resources?: { requests?: { storage?: unknown } };
    };
    const bytes = quantity(wanted?.requests?.storage);
    const type = book.storageClasses[textOf(storageClassName)];
    if (bytes === undefined || type === undefined) {
      unpriced.add(`${resource.urn} ${resource.name}: volume of class ${textOf(storageClassName, "?")}`);
    } else disk(resource, type, bytes / 2 ** 30, copies, "volume");
  }

  /** Adds the nodes of a pool and answers how many there are. */
  function nodePool(resource: ResourceState, inputs: Properties, location: string, given: unknown): Range {
    const config = (inputs["nodeConfig"] ?? {}) as Properties;
    const type = textOf(config["machineType"], "e2-medium");
    const locations = inputs["nodeLocations"];
    const zones =
      Array.isArray(locations) && locations.length > 0 ? locations.length : /-[a-z]$/.test(location) ? 1 : 3;
    const scaling = inputs["autoscaling"] as Properties | undefined;
    const fixed = Number(given ?? 1);
    const perZone = scaling
      ? {
          low: Number(scaling["minNodeCount"] ?? scaling["totalMinNodeCount"] ?? 0),
          high: Number(scaling["maxNodeCount"] ?? scaling["totalMaxNodeCount"] ?? fixed),
        }
      : exactly(fixed);
    const total = scaling && "totalMaxNodeCount" in scaling;
    const machines = total ? perZone : times(perZone, exactly(zones));
    const spot = config["spot"] === true || config["preemptible"] === true;
    const each = machineMonth(type, spot);
    if (!each) unpriced.add(`${resource.urn} ${resource.name}: machine type ${type} is not in the price book`);
    else add(resource, `${count(machines)} × ${type}${spot ? " (spot)" : ""}`, times(each, machines));
    const diskType = textOf(config["diskType"], book.defaultDisk.type);
    const diskSize = Number(config["diskSizeGb"] ?? book.defaultDisk.gib);
    const perDisk = diskPrice(diskType);
    if (perDisk !== undefined)
      add(resource, `${count(machines)} × ${diskSize} GiB ${diskType}`, times(exactly(perDisk * diskSize), machines));
    if (config["guestAccelerators"]) unpriced.add(`${resource.urn} ${resource.name}: GPUs`);
    return machines;
  }
}

function autopilotPod({ vcpu, gib }: Requests): number {
  const { perVcpuHour, perGibHour } = priceBook().autopilot;
  return (vcpu * perVcpuHour + gib * perGibHour) * priceBook().hoursPerMonth;
}

function count({ low, high }: Range): string {
  return low === high ? String(low) : `${low}–${high}`;
}

/** `asia-northeast3` out of the first location among the resources. */
function regionOf(resources: readonly ResourceState[]): string {
  for (const { type, inputs } of resources) {
    if (!type.startsWith("gcp:")) continue;
    const match = /^([a-z]+-[a-z]+\d+)(-[a-z])?$/.exec(
      textOf(inputs["location"] ?? inputs["region"] ?? inputs["zone"]),
    );
    if (match?.[1]) return match[1];
  }
  return "";
}

/** What the colour without traffic costs: on Autopilot its requests, on nodes of one's own the room it keeps. */
function colourCosts(preview: Preview): string[] {
  const after = preview.resources.filter(({ side }) => side !== "before");
  const autopilot = after.some(
    ({ type, inputs }) => type === "gcp:container/cluster:Cluster" && inputs["enableAutopilot"] === true,
  );
  const sentences: string[] = [];
  for (const { app, active, scaledDown, deployments } of after.map(switchOf).filter((found) => found !== undefined)) {
    if (scaledDown) {
      sentences.push(`${app}: the idle colour is scaled down and costs nothing`);
      continue;
    }
    for (const [colour, deployment] of Object.entries(deployments)) {
      const workload = after.find(
        ({ type, name, inputs }) =>
          type === "kubernetes:apps/v1:Deployment" &&
          ((inputs["metadata"] as { name?: unknown } | undefined)?.name ?? name) === deployment,
      );
      if (colour === active || !workload) continue;
      const requests = podRequests(workload.inputs);
      const replicas = replicasOf(workload, after);
      const monthly = times(exactly(autopilotPod(requests)), replicas);
      const range =
        monthly.high > monthly.low
          ? `$${monthly.low.toFixed(2)}–${monthly.high.toFixed(2)}`
          : `$${monthly.low.toFixed(2)}`;
      sentences.push(
        autopilot
          ? `${app}: keeping ${colour} warm costs ${range} a month`
          : `${app}: keeping ${colour} warm takes ${(requests.vcpu * replicas.high).toFixed(2)} vCPU and ${(requests.gib * replicas.high).toFixed(2)} GiB of the nodes; it costs nothing more until they are full`,
      );
    }
  }
  return sentences;
}
