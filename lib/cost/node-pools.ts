import type { Ledger } from "./ledger";
import { count, diskPrice, exactly, machineMonth, priceBook, times, type Range } from "./price-book";
import { textOf, type PricedResource, type Properties } from "./resource";

/** How many nodes a pool has in all zones together, from its fewest to its most. */
export function nodesOf(pool: Properties, location: string): Range {
  const locations = pool["nodeLocations"];
  const zones = Array.isArray(locations) && locations.length > 0 ? locations.length : zonesOf(location);
  const fixed = Number(pool["nodeCount"] ?? pool["initialNodeCount"] ?? 1);
  const scaling = pool["autoscaling"] as Properties | undefined | null;
  if (!scaling) return times(exactly(fixed), exactly(zones));
  // Zeros stand for "not set" in what Google answers.
  const total = Number(scaling["totalMaxNodeCount"] ?? 0);
  if (total > 0) return { low: Number(scaling["totalMinNodeCount"] ?? 0), high: total };
  const perZone = { low: Number(scaling["minNodeCount"] ?? 0), high: Number(scaling["maxNodeCount"] ?? fixed) };
  return times(perZone, exactly(zones));
}

/** A region has three zones, as far as GKE spreads nodes. */
const zonesOf = (location: string) => (/-[a-z]$/.test(location) ? 1 : 3);

/** Adds the nodes of a pool and answers how many there are. */
export function priceNodePool(ledger: Ledger, resource: PricedResource, pool: Properties, location: string): Range {
  const book = priceBook();
  const config = (pool["nodeConfig"] ?? {}) as Properties;
  const type = textOf(config["machineType"], "e2-medium");
  const machines = nodesOf(pool, location);
  const spot = config["spot"] === true || config["preemptible"] === true;
  const each = machineMonth(type, spot);
  if (each) ledger.add(resource, `${count(machines)} × ${type}${spot ? " (spot)" : ""}`, times(each, machines));
  else ledger.miss(resource, "unlisted", `machine type ${type} is not in the price book`);
  const diskType = textOf(config["diskType"], book.defaultDisk.type);
  const diskSize = Number(config["diskSizeGb"] ?? book.defaultDisk.gib);
  const perDisk = diskPrice(diskType);
  if (perDisk !== undefined)
    ledger.add(
      resource,
      `${count(machines)} × ${diskSize} GiB ${diskType}`,
      times(exactly(perDisk * diskSize), machines),
    );
  const accelerators = config["guestAccelerators"];
  if (Array.isArray(accelerators) ? accelerators.length > 0 : accelerators !== undefined)
    ledger.miss(resource, "unlisted", "GPUs");
  return machines;
}
