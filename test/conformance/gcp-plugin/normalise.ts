import type { Answer } from "./replay";
import type { Call, JsonObject, JsonValue } from "./recording";

const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Each place where our answer is not the recorded one, as `path: theirs → ours`. */
export function compare(call: Call, answer: Answer): string[] {
  if (call.errors) {
    const theirs = call.errors.map(errorText).join("\n");
    if (!answer.error) return [`error: ${first(theirs)} → no error`];
    return errorText(answer.error).startsWith(theirs.trimEnd()) ? [] : [`error: ${theirs} → ${answer.error}`];
  }
  if (answer.error) return [`error: none → ${answer.error}`];
  const theirs = call.response ?? {};
  const ours = answer.response ?? {};
  if (call.method === "Configure") return [];
  if (call.method === "Diff") return [...differences(diffForm(theirs), diffForm(ours), "")];
  return [...differences(plain(theirs), plain(ours), "")];
}

function errorText(text: string): string {
  return text.replace(/^rpc error: code = Unknown desc = /, "");
}

function first(text: string): string {
  return text.split("\n").slice(0, 2).join(" ");
}

/** A Diff answer with its lists as sets and its changes by name. */
function diffForm(diff: JsonObject): JsonObject {
  const kinds: Record<string, string> = { add: "ADD", update: "UPDATE", delete: "DELETE" };
  const detailed: JsonObject = {};
  for (const [path, change] of Object.entries((diff["detailedDiff"] ?? {}) as JsonObject)) {
    const kind = (change as { kind?: string }).kind ?? "ADD";
    detailed[path] = kind
      .toUpperCase()
      .replace("-", "_")
      .replace(/^(ADD|UPDATE|DELETE)/, (word) => kinds[word.toLowerCase()] ?? word);
  }
  const list = (name: string): JsonValue[] => [...new Set((diff[name] as string[] | undefined) ?? [])].sort();
  return {
    changes: diff["changes"] === "none" || diff["changes"] === "DIFF_NONE" ? "none" : "some",
    detailedDiff: detailed,
    diffs: list("diffs"),
    replaces: list("replaces"),
    stables: list("stables"),
    deleteBeforeReplace: diff["deleteBeforeReplace"] === true,
  };
}

/** A value without what is private to the official plugin's framework. Lists of texts and of objects are compared without their order only where they are sets; see `unordered`. */
function plain(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const result: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === "__pulumi_raw_state_delta") continue;
    if (key === "__meta" && typeof item === "string") {
      const meta = JSON.parse(item) as JsonObject;
      delete meta["_new_extra_shim"];
      delete meta["schema_version"]; // The official plugin writes it after a create and not in a preview.
      result[key] = meta;
    } else result[key] = plain(item);
  }
  return result;
}

function* differences(theirs: JsonValue | undefined, ours: JsonValue | undefined, path: string): Generator<string> {
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    if (theirs.length === ours.length && theirs.length > 1) {
      const sorted = (list: JsonValue[]): JsonValue[] =>
        [...list].sort((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));
      yield* elementDifferences(sorted(theirs), sorted(ours), path);
    } else yield* elementDifferences(theirs, ours, path);
    return;
  }
  if (isObject(theirs) && isObject(ours)) {
    for (const key of [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].sort()) {
      yield* differences(theirs[key], ours[key], path ? `${path}.${key}` : key);
    }
    return;
  }
  if (stable(theirs) !== stable(ours)) yield `${path}: ${shown(theirs)} → ${shown(ours)}`;
}

function* elementDifferences(theirs: JsonValue[], ours: JsonValue[], path: string): Generator<string> {
  for (let index = 0; index < Math.max(theirs.length, ours.length); index++)
    yield* differences(theirs[index], ours[index], `${path}[${index}]`);
}

/** Elements of sets are told apart by their id where they have one. */
function sortKey(value: JsonValue): string {
  return isObject(value) && typeof value["id"] === "string" ? value["id"] : stable(value);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stable(value: JsonValue | undefined): string {
  return (
    JSON.stringify(value, (_, item: JsonValue) =>
      isObject(item)
        ? Object.fromEntries(
            Object.keys(item)
              .sort()
              .map((key) => [key, item[key]]),
          )
        : item,
    ) ?? "absent"
  );
}

function shown(value: JsonValue | undefined): string {
  const text = stable(value).replaceAll(`"${unknownValue}"`, "unknown");
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
