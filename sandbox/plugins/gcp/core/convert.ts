import { isMap, Unknown, type PropertyMap, type PropertyValue } from "../../../../lib/plugin";
import { getPath, isJsonMap, setPath, type Json, type JsonMap } from "./json";
import { converters, type Scope } from "./links";
import { settled } from "./plan";
import { isArray, isUnordered, isZero, type Field, type Fields } from "./schema";

/** A plan as the body of a request. Empty values are left out, except of the properties named in `always`. */
export function toApi(
  fields: Fields,
  planned: PropertyMap,
  scope: Scope,
  always: ReadonlySet<string> = new Set(),
): JsonMap {
  const body: JsonMap = {};
  for (const field of fields.values()) {
    if (!field.api || field.is.output) continue;
    const value = valueToApi(field, planned[field.name], scope);
    if (value === undefined || value === null) {
      if (always.has(field.name)) setPath(body, field.api, null);
    } else if (
      !isNothing(value) ||
      field.is.empty ||
      always.has(field.name) ||
      (field.is.present && isJsonMap(value))
    ) {
      setPath(body, field.api, value);
    }
  }
  return body;
}

/** Empty on the wire. An object that holds an empty object is not: `{automatic: {}}` says something. */
function isNothing(value: Json): boolean {
  return isJsonMap(value) ? Object.keys(value).length === 0 : isZero(value);
}

function valueToApi(field: Field, value: PropertyValue | undefined, scope: Scope): Json | undefined {
  if (value === undefined || value === null || value instanceof Unknown) return undefined;
  const json = standardToApi(field, value, scope);
  if (json === undefined || field.as === undefined) return json;
  return converterOf(field.as).to?.(json, scope) ?? json;
}

function standardToApi(field: Field, value: PropertyValue, scope: Scope): Json | undefined {
  if (field.kind === "block") return isMap(value) ? toApi(field.fields, value, scope) : undefined;
  if (field.kind === "list" || field.kind === "set") {
    return Array.isArray(value) ? value.filter(isMap).map((item) => toApi(field.fields, item, scope)) : undefined;
  }
  return plainJson(value);
}

function plainJson(value: PropertyValue): Json | undefined {
  if (Array.isArray(value)) return value.map(plainJson).filter((item) => item !== undefined);
  if (isMap(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, item === undefined ? undefined : plainJson(item)]),
    );
  }
  return value === null || typeof value !== "object" ? value : undefined;
}

function converterOf(name: string) {
  const converter = converters[name];
  if (!converter) throw new Error(`no such converter: ${name}`);
  return converter;
}

/** How Google's answer becomes state. */
export interface Reading {
  readonly scope: Scope;
  /** After a create or update, a list that was left out stays absent; after a read it is empty. */
  readonly after: "write" | "read";
  /** Whether `{}` for a block says that the block is there: GKE's answers mean it, other APIs' do not. */
  readonly emptyBlocks: boolean;
}

/** Google's answer as state. `prior` is the plan (or the old state): what Google does not give back is taken from it. */
export function fromApi(fields: Fields, api: JsonMap, prior: PropertyMap | undefined, reading: Reading): PropertyMap {
  const state: PropertyMap = {};
  for (const field of fields.values()) {
    const before = prior?.[field.name];
    state[field.name] =
      !field.api || field.is.unread || field.is.writeonly
        ? field.is.writeonly
          ? null
          : settled(field, before ?? field.default ?? field.planned)
        : valueFromApi(field, getPath(api, field.api), before, reading);
  }
  return state;
}

function valueFromApi(
  field: Field,
  api: Json | undefined,
  before: PropertyValue | undefined,
  reading: Reading,
): PropertyValue {
  const converter = field.as === undefined ? undefined : converterOf(field.as);
  const given = api === undefined || api === null ? converter?.absent : api;
  const raw = converter?.from && given !== undefined ? converter.from(given, reading.scope) : given;
  if (field.is.sparse && (raw === undefined || raw === "")) {
    return isArray(field) && (reading.after === "read" || before === undefined || Array.isArray(before)) ? [] : null;
  }
  switch (field.kind) {
    case "string":
      return typeof raw === "string"
        ? raw
        : raw === undefined || raw === null
          ? ""
          : typeof raw === "object"
            ? JSON.stringify(raw)
            : String(raw);
    case "bool":
      return raw === true || raw === "true";
    case "int":
    case "number":
      return Number(raw ?? 0);
    case "map":
      if (!isJsonMap(raw) || Object.keys(raw).length === 0) return nothing(before, reading, {});
      return field.same === "googleLabels" && isMap(before) ? ownLabels(textMap(raw), before) : textMap(raw);
    case "block":
      return blockFromApi(field, raw, before, reading);
    case "list":
    case "set":
      return elementsFromApi(field, raw, before, reading);
    case "strings":
    case "string-set":
    case "ints":
      return scalarsFromApi(field, raw, before, reading);
    default:
      return field.kind satisfies never;
  }
}

/** After a write, what was planned to be absent stays so. */
function nothing(before: PropertyValue | undefined, reading: Reading, empty: PropertyValue): PropertyValue {
  return reading.after === "write" && before === null ? null : empty;
}

/** GKE gives a cluster's labels to its nodes too: of a pool with labels of its own, only those and Google's count. */
function ownLabels(labels: PropertyMap, before: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => key in before || key.startsWith("goog-")));
}

function textMap(map: JsonMap): PropertyMap {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

function blockFromApi(
  field: Field,
  raw: Json | undefined,
  before: PropertyValue | undefined,
  reading: Reading,
): PropertyValue {
  if (!isJsonMap(raw)) return null;
  const emptyCounts = field.is.present || (reading.emptyBlocks && !field.is.solid);
  if (Object.keys(raw).length === 0 && !emptyCounts) return null;
  return fromApi(field.fields, raw, isMap(before) ? before : undefined, reading);
}

function elementsFromApi(
  field: Field,
  raw: Json | undefined,
  before: PropertyValue | undefined,
  reading: Reading,
): PropertyValue {
  const old = Array.isArray(before) ? before : [];
  const items = Array.isArray(raw) ? raw.filter(isJsonMap) : [];
  // The official plugin keeps absent what was left out, but not inside the elements of a set.
  const inside: Reading = field.kind === "set" ? { ...reading, after: "read" } : reading;
  const read = items.map((item, index) => {
    const prior = old[index];
    return fromApi(field.fields, item, isMap(prior) ? prior : undefined, inside);
  });
  return field.kind === "set" ? inOldOrder(read, old) : read;
}

function scalarsFromApi(
  field: Field,
  raw: Json | undefined,
  before: PropertyValue | undefined,
  reading: Reading,
): PropertyValue {
  const items = (Array.isArray(raw) ? raw : []).map((item) =>
    field.kind === "ints" ? Number(item) : String(item as string),
  );
  if (items.length === 0) return nothing(before, reading, []);
  return isUnordered(field) && Array.isArray(before) ? inOldOrder(items, before) : items;
}

/** The elements of a set, those known before in their old order and then the new ones. */
function inOldOrder(items: PropertyValue[], old: PropertyValue[]): PropertyValue[] {
  const keys = old.map((item) => JSON.stringify(sorted(item)));
  const place = (item: PropertyValue): number => {
    const at = keys.indexOf(JSON.stringify(sorted(item)));
    return at < 0 ? keys.length : at;
  };
  return [...items].sort((left, right) => place(left) - place(right));
}

function sorted(value: PropertyValue): PropertyValue {
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .filter((key) => !isZero(value[key]))
      .map((key) => [key, sorted(value[key] ?? null)]),
  );
}
