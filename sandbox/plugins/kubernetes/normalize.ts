import { hasUnknowns, isMap, type PropertyMap, type PropertyValue } from "../../../lib/plugin";
import { at, kindOf, map, text, withValue, type KubeObject } from "./object";
import { canonicalQuantity } from "./quantity";
import type { Schema, SchemaSet } from "./schemas";

/** Set by the server; a program that sends them (an export that is fed back, say) cannot mean them. */
const serverOwned = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "uid",
];

/** Numbers and switches whose zero the server's own types leave out. (Most others keep it: `replicas: 0` says something.) */
const omittedWhenZero = new Set([
  "failureThreshold",
  "hostIPC",
  "hostNetwork",
  "hostPID",
  "hostPort",
  "initialDelaySeconds",
  "minReadySeconds",
  "nodePort",
  "paused",
  "periodSeconds",
  "publishNotReadyAddresses",
  "readOnly",
  "stdin",
  "stdinOnce",
  "successThreshold",
  "tty",
]);

/** How the API server says the same: so that two ways of writing one thing are no difference. */
export function normalize(object: KubeObject, schemas: SchemaSet | undefined): KubeObject {
  let result = withoutServerFields(object);
  // Half-known objects stay as written: what they become is only seen once all is known.
  if (hasUnknowns(result)) return result;
  const schema = schemas?.of(kindOf(object));
  if (schemas && schema) result = map(normalizeValue(result, schema, schemas));
  return normalizeKind(result);
}

function withoutServerFields(object: KubeObject): KubeObject {
  let result = object;
  for (const key of serverOwned) {
    if (at(result, "metadata", key) !== undefined) result = withValue(result, ["metadata", key], undefined);
  }
  return result;
}

function normalizeValue(value: PropertyValue, schema: Schema, schemas: SchemaSet): PropertyValue {
  if (schemas.referenceName(schema)?.endsWith(".resource.Quantity")) {
    return typeof value === "number" || typeof value === "string" ? canonicalQuantity(String(value)) : value;
  }
  const resolved = schemas.resolve(schema) ?? {};
  if (Array.isArray(value)) {
    const { items } = resolved;
    return items ? value.map((item) => normalizeValue(item, items, schemas)) : value;
  }
  if (!isMap(value)) return value;
  const result: PropertyMap = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    const known = resolved.properties?.[key];
    const other = typeof resolved.additionalProperties === "object" ? resolved.additionalProperties : undefined;
    const entrySchema = known ?? other;
    if (entrySchema === undefined) result[key] = entry;
    else if (!(known && isOmittedWhenEmpty(key, entry, known, resolved, schemas))) {
      result[key] = normalizeValue(entry, entrySchema, schemas);
    }
  }
  return result;
}

/** An empty list or free-form map is the same as none to the server, which therefore never shows it again. */
function isOmittedWhenEmpty(
  key: string,
  value: PropertyValue,
  schema: Schema,
  parent: Schema,
  schemas: SchemaSet,
): boolean {
  if (parent.required?.includes(key)) return false;
  if (value === 0 || value === false) return omittedWhenZero.has(key);
  if (Array.isArray(value)) return value.length === 0 && schema.type === "array";
  if (!isMap(value) || Object.keys(value).length > 0) return false;
  // `emptyDir: {}` has a schema with properties (or only a name) and does mean something.
  return schemas.resolve(schema)?.additionalProperties !== undefined;
}

function normalizeKind(object: KubeObject): KubeObject {
  const { group, kind } = kindOf(object);
  if (group === "" && kind === "Secret") return normalizeSecret(object);
  if (kind === "CustomResourceDefinition") {
    const withoutStatus = withValue(object, ["status"], undefined);
    const preserves = at(withoutStatus, "spec", "preserveUnknownFields");
    return preserves === false ? withValue(withoutStatus, ["spec", "preserveUnknownFields"], undefined) : withoutStatus;
  }
  return object;
}

/** `stringData` is a way of writing `data`; the server only ever shows `data`. */
function normalizeSecret(object: KubeObject): KubeObject {
  const stringData = object["stringData"];
  if (!isMap(stringData)) return object;
  if (Object.keys(stringData).length === 0) return withValue(object, ["stringData"], undefined);
  const encoded = Object.fromEntries(
    Object.entries(stringData).map(([key, value]) => [key, Buffer.from(text(value) ?? "").toString("base64")]),
  );
  const data = { ...map(object["data"]), ...encoded };
  return withValue({ ...object, data }, ["stringData"], undefined);
}
