import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { requireOwnFolder } from "../../lib/folders/trust";
import { enterRuntimeFolder, leaveRuntimeFolder, RUNTIME_FOLDER } from "../host/instance";
import type { ProcessIdentity } from "./process-identity";
import type { ProcessSpec } from "./spec";

/** What survives a supervisor: what to run, and what of it ran last. */
export interface ProcessRecord {
  readonly bootId: string;
  readonly supervisor: ProcessIdentity | undefined;
  readonly processes: readonly {
    readonly spec: ProcessSpec;
    readonly identity?: ProcessIdentity;
    readonly restarts: number;
  }[];
}

/** In the sandbox's home, and once more outside of it: what runs can be stopped though somebody deleted the home by hand. */
function files(home: string): readonly string[] {
  const copy = `processes-${createHash("sha256").update(home).digest("hex").slice(0, 16)}.json`;
  return [join(home, "supervisor", "processes.json"), join(RUNTIME_FOLDER, copy)];
}

/** What was written down of a home's supervisor; `undefined` where there is none. */
export function readRecord(home: string): ProcessRecord | undefined {
  // What is recorded is run: neither place may be somebody else's.
  for (const folder of [home, RUNTIME_FOLDER]) requireOwnFolder(folder);
  const file = files(home).find((one) => existsSync(one));
  return file === undefined ? undefined : (JSON.parse(readFileSync(file, "utf8")) as ProcessRecord);
}

/** Writes down what the supervisor of a home runs, so that the next one finds it. */
export function writeRecord(home: string, record: ProcessRecord): void {
  enterRuntimeFolder();
  for (const file of files(home).filter((one) => existsSync(dirname(one)))) {
    writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}

/** Forgets a home's supervisor. What is gone already is no error. */
export function removeRecord(home: string): void {
  for (const file of files(home)) rmSync(file, { force: true });
  leaveRuntimeFolder();
}
