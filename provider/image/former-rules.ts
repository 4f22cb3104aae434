import dockerignore from "@balena/dockerignore";
import ignore from "ignore";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { IgnoreRules } from "./ignore-file";
import type { RuleReaders } from "./source";

/**
 * How 0.1.0 read ignore files: no `#!include`, no case, no `.gitignore`, and `.git` and a left-out `node_modules` never entered. Images
 * whose hash it wrote keep that hash until their source changes, so that an upgrade alone rebuilds, and replaces, nothing.
 */
export const formerRules: RuleReaders = { ofFolder: folderRules, ofDockerignore: dockerfileRules };

type Ignored = (path: string) => boolean;

const asRules = (ignores: Ignored): IgnoreRules => ({
  ignores,
  skips: (folder) => {
    const name = folder.split("/").at(-1);
    return name === ".git" || (name === "node_modules" && ignores(folder));
  },
});

async function dockerfileRules(path: string): Promise<IgnoreRules | undefined> {
  const ignored = await rulesIn(path, dockerRules);
  return ignored && asRules(ignored);
}

async function folderRules(folder: string, recipes: readonly string[]): Promise<IgnoreRules> {
  const kept = new Set([".dockerignore", ...recipes, ...recipes.map((path) => `${path}.dockerignore`)]);
  return asRules(
    (await rulesIn(join(folder, ".gcloudignore"), (text) => {
      const rules = ignore().add(text);
      return (path) => rules.ignores(path);
    })) ??
      (await rulesIn(join(folder, ".dockerignore"), (text) => {
        const ignored = dockerRules(text);
        return (path) => !kept.has(path) && ignored(path);
      })) ??
      // What gcloud leaves out where nothing is said.
      ((path) => /(^|\/)(\.git|\.gitignore|\.gcloudignore)$/.test(path)),
  );
}

function dockerRules(text: string): Ignored {
  const rules = dockerignore().add(text);
  return (path) => rules.ignores(path);
}

async function rulesIn(path: string, read: (text: string) => Ignored): Promise<Ignored | undefined> {
  try {
    return read(await readFile(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
