import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Exchange {
  readonly method: string;
  /** Path without the API's base, with its query. */
  readonly path: string;
  readonly body: unknown;
  readonly range: string | undefined;
}

export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly text?: string;
}

/** A Google that answers what a test tells it to. Cloud Build, Storage and the others live under `/<api>/`. */
export class GoogleServer {
  readonly exchanges: Exchange[] = [];
  private server: Server | undefined;
  private readonly before = { ...process.env };

  /** @param answer Undefined: 404, as Google words it. */
  constructor(private readonly answer: (exchange: Exchange) => Answer | undefined) {}

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      void body(request).then((content) => {
        const exchange = {
          method: request.method ?? "",
          path: request.url ?? "",
          body: content,
          range: request.headers.range,
        };
        this.exchanges.push(exchange);
        const answer = this.answer(exchange) ?? {
          status: 404,
          body: { error: { code: 404, message: "not there", status: "NOT_FOUND" } },
        };
        response.writeHead(answer.status ?? 200).end(answer.text ?? JSON.stringify(answer.body ?? {}));
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, "127.0.0.1", resolve));
    const base = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    Object.assign(process.env, {
      GOOGLE_OAUTH_ACCESS_TOKEN: "test",
      GOOGLE_CLOUD_BUILD_CUSTOM_ENDPOINT: `${base}/cloudbuild/v1/`,
      GOOGLE_STORAGE_CUSTOM_ENDPOINT: `${base}/storage/v1/`,
      GOOGLE_ARTIFACT_REGISTRY_CUSTOM_ENDPOINT: `${base}/artifactregistry/v1/`,
      GOOGLE_CONTAINER_CUSTOM_ENDPOINT: `${base}/container/v1beta1/`,
      GOOGLE_COMPUTE_CUSTOM_ENDPOINT: `${base}/compute/beta/`,
      GOOGLE_MONITORING_CUSTOM_ENDPOINT: `${base}/monitoring/`,
    });
    return this;
  }

  /** Requests of a method whose path matches. */
  sent(method: string, path: RegExp): Exchange[] {
    return this.exchanges.filter((exchange) => exchange.method === method && path.test(exchange.path));
  }

  async stop(): Promise<void> {
    process.env = { ...this.before };
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

async function body(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const content = Buffer.concat(chunks);
  return request.headers["content-type"] === "application/json" ? (JSON.parse(content.toString()) as unknown) : content;
}
