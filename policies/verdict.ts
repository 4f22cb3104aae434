/** What became of one look at a resource. */
export type Outcome<Result> =
  | { readonly kind: "decided"; readonly result: Result }
  /** A value that the rule needs is known only after the update. */
  | { readonly kind: "undecidable"; readonly field: string }
  /** The rule itself failed: a defect of ours, or a resource of a shape nobody foresaw. */
  | { readonly kind: "broken"; readonly error: string };

/** Runs a rule so that neither an unknown value nor a defect in it hides what other rules find. */
export function decide<Result>(rule: () => Result): Outcome<Result> {
  try {
    return { kind: "decided", result: rule() };
  } catch (error) {
    if (!(error instanceof Error)) return { kind: "broken", error: String(error) };
    // The class is not part of the package's types; its message is "string value at .a.b can't be known during preview".
    const unknown = /value at \.(\S+) can't be known during preview/.exec(error.message);
    if (unknown?.[1]) return { kind: "undecidable", field: unknown[1] };
    return { kind: "broken", error: error.message };
  }
}
