import { timingSafeEqual } from "node:crypto";
import { Tokens } from "../google-cloud/iam/tokens";
import type { ImageName } from "./names";

/** What somebody wants to do with an image. */
export type ImageAction = "pull" | "push";

/** The answer to "may this be pulled or pushed?". Refusals carry the registry protocol's own error codes. */
export type Decision =
  | {
      readonly allowed: true;
      /** Token of the account that asks; absent for the sandbox's owner, for nodes, and where nobody need say who they are. */
      readonly as?: string;
    }
  | {
      readonly allowed: false;
      readonly status: 401 | 403 | 404 | 503;
      readonly code: string;
      readonly message: string;
    };

/** Who asks the registry. */
export interface Caller {
  readonly authorization: string | undefined;
  /** Whether the caller is a node or a pod, which pull with the node's identity as on GKE. */
  readonly fromNode: boolean;
}

const granted: Extract<Decision, { allowed: true }> = { allowed: true };

/** Registries where Google asks for credentials and for a repository that exists; all others are public to pull from. */
export function isGoogleRegistry(host: string): boolean {
  return host === "gcr.io" || host.endsWith(".gcr.io") || host.endsWith(".pkg.dev");
}

/**
 * Google's rules for an image: pushing needs an access token, pulling from Google's registries needs one or a node's identity.
 * What else Google asks for (the account's permission, the repository, the API) is the admission's to say.
 */
export function decide(image: ImageName, action: ImageAction, caller: Caller, accessToken: string): Decision {
  const open = action === "pull" && (caller.fromNode || !isGoogleRegistry(image.host));
  const presented = presentedToken(caller.authorization);
  if (presented === undefined && open) return granted;
  // A wrong token is refused even where none is needed, as every registry does.
  const known = presented === undefined ? undefined : bearer(presented, accessToken);
  if (known) return known;
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

/** Whose token it is: the sandbox's owner's, or an account's, which the cloud then decides about. Undefined: of nobody here. */
export function bearer(presented: string, accessToken: string): Extract<Decision, { allowed: true }> | undefined {
  if (sameToken(presented, accessToken)) return granted;
  return new Tokens(accessToken).verify(presented).kind === "good" ? { allowed: true, as: presented } : undefined;
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

/** Whether two tokens are the same, in a time that tells nothing of where they differ. */
export function sameToken(presented: string, expected: string): boolean {
  const [a, b] = [Buffer.from(presented), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
