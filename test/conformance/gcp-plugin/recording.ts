import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A scenario of the official plugin, as recorded between it, the engine and an HTTP server. */
export interface Recording {
  readonly scenario: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name: string;
  readonly calls: readonly Call[];
  readonly http: readonly Exchange[];
}

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

export interface Call {
  readonly method: string;
  readonly request: JsonObject;
  readonly response?: JsonObject;
  readonly errors?: readonly string[];
}

export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly request: JsonValue;
  /** `null`: the connection was closed without an answer. */
  readonly status: number | null;
  readonly response: JsonValue;
}

export const fixtures = join(__dirname, "..", "fixtures", "gcp-plugin");

/** All recordings. In the file, values that occur more than once are stored once. */
export function recordings(): Recording[] {
  const file = JSON.parse(gunzipSync(readFileSync(join(fixtures, "recordings.json.gz"))).toString()) as {
    values: JsonValue[];
    recordings: JsonValue;
  };
  return resolve(file.recordings, file.values) as unknown as Recording[];
}

function resolve(value: JsonValue, values: readonly JsonValue[]): JsonValue {
  if (Array.isArray(value)) return value.map((item) => resolve(item, values));
  if (typeof value !== "object" || value === null) return value;
  if (typeof value["$ref"] === "number") return resolve(values[value["$ref"]] ?? null, values);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, values)]));
}
