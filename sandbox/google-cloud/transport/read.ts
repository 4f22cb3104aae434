import type { Field } from "../definitions/format";
import type { FieldViolation } from "./errors";
import type { Schema } from "./schema";

/** A JSON object. */
export type Json = Record<string, unknown>;

/**
 * Reads untrusted JSON as a message of a schema, as Google's front end does: names in either case, numbers as strings or
 * numbers, enums by name or number; unknown names and values of the wrong type are violations, in Google's words.
 */
export class RequestReader {
  /** What was found wrong so far. */
  readonly violations: FieldViolation[] = [];

  constructor(readonly schema: Schema) {}

  message(type: string, value: unknown, path: string): Json {
    const fields = this.schema.fields(type);
    if (!fields || typeof value !== "object" || value === null || Array.isArray(value)) {
      this.#wrong(path, `type.googleapis.com/${type}`, value);
      return {};
    }
    const result: Json = {};
    const oneofs = new Map<string, string>();
    for (const [key, raw] of Object.entries(value)) {
      const field = fields.get(key) ?? fields.get(camel(key));
      if (!field) {
        this.#unknown(key, path);
        continue;
      }
      if (raw === null) continue;
      const at = path ? `${path}.${snake(field.name)}` : snake(field.name);
      if (field.oneof) {
        const other = oneofs.get(field.oneof);
        if (other !== undefined) {
          this.#violate(
            path,
            `Invalid value at '${path}' (oneof), oneof field '${field.oneof}' is already set. Cannot set '${field.name}'`,
          );
        }
        oneofs.set(field.oneof, field.name);
      }
      result[field.name] = this.field(field, raw, at);
    }
    return result;
  }

  field(field: Field, raw: unknown, at: string): unknown {
    if (field.kind === "repeated") {
      if (!Array.isArray(raw)) return [this.value(field.type, raw, at)];
      return raw.map((item, index) => this.value(field.type, item, `${at}[${index}]`));
    }
    if (field.kind === "map") {
      if (typeof raw !== "object" || Array.isArray(raw)) {
        this.#wrong(at, "Map", raw);
        return {};
      }
      return Object.fromEntries(
        Object.entries(raw as Json).map(([key, item]) => [key, this.value(field.type, item, `${at}[${key}]`)]),
      );
    }
    return this.value(field.type, raw, at);
  }

  value(type: string, raw: unknown, at: string): unknown {
    const scalar = scalars[type];
    if (scalar) {
      const read = scalar.read(raw);
      if (read !== undefined) return read;
      this.#wrong(at, scalar.label, raw);
      return undefined;
    }
    const values = this.schema.enumValues(type);
    if (!values) return this.message(type, raw, at);
    if (typeof raw === "string" && raw in values) return raw;
    // Google's generated clients send enums as integers.
    const byNumber = Object.entries(values).find(([, number]) => number === Number(raw))?.[0];
    if ((typeof raw === "number" || (typeof raw === "string" && /^\d+$/.test(raw))) && byNumber) return byNumber;
    this.#wrong(at, `type.googleapis.com/${type}`, raw);
    return undefined;
  }

  #unknown(key: string, path: string) {
    const where = path ? ` at '${path}'` : "";
    this.#violate(path, `Invalid JSON payload received. Unknown name "${key}"${where}: Cannot find field.`);
  }

  /** An unknown query parameter has words of its own. */
  unknownParameter(key: string) {
    this.#violate(
      "",
      `Invalid JSON payload received. Unknown name "${key}": Cannot bind query parameter. Field '${key}' could not be found in request message.`,
    );
  }

  #wrong(at: string, type: string, raw: unknown) {
    this.#violate(at, `Invalid value at '${at}' (${type}), ${JSON.stringify(raw) ?? "undefined"}`);
  }

  #violate(field: string, description: string) {
    this.violations.push(field ? { field, description } : ({ description } as FieldViolation));
  }
}

interface Scalar {
  readonly label: string;
  /** Undefined when the value does not fit. */
  readonly read: (raw: unknown) => unknown;
}

const integer = (label: string, low: bigint, high: bigint, asString: boolean): Scalar => ({
  label,
  read: (raw) => {
    if (typeof raw !== "number" && typeof raw !== "string") return undefined;
    if (!/^-?\d+(\.0+)?$/.test(String(raw))) return undefined;
    const value = BigInt(String(raw).replace(/\.0+$/, ""));
    if (value < low || value > high) return undefined;
    return asString ? value.toString() : Number(value);
  },
});
const int32 = integer("TYPE_INT32", -(2n ** 31n), 2n ** 31n - 1n, false);
const uint32 = integer("TYPE_UINT32", 0n, 2n ** 32n - 1n, false);
const int64 = integer("TYPE_INT64", -(2n ** 63n), 2n ** 63n - 1n, true);
const uint64 = integer("TYPE_UINT64", 0n, 2n ** 64n - 1n, true);
const double: Scalar = {
  label: "TYPE_DOUBLE",
  read: (raw) => {
    if (typeof raw === "number") return raw;
    if (typeof raw !== "string" || raw === "") return undefined;
    return Number.isNaN(Number(raw)) && raw !== "NaN" ? undefined : Number(raw);
  },
};
const bool: Scalar = {
  label: "TYPE_BOOL",
  read: (raw) => (typeof raw === "boolean" ? raw : raw === "true" ? true : raw === "false" ? false : undefined),
};
const text: Scalar = { label: "TYPE_STRING", read: (raw) => (typeof raw === "string" ? raw : undefined) };
const bytes: Scalar = {
  label: "TYPE_BYTES",
  read: (raw) =>
    typeof raw === "string" && /^[A-Za-z0-9+/_-]*={0,2}$/.test(raw)
      ? Buffer.from(raw, "base64").toString("base64")
      : undefined,
};
const anything: Scalar = { label: "Value", read: (raw) => raw };
const object: Scalar = {
  label: "Struct",
  read: (raw) => (typeof raw === "object" && raw !== null && !Array.isArray(raw) ? raw : undefined),
};

const scalars: Readonly<Record<string, Scalar>> = {
  double,
  float: { ...double, label: "TYPE_FLOAT" },
  int32,
  sint32: int32,
  sfixed32: int32,
  uint32,
  fixed32: uint32,
  int64,
  sint64: int64,
  sfixed64: int64,
  uint64,
  fixed64: uint64,
  bool,
  string: text,
  bytes,
  any: anything,
  "google.protobuf.Timestamp": {
    label: "type.googleapis.com/google.protobuf.Timestamp",
    read: (raw) =>
      typeof raw === "string" &&
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(raw) &&
      !Number.isNaN(Date.parse(raw))
        ? raw
        : undefined,
  },
  "google.protobuf.Duration": {
    label: "type.googleapis.com/google.protobuf.Duration",
    read: (raw) => (typeof raw === "string" && /^-?\d+(\.\d{1,9})?s$/.test(raw) ? raw : undefined),
  },
  "google.protobuf.FieldMask": {
    label: "type.googleapis.com/google.protobuf.FieldMask",
    read: (raw) =>
      typeof raw === "string"
        ? raw
            .split(",")
            .map((part) => part.trim())
            .filter(Boolean)
            .map(camelPath)
            .join(",")
        : undefined,
  },
  "google.protobuf.Struct": object,
  "google.protobuf.Any": object,
  "google.protobuf.Value": anything,
  "google.protobuf.ListValue": { label: "ListValue", read: (raw) => (Array.isArray(raw) ? raw : undefined) },
  "google.protobuf.BoolValue": bool,
  "google.protobuf.StringValue": text,
  "google.protobuf.BytesValue": bytes,
  "google.protobuf.Int32Value": int32,
  "google.protobuf.UInt32Value": uint32,
  "google.protobuf.Int64Value": int64,
  "google.protobuf.UInt64Value": uint64,
  "google.protobuf.DoubleValue": double,
  "google.protobuf.FloatValue": double,
};

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
/** A path of fields in JSON's spelling: `node_config.disk_size_gb` → `nodeConfig.diskSizeGb`. */
export const camelPath = (path: string) => path.split(".").map(camel).join(".");
/** Google's messages name fields as the protos do. */
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
