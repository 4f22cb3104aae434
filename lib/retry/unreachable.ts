import { isTimeUp } from "./deadline";
import { type Failure, failureOfConnection } from "./failure";

/** Nobody answered, or the connection broke before the answer was whole. `cause` says how. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";

  constructor(
    message: string,
    /** Nothing of the request had reached the server. */
    readonly unsent: boolean,
    cause?: unknown,
  ) {
    super(message, { cause });
  }

  get failure(): Failure {
    return { kind: "transient", done: this.unsent ? "none" : "unknown" };
  }
}

/**
 * What an error of a connection is for whoever asked: a call whose time is up is one without an answer, a cancelled one stays an
 * `AbortError`, and what will not pass, such as a wrong certificate, stays what it is.
 */
export function asUnreachable(error: unknown, host: string, signal: AbortSignal): Error {
  const found = error as Error;
  if (signal.aborted) {
    if (!isTimeUp(signal)) return found;
    return new UnreachableError(`no answer from ${host}: ${textOf(signal.reason)}`, false, error);
  }
  const failure = failureOfConnection(error);
  if (failure?.kind !== "transient") {
    const hidden = (error as { cause?: unknown }).cause !== undefined;
    return hidden ? new Error(`no connection to ${host}: ${innermost(error)}`, { cause: error }) : found;
  }
  return new UnreachableError(`no answer from ${host}: ${innermost(error)}`, failure.done === "none", error);
}

/** `fetch` says only "fetch failed"; why, its cause says. */
function innermost(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return cause === undefined ? textOf(error) : innermost(cause);
}

function textOf(error: unknown): string {
  const { message, code } = error as { message?: unknown; code?: unknown };
  return String(message || code || error);
}
