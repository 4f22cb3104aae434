import { isMap, Unknown, type CheckFailure, type PropertyMap } from "../../../../lib/plugin";
import type { Hooks, ResourceContext } from "../core/context";
import { regionOf } from "../core/context";
import { oneError } from "../core/google-error";
import { getPath, isJsonMap, listAt, mapAt, textAt, type JsonMap } from "../core/json";
import { isZero } from "../core/schema";
import { controlPlaneEndpoints, defaultNodeConfig, maintenancePolicyFrom, maintenancePolicyTo } from "./cluster-parts";
import { updateCluster } from "./cluster-update";
import { removeDefaultPool } from "./default-pool";
import { nodePoolBody, nodePoolState, validateNodePool } from "./node-pool";

/** What a cluster does that no row can say. */
export const clusterHooks: Hooks = {
  validate: validateCluster,
  plan: (planned, old) => {
    // Asking for another version of the control plane changes what it runs.
    if (
      old &&
      typeof planned["minMasterVersion"] === "string" &&
      planned["minMasterVersion"] !== old["minMasterVersion"]
    ) {
      planned["masterVersion"] = new Unknown();
    }
    if (planned["enableAutopilot"] === true && (!old || old["enableAutopilot"] !== true))
      planned["enableIntranodeVisibility"] = true;
    if (planned["enableAutopilot"] === true && planned["networkingMode"] instanceof Unknown)
      planned["networkingMode"] = "VPC_NATIVE";
  },
  body: clusterBody,
  created: async (context) => {
    if (context.planned["removeDefaultNodePool"] !== true) return;
    context.log.status("removing the default node pool");
    await removeDefaultPool(context);
  },
  state: clusterState,
  update: updateCluster,
  beforeDelete: (state) => {
    if (state["deletionProtection"] === false) return;
    throw new Error(
      oneError(
        "Cannot destroy cluster because deletion_protection is set to true. Set it to false to proceed with cluster deletion.\n" +
          "  What to do: set deletionProtection: false in the program, run `pulumi up`, and only then destroy.",
      ),
    );
  },
  delete: async (context) => {
    const answer = await context.send("DELETE", context.table.item);
    await context.wait(answer, "deleting GKE cluster");
  },
};

/** Combinations that GKE refuses, found before anything is made. */
function validateCluster(inputs: PropertyMap): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const { enableAutopilot, nodePools, removeDefaultNodePool, initialNodeCount } = inputs;
  if (enableAutopilot === true) {
    for (const name of [
      "removeDefaultNodePool",
      "networkPolicy",
      "enableShieldedNodes",
      "enableLegacyAbac",
      "defaultMaxPodsPerNode",
      "nodePools",
    ]) {
      const isDefault = Array.isArray(inputs["__defaults"]) && inputs["__defaults"].includes(name);
      if (!isDefault && !isZero(inputs[name])) {
        failures.push({
          property: name,
          reason: `"${name}" cannot be used with enableAutopilot: GKE runs the nodes itself`,
        });
      }
    }
  }
  if (removeDefaultNodePool === true && Array.isArray(nodePools) && nodePools.length > 0) {
    failures.push({
      property: "removeDefaultNodePool",
      reason: `"removeDefaultNodePool" and "nodePools" exclude each other`,
    });
  }
  const noPools = enableAutopilot !== true && !(enableAutopilot instanceof Unknown) && nodePools === undefined;
  if (noPools && (initialNodeCount === undefined || initialNodeCount === 0)) {
    failures.push({
      property: "initialNodeCount",
      reason: `the cluster needs nodes to begin with: give "initialNodeCount" of 1 or more (with removeDefaultNodePool if the pools are resources of their own), "nodePools", or enableAutopilot`,
    });
  }
  for (const [index, pool] of (Array.isArray(nodePools) ? nodePools : []).entries()) {
    if (!isMap(pool)) continue;
    for (const { property, reason } of validateNodePool(pool))
      failures.push({ property: `nodePools[${index}].${property}`, reason });
  }
  return failures;
}

/** A new cluster, with the members that the official plugin always sends. */
function clusterBody(body: JsonMap, context: ResourceContext): JsonMap {
  const { planned } = context;
  const rest = { ...body };
  delete rest["masterAuthorizedNetworksConfig"]; // It goes with the endpoints.
  const autopilot = planned["enableAutopilot"] === true;
  const pools = Array.isArray(planned["nodePools"]) ? planned["nodePools"].filter(isMap) : [];
  const sentPools = listAt(body, "nodePools").map((pool, index) => nodePoolBody(pool, pools[index] ?? {}));
  const version = planned["minMasterVersion"];
  const privateNodes = getPath(body, ["privateClusterConfig", "enablePrivateNodes"]) === true;
  const locations = planned["nodeLocations"];
  const others = Array.isArray(locations) ? locations.filter((zone): zone is string => typeof zone === "string") : [];
  const zone = context.fill("{location}");
  const hasNodes = body["nodeConfig"] !== undefined || sentPools.length > 0;
  return {
    ...rest,
    ...(!autopilot && { autoscaling: { enableNodeAutoprovisioning: false, ...mapAt(body, "autoscaling") } }),
    binaryAuthorization: isJsonMap(body["binaryAuthorization"]) ? body["binaryAuthorization"] : { enabled: false },
    controlPlaneEndpointsConfig: controlPlaneEndpoints(planned, body),
    maintenancePolicy: maintenancePolicyTo(planned["maintenancePolicy"], ""),
    networkConfig: { ...mapAt(body, "networkConfig"), ...(privateNodes && { defaultEnablePrivateNodes: true }) },
    networkPolicy: mapAt(body, "networkPolicy"),
    notificationConfig: isJsonMap(body["notificationConfig"]) ? body["notificationConfig"] : { pubsub: {} },
    ...(sentPools.length > 0 && { nodePools: sentPools }),
    ...(!hasNodes && { nodeConfig: defaultNodeConfig }),
    ...(typeof version === "string" && version !== "" && { initialClusterVersion: version }),
    ...(others.length > 0 && { locations: regionOf(zone) === zone ? others : [...new Set([zone, ...others])] }),
  };
}

async function clusterState(state: PropertyMap, api: JsonMap, context: ResourceContext): Promise<void> {
  const location = context.fill("{location}");
  state["location"] = location;
  state["project"] = context.project;
  state["network"] = textAt(api, "networkConfig", "network") || textAt(api, "network");
  state["subnetwork"] = textAt(api, "networkConfig", "subnetwork") || textAt(api, "subnetwork");
  state["networkingMode"] = getPath(api, ["ipAllocationPolicy", "useIpAliases"]) === true ? "VPC_NATIVE" : "ROUTES";
  const zones = getPath(api, ["locations"]);
  state["nodeLocations"] = (Array.isArray(zones) ? zones : []).filter(
    (zone): zone is string => typeof zone === "string" && zone !== location,
  );
  state["nodeVersion"] = textAt(api, "currentNodeVersion");
  state["maintenancePolicy"] = maintenancePolicyFrom(context, api);
  state["deletionProtection"] ??= true;
  // Off is how GKE says nothing of these.
  state["podSecurityPolicyConfig"] ??= { enabled: false };
  for (const name of ["secretManagerConfig", "secretSyncConfig"])
    state[name] ??= { enabled: false, rotationConfig: null };
  state["operation"] = null;
  const ip = mapAt(api, "controlPlaneEndpointsConfig", "ipEndpointsConfig");
  if (state["endpoint"] === "") state["endpoint"] = textAt(ip, "publicEndpoint") || textAt(ip, "privateEndpoint");
  state["privateClusterConfig"] = privateCluster(state["privateClusterConfig"]);
  // The endpoints' own list counts; the member of the same name beside it is the old place.
  const networks = mapAt(ip, "authorizedNetworksConfig");
  if (networks["enabled"] === true) state["masterAuthorizedNetworksConfig"] = authorizedNetworks(networks);
  else if (Object.keys(ip).length > 0) state["masterAuthorizedNetworksConfig"] = null;
  if (!context.planned["nodeConfig"] && !isMap(state["nodeConfig"])) state["nodeConfig"] = null;
  await inlinePools(state, api, context);
}

/** The addresses of every cluster are in Google's answer; the block of the state is for clusters that are private in some way, and for the addresses. */
function privateCluster(block: PropertyMap[string]): PropertyMap[string] {
  if (!isMap(block)) return null;
  return block;
}

function authorizedNetworks(networks: JsonMap): PropertyMap {
  return {
    cidrBlocks: listAt(networks, "cidrBlocks").map((one) => ({
      cidrBlock: textAt(one, "cidrBlock"),
      displayName: textAt(one, "displayName"),
    })),
    gcpPublicCidrsAccessEnabled: networks["gcpPublicCidrsAccessEnabled"] === true,
    privateEndpointEnforcementEnabled: networks["privateEndpointEnforcementEnabled"] === true,
  };
}

/** Pools in a cluster's state: their sizes are read only where the program describes pools here. */
async function inlinePools(state: PropertyMap, api: JsonMap, context: ResourceContext): Promise<void> {
  const pools = Array.isArray(state["nodePools"]) ? state["nodePools"].filter(isMap) : [];
  const apiPools = listAt(api, "nodePools");
  const planned = context.planned["nodePools"];
  const old = Array.isArray(planned) ? planned.filter(isMap) : [];
  for (const [index, pool] of pools.entries()) {
    const apiPool = apiPools[index];
    if (!apiPool) continue;
    const before = old.find((one) => one["name"] === pool["name"]);
    await nodePoolState(pool, apiPool, context, before);
    pool["ignoreNodeCountChanges"] = before?.["ignoreNodeCountChanges"] === true;
    pool["namePrefix"] ??= "";
    pool["nodeDrainConfigs"] ??= [];
    delete pool["operation"];
  }
}
