import type { Mistake } from "../lib/errors/user-error";

/** Keys from the top of a compose file down to what is meant. */
export type ComposePath = readonly string[];

/** Something of a compose file that is not as a reader of it would think. */
export interface Note {
  readonly path: ComposePath;
  /** Whether it does nothing here, or something else than with compose. */
  readonly kind: "without effect" | "otherwise";
  readonly text: string;
}

/** Something that would change how the application behaves, and is refused for it. */
export interface Refusal extends Omit<Mistake, "setting"> {
  readonly path: ComposePath;
  /** What `leaveOut` calls it, where one can do without. */
  readonly leaveOut?: string;
}

/** Collects what is to be said of a compose file. */
export class Findings {
  readonly notes: Note[] = [];
  readonly refusals: Refusal[] = [];

  note(path: ComposePath, kind: Note["kind"], text: string): void {
    this.notes.push({ path, kind, text });
  }

  refuse(refusal: Refusal): void {
    this.refusals.push(refusal);
  }
}
