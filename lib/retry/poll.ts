import { type Backoff, backoffMs } from "./backoff";
import { type Clock, systemClock } from "./clock";

/** How often is looked, and how long. */
export interface PollOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds between two looks; or how they grow. */
  readonly everyMs: number | Backoff;
  /** Milliseconds after which no further look is taken; `Infinity` where only the signal ends it. */
  readonly withinMs: number;
  readonly clock?: Clock;
}

/**
 * Looks until there is something to see, and answers it; the first look is at once. `undefined` when the time is up: what that means only
 * the caller knows. What `look` throws ends it. Where something can be watched, watch it instead.
 */
export async function poll<T>(
  look: () => Promise<T | undefined> | T | undefined,
  { signal, everyMs, withinMs, clock = systemClock }: PollOptions,
): Promise<T | undefined> {
  const end = clock.now() + withinMs;
  for (let looks = 1; ; looks++) {
    signal?.throwIfAborted();
    const seen = await look();
    if (seen !== undefined) return seen;
    const left = end - clock.now();
    if (left <= 0) return undefined;
    const rest = typeof everyMs === "number" ? everyMs : backoffMs(looks, everyMs, clock.random());
    // The last look is at the very end, and not one pause before it.
    await clock.pause(Math.min(rest, left), signal);
  }
}

/** {@link poll} for a condition: whether it held in time. */
export async function pollUntil(condition: () => Promise<boolean> | boolean, options: PollOptions): Promise<boolean> {
  return (await poll(async () => ((await condition()) ? true : undefined), options)) ?? false;
}
