import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../lib/errors/user-error";
import { encryptedPaths, sealed } from "./encrypted";
import { namespace, parseSealed } from "./read";
import { type StackConfig, stackSchema } from "./schema";
import { secretAt } from "./schema-walk";
import { Sensitive } from "./sensitive";
import type { EngineYaml } from "./engine-yaml";
import { ConfigurationError } from "./mistakes";
import { quotesMissing } from "./quotes";
import { configOf, readStackFile } from "./stack-document";
import { isEnvironmentReference } from "./values";

/** Stacks that have a file in a folder. */
export function stackNames(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((name) => /^Pulumi\.([^.]+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();
}

/** A stack file that is valid. */
export interface CheckedStack {
  /** `gcp:project`, where the file names one. */
  readonly project: string | undefined;
  readonly config: StackConfig;
}

/**
 * Validates a stack file without an engine. Encrypted values stay encrypted: what they hold is checked when the engine runs.
 * @throws A `UserError` with every mistake.
 */
export function checkStackFile(folder: string, stack: string): CheckedStack {
  const file = `Pulumi.${stack}.yaml`;
  const yaml = readFile(folder, stack, file);
  const all = configOf(yaml);
  const input: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(all))
    if (key.startsWith(`${namespace}:`)) {
      const section = key.slice(namespace.length + 1);
      input[section] = withoutEnvironment(sealed(value, encryptedPaths(value, [])), [section]);
    }
  const source = {
    namespace: `${namespace}:`,
    file,
    written: ([section, ...path]: readonly PropertyKey[]) =>
      yaml.written(["config", `${namespace}:${String(section)}`, ...(path as (string | number)[])]),
  };
  const [first, ...rest] = quotesMissing(yaml, source);
  if (first) throw new ConfigurationError([first, ...rest]);
  const config = parseSealed(input, source);
  const project = all["gcp:project"];
  return { project: typeof project === "string" ? project : undefined, config };
}

function readFile(folder: string, stack: string, file: string): EngineYaml {
  const path = join(folder, file);
  if (!existsSync(path)) {
    const names = stackNames(folder);
    throw new UserError({
      setting: "stack",
      got: `${stack}, which has no ${file}`,
      expected: names.length > 0 ? `one of ${names.join(", ")}` : "a stack file in this folder",
      fix: "Name one of these, or run this in the folder of Pulumi.yaml.",
    });
  }
  return readStackFile(path);
}

/** The variables of `{ env: VARIABLE }` are set where the update runs, and not for a check. */
function withoutEnvironment(value: unknown, path: readonly (string | number)[]): unknown {
  if (typeof value !== "object" || value === null || value instanceof Sensitive) return value;
  if (isEnvironmentReference(value) && secretAt(stackSchema, path)) return new Sensitive("in the environment");
  if (Array.isArray(value)) return value.map((inner, index) => withoutEnvironment(inner, [...path, index]));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutEnvironment(inner, [...path, key])]),
  );
}
