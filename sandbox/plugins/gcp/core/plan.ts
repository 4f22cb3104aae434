import { isMap, unknown, Unknown, type PropertyMap, type PropertyValue } from "../../../../lib/plugin";
import { sameScalar } from "./equivalence";
import { isNested, isUnordered, isZero, type Field, type Fields, type Scalar } from "./schema";

/** Values that the provider's configuration gives to properties the user left out. */
export interface Fallbacks {
  readonly project?: string;
  readonly region?: string;
  readonly zone?: string;
  readonly location?: string;
}

/**
 * What the resource will be: inputs, defaults, and what stays as it is. `unknown` where only Google can say.
 * A new spelling of an old value stays the old spelling, so that a plan equals the state where nothing changes.
 */
export function plan(
  fields: Fields,
  inputs: PropertyMap,
  old: PropertyMap | undefined,
  fallbacks: Fallbacks,
): PropertyMap {
  const planned: PropertyMap = {};
  for (const field of fields.values()) {
    planned[field.name] = planField(field, inputs[field.name], old && (old[field.name] ?? null), fallbacks);
  }
  return planned;
}

function planField(
  field: Field,
  given: PropertyValue | undefined,
  old: PropertyValue | undefined,
  fallbacks: Fallbacks,
): PropertyValue {
  if (field.is.output) return old === undefined ? unknown : old;
  if (given instanceof Unknown) return unknown;
  if (given === undefined || given === null) return planAbsent(field, old, fallbacks);
  switch (field.kind) {
    case "block":
      return isMap(given) ? planBlock(field, given, isMap(old) ? old : undefined) : given;
    case "list":
    case "set":
      return Array.isArray(given) ? planElements(field, given, Array.isArray(old) ? old : undefined) : given;
    case "strings":
    case "string-set":
    case "ints":
      return planScalars(field, given, old);
    case "map":
      return field.same === "googleLabels" && isMap(given) ? { ...googleLabels(old), ...given } : given;
    case "string":
    case "bool":
    case "int":
    case "number":
      return isScalar(given) && isScalar(old) && sameScalar(field.same, old, given) ? old : given;
    default:
      return field.kind satisfies never;
  }
}

function planAbsent(field: Field, old: PropertyValue | undefined, fallbacks: Fallbacks): PropertyValue {
  const fixed = field.default ?? field.planned;
  if (fixed !== undefined) {
    return isScalar(old) && sameScalar(field.same, old, fixed) ? old : fixed;
  }
  const fallback = field.from && fallbacks[field.from];
  if (fallback !== undefined && old === undefined) return fallback;
  if (field.same === "googleLabels" && isMap(old)) return old;
  if (field.is.computed) return old === undefined ? unknown : old;
  if (field.is.kept && old !== undefined) return old;
  // Google answers zero values for what was never set; to keep them is no change.
  if (old !== undefined && isZero(old)) return old;
  return field.kind === "list" || field.kind === "set" ? [] : null;
}

function planBlock(field: Field, given: PropertyMap, old: PropertyMap | undefined): PropertyMap {
  const planned = plan(field.fields, given, old, {});
  return field.is.zeros ? zeroFilled(field.fields, planned) : planned;
}

/** Labels that Google puts on by itself: they are in the state, and no difference. */
function googleLabels(old: PropertyValue | undefined): PropertyMap {
  return Object.fromEntries(Object.entries(isMap(old) ? old : {}).filter(([key]) => key.startsWith("goog-")));
}

/** A set's elements have no places: each new one is planned over the old one that it is most like. */
function planElements(field: Field, given: PropertyValue[], old: PropertyValue[] | undefined): PropertyValue[] {
  const left = [...(old ?? [])];
  return given.map((element, index) => {
    if (!isMap(element)) return element;
    let match: PropertyValue | undefined;
    if (isUnordered(field)) {
      const at = left.findIndex((candidate) => isMap(candidate) && covers(field.fields, candidate, element));
      if (at >= 0) match = left.splice(at, 1)[0];
    } else match = old?.[index];
    const planned = plan(field.fields, element, isMap(match) ? match : undefined, {});
    return isUnordered(field) ? zeroFilled(field.fields, planned) : planned;
  });
}

/** The elements of a set have no absent texts and lists: the official plugin writes them as empty. */
function zeroFilled(fields: Fields, element: PropertyMap): PropertyMap {
  const filled: PropertyMap = {};
  for (const field of fields.values()) {
    const value = element[field.name];
    if (isMap(value) && field.kind === "block") filled[field.name] = zeroFilled(field.fields, value);
    else filled[field.name] = value === null || value === undefined ? zeroOf(field) : value;
  }
  return filled;
}

function zeroOf(field: Field): PropertyValue {
  switch (field.kind) {
    case "string":
      return "";
    case "bool":
    case "int":
    case "number":
    case "map":
    case "block":
      return null;
    case "strings":
    case "string-set":
    case "ints":
    case "list":
    case "set":
      return [];
    default:
      return field.kind satisfies never;
  }
}

/** Whether everything that `element` says is so in `candidate`. */
function covers(fields: Fields, candidate: PropertyMap, element: PropertyMap): boolean {
  return Object.entries(element).every(([name, value]) => {
    const field = fields.get(name);
    if (!field || value === undefined || value === null) return true;
    const there = candidate[name];
    if (isMap(value)) return isMap(there) && covers(field.fields, there, value);
    if (Array.isArray(value))
      return JSON.stringify(value) === JSON.stringify(there) || (isZero(value) && isZero(there));
    return isScalar(value) && isScalar(there) && sameScalar(field.same, there, value);
  });
}

function planScalars(field: Field, given: PropertyValue, old: PropertyValue | undefined): PropertyValue {
  if (!Array.isArray(given) || !Array.isArray(old) || given.length !== old.length) return given;
  // Sets keep the order of the state; lists keep spellings that mean the same.
  if (isUnordered(field)) {
    const there = (item: PropertyValue): boolean =>
      old.some((before) => isScalar(item) && isScalar(before) && sameScalar(field.same, before, item));
    return given.every(there) ? old : given;
  }
  return given.map((item, index) => {
    const before = old[index];
    return isScalar(item) && isScalar(before) && sameScalar(field.same, before, item) ? before : item;
  });
}

/** Whether a property is one plain value. */
export function isScalar(value: PropertyValue | undefined): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The value with unknowns gone: what the state says of a property that Google has not answered. */
export function settled(field: Field, value: PropertyValue | undefined): PropertyValue {
  if (value === undefined || value instanceof Unknown) return isNested(field) && field.kind !== "block" ? [] : null;
  return value;
}

/** A value that is known to be a text, as one. */
export function textOf(value: PropertyValue | undefined): string {
  return isScalar(value) ? String(value) : "";
}
