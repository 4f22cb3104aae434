import type { KubeObject, ObjectKind } from "../object";

/** Where an object is on its way to being ready. */
export type Verdict =
  /** `settleSeconds`: only if it is still so after this time, because what would change it may just be on its way. */
  | { readonly state: "ready"; readonly warning?: string; readonly settleSeconds?: number }
  /** `message` is the status line; `problems` are told if the time runs out. */
  | { readonly state: "waiting"; readonly message: string; readonly problems?: readonly string[] }
  /** It cannot become ready any more without a change. */
  | { readonly state: "failed"; readonly problems: readonly string[] };

/** Other objects in the same namespace, by kind. A kind that we may not list is empty. */
export interface Related {
  of(kind: ObjectKind): readonly KubeObject[];
}

interface Situation {
  readonly object: KubeObject;
  readonly related: Related;
  /** The object has just been made, and not updated. */
  readonly created: boolean;
}

/** When objects of one kind are ready. `judge` sees a snapshot and has no other knowledge, so that a table can test it. */
export interface ReadyRule {
  readonly group: string;
  readonly kind: string;
  /** Kinds that the judgement looks at beside the object itself. */
  readonly watches: readonly ObjectKind[];
  /** @default 600 */
  readonly timeoutSeconds?: number;
  judge(situation: Situation): Verdict;
}

export const ready: Verdict = { state: "ready" };

export function waiting(message: string, problems: readonly string[] = []): Verdict {
  return { state: "waiting", message, problems };
}

export function failed(...problems: string[]): Verdict {
  return { state: "failed", problems };
}
