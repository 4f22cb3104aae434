import type { IncomingMessage, ServerResponse } from "node:http";
import { LoopbackServer } from "../../loopback-server";
import { apiDocuments, type Json, type JsonObject } from "./recordings";

/** What the recorded cluster does for the call that is being replayed. */
export interface Scene {
  /** The object before the call, if there is one. */
  readonly before?: JsonObject;
  /** The object after it. */
  readonly after?: JsonObject;
  /** How a write is refused. */
  readonly refusal?: { readonly code: number; readonly status: JsonObject };
}

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: Json;
}

/** An API server that knows one object at a time: the one of the recording. */
export class RecordedServer extends LoopbackServer {
  scene: Scene = {};
  readonly exchanges: Exchange[] = [];
  private readonly documents = { ...apiDocuments() };

  constructor() {
    super((request, response) => void this.answer(request, response));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://server");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = text === "" ? null : (JSON.parse(text) as Json);
    const exchange: Exchange = {
      method: request.method ?? "",
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      contentType: request.headers["content-type"] ?? "",
      body,
    };
    if (!(exchange.path in this.documents)) this.exchanges.push(exchange);
    this.reply(exchange, (code, answer) => {
      response.writeHead(code, { "content-type": "application/json" });
      if (exchange.query["watch"] === "true")
        response.flushHeaders(); // No event ever comes: the list has said it all.
      else response.end(JSON.stringify(answer));
    });
  }

  private reply(
    { method, path, query, contentType, body }: Exchange,
    send: (code: number, answer: Json) => void,
  ): void {
    const document = this.documents[path];
    if (document) return send(200, document);
    if (path.startsWith("/openapi/")) return send(404, notFound(path));
    const { before, after, refusal } = this.scene;
    if (method === "GET" && query["watch"]) return send(200, null);
    if (method === "GET" && isList(path)) return send(200, this.list(path));
    if (method === "GET") return before ? send(200, before) : after ? send(200, after) : send(404, notFound(path));
    // Taking over fields comes before the write that was recorded.
    if (contentType === "application/json-patch+json" && before) return send(200, before);
    if (refusal) return send(refusal.code, refusal.status);
    if (method === "DELETE") return send(200, { kind: "Status", apiVersion: "v1", status: "Success" });
    if (path.endsWith("/customresourcedefinitions") && !query["dryRun"]) this.learn(body as JsonObject);
    return after ? send(method === "POST" ? 201 : 200, after) : send(404, notFound(path));
  }

  /** From now on the kind of this CustomResourceDefinition is served. */
  private learn(definition: JsonObject): void {
    const { group, names, versions, scope } = definition["spec"] as Record<string, JsonObject & JsonObject[]>;
    const served = versions?.map((version) => ({
      version: version["name"] ?? "",
      resources: [
        { resource: names?.["plural"] ?? "", responseKind: { kind: names?.["kind"] ?? "" }, scope: scope ?? "" },
      ],
    }));
    const known = this.documents["/apis"];
    const items = (known?.["items"] as Json[]).concat({
      metadata: { name: group ?? "" },
      versions: (served ?? []) as Json,
    });
    this.documents["/apis"] = { ...known, items };
  }

  private list(path: string): JsonObject {
    const { after, before } = this.scene;
    const object = after ?? before;
    const plural = path.split("/").at(-1) ?? "";
    const kind = ((object?.["kind"] as string | undefined) ?? "").toLowerCase();
    const items: Json[] = object && plural.startsWith(kind.slice(0, 5)) ? [object] : [];
    if (plural === "endpointslices" && object) items.push(readySlice(object));
    return { kind: "List", apiVersion: "v1", metadata: { resourceVersion: "1" }, items };
  }
}

/** `/api/v1/namespaces/x/pods`, `/api/v1/nodes`: a collection; with one more part it is an object. */
function isList(path: string): boolean {
  const parts = path.split("/").filter((part) => part !== "");
  const rest = parts.slice(parts[0] === "api" ? 2 : 3);
  return rest.length === 1 || (rest.length === 3 && rest[0] === "namespaces");
}

function notFound(path: string): JsonObject {
  return { kind: "Status", status: "Failure", reason: "NotFound", code: 404, message: `${path} not found` };
}

/** The recorded Services had pods behind them. */
function readySlice(service: JsonObject): JsonObject {
  const metadata = service["metadata"] as JsonObject;
  return {
    metadata: {
      name: `${metadata["name"] as string}-x`,
      namespace: metadata["namespace"] ?? null,
      labels: { "kubernetes.io/service-name": metadata["name"] ?? null },
    },
    endpoints: [{ addresses: ["10.0.0.1"], conditions: { ready: true } }],
  };
}
