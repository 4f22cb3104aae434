import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isUtf8 } from "node:buffer";
import type { ComposeProjectConfig } from "../config/compose";
import { UserError } from "../lib/errors/user-error";
import type { Reader } from "../readers";
import type { ReadStackFile } from "./context";
import type { ComposeModel } from "./model";
import { positionOf } from "./position";
import { secretWord } from "./secrets";

/** A file that a project is written in. */
interface SourceFile {
  /** Relative to the stack's folder. */
  readonly name: string;
  readonly text: string;
}

export interface ReadProject {
  readonly model: ComposeModel;
  readonly sources: readonly SourceFile[];
}

/**
 * Reads a project with compose-go. Of the environment it sees what the stack gives it, and of the machine the stack's folder.
 * @param folder of Pulumi.yaml
 * @throws a `UserError` for whatever compose-go refuses, with the place
 */
export function readProject(name: string, config: ComposeProjectConfig, folder: string, read: Reader): ReadProject {
  const names = typeof config.file === "string" ? [config.file] : config.file;
  const sources = names.map((file) => ({ name: file, text: textOf(name, join(folder, file), file) }));
  const [first = ""] = names;
  const base = first.includes("/") ? `/stack/${first.slice(0, first.lastIndexOf("/"))}` : "/stack";
  const answer = read(
    {
      compose: {
        name,
        folder: base,
        files: names.map((file) => `/stack/${file}`),
        profiles: config.profiles,
        envFiles: config.envFiles.map((file) => `/stack/${file}`),
        environment: {
          ...config.variables,
          ...Object.fromEntries(Object.keys(config.secrets).map((one) => [one, secretWord(one)])),
        },
      },
    },
    { stack: folder },
  );
  if (answer.error !== undefined) throw refused(name, answer.error, sources);
  const blank = (answer.warnings ?? []).flatMap(
    (line) => /"?(\w+)"? variable is not set/.exec(line.replaceAll("\\", ""))?.[1] ?? [],
  );
  const [variable] = blank;
  if (variable !== undefined) throw blankVariable(name, variable, sources);
  return { model: answer.model as ComposeModel, sources };
}

function textOf(name: string, path: string, file: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UserError({
      setting: `gke-bluegreen:compose.${name}.file`,
      got: `${file}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`,
      expected: "a compose file, relative to Pulumi.yaml",
      fix: "Name the file as it is in the folder of Pulumi.yaml.",
    });
  }
}

/** compose-go's own words, with the place that they speak of. */
function refused(name: string, error: string, sources: readonly SourceFile[]): UserError {
  const text = error.replaceAll("/stack/", "").replaceAll(/^validating [^:]+: /g, "");
  const [, yamlLine] = /line (\d+)/.exec(text) ?? [];
  const path = /(services|networks|volumes|secrets|configs)\.[\w.-]+/.exec(text)?.[0]?.split(".") ?? [];
  const [, unknown] = /additional propert(?:y|ies) '([^']+)'/.exec(text) ?? [];
  const at = unknown === undefined ? path : [...path, unknown];
  const named = sources.find((one) => text.includes(one.name)) ?? sources[0];
  const setting = yamlLine !== undefined ? `${named?.name ?? "compose file"}:${yamlLine}` : positionOf(at, sources);
  return new UserError({
    setting: `${setting} (gke-bluegreen:compose.${name})`,
    got: `what compose-go refuses: ${text}`,
    expected: "a file that `docker compose config` accepts, with all that it names in the stack's folder",
    fix: `Mend it there. Values for \${NAME} are gke-bluegreen:compose.${name}.variables, and secret ones .secrets.`,
  });
}

function blankVariable(name: string, variable: string, sources: readonly SourceFile[]): UserError {
  const source = sources.find(({ text }) => text.includes(`\${${variable}`) || text.includes(`$${variable}`));
  const line =
    source === undefined
      ? 0
      : source.text.slice(0, source.text.search(new RegExp(`\\$\\{?${variable}`))).split("\n").length;
  return new UserError({
    setting: `${source?.name ?? sources[0]?.name ?? "compose file"}${line > 0 ? `:${line}` : ""} (gke-bluegreen:compose.${name})`,
    got: `\${${variable}}, which has no value`,
    expected: "a value: compose would put an empty text there, and say so in its log only",
    fix: `pulumi config set --path 'gke-bluegreen:compose.${name}.variables.${variable}' VALUE, or with --secret: compose.${name}.secrets.${variable}; or write \${${variable}:-default} in the file. The shell's environment is not looked at.`,
  });
}

/** The largest ConfigMap. */
const MOST_BYTES = 2 ** 20;

/** Files of the stack's folder by the paths that a model has: `/stack/…`. */
export function stackFiles(folder: string): ReadStackFile {
  return (path) => {
    if (path !== "/stack" && !path.startsWith("/stack/")) return undefined;
    const place = join(folder, path.slice("/stack".length));
    const found = statSync(place, { throwIfNoEntry: false });
    if (!found) return undefined;
    if (found.isDirectory()) return { kind: "folder" };
    if (!found.isFile()) return { kind: "other", what: "which is neither a file nor a folder" };
    if (found.size > MOST_BYTES) return { kind: "other", what: "a file of more than 1 MiB, which no ConfigMap holds" };
    const content = readFileSync(place);
    return isUtf8(content)
      ? { kind: "text", text: content.toString("utf8") }
      : { kind: "other", what: "a file that is no text" };
  };
}
