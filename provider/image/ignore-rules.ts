import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dockerIgnore } from "./docker-ignore";
import { gcloudIgnore } from "./gcloud-ignore";
import type { IgnoreRules } from "./ignore-file";

/** What gcloud writes into a `.gcloudignore` of its own, where a folder has none. */
const gcloudDefault = ".gcloudignore\n.gitignore\n";
/**
 * What says where an image runs, and is no part of it: the history, which differs from clone to clone, and the project's own files and state,
 * or a switch of colour would be another source. `!.git` or `!Pulumi.yaml` takes one in.
 * Source: https://www.pulumi.com/docs/iac/concepts/projects/#pulumi-project-file, read 2026-11.
 */
const ownFiles = [".git", ".pulumi", "Pulumi.yaml", "Pulumi.yml", "Pulumi.*.yaml", "Pulumi.*.yml"];
const lines = (patterns: readonly string[]) => patterns.map((one) => `${one}\n`).join("");

/**
 * What stays behind when a folder is uploaded: by its `.gcloudignore`, else by its `.dockerignore`, else as gcloud does without either,
 * whatever `.gitignore` says. {@link ownFiles} always do unless a line takes them in.
 * @param recipes Dockerfiles and the like: as with Docker, a `.dockerignore` keeps them out of the image and not out of the build.
 */
export async function ignoreRules(folder: string, recipes: readonly string[]): Promise<IgnoreRules> {
  const gcloud = join(folder, ".gcloudignore");
  const text = await textOf(gcloud);
  if (text !== undefined) return gcloudIgnore(text, gcloud, lines(ownFiles));
  const docker = await dockerRulesIn(join(folder, ".dockerignore"), lines(ownFiles.map((one) => `**/${one}`)));
  if (docker) {
    const kept = new Set([".dockerignore", ...recipes, ...recipes.map((path) => `${path}.dockerignore`)]);
    const keptInside = (path: string) => [...kept].some((one) => one.startsWith(`${path}/`));
    return {
      ignores: (path) => !kept.has(path) && docker.ignores(path),
      skips: (path) => !keptInside(path) && docker.skips(path),
    };
  }
  const git = existsSync(join(folder, ".gitignore")) ? "#!include:.gitignore\n" : "";
  return gcloudIgnore(gcloudDefault + git, gcloud, lines(ownFiles));
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
