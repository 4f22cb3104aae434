import { isDeepStrictEqual } from "node:util";

/**
 * Whether an object of the API server's says all that was sent: what the server adds by itself (defaults, status, injected containers) is
 * no difference, and of a list nothing may be missing.
 */
export function contains(found: unknown, wanted: unknown): boolean {
  // What is not there is not sent either.
  if (wanted === undefined || wanted === null) return true;
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length < wanted.length) return false;
    return wanted.every((one) => (found as unknown[]).some((other) => contains(other, one)));
  }
  if (typeof wanted !== "object") return isDeepStrictEqual(found, wanted);
  if (typeof found !== "object" || found === null) return Object.keys(wanted).length === 0;
  return Object.entries(wanted).every(([key, value]) => contains((found as Record<string, unknown>)[key], value));
}
