import { isMap, Unknown, type PropertyMap, type PropertyValue } from "../../../../lib/plugin";
import type { GcpConfig } from "./config";
import type { ResourceTable } from "./context";

const attribution = { "goog-pulumi-provisioned": "true" };

/**
 * Labels have three faces: the program's (`labels`), with the provider's defaults added (`pulumiLabels`), and all that are on
 * the resource (`effectiveLabels`), so that labels that others put there are neither lost nor a difference.
 */
export function planLabels(
  table: ResourceTable,
  planned: PropertyMap,
  old: PropertyMap | undefined,
  config: GcpConfig,
): void {
  if (!table.labels) return;
  const given = planned[table.labels.property];
  if (given instanceof Unknown || (isMap(given) && Object.values(given).some((value) => value instanceof Unknown))) {
    planned["pulumiLabels"] = given;
    planned["effectiveLabels"] = given;
    return;
  }
  const mine: PropertyMap = {
    ...config.defaultLabels,
    ...(isMap(given) ? given : {}),
    ...(attributed(config, old) && attribution),
  };
  const others: PropertyMap = {};
  const [before, owned] = [asMap(old?.["effectiveLabels"]), asMap(old?.["pulumiLabels"])];
  for (const [key, value] of Object.entries(before)) if (!(key in owned)) others[key] = value;
  planned["pulumiLabels"] = mine;
  planned["effectiveLabels"] = { ...others, ...mine };
}

/** A resource made without the attribution label does not get it by an update. */
function attributed(config: GcpConfig, old: PropertyMap | undefined): boolean {
  if (!config.attributionLabel) return false;
  return !old || "goog-pulumi-provisioned" in asMap(old["pulumiLabels"]);
}

/** The three faces of the labels that were read. */
export function readLabels(
  table: ResourceTable,
  state: PropertyMap,
  all: PropertyMap,
  prior: PropertyMap | undefined,
  after: "write" | "read",
): void {
  if (!table.labels) return;
  const only = (keys: PropertyMap): PropertyMap =>
    Object.fromEntries(
      Object.keys(keys)
        .filter((key) => key in all)
        .map((key) => [key, all[key]]),
    );
  const given = prior?.[table.labels.property];
  state[table.labels.property] = isMap(given)
    ? only(given)
    : prior
      ? after === "write"
        ? null
        : {}
      : withoutAttribution(all);
  state["pulumiLabels"] = prior ? only(asMap(prior["pulumiLabels"])) : { ...all };
  state["effectiveLabels"] = { ...all };
}

function asMap(value: PropertyValue | undefined): PropertyMap {
  return isMap(value) ? value : {};
}

/** What was imported is described in full, so that the program that imports it sees no difference. */
function withoutAttribution(labels: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !(key in attribution)));
}
