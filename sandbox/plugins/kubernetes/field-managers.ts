import { isMap, parsePropertyPath, type PropertyMap, type PropertyValue } from "../../../lib/plugin";
import { ApiError, isApplyConflict } from "./api-error";
import { annotationIsTrue, at, list, map, text, withValue, type KubeObject } from "./object";
import type { Objects } from "./objects";

/** Managers whose fields become ours at the first update: `kubectl apply`, and this plugin's creates and client-side updates. */
const takenOver: readonly { readonly manager: string; readonly operation: "Apply" | "Update" }[] = [
  { manager: "kubectl", operation: "Apply" },
  { manager: "kubectl", operation: "Update" },
  { manager: "before-first-apply", operation: "Update" },
  { manager: "pulumi-kubernetes", operation: "Update" },
  { manager: "pulumi-kubernetes.exe", operation: "Update" },
  { manager: "pulumi-resource-kubernetes", operation: "Update" },
];

function isTakenOver(entry: PropertyMap): boolean {
  return (
    text(entry["subresource"]) === undefined &&
    takenOver.some(({ manager, operation }) => entry["manager"] === manager && entry["operation"] === operation)
  );
}

function managedFields(object: KubeObject): PropertyMap[] {
  return list(at(object, "metadata", "managedFields")).map(map);
}

/** Whether the object still has fields that the next update takes over. */
export function hasFieldsToTakeOver(object: KubeObject): boolean {
  return managedFields(object).some(isTakenOver);
}

/**
 * Gives our manager the fields of the managers above, so that an apply may then change or remove them. The patch tests the
 * version it was made for, so that nothing that came in between is lost.
 */
export async function takeOverFields(
  live: KubeObject,
  manager: string,
  objects: Objects,
  signal: AbortSignal,
): Promise<KubeObject> {
  if (!hasFieldsToTakeOver(live)) return live;
  const entries = managedFields(live);
  const ours = entries.find((entry) => entry["manager"] === manager && entry["operation"] === "Apply");
  const taken = entries.filter(isTakenOver);
  const merged = [...(ours ? [ours] : []), ...taken].reduce<PropertyMap>(
    (fields, entry) => mergeFields(fields, map(entry["fieldsV1"])),
    {},
  );
  const rest = entries.filter((entry) => entry !== ours && !taken.includes(entry));
  const replacement: PropertyMap = { ...(ours ?? taken[0]), manager, operation: "Apply", fieldsV1: merged };
  return objects.patch(
    live,
    "json",
    [
      { op: "replace", path: "/metadata/managedFields", value: [replacement, ...rest] },
      { op: "replace", path: "/metadata/resourceVersion", value: at(live, "metadata", "resourceVersion") ?? "" },
    ],
    { signal },
  );
}

/** The union of two field sets. */
function mergeFields(left: PropertyMap, right: PropertyMap): PropertyMap {
  const result: PropertyMap = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const existing = result[key];
    result[key] = isMap(existing) && isMap(value) ? mergeFields(existing, value) : value;
  }
  return result;
}

/** Whether an apply may take fields from others without asking. */
export function mayForce(inputs: KubeObject, enablePatchForce: boolean): boolean {
  return enablePatchForce || annotationIsTrue(inputs, "pulumi.com/patchForce");
}

/**
 * Inputs with the ignored paths as they are live, or without them where somebody else alone owns them: sending such a field
 * would make us its owner too.
 */
export function withIgnored(
  inputs: KubeObject,
  live: KubeObject,
  ignoreChanges: readonly string[],
  manager: string,
): KubeObject {
  let result = inputs;
  for (const pattern of ignoreChanges) {
    const path = parsePropertyPath(pattern);
    if (!path.every((part): part is string => typeof part === "string" && part !== "*")) continue;
    const entries = managedFields(live);
    const ours = entries.some((entry) => entry["manager"] === manager && owns(entry, path));
    const theirs = entries.some((entry) => entry["manager"] !== manager && owns(entry, path));
    const value: PropertyValue | undefined = at(live, ...path);
    if (theirs && !ours) result = withValue(result, path, undefined);
    else if (value !== undefined) result = withValue(result, path, value);
  }
  return result;
}

function owns(entry: PropertyMap, path: readonly string[]): boolean {
  return at(entry["fieldsV1"], ...path.map((key) => `f:${key}`)) !== undefined;
}

const troubleshooting =
  "https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/" +
  "managing-resources-with-server-side-apply/#handle-field-conflicts-on-existing-resources";

/** A conflict in words that say who owns what, and what can be done. Other errors stay as they are. */
export function explainConflict(error: unknown, manager: string): unknown {
  if (!isApplyConflict(error)) return error;
  const causes = error.status.details?.causes ?? [];
  const owners = causes.map(({ message, field }) => {
    const owner = /conflict with "([^"]+)"/.exec(message ?? "")?.[1] ?? "another manager";
    return `  - ${field ?? "a field"} is owned by "${owner}"`;
  });
  const fields = causes.map(({ field }) => (field ?? "").replace(/^\./, "")).filter(Boolean);
  return new ApiError(error.code, {
    ...error.status,
    message: [
      `server-side apply field conflict detected, see ${troubleshooting} for troubleshooting help`,
      `The resource managed by field manager "${manager}" had an apply conflict: ${error.message}`,
      ...owners,
      "Ways out:",
      `  - leave the field to its owner: remove it from the program, or ignoreChanges: ${JSON.stringify(fields)}`,
      '  - take it over: annotation "pulumi.com/patchForce": "true" on the resource, or enablePatchForce on the provider',
      "  - make the owner give it up (stop the controller or script that writes it)",
    ].join("\n"),
  });
}
