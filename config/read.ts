import { type Mistake } from "../lib/errors/user-error";
import { ConfigurationError, mistakesOf, type Source } from "./mistakes";
import { secretAt } from "./schema-walk";
import { isEnvironmentReference } from "./values";
import { type StackConfig, stackSchema } from "./schema";

/** The namespace of our keys in a stack file. */
export const namespace = "gke-bluegreen";

/** A stack's configuration, or what is wrong with it. Neither, where only encrypted values could not be looked at. */
export function tryStack(input: unknown, source: Source): { config?: StackConfig; mistakes: Mistake[] } {
  const result = stackSchema.safeParse(input);
  if (result.success) return { config: result.data, mistakes: [] };
  return { mistakes: mistakesOf(stackSchema, input, result.error.issues, source) };
}

/**
 * Validates a stack's configuration as a whole.
 * @throws {@link ConfigurationError} with every mistake in it.
 */
export function parseStack(input: unknown, source: Source): StackConfig {
  const { config, mistakes } = tryStack(input, source);
  const [first, ...rest] = mistakes;
  if (first) throw new ConfigurationError([first, ...rest]);
  if (!config) throw new Error("the configuration is refused for a reason that nobody can see");
  return config;
}

/**
 * Reads `gke-bluegreen:*` from the engine's configuration (`"ns:key"` → text).
 * @param secretKeys Keys that are stored encrypted. A secret in any other key is refused: it would lie in Git in clear text.
 */
export function readConfiguration(
  all: Readonly<Record<string, string>>,
  secretKeys: ReadonlySet<string>,
  source: Source,
): StackConfig {
  const input: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(all))
    if (key.startsWith(`${namespace}:`)) input[key.slice(namespace.length + 1)] = parsed(text);
  const plain = Object.keys(input).filter((section) => !secretKeys.has(`${namespace}:${section}`));
  const exposed = plain.flatMap((section) => exposedSecrets(input[section], [section], source));
  const [first, ...rest] = exposed;
  if (first) throw new ConfigurationError([first, ...rest]);
  return parseStack(input, source);
}

/** Mappings and lists come as JSON; a single word comes as it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function exposedSecrets(value: unknown, path: readonly PropertyKey[], source: Source): Mistake[] {
  if (typeof value === "string" && path.length > 1 && secretAt(stackSchema, path)) {
    const setting = `${source.namespace}${path.map(String).join(".")}`;
    return [
      {
        setting,
        got: "a secret in clear text",
        expected: "an encrypted one",
        fix: `pulumi config set --secret --path '${setting}' (or { env: VARIABLE } in its place), and treat the old value as known to others: change it where it came from.`,
      },
    ];
  }
  if (typeof value !== "object" || value === null || isEnvironmentReference(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => exposedSecrets(inner, [...path, key], source));
}
