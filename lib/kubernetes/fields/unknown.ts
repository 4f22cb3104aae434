import { nearest } from "../../errors/nearest";
import { type Field, fieldOfKind, fieldsOf, isJson, type Json } from "./schema";

/** A field that Kubernetes' API does not have. */
export interface UnknownField {
  /** `spec.template.spec.containers[0].imagePullPolice` */
  readonly path: string;
  /** What was meant, if that can be told. */
  readonly near: string | undefined;
}

/**
 * Fields of an object that Kubernetes 1.35 has not. Of kinds that are not Kubernetes' own nothing is known, and of values that are neither plain
 * mappings nor lists: outputs, for one.
 * @param type as in Pulumi's tokens and in manifests: `apps/v1`, `v1`; `Deployment`, also `DeploymentPatch`
 */
export function unknownFields(apiVersion: string, kind: string, object: Json): UnknownField[] {
  const field = fieldOfKind(apiVersion, kind) ?? fieldOfKind(apiVersion, kind.replace(/Patch$/, ""));
  return field === undefined ? [] : within(object, field, "");
}

function within(value: unknown, field: Field, path: string): UnknownField[] {
  if (Array.isArray(value)) {
    const entry = entryOf(field);
    return entry === undefined ? [] : value.flatMap((one, index) => within(one, entry, `${path}[${index}]`));
  }
  if (!isJson(value) || !isPlain(value)) return [];
  const fields = fieldsOf(field);
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = path === "" ? key : `${path}.${key}`;
    if (fields === undefined) return typeof field === "object" && "*" in field ? within(inner, field["*"], at) : [];
    const known = fields[apiName(key)];
    if (known !== undefined) return within(inner, known, at);
    // Nothing stands there: a program may write `undefined` where it leaves a field out.
    return inner === undefined ? [] : [{ path: at, near: nearest(key, Object.keys(fields)) }];
  });
}

function entryOf(field: Field): Field | undefined {
  if (typeof field === "string" || "*" in field) return undefined;
  return "list" in field ? field.list : field[0];
}

/** Neither a promise nor an output, whose own properties are no fields. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Pulumi's types write the extensions of a CustomResourceDefinition with underscores. */
function apiName(key: string): string {
  return key.startsWith("x_kubernetes_") ? key.replaceAll("_", "-") : key;
}
