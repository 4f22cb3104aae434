import { type Field, fieldsOf, isJson, type Json, POD_TEMPLATE } from "../../lib/kubernetes/fields/schema";
import { DIRECTIVE } from "./directive";

/**
 * A strategic merge, as `kubectl patch` does it: mappings are merged, lists with a key by that key, others are replaced, and null takes a
 * field away.
 * @param template May hold values that are known later; a patch replaces such a value or leaves it.
 */
export const patchPodTemplate = <Template extends object>(template: Template, patch: Json): Template =>
  merged(template as Json, patch, POD_TEMPLATE) as unknown as Template;

/** Fields that a patch writes, for people to read: `spec.hostAliases`, `spec.containers`. */
export const patchedFields = (patch: Json): string[] =>
  Object.entries(patch).flatMap(([part, inner]) =>
    isJson(inner) ? Object.keys(inner).map((key) => `${part}.${key}`) : [part],
  );

function merged(base: Json, patch: Json, field: Field): Json {
  const { [DIRECTIVE]: directive, ...changes } = patch;
  if (directive === "delete") return {};
  const result: Record<string, unknown> = directive === "replace" ? {} : { ...base };
  for (const [key, change] of Object.entries(changes)) {
    if (change === null) delete result[key];
    else result[key] = mergedValue(result[key], change, innerField(field, key));
  }
  return result;
}

function innerField(field: Field, key: string): Field {
  const fields = fieldsOf(field);
  if (fields) return fields[key] ?? "any";
  return typeof field === "object" && "*" in field ? field["*"] : "any";
}

function mergedValue(base: unknown, change: unknown, field: Field): unknown {
  if (Array.isArray(change))
    return typeof field === "object" && "list" in field && Array.isArray(base)
      ? mergedList(base, change, field)
      : change.map((entry) => (isJson(entry) ? merged({}, entry, entryField(field)) : (entry as unknown)));
  return isJson(change) ? merged(isJson(base) ? base : {}, change, field) : change;
}

const entryField = (field: Field): Field =>
  typeof field !== "object" ? "any" : "list" in field ? field.list : "*" in field ? "any" : field[0];

function mergedList(
  base: readonly unknown[],
  changes: readonly unknown[],
  { list, key }: { readonly list: Field; readonly key: string },
): unknown[] {
  if (key === "") return [...new Set([...base, ...changes])];
  const replaces = changes.some((one) => isJson(one) && one[DIRECTIVE] === "replace" && !(key in one));
  let result: unknown[] = replaces ? [] : [...base];
  for (const change of changes) {
    if (!isJson(change) || !(key in change)) continue;
    const index = result.findIndex((one) => isJson(one) && one[key] === change[key]);
    if (change[DIRECTIVE] === "delete") result = result.filter((_, at) => at !== index);
    else if (index < 0) result.push(merged({}, change, list));
    else result[index] = merged(result[index] as Json, change, list);
  }
  return result;
}
