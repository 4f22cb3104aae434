import type { Authority } from "../iam/authority";
import type { Issuer } from "../iam/issuer";
import type { Principal } from "../iam/principal";
import { findServiceAccount } from "../services/iam/service-accounts";
import type { Store } from "../state/store";
import { GoogleError } from "../transport/errors";
import type { MetadataAccount } from "./caller";

/** Seconds. */
const LIFETIME = 3600;

/** A refusal as the metadata server words it: plain text. */
export class MetadataError extends Error {
  constructor(
    readonly status: 400 | 403 | 404,
    message: string,
  ) {
    super(message);
  }
}

/** Where accounts stand, and who signs their tokens. */
export interface TokenSource {
  readonly store: Store;
  readonly authority: Authority;
  readonly google: Issuer;
}

/** The address that clients are told: a pod's Google account, or its cluster's pool of identities where it has none. */
export function emailOf(account: MetadataAccount): string {
  return account.kind === "node" ? account.email : (account.actsAs ?? `${account.workload.project}.svc.id.goog`);
}

/** An access token, as `service-accounts/default/token` answers it. */
export function accessToken(account: MetadataAccount, { store, authority }: TokenSource): object {
  const principal = principalOf(account, "iam.serviceAccounts.getAccessToken", store, authority);
  return {
    access_token: authority.tokens.issue(principal, new Date(Date.now() + LIFETIME * 1000)),
    expires_in: LIFETIME - 1,
    token_type: "Bearer",
  };
}

/** An identity token for an audience, which only a Google account has. */
export async function identityToken(
  account: MetadataAccount,
  audience: string | null,
  { store, authority, google }: TokenSource,
): Promise<string> {
  if (!audience) throw new MetadataError(400, "non-empty audience parameter required");
  const principal = principalOf(account, "iam.serviceAccounts.getOpenIdToken", store, authority);
  if (principal.kind !== "serviceAccount")
    throw new MetadataError(
      404,
      "identity tokens are of Google accounts: annotate the Kubernetes ServiceAccount with one",
    );
  const { email, uniqueId } = principal;
  return await google.sign({ sub: uniqueId, azp: uniqueId, email, email_verified: true }, audience, LIFETIME);
}

function principalOf(
  account: MetadataAccount,
  permission: string,
  store: Store,
  authority: Authority,
): Exclude<Principal, { kind: "owner" }> {
  if (account.kind === "workload" && account.actsAs === undefined) return account.workload;
  const email = emailOf(account);
  const found = findServiceAccount(store, `projects/-/serviceAccounts/${email}`);
  if (account.kind === "workload")
    try {
      authority.require(account.workload, permission, "iam", `projects/-/serviceAccounts/${email}`);
    } catch (error) {
      if (!(error instanceof GoogleError)) throw error;
      throw new MetadataError(
        403,
        `Unable to generate access token; IAM returned 403 Forbidden: ${error.message}\nThis error could be caused by a missing ` +
          "IAM policy binding on the target IAM service account.\nFor more information, refer to the Workload Identity documentation:\n" +
          "\thttps://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity#authenticating_to",
      );
    }
  if (!found?.uniqueId || found.disabled)
    throw new MetadataError(
      404,
      `Unable to generate access token; IAM returned 404 Not Found: Not found; Gaia id not found for email ${email}`,
    );
  return { kind: "serviceAccount", email, uniqueId: found.uniqueId };
}
