import { isMap, type PropertyMap, type PropertyValue } from "../../../../lib/plugin";
import type { ResourceContext } from "../core/context";
import { fromApi, toApi } from "../core/convert";
import { getPath, isJsonMap, mapAt, type JsonMap } from "../core/json";

/** The endpoints of a control plane: three properties of Pulumi's cluster are one object of Google's. */
export function controlPlaneEndpoints(planned: PropertyMap, body: JsonMap): JsonMap {
  const given = mapAt(body, "controlPlaneEndpointsConfig");
  const dns = mapAt(given, "dnsEndpointConfig");
  const networks = mapAt(body, "masterAuthorizedNetworksConfig");
  const privately = isMap(planned["privateClusterConfig"]) ? planned["privateClusterConfig"] : {};
  const global = isMap(privately["masterGlobalAccessConfig"])
    ? privately["masterGlobalAccessConfig"]["enabled"] === true
    : false;
  const ipEnabled = getPath(given, ["ipEndpointsConfig", "enabled"]);
  const subnetwork = privately["privateEndpointSubnetwork"];
  return {
    dnsEndpointConfig: {
      allowExternalTraffic: dns["allowExternalTraffic"] === true,
      enableK8sCertsViaDns: dns["enableK8sCertsViaDns"] === true,
      enableK8sTokensViaDns: dns["enableK8sTokensViaDns"] === true,
    },
    ipEndpointsConfig: {
      authorizedNetworksConfig: networks,
      enablePublicEndpoint: privately["enablePrivateEndpoint"] !== true,
      enabled: ipEnabled !== false,
      globalAccess: global,
      privateEndpointSubnetwork: typeof subnetwork === "string" ? subnetwork : "",
    },
  };
}

/** A maintenance policy as Google has it: the windows and the exclusions in one object. */
export function maintenancePolicyTo(planned: PropertyValue | undefined, resourceVersion: string): JsonMap {
  const version = resourceVersion ? { resourceVersion } : {};
  if (!isMap(planned)) return { ...version, window: {} };
  const {
    dailyMaintenanceWindow: daily,
    recurringWindow: recurring,
    maintenanceExclusions,
    disruptionBudget,
    recurringMaintenanceWindow,
  } = planned;
  const window: JsonMap = {};
  if (isMap(daily)) window["dailyMaintenanceWindow"] = { startTime: textOf(daily["startTime"]) };
  if (isMap(recurring)) {
    window["recurringWindow"] = {
      recurrence: textOf(recurring["recurrence"]),
      window: { startTime: textOf(recurring["startTime"]), endTime: textOf(recurring["endTime"]) },
    };
  }
  if (isMap(recurringMaintenanceWindow)) window["recurringMaintenanceWindow"] = recurringMaintenanceWindow as JsonMap;
  const exclusions = Array.isArray(maintenanceExclusions) ? maintenanceExclusions.filter(isMap) : [];
  if (exclusions.length > 0) {
    window["maintenanceExclusions"] = Object.fromEntries(
      exclusions.map((one) => [
        textOf(one["exclusionName"]),
        {
          startTime: textOf(one["startTime"]),
          ...(one["endTime"] ? { endTime: textOf(one["endTime"]) } : {}),
          ...(isMap(one["exclusionOptions"]) && { maintenanceExclusionOptions: one["exclusionOptions"] as JsonMap }),
        },
      ]),
    );
  }
  return { ...version, window, ...(isMap(disruptionBudget) && { disruptionBudget: disruptionBudget as JsonMap }) };
}

/** A cluster's maintenance policy as a program has it. */
export function maintenancePolicyFrom(context: ResourceContext, api: JsonMap): PropertyValue {
  const policy = mapAt(api, "maintenancePolicy");
  const window = mapAt(policy, "window");
  const exclusions = Object.entries(mapAt(window, "maintenanceExclusions")).map(([exclusionName, one]) => {
    const exclusion = isJsonMap(one) ? one : {};
    return { ...exclusion, exclusionName, exclusionOptions: exclusion["maintenanceExclusionOptions"] };
  });
  const recurring = mapAt(window, "recurringWindow");
  const flat: JsonMap = {
    ...(window["dailyMaintenanceWindow"] !== undefined && { dailyMaintenanceWindow: window["dailyMaintenanceWindow"] }),
    ...(Object.keys(recurring).length > 0 && {
      recurringWindow: { ...mapAt(recurring, "window"), recurrence: recurring["recurrence"] },
    }),
    ...(window["recurringMaintenanceWindow"] !== undefined && {
      recurringMaintenanceWindow: window["recurringMaintenanceWindow"],
    }),
    ...(exclusions.length > 0 && { maintenanceExclusions: exclusions }),
    ...(policy["disruptionBudget"] !== undefined && { disruptionBudget: policy["disruptionBudget"] }),
  };
  const field = context.fields.get("maintenancePolicy");
  if (!field || Object.keys(flat).length === 0) return null;
  const before = context.planned["maintenancePolicy"];
  return fromApi(field.fields, flat, isMap(before) ? before : undefined, {
    scope: context.scope,
    after: "write",
    emptyBlocks: true,
  });
}

/** The scopes of the node pool that GKE makes when none is described. */
export const defaultNodeConfig: JsonMap = {
  oauthScopes: [
    "devstorage.read_only",
    "logging.write",
    "monitoring",
    "service.management.readonly",
    "servicecontrol",
    "trace.append",
  ].map((scope) => `https://www.googleapis.com/auth/${scope}`),
};

/** The whole cluster as Google's JSON, from which updates take their parts. */
export function wholeCluster(context: ResourceContext): JsonMap {
  return toApi(context.fields, context.planned, context.scope, new Set(context.fields.keys()));
}

function textOf(value: PropertyValue | undefined): string {
  return typeof value === "string" ? value : "";
}
