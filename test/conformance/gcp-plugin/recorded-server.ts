import type { IncomingMessage, ServerResponse } from "node:http";
import { LoopbackServer } from "../../loopback-server";
import type { Exchange, JsonValue } from "./recording";
import { syntaxError, tolerate } from "../../../lib/errors/expected";

/** What the plugin asked for that the recording has no answer to. */
export interface Miss {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** Answers as the server of a recording did: each exchange once, in order; a repeated GET gets the last answer again. */
export class RecordedServer extends LoopbackServer {
  private exchanges: { exchange: Exchange; used: boolean }[] = [];
  private misses: Miss[] = [];
  /** Requests in the order they came, with their bodies. */
  requests: { method: string; url: string; body: JsonValue }[] = [];

  constructor() {
    super((request, response) => void this.answer(request, response));
  }

  load(exchanges: readonly Exchange[]): void {
    this.exchanges = exchanges.map((exchange) => ({ exchange, used: false }));
    this.misses = [];
    this.requests = [];
  }

  takeMisses(): Miss[] {
    return this.misses.splice(0);
  }

  /** Recorded changes of the world that the plugin did not make. */
  unusedWrites(): string[] {
    return this.exchanges
      .filter(({ used, exchange }) => !used && exchange.method !== "GET")
      .map(({ exchange }) => `${exchange.method} ${bare(exchange.url)}`);
  }

  /** After a change, what was read of the thing before it is no answer any more. */
  private forget(write: Exchange): void {
    const changed = pathOf(write.url).replace(/:[A-Za-z]+$/, "");
    for (const entry of this.exchanges) {
      if (entry.exchange === write) return;
      const read = pathOf(entry.exchange.url);
      if (entry.exchange.method === "GET" && (read.startsWith(changed) || changed.startsWith(read))) entry.used = true;
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const [method, url] = [request.method ?? "", request.url ?? ""];
    this.requests.push({ method, url: bare(url), body: parse(body) });
    const same = this.exchanges.filter(
      ({ exchange }) => exchange.method === method && bare(exchange.url) === bare(url),
    );
    const found = same.find(({ used }) => !used) ?? (method === "GET" ? same.at(-1) : undefined);
    if (!found) {
      this.misses.push({ method, url: bare(url), body });
      response.writeHead(404, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ error: { code: 404, message: `not recorded: ${method} ${bare(url)}`, status: "NOT_FOUND" } }),
      );
      return;
    }
    found.used = true;
    if (method !== "GET") this.forget(found.exchange);
    const { status, response: answer } = found.exchange;
    if (status === null) {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { "content-type": "application/json" });
    response.end(answer === null ? "" : JSON.stringify(answer));
  }
}

function parse(body: string): JsonValue {
  try {
    return JSON.parse(body) as JsonValue;
  } catch (error) {
    tolerate(error, syntaxError);
    return body === "" ? null : body;
  }
}

function pathOf(url: string): string {
  return new URL(url, "http://recorded").pathname;
}

/** An address without what only says how the answer shall look, its query in a fixed order. */
function bare(url: string): string {
  const parsed = new URL(url, "http://recorded");
  for (const name of ["alt", "prettyPrint"]) parsed.searchParams.delete(name);
  const mask = parsed.searchParams.get("updateMask");
  if (mask !== null) parsed.searchParams.set("updateMask", mask.split(",").sort().join(","));
  parsed.searchParams.sort();
  return parsed.pathname + parsed.search;
}
