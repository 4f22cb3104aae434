import { invalid } from "../transport/errors";

/** How long an operation is in flight. */
export type Timing =
  | { readonly kind: "work" }
  | { readonly kind: "polls"; readonly polls: number }
  | { readonly kind: "seconds"; readonly seconds: number };

/** About what Google takes, for `realistic`; from public reports, in seconds. Others: 10. */
const REALISTIC: Readonly<Record<string, number>> = {
  CREATE_CLUSTER: 300,
  DELETE_CLUSTER: 180,
  CREATE_NODE_POOL: 90,
  DELETE_NODE_POOL: 120,
  SET_NODE_POOL_SIZE: 60,
  UPGRADE_NODES: 240,
  UPGRADE_MASTER: 420,
  UPDATE_CLUSTER: 60,
  BUILD: 0,
};

/** Reads `work`, `polls:n`, `seconds:s` or `realistic`. */
export function parseTiming(text: string, operationType: string): Timing {
  if (text === "work") return { kind: "work" };
  if (text === "realistic") return { kind: "seconds", seconds: REALISTIC[operationType] ?? 10 };
  const [, kind, amount] = /^(polls|seconds):(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (kind === "polls") return { kind, polls: Number(amount) };
  if (kind === "seconds") return { kind, seconds: Number(amount) };
  throw invalid(`timing ${JSON.stringify(text)}: expected work, polls:N, seconds:S or realistic`);
}

/** Resolves when an operation whose work is done may end. */
export async function completion(
  timing: Timing,
  operation: { readonly start: string },
  signal: AbortSignal,
  onPoll: (looked: (polls: number) => void) => void,
): Promise<void> {
  if (timing.kind === "work") return;
  await new Promise<void>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    if (timing.kind === "polls") {
      if (timing.polls <= 0) resolve();
      onPoll((polls) => polls >= timing.polls && resolve());
      return;
    }
    const left = Date.parse(operation.start) + timing.seconds * 1000 - Date.now();
    const timer = setTimeout(resolve, Math.max(0, left));
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}
