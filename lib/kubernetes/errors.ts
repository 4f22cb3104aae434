import { type Failure, failureOfConnection, failureOfStatus } from "../retry";

/** What the API server answered instead of doing what was asked. */
export class KubernetesError extends Error {
  override readonly name = "KubernetesError";

  constructor(
    readonly status: number,
    /** Machine-readable, such as `NotFound` or `Conflict`. */
    readonly reason: string,
    message: string,
    /** Milliseconds that the server asks to wait. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

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
}

/** What an error of a call to a cluster means: whether the same again may succeed, and whether it may have been done. */
export function failureOf(error: unknown): Failure {
  if (error instanceof KubernetesError) return failureOfStatus(error.status, error.retryAfterMs);
  if (error instanceof UnreachableError) return { kind: "transient", done: error.unsent ? "none" : "unknown" };
  return failureOfConnection(error) ?? { kind: "final" };
}

/** Whether the same call may succeed later: the cluster is overloaded, restarting or out of reach. */
export function isTransient(error: unknown): boolean {
  return failureOf(error).kind === "transient";
}

export function isNotFound(error: unknown): boolean {
  return error instanceof KubernetesError && error.status === 404;
}
