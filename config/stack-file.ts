import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load, YAMLException } from "js-yaml";
import { ConfigurationError } from "./mistakes";
import { UserError } from "../lib/errors/user-error";
import { namespace, tryStack } from "./read";
import { type StackConfig, stackSchema } from "./schema";
import { secretAt } from "./schema-walk";
import { Sensitive } from "./sensitive";
import { isEnvironmentReference } from "./values";

/** Stacks that have a file in a folder. */
export function stackNames(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((name) => /^Pulumi\.([^.]+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();
}

/**
 * Validates a stack file without an engine. Encrypted values stay encrypted: what they hold is checked when the engine runs.
 * @throws A `UserError` with every mistake.
 */
export function checkStackFile(
  folder: string,
  stack: string,
): { project: string | undefined; config: StackConfig | undefined } {
  const file = `Pulumi.${stack}.yaml`;
  const all = readConfig(folder, stack, file);
  const input: Record<string, unknown> = {};
  const encrypted: string[] = [];
  for (const [key, value] of Object.entries(all))
    if (key.startsWith(`${namespace}:`)) {
      const section = key.slice(namespace.length + 1);
      input[section] = opaque(value, [section], encrypted);
    }
  const source = {
    namespace: `${namespace}:`,
    file,
    encrypted: (path: readonly PropertyKey[]) => encrypted.includes(JSON.stringify(path)),
  };
  const { config, mistakes } = tryStack(input, source);
  const [first, ...rest] = mistakes;
  if (first) throw new ConfigurationError([first, ...rest]);
  const project = all["gcp:project"];
  return { project: typeof project === "string" ? project : undefined, config };
}

function readConfig(folder: string, stack: string, file: string): Record<string, unknown> {
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
  try {
    const { config = {} } = (load(readFileSync(path, "utf8")) ?? {}) as { config?: Record<string, unknown> };
    return config;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new UserError({
      setting: `${file}:${error.mark.line + 1}:${error.mark.column + 1}`,
      got: error.reason,
      expected: "YAML",
      fix: error.mark.snippet ?? "Look at that line.",
    });
  }
}

/** `{ secure: … }` → a secret that nobody can read here. */
function opaque(value: unknown, path: (string | number)[], encrypted: string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((inner, index) => opaque(inner, [...path, index], encrypted));
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "secure") {
    encrypted.push(JSON.stringify(path));
    return new Sensitive("encrypted");
  }
  // The variable is set where the update runs, and not for a check.
  if (isEnvironmentReference(value) && secretAt(stackSchema, path)) return new Sensitive("in the environment");
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, opaque(inner, [...path, key], encrypted)]),
  );
}
