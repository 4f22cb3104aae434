import { isMap, type PropertyMap, type PropertyValue, Unknown, unwrapMap } from "../../../lib/plugin";

/** A Kubernetes object as JSON. In a preview a value may be `Unknown`. Secrets and outputs have been unwrapped. */
export type KubeObject = PropertyMap;

/** Group, version and kind of an object. The core group is "". */
export interface ObjectKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf({ group, version }: ObjectKind): string {
  return group === "" ? version : `${group}/${version}`;
}

/** The kind an object says it has. */
export function kindOf(object: KubeObject): ObjectKind {
  const apiVersion = text(object["apiVersion"]) ?? "";
  const slash = apiVersion.indexOf("/");
  return {
    group: slash < 0 ? "" : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind: text(object["kind"]) ?? "",
  };
}

/** The kind in a type token `kubernetes:<group>/<version>:<Kind>`; `core` is the core group. */
export function kindOfToken(token: string): ObjectKind {
  const [, module = "", kind = ""] = token.split(":");
  const slash = module.indexOf("/");
  const group = slash < 0 ? "" : module.slice(0, slash);
  return { group: group === "core" ? "" : group, version: module.slice(slash + 1), kind };
}

/** A Patch resource has a token that ends in `Patch` on an object of another kind: it owns some fields of an object, not the object. */
export function isPatchResource(token: string, object: KubeObject): boolean {
  const { kind } = kindOfToken(token);
  return kind.endsWith("Patch") && kind !== text(object["kind"]);
}

export function text(value: PropertyValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function count(value: PropertyValue | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

export function list(value: PropertyValue | undefined): PropertyValue[] {
  return Array.isArray(value) ? value : [];
}

export function map(value: PropertyValue | undefined): PropertyMap {
  return isMap(value) ? value : {};
}

/** The value at a path of keys, or undefined. */
export function at(value: PropertyValue | undefined, ...path: readonly (string | number)[]): PropertyValue | undefined {
  let here = value;
  for (const part of path) {
    if (typeof part === "number") here = Array.isArray(here) ? here[part] : undefined;
    else here = isMap(here) ? here[part] : undefined;
  }
  return here;
}

export function nameOf(object: KubeObject): string {
  return text(at(object, "metadata", "name")) ?? "";
}

export function namespaceOf(object: KubeObject): string {
  return text(at(object, "metadata", "namespace")) ?? "";
}

export function annotation(object: KubeObject, key: string): string | undefined {
  return text(at(object, "metadata", "annotations", key));
}

/** Whether a `pulumi.com/...` switch is on. */
export function annotationIsTrue(object: KubeObject, key: string): boolean {
  return annotation(object, key) === "true";
}

/** A resource's id: `namespace/name`, or `name` for what has no namespace. */
export function objectId(object: KubeObject): string {
  const namespace = namespaceOf(object);
  return namespace === "" ? nameOf(object) : `${namespace}/${nameOf(object)}`;
}

/** The inverse of `objectId`. */
export function parseId(id: string): { namespace: string; name: string } {
  const slash = id.indexOf("/");
  return slash < 0 ? { namespace: "", name: id } : { namespace: id.slice(0, slash), name: id.slice(slash + 1) };
}

/** A copy with one value set; missing maps on the way are made. `undefined` removes. */
export function withValue(object: KubeObject, path: readonly string[], value: PropertyValue | undefined): KubeObject {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  if (rest.length === 0) {
    if (value !== undefined) return { ...object, [key]: value };
    const others = { ...object };
    delete others[key];
    return others;
  }
  const inner = object[key];
  if (value === undefined && !isMap(inner)) return object;
  return { ...object, [key]: withValue(map(inner), rest, value) };
}

/** Named by the user: with a name, or with one that will be known later. */
export function isNamed(object: KubeObject): boolean {
  const name = at(object, "metadata", "name");
  return name instanceof Unknown || (text(name) ?? "") !== "";
}

/** CustomResourceDefinition keys that cannot be property names of an SDK, and how they are stored instead. */
const dashedKeys = [
  "x-kubernetes-embedded-resource",
  "x-kubernetes-int-or-string",
  "x-kubernetes-list-map-keys",
  "x-kubernetes-list-type",
  "x-kubernetes-map-type",
  "x-kubernetes-preserve-unknown-fields",
  "x-kubernetes-validations",
];
const toDashed = new Map(dashedKeys.map((key) => [key.replaceAll("-", "_"), key]));
const toUnderscored = new Map(dashedKeys.map((key) => [key, key.replaceAll("-", "_")]));

/** Properties as the engine has them → the object as Kubernetes has it. */
export function toObject(properties: PropertyMap): KubeObject {
  return renameKeys(unwrapMap(properties), toDashed);
}

/** The inverse of `toObject`. */
export function toProperties(object: KubeObject): PropertyMap {
  return renameKeys(object, toUnderscored);
}

function renameKeys(object: PropertyMap, names: ReadonlyMap<string, string>): PropertyMap {
  const rename = (value: PropertyValue): PropertyValue =>
    Array.isArray(value) ? value.map(rename) : isMap(value) ? renameKeys(value, names) : value;
  const result: PropertyMap = {};
  for (const [key, value] of Object.entries(object)) {
    if (value !== undefined) result[names.get(key) ?? key] = rename(value);
  }
  return result;
}

/** What of `live` has a counterpart in `shape`: maps by key, lists by index. */
export function prune(live: PropertyMap, shape: PropertyMap): PropertyMap {
  const result: PropertyMap = {};
  for (const [key, pattern] of Object.entries(shape)) {
    const value = live[key];
    if (value !== undefined) result[key] = pruneValue(value, pattern);
  }
  return result;
}

function pruneValue(live: PropertyValue, shape: PropertyValue | undefined): PropertyValue {
  if (isMap(live) && isMap(shape)) return prune(live, shape);
  if (Array.isArray(live) && Array.isArray(shape)) {
    return live.slice(0, shape.length).map((element, index) => pruneValue(element, shape[index]));
  }
  return live;
}
