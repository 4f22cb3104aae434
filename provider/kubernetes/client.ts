import { request as httpsRequest, Agent, type RequestOptions } from "node:https";
import type { IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { KubeConfig } from "@kubernetes/client-node";

/** What the API server answered instead of doing what was asked. */
export class KubernetesError extends Error {
  override readonly name = "KubernetesError";

  constructor(
    readonly status: number,
    /** Machine-readable, such as `NotFound` or `Conflict`. */
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: unknown;
}

export interface CallOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** @default application/json */
  readonly contentType?: string;
  readonly signal: AbortSignal;
  /** Milliseconds until a call without an answer is given up. @default 15000 */
  readonly timeoutMs?: number;
}

/** Signs requests as a kubeconfig says. One for each text, since a credential command costs a process, and its answer lasts a while. */
class Authentication {
  private static readonly known = new Map<string, Authentication>();
  private readonly config = new KubeConfig();
  private last: Promise<void> = Promise.resolve();

  static of(kubeconfig: string): Authentication {
    const known = this.known.get(kubeconfig) ?? new Authentication(kubeconfig);
    this.known.set(kubeconfig, known);
    return known;
  }

  private constructor(kubeconfig: string) {
    this.config.loadFromString(kubeconfig);
  }

  get server(): string {
    const server = this.config.getCurrentCluster()?.server;
    if (server === undefined) throw new Error("the kubeconfig's current context names no cluster");
    return server.replace(/\/$/, "");
  }

  /** One after the other: the first runs the credential command, and the others find its answer. */
  async apply(request: RequestOptions): Promise<void> {
    const mine = this.last.then(() => this.config.applyToHTTPSOptions(request));
    this.last = mine.catch(() => undefined);
    await mine;
  }
}

/** A cluster's API over one kept-alive set of connections, with whatever authentication its kubeconfig names. */
export class KubernetesClient {
  private readonly authentication: Authentication;
  private readonly agent = new Agent({ keepAlive: true });

  constructor(kubeconfig: string) {
    this.authentication = Authentication.of(kubeconfig);
  }

  /** One call; the answer's JSON. Anything but 2xx is a `KubernetesError`. */
  async json<T>(method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", path: string, options: CallOptions): Promise<T> {
    const { status, text } = await this.text(method, path, options);
    if (status >= 200 && status < 300) return JSON.parse(text) as T;
    throw refusal(status, text);
  }

  /** One call; status and text of the answer, whatever they are. */
  async text(
    method: string,
    path: string,
    options: CallOptions,
  ): Promise<{ readonly status: number; readonly text: string; readonly headers: IncomingMessage["headers"] }> {
    const response = await this.send(method, path, options);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return {
      status: response.statusCode ?? 0,
      text: Buffer.concat(chunks).toString("utf8"),
      headers: response.headers,
    };
  }

  /** The events of a watch, until the server or the signal ends it. */
  async *watch(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): AsyncGenerator<WatchEvent> {
    const response = await this.send("GET", path, { query: { ...query, watch: "true" }, signal, timeoutMs: 0 });
    if (response.statusCode !== 200) {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      throw refusal(response.statusCode ?? 0, Buffer.concat(chunks).toString("utf8"));
    }
    try {
      for await (const line of createInterface({ input: response })) yield JSON.parse(line) as WatchEvent;
    } finally {
      response.destroy();
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private async send(method: string, path: string, options: CallOptions): Promise<IncomingMessage> {
    const url = new URL(this.authentication.server + path);
    for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value);
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    const request: RequestOptions = {
      method,
      agent: this.agent,
      signal: options.signal,
      headers: {
        Accept: "application/json",
        ...(body !== undefined && {
          "Content-Type": options.contentType ?? "application/json",
          "Content-Length": Buffer.byteLength(body),
        }),
      },
    };
    await this.authentication.apply(request);
    // Its own agent holds the certificates of the kubeconfig, but opens a connection for every call.
    const { ca, cert, key, rejectUnauthorized, servername } = request;
    Object.assign(this.agent.options, withoutUndefined({ ca, cert, key, rejectUnauthorized, servername }));
    request.agent = this.agent;
    return await new Promise((resolve, reject) => {
      const call = httpsRequest(url, request, resolve);
      call.on("error", reject);
      const timeoutMs = options.timeoutMs ?? 15_000;
      if (timeoutMs > 0)
        call.setTimeout(timeoutMs, () => call.destroy(new Error(`no answer from ${url.host} in ${timeoutMs} ms`)));
      call.end(body);
    });
  }
}

function withoutUndefined(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function refusal(status: number, text: string): KubernetesError {
  try {
    const { reason = "", message = text } = JSON.parse(text) as { reason?: string; message?: string };
    return new KubernetesError(status, reason, message);
  } catch {
    return new KubernetesError(status, "", text.trim() || `HTTP ${status}`);
  }
}
