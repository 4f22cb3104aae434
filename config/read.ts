import { type ConfigPath, sealed, secrecyMistakes } from "./encrypted";
import { ConfigurationError, mistakesOf, type Source } from "./mistakes";
import { markParsed } from "./part";
import { type StackConfig, stackSchema } from "./schema";
import { syntaxError, tolerate } from "../lib/errors/expected";

/** The namespace of our keys in a stack file. */
export const namespace = "gke-bluegreen";

/**
 * Validates a stack's configuration as a whole.
 * @throws {@link ConfigurationError} with every mistake in it.
 */
export function parseStack(input: unknown, source: Source): StackConfig {
  const result = stackSchema.safeParse(input);
  if (result.success) {
    markParsed(result.data);
    return result.data;
  }
  const [first, ...rest] = mistakesOf(stackSchema, input, result.error.issues, source);
  if (first) throw new ConfigurationError([first, ...rest]);
  throw new Error("the configuration is refused for a reason that nobody can see");
}

/**
 * Judges a configuration in which what is encrypted is {@link Sensitive}: first that exactly the secrets are, then everything else.
 * @throws {@link ConfigurationError} with every mistake in it; it repeats no secret.
 */
export function parseSealed(input: Readonly<Record<string, unknown>>, source: Source): StackConfig {
  const [first, ...rest] = secrecyMistakes(input, source);
  if (first) throw new ConfigurationError([first, ...rest]);
  return parseStack(input, source);
}

/**
 * Reads `gke-bluegreen:*` from the engine's configuration (`"ns:key"` → text, decrypted).
 * @param encrypted Where the stack file has encrypted values. One that is no secret is refused, for it would be in clear in the state;
 * so is a secret that is not among them, for it lies in Git in clear text.
 */
export function readConfiguration(
  all: Readonly<Record<string, string>>,
  encrypted: readonly ConfigPath[],
  source: Source,
): StackConfig {
  const input: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(all))
    if (key.startsWith(`${namespace}:`)) input[key.slice(namespace.length + 1)] = parsed(text);
  return parseSealed(sealed(input, encrypted) as Record<string, unknown>, source);
}

/** Mappings and lists come as JSON; a single word comes as it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    tolerate(error, syntaxError);
    return text;
  }
}
