import type { ResourceContext } from "../core/context";
import { lastPart } from "../core/equivalence";
import { listAt, textAt, type JsonMap } from "../core/json";

/** The groups of machines behind a node pool. */
export interface InstanceGroups {
  /** Machines per zone. */
  readonly nodeCount: number;
  readonly managedUrls: string[];
}

/** One listing per zone answers all pools that ask while it is under way. */
const listings = new Map<string, Promise<JsonMap[]>>();

/** Sizes and groups of the instance group managers that GKE names for a pool. */
export async function instanceGroups(context: ResourceContext, urls: readonly string[]): Promise<InstanceGroups> {
  const found: JsonMap[] = [];
  for (const url of urls) {
    const zone = /\/zones\/([^/]+)\//.exec(url)?.[1];
    if (zone === undefined) continue;
    const manager = (await managersOf(context, zone)).find((one) => textAt(one, "name") === lastPart(url));
    if (manager) found.push(manager);
  }
  const machines = found.reduce((sum, manager) => sum + Number(manager["targetSize"] ?? 0), 0);
  return {
    nodeCount: found.length > 0 ? Math.floor(machines / found.length) : 0,
    managedUrls: found.map((manager) => textAt(manager, "instanceGroup")).filter((url) => url !== ""),
  };
}

function managersOf(context: ResourceContext, zone: string): Promise<JsonMap[]> {
  const key = context.url(`projects/{project}/zones/${zone}/instanceGroupManagers`, "compute");
  const running = listings.get(key) ?? list(context, zone).finally(() => listings.delete(key));
  listings.set(key, running);
  return running;
}

async function list(context: ResourceContext, zone: string): Promise<JsonMap[]> {
  const managers: JsonMap[] = [];
  for (let page = ""; ;) {
    const query = page && `?pageToken=${encodeURIComponent(page)}`;
    const answer = await context.send(
      "GET",
      `projects/{project}/zones/${zone}/instanceGroupManagers${query}`,
      undefined,
      "compute",
    );
    managers.push(...listAt(answer, "items"));
    page = textAt(answer, "nextPageToken");
    if (page === "") return managers;
  }
}
