import type { z } from "zod";
import { ConfigurationError, mistakesOf } from "./mistakes";

/**
 * Validates what a program gives to one component, as a stack file would be: defaults filled in, every mistake named.
 * @param name of the component, for the message
 */
export function parsePart<T extends z.ZodType>(schema: T, input: z.input<T>, name: string): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const source = { namespace: `${name}.`, file: "the program" };
  const [first, ...rest] = mistakesOf(schema, input, result.error.issues, source);
  if (!first) throw new Error(`the configuration of ${name} is refused for a reason that nobody can see`);
  throw new ConfigurationError([first, ...rest]);
}
