import { equalValues, isMap, type PropertyMap, type PropertyValue } from "../../../../lib/plugin";
import { defaultsKey } from "./check";
import { isNested, isZero, type Field, type Fields } from "./schema";

/** The old inputs with the values that are there now, so that a refresh shows drift in the program's own words. */
export function refreshedInputs(fields: Fields, inputs: PropertyMap, state: PropertyMap): PropertyMap {
  const result: PropertyMap = {};
  for (const [name, value] of Object.entries(inputs)) {
    const field = fields.get(name);
    const now = state[name];
    if (name === defaultsKey || !field || field.is.unread || field.is.local || now === undefined) result[name] = value;
    else if (now === null || value === undefined) result[name] = isZero(value) ? value : now;
    else result[name] = refreshedValue(field, value, now);
  }
  // A default that is no longer so is the program's to say.
  const defaults = inputs[defaultsKey];
  if (Array.isArray(defaults)) {
    result[defaultsKey] = defaults.filter(
      (name) => typeof name !== "string" || equalValues(inputs[name], result[name]),
    );
  }
  return result;
}

function refreshedValue(field: Field, value: PropertyValue, now: PropertyValue): PropertyValue {
  if (field.kind === "block") return isMap(value) && isMap(now) ? refreshedInputs(field.fields, value, now) : now;
  if (!isNested(field) || !Array.isArray(now)) return now;
  const old = Array.isArray(value) ? value : [];
  return now.map((item, index) => {
    if (!isMap(item)) return item;
    const before = field.kind === "set" ? nearest(old, item) : old[index];
    return isMap(before) ? refreshedInputs(field.fields, before, item) : importedObject(field.fields, item);
  });
}

/** The old element of a set that a new one is most like. */
function nearest(old: readonly PropertyValue[], item: PropertyMap): PropertyValue | undefined {
  const likeness = (one: PropertyValue): number =>
    isMap(one)
      ? Object.entries(one).filter(([name, value]) => value !== undefined && equalValues(value, item[name])).length
      : 0;
  const best = [...old].sort((left, right) => likeness(right) - likeness(left))[0];
  return best !== undefined && likeness(best) > 0 ? best : undefined;
}

/** Inputs that describe what exists: everything a program could say that is not already so by itself. */
export function importedInputs(fields: Fields, state: PropertyMap): PropertyMap {
  return importedObject(fields, state);
}

function importedObject(fields: Fields, state: PropertyMap): PropertyMap {
  const inputs: PropertyMap = { [defaultsKey]: [] };
  for (const field of fields.values()) {
    const value = state[field.name];
    if (field.is.output || field.is.writeonly || isZero(value) || value === undefined) continue;
    // What Google fills in by itself need not be in the program, unless it says where the resource is.
    if (field.is.computed && !(field.is.replace && typeof value === "string")) continue;
    if (value === field.default || value === field.planned) continue;
    inputs[field.name] = importedValue(field, value);
  }
  return inputs;
}

function importedValue(field: Field, value: PropertyValue): PropertyValue {
  if (isMap(value) && field.kind === "block") return importedObject(field.fields, value);
  if (!isNested(field) || !Array.isArray(value)) return value;
  return value.map((item) => (isMap(item) ? importedObject(field.fields, item) : item));
}
