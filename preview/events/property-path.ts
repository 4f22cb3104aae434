import { nameOf } from "../../lib/urn";
/** A property path in the engine's notation, taken apart: `spec.ports[0]["a.b"]` → spec, ports, 0, a.b. */
export function parsePath(path: string): (string | number)[] {
  const parts: (string | number)[] = [];
  for (const match of path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)) {
    if (match[1] !== undefined) parts.push(Number(match[1]));
    else if (match[2] !== undefined) parts.push(match[2].replace(/\\(.)/g, "$1"));
    else if (match[3] !== undefined) parts.push(match[3]);
  }
  return parts;
}

/** The inverse of `parsePath`. */
export function formatPath(parts: readonly (string | number)[]): string {
  return parts
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      if (part === "" || /[."[\]]/.test(part)) return `[${JSON.stringify(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join("");
}

/** What is at a path; `undefined` when nothing is. */
export function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    if (isSecret(value)) return value;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

const signatureKey = "4dabf18193072939515e22adb298388d";
const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

/** How a value that exists only after the update is written: one constant per type (sdk/go/common/resource/plugin/rpc.go). */
const unknowns = new Set<unknown>([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

function isUnknown(value: unknown): boolean {
  return unknowns.has(value);
}

function isSecret(value: unknown): boolean {
  return signatureOf(value) === signatures.secret;
}

function signatureOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[signatureKey] : undefined;
}

/** What stands for values that are not shown. */
export const SECRET = "[secret]";
/** What stands in a report for a value that only the update brings. */
export const UNKNOWN = "[unknown until apply]";

/** A value as plain JSON: special values become short texts, and `text` is applied to every string. */
export function plain(value: unknown, text: (given: string) => string = (given) => given): unknown {
  if (isUnknown(value)) return UNKNOWN;
  if (typeof value === "string") return text(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => plain(item, text));
  const map = value as Record<string, unknown>;
  switch (signatureOf(value)) {
    case undefined:
      break;
    case signatures.secret:
      return SECRET;
    case signatures.asset:
    case signatures.archive: {
      const hash = typeof map["hash"] === "string" ? map["hash"] : "";
      return `[${map[signatureKey] === signatures.asset ? "file" : "archive"} ${hash}]`;
    }
    case signatures.resource:
      return `[resource ${nameOf(String(map["urn"]))}]`;
    case signatures.output:
      if (map["secret"] === true) return SECRET;
      return "value" in map ? plain(map["value"], text) : UNKNOWN;
    default:
      // A kind of value that a later engine has: nothing of it is shown, because it may be a secret.
      return "[value of a kind this version does not know]";
  }
  return Object.fromEntries(
    Object.entries(map)
      .filter(([key, inner]) => !isBookkeeping(key, inner))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => [text(key), plain(inner, text)]),
  );
}

/** What bridged providers put among inputs: a list of property names, and an empty mapping. A user's value of that name is a text. */
function isBookkeeping(key: string, value: unknown): boolean {
  if (key === "__defaults") return Array.isArray(value);
  return key === "__internal" && typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** Leaves of a plain value with their paths, in order. Empty objects and arrays are leaves. */
export function* leaves(
  value: unknown,
  path: readonly (string | number)[] = [],
): Generator<{ readonly path: readonly (string | number)[]; readonly value: unknown }> {
  if (typeof value === "object" && value !== null) {
    const entries = Array.isArray(value)
      ? value.map((item, index) => [index, item] as const)
      : Object.entries(value as Record<string, unknown>);
    if (entries.length > 0) {
      for (const [key, inner] of entries) yield* leaves(inner, [...path, key]);
      return;
    }
  }
  yield { path, value };
}
