import mask from "json-mask";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Dispatcher } from "./dispatch";
import type { Authority } from "../iam/authority";
import { OWNER, type Principal } from "../iam/principal";
import { assemble } from "./assemble";
import { GoogleError } from "./errors";
import type { RequestLog } from "./request-log";
import type { Directory } from "./directory";
import type { Json } from "./read";
import type { Method } from "./schema";

/** What Google's front end takes as a JSON body at most. */
const MAX_BODY = 10 * 2 ** 20;

/** A request that is no JSON call: an upload, a download. Answers it itself, and asks whether its caller may. */
export type RawHandler = (
  url: URL,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  principal: Principal,
) => Promise<{ method: string } | undefined>;

/** What HTTP calls are answered with. */
export interface HttpOptions {
  readonly directory: Directory;
  readonly dispatcher: Dispatcher;
  readonly log: RequestLog;
  readonly authority: Authority;
  readonly raw: readonly RawHandler[];
  /** Whether the URL itself is the credential, as a resumable upload's is. A token that is sent all the same is checked. */
  readonly isCapability: (url: URL) => boolean;
}

/** Answers one REST call of any API. */
export async function serveRest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  const started = performance.now();
  const url = new URL(incoming.url ?? "/", "http://sandbox.invalid");
  let method = `${incoming.method} ${url.pathname}`;
  let note: string | undefined;
  let status = "000";
  try {
    const { authorization } = incoming.headers;
    const principal =
      authorization === undefined && options.isCapability(url) ? OWNER : options.authority.authenticate(authorization);
    for (const raw of options.raw) {
      const handled = await raw(url, incoming, outgoing, principal);
      if (!handled) continue;
      method = handled.method;
      status = String(outgoing.statusCode);
      return;
    }
    const match = options.directory.find(incoming.method ?? "GET", url.pathname, incoming.socket.localAddress);
    if (!match) throw new GoogleError("NOT_FOUND", "Method not found.");
    method = title(match.method);
    const body = await readJson(incoming);
    const request = assemble(match, url.searchParams, body);
    const userAgent = incoming.headers["user-agent"] ?? "";
    const answer = await options.dispatcher.invoke(match.method, request, { principal, userAgent });
    if (answer.warnings.length > 0) {
      note = answer.warnings.join("; ");
      outgoing.setHeader("Warning", `299 gke-bluegreen-sandbox ${JSON.stringify(note)}`);
    }
    if (answer.lost) {
      note = "answer lost on request, after the work was done";
      status = "---";
      incoming.socket.destroy();
      return;
    }
    status = "200";
    // Storage's deletes have no body; other APIs' have an empty message.
    const noContent = match.method.schema.api === "storage" && match.method.response === "google.protobuf.Empty";
    if (noContent) status = "204";
    const fields = url.searchParams.get("fields") ?? url.searchParams.get("$fields");
    send(outgoing, Number(status), noContent ? undefined : fields ? partial(answer.response, fields) : answer.response);
  } catch (error) {
    const shown = asGoogleError(error);
    status = String(shown.httpStatus);
    note = shown.message;
    if (outgoing.headersSent) incoming.socket.destroy();
    else send(outgoing, shown.httpStatus, shown.body());
  } finally {
    options.log.add({
      time: new Date().toISOString(),
      transport: "rest",
      method,
      resource: url.pathname + url.search,
      status,
      ms: performance.now() - started,
      userAgent: incoming.headers["user-agent"] ?? "",
      ...(note === undefined ? {} : { note }),
    });
  }
}

/** A method's name in logs and messages. */
export function title(method: Method): string {
  return `${method.schema.api}.${method.key}`;
}

/** Defects of ours are Google's 500; what happened goes to the process's own log. */
export function asGoogleError(error: unknown): GoogleError {
  if (error instanceof GoogleError) return error;
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return new GoogleError(
    "INTERNAL",
    `Internal error encountered. (${error instanceof Error ? error.message : String(error)})`,
  );
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) {
      // The rest is read and thrown away, so that the client gets to see the answer.
      incoming.resume();
      throw new GoogleError("INVALID_ARGUMENT", `Request payload size exceeds the limit: ${MAX_BODY} bytes.`);
    }
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new GoogleError(
      "INVALID_ARGUMENT",
      `Invalid JSON payload received. ${error instanceof Error ? error.message : "Unexpected token."}`,
    );
  }
}

/** Answers with JSON, or with nothing where the body is `undefined`. */
export function send(outgoing: ServerResponse, status: number, body: unknown): void {
  const text = body === undefined ? "" : `${JSON.stringify(body, undefined, 2)}\n`;
  outgoing.writeHead(status, {
    ...(text ? { "Content-Type": "application/json; charset=UTF-8" } : {}),
    "Content-Length": Buffer.byteLength(text),
    Vary: "X-Origin, Referer, Origin,Accept-Encoding",
    // Whoever looks can tell it from Google Cloud.
    Server: "gke-bluegreen-sandbox",
  });
  outgoing.end(text);
}

/** A partial response, as `fields` asks for it: `items(name,state),nextPageToken` or `items/name`. Unknown names select nothing. */
function partial(response: Json, fields: string): Json {
  return mask(response, fields.replaceAll(/\s/g, "")) ?? {};
}
