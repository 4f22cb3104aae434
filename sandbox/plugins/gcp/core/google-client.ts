import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../../../lib/errors/user-error";
import type { CallLog } from "../../../../lib/plugin";
import type { GcpConfig } from "./config";
import { GoogleError, UnknownOutcomeError } from "./google-error";
import type { Json } from "./json";

export interface GoogleRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly body?: Json | undefined;
  /** Instead of `body`: bytes with their type, for uploads. */
  readonly upload?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string };
  readonly signal: AbortSignal;
  readonly log?: CallLog;
  /** How long to go on trying while Google says "not now". @default the configuration's request timeout */
  readonly patienceMilliseconds?: number;
}

export interface GoogleAnswer {
  readonly json: Json;
  /** A try before this one may have been done although its answer was lost. */
  readonly maybeTwice: boolean;
}

/** Where access tokens come from. */
export type TokenSource = () => Promise<string>;

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 30_000;

/** Calls Google's APIs, and tries again what may be tried again. */
export class GoogleClient {
  constructor(
    private readonly config: GcpConfig,
    private readonly token: TokenSource,
  ) {}

  async send(request: GoogleRequest): Promise<Json> {
    return (await this.exchange(request)).json;
  }

  /**
   * One request. 429, 5xx and "another operation is under way" mean: later; the pauses grow as the official plugin's do.
   * A connection that breaks is tried again too; `maybeTwice` then says that a "conflict" may be our own doing.
   */
  async exchange(request: GoogleRequest): Promise<GoogleAnswer> {
    const until = Date.now() + (request.patienceMilliseconds ?? this.config.requestTimeoutMilliseconds);
    let pause = firstPauseMilliseconds;
    let maybeTwice = false;
    for (;;) {
      const outcome = await this.once(request);
      if (!(outcome instanceof Error)) return { json: outcome.json, maybeTwice };
      const lost = outcome instanceof UnknownOutcomeError || (outcome instanceof GoogleError && outcome.status >= 500);
      maybeTwice ||= lost;
      if (!isTemporary(outcome) || Date.now() + pause > until) throw markTwice(outcome, maybeTwice);
      request.log?.status(`${reasonToWait(outcome)}; trying again in ${Math.round(pause / 100) / 10} s`);
      await sleep(pause, undefined, { signal: request.signal });
      pause = Math.min(pause * 1.6, longestPauseMilliseconds);
    }
  }

  private async once(request: GoogleRequest): Promise<{ json: Json } | GoogleError | UnknownOutcomeError> {
    const headers: Record<string, string> = {
      authorization: `Bearer ${await this.token()}`,
      "user-agent": "gke-bluegreen pulumi-resource-gcp",
      ...(request.upload && { "content-type": request.upload.contentType }),
      ...(request.body !== undefined && { "content-type": "application/json" }),
      ...(this.config.requestReason && { "x-goog-request-reason": this.config.requestReason }),
      ...(this.config.userProjectOverride &&
        this.config.billingProject && { "x-goog-user-project": this.config.billingProject }),
    };
    let response: Response;
    let text: string;
    try {
      response = await fetch(withAltJson(request.url), {
        method: request.method,
        headers,
        signal: request.signal,
        ...(request.upload
          ? { body: request.upload.bytes }
          : request.body !== undefined && { body: JSON.stringify(request.body) }),
      });
      text = await response.text();
    } catch (error) {
      if (request.signal.aborted) throw error;
      return new UnknownOutcomeError(`${titleCase(request.method)} "${request.url}": ${causeOf(error)}`);
    }
    const json = parse(text);
    return response.ok ? { json } : GoogleError.fromAnswer(response.status, json);
  }
}

/** Errors of a request that may have been carried out by an earlier try. */
const secondTries = new WeakSet<Error>();

function markTwice(error: Error, maybeTwice: boolean): Error {
  if (maybeTwice) secondTries.add(error);
  return error;
}

/** Whether the request that failed may nevertheless have been carried out, now or by an earlier try. */
export function mayHaveHappened(error: unknown): boolean {
  return error instanceof Error && secondTries.has(error);
}

function isTemporary(error: GoogleError | UnknownOutcomeError): boolean {
  if (error instanceof UnknownOutcomeError) return true;
  if (error.status === 429 || (error.status >= 500 && error.status !== 501)) return true;
  if (
    error.status === 409 &&
    /operation.*(in progress|under way)|resourceInUseByAnotherResource|tryAgain/i.test(`${error.said} ${error.reason}`)
  ) {
    return error.reason !== "resourceInUseByAnotherResource";
  }
  // GKE does one thing at a time with a cluster; compute says the same of a resource that is being made.
  return (
    error.status === 400 &&
    (error.reason === "failedPrecondition" || error.reason === "resourceNotReady") &&
    /operation|not ready|wait/i.test(error.said)
  );
}

function reasonToWait(error: GoogleError | UnknownOutcomeError): string {
  if (error instanceof UnknownOutcomeError) return "no answer from Google";
  return error.status === 429
    ? "Google asks to slow down"
    : error.status === 400
      ? "another operation is under way"
      : `Google answers ${error.status}`;
}

function withAltJson(url: string): string {
  const full = new URL(url);
  if (!full.searchParams.has("alt")) full.searchParams.set("alt", "json");
  return full.toString();
}

function parse(text: string): Json {
  if (text === "") return {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function titleCase(method: string): string {
  return method.charAt(0) + method.slice(1).toLowerCase();
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const code = (cause as NodeJS.ErrnoException).code;
  return cause.message || code || cause.name;
}

/** The token of the configuration, or of the credentials that Google's own tools use. */
export function tokenSource(config: GcpConfig, credentials: () => string | undefined): TokenSource {
  if (config.accessToken) {
    const { accessToken } = config;
    return () => Promise.resolve(accessToken);
  }
  let client: Promise<{ getAccessToken(): Promise<string | null | undefined> }> | undefined;
  return async () => {
    client ??= (async () => {
      // Loaded when needed: it takes longer than the rest of the plugin together.
      const { GoogleAuth } = await import("google-auth-library");
      const text = credentials();
      return new GoogleAuth({
        scopes: ["https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/userinfo.email"],
        ...(text !== undefined && { credentials: JSON.parse(text) as object }),
      });
    })();
    const token = await (await client).getAccessToken().catch((error: unknown) => error);
    if (typeof token === "string") return token;
    throw new UserError({
      setting: "gcp:accessToken",
      got: token instanceof Error ? token.message : "no Google credentials",
      expected: "an access token, a credentials file or application default credentials",
      fix: "Run `gcloud auth application-default login`, or set GOOGLE_OAUTH_ACCESS_TOKEN.",
    });
  };
}
