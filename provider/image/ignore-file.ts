/** What an ignore file says. */
export interface IgnoreRules {
  /** Whether a file, by its path in the folder, stays behind. */
  readonly ignores: (file: string) => boolean;
  /** Whether all of a folder stays behind, so that nobody need look into it. */
  readonly skips: (folder: string) => boolean;
}

/** An ignore file that cannot be followed; the message names file and line. */
export class IgnoreFileError extends Error {
  override readonly name = "IgnoreFileError";
}
