import { requireExpression } from "../../iam/conditions";
import { isPredefinedRole } from "../../iam/roles";
import { GoogleError, invalid, unimplemented } from "../../transport/errors";
import type { Store } from "../../state/store";
import { sha, without } from "./values";

/** An IAM policy, alike in every API. */
export interface Policy {
  version?: number | undefined;
  bindings?:
    | {
        role?: string | undefined;
        members?: string[] | undefined;
        condition?: { expression?: string | undefined } | undefined;
      }[]
    | undefined;
  etag?: string | undefined;
}

const EMPTY_ETAG = "ACAB";

/** A resource's IAM policy; an empty one where nobody has set it. */
export function getPolicy(store: Store, resource: string): Policy {
  return store.get<Policy>("policy", resource) ?? { etag: EMPTY_ETAG };
}

/** Replaces a policy; the etag of the one that was read must still be the current one. */
export function setPolicy(store: Store, resource: string, policy: Policy): Policy {
  const current = getPolicy(store, resource);
  if (policy.etag && policy.etag !== current.etag) {
    throw new GoogleError(
      "ABORTED",
      "There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff. The request's ETag " +
        `'${policy.etag}' did not match the current policy's ETag '${current.etag ?? ""}'.`,
    );
  }
  requireValid(store, policy);
  const content = without(policy, "etag");
  const serial = (store.get<{ serial: number }>("policy.serial", resource)?.serial ?? 0) + 1;
  const next = { ...content, etag: Buffer.from(sha([content, serial]).slice(0, 16), "hex").toString("base64") };
  store.put(["policy", resource], next);
  store.put(["policy.serial", resource], { serial });
  return next;
}

/** As Google does: roles and accounts that do not exist are refused, and with them the whole policy. */
function requireValid(store: Store, policy: Policy): void {
  for (const { role = "", members = [], condition } of policy.bindings ?? []) {
    if (/^(projects|organizations)\/[^/]+\/roles\//.test(role)) throw unimplemented(`custom roles (${role})`);
    if (!isPredefinedRole(role)) throw invalid(`Role ${role} is not supported for this resource.`);
    for (const member of members) requireMember(store, member);
    if (!condition?.expression) continue;
    if (policy.version !== 3)
      throw invalid(
        `Policy version ${policy.version ?? 1} cannot contain conditions. Specify version 3 to set a policy that has them.`,
      );
    requireExpression(condition.expression, "a binding's condition");
  }
}

const MEMBER =
  /^(allUsers|allAuthenticatedUsers|(user|group|serviceAccount|domain|projectOwner|projectEditor|projectViewer):\S+|deleted:\S+|principal(Set)?:\/\/\S+)$/;

function requireMember(store: Store, member: string): void {
  if (!MEMBER.test(member))
    throw invalid(`Invalid member: ${JSON.stringify(member)}. A member has a kind, such as "user:".`);
  const [, email, project] = /^serviceAccount:([^@]+@([^.]+)\.iam\.gserviceaccount\.com)$/.exec(member) ?? [];
  // Accounts of Google's own come with their APIs; users and groups are not a sandbox's to know.
  if (email === undefined || project === undefined || project.startsWith("gcp-sa-")) return;
  if (GOOGLE_PROJECTS.has(project)) return;
  if (store.get("serviceAccount", project, email)) return;
  throw invalid(`Service account ${email} does not exist.`);
}

/** Where Google's own service agents are. */
const GOOGLE_PROJECTS: ReadonlySet<string> = new Set([
  "cloudservices",
  "compute-system",
  "container-engine-robot",
  "containerregistry",
  "service-networking",
  "serverless-robot-prod",
]);

/** A deleted account keeps its bindings under another name: a new account with the same address has none of them. */
export function forgetMember(store: Store, email: string, uniqueId: string): void {
  for (const [key, policy] of store.entries<Policy>("policy")) {
    const member = `serviceAccount:${email}`;
    if (!policy.bindings?.some(({ members }) => members?.includes(member))) continue;
    const bindings = policy.bindings.map((binding) => ({
      ...binding,
      members: binding.members?.map((one) => (one === member ? `deleted:${member}?uid=${uniqueId}` : one)),
    }));
    store.put(["policy", ...key.slice(1)], { ...policy, bindings });
  }
}

/** Forgets a resource's IAM policy, as its resource is gone. */
export function removePolicy(store: Store, resource: string): void {
  store.remove(["policy", resource]);
}
