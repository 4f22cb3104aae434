import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { createServer, type Server } from "node:tls";
import { listening } from "./listen";

/** Where Google's own names lead to the sandbox. */
export interface NamesOptions {
  readonly host: string;
  readonly port: number;
  /** PEM, for `*.googleapis.com`. */
  readonly certificate: string;
  readonly key: string;
}

/** Paths of these APIs begin with their name at Google, too. */
const WHOLE_PATHS: ReadonlySet<string> = new Set(["storage", "compute", "www"]);

/**
 * Google's APIs under their own names, over TLS, for clients that are told of no other address: pods, whose DNS leads here, and
 * whoever uses the sandbox's port as a proxy (`HTTPS_PROXY`). They have to believe the sandbox's certificate authority.
 */
export class NamesFront {
  readonly #server: Server;

  /** @param accept gets each connection, decrypted */
  constructor(
    readonly options: NamesOptions,
    accept: (socket: Socket) => void,
  ) {
    this.#server = createServer(
      {
        cert: options.certificate,
        key: options.key,
        // What speaks gRPC offers nothing else than HTTP/2; all others can speak HTTP/1.1.
        ALPNCallback: ({ protocols }) => (protocols.includes("http/1.1") ? "http/1.1" : "h2"),
      },
      accept,
    );
    // A client that does not believe the certificate goes away; that is its right.
    this.#server.on("tlsClientError", (_, socket) => socket.destroy());
  }

  async listen(): Promise<void> {
    await listening(this.#server, this.options.host, this.options.port);
  }

  /** A proxy's `CONNECT`: whoever asks for one of Google's names gets it, and nothing else. */
  connect(incoming: IncomingMessage, socket: Socket, head: Buffer): void {
    socket.on("error", () => socket.destroy());
    if (!isGoogleName(incoming.url?.replace(/:443$/, ""))) {
      socket.end("HTTP/1.1 403 Forbidden\r\nX-Reason: the sandbox is a proxy for googleapis.com only\r\n\r\n");
      return;
    }
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    this.#server.emit("connection", socket);
  }

  close(): void {
    this.#server.close();
  }
}

function isGoogleName(host: string | undefined): host is string {
  return /^[a-z0-9-]+\.googleapis\.com$/.test(host ?? "");
}

/** The path of a request as the sandbox's shared address has it, where one of Google's names was asked for. */
export function pathByName(incoming: IncomingMessage): void {
  const host = incoming.headers.host?.replace(/:443$/, "");
  if (!isGoogleName(host)) return;
  const name = host.slice(0, host.indexOf("."));
  const path = incoming.url ?? "/";
  if (!WHOLE_PATHS.has(name)) incoming.url = `/${name}${path}`;
  if (name === "storage" && incoming.method === "GET") incoming.url = downloadOfXml(path) ?? path;
}

/** `/<bucket>/<object>`, by which most of Google's clients read objects, as the same download in the JSON API. */
function downloadOfXml(path: string): string | undefined {
  const [, bucket, object, query = ""] = /^\/([^/?]+)\/([^?]+)(\?.*)?$/.exec(path) ?? [];
  if (bucket === undefined || object === undefined || JSON_PATHS.has(bucket)) return undefined;
  return `/download/storage/v1/b/${bucket}/o/${encodeURIComponent(decodeURIComponent(object))}${query}`;
}

/** First parts of paths that are no bucket. */
const JSON_PATHS: ReadonlySet<string> = new Set(["storage", "upload", "download", "resumable", "batch"]);
