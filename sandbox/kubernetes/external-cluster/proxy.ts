import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { createServer, request, type RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import { presentedToken, sameToken } from "../../registry/access";
import { contextConfig, type ContextChoice } from "./access";

/** What `ContextClusters` tells this process, in a file. */
export interface ProxySettings extends ContextChoice {
  readonly port: number;
  readonly certFile: string;
  readonly keyFile: string;
  /** The sandbox's `credentials.json`. */
  readonly credentialsFile: string;
}

// The process `<cluster>/api`: to clients a GKE control plane that takes the sandbox's Google access token; behind it the user's
// cluster, asked with the credentials that the user's kubeconfig has for it.
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: proxy <settings.json>");
const settings = JSON.parse(readFileSync(file, "utf8")) as ProxySettings;
const { accessToken } = JSON.parse(readFileSync(settings.credentialsFile, "utf8")) as { accessToken: string };
const config = contextConfig(settings);
const server = new URL(config.getCurrentCluster()?.server ?? "");

const listener = createServer({ cert: readFileSync(settings.certFile), key: readFileSync(settings.keyFile) });

listener.on("request", (incoming, outgoing) => {
  if (!isAllowed(incoming)) {
    outgoing.writeHead(401, { "Content-Type": "application/json" });
    outgoing.end(refusal(401, "Unauthorized", "the access token is not this sandbox's"));
    return;
  }
  const fail = (error: unknown) => {
    if (outgoing.headersSent) return void outgoing.destroy();
    const message = `the cluster of context ${settings.context} at ${server.origin} cannot be reached: ${String(error)}`;
    outgoing.writeHead(503, { "Content-Type": "application/json" });
    outgoing.end(refusal(503, "ServiceUnavailable", message));
  };
  void toCluster(incoming).then((options) => {
    const upstream = request(options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      // Of a watch, the head is an answer, too.
      outgoing.flushHeaders();
      answer.on("error", () => outgoing.destroy()).pipe(outgoing);
    });
    upstream.on("error", fail);
    // A watch that its client left has to end at the cluster as well.
    outgoing.on("close", () => upstream.destroy());
    incoming.pipe(upstream);
  }, fail);
});

// exec, attach and port-forward change to another protocol; from there on this is a pipe.
listener.on("upgrade", (incoming: IncomingMessage, client: Duplex, head: Buffer) => {
  if (!isAllowed(incoming)) return void client.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
  client.on("error", () => client.destroy());
  void toCluster(incoming).then(
    (options) => {
      const upstream = request(options);
      upstream.on("upgrade", (answer, socket: Duplex, first: Buffer) => {
        client.write(`${statusLine(answer)}${headerLines(answer.rawHeaders)}\r\n`);
        if (first.length > 0) client.write(first);
        if (head.length > 0) socket.write(head);
        socket.on("error", () => client.destroy());
        client.on("close", () => socket.destroy());
        socket.pipe(client).pipe(socket);
      });
      upstream.on("response", (answer) => {
        client.write(`${statusLine(answer)}${headerLines(answer.rawHeaders)}Connection: close\r\n\r\n`);
        answer.pipe(client);
      });
      upstream.on("error", () => client.destroy());
      upstream.end();
    },
    () => client.destroy(),
  );
});

listener.listen(settings.port, "127.0.0.1", () => console.log(`${settings.context} at 127.0.0.1:${settings.port}`));
process.once("SIGTERM", () => process.exit(0));

function isAllowed({ headers }: IncomingMessage): boolean {
  const token = presentedToken(headers.authorization);
  return token !== undefined && sameToken(token, accessToken);
}

/** The same request, with the context's credentials in place of the sandbox's. */
async function toCluster({ method, url, headers }: IncomingMessage): Promise<RequestOptions> {
  const others = { ...headers };
  delete others.authorization;
  delete others.host;
  const options: RequestOptions = { headers: others };
  await config.applyToHTTPSOptions(options);
  const { pathname, hostname, port } = server;
  return {
    ...options,
    ...(method === undefined ? {} : { method }),
    host: hostname,
    port: port || 443,
    path: `${pathname.replace(/\/$/, "")}${url}`,
    headers: { ...others, ...(options.headers as Record<string, string>), host: server.host },
  };
}

function refusal(code: number, reason: string, message: string): string {
  return JSON.stringify({ kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", code, reason, message });
}

function statusLine({ statusCode, statusMessage }: IncomingMessage): string {
  return `HTTP/1.1 ${statusCode} ${statusMessage}\r\n`;
}

function headerLines(raw: readonly string[]): string {
  return raw.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join("");
}
