import { timingSafeEqual } from "node:crypto";
import type { ImageName } from "./names";

export type ImageAction = "pull" | "push";

/** The answer to "may this be pulled or pushed?". Refusals carry the registry protocol's own error codes. */
export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly status: 401 | 403 | 404 | 503;
      readonly code: string;
      readonly message: string;
    };

export interface Caller {
  readonly authorization: string | undefined;
  /** Whether the caller is a node or a pod, which pull with the node's identity as on GKE. */
  readonly fromNode: boolean;
}

const granted: Decision = { allowed: true };

/** Registries where Google asks for credentials and for a repository that exists; all others are public to pull from. */
export function isGoogleRegistry(host: string): boolean {
  return host === "gcr.io" || host.endsWith(".gcr.io") || host.endsWith(".pkg.dev");
}

/**
 * Google's rules for an image: pushing needs the access token, pulling from Google's registries needs it or a node's identity.
 * What else Google asks for (the repository exists, the API is on) is the admission's to say.
 */
export function decide(image: ImageName, action: ImageAction, caller: Caller, accessToken: string): Decision {
  const open = action === "pull" && (caller.fromNode || !isGoogleRegistry(image.host));
  const presented = presentedToken(caller.authorization);
  // A wrong token is refused even where none is needed, as every registry does.
  if (presented === undefined ? open : sameToken(presented, accessToken)) return granted;
  return {
    allowed: false,
    status: 401,
    code: "UNAUTHORIZED",
    message:
      presented === undefined
        ? `${action} of ${image.host}/${image.path} needs credentials: user "oauth2accesstoken" with the sandbox's access token`
        : "the access token is not this sandbox's",
  };
}

/** The token in a request: as a bearer, or as the password that Google's registries take it in. */
export function presentedToken(authorization: string | undefined): string | undefined {
  const [scheme, value] = (authorization ?? "").split(/ +/, 2);
  if (value === undefined) return undefined;
  if (/^bearer$/i.test(scheme ?? "")) return value;
  if (!/^basic$/i.test(scheme ?? "")) return undefined;
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(value, "base64").toString("utf8")) ?? [];
  // Clients without credentials answer a challenge with an empty password.
  return password === "" ? undefined : password;
}

export function sameToken(presented: string, expected: string): boolean {
  const [a, b] = [Buffer.from(presented), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
