import type { IncomingMessage } from "node:http";
import { timingSafeEqual } from "node:crypto";
import { GoogleError } from "./errors";

/** What real Google credentials look like. Those never belong here: the caller thinks it speaks to Google Cloud. */
const REAL = [/^ya29\./, /^1\/\//, /^AIza/, /^eyJ[\w-]+\.eyJ/, /^GOCSPX-/];

/** Throws unless the caller has this sandbox's access token. The token itself is never repeated. */
export function requireToken(authorization: string | undefined, expected: string): void {
  const presented = /^Bearer +(.+)$/i.exec(authorization ?? "")?.[1]?.trim();
  if (presented === undefined) {
    throw unauthenticated(
      "CREDENTIALS_MISSING",
      "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid " +
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    );
  }
  // Before anything else: the sandbox's own token begins as Google's do, because clients look at that.
  const [a, b] = [Buffer.from(presented), Buffer.from(expected)];
  if (a.length === b.length && timingSafeEqual(a, b)) return;
  if (REAL.some((pattern) => pattern.test(presented))) {
    throw unauthenticated(
      "REAL_CREDENTIAL_REFUSED",
      "This is a sandbox and not Google Cloud, yet the request carries what looks like a real Google credential. It was not used " +
        "or kept. Use the sandbox's own environment (`gke-bluegreen sandbox env`).",
    );
  }
  throw unauthenticated("ACCESS_TOKEN_TYPE_UNSUPPORTED");
}

/**
 * Some of Google's clients send no token to an address that is not Google's (Storage's, when it uploads in parts). They can be
 * pointed at `http://127.0.0.1:PORT/~TOKEN` instead; from here on, such a request is like any other. A header wins over the path.
 */
export function takeTokenFromPath(incoming: IncomingMessage): void {
  const [, token, rest] = /^\/~([^/?]+)(\/.*)$/.exec(incoming.url ?? "") ?? [];
  if (token === undefined) return;
  incoming.url = rest;
  incoming.headers.authorization ??= `Bearer ${decodeURIComponent(token)}`;
}

const INVALID =
  "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication " +
  "credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.";

/** Google's 401. @param reason what clients branch on */
export function unauthenticated(reason: string, message = INVALID): GoogleError {
  return new GoogleError("UNAUTHENTICATED", message, {
    details: [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason, domain: "googleapis.com" }],
  });
}
