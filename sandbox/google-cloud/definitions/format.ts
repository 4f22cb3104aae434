/**
 * The compact form in which Google's API definitions are kept here: only the services that the sandbox knows and the messages
 * those can reach. `generate.ts` makes it from Google's own files; `source` and `licence` say which.
 */
export interface Definition {
  readonly source: string;
  readonly licence: string;
  /** For example `container`. */
  readonly api: string;
  /** For example `container.googleapis.com`. */
  readonly host: string;
  /** Type names that start with a dot are in this package. */
  readonly package: string;
  /** Full method name → its request type, response type and HTTP rules (`POST /v1/{parent=projects/*}/things body`). */
  readonly methods: Readonly<Record<string, readonly [request: string, response: string, ...http: string[]]>>;
  /** Full message name → field name (as in JSON) → `number type flags`. */
  readonly messages: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * The flags of a field: `o` output only, `r` required, `i` immutable, `p` its absence differs from its default value,
 * `=name` member of the oneof of that name.
 */
export interface Field {
  readonly name: string;
  readonly number: number;
  readonly kind: "single" | "repeated" | "map";
  /** A scalar's name, or the full name of a message or enum. */
  readonly type: string;
  readonly outputOnly: boolean;
  readonly required: boolean;
  readonly presence: boolean;
  readonly oneof: string | undefined;
}

/** Reads one field of the compact form. */
export function parseField(name: string, text: string, packageName: string): Field {
  const [number = "0", type = "string", ...flags] = text.split(" ");
  const kind = type.startsWith("[]") ? "repeated" : type.startsWith("{}") ? "map" : "single";
  const bare = kind === "single" ? type : type.slice(2);
  return {
    name,
    number: Number(number),
    kind,
    type: bare.startsWith(".") ? packageName + bare : bare,
    outputOnly: flags.includes("o"),
    required: flags.includes("r"),
    presence: flags.includes("p"),
    oneof: flags.find((flag) => flag.startsWith("="))?.slice(1),
  };
}

/** Types of proto3 that are values of their own in JSON. */
export const SCALARS = new Set(
  (
    "double float int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 bool string bytes any " +
    "google.protobuf.Timestamp google.protobuf.Duration google.protobuf.FieldMask google.protobuf.Struct " +
    "google.protobuf.Value google.protobuf.ListValue google.protobuf.Any google.protobuf.BoolValue " +
    "google.protobuf.StringValue google.protobuf.Int32Value google.protobuf.Int64Value google.protobuf.UInt32Value " +
    "google.protobuf.UInt64Value google.protobuf.DoubleValue google.protobuf.FloatValue google.protobuf.BytesValue"
  ).split(" "),
);
