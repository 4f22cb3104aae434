import type { Scalar } from "./schema";

/** Whether two spellings mean the same to Google, so that a difference between them is no change. */
type Equivalence = (old: string, next: string) => boolean;

/** By the name that tables give after `same=`. */
const equivalences: Readonly<Record<string, Equivalence>> = {
  /** A bare name, a relative path and a full address of the same resource. */
  link: (old, next) => {
    const [left, right] = [relativePath(old), relativePath(next)];
    if (left === right) return true;
    // One of them may be the bare name.
    return (!left.includes("/") || !right.includes("/")) && lastPart(left) === lastPart(right);
  },
  case: (old, next) => old.toLowerCase() === next.toLowerCase(),
  /** `30d` and `2592000s`. */
  duration: (old, next) => {
    const [left, right] = [seconds(old), seconds(next)];
    return left !== undefined && left === right;
  },
  /** `/14` asks for any range of that size. */
  cidr: (old, next) => next.startsWith("/") && old.endsWith(next),
  /** `02:00` and `2:00`. */
  time: (old, next) => old.replace(/^0/, "") === next.replace(/^0/, ""),
  /** The order of the parts of a recurrence rule means nothing. */
  recurrence: (old, next) =>
    old
      .replace(/^RRULE:/, "")
      .split(";")
      .sort()
      .join(";") ===
    next
      .replace(/^RRULE:/, "")
      .split(";")
      .sort()
      .join(";"),
  /** What Google answers when the user left it to Google. */
  unspecified: (old, next) =>
    (next === "" && /(_|^)UNSPECIFIED$/.test(old)) || (old === "" && /(_|^)UNSPECIFIED$/.test(next)),
  /** `cloud-platform` and the address it is short for. */
  scope: (old, next) => scopeAddress(old) === scopeAddress(next),
  number: (old, next) => Number(old) === Number(next),
};

/** Whether two values mean the same to Google. @param same how the property is compared. @default to the letter */
export function sameScalar(same: string | undefined, old: Scalar | null, next: Scalar | null): boolean {
  if (old === next) return true;
  if (same === undefined || old === null || next === null) return false;
  const equivalent = equivalences[same];
  if (!equivalent) throw new Error(`no such equivalence: ${same}`);
  return equivalent(String(old), String(next));
}

/** `projects/p/global/networks/n` of any address of it. */
export function relativePath(link: string): string {
  return link.replace(/^https?:\/\/.*?\/(?=projects\/)/, "").replace(/^\//, "");
}

/** What stands behind the last slash: a resource's short name. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

function seconds(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text);
  return match ? Number(match[1]) * (unitSeconds[match[2] ?? ""] ?? NaN) : undefined;
}

const scopeAliases: Readonly<Record<string, string>> = {
  bigquery: "bigquery",
  "cloud-platform": "cloud-platform",
  "compute-ro": "compute.readonly",
  "compute-rw": "compute",
  "logging-write": "logging.write",
  monitoring: "monitoring",
  "monitoring-write": "monitoring.write",
  "service-control": "servicecontrol",
  "service-management": "service.management.readonly",
  "storage-full": "devstorage.full_control",
  "storage-ro": "devstorage.read_only",
  "storage-rw": "devstorage.read_write",
  "trace-append": "trace.append",
  "userinfo-email": "userinfo.email",
};

/** The address of an OAuth scope, given as one or by its short name. */
export function scopeAddress(scope: string): string {
  const known = scopeAliases[scope];
  return known === undefined ? scope : `https://www.googleapis.com/auth/${known}`;
}
