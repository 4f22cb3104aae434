import { hideCredentials } from "../../lib/redaction/credentials";
import type { EngineEvent } from "./engine-event";
import { SECRET, valueAt } from "./property-path";

/** Replaces in a text whatever must not be shown. */
export type Redactor = (text: string) => string;

/**
 * The engine blinds values that are marked secret, and nothing else: not the same value in a message or an unmarked property.
 * Node's language host however writes every secret in clear into *debug* events (which is why a log is read from a private file and
 * never kept). Those tell which texts are secret, so that they can be hidden wherever else they turn up.
 */
export function makeRedactor(events: readonly EngineEvent[]): Redactor {
  const secrets = new Set<string>();
  for (const { diagnosticEvent } of events) {
    if (diagnosticEvent?.severity !== "debug") continue;
    for (const secret of secretsInDebugText(diagnosticEvent.message ?? "")) {
      // Short ones would turn every "80" or "true" of a report into a mask.
      if (secret.length >= 6) for (const form of forms(secret)) secrets.add(form);
    }
  }
  // Longest first: a secret that holds another one is replaced as a whole.
  const ordered = [...secrets].sort((left, right) => right.length - left.length);
  const exact = ordered.length > 0 ? new RegExp(ordered.map(escapeRegExp).join("|"), "g") : undefined;
  // A report has the same texts many times: of a resource before and after, and in many resources.
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = hideCredentials(exact ? text.replace(exact, SECRET) : text);
    known.set(text, result);
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
    return typeof name === "string" && (namesSecret(name) || composesSecret(name));
  }
  if (typeof last !== "string") return false;
  // Keys of a ConfigMap are names that people compose: db-password, SPRING_DATASOURCE_PASSWORD, kafka.ssl.key-password.
  const composed = type === "kubernetes:core/v1:ConfigMap" && /^(?:data|binaryData)$/.test(String(path[0]));
  return namesSecret(last) || (composed && path.length > 1 && composesSecret(last));
}

function namesSecret(name: string): boolean {
  return secretNames.test(name) && !harmlessNames.test(name);
}

const secretWords =
  /^(?:passwords?|passwd|pwd|pass|passphrases?|secrets?|tokens?|credentials?|keys?|apikeys?|dsn|auth)$/;
/** A name that ends so is about a secret: where it is, how long it lasts, what it is called. */
const aboutSecrets =
  /^(?:names?|refs?|ids?|formats?|files?|paths?|ttl|seconds|minutes|length|size|types?|enabled|count|limit)$/;

/** Whether one of a name's words says that its value is a secret. */
function composesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "" && !/^(?:\d+|v\d+)$/.test(word))
    .map((word) => word.replace(/\d+$/, ""));
  return words.some((word) => secretWords.test(word)) && !aboutSecrets.test(words.at(-1) ?? "");
}
