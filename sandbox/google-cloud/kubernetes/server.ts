import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { timingSafeEqual } from "node:crypto";
import type { Authority } from "../iam/authority";
import type { Store } from "../state/store";
import { GoogleError, invalid } from "../transport/errors";
import { listening } from "../transport/listen";
import { asGoogleError, send } from "../transport/http";
import { reviewAccess, reviewToken, type SubjectAccessReview, type TokenReview } from "./reviews";
import { syntaxError, tolerate } from "../../../lib/errors/expected";

/** Where API servers ask, and who answers. */
export interface ReviewsOptions {
  readonly host: string;
  readonly port: number;
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
  /** What API servers show. */
  readonly token: string;
}

/**
 * What the clusters' API servers ask IAM: `POST /<project>/<location>/<cluster>/{token,access}`. They are in networks of their own, so
 * this listens on the sandbox's bridge, where pods are, too: hence the certificate and the token.
 */
export async function serveReviews(
  { host, port, certificate, key, token }: ReviewsOptions,
  authority: Authority,
  store: Store,
): Promise<Server> {
  const server = createServer({ cert: certificate, key }, (incoming, outgoing) => {
    answer(incoming, token, authority, store).then(
      (review) => send(outgoing, 201, review),
      (error: unknown) => refuse(outgoing, asGoogleError(error)),
    );
  });
  await listening(server, host, port);
  return server;
}

async function answer(incoming: IncomingMessage, token: string, authority: Authority, store: Store): Promise<object> {
  const [presented, expected] = [Buffer.from(incoming.headers.authorization ?? ""), Buffer.from(`Bearer ${token}`)];
  if (presented.length !== expected.length || !timingSafeEqual(presented, expected))
    throw new GoogleError("UNAUTHENTICATED", "This is for the API servers of the sandbox.");
  const [, project = "", location = "", cluster = "", what] = (incoming.url ?? "").split("?", 1)[0]?.split("/") ?? [];
  const review = await readReview(incoming);
  switch (what) {
    case "token":
      return reviewToken(authority, review as TokenReview);
    case "access":
      return reviewAccess(authority, store, { project, location, cluster }, review as SubjectAccessReview);
    default:
      throw new GoogleError("NOT_FOUND", "Method not found.");
  }
}

function refuse(outgoing: ServerResponse, error: GoogleError): void {
  send(outgoing, error.httpStatus, error.body());
}

async function readReview(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    if ((size += chunk.length) > 1 << 20) throw invalid("the review is larger than 1 MiB");
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (error) {
    tolerate(error, syntaxError);
    throw invalid("the review is not JSON");
  }
}
