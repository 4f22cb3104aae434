import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest, type RequestOptions } from "node:https";
import { KubeConfig } from "@kubernetes/client-node";
import { asUnreachable, describeMilliseconds } from "../retry";
import { Turns } from "../retry/turns";

/** One request to an API server. */
export interface TransportRequest {
  readonly method: string;
  /** Below the server's address, with its leading `/`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body?: string | undefined;
  readonly contentType: string;
  readonly signal: AbortSignal;
  /** Milliseconds without a byte after which the connection is given up. */
  readonly silentMs: number;
}

/** Its answer, whose body is still to be read. */
export interface TransportAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Throws an `UnreachableError` where it breaks off. */
  readonly body: AsyncIterable<string | Uint8Array>;
  /** Lets go of a body that is not read to its end. */
  close(): void;
}

/** How requests reach an API server. A test gives its own. */
export interface Transport {
  /** Throws an `UnreachableError` where there is no answer. */
  send(request: TransportRequest): Promise<TransportAnswer>;
  /** Forgets the credential, since the server says that it is no longer good; whether there can be another. */
  renew(): boolean;
  close(): void;
}

/** Signs requests as a kubeconfig says. One for each text, since a credential command costs a process, and its answer lasts a while. */
class Authentication {
  private static readonly known = new Map<string, Authentication>();
  private config: KubeConfig;
  private readonly turns = new Turns();
  private renewedAt = -Infinity;

  static of(kubeconfig: string): Authentication {
    const known = this.known.get(kubeconfig) ?? new Authentication(kubeconfig);
    this.known.set(kubeconfig, known);
    return known;
  }

  private constructor(private readonly kubeconfig: string) {
    this.config = parsed(kubeconfig);
  }

  get server(): string {
    const server = this.config.getCurrentCluster()?.server;
    if (server === undefined) throw new Error("the kubeconfig's current context names no cluster");
    return server.replace(/\/$/, "");
  }

  /** One after the other: the first runs the credential command, and the others find its answer. */
  async apply(request: RequestOptions): Promise<void> {
    await this.turns.take("credential", () => this.config.applyToHTTPSOptions(request));
  }

  renew(): boolean {
    const user = this.config.getCurrentUser();
    if (user?.exec === undefined && user?.authProvider === undefined) return false;
    // Several calls that are refused at once need one new credential.
    if (performance.now() - this.renewedAt > 1_000) this.config = parsed(this.kubeconfig);
    this.renewedAt = performance.now();
    return true;
  }
}

function parsed(kubeconfig: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(kubeconfig);
  return config;
}

/** Over one kept-alive set of connections, with whatever authentication the kubeconfig names. */
export class KubeconfigTransport implements Transport {
  private readonly authentication: Authentication;
  private readonly server: string;
  private readonly agent: HttpAgent & { options?: object };

  constructor(kubeconfig: string) {
    this.authentication = Authentication.of(kubeconfig);
    this.server = this.authentication.server;
    this.agent = this.server.startsWith("http:")
      ? new HttpAgent({ keepAlive: true })
      : new HttpsAgent({ keepAlive: true });
  }

  async send({ method, path, query, body, contentType, signal, silentMs }: TransportRequest): Promise<TransportAnswer> {
    const url = new URL(this.server + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const options: RequestOptions = {
      method,
      signal,
      headers: {
        Accept: "application/json",
        ...(body !== undefined && { "Content-Type": contentType, "Content-Length": Buffer.byteLength(body) }),
      },
    };
    await this.authentication.apply(options);
    // Its own agent holds the certificates of the kubeconfig, but opens a connection for every call.
    const { ca, cert, key, rejectUnauthorized, servername } = options;
    this.agent.options = Object.assign(
      this.agent.options ?? {},
      withoutUndefined({ ca, cert, key, rejectUnauthorized, servername }),
    );
    options.agent = this.agent;
    const lost = (error: unknown) => asUnreachable(error, url.host, signal);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const call = (url.protocol === "http:" ? httpRequest : httpsRequest)(url, options, resolve);
      call.on("error", (error) => reject(lost(error)));
      call.setTimeout(silentMs, () => call.destroy(new Silence(silentMs)));
      call.end(body);
    });
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: readable(response, lost),
      close: () => void response.destroy(),
    };
  }

  renew(): boolean {
    return this.authentication.renew();
  }

  close(): void {
    this.agent.destroy();
  }
}

class Silence extends Error {
  readonly code = "ETIMEDOUT";

  constructor(milliseconds: number) {
    super(`nothing in ${describeMilliseconds(milliseconds)}`);
  }
}

async function* readable(response: IncomingMessage, lost: (error: unknown) => unknown): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response) yield chunk as Uint8Array;
  } catch (error) {
    throw lost(error);
  }
  // A connection that is cut in the middle ends the stream without an error where the server gave no length.
  if (!response.complete) throw lost(Object.assign(new Error("the answer breaks off"), { code: "ECONNRESET" }));
}

function withoutUndefined(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
