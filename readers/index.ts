import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../lib/errors/user-error";
import { hideCredentials } from "../lib/redaction/credentials";
import { keptAnswers, type KeptAnswers, keyOf } from "./answers";
import type { Folders, ReaderAnswer, ReaderRequest, ReaderResult } from "./request";

export type { Folders, ManifestObject, ReaderAnswer, ReaderRequest } from "./request";

/** Puts a question to the official readers. */
export type Reader = (request: ReaderRequest, folders: Folders) => ReaderAnswer;

/** Where the module's versions are pinned. */
const pins = join(__dirname, "..", "sandbox", "toolchain", "modules", "readers");

/**
 * Asks the official readers: compose-go and kustomize, compiled to one WebAssembly module. The module takes seconds and
 * 150 MB, so that it runs in a process of its own, and only where what it would read has changed since the last time. Synchronous, as a
 * program states its resources.
 */
export const readOfficially: Reader = (request, folders) => cachedReader(askProcess, keptAnswers)(request, folders);

/** A reader that asks another one only for what it has not been asked before. */
export function cachedReader(
  ask: (request: ReaderRequest, folders: Folders) => ReaderResult,
  kept: KeptAnswers,
): Reader {
  return (request, folders) => {
    const key = keyOf(request, folders, moduleVersion());
    const known = kept.find(key, folders);
    if (known) return known;
    const result = ask(request, folders);
    // Nothing that looks like a credential is written down, in whatever file it stands.
    const text = JSON.stringify(result.answer);
    if (hideCredentials(text) === text) kept.keep(key, folders, result);
    return result.answer;
  };
}

let version: string | undefined;

/** What another module would answer differently by. */
const moduleVersion = () =>
  (version ??= keyOf(...["go.mod", "go.sum", "main.go"].map((file) => readFileSync(join(pins, file), "utf8"))));

/** Longest time of a reading, with a first build of the module. */
const READ_MS = 30 * 60_000;

function askProcess(request: ReaderRequest, folders: Folders): ReaderResult {
  const { status, stdout, error } = spawnSync(join(__dirname, "..", "bin", "gke-bluegreen"), ["read"], {
    input: JSON.stringify({ request, folders }),
    env: { ...process.env, NODE_OPTIONS: "--disable-warning=ExperimentalWarning" },
    // The progress of a first build.
    stdio: ["pipe", "pipe", "inherit"],
    timeout: READ_MS,
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  if (status === 0) return JSON.parse(stdout.toString("utf8")) as ReaderResult;
  throw new UserError({
    setting: "gke-bluegreen read",
    got: `exit code ${status}`,
    expected: "an answer of the readers (the lines above say what went wrong)",
    fix: "Mend that, then run the same command again.",
  });
}
