import { randomInt } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { StringDecoder } from "node:string_decoder";
import { type Clock, PATIENCE_MS, retry, retryAfterMs, type RetryOptions, type Setback } from "../retry";
import { contains } from "./contains";
import { failureOf, isNotFound, KubernetesError } from "./errors";
import { KubeconfigTransport, type Transport, type TransportAnswer } from "./transport";

/** An HTTP method of the Kubernetes API. */
export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** One line of a watch. */
export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: unknown;
}

/** What the API server, or a program behind its proxy, answered. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

/** One call of the API. */
export interface CallOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** @default application/json */
  readonly contentType?: string;
  readonly signal: AbortSignal;
  /** Milliseconds of silence after which one attempt is given up. @default 15000 */
  readonly timeoutMs?: number;
  /**
   * Doing it twice does no harm, so that it is tried again when its answer was lost.
   *
   * @default true for everything but a JSON patch and a POST of something without a name
   */
  readonly repeatable?: boolean;
}

/** How all calls of a client are tried again. */
export interface ClientOptions {
  /** Milliseconds for which a call is tried again; 0 for one attempt. @default 60000 */
  readonly patienceMs?: number;
  /** Told before a call is tried again. */
  readonly onSetback?: (setback: Setback) => void;
  readonly clock?: Clock;
}

/** Milliseconds for which a preview asks a cluster that does not answer: somebody waits for it, and nothing is at stake. */
export const LOOK_PATIENCE_MS = 15_000;

/**
 * A cluster's API. Calls are tried again as `lib/retry` says: what can be repeated also when its answer was lost. Anything but 2xx is a
 * `KubernetesError` in the end, and a server that cannot be reached an `UnreachableError`.
 */
export class KubernetesClient {
  private readonly transport: Transport;

  /** @param to a kubeconfig's text, or another way to an API server */
  constructor(
    to: string | Transport,
    private readonly options: ClientOptions = {},
  ) {
    this.transport = typeof to === "string" ? new KubeconfigTransport(to) : to;
  }

  /** The JSON that a call answers. */
  async json<T>(method: Method, path: string, options: CallOptions): Promise<T> {
    return (await this.exchange<T>(method, path, options)).value;
  }

  /** {@link json}, with the headers: `date` is the cluster's time. */
  async exchange<T>(
    method: Method,
    path: string,
    options: CallOptions,
  ): Promise<{ readonly value: T; readonly headers: IncomingHttpHeaders }> {
    const call = method === "POST" ? withName(options) : options;
    return await retry(
      async ({ maybeDone }) => {
        try {
          const { text, headers } = accepted(await this.text(method, path, call));
          return { value: parsed<T>(text), headers };
        } catch (error) {
          const done = maybeDone ? await this.doneBefore<T>(method, path, call, error) : undefined;
          if (done === undefined) throw error;
          return done;
        }
      },
      this.policy(method, call),
    );
  }

  /** One attempt; status and text of the answer, whatever they are. For what is to be measured, and not to be done. */
  async text(method: string, path: string, options: CallOptions): Promise<Answer> {
    const answer = await this.send(method, path, options, options.timeoutMs ?? 15_000);
    return { status: answer.status, text: await textOf(answer), headers: answer.headers };
  }

  /**
   * The events of a watch, until the server or the signal ends it. One attempt: {@link watchUntil} is what goes on. Throws an
   * `UnreachableError` where it breaks off, also in the middle of a line.
   */
  async *watch(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): AsyncGenerator<WatchEvent> {
    const seconds = Number(query["timeoutSeconds"] ?? WATCH_SECONDS);
    const all = { ...query, watch: "true", timeoutSeconds: String(seconds) };
    // The server ends a watch in time: one that is silent for longer is connected to nothing any more.
    const answer = await this.send("GET", path, { query: all, signal }, (seconds + 15) * 1000);
    try {
      if (answer.status !== 200) accepted({ ...answer, text: await textOf(answer) });
      for await (const line of linesOf(answer)) yield JSON.parse(line) as WatchEvent;
    } finally {
      answer.close();
    }
  }

  /** How calls of this client are tried again. */
  policy(method: Method, { signal, contentType, body, repeatable }: CallOptions): RetryOptions {
    const { patienceMs = PATIENCE_MS, onSetback, clock } = this.options;
    const once = method === "POST" ? nameOf(body) === undefined : contentType === "application/json-patch+json";
    return {
      signal,
      patienceMs,
      judge: failureOf,
      repeatable: repeatable ?? !once,
      refresh: () => this.transport.renew(),
      ...(onSetback && { onSetback }),
      ...(clock && { clock }),
    };
  }

  close(): void {
    this.transport.close();
  }

  /** The answer where an earlier attempt, whose answer was lost, turns out to have done what was asked. */
  private async doneBefore<T>(method: Method, path: string, { body, signal }: CallOptions, error: unknown) {
    if (method === "DELETE" && isNotFound(error)) return { value: undefined as T, headers: {} };
    const name = nameOf(body);
    const exists = error instanceof KubernetesError && error.status === 409 && error.reason === "AlreadyExists";
    if (method !== "POST" || name === undefined || !exists) return undefined;
    const { text, headers } = accepted(await this.text("GET", `${path}/${encodeURIComponent(name)}`, { signal }));
    const value = parsed<T>(text);
    return contains(value, body) ? { value, headers } : undefined;
  }

  private async send(method: string, path: string, options: CallOptions, silentMs: number): Promise<TransportAnswer> {
    const { query = {}, body, contentType = "application/json", signal } = options;
    const text = body === undefined ? undefined : JSON.stringify(body);
    return await this.transport.send({ method, path, query, body: text, contentType, signal, silentMs });
  }
}

/** Seconds after which the server is asked to end a watch; it is begun again where it stood. */
const WATCH_SECONDS = 60;

function nameOf(body: unknown): string | undefined {
  return (body as { metadata?: { name?: string } } | undefined)?.metadata?.name;
}

/** Letters and digits that spell no word, as the API server takes them: https://github.com/kubernetes/apimachinery, `util/rand`. */
const LETTERS = "bcdfghjklmnpqrstvwxz2456789";

/** A name from `generateName` is made here: the server would make another one at every attempt. */
function withName(options: CallOptions): CallOptions {
  const body = options.body as { metadata?: { name?: string; generateName?: string } } | undefined;
  const { generateName, ...metadata } = body?.metadata ?? {};
  if (generateName === undefined || metadata.name !== undefined) return options;
  const end = Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return { ...options, body: { ...body, metadata: { ...metadata, name: `${generateName.slice(0, 58)}${end}` } } };
}

function accepted<A extends { readonly status: number; readonly text: string; readonly headers: IncomingHttpHeaders }>(
  answer: A,
): A {
  const { status, text, headers } = answer;
  if (status >= 200 && status < 300) return answer;
  const asked = retryAfterMs(headers["retry-after"], headers.date);
  try {
    const said = JSON.parse(text) as { reason?: string; message?: string; details?: { retryAfterSeconds?: number } };
    const seconds = said.details?.retryAfterSeconds;
    const wait = asked ?? (seconds === undefined ? undefined : seconds * 1000);
    throw new KubernetesError(status, said.reason ?? "", said.message ?? text, wait);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // Proxies and a starting API server answer in plain text.
    throw new KubernetesError(status, "", text.trim().slice(0, 500) || `HTTP ${status}`, asked);
  }
}

function parsed<T>(text: string): T {
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

async function textOf({ body }: TransportAnswer): Promise<string> {
  const decoder = new StringDecoder("utf8");
  let text = "";
  for await (const chunk of body) text += typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
  return text + decoder.end();
}

/** Whole lines; what comes after the last line's end is no line. */
async function* linesOf({ body }: TransportAnswer): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of body) {
    const lines = (rest + (typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk)))).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line.trim() !== "");
  }
}
