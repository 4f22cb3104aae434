import { common, Enum, Field as WireField, MapField, Root, Type } from "protobufjs";
import type { Field } from "../definitions/format";
import type { Json } from "./read";
import type { Schema } from "./schema";

for (const file of ["any", "duration", "empty", "field_mask", "struct", "timestamp", "wrappers"]) {
  if (!common.get(`google/protobuf/${file}.proto`)) throw new Error(`protobufjs has no ${file}`);
}

/** Protobuf's binary form of a schema's messages, to and from the JSON form that handlers speak. Built when first used. */
export class Wire {
  readonly #root = new Root();
  readonly #built = new Set<string>();

  constructor(readonly schema: Schema) {
    for (const file of ["any", "duration", "empty", "field_mask", "struct", "timestamp", "wrappers"]) {
      const nested = common.get(`google/protobuf/${file}.proto`)?.nested;
      if (nested) this.#root.addJSON(nested);
    }
  }

  decode(message: string, bytes: Uint8Array): Json {
    const type = this.#type(message);
    return this.#toJson(message, type.toObject(type.decode(bytes), { longs: String, enums: String, bytes: String }));
  }

  encode(message: string, value: Json): Buffer {
    const type = this.#type(message);
    return Buffer.from(type.encode(type.fromObject(this.#fromJson(message, value))).finish());
  }

  #type(message: string): Type {
    this.#build(message);
    return this.#root.lookupType(message);
  }

  #build(name: string) {
    if (this.#built.has(name) || name.startsWith("google.protobuf.")) return;
    this.#built.add(name);
    const [space, own] = split(name);
    const values = this.schema.enumValues(name);
    if (values) {
      this.#namespace(space).add(new Enum(own, { ...values }));
      return;
    }
    const fields = this.schema.fields(name);
    if (!fields) return;
    // A message may already be there as the scope of its nested types.
    const type = this.#asType(space, own);
    for (const field of fields.values()) type.add(wireField(field));
    for (const field of fields.values()) this.#build(field.type);
  }

  #asType(space: string, own: string): Type {
    const existing = this.#root.lookup(space ? `${space}.${own}` : own);
    if (existing instanceof Type) return existing;
    const type = new Type(own);
    this.#namespace(space).add(type);
    return type;
  }

  /** Scopes that are messages are made as messages at once. */
  #namespace(space: string) {
    if (!space) return this.#root;
    if (this.schema.fields(space)) {
      const [outer, own] = split(space);
      return this.#asType(outer, own);
    }
    return this.#root.define(space);
  }

  #toJson(message: string, value: Json): Json {
    const fields = this.schema.fields(message);
    return Object.fromEntries(
      Object.entries(value).map(([key, raw]) => {
        const field = fields?.get(key);
        return [key, field ? each(field, raw, (item) => this.#valueToJson(field.type, item)) : raw];
      }),
    );
  }

  #valueToJson(type: string, raw: unknown): unknown {
    const known = wellKnown[type];
    if (known) return known.toJson(raw as Json);
    return this.schema.fields(type) ? this.#toJson(type, raw as Json) : raw;
  }

  #fromJson(message: string, value: Json): Json {
    const fields = this.schema.fields(message);
    if (!fields) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, raw]) => {
        const field = raw === undefined || raw === null ? undefined : fields.get(key);
        return field ? [[key, each(field, raw, (item) => this.#valueFromJson(field.type, item))]] : [];
      }),
    );
  }

  #valueFromJson(type: string, raw: unknown): unknown {
    if (type === "google.protobuf.Any") return this.#any(raw as Json);
    const known = wellKnown[type];
    if (known) return known.fromJson(raw);
    return this.schema.fields(type) ? this.#fromJson(type, raw as Json) : raw;
  }

  /** Packs an `Any` whose type this schema knows; others go without their content. */
  #any(raw: Json): Json {
    const { "@type": typed, ...value } = raw;
    const url = typeof typed === "string" ? typed : "";
    const type = url.slice(url.lastIndexOf("/") + 1);
    const known = this.schema.fields(type) !== undefined;
    return { type_url: url, value: known ? this.encode(type, value) : Buffer.alloc(0) };
  }
}

function split(name: string): [space: string, own: string] {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? ["", name] : [name.slice(0, dot), name.slice(dot + 1)];
}

const SIMPLE = /^[a-z0-9]+$/;

function wireField({ name, number, kind, type }: Field) {
  const reference = SIMPLE.test(type) ? type : `.${type}`;
  if (kind === "map") return new MapField(name, number, "string", reference);
  return new WireField(name, number, reference, kind === "repeated" ? "repeated" : undefined);
}

function each(field: Field, raw: unknown, convert: (item: unknown) => unknown): unknown {
  if (field.kind === "repeated") return (raw as unknown[]).map(convert);
  if (field.kind === "map")
    return Object.fromEntries(Object.entries(raw as Json).map(([key, item]) => [key, convert(item)]));
  return convert(raw);
}

interface WellKnown {
  readonly toJson: (value: Json) => unknown;
  readonly fromJson: (value: unknown) => unknown;
}

const wrapper: WellKnown = { toJson: ({ value }) => value ?? 0, fromJson: (value) => ({ value }) };

const wellKnown: Readonly<Record<string, WellKnown>> = {
  "google.protobuf.Timestamp": {
    toJson: ({ seconds, nanos }) => {
      const whole = new Date(Number(seconds ?? 0) * 1000).toISOString().slice(0, 19);
      return nanos
        ? `${whole}.${Number(nanos)
            .toString()
            .padStart(9, "0")
            .replace(/(000)+$/, "")}Z`
        : `${whole}Z`;
    },
    fromJson: (value) => {
      const text = String(value);
      const fraction = /\.(\d+)/.exec(text)?.[1] ?? "";
      return { seconds: Math.floor(Date.parse(text) / 1000), nanos: Number(fraction.padEnd(9, "0").slice(0, 9)) };
    },
  },
  "google.protobuf.Duration": {
    toJson: ({ seconds, nanos }) => `${Number(seconds ?? 0) + Number(nanos ?? 0) / 1e9}s`,
    fromJson: (value) => {
      const seconds = Number(String(value).replace(/s$/, ""));
      return { seconds: Math.trunc(seconds), nanos: Math.round((seconds % 1) * 1e9) };
    },
  },
  "google.protobuf.FieldMask": {
    toJson: ({ paths }) =>
      ((paths ?? []) as string[])
        .map((path) => path.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()))
        .join(","),
    fromJson: (value) => ({
      paths: String(value)
        .split(",")
        .filter(Boolean)
        .map((path) => path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
    }),
  },
  "google.protobuf.Struct": {
    toJson: (value) => structToJson(value),
    fromJson: (value) => structFromJson(value as Json),
  },
  "google.protobuf.Value": { toJson: valueToJson, fromJson: valueFromJson },
  "google.protobuf.ListValue": {
    toJson: ({ values }) => ((values ?? []) as Json[]).map(valueToJson),
    fromJson: (value) => ({ values: (value as unknown[]).map(valueFromJson) }),
  },
  "google.protobuf.BoolValue": { ...wrapper, toJson: ({ value }) => value ?? false },
  "google.protobuf.StringValue": { ...wrapper, toJson: ({ value }) => value ?? "" },
  "google.protobuf.BytesValue": { ...wrapper, toJson: ({ value }) => value ?? "" },
  "google.protobuf.Int32Value": wrapper,
  "google.protobuf.UInt32Value": wrapper,
  "google.protobuf.Int64Value": wrapper,
  "google.protobuf.UInt64Value": wrapper,
  "google.protobuf.DoubleValue": wrapper,
  "google.protobuf.FloatValue": wrapper,
};

function structToJson(value: Json): Json {
  return Object.fromEntries(
    Object.entries((value["fields"] ?? {}) as Record<string, Json>).map(([key, item]) => [key, valueToJson(item)]),
  );
}

function structFromJson(value: Json): Json {
  return { fields: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueFromJson(item)])) };
}

function valueToJson(value: Json): unknown {
  if (value["structValue"]) return structToJson(value["structValue"] as Json);
  if (value["listValue"]) return (((value["listValue"] as Json)["values"] ?? []) as Json[]).map(valueToJson);
  return value["stringValue"] ?? value["numberValue"] ?? value["boolValue"] ?? null;
}

function valueFromJson(value: unknown): Json {
  if (value === null || value === undefined) return { nullValue: 0 };
  if (Array.isArray(value)) return { listValue: { values: value.map(valueFromJson) } };
  if (typeof value === "object") return { structValue: structFromJson(value as Json) };
  if (typeof value === "string") return { stringValue: value };
  return typeof value === "number" ? { numberValue: value } : { boolValue: value };
}
