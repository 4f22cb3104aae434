import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { syntaxError, systemError, tolerate } from "../lib/errors/expected";
import { cacheFolder } from "../lib/folders/cache";
import type { Folders, ReaderAnswer, ReaderResult } from "./request";

/**
 * Answers that are kept by what they came from: the request, the module's version, and the content of every file that the module opened or
 * looked for. Any change of one of these is another answer.
 */
export interface KeptAnswers {
  find(key: string, folders: Folders): ReaderAnswer | undefined;
  keep(key: string, folders: Folders, result: ReaderResult): void;
}

interface Entry {
  readonly answer: ReaderAnswer;
  /** Path inside the module → hash of what was there; null where nothing was. */
  readonly from: Readonly<Record<string, string | null>>;
}

/** Days after which an answer that nobody asked for is of a state that nobody has any more. */
const UNUSED_DAYS = 30;

/** Answers in the user's cache folder, which only they can read. */
export const keptAnswers: KeptAnswers = {
  find(key, folders) {
    const file = join(answersFolder(), `${key}.json`);
    const entry = parsed(file);
    if (!entry) return undefined;
    if (Object.entries(entry.from).some(([path, hash]) => contentHash(path, folders) !== hash)) return undefined;
    utimesSync(file, new Date(), new Date());
    return entry.answer;
  },
  keep(key, folders, { answer, looked }) {
    const folder = answersFolder();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const from = Object.fromEntries(looked.map((path) => [path, contentHash(path, folders)]));
    const entry: Entry = { answer, from };
    const partial = join(folder, `${key}.${process.pid}`);
    writeFileSync(partial, JSON.stringify(entry), { mode: 0o600 });
    renameSync(partial, join(folder, `${key}.json`));
    removeUnused(folder);
  },
};

export const keyOf = (...parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);

const answersFolder = () => join(cacheFolder(), "answers");

function parsed(file: string): Entry | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Entry;
  } catch (error) {
    // None yet, or one that was cut off.
    tolerate(error, systemError, syntaxError);
    return undefined;
  }
}

function contentHash(path: string, folders: Folders): string | null {
  const place = placeOf(path, folders);
  try {
    const content = statSync(place).isDirectory() ? readdirSync(place).sort().join("\n") : readFileSync(place);
    return createHash("sha256").update(content).digest("hex");
  } catch (error) {
    tolerate(error, systemError);
    return null;
  }
}

/** A path inside the module on this machine. */
function placeOf(path: string, { stack, fetched }: Folders): string {
  if (path === "/fetched" || path.startsWith("/fetched/")) return join(fetched ?? stack, path.slice("/fetched".length));
  return join(stack, path.slice("/stack".length));
}

function removeUnused(folder: string): void {
  const oldest = Date.now() - UNUSED_DAYS * 24 * 3_600_000;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    // Another process may have removed it meanwhile.
    if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? oldest) < oldest) rmSync(file, { force: true });
  }
}
