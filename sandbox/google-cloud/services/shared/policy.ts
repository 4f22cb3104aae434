import { GoogleError } from "../../transport/errors";
import type { Store } from "../../state/store";
import { sha, without } from "./values";

/** An IAM policy, alike in every API. */
export interface Policy {
  version?: number | undefined;
  bindings?:
    { role?: string | undefined; members?: string[] | undefined; condition?: object | undefined }[] | undefined;
  etag?: string | undefined;
}

const EMPTY_ETAG = "ACAB";

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
  const content = without(policy, "etag");
  const serial = (store.get<{ serial: number }>("policy.serial", resource)?.serial ?? 0) + 1;
  const next = { ...content, etag: Buffer.from(sha([content, serial]).slice(0, 16), "hex").toString("base64") };
  store.put(["policy", resource], next);
  store.put(["policy.serial", resource], { serial });
  return next;
}

export function removePolicy(store: Store, resource: string): void {
  store.remove(["policy", resource]);
}
