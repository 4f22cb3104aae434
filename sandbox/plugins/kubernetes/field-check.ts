import { nearest } from "../../../lib/errors/nearest";
import { isMap, propertyPath, type CheckFailure, type PathPart, type PropertyValue } from "../../../lib/plugin";
import { kindOf, type KubeObject } from "./object";
import type { Schema, SchemaSet } from "./schemas";

/**
 * Fields that the server does not know. It would drop them without a word (the official plugin does), and what the program
 * asked for would never happen.
 */
export function unknownFields(object: KubeObject, schemas: SchemaSet): CheckFailure[] {
  const kind = kindOf(object);
  const schema = schemas.of(kind);
  return schema ? [...walk(object, schema, schemas, [], kind.kind)] : [];
}

function* walk(
  value: PropertyValue,
  schema: Schema,
  schemas: SchemaSet,
  path: readonly PathPart[],
  kind: string,
): Generator<CheckFailure, void> {
  const resolved = schemas.resolve(schema);
  if (!resolved || resolved["x-kubernetes-preserve-unknown-fields"]) return;
  if (Array.isArray(value)) {
    if (!resolved.items) return;
    for (const [index, item] of value.entries()) yield* walk(item, resolved.items, schemas, [...path, index], kind);
    return;
  }
  if (!isMap(value)) return;
  const { properties, additionalProperties } = resolved;
  // A free-form object (an extension, a schema of its own) says nothing of its fields.
  if (!properties && !additionalProperties) return;
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    const entrySchema =
      properties?.[key] ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
    if (entrySchema) yield* walk(entry, entrySchema, schemas, [...path, key], kind);
    else if (additionalProperties !== true) yield unknownField([...path, key], Object.keys(properties ?? {}), kind);
  }
}

function unknownField(path: readonly PathPart[], known: readonly string[], kind: string): CheckFailure {
  const field = String(path.at(-1));
  const near = nearest(field, known);
  const advice = near
    ? `did you mean "${near}"?`
    : `known fields here: ${[...known].sort().slice(0, 30).join(", ")}${known.length > 30 ? ", …" : ""}`;
  return { property: propertyPath(path), reason: `${kind} has no field "${propertyPath(path)}"; ${advice}` };
}
