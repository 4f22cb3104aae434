import type { Field } from "../definitions/format";
import type { Json } from "./read";
import type { Schema } from "./schema";

/** A response of ours that does not fit Google's definition: a defect of the sandbox, found before a client sees it. */
export class ResponseDefect extends Error {
  override readonly name = "ResponseDefect";
}

/**
 * What a client gets of a handler's response: only fields that the definition has, defaults left out as proto3 does.
 * @param lenient leaves out what an older version of the API does not know, instead of refusing it
 */
export function writeMessage(schema: Schema, type: string, value: Json, lenient: boolean, path = ""): Json {
  const fields = schema.fields(type);
  if (!fields) throw new ResponseDefect(`${type} is not a message of ${schema.package}`);
  const result: Json = {};
  for (const [key, raw] of Object.entries(value)) {
    if (raw === undefined || raw === null) continue;
    const field = fields.get(key);
    const at = path ? `${path}.${key}` : key;
    if (!field) {
      if (lenient) continue;
      throw new ResponseDefect(`${type} has no field ${at}`);
    }
    const written = writeField(schema, field, raw, lenient, at);
    if (written !== undefined && (field.presence || !isDefault(field, written, schema))) result[key] = written;
  }
  return result;
}

function writeField(schema: Schema, field: Field, raw: unknown, lenient: boolean, at: string): unknown {
  if (field.kind === "repeated") {
    if (!Array.isArray(raw)) throw new ResponseDefect(`${at} is not a list`);
    return raw.map((item, index) => writeValue(schema, field.type, item, lenient, `${at}[${index}]`));
  }
  if (field.kind === "map") {
    if (typeof raw !== "object" || raw === null) throw new ResponseDefect(`${at} is not a map`);
    return Object.fromEntries(
      Object.entries(raw).map(([key, item]) => [key, writeValue(schema, field.type, item, lenient, `${at}.${key}`)]),
    );
  }
  return writeValue(schema, field.type, raw, lenient, at);
}

const NUMBERS = new Set(["int32", "uint32", "sint32", "fixed32", "sfixed32", "double", "float"]);
const LONGS = new Set(["int64", "uint64", "sint64", "fixed64", "sfixed64"]);

function writeValue(schema: Schema, type: string, raw: unknown, lenient: boolean, at: string): unknown {
  const values = schema.enumValues(type);
  if (values) {
    if (typeof raw === "string" && raw in values) return raw;
    if (lenient) return undefined;
    throw new ResponseDefect(`${at} is ${JSON.stringify(raw)}, which ${type} does not have`);
  }
  if (schema.fields(type)) {
    if (typeof raw !== "object" || raw === null) throw new ResponseDefect(`${at} is not a ${type}`);
    return writeMessage(schema, type, raw as Json, lenient, at);
  }
  if (LONGS.has(type)) return String(raw);
  const wanted = NUMBERS.has(type)
    ? "number"
    : type === "bool"
      ? "boolean"
      : type === "string" || type === "bytes"
        ? "string"
        : undefined;
  if (wanted !== undefined && typeof raw !== wanted)
    throw new ResponseDefect(`${at} is a ${typeof raw}, not a ${wanted}`);
  return raw;
}

function isDefault(field: Field, value: unknown, schema: Schema): boolean {
  // Wrappers exist to tell false from unset.
  if (field.type.endsWith("Value")) return false;
  if (field.kind === "repeated") return (value as unknown[]).length === 0;
  if (field.kind === "map") return Object.keys(value as object).length === 0;
  if (LONGS.has(field.type)) return value === "0";
  const values = schema.enumValues(field.type);
  return value === 0 || value === "" || value === false || (values !== undefined && values[value as string] === 0);
}
