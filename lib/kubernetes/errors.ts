import { type Failure, failureOfStatus, UnreachableError } from "../retry";

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

/** What an error of a call to a cluster means: whether the same again may succeed, and whether it may have been done. */
export function failureOf(error: unknown): Failure {
  if (error instanceof KubernetesError) return failureOfStatus(error.status, error.retryAfterMs);
  return error instanceof UnreachableError ? error.failure : { kind: "final" };
}

/** Whether the same call may succeed later: the cluster is overloaded, restarting or out of reach. */
export function isTransient(error: unknown): boolean {
  return failureOf(error).kind === "transient";
}

/** Whether what was asked for is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof KubernetesError && error.status === 404;
}
