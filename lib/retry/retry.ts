import { type Backoff, backoffMs, usualBackoff } from "./backoff";
import { type Clock, systemClock } from "./clock";
import { isTimeUp } from "./deadline";
import type { Failure } from "./failure";

/** What an attempt knows of those before it. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** An earlier attempt may have been carried out although its answer was lost. */
  readonly maybeDone: boolean;
}

/** An attempt that failed and is followed by another. */
export interface Setback {
  readonly error: unknown;
  /** The attempt that failed; 1 for the first. */
  readonly attempt: number;
  /** Milliseconds until the next. */
  readonly pauseMs: number;
}

/** What may be tried again, how often and how long. */
export interface RetryOptions {
  readonly signal: AbortSignal;
  /** What an error means. */
  readonly judge: (error: unknown) => Failure;
  /** Doing it twice does no harm. Otherwise it is tried again only where surely nothing was done. @default true */
  readonly repeatable?: boolean;
  /** Milliseconds from the start after which no attempt is begun; 0 for one attempt. @default 60000 */
  readonly patienceMs?: number;
  readonly backoff?: Partial<Backoff>;
  /** Gets a fresh credential, once; whether there can be one. @default an expired credential is final */
  readonly refresh?: () => boolean | Promise<boolean>;
  /** Told before each pause. */
  readonly onSetback?: (setback: Setback) => void;
  readonly clock?: Clock;
}

/** Milliseconds for which a call is tried again: as long as an API server takes to restart. */
export const PATIENCE_MS = 60_000;

/**
 * The one way in which a call to a cluster, to Google or to anything else is tried again. Ends with the result, or with the last error as
 * it came. A cancelled signal ends it at once with an `AbortError`; one whose time is up ends it with the last error, which says why.
 */
export async function retry<T>(work: (attempt: Attempt) => Promise<T>, options: RetryOptions): Promise<T> {
  const {
    signal,
    judge,
    repeatable = true,
    patienceMs = PATIENCE_MS,
    refresh,
    onSetback,
    clock = systemClock,
  } = options;
  const backoff = { ...usualBackoff, ...options.backoff };
  const end = clock.now() + patienceMs;
  let refreshed = false;
  let maybeDone = false;
  for (let number = 1; ; number++) {
    signal.throwIfAborted();
    try {
      return await work({ number, maybeDone });
    } catch (error) {
      if (signal.aborted) throw error;
      const failure = judge(error);
      if (failure.kind === "final") throw error;
      if (failure.kind === "expired") {
        if (refreshed || !(await refresh?.())) throw error;
        refreshed = true;
        continue;
      }
      if (failure.done === "unknown") {
        if (!repeatable) throw error;
        maybeDone = true;
      }
      const pauseMs = pauseBefore(number, failure.afterMs, backoff, clock);
      if (clock.now() + pauseMs >= end) throw error;
      onSetback?.({ error, attempt: number, pauseMs });
      await clock.pause(pauseMs, signal).catch((interrupted: unknown) => {
        throw isTimeUp(signal) ? error : interrupted;
      });
    }
  }
}

/** What the server asks for is the least; what comes on top keeps those that it sent away from coming back at once. */
function pauseBefore(attempt: number, afterMs: number | undefined, backoff: Backoff, clock: Clock): number {
  const own = backoffMs(attempt, backoff, clock.random());
  return afterMs === undefined || afterMs === 0 ? own : afterMs + Math.min(own, afterMs / 10);
}
