import type { Field } from "../definitions/format";
import type { Json } from "./read";
import type { Kind, Schema } from "./schema";

/** A response of ours that does not fit Google's definition: a defect of the sandbox, found before a client sees it. */
export class ResponseDefect extends Error {
  override readonly name = "ResponseDefect";
}

/**
 * What a client gets of a handler's response: only fields that the definition has, defaults left out as proto3 does.
 * @param lenient leaves out what an older version of the API does not know, instead of refusing it
 */
export function writeMessage(schema: Schema, type: string, value: Json, lenient: boolean): Json {
  const fields = schema.fields(type);
  if (!fields) throw new ResponseDefect(`${type} is not a message of ${schema.package}`);
  try {
    return new Writer(schema, lenient, false).message(type, fields, value, "");
  } catch (error) {
    if (!(error instanceof ResponseDefect)) throw error;
    // Again, to say where it is: keeping the paths for every answer would take longer than the rest of the work.
    return new Writer(schema, lenient, true).message(type, fields, value, "");
  }
}

class Writer {
  constructor(
    readonly schema: Schema,
    readonly lenient: boolean,
    readonly withPaths: boolean,
  ) {}

  message(type: string, fields: ReadonlyMap<string, Field>, value: Json, path: string): Json {
    const result: Json = {};
    for (const key of Object.keys(value)) {
      const raw = value[key];
      if (raw === undefined || raw === null) continue;
      const field = fields.get(key);
      const at = this.withPaths && path ? `${path}.${key}` : key;
      if (!field) {
        if (this.lenient) continue;
        throw new ResponseDefect(`${type} has no field ${at}`);
      }
      const kind = this.schema.kindOf(field.type);
      const written = this.#field(field, kind, raw, at);
      if (written !== undefined && (field.presence || !isDefault(field, written, kind))) result[key] = written;
    }
    return result;
  }

  #field(field: Field, kind: Kind, raw: unknown, at: string): unknown {
    if (field.kind === "repeated") {
      if (!Array.isArray(raw)) throw new ResponseDefect(`${at} is not a list`);
      return raw.map((item, index) => this.#value(field.type, kind, item, this.withPaths ? `${at}[${index}]` : at));
    }
    if (field.kind === "map") {
      if (typeof raw !== "object" || raw === null) throw new ResponseDefect(`${at} is not a map`);
      return Object.fromEntries(
        Object.entries(raw).map(([key, item]) => [
          key,
          this.#value(field.type, kind, item, this.withPaths ? `${at}.${key}` : at),
        ]),
      );
    }
    return this.#value(field.type, kind, raw, at);
  }

  #value(type: string, kind: Kind, raw: unknown, at: string): unknown {
    if (kind.values) {
      if (typeof raw === "string" && raw in kind.values) return raw;
      if (this.lenient) return undefined;
      throw new ResponseDefect(`${at} is ${JSON.stringify(raw)}, which ${type} does not have`);
    }
    if (kind.fields) {
      if (typeof raw !== "object" || raw === null) throw new ResponseDefect(`${at} is not a ${type}`);
      return this.message(type, kind.fields, raw as Json, at);
    }
    if (LONGS.has(type)) return String(raw);
    const wanted = JAVASCRIPT_TYPES[type];
    if (wanted !== undefined && typeof raw !== wanted)
      throw new ResponseDefect(`${at} is a ${typeof raw}, not a ${wanted}`);
    return raw;
  }
}

const JAVASCRIPT_TYPES: Readonly<Record<string, "number" | "boolean" | "string">> = {
  int32: "number",
  uint32: "number",
  sint32: "number",
  fixed32: "number",
  sfixed32: "number",
  double: "number",
  float: "number",
  bool: "boolean",
  string: "string",
  bytes: "string",
};
const LONGS = new Set(["int64", "uint64", "sint64", "fixed64", "sfixed64"]);

function isDefault(field: Field, value: unknown, { values }: Kind): boolean {
  // Wrappers exist to tell false from unset.
  if (field.type.endsWith("Value")) return false;
  if (field.kind === "repeated") return (value as unknown[]).length === 0;
  if (field.kind === "map") return Object.keys(value as object).length === 0;
  if (LONGS.has(field.type)) return value === "0";
  return value === 0 || value === "" || value === false || (values !== undefined && values[value as string] === 0);
}
