import { isMap, Unknown, type PropertyMap } from "../../../../lib/plugin";
import { relativePath } from "../core/equivalence";
import type { Hooks, ResourceContext } from "../core/context";
import { shared } from "../core/shared";
import { getPath, listAt, textAt, type JsonMap } from "../core/json";
import { OperationError } from "../core/operations";
import { instanceGroups } from "./instance-groups";
import { updateNodePool } from "./node-pool-update";

/** What a node pool does that no row can say. */
export const nodePoolHooks: Hooks = {
  validate: validateNodePool,
  plan: (planned, old) => {
    const cluster = planned["cluster"];
    const place = typeof cluster === "string" ? placeOf(cluster) : undefined;
    if (place && (planned["location"] instanceof Unknown || planned["location"] === null))
      planned["location"] = place.location;
    if (place && !old) planned["project"] = place.project;
    // How many there are follows from how many are asked for.
    if (!old && typeof planned["nodeCount"] === "number" && planned["initialNodeCount"] instanceof Unknown) {
      planned["initialNodeCount"] = planned["nodeCount"];
    }
  },
  body: (body, context) => {
    shorten(context);
    return nodePoolBody(body, context.planned);
  },
  read: async (context) => {
    shorten(context);
    const url = context.url(context.table.collection);
    const all = await shared(context, url, () => context.send("GET", context.table.collection));
    return listAt(all, "nodePools").find((pool) => textAt(pool, "name") === context.fill("{name}"));
  },
  created: async (context) => {
    const api = await context.send("GET", context.table.item);
    const status = textAt(api, "status");
    if (status === "ERROR" || status === "RUNNING_WITH_ERROR") {
      const why = textAt(api, "statusMessage");
      throw new OperationError(
        `NodePool ${context.fill("{name}")} was created in the error state ${JSON.stringify(status)}${why && `: ${why}`}`,
        true,
      );
    }
  },
  // The official plugin keeps it in the state, where it stays broken: a pool that is made before the one it replaces is deleted
  // could not have its name.
  discard: async (context) => {
    const left = await context.send("GET", context.table.item);
    if (textAt(left, "status") !== "ERROR") return false;
    await context.wait(await context.send("DELETE", context.table.item), "deleting GKE NodePool");
    return true;
  },
  state: async (state, api, context) => {
    state["cluster"] = context.planned["cluster"] ?? context.fill("{cluster}");
    state["location"] = context.fill("{location}");
    state["project"] = context.project;
    state["ignoreNodeCountChanges"] = context.planned["ignoreNodeCountChanges"] === true;
    state["namePrefix"] ??= "";
    await nodePoolState(state, api, context, context.planned);
  },
  update: async (context, changes) => {
    shorten(context);
    await updateNodePool(context, context.table.item, changes, context.planned);
  },
  delete: async (context) => {
    shorten(context);
    const answer = await context.send("DELETE", context.table.item);
    await context.wait(answer, "deleting GKE NodePool");
  },
};

/** `{project, location}` of a cluster's address. */
function placeOf(cluster: string): { project: string; location: string; name: string } | undefined {
  const match = /^projects\/([^/]+)\/(?:locations|zones)\/([^/]+)\/clusters\/([^/]+)$/.exec(relativePath(cluster));
  return match ? { project: match[1] ?? "", location: match[2] ?? "", name: match[3] ?? "" } : undefined;
}

/** A cluster may be given by name or by address. */
function shorten(context: ResourceContext): void {
  const place = placeOf(context.vars["cluster"] ?? "");
  if (!place) return;
  Object.assign(context.vars, { project: place.project, location: place.location, cluster: place.name });
}

/** A pool as GKE wants it: with the number of nodes to begin with. */
export function nodePoolBody(body: JsonMap, planned: PropertyMap): JsonMap {
  const { nodeCount, initialNodeCount } = planned;
  const count =
    typeof nodeCount === "number" ? nodeCount : typeof initialNodeCount === "number" ? initialNodeCount : undefined;
  return { ...body, ...(count !== undefined && { initialNodeCount: count }) };
}

/** What is not in a pool itself: its size is that of its instance groups. */
export async function nodePoolState(
  state: PropertyMap,
  api: JsonMap,
  context: ResourceContext,
  prior: PropertyMap | undefined,
): Promise<void> {
  keepOwnTaints(state, prior);
  const urls = getPath(api, ["instanceGroupUrls"]);
  const groups = Array.isArray(urls) ? urls.filter((url) => typeof url === "string") : [];
  const before = prior?.["nodeCount"];
  if (prior?.["ignoreNodeCountChanges"] === true && typeof before === "number") {
    state["nodeCount"] = before;
    state["managedInstanceGroupUrls"] = [];
  } else {
    const { nodeCount, managedUrls } = await instanceGroups(context, groups);
    state["nodeCount"] = nodeCount;
    state["managedInstanceGroupUrls"] = managedUrls;
  }
  state["operation"] = null;
}

/** `taints` are those of the program; all that are there, GKE's own too, are in `effectiveTaints`. */
function keepOwnTaints(state: PropertyMap, prior: PropertyMap | undefined): void {
  const [config, before] = [state["nodeConfig"], prior?.["nodeConfig"]];
  if (!isMap(config) || !Array.isArray(config["taints"])) return;
  const given = isMap(before) && Array.isArray(before["taints"]) ? before["taints"].filter(isMap) : [];
  const isOwn = (taint: PropertyMap): boolean =>
    given.some((one) => one["key"] === taint["key"] && one["effect"] === taint["effect"]);
  config["taints"] = config["taints"].filter(isMap).filter(isOwn);
}

/** Combinations that Google would refuse only after the preview. */
export function validateNodePool(inputs: PropertyMap) {
  const failures = [];
  const { nodeCount, autoscaling, upgradeSettings } = inputs;
  if (typeof nodeCount === "number" && isMap(autoscaling)) {
    failures.push({
      property: "nodeCount",
      reason: `"nodeCount" and "autoscaling" exclude each other: with autoscaling, GKE chooses the number; give initialNodeCount for the beginning`,
    });
  }
  if (
    isMap(upgradeSettings) &&
    upgradeSettings["strategy"] === "BLUE_GREEN" &&
    (upgradeSettings["maxSurge"] || upgradeSettings["maxUnavailable"])
  ) {
    failures.push({
      property: "upgradeSettings.maxSurge",
      reason: `"maxSurge" and "maxUnavailable" belong to strategy SURGE; a BLUE_GREEN upgrade is steered by blueGreenSettings`,
    });
  }
  if (
    typeof inputs["name"] === "string" &&
    typeof inputs["namePrefix"] === "string" &&
    !String(inputs["name"]).startsWith(inputs["namePrefix"])
  ) {
    failures.push({ property: "namePrefix", reason: `"name" and "namePrefix" exclude each other` });
  }
  return failures;
}
