import { type Failure, failureOfStatus, UnreachableError } from "../retry";

/** An error as Google words it, with its reason (`SERVICE_DISABLED`, `notFound`). */
export class GoogleError extends Error {
  override readonly name = "GoogleError";

  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
    /** The whole answer. */
    readonly text = "",
    /** Milliseconds that Google asks to wait. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }

  static fromAnswer(status: number, text: string, retryAfterMs?: number): GoogleError {
    const error = errorIn(text);
    if (!error) return new GoogleError(status, "", `${status} ${text.slice(0, 300)}`, text, retryAfterMs);
    const reason =
      error.details?.find((detail) => detail.reason)?.reason ?? error.errors?.[0]?.reason ?? error.status ?? "";
    return new GoogleError(status, reason, error.message ?? text, text, retryAfterMs);
  }
}

/** What an error of a call to Google means for the next one. */
export function failureOf(error: unknown): Failure {
  if (error instanceof GoogleError) return failureOfStatus(error.status, error.retryAfterMs);
  return error instanceof UnreachableError ? error.failure : { kind: "final" };
}

interface ErrorBody {
  readonly message?: string;
  readonly status?: string;
  readonly errors?: readonly { readonly reason?: string }[];
  readonly details?: readonly { readonly reason?: string }[];
}

/** Source: https://cloud.google.com/apis/design/errors#http_mapping, read 2026-11. */
function errorIn(text: string): ErrorBody | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === "object" && error !== null ? error : undefined;
  } catch (error) {
    // Front ends answer in HTML.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
