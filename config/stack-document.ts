import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Document, parseDocument } from "yaml";
import { type EngineYaml, readEngineYaml } from "./engine-yaml";
import { UserError } from "../lib/errors/user-error";

/** Names the stack file where the engine was started with `--config-file`, which it does not tell the program. */
export const stackFileVariable = "GKE_BLUEGREEN_STACK_FILE";

/**
 * A stack file as a document: comments, anchors and blank lines are kept, so that it can be changed and written again.
 * @throws A `UserError` that names line and column. It shows nothing of the text, which may hold a secret.
 */
export function parseStackFile(text: string, name: string): Document {
  // The engine's reader knows merge keys (`<<`), which YAML 1.2 has dropped.
  const document = parseDocument(text, { merge: true, prettyErrors: false });
  const [error] = document.errors;
  if (!error) return document;
  const before = text.slice(0, error.pos[0]).split("\n");
  throw new UserError({
    setting: `${name}:${before.length}:${(before.at(-1) ?? "").length + 1}`,
    got: `text that YAML does not allow (${error.code})`,
    expected: "YAML",
    fix: "Look at that line, and at the one before it.",
  });
}

/** The `config` of a stack file: the engine's keys (`ns:key`) with plain values; what is encrypted is `{ secure: … }`. */
export function stackFileConfig(file: string): Readonly<Record<string, unknown>> {
  return configOf(readStackFile(file));
}

/** A stack file as the engine reads it. */
export function readStackFile(file: string): EngineYaml {
  return readEngineYaml(parseStackFile(readFileSync(file, "utf8"), basename(file)));
}

/** The mapping under `config` of a stack file; empty where there is none. */
export function configOf({ value }: EngineYaml): Readonly<Record<string, unknown>> {
  return ((value ?? {}) as { config?: Record<string, unknown> | null }).config ?? {};
}
