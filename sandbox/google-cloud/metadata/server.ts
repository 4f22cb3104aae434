import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Clusters } from "../../kubernetes/spec";
import { asGoogleError } from "../transport/http";
import { listening } from "../transport/listen";
import type { RequestLog } from "../transport/request-log";
import { metadataCaller, type MetadataCaller } from "./caller";
import { accessToken, identityToken, MetadataError, type TokenSource } from "./tokens";
import { asJson, asText, entryAt, metadataTree } from "./tree";

/** What the metadata server needs: whose pods ask, and a record of what they asked. */
export interface MetadataOptions extends TokenSource {
  readonly clusters: Clusters;
  readonly log: RequestLog;
}

const ROOT = "/computeMetadata/v1";

/**
 * GKE's metadata server, which answers pods and nodes at 169.254.169.254. Who asks is told by the address that a packet comes
 * from: nobody in a cluster can send from another's and get the answer.
 */
export async function serveMetadata(
  { host, port }: { readonly host: string; readonly port: number },
  options: MetadataOptions,
): Promise<Server> {
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing, options));
  await listening(server, host, port);
  return server;
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, options: MetadataOptions): Promise<void> {
  const started = performance.now();
  const url = new URL(incoming.url ?? "/", "http://metadata.google.internal");
  let note: string | undefined;
  try {
    const content = await contentOf(incoming, url, options);
    respond(outgoing, 200, content);
  } catch (error) {
    const [status, message] =
      error instanceof MetadataError ? [error.status, error.message] : [500, asGoogleError(error).message];
    note = message;
    respond(outgoing, status, `${message}\n`);
  } finally {
    options.log.add({
      time: new Date().toISOString(),
      transport: "rest",
      method: `metadata ${incoming.method ?? ""}`,
      resource: url.pathname,
      status: String(outgoing.statusCode),
      ms: performance.now() - started,
      userAgent: incoming.headers["user-agent"] ?? "",
      ...(note === undefined ? {} : { note }),
    });
  }
}

/** Text, or an object that becomes JSON. */
async function contentOf(incoming: IncomingMessage, url: URL, options: MetadataOptions): Promise<string | object> {
  // Clients find out by this whether there is a metadata server at all.
  if (url.pathname === "/") return "computeMetadata/\n";
  // A page that a browser or a proxy was led to cannot send the first, and brings the second.
  if (incoming.headers["metadata-flavor"] !== "Google")
    throw new MetadataError(403, "Missing Metadata-Flavor:Google header.");
  if (incoming.headers["x-forwarded-for"] !== undefined)
    throw new MetadataError(403, "Requests with the header X-Forwarded-For are refused.");
  if (incoming.method !== "GET" || !`${url.pathname}/`.startsWith(`${ROOT}/`)) throw notFound(url);
  const path = url.pathname
    .slice(ROOT.length)
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent);
  const caller = await callerOf(incoming, options);
  const entry = entryAt(metadataTree(caller), path);
  if (entry === undefined) throw notFound(url);
  const [, accounts, , leaf] = path;
  if (accounts === "service-accounts" && leaf === "token") return accessToken(caller.account, options);
  if (accounts === "service-accounts" && leaf === "identity")
    return await identityToken(caller.account, url.searchParams.get("audience"), options);
  return url.searchParams.get("recursive") === "true" && typeof entry === "object"
    ? (asJson(entry) as object)
    : asText(entry);
}

async function callerOf({ socket }: IncomingMessage, { clusters, store }: MetadataOptions): Promise<MetadataCaller> {
  const address = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const owner = await clusters.ownerOf(address);
  const caller = owner && metadataCaller(store, owner);
  if (caller) return caller;
  throw new MetadataError(404, `${address} is neither a node nor a pod of a cluster that GKE made here.`);
}

const notFound = ({ pathname }: URL) => new MetadataError(404, `${pathname} is not found.`);

function respond(outgoing: ServerResponse, status: number, content: string | object): void {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  outgoing.writeHead(status, {
    "Content-Type": typeof content === "string" ? "application/text" : "application/json",
    "Content-Length": Buffer.byteLength(text),
    "Metadata-Flavor": "Google",
    Server: "GKE Metadata Server",
  });
  outgoing.end(text);
}
