import type { Authority } from "../iam/authority";
import { nameOf, type Principal } from "../iam/principal";
import type { Store } from "../state/store";
import { GoogleError } from "../transport/errors";
import { kubernetesPermission, type ResourceAttributes } from "./permission";

/** Which cluster's API server asks. */
export interface ClusterPlace {
  readonly project: string;
  readonly location: string;
  readonly cluster: string;
}

/** Where the API server keeps, from one review to the next, whom a token was of. */
const EXTRA = "iam.gke.io/principal";

/** What of `authentication.k8s.io/v1` a question has. */
export interface TokenReview {
  readonly spec?: { readonly token?: string };
}

/** What of `authorization.k8s.io/v1` a question has. */
export interface SubjectAccessReview {
  readonly spec?: {
    readonly user?: string;
    readonly extra?: Readonly<Record<string, readonly string[]>>;
    readonly resourceAttributes?: ResourceAttributes;
  };
}

/** Who has a Google token, as the API server of a cluster asks. */
export function reviewToken(authority: Authority, { spec }: TokenReview): object {
  const answer = (status: object) => ({ apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", status });
  try {
    const principal = authority.authenticate(`Bearer ${spec?.token ?? ""}`);
    // The owner's token is in the API server's own file.
    if (principal.kind === "owner") return answer({ authenticated: false });
    return answer({
      authenticated: true,
      user: { username: nameOf(principal), extra: { [EXTRA]: [JSON.stringify(principal)] } },
    });
  } catch (error) {
    if (error instanceof GoogleError) return answer({ authenticated: false, error: error.message });
    throw error;
  }
}

/** Whether IAM allows what RBAC does not. It never forbids: both are asked, and one yes is enough. */
export function reviewAccess(
  authority: Authority,
  store: Store,
  place: ClusterPlace,
  { spec = {} }: SubjectAccessReview,
): object {
  const answer = (status: object) => ({ apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", status });
  const principal = principalOf(store, spec.user ?? "", spec.extra?.[EXTRA]?.[0]);
  if (!principal || !spec.resourceAttributes) return answer({ allowed: false });
  const permission = kubernetesPermission(spec.resourceAttributes);
  if (permission === undefined) return answer({ allowed: false, reason: "no IAM permission is for this" });
  const { project, location, cluster } = place;
  const name = `projects/${project}/locations/${location}/clusters/${cluster}`;
  if (authority.allows(principal, permission, "container", name)) return answer({ allowed: true });
  // In GKE's words: people search for them.
  return answer({ allowed: false, reason: `requires one of ["${permission}"] permission(s).` });
}

/** Of a token that was reviewed, or of an account that somebody acts as. */
function principalOf(store: Store, user: string, kept: string | undefined): Principal | undefined {
  if (kept !== undefined) {
    const principal = JSON.parse(kept) as Principal;
    if (principal.kind !== "owner" && nameOf(principal) === user) return principal;
  }
  const account = store
    .list<{ email?: string; uniqueId?: string }>("serviceAccount")
    .find(({ email }) => email === user);
  return account && { kind: "serviceAccount", email: user, uniqueId: account.uniqueId ?? "" };
}
