/** A kind of error that can be expected somewhere. By name, since a test's own realm has classes of its own. */
type Kind = (error: unknown) => boolean;

const nameOf = (error: unknown): unknown => (error as { readonly name?: unknown } | null | undefined)?.name;

/** Errors of these names. */
export const named =
  (...names: readonly string[]): Kind =>
  (error) =>
    names.includes(String(nameOf(error)));

/** The operating system says no: there is no such file or process, or it may not be read. */
export const systemError: Kind = (error) => typeof error === "object" && error !== null && "syscall" in error;

/** A command ended, and not well, or could not be started. */
export const failedCommand: Kind = (error) =>
  typeof error === "object" && error !== null && ("status" in error || "cmd" in error);

/** A text is no JSON, or no regular expression. */
export const syntaxError: Kind = named("SyntaxError");

/** Whatever the world answers, and no mistake of this program. `fetch` says with a TypeError, which has a cause, that nobody answers. */
export const anyAnswer: Kind = (error) => {
  const isDefect = named("TypeError", "ReferenceError", "RangeError", "AssertionError")(error);
  return !isDefect || (error as { readonly cause?: unknown }).cause !== undefined;
};

/** Throws what is not among the kinds that can be expected here: a mistake in this program must not pass for an answer of the world. */
export function tolerate(error: unknown, ...expected: readonly Kind[]): void {
  if (!expected.some((is) => is(error))) throw error;
}

/** What stands in for an answer that one of these errors came in place of, for a promise's `catch`; other errors go on. */
export const otherwise =
  <T>(value: T, ...expected: readonly Kind[]) =>
  (error: unknown): T => {
    tolerate(error, ...expected);
    return value;
  };
