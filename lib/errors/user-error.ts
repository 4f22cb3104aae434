/** What a person needs in order to mend their input: the parts of every message this project shows for a user's mistake. */
export interface Mistake {
  /** Where: a config path, resource, field, flag or file. */
  readonly setting: string;
  /** What was found there, in words. Never a secret's value. */
  readonly got: string;
  /** What is accepted instead. */
  readonly expected: string;
  /** The next step: a command or an edit. */
  readonly fix: string;
}

/** A user's mistake, as opposed to a defect of ours: shown without a stack trace, and ends a command with exit code 1. */
export class UserError extends Error {
  override readonly name = "UserError";
  /** The mark of Pulumi's `RunError`, which a program's host shows without a stack; commands need not load Pulumi for it. */
  readonly __pulumiRunError = true;

  constructor(readonly mistake: Mistake) {
    super(`${mistake.setting}: got ${mistake.got}; expected ${mistake.expected}.\n  ${mistake.fix}`);
  }
}
