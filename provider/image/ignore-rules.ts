import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dockerIgnore } from "./docker-ignore";
import { gcloudIgnore } from "./gcloud-ignore";
import type { IgnoreRules } from "./ignore-file";

/** What gcloud writes into a `.gcloudignore` of its own, where a folder has none. */
const gcloudDefault = ".gcloudignore\n.gitignore\n";
/** Differs from clone to clone, so that it would make each of them a source of its own; `!.git` takes it in. */
const history = ".git\n";

/**
 * What stays behind when a folder is uploaded: by its `.gcloudignore`, else by its `.dockerignore`, else as gcloud does without either,
 * whatever `.gitignore` says. `.git` always does unless a line takes it in.
 * @param recipes Dockerfiles and the like: as with Docker, a `.dockerignore` keeps them out of the image and not out of the build.
 */
export async function ignoreRules(folder: string, recipes: readonly string[]): Promise<IgnoreRules> {
  const gcloud = join(folder, ".gcloudignore");
  const text = await textOf(gcloud);
  if (text !== undefined) return gcloudIgnore(text, gcloud, history);
  const docker = await dockerRulesIn(join(folder, ".dockerignore"), `**/${history}`);
  if (docker) {
    const kept = new Set([".dockerignore", ...recipes, ...recipes.map((path) => `${path}.dockerignore`)]);
    const keptInside = (path: string) => [...kept].some((one) => one.startsWith(`${path}/`));
    return {
      ignores: (path) => !kept.has(path) && docker.ignores(path),
      skips: (path) => !keptInside(path) && docker.skips(path),
    };
  }
  const git = existsSync(join(folder, ".gitignore")) ? "#!include:.gitignore\n" : "";
  return gcloudIgnore(gcloudDefault + git, gcloud, history);
}

/** The rules of one `.dockerignore`; nothing where there is no such file. */
export async function dockerRulesIn(path: string, before = ""): Promise<IgnoreRules | undefined> {
  const text = await textOf(path);
  return text === undefined ? undefined : dockerIgnore(text, path, before);
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
