import { UserError } from "../../../../lib/errors/user-error";
import {
  failureOf,
  GoogleClient as Client,
  GoogleError as PlainGoogleError,
  tokenSource as tokens,
} from "../../../../lib/google";
import type { CallLog } from "../../../../lib/plugin";
import { type Failure, type Setback, UnreachableError } from "../../../../lib/retry";
import type { GcpConfig } from "./config";
import { GoogleError, UnknownOutcomeError } from "./google-error";
import type { Json } from "./json";

/** A call of one of Google's APIs. */
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

/** What a Google API answered. */
export interface GoogleAnswer {
  readonly json: Json;
  /** A try before this one may have been done although its answer was lost. */
  readonly maybeTwice: boolean;
}

/** Where access tokens come from. */
export type TokenSource = () => Promise<string>;

/** Calls Google's APIs as the official plugin does: with its errors, and patient while another operation is under way. */
export class GoogleClient {
  private readonly client: Client;

  constructor(
    private readonly config: GcpConfig,
    token: TokenSource,
  ) {
    this.client = new Client({ token, renew: () => false });
  }

  async send(request: GoogleRequest): Promise<Json> {
    return (await this.exchange(request)).json;
  }

  /**
   * One request. 429, 5xx and "another operation is under way" mean: later. A connection that breaks is tried again too, whatever the
   * method; `maybeTwice` then says that a "conflict" may be our own doing.
   */
  async exchange(request: GoogleRequest): Promise<GoogleAnswer> {
    const { method, url, body, upload, signal, log, patienceMilliseconds } = request;
    let maybeTwice = false;
    const judge = (error: unknown) => {
      const failure = meaningOf(error);
      maybeTwice ||= failure.kind === "transient" && failure.done === "unknown";
      return failure;
    };
    try {
      const { bytes, maybeDone } = await this.client.request(withAltJson(url), {
        method,
        headers: this.headers(upload?.contentType),
        body: upload ? upload.bytes : body,
        signal,
        repeatable: true,
        patienceMs: patienceMilliseconds ?? this.config.requestTimeoutMilliseconds,
        judge,
        onSetback: (setback) => log?.status(sentence(setback)),
      });
      return { json: parse(bytes.toString("utf8")), maybeTwice: maybeDone };
    } catch (error) {
      throw markTwice(asOfficial(error, request), maybeTwice);
    }
  }

  private headers(contentType: string | undefined): Record<string, string> {
    const { requestReason, userProjectOverride, billingProject } = this.config;
    return {
      "user-agent": "gke-bluegreen pulumi-resource-gcp",
      ...(contentType !== undefined && { "content-type": contentType }),
      ...(requestReason && { "x-goog-request-reason": requestReason }),
      ...(userProjectOverride && billingProject && { "x-goog-user-project": billingProject }),
    };
  }
}

/** Errors of a request that may have been carried out by an earlier try. */
const secondTries = new WeakSet<Error>();

function markTwice(error: unknown, maybeTwice: boolean): unknown {
  if (maybeTwice && error instanceof Error) secondTries.add(error);
  return error;
}

/** Whether the request that failed may nevertheless have been carried out, now or by an earlier try. */
export function mayHaveHappened(error: unknown): boolean {
  return error instanceof Error && secondTries.has(error);
}

function asOfficial(error: unknown, { method, url }: GoogleRequest): unknown {
  if (error instanceof PlainGoogleError) return GoogleError.fromBody(error.status, parse(error.text));
  if (error instanceof UnreachableError)
    return new UnknownOutcomeError(`${titleCase(method)} "${url}": ${error.message}`);
  return error;
}

function meaningOf(error: unknown): Failure {
  return error instanceof PlainGoogleError && isBusy(error)
    ? { kind: "transient", done: "none", afterMs: error.retryAfterMs }
    : failureOf(error);
}

/** GKE does one thing at a time with a cluster; compute says the same of a resource that is being made. */
function isBusy({ status, text }: PlainGoogleError): boolean {
  const { reason, said } = GoogleError.fromBody(status, parse(text));
  if (status === 409)
    return (
      reason !== "resourceInUseByAnotherResource" &&
      /operation.*(in progress|under way)|tryAgain/i.test(`${said} ${reason}`)
    );
  return (
    status === 400 &&
    (reason === "failedPrecondition" || reason === "resourceNotReady") &&
    /operation|not ready|wait/i.test(said)
  );
}

function sentence({ error, pauseMs }: Setback): string {
  const why = !(error instanceof PlainGoogleError)
    ? "no answer from Google"
    : error.status === 429
      ? "Google asks to slow down"
      : error.status === 400
        ? "another operation is under way"
        : `Google answers ${error.status}`;
  return `${why}; trying again in ${Math.round(pauseMs / 100) / 10} s`;
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
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text;
  }
}

function titleCase(method: string): string {
  return method.charAt(0) + method.slice(1).toLowerCase();
}

/** The token of the configuration, or of the credentials that Google's own tools use. */
export function tokenSource({ accessToken }: GcpConfig, credentials: () => string | undefined): TokenSource {
  const scopes = ["https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/userinfo.email"];
  const source = tokens({ accessToken, credentials, scopes });
  return async () => {
    try {
      return await source.token();
    } catch (error) {
      throw new UserError({
        setting: "gcp:accessToken",
        got: error instanceof Error ? error.message : "no Google credentials",
        expected: "an access token, a credentials file or application default credentials",
        fix: "Run `gcloud auth application-default login`, or set GOOGLE_OAUTH_ACCESS_TOKEN.",
      });
    }
  };
}
