import { setMaxListeners } from "node:events";

/**
 * A signal that aborts after `milliseconds` (reason: a `TimeoutError`), or with `parent` and for its reason.
 *
 * It stands in for `AbortSignal.any([parent, AbortSignal.timeout(milliseconds)])`: on Node 20 a signal that is made of other signals holds
 * them weakly, and a garbage collection takes the timer away with them, so that the limit never comes
 * (https://github.com/nodejs/node/issues/57736). Here the timer holds what it aborts. It keeps no process alive. What is done many times
 * under one signal is done {@link within} a limit, which is let go with it.
 */
export function deadline(parent: AbortSignal | undefined, milliseconds: number): AbortSignal {
  return limited(parent, milliseconds).signal;
}

/** Does something that gets a signal like {@link deadline}'s, and lets go of it when that is done. */
export async function within<T>(
  parent: AbortSignal | undefined,
  milliseconds: number,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = limited(parent, milliseconds);
  try {
    return await work(limit.signal);
  } finally {
    limit.abort();
  }
}

function limited(parent: AbortSignal | undefined, milliseconds: number): AbortController {
  const limit = follow(parent);
  const timer = setTimeout(
    () => limit.abort(new DOMException(`not done within ${describeMilliseconds(milliseconds)}`, "TimeoutError")),
    // Longer than a timer can be (24.8 days), which Node would take for 1 ms.
    Math.min(milliseconds, 2 ** 31 - 1),
  );
  timer.unref();
  limit.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  return limit;
}

/**
 * A controller of one's own that also aborts with `parent` and for its reason. Whoever is done with it aborts it, and the parent forgets
 * it. It stands in for `AbortSignal.any([parent, controller.signal])`, for the reason above.
 */
export function follow(parent: AbortSignal | undefined): AbortController {
  const own = new AbortController();
  if (parent === undefined) return own;
  if (parent.aborted) {
    own.abort(parent.reason);
    return own;
  }
  const pass = () => own.abort(parent.reason);
  // All calls of an update have its signal.
  setMaxListeners(0, parent);
  parent.addEventListener("abort", pass, { once: true });
  own.signal.addEventListener("abort", () => parent.removeEventListener("abort", pass), { once: true });
  return own;
}

/** Whether a signal was aborted because its time was up, and not because somebody cancelled. */
export function isTimeUp(signal: AbortSignal): boolean {
  return signal.aborted && (signal.reason as { name?: unknown } | undefined)?.name === "TimeoutError";
}

/** `250 ms`, `1.5 s`, `10 min`. */
export function describeMilliseconds(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 120_000) return `${Math.round(milliseconds / 100) / 10} s`;
  return `${Math.round(milliseconds / 6_000) / 10} min`;
}
