import type { ResourceContext } from "../core/context";
import { lastPart } from "../core/equivalence";
import { shared } from "../core/shared";
import { listAt, textAt, type JsonMap } from "../core/json";

/** The groups of machines behind a node pool. */
export interface InstanceGroups {
  /** Machines per zone. */
  readonly nodeCount: number;
  readonly managedUrls: string[];
}

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
  const url = context.url(`projects/{project}/zones/${zone}/instanceGroupManagers`, "compute");
  return shared(context, url, () => list(context, zone));
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
