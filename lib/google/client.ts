import { asUnreachable, type Failure, retry, retryAfterMs, type Setback, within } from "../retry";
import { environmentTokens, type TokenSource } from "./credentials";
import { type Api, endpoint } from "./endpoints";
import { failureOf, GoogleError } from "./errors";

/** One call of an API. */
export interface Call {
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Readonly<Record<string, string>>;
  /** Bytes as they are; anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Doing it twice does no harm, so that it is tried again when its answer was lost. @default for GET and HEAD */
  readonly repeatable?: boolean;
  /** Milliseconds for which it is tried again; 0 for one attempt. @default 30000 */
  readonly patienceMs?: number;
  /** What an error means. @default by its status */
  readonly judge?: (error: unknown) => Failure;
  /** Told before it is tried again. */
  readonly onSetback?: (setback: Setback) => void;
}

/** A successful answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** An attempt before this one may have been carried out although its answer was lost. */
  readonly maybeDone: boolean;
}

const PATIENCE_MS = 30_000;
/** Milliseconds for one attempt, upload and download included. */
const ATTEMPT_MS = 300_000;

/** Google's REST APIs. Calls are tried again as `lib/retry` says. */
export class GoogleClient {
  constructor(private readonly tokens: TokenSource = environmentTokens()) {}

  /** Calls an API and reads JSON. */
  async json<T>(api: Api, path: string, call: Call): Promise<T> {
    const { bytes } = await this.request(endpoint(api) + path, call);
    return (bytes.length === 0 ? {} : JSON.parse(bytes.toString("utf8"))) as T;
  }

  /** Calls any address; throws a {@link GoogleError} for what is no success, and an `UnreachableError` where nobody answers. */
  async request(address: string, call: Call): Promise<Answer> {
    const { method = "GET", query = {}, signal, patienceMs = PATIENCE_MS, judge = failureOf, onSetback } = call;
    const url = new URL(address);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return await retry(async ({ maybeDone }) => ({ ...(await this.attempt(url, method, call)), maybeDone }), {
      signal,
      patienceMs,
      judge,
      repeatable: call.repeatable ?? (method === "GET" || method === "HEAD"),
      refresh: () => this.tokens.renew(),
      ...(onSetback && { onSetback }),
    });
  }

  private async attempt(url: URL, method: string, { body, headers = {}, signal }: Call) {
    const raw = body instanceof Uint8Array;
    const authorization = `Bearer ${await this.tokens.token()}`;
    const request = {
      method,
      headers: {
        authorization,
        ...(body !== undefined && !raw && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? new Uint8Array(body) : JSON.stringify(body) }),
    };
    const answer = await within(signal, ATTEMPT_MS, (limit) => whole(url, { ...request, signal: limit }));
    if (answer.ok) return answer;
    const wait = retryAfterMs(answer.headers.get("retry-after"), answer.headers.get("date"));
    throw GoogleError.fromAnswer(answer.status, answer.bytes.toString("utf8"), wait);
  }
}

/** An answer that was read to its end. */
async function whole(url: URL, request: RequestInit & { readonly signal: AbortSignal }) {
  try {
    const response = await fetch(url, request);
    const { ok, status, headers } = response;
    return { ok, status, headers, bytes: Buffer.from(await response.arrayBuffer()) };
  } catch (error) {
    throw asUnreachable(error, url.host, request.signal);
  }
}
