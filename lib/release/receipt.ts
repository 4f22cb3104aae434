import type { Color } from "./spec";

/** What a switch leaves behind, among the stack's outputs. */
export interface Receipt {
  readonly at: string;
  readonly from: Color | null;
  readonly fromImage: string | null;
  readonly to: Color;
  readonly toImage: string;
  /**
   * Digests of what the new colour's app containers ran when they were verified, as their nodes report them: of an image's index or of one
   * of its manifests. Empty where no pod said so.
   */
  readonly toDigests: readonly string[];
  /** Hooks that ran, or had run, for this release. */
  readonly before: readonly { readonly hook: string; readonly seen: string }[];
  readonly verified: readonly { readonly check: string; readonly seen: string }[];
  /**
   * Requests that the switch itself sent while it moved and watched the traffic: to the live Service, or where another thing leads users, or
   * both colours have traffic, to the colour's own.
   */
  readonly requests: { readonly sent: number; readonly failed: number };
  /** Milliseconds by kind of step. */
  readonly took: Readonly<Record<string, number>>;
  readonly generation: number;
  /** What apps of a group that were switched in one update have in common; `null` for an app with a switch of its own. */
  readonly transaction: string | null;
}
