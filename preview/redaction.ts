import type { EngineEvent } from "./engine-event";
import { SECRET, valueAt } from "./property-path";

/** A value as it may be shown. */
export type Clean = (value: unknown) => unknown;

/** Replaces in a text whatever must not be shown. */
export type Redactor = (text: string) => string;

/**
 * The engine blinds values that are marked secret, and nothing else: not the same value in a message or an unmarked property.
 * Node's language host however writes every secret in clear into *debug* events (which is why a log is read from a private file and
 * never kept). Those tell which texts are secret, so that they can be hidden wherever else they turn up.
 */
export function makeRedactor(events: readonly EngineEvent[]): Redactor {
  const known = new Set<string>();
  for (const { diagnosticEvent } of events) {
    if (diagnosticEvent?.severity !== "debug") continue;
    for (const secret of secretsInDebugText(diagnosticEvent.message ?? "")) {
      // Short ones would turn every "80" or "true" of a report into a mask.
      if (secret.length >= 6) for (const form of forms(secret)) known.add(form);
    }
  }
  // Longest first: a secret that holds another one is replaced as a whole.
  const ordered = [...known].sort((left, right) => right.length - left.length);
  const exact = ordered.length > 0 ? new RegExp(ordered.map(escapeRegExp).join("|"), "g") : undefined;
  return (text) => {
    let result = exact ? text.replace(exact, SECRET) : text;
    // Nearly every text of a large preview is harmless: one search instead of a dozen.
    if (!anyShape.test(result)) return result;
    for (const { pattern, replacement } of secretShapes) {
      pattern.lastIndex = 0;
      result = result.replace(pattern, replacement);
    }
    return result;
  };
}

/** A Struct in a debug message reads `key,,,text,,` with the mark of a secret before `value`. */
function* secretsInDebugText(message: string): Generator<string> {
  for (const match of message.matchAll(/1b47061264138c4ac30d75fd1eb44270,value,,,([\s\S]*?)(?:,,|$)/g)) {
    if (match[1] !== undefined) yield match[1];
  }
  // The SDK makes one secret of all that a Kubernetes Secret holds.
  for (const match of message.matchAll(secretsData)) yield* secretsInData(match[1] ?? "");
}

const secretsData =
  /,(?:data|stringData),,,,,4dabf18193072939515e22adb298388d,,,1b47061264138c4ac30d75fd1eb44270,value,,,,,([\s\S]*)/g;

/** What follows the `data` of a Secret in such a text, where nothing else says that the data have ended. */
const afterData = new Set(["apiVersion", "data", "immutable", "kind", "metadata", "stringData", "type"]);

function* secretsInData(text: string): Generator<string> {
  for (const [, key = "", value = ""] of text.matchAll(/,?([-._\w]+),,,([\s\S]*?)(?=,[-._\w]+,,,|,,|$)/gy)) {
    if (afterData.has(key) || key.startsWith("__")) return;
    yield value;
    const decoded = Buffer.from(value, "base64");
    if (decoded.toString("base64") === value && !decoded.includes(0)) yield decoded.toString("utf8");
  }
}

/** How one secret may look in other places: in base64, inside JSON, in a URL, line by line. */
function forms(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const lines = secret.split(/\r?\n/).filter((line) => line.trim().length >= 6);
  const encoded = Buffer.from(secret).toString("base64");
  return [secret, json, encoded, encoded.replace(/=+$/, ""), encodeURIComponent(secret), ...lines];
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Texts that look like credentials wherever they stand. Sources: the issuers' published prefixes. */
const secretShapes: readonly { readonly pattern: RegExp; readonly replacement: string }[] = [
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, replacement: SECRET },
  // Google: OAuth access token, API key, OAuth client secret.
  { pattern: /\bya29\.[\w-]{10,}(?:\.[\w-]+)*/g, replacement: SECRET },
  { pattern: /\bAIza[\w-]{35}\b/g, replacement: SECRET },
  { pattern: /\bGOCSPX-[\w-]{20,}/g, replacement: SECRET },
  // GitHub, Slack, Pulumi.
  { pattern: /\b(?:gh[pousr]_\w{30,}|github_pat_\w{30,})/g, replacement: SECRET },
  { pattern: /\bxox[abeprs]-[\w-]{10,}/g, replacement: SECRET },
  { pattern: /\bhttps:\/\/hooks\.slack\.com\/services\/[\w/]+/g, replacement: SECRET },
  { pattern: /\bpul-[0-9a-f]{40}\b/g, replacement: SECRET },
  // JSON web tokens (also Kubernetes service account tokens).
  { pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g, replacement: SECRET },
  { pattern: /\b(Bearer|Basic)\s+[\w.~+/-]{16,}=*/g, replacement: `$1 ${SECRET}` },
  // user:password@ in an address.
  { pattern: /(\b[a-z][\w+.-]*:\/\/[^\s/:@]+):[^\s/@]+@/gi, replacement: `$1:${SECRET}@` },
  {
    pattern: /\b((?:password|passwd|secret|token|api[_-]?key|client[_-]?secret)["']?\s*[=:]\s*["']?)[^\s"',;}]{4,}/gi,
    replacement: `$1${SECRET}`,
  },
];

/** What every one of the shapes holds. */
const anyShape =
  /PRIVATE KEY|ya29\.|AIza|GOCSPX-|gh[pousr]_|github_pat_|xox|hooks\.slack|pul-|eyJ|Bearer|Basic|:\/\/|passw|secret|token|api[_-]?key/i;

/** Property names whose values are hidden even when nobody marked them. */
const secretNames =
  /^(?:.*password|passwd|.*token|.*secret(?:key)?|api_?key|.*private_?key|client_?key(?:data)?|kubeconfig|credentials?|.*passphrase|webhook_?url)$/i;
/** …except these, which are only about secrets. */
const harmlessNames =
  /(?:secretname|secretid|secretref|automountserviceaccounttoken|imagepullsecrets|tokenformat|secretkeyref)$/i;

/** Whether a property's value must be hidden for where it is. `root` is what the path starts from. */
export function isSecretPath(type: string, path: readonly (string | number)[], root: unknown): boolean {
  if (type === "kubernetes:core/v1:Secret" && (path[0] === "data" || path[0] === "stringData")) return path.length > 1;
  const last = path.findLast((part) => typeof part === "string");
  if (last === "value" && typeof path.at(-2) === "number") {
    // An environment variable, or any other list of names and values.
    const { name } = (valueAt(root, path.slice(0, -1)) ?? {}) as { name?: unknown };
    return typeof name === "string" && (namesSecret(name) || /(?:^|_)(?:key|pwd|pass)$/i.test(name));
  }
  return typeof last === "string" && namesSecret(last);
}

function namesSecret(name: string): boolean {
  return secretNames.test(name) && !harmlessNames.test(name);
}
