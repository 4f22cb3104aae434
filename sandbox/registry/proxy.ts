import { createServer, request, Agent, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import { bearer, decide, presentedToken, type Caller, type Decision, type ImageAction } from "./access";
import { answerPath, readRequest, type ImageName } from "./names";

/** What stands before the registry and decides who may. */
export interface FrontOptions {
  /** The socket of the registry that stores the images. */
  readonly storageSocket: string;
  /** The sandbox's Google access token. */
  readonly accessToken: string;
  /** Whether an address belongs to a node or pod of the sandbox. */
  readonly isNode: (address: string) => boolean;
  /** What the cloud says of an image, after the credentials were found good. */
  readonly admit: (image: ImageName, action: ImageAction, as: string | undefined) => Promise<Decision>;
}

/**
 * The one registry of a sandbox, under every registry's name: a streaming proxy before the registry that stores the images.
 * It moves the registry host of a name into the repository and keeps Google's rules on who may push and pull.
 */
export function createFront(options: FrontOptions): Server {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, options, agent).catch((error: unknown) => {
      refuse(outgoing, 503, "UNAVAILABLE", error instanceof Error ? error.message : String(error));
    });
  });
  server.on("close", () => agent.destroy());
  // A layer may take long; node's default would cut it off after five minutes.
  server.requestTimeout = 0;
  return server;
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, options: FrontOptions, agent: Agent) {
  const { target, image, added } = readRequest(incoming.url ?? "/", incoming.headers.host);
  const action: ImageAction = incoming.method === "GET" || incoming.method === "HEAD" ? "pull" : "push";
  const caller: Caller = {
    authorization: incoming.headers.authorization,
    fromNode: options.isNode(incoming.socket.remoteAddress ?? ""),
  };
  const decision = image
    ? await decideImage(image, action, caller, options)
    : decidePing(caller.authorization, options.accessToken);
  if (!decision.allowed) return refuse(outgoing, decision.status, decision.code, decision.message);

  const headers = { ...incoming.headers };
  delete headers.authorization;
  delete headers.host;
  // A client's wish to close is for its own connection. The storage would close ours with the answer, which the end of a body
  // that is written a moment later meets as EPIPE.
  delete headers.connection;
  const upstream = request(
    { socketPath: options.storageSocket, path: target, method: incoming.method, headers, agent },
    (answer: IncomingMessage) => {
      const answered = { ...answer.headers };
      if (answered.location) answered.location = answerPath(answered.location, added);
      if (typeof answered.link === "string") answered.link = answerPath(answered.link, added);
      outgoing.writeHead(answer.statusCode ?? 502, answered);
      pipeline(answer, outgoing, () => undefined);
    },
  );
  upstream.on("error", (error) => {
    if (outgoing.headersSent) outgoing.destroy(error);
    else
      refuse(outgoing, 503, "UNAVAILABLE", `the image storage does not answer to ${incoming.method}: ${error.message}`);
  });
  pipeline(incoming, upstream, () => undefined);
}

async function decideImage(image: ImageName, action: ImageAction, caller: Caller, options: FrontOptions) {
  const decision = decide(image, action, caller, options.accessToken);
  return decision.allowed ? await options.admit(image, action, decision.as) : decision;
}

/** Clients ask `/v2/` how to log in, and send no credentials later unless they are challenged here. */
function decidePing(authorization: string | undefined, accessToken: string): Decision {
  const presented = presentedToken(authorization);
  const known = presented === undefined ? undefined : bearer(presented, accessToken);
  if (known) return known;
  return { allowed: false, status: 401, code: "UNAUTHORIZED", message: "credentials wanted" };
}

function refuse(outgoing: ServerResponse, status: number, code: string, message: string): void {
  // A refusal is the caller's business; that something of ours does not answer is also the log's.
  if (status === 503) console.error(`${new Date().toISOString()} ${message}`);
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, {
    "Content-Type": "application/json",
    "Docker-Distribution-Api-Version": "registry/2.0",
    ...(status === 401 ? { "WWW-Authenticate": 'Basic realm="gke-bluegreen sandbox"' } : {}),
    // The rest of a refused layer is not read.
    Connection: "close",
  });
  outgoing.end(JSON.stringify({ errors: [{ code, message }] }));
}
