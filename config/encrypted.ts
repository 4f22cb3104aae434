import type { Mistake } from "../lib/errors/user-error";
import type { Source } from "./mistakes";
import { pathText } from "./path-text";
import { schemasAt, secretAt } from "./schema-walk";
import { stackSchema } from "./schema";
import { Sensitive } from "./sensitive";
import { isEnvironmentReference } from "./values";

/** Keys from a section of the configuration down to a value. */
export type ConfigPath = readonly (string | number)[];

/** Where in a stack file's value something is encrypted. The engine's own test: a mapping with the one key `secure`, and text in it. */
export function encryptedPaths(value: unknown, path: ConfigPath): ConfigPath[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((inner, index) => encryptedPaths(inner, [...path, index]));
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "secure" && typeof entries[0][1] === "string") return [path];
  return entries.flatMap(([key, inner]) => encryptedPaths(inner, [...path, key]));
}

/** A configuration in which everything that is encrypted is {@link Sensitive}: no later message or schema can take it for plain text. */
export function sealed(value: unknown, encrypted: readonly ConfigPath[]): unknown {
  if (encrypted.some((path) => path.length === 0)) return new Sensitive(textOf(value));
  if (encrypted.length === 0 || typeof value !== "object" || value === null) return value;
  const below = (key: string | number) =>
    encrypted.flatMap(([first, ...rest]) => (String(first) === String(key) ? [rest] : []));
  if (Array.isArray(value)) return value.map((inner, index) => sealed(inner, below(index)));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sealed(inner, below(key))]));
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/**
 * What is encrypted and is no secret to this project, so that it would be in clear in the state and in the cluster, and what is a secret
 * and not encrypted.
 */
export function secrecyMistakes(input: unknown, source: Source): Mistake[] {
  return walk(input, [], source);
}

function walk(value: unknown, path: ConfigPath, source: Source): Mistake[] {
  const setting = pathText(path, source);
  const secret = path.length > 1 && secretAt(stackSchema, path);
  if (value instanceof Sensitive) {
    // Of a key that does not exist the schema says which one was meant.
    if (secret || schemasAt(stackSchema, path).length === 0) return [];
    return [
      {
        setting,
        got: "an encrypted value",
        expected:
          "a plain one: this setting is no secret, and what it holds would be in clear in the state and the cluster",
        fix: `Put the secret under settings.secrets and refer to it with { secret, key }; or write the value in plain text: pulumi config set --path '${setting}' VALUE`,
      },
    ];
  }
  if (secret) {
    if (value === null || value === undefined || value === "" || isEnvironmentReference(value)) return [];
    return [
      {
        setting,
        got: "a secret in clear text",
        expected: "an encrypted one",
        fix: `pulumi config set --secret --path '${setting}' (or { env: VARIABLE } in its place), and treat the old value as known to others: change it where it came from.`,
      },
    ];
  }
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((inner, index) => walk(inner, [...path, index], source));
  return Object.entries(value).flatMap(([key, inner]) => walk(inner, [...path, key], source));
}
