import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** JSON as recorded. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** One call of the engine to the official plugin, and its answer. */
export interface RecordedCall {
  /** Which step of the scenario, e.g. `6-edit-preview`. */
  readonly step: string;
  readonly method:
    "Check" | "Diff" | "Create" | "Update" | "Read" | "Delete" | "CheckConfig" | "DiffConfig" | "Configure";
  readonly request: JsonObject;
  readonly response?: JsonObject;
  readonly errors?: readonly string[];
}

export interface Recording {
  readonly scenario: string;
  readonly calls: readonly RecordedCall[];
}

const folder = join(__dirname, "../fixtures/kubernetes-plugin");

function unpack(file: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString("utf8"));
}

/** All recordings. */
export function recordings(): Recording[] {
  return readdirSync(folder)
    .filter((file) => /^\d\d-.*\.json\.gz$/.test(file))
    .sort()
    .map((file) => unpack(file) as Recording);
}

/** Path → answer of what an API server of v1.35.4 says of its kinds. */
export function apiDocuments(): Readonly<Record<string, JsonObject>> {
  return unpack("api-v1.35.4.json.gz") as Record<string, JsonObject>;
}
