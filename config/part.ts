import type { z } from "zod";
import { ConfigurationError, mistakesOf } from "./mistakes";
import { Sensitive } from "./sensitive";

/** What came out of the validation of a whole stack, down to each part: it is not read a second time. */
const parsed = new WeakSet<object>();

/** Notes that a value, and all that is in it, is validated. */
export function markParsed(value: unknown): void {
  if (typeof value !== "object" || value === null || value instanceof Sensitive || parsed.has(value)) return;
  parsed.add(value);
  for (const inner of Object.values(value)) markParsed(inner);
}

/**
 * Validates what a program gives to one component, as a stack file would be: defaults filled in, every mistake named. What is a part of a
 * stack's configuration, as that came out of its validation, is answered as it is.
 * @param name of the component, for the message
 * @throws {@link ConfigurationError} with every mistake in it
 */
export function parsePart<T extends z.ZodType>(schema: T, input: z.input<T>, name: string): z.output<T> {
  if (typeof input === "object" && input !== null && parsed.has(input)) return input as z.output<T>;
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const source = { namespace: `${name}.`, file: "the program" };
  const [first, ...rest] = mistakesOf(schema, input, result.error.issues, source);
  if (!first) throw new Error(`the configuration of ${name} is refused for a reason that nobody can see`);
  throw new ConfigurationError([first, ...rest]);
}
