/** What a failed call means for the next one. */
export type Failure =
  /** The same again would fail the same way. */
  | { readonly kind: "final" }
  /** The credential is no longer good. */
  | { readonly kind: "expired" }
  | {
      readonly kind: "transient";
      /** `none`: nothing was done. `unknown`: it may have been done, and the answer was lost. */
      readonly done: "none" | "unknown";
      /** Milliseconds that the server asks to wait. */
      readonly afterMs?: number | undefined;
    };

/** What an HTTP status means, as REST APIs of Kubernetes and Google use them. */
export function failureOfStatus(status: number, afterMs?: number): Failure {
  if (status === 401) return { kind: "expired" };
  // Turned away at the door: https://www.rfc-editor.org/rfc/rfc6585#section-4
  if (status === 429) return { kind: "transient", done: "none", afterMs };
  // 501 and 505 will not change their mind.
  const passes = status === 408 || (status >= 500 && status !== 501 && status !== 505);
  return passes ? { kind: "transient", done: "unknown", afterMs } : { kind: "final" };
}

/** Nothing reached the server. */
const unsent = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "EHOSTDOWN",
  "EADDRNOTAVAIL",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The connection broke, and how far the request had come nobody knows. */
const broken = new Set([
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ESOCKETTIMEDOUT",
  "UND_ERR_SOCKET",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_CLOSED",
  "ERR_STREAM_PREMATURE_CLOSE",
  // A body that ends before its length, as a proxy that dies leaves it.
  "HPE_INVALID_EOF_STATE",
]);

/**
 * What an error of a connection means; `undefined` for every other error, such as a wrong certificate or a mistake in the program. Looks
 * into causes, and into the attempts of a host with several addresses.
 */
export function failureOfConnection(error: unknown): Failure | undefined {
  for (const one of chain(error)) {
    const { code } = one as { code?: unknown };
    if (typeof code !== "string") continue;
    if (unsent.has(code)) return { kind: "transient", done: "none" };
    if (broken.has(code)) return { kind: "transient", done: "unknown" };
  }
  return undefined;
}

/** An error, its causes and theirs; of several that came together the first speaks for all. */
function* chain(error: unknown): Generator<object> {
  const seen = new Set<object>();
  for (let one = error; typeof one === "object" && one !== null && !seen.has(one);) {
    seen.add(one);
    yield one;
    const { cause, errors } = one as { cause?: unknown; errors?: unknown };
    one = cause ?? (Array.isArray(errors) ? (errors as unknown[])[0] : undefined);
  }
}
