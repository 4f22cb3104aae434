import { textOf } from "../core/plan";
import { isMap, type PropertyMap } from "../../../../lib/plugin";
import type { Change } from "../core/compare";
import type { ResourceContext } from "../core/context";
import { toApi } from "../core/convert";
import { isJsonMap, mapAt, type Json, type JsonMap } from "../core/json";
import type { Fields } from "../core/schema";

/** One request of a node's configuration: which properties make it, and how its body is made of Google's view of the pool. */
interface ConfigUpdate {
  readonly on: readonly string[];
  readonly body: (config: JsonMap, changed: ReadonlySet<string>) => JsonMap;
}

const whole = (property: string, member = property): ConfigUpdate => ({
  on: [property],
  body: (config) => ({ [member]: config[property] ?? {} }),
});

/** In the order in which the official plugin sends them: each is an operation of its own. */
const configUpdates: readonly ConfigUpdate[] = [
  {
    on: ["diskSizeGb", "diskType", "machineType", "storagePools", "bootDisk"],
    body: (config, changed) => {
      const body: JsonMap = {};
      for (const name of ["diskType", "machineType", "storagePools", "bootDisk"])
        if (changed.has(name)) body[name] = config[name];
      if (changed.has("diskSizeGb")) body["diskSizeGb"] = `${Number(config["diskSizeGb"])}`;
      return body;
    },
  },
  { on: ["taints"], body: (config) => ({ taints: { taints: config["taints"] ?? [] } }) },
  { on: ["tags"], body: (config) => ({ tags: { tags: config["tags"] ?? [] } }) },
  {
    on: ["resourceManagerTags"],
    body: (config) => ({ resourceManagerTags: { tags: mapAt(config, "resourceManagerTags", "tags") } }),
  },
  { on: ["resourceLabels"], body: (config) => ({ resourceLabels: { labels: config["resourceLabels"] ?? {} } }) },
  { on: ["labels"], body: (config) => ({ labels: { labels: config["labels"] ?? {} } }) },
  { on: ["imageType"], body: (config) => ({ imageType: config["imageType"] }) },
  whole("workloadMetadataConfig"),
  whole("gcfsConfig"),
  whole("gvnic"),
  whole("fastSocket"),
  whole("kubeletConfig"),
  whole("linuxNodeConfig"),
  whole("windowsNodeConfig"),
  whole("containerdConfig"),
  whole("confidentialNodes"),
  { on: ["loggingVariant"], body: (config) => ({ loggingConfig: config["loggingConfig"] ?? {} }) },
  whole("flexStart"),
  whole("taintConfig"),
];

/** Updates one pool, at `item`; `changes` are relative to the pool. */
export async function updateNodePool(
  context: ResourceContext,
  item: string,
  changes: readonly Change[],
  planned: PropertyMap,
  fields: Fields = context.fields,
): Promise<void> {
  const changed = new Set(changes.map(({ path }) => String(path[0])));
  const pool = toApi(fields, planned, context.scope, new Set(changed));
  const name = textOf(planned["name"]);
  const put = async (body: JsonMap): Promise<void> => {
    await context.wait(await context.send("PUT", item, { ...body, name }), "updating GKE node pool", "container");
  };
  const post = async (verb: string, body: JsonMap): Promise<void> => {
    await context.wait(await context.send("POST", `${item}:${verb}`, body), "updating GKE node pool", "container");
  };

  if (changed.has("autoscaling")) {
    const desiredNodePoolAutoscaling = isJsonMap(pool["autoscaling"]) ? pool["autoscaling"] : { enabled: false };
    const update = { desiredNodePoolAutoscaling, desiredNodePoolId: name };
    const answer = await context.send("PUT", item.replace(/\/nodePools\/[^/]+$/, ""), { update });
    await context.wait(answer, "updating GKE node pool", "container");
  }
  if (changed.has("nodeConfig")) await updateConfig(changes, mapAt(pool, "config"), put);
  if (changed.has("nodeCount") && typeof planned["nodeCount"] === "number")
    await post("setSize", { nodeCount: planned["nodeCount"] });
  if (changed.has("management")) await post("setManagement", { management: managementOf(planned) });
  if (changed.has("version") && typeof planned["version"] === "string") await put({ nodeVersion: planned["version"] });
  if (changed.has("nodeLocations")) await put({ locations: pool["locations"] ?? [] });
  if (changed.has("upgradeSettings")) await put({ upgradeSettings: ofStrategy(mapAt(pool, "upgradeSettings")) });
  if (changed.has("networkConfig")) await put({ nodeNetworkConfig: mapAt(pool, "networkConfig") });
  if (changed.has("queuedProvisioning")) await put({ queuedProvisioning: mapAt(pool, "queuedProvisioning") });
  if (changed.has("nodeDrainConfigs")) await put({ nodeDrainConfig: mapAt(pool, "nodeDrainConfig") });
}

/** GKE takes only what belongs to the strategy; what the other one left in the state is not sent. */
function ofStrategy({ maxSurge, maxUnavailable, blueGreenSettings, ...settings }: JsonMap): JsonMap {
  if (settings["strategy"] === "BLUE_GREEN")
    return { ...settings, ...(blueGreenSettings !== undefined && { blueGreenSettings }) };
  return {
    ...settings,
    ...(maxSurge !== undefined && { maxSurge }),
    ...(maxUnavailable !== undefined && { maxUnavailable }),
  };
}

function managementOf(planned: PropertyMap): Json {
  const management = isMap(planned["management"]) ? planned["management"] : {};
  return { autoRepair: management["autoRepair"] === true, autoUpgrade: management["autoUpgrade"] === true };
}

async function updateConfig(
  changes: readonly Change[],
  config: JsonMap,
  put: (body: JsonMap) => Promise<void>,
): Promise<void> {
  const inner = changes.filter(({ path }) => path[0] === "nodeConfig");
  const changed = new Set(inner.map(({ path }) => String(path[1] ?? "*")));
  for (const { on, body } of configUpdates)
    if (on.some((property) => changed.has(property))) await put(body(config, changed));
}

/** Changes inside the element of a list, as changes of that element. */
export function changesWithin(changes: readonly Change[], property: string, index: number): Change[] {
  return changes
    .filter(({ path }) => path[0] === property && path[1] === index && path.length > 2)
    .map((change) => ({ ...change, path: change.path.slice(2) }));
}
