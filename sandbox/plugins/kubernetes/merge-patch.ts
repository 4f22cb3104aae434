import { equalValues, isMap, type PropertyMap } from "../../../plugin";

/**
 * A three-way merge patch for client-side mode: sets what the new inputs say and the live object does not have, removes what
 * the old inputs had and the new ones do not.
 */
export function mergePatch(live: PropertyMap, oldInputs: PropertyMap, newInputs: PropertyMap): PropertyMap {
  const patch: PropertyMap = {};
  for (const key of Object.keys(oldInputs))
    if (newInputs[key] === undefined && live[key] !== undefined) patch[key] = null;
  for (const [key, value] of Object.entries(newInputs)) {
    const current = live[key];
    if (isMap(value) && isMap(current)) {
      const before = oldInputs[key];
      const inner = mergePatch(current, isMap(before) ? before : {}, value);
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (!equalValues(value, current)) patch[key] = value;
  }
  return patch;
}
