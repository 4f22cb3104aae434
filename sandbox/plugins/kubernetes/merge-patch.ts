import { equalValues, isMap, type PropertyMap, type PropertyValue } from "../../../lib/plugin";
import type { Schema, SchemaSet } from "./schemas";

/** How the server merges the fields of an object: its own description of the kind. */
export interface Merging {
  readonly schemas: SchemaSet;
  readonly schema: Schema | undefined;
}

/**
 * A three-way merge patch for client-side mode: sets what the new inputs say and the live object does not have, removes what
 * the old inputs had and the new ones do not.
 * @param merging for a strategic merge patch: lists whose items have a key are patched item by item, so that others' items stay.
 * Without it every list is replaced, as a plain merge patch does.
 */
export function mergePatch(
  live: PropertyMap,
  oldInputs: PropertyMap,
  newInputs: PropertyMap,
  merging?: Merging,
): PropertyMap {
  const patch: PropertyMap = {};
  for (const key of Object.keys(oldInputs))
    if (newInputs[key] === undefined && live[key] !== undefined) patch[key] = null;
  for (const [key, value] of Object.entries(newInputs)) {
    const current = live[key];
    const before = oldInputs[key];
    const field = fieldOf(key, merging);
    if (isMap(value) && isMap(current)) {
      const inner = mergePatch(current, isMap(before) ? before : {}, value, field);
      if (Object.keys(inner).length > 0) patch[key] = retaining(inner, value, field);
    } else if (!equalValues(value, current)) {
      const items = field && itemsPatch(key, itemsOf(current), itemsOf(before) ?? [], itemsOf(value), field);
      Object.assign(patch, items ?? { [key]: value });
    }
  }
  return patch;
}

function fieldOf(name: string, merging: Merging | undefined): Merging | undefined {
  if (!merging) return undefined;
  const { schemas, schema } = merging;
  const properties = schemas.resolve(schema)?.properties;
  return { schemas, schema: properties?.[name] };
}

/**
 * The patch of a list that is merged by a key; undefined where it is replaced as a whole. The syntax:
 * https://github.com/kubernetes/design-proposals-archive/blob/main/cli/preserve-order-in-strategic-merge-patch.md
 */
function itemsPatch(
  name: string,
  live: readonly PropertyMap[] | undefined,
  old: readonly PropertyMap[],
  wanted: readonly PropertyMap[] | undefined,
  { schemas, schema }: Merging,
): PropertyMap | undefined {
  const key = schema?.["x-kubernetes-patch-merge-key"];
  if (key === undefined || !follows("merge", schema) || !live || !wanted) return undefined;
  const item = { schemas, schema: schema?.items };
  const find = (list: readonly PropertyMap[], like: PropertyMap) =>
    list.find((one) => equalValues(one[key], like[key]));
  const removed = old.filter((one) => !find(wanted, one) && find(live, one));
  return {
    [`$setElementOrder/${name}`]: wanted.map((one) => ({ [key]: one[key] ?? null })),
    [name]: [
      ...removed.map((one) => ({ $patch: "delete", [key]: one[key] ?? null })),
      ...wanted.map((one) => {
        const current = find(live, one);
        if (!current) return one;
        const inner = mergePatch(current, find(old, one) ?? {}, one, item);
        return { [key]: one[key] ?? null, ...retaining(inner, one, { schemas, schema }) };
      }),
    ],
  };
}

/** Where fields exclude each other, as in a volume or a Deployment's strategy: those that are not wanted go, whoever set them. */
function retaining(patch: PropertyMap, wanted: PropertyMap, merging: Merging | undefined): PropertyMap {
  if (!follows("retainKeys", merging?.schema) || Object.keys(patch).length === 0) return patch;
  return { ...patch, $retainKeys: Object.keys(wanted) };
}

const follows = (strategy: string, schema: Schema | undefined): boolean =>
  schema?.["x-kubernetes-patch-strategy"]?.split(",").includes(strategy) ?? false;

/** The items of a list of objects. */
function itemsOf(value: PropertyValue | undefined): readonly PropertyMap[] | undefined {
  return Array.isArray(value) && value.every(isMap) ? value : undefined;
}
