import { setTimeout as sleep } from "node:timers/promises";

/** Where waiting gets its time from; a test has one that does not wait. */
export interface Clock {
  /** Milliseconds that only grow. */
  now(): number;
  /** Waits; rejects with an `AbortError` when the signal is aborted. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0 to 1, 1 excluded: what spreads the attempts of many. */
  random(): number;
}

/** The time of this process. */
export const systemClock: Clock = {
  now: () => performance.now(),
  pause: (milliseconds, signal) => pause(milliseconds, signal),
  random: () => Math.random(),
};

/** Waits; rejects with an `AbortError` as soon as the signal is aborted. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await sleep(Math.max(0, milliseconds), undefined, signal && { signal });
}
