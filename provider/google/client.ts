import type { GoogleAuth } from "google-auth-library";
import { CancelledError } from "../../lib/plugin";
import { type Api, endpoint } from "./endpoints";

/** An error as Google words it, with its reason (`SERVICE_DISABLED`, `notFound`). */
export class GoogleError extends Error {
  override readonly name = "GoogleError";

  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Call {
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Repeating it does no harm: it is tried again when the answer is lost or the server is overloaded. @default for GET and HEAD */
  readonly idempotent?: boolean;
  /** Repetitions at most. @default 5 – some 15 seconds */
  readonly retries?: number;
}

/** Google's REST APIs with Application Default Credentials, or the token in GOOGLE_OAUTH_ACCESS_TOKEN. */
export class GoogleClient {
  private auth: GoogleAuth | undefined;

  /** Calls an API and reads JSON. */
  async json<T>(api: Api, path: string, call: Call): Promise<T> {
    const response = await this.request(endpoint(api) + path, call);
    const text = await response.text();
    return (text === "" ? {} : JSON.parse(text)) as T;
  }

  /** Calls any address; throws a {@link GoogleError} for what is no success. */
  async request(address: string, call: Call): Promise<Response> {
    const { method = "GET", query = {}, idempotent = method === "GET" || method === "HEAD", retries = 5 } = call;
    const url = new URL(address);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    for (let attempt = 0; ; attempt++) {
      const response = await this.attempt(url, method, call).catch((error: unknown) => {
        if (call.signal.aborted) throw new CancelledError("cancelled");
        if (!idempotent || attempt >= retries) throw unreachable(url, error);
        return undefined;
      });
      if (response?.ok) return response;
      if (response && (!transient(response.status) || !(idempotent || response.status === 429) || attempt >= retries))
        throw await googleError(response);
      await wait(Math.min(8000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2), call.signal);
    }
  }

  private async attempt(url: URL, method: string, { body, headers = {}, signal }: Call): Promise<Response> {
    const raw = body instanceof Uint8Array;
    return fetch(url, {
      method,
      signal,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        ...(body !== undefined && !raw && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? new Uint8Array(body) : JSON.stringify(body) }),
    });
  }

  private async token(): Promise<string> {
    const given = process.env["GOOGLE_OAUTH_ACCESS_TOKEN"];
    if (given) return given;
    if (!this.auth) {
      // Loaded only when it is needed: it takes longer than most previews' own work.
      const { GoogleAuth } = await import("google-auth-library");
      const inline = process.env["GOOGLE_CREDENTIALS"];
      this.auth = new GoogleAuth({
        scopes: ["https://www.googleapis.com/auth/cloud-platform"],
        ...(inline?.startsWith("{") && { credentials: JSON.parse(inline) as object }),
      });
    }
    const token = await this.auth.getAccessToken();
    if (!token)
      throw new Error(
        "no Google credentials: run `gcloud auth application-default login`, or set GOOGLE_OAUTH_ACCESS_TOKEN",
      );
    return token;
  }
}

const transient = (status: number) => status === 429 || status === 408 || status >= 500;

function unreachable(url: URL, error: unknown): Error {
  const cause =
    error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
  return new Error(`${url.host} does not answer: ${cause}`);
}

async function googleError(response: Response): Promise<GoogleError> {
  const text = await response.text();
  try {
    const { error } = JSON.parse(text) as {
      error: { message?: string; status?: string; errors?: { reason?: string }[]; details?: { reason?: string }[] };
    };
    const reason =
      error.details?.find((detail) => detail.reason)?.reason ?? error.errors?.[0]?.reason ?? error.status ?? "";
    return new GoogleError(response.status, reason, error.message ?? text);
  } catch {
    return new GoogleError(response.status, "", `${response.status} ${text.slice(0, 300)}`);
  }
}

/** Waits, and ends at once when the update is cancelled. */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new CancelledError("cancelled"));
    const stop = () => {
      clearTimeout(timer);
      reject(new CancelledError("cancelled"));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });
}
