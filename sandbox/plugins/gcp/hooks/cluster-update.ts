import { textOf } from "../core/plan";
import { isMap } from "../../../../lib/plugin";
import type { Change } from "../core/compare";
import type { ResourceContext } from "../core/context";
import { addLabels, changedProperties } from "../core/lifecycle";
import { getPath, mapAt, textAt, type Json, type JsonMap } from "../core/json";
import { clusterUpdates } from "../resources/cluster/updates";
import { controlPlaneEndpoints, maintenancePolicyTo, wholeCluster } from "./cluster-parts";
import { removeDefaultPool } from "./default-pool";
import { changesWithin, updateNodePool } from "./node-pool-update";

/** A cluster is updated one aspect at a time, each an operation that GKE finishes before it takes the next. */
export async function updateCluster(context: ResourceContext, changes: readonly Change[]): Promise<void> {
  const changed = changedProperties(context, changes);
  if (changed.has("removeDefaultNodePool") && context.planned["removeDefaultNodePool"] === true)
    await removeDefaultPool(context);
  if (changes.length === 0) return;
  const body = wholeCluster(context);
  const update = async (desired: JsonMap): Promise<void> => {
    await context.wait(await context.send("PUT", context.table.item, { update: desired }), "updating GKE cluster");
  };
  const post = async (verb: string, request: JsonMap): Promise<void> => {
    await context.wait(await context.send("POST", `${context.table.item}:${verb}`, request), "updating GKE cluster");
  };

  if (endpointsChange(changes)) {
    await update({ desiredControlPlaneEndpointsConfig: await endpoints(context, body) });
  }
  for (const { on, within, desired, value } of clusterUpdates) {
    if (!changed.has(on) || (within !== undefined && !touches(changes, `${on}.${within}`))) continue;
    await update({ [desired]: value(body) });
  }
  if (changed.has("nodeLocations")) await update({ desiredLocations: locations(context) });
  if (changed.has("enableLegacyAbac"))
    await post("setLegacyAbac", { enabled: context.planned["enableLegacyAbac"] === true });
  if (changed.has("loggingService") || changed.has("monitoringService")) {
    await update({
      desiredLoggingService: textAt(body, "loggingService"),
      desiredMonitoringService: textAt(body, "monitoringService"),
    });
  }
  if (changed.has("networkPolicy")) await post("setNetworkPolicy", { networkPolicy: mapAt(body, "networkPolicy") });
  const { minMasterVersion, nodeVersion } = context.planned;
  if (changed.has("minMasterVersion") && typeof minMasterVersion === "string" && minMasterVersion !== "") {
    await update({ desiredMasterVersion: minMasterVersion });
  }
  if (changed.has("nodeVersion") && typeof nodeVersion === "string") {
    await update({ desiredNodeVersion: nodeVersion, desiredNodePoolId: "default-pool" });
  }
  if (changed.has("maintenancePolicy")) {
    const now = await context.send("GET", context.table.item);
    const version = textAt(now, "maintenancePolicy", "resourceVersion");
    await post("setMaintenancePolicy", {
      maintenancePolicy: maintenancePolicyTo(context.planned["maintenancePolicy"], version),
    });
  }
  if (changed.has("resourceLabels")) {
    const labels: JsonMap = {};
    addLabels(context, labels);
    const now = await context.send("GET", context.table.item);
    await post("setResourceLabels", {
      labelFingerprint: textAt(now, "labelFingerprint"),
      resourceLabels: labels["resourceLabels"] ?? {},
    });
  }
  if (changed.has("nodePools")) await updateInlinePools(context, changes);
  if (changed.has("nodeConfig")) await updateDefaultPool(context, changes);
}

function endpointsChange(changes: readonly Change[]): boolean {
  return [
    "controlPlaneEndpointsConfig",
    "masterAuthorizedNetworksConfig",
    "privateClusterConfig.enablePrivateEndpoint",
    "privateClusterConfig.masterGlobalAccessConfig",
  ].some((path) => touches(changes, path));
}

/** Whether something at, below or above a dotted path changes. */
function touches(changes: readonly Change[], path: string): boolean {
  const wanted = path.split(".");
  return changes.some((change) =>
    change.path.slice(0, wanted.length).every((part, index) => String(part) === wanted[index]),
  );
}

/** What is not described stays as it is on the server. */
async function endpoints(context: ResourceContext, body: JsonMap): Promise<Json> {
  const desired = controlPlaneEndpoints(context.planned, body);
  const now = await context.send("GET", context.table.item);
  const subnetwork = getPath(now, ["controlPlaneEndpointsConfig", "ipEndpointsConfig", "privateEndpointSubnetwork"]);
  const ip = mapAt(desired, "ipEndpointsConfig");
  return {
    ...desired,
    ipEndpointsConfig: {
      ...ip,
      ...(ip["privateEndpointSubnetwork"] === "" &&
        typeof subnetwork === "string" && { privateEndpointSubnetwork: subnetwork }),
    },
  };
}

function locations(context: ResourceContext): string[] {
  const list = context.planned["nodeLocations"];
  const others = Array.isArray(list) ? list.filter((zone): zone is string => typeof zone === "string") : [];
  const location = context.fill("{location}");
  // A zonal cluster's own zone is always one of its zones.
  return /-[a-z]$/.test(location) ? [...new Set([location, ...others])] : others;
}

/** Pools written inside the cluster are updated like pools of their own. */
async function updateInlinePools(context: ResourceContext, changes: readonly Change[]): Promise<void> {
  const field = context.fields.get("nodePools");
  const pools = context.planned["nodePools"];
  if (!field || !Array.isArray(pools)) return;
  for (const [index, pool] of pools.entries()) {
    const inside = changesWithin(changes, "nodePools", index);
    if (!isMap(pool) || inside.length === 0) continue;
    await updateNodePool(
      context,
      `${context.table.item}/nodePools/${textOf(pool["name"])}`,
      inside,
      pool,
      field.fields,
    );
  }
}

/** `nodeConfig` of a cluster describes the nodes of its default pool. */
async function updateDefaultPool(context: ResourceContext, changes: readonly Change[]): Promise<void> {
  const field = context.fields.get("nodeConfig");
  if (!field) return;
  const fields = new Map([["nodeConfig", { ...field, api: ["config"] }]]);
  const planned = { name: "default-pool", nodeConfig: context.planned["nodeConfig"] };
  await updateNodePool(
    context,
    `${context.table.item}/nodePools/default-pool`,
    changes.filter(({ path }) => path[0] === "nodeConfig"),
    planned,
    fields,
  );
}
