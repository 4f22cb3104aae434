import { createHash } from "node:crypto";
import { GoogleError, invalid } from "../../transport/errors";
import type { Json } from "../../transport/read";

/** SHA-256 of a text, or of a value's JSON, in hexadecimal: for etags and ids that follow from a content. */
export const sha = (value: unknown) =>
  createHash("sha256")
    .update(typeof value === "string" ? value : JSON.stringify(value))
    .digest("hex");

/** A short hash of content, as fingerprints and etags are. */
export const fingerprint = (value: unknown) =>
  createHash("sha256")
    .update(JSON.stringify(value ?? null))
    .digest("base64")
    .slice(0, 11) + "=";

/** Copies the fields that a mask names from one message into another. `*` is the whole. Missing sources clear. */
export function applyMask<T extends object>(target: T, source: T, mask: string): T {
  const result = structuredClone(target) as Json;
  const paths = mask === "*" ? Object.keys(source) : mask.split(",");
  for (const path of paths) copyPath(result, source as Json, path.split("."));
  return result as T;
}

function copyPath(target: Json, source: Json | undefined, [first = "", ...rest]: string[]) {
  if (rest.length === 0) {
    const value = source?.[first];
    if (value === undefined) delete target[first];
    else target[first] = value;
    return;
  }
  const inner = target[first];
  copyPath(
    (target[first] = typeof inner === "object" && inner !== null ? inner : {}) as Json,
    source?.[first] as Json | undefined,
    rest,
  );
}

/** A copy that lacks some of its fields. */
export function without<T extends object, K extends keyof T>(value: T, ...keys: readonly K[]): Omit<T, K> {
  const copy = { ...value };
  for (const key of keys) delete copy[key];
  return copy;
}

/** Refuses a change that was based on another state than the present one. */
export function requireEtag(sent: string | undefined, current: string | undefined, what: string): void {
  if (!sent || sent === current) return;
  throw new GoogleError(
    "ABORTED",
    `${what} was changed since it was read: the etag ${sent} is not the current one. Read it again and retry.`,
  );
}

/** Google's rule for user labels. */
export function requireLabels(labels: Readonly<Record<string, string>> | undefined): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (!/^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u.test(key)) {
      throw invalid(
        `Label key '${key}' violates format constraints. The key can only contain lowercase letters, numeric characters, underscores and dashes and must start with a letter.`,
      );
    }
    if (!/^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u.test(value)) {
      throw invalid(
        `Label value '${value}' violates format constraints. The value can only contain lowercase letters, numeric characters, underscores and dashes.`,
      );
    }
  }
}
