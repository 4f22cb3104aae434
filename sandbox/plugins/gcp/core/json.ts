/** Google's JSON. */
export type Json = null | boolean | number | string | Json[] | JsonMap;
/** A JSON object. */
export interface JsonMap {
  [key: string]: Json | undefined;
}

/** Whether a value is a JSON object. */
export function isJsonMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path, or `undefined` when any part of the way is absent. */
export function getPath(json: JsonMap, path: readonly string[]): Json | undefined {
  let value: Json | undefined = json;
  for (const part of path) {
    if (!isJsonMap(value)) return undefined;
    value = value[part];
  }
  return value;
}

/** Puts a value at a path, making the objects on the way. */
export function setPath(json: JsonMap, path: readonly string[], value: Json): void {
  const [first, ...rest] = path;
  if (first === undefined) return;
  if (rest.length === 0) {
    json[first] = value;
    return;
  }
  const next = json[first];
  const child: JsonMap = isJsonMap(next) ? next : {};
  json[first] = child;
  setPath(child, rest, value);
}

/** The text at a path, "" when there is none. */
export function textAt(json: JsonMap, ...path: string[]): string {
  const value = getPath(json, path);
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** The object at a path, empty when there is none. */
export function mapAt(json: JsonMap, ...path: string[]): JsonMap {
  const value = getPath(json, path);
  return isJsonMap(value) ? value : {};
}

/** The objects of the array at a path. */
export function listAt(json: JsonMap, ...path: string[]): JsonMap[] {
  const value = getPath(json, path);
  return Array.isArray(value) ? value.filter(isJsonMap) : [];
}
