import type { PropertyMap } from "../../../../lib/plugin";
import { fromApi } from "../core/convert";
import { getPath, listAt, textAt, type JsonMap } from "../core/json";
import type { GcpFunction } from "../core/provider";
import { parseRows, type Fields } from "../core/schema";
import { cluster } from "../resources/cluster";
import { get, getOrMissing, locationOf, projectOf, textOr, required, labelsAt } from "./request";

/** `gcp.container.getEngineVersions` */
export const getEngineVersions: GcpFunction = async (args, call) => {
  const project = projectOf(args, call);
  const location = locationOf(args, call);
  const prefix = textOr(args, "versionPrefix", undefined);
  const config = await get(call, "container", `projects/${project}/locations/${location}/serverConfig`);
  const matching = (versions: string[]): string[] => versions.filter((version) => version.startsWith(prefix ?? ""));
  const masters = matching(texts(config, "validMasterVersions"));
  const nodes = matching(texts(config, "validNodeVersions"));
  const channels = listAt(config, "channels");
  const perChannel = (value: (channel: JsonMap) => string | undefined): Record<string, string> =>
    Object.fromEntries(
      channels
        .map((channel) => [textAt(channel, "channel"), value(channel)] as const)
        .filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
  return {
    defaultClusterVersion: textAt(config, "defaultClusterVersion"),
    id: new Date().toISOString(),
    latestMasterVersion: masters[0] ?? "",
    latestNodeVersion: nodes[0] ?? "",
    location,
    releaseChannelDefaultVersion: perChannel((channel) => textAt(channel, "defaultVersion")),
    releaseChannelLatestVersion: perChannel((channel) => matching(texts(channel, "validVersions"))[0]),
    releaseChannelUpgradeTargetVersion: perChannel((channel) => textAt(channel, "upgradeTargetVersion")),
    validMasterVersions: masters,
    validNodeVersions: nodes,
    ...(prefix !== undefined && { versionPrefix: prefix }),
    ...(typeof args["project"] === "string" && { project }),
  };
};

let clusterFields: Fields | undefined;

/** A cluster that exists, with the outputs of a `gcp.container.Cluster` as functions name them. */
export const getCluster: GcpFunction = async (args, call) => {
  const project = projectOf(args, call);
  const location = locationOf(args, call);
  const name = required(args, "name");
  const id = `projects/${project}/locations/${location}/clusters/${name}`;
  const api = await getOrMissing(call, "gcp:container/getCluster:getCluster", "container", id, `${id} not found`);
  clusterFields ??= parseRows(cluster.rows);
  const state = fromApi(clusterFields, api, undefined, {
    scope: { project, region: undefined },
    after: "read",
    emptyBlocks: true,
  });
  const zones = getPath(api, ["locations"]);
  return {
    ...asData(clusterFields, state),
    id,
    name,
    project,
    location,
    network: textAt(api, "networkConfig", "network"),
    subnetwork: textAt(api, "networkConfig", "subnetwork"),
    nodeLocations: (Array.isArray(zones) ? zones : []).filter(
      (zone) => typeof zone === "string" && zone !== location,
    ) as string[],
    nodeVersion: textAt(api, "currentNodeVersion"),
    effectiveLabels: labelsAt(api, "resourceLabels"),
    pulumiLabels: labelsAt(api, "resourceLabels"),
    resourceLabels: labelsAt(api, "resourceLabels"),
    deletionProtection: true,
  };
};

/**
 * A resource's state as the official plugin's functions answer it: a block is a list there, of none or one, under the plural of its name
 * (`masterAuth` → `masterAuths`), and so are the blocks inside it.
 */
function asData(fields: Fields, state: PropertyMap): PropertyMap {
  const data: PropertyMap = { ...state };
  for (const field of fields.values()) {
    const value = state[field.name];
    if (field.kind === "block") {
      delete data[field.name];
      data[pluralOf(field.name)] = isMap(value) ? [asData(field.fields, value)] : [];
    } else if (field.kind === "list" && Array.isArray(value))
      data[field.name] = value.map((one) => (isMap(one) ? asData(field.fields, one) : one));
  }
  return data;
}

/** As the names of the official plugin's `GetCluster…` types have it. */
export function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  if (/(us|ss)$/.test(name)) return `${name}es`;
  return name.endsWith("s") ? name : `${name}s`;
}

function isMap(value: unknown): value is PropertyMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function texts(json: JsonMap, ...path: string[]): string[] {
  const list = getPath(json, path);
  return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
}
