import { fromApi } from "../core/convert";
import { getPath, listAt, textAt, type JsonMap } from "../core/json";
import type { GcpFunction } from "../core/provider";
import { parseRows, type Fields } from "../core/schema";
import { cluster } from "../resources/cluster";
import { get, getOrMissing, locationOf, projectOf, textOr, required, labelsAt } from "./request";

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

/** A cluster that exists, with the outputs of a `gcp.container.Cluster`; blocks are lists here. */
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
  for (const field of clusterFields.values()) {
    const value = state[field.name];
    if (field.kind === "block") state[field.name] = value === null || value === undefined ? [] : [value];
  }
  const zones = getPath(api, ["locations"]);
  return {
    ...state,
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

function texts(json: JsonMap, ...path: string[]): string[] {
  const list = getPath(json, path);
  return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
}
