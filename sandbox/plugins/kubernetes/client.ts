import { request as httpRequest, Agent as HttpAgent, type IncomingMessage, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import { ApiError, UnreachableError, type ApiStatus } from "./api-error";
import { CredentialSource, pem } from "./credentials";
import type { ActiveCluster } from "./kubeconfig";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface ApiRequest {
  readonly method: Method;
  /** Below the server's address, with its leading `/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** @default `application/json` */
  readonly contentType?: string;
  /** @default `application/json` */
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
  /** Receives the server's `Warning` headers. */
  readonly onWarning?: (message: string) => void;
}

/** Answers that say "not now": throttling, and an API server that is starting or stopping. */
const busy = new Set([429, 500, 502, 503, 504]);
const attempts = 6;
/** Enough for what the engine does at once; watches hold a connection each and have an agent of their own. */
const maxSockets = 64;
const unansweredMs = 60_000;

/** HTTP to one API server: keep-alive, credentials, patience when it is busy. Errors are `ApiError` or `UnreachableError`. */
export class ApiClient {
  private readonly credentials: CredentialSource;
  private readonly base: URL;
  private connection: Promise<{ agent: HttpAgent; watchAgent: HttpAgent }> | undefined;

  constructor(private readonly active: ActiveCluster) {
    this.credentials = new CredentialSource(active);
    const server = active.cluster.server ?? "";
    this.base = new URL(/^https?:\/\//.test(server) ? server : `https://${server}`);
  }

  /** The server's address, for messages. */
  get server(): string {
    return this.base.origin;
  }

  /** One request and its JSON answer. */
  async json<Answer>(request: ApiRequest): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await this.open(request, false);
        const answer = await readText(response);
        return (answer === "" ? undefined : JSON.parse(answer)) as Answer;
      } catch (error) {
        const wait = attempt < attempts ? this.retryDelay(error, request, attempt) : undefined;
        if (wait === undefined) throw error;
        await sleep(wait, undefined, request.signal ? { signal: request.signal } : {});
      }
    }
  }

  /** One long request whose answer is read as it arrives. */
  stream(request: ApiRequest): Promise<IncomingMessage> {
    return this.open(request, true);
  }

  /** Milliseconds until another try makes sense, or undefined when it does not. */
  private retryDelay(error: unknown, request: ApiRequest, attempt: number): number | undefined {
    const backoff = 100 * 2 ** attempt;
    if (error instanceof ApiError) {
      if (error.code === 401) return attempt === 1 && this.credentials.expire() ? 0 : undefined;
      // 500 may have done the work before it failed; only what can be repeated is.
      if (error.code === 500 && (request.method === "POST" || error.status.details?.causes)) return undefined;
      if (!busy.has(error.code)) return undefined;
      return (error.status.details?.retryAfterSeconds ?? 0) * 1000 || backoff;
    }
    if (!(error instanceof UnreachableError)) return undefined;
    // A connection that was refused never reached the server, so even a POST is safe; one that broke may have.
    const code = (error.cause as { code?: string } | undefined)?.code;
    if (code === "ECONNREFUSED") return attempt <= 3 ? backoff : undefined;
    return code === "ECONNRESET" && request.method !== "POST" && attempt <= 3 ? backoff : undefined;
  }

  private async open(request: ApiRequest, watch: boolean): Promise<IncomingMessage> {
    const [{ agent, watchAgent }, { headers }] = await Promise.all([this.connect(), this.credentials.get()]);
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const options: RequestOptions = {
      method: request.method,
      agent: watch ? watchAgent : agent,
      headers: {
        accept: request.accept ?? "application/json",
        "accept-encoding": "gzip",
        "user-agent": "pulumi-resource-kubernetes (gke-bluegreen)",
        ...headers,
        ...(body !== undefined && {
          "content-type": request.contentType ?? "application/json",
          "content-length": String(Buffer.byteLength(body)),
        }),
      },
      ...(request.signal && { signal: request.signal }),
      ...(!watch && { timeout: unansweredMs }),
    };
    const url = this.url(request);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const send = url.protocol === "http:" ? httpRequest : httpsRequest;
      const outgoing = send(url, options, resolve);
      outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer within ${unansweredMs / 1000} s`)));
      outgoing.on("error", (error: NodeJS.ErrnoException) => reject(asUnreachable(error, request.method, url)));
      outgoing.end(body);
    });
    for (const warning of warnings(response)) request.onWarning?.(warning);
    const code = response.statusCode ?? 0;
    if (code >= 200 && code < 300) return response;
    throw new ApiError(code, statusOf(await readText(response), code, response));
  }

  private url({ path, query }: ApiRequest): URL {
    const url = new URL(this.base);
    url.pathname = this.base.pathname.replace(/\/$/, "") + path;
    for (const [key, value] of Object.entries(query ?? {})) if (value !== undefined) url.searchParams.set(key, value);
    return url;
  }

  /** Agents are made once: certificates may come from files or from a credential program. */
  private connect(): Promise<{ agent: HttpAgent; watchAgent: HttpAgent }> {
    this.connection ??= this.agents();
    this.connection.catch(() => (this.connection = undefined));
    return this.connection;
  }

  private async agents(): Promise<{ agent: HttpAgent; watchAgent: HttpAgent }> {
    if (this.base.protocol === "http:") {
      return { agent: new HttpAgent({ keepAlive: true, maxSockets }), watchAgent: new HttpAgent({ keepAlive: true }) };
    }
    const { cluster } = this.active;
    const ca = await pem(cluster["certificate-authority-data"], cluster["certificate-authority"]);
    const { certificate, key } = await this.credentials.get();
    const tls = {
      keepAlive: true,
      ...(ca && { ca }),
      ...(certificate && { cert: certificate }),
      ...(key && { key }),
      ...(cluster["tls-server-name"] && { servername: cluster["tls-server-name"] }),
      rejectUnauthorized: !cluster["insecure-skip-tls-verify"],
    };
    return { agent: new HttpsAgent({ ...tls, maxSockets }), watchAgent: new HttpsAgent(tls) };
  }
}

function asUnreachable(error: NodeJS.ErrnoException, method: Method, url: URL): Error {
  if (error.name === "AbortError") return error;
  const reason =
    error.code === "ECONNREFUSED" ? `dial tcp ${url.host}: connect: connection refused` : error.message || error.code;
  const verb = method.charAt(0) + method.slice(1).toLowerCase();
  return new UnreachableError(`${verb} "${url.href}": ${reason ?? "no connection"}`, { cause: error });
}

/** A response's text, unpacked. */
async function readText(response: IncomingMessage): Promise<string> {
  const source = response.headers["content-encoding"] === "gzip" ? response.pipe(createGunzip()) : response;
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function statusOf(body: string, code: number, response: IncomingMessage): ApiStatus {
  const retryAfter = Number(response.headers["retry-after"]);
  const details = retryAfter > 0 ? { details: { retryAfterSeconds: retryAfter } } : {};
  try {
    const status = JSON.parse(body) as ApiStatus;
    if (typeof status === "object" && status !== null) return { ...details, code, ...status };
  } catch {
    // Proxies and a starting API server answer in plain text.
  }
  return { ...details, code, message: body.trim().slice(0, 500) || `${code} ${response.statusMessage ?? ""}` };
}

/** `299 - "text"` headers, as the API server sends them for deprecated versions and unknown fields. */
function* warnings(response: IncomingMessage): Generator<string> {
  for (const header of response.headersDistinct["warning"] ?? []) {
    for (const match of header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)) yield match[1]?.replace(/\\(.)/g, "$1") ?? "";
  }
}
