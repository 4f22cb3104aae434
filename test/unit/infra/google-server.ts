import type { IncomingMessage } from "node:http";
import { endpointVariables } from "../../../sandbox/home/environment";
import { LoopbackServer } from "../../loopback-server";

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
  private readonly server: LoopbackServer;
  private readonly before = { ...process.env };

  /** @param answer Undefined: 404, as Google words it. */
  constructor(answer: (exchange: Exchange) => Answer | undefined) {
    this.server = new LoopbackServer((request, response) => {
      void body(request).then((content) => {
        const exchange = {
          method: request.method ?? "",
          path: request.url ?? "",
          body: content,
          range: request.headers.range,
        };
        this.exchanges.push(exchange);
        const given = answer(exchange) ?? {
          status: 404,
          body: { error: { code: 404, message: "not there", status: "NOT_FOUND" } },
        };
        response.writeHead(given.status ?? 200).end(given.text ?? JSON.stringify(given.body ?? {}));
      });
    });
  }

  async start(): Promise<this> {
    const url = await this.server.start();
    Object.assign(process.env, { GOOGLE_OAUTH_ACCESS_TOKEN: "test", ...endpointVariables(url) });
    return this;
  }

  /** Requests of a method whose path matches. */
  sent(method: string, path: RegExp): Exchange[] {
    return this.exchanges.filter((exchange) => exchange.method === method && path.test(exchange.path));
  }

  async stop(): Promise<void> {
    process.env = { ...this.before };
    await this.server.stop();
  }
}

async function body(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const content = Buffer.concat(chunks);
  return request.headers["content-type"] === "application/json" ? (JSON.parse(content.toString()) as unknown) : content;
}
