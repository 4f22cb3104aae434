import type { IncomingMessage, ServerResponse } from "node:http";
import type { Authority } from "../../iam/authority";
import { GITHUB, GOOGLE, type Issuer } from "../../iam/issuer";
import type { Store } from "../../state/store";
import { GoogleError } from "../../transport/errors";
import { asGoogleError, send } from "../../transport/http";
import type { RequestLog } from "../../transport/request-log";
import { exchange, ExchangeError } from "./exchange";
import { githubToken } from "./github";
import { syntaxError, tolerate } from "../../../../lib/errors/expected";

/** What tokens are exchanged with. */
export interface Identity {
  readonly store: Store;
  readonly authority: Authority;
  readonly google: Issuer;
  readonly github: Issuer;
  readonly log: RequestLog;
}

const GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
const SUBJECT_TOKENS = ["urn:ietf:params:oauth:token-type:jwt", "urn:ietf:params:oauth:token-type:id_token"];
const LIFETIME = 3600;
/** What is for its caller's credential, not under one. */
const PATHS = /^\/(sts\/v1\/token|oauth2\/v3\/certs|_sandbox\/github\/.*)$/;

/** Whether an address is one of the token service's. */
export function isIdentityPath(url: string | undefined): boolean {
  return PATHS.test((url ?? "").split("?", 1)[0] ?? "");
}

/**
 * `POST /sts/v1/token`: Google's Security Token Service. `/oauth2/v3/certs`: the keys of Google's identity tokens.
 * `/_sandbox/github/`: GitHub's issuer, whose tokens the sandbox's owner may have made: `token?audience=&<claim>=`.
 */
export async function serveIdentity(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  identity: Identity,
): Promise<void> {
  const started = performance.now();
  const url = new URL(incoming.url ?? "/", "http://sandbox.invalid");
  let note: string | undefined;
  try {
    send(outgoing, 200, await answer(incoming, url, identity));
  } catch (error) {
    note = error instanceof Error ? error.message : String(error);
    if (error instanceof ExchangeError) send(outgoing, 400, { error: error.code, error_description: error.message });
    else {
      const shown = asGoogleError(error);
      send(outgoing, shown.httpStatus, shown.body());
    }
  } finally {
    identity.log.add({
      time: new Date().toISOString(),
      transport: "rest",
      method: url.pathname.startsWith("/sts/") ? "sts.token" : `${incoming.method} ${url.pathname}`,
      resource: url.pathname,
      status: String(outgoing.statusCode),
      ms: performance.now() - started,
      userAgent: incoming.headers["user-agent"] ?? "",
      ...(note === undefined ? {} : { note }),
    });
  }
}

async function answer(incoming: IncomingMessage, url: URL, identity: Identity): Promise<object> {
  const { authority, google, github } = identity;
  switch (`${incoming.method} ${url.pathname}`) {
    case "POST /sts/v1/token":
      return await token(await readForm(incoming), identity);
    case "GET /oauth2/v3/certs":
      return await google.keySet();
    case "GET /_sandbox/github/.well-known/jwks":
      return await github.keySet();
    case "GET /_sandbox/github/.well-known/openid-configuration":
      return {
        issuer: GITHUB,
        jwks_uri: `${GITHUB}/.well-known/jwks`,
        id_token_signing_alg_values_supported: ["RS256"],
      };
    case "GET /_sandbox/github/token":
      if (authority.authenticate(incoming.headers.authorization).kind !== "owner")
        throw new GoogleError("PERMISSION_DENIED", "Tokens of GitHub's issuer are the sandbox's owner's to ask for.");
      return await githubToken(github, url.searchParams);
    default:
      throw new GoogleError("NOT_FOUND", `Method not found: ${incoming.method} ${url.pathname}.`);
  }
}

async function token(
  form: Readonly<Record<string, string>>,
  { store, authority, google, github }: Identity,
): Promise<object> {
  const text = (camel: string, snake: string) => form[camel] ?? form[snake] ?? "";
  if (text("grantType", "grant_type") !== GRANT)
    throw new ExchangeError("unsupported_grant_type", `The grant type must be ${GRANT}.`);
  if (!SUBJECT_TOKENS.includes(text("subjectTokenType", "subject_token_type")))
    throw new ExchangeError("invalid_request", `The subject token type must be one of ${SUBJECT_TOKENS.join(", ")}.`);
  const wanted = text("requestedTokenType", "requested_token_type");
  if (wanted !== ACCESS_TOKEN)
    throw new ExchangeError("invalid_request", `The requested token type must be ${ACCESS_TOKEN}.`);
  if (form["scope"] === undefined || form["scope"] === "")
    throw new ExchangeError("invalid_request", "Invalid value for scope: it is empty.");
  const principal = await exchange(
    store,
    { audience: form["audience"] ?? "", subjectToken: text("subjectToken", "subject_token") },
    { [GITHUB]: () => github.keySet(), [GOOGLE]: () => google.keySet() },
  );
  return {
    access_token: authority.tokens.issue(principal, new Date(Date.now() + LIFETIME * 1000)),
    issued_token_type: ACCESS_TOKEN,
    token_type: "Bearer",
    expires_in: LIFETIME,
  };
}

async function readForm(incoming: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    if ((size += chunk.length) > 1 << 20)
      throw new ExchangeError("invalid_request", "The request is larger than 1 MiB.");
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (!/json/.test(incoming.headers["content-type"] ?? "")) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as Record<string, string>;
  } catch (error) {
    tolerate(error, syntaxError);
    throw new ExchangeError("invalid_request", "The request is no JSON.");
  }
}
