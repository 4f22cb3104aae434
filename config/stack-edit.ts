import { closeSync, fchmodSync, fchownSync, fstatSync, fsyncSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"; // prettier-ignore
import { basename, dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { isMap, isNode, isScalar, Scalar, stringify, type Document, type YAMLMap } from "yaml";
import { UserError } from "../lib/errors/user-error";
import { parseStackFile } from "./stack-document";

/** One setting of a stack file: keys from the top of the file down, and what it becomes. */
export interface StackEdit {
  readonly path: readonly string[];
  readonly value: string;
}

/** What was written to a stack file, and how to take it back. */
export interface WrittenEdits {
  readonly before: string;
  readonly after: string;
  /**
   * Takes back these settings, and nothing that somebody else changed meanwhile.
   * @returns Paths of settings that have a third value by now, and keep it.
   */
  takeBack(): string[];
}

/**
 * Changes settings of a stack file and nothing else of it: comments, blank lines, anchors and every other line stay. The file is replaced
 * as a whole or not at all.
 * @throws A `UserError` where a setting cannot be changed without changing another one, as behind an alias.
 */
export function editStackFile(file: string, edits: readonly StackEdit[]): WrittenEdits {
  const name = basename(file);
  const before = readFileSync(file, "utf8");
  const after = withEdits(before, edits, name);
  replaceFile(file, after);
  return {
    before,
    after,
    takeBack: () => {
      const now = readFileSync(file, "utf8");
      if (now === after) {
        replaceFile(file, before);
        return [];
      }
      const { mine, others } = comparison(now, before, edits, name);
      if (mine.length > 0) replaceFile(file, withEdits(now, mine, name));
      return others;
    },
  };
}

/** Of the settings that were edited: those that still are as they were written, with the value they had before, and the other ones. */
function comparison(now: string, before: string, edits: readonly StackEdit[], name: string) {
  const then = parseStackFile(before, name).toJS() as unknown;
  const current = parseStackFile(now, name).toJS() as unknown;
  const mine: StackEdit[] = [];
  const others: string[] = [];
  for (const { path, value } of edits) {
    const old = valueAt(then, path);
    if (valueAt(current, path) === value && typeof old === "string") mine.push({ path, value: old });
    else if (valueAt(current, path) !== old) others.push(path.join("."));
  }
  return { mine, others };
}

function withEdits(text: string, edits: readonly StackEdit[], name: string): string {
  let result = text;
  for (const edit of edits) result = withEdit(result, edit, name);
  return result;
}

function withEdit(text: string, edit: StackEdit, name: string): string {
  const document = parseStackFile(text, name);
  const old = document.toJS() as unknown;
  if (valueAt(old, edit.path) === edit.value) return text;
  const wanted = withValue(old, edit.path, edit.value);
  for (const quoted of [false, true]) {
    const next = spliced(text, document, edit, quoted);
    // Where a plain value would be read as something else, or the edit reaches another setting through an alias.
    if (next !== undefined && isDeepStrictEqual(readable(next, name), wanted)) return next;
  }
  throw new UserError({
    setting: `${name}: ${edit.path.join(".")}`,
    got: "a setting that cannot be changed without changing others: it is shared through an anchor and its aliases, or is not there",
    expected: "a value of its own",
    fix: "Write the setting out at this place in the file; then run this again.",
  });
}

function readable(text: string, name: string): unknown {
  try {
    return parseStackFile(text, name).toJS();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The text with the value in the old one's place, or with the key before the first one of its mapping. */
function spliced(text: string, document: Document, { path, value }: StackEdit, quoted: boolean): string | undefined {
  const found = document.getIn(path, true);
  if (isNode(found)) {
    if (!found.range) return undefined;
    const style = isScalar(found) ? found.type : undefined;
    return text.slice(0, found.range[0]) + scalarText(value, quoted, style) + text.slice(found.range[1]);
  }
  const map = document.getIn(path.slice(0, -1), true);
  const key = path.at(-1);
  const first = isMap(map) ? firstKey(map) : undefined;
  if (!isMap(map) || first === undefined || key === undefined) return undefined;
  const separator = map.flow ? ", " : `\n${" ".repeat(first - (text.lastIndexOf("\n", first - 1) + 1))}`;
  const pair = `${scalarText(key, false)}: ${scalarText(value, quoted)}${separator}`;
  return text.slice(0, first) + pair + text.slice(first);
}

function firstKey(map: YAMLMap): number | undefined {
  const key = map.items[0]?.key;
  return isNode(key) ? key.range?.[0] : undefined;
}

function scalarText(value: string, quoted: boolean, style?: Scalar.Type | null): string {
  if (quoted) return JSON.stringify(value);
  const scalar = new Scalar(value);
  if (style === "QUOTE_DOUBLE" || style === "QUOTE_SINGLE") scalar.type = style;
  // YAML 1.1 as well reads the value as text: colours may be called `on` and `off`.
  return stringify(scalar, { version: "1.1", lineWidth: 0 }).trimEnd();
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function withValue(value: unknown, [key, ...rest]: readonly string[], wanted: string): unknown {
  if (key === undefined) return wanted;
  const mapping = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  return { ...mapping, [key]: withValue(mapping[key], rest, wanted) };
}

/** The whole text under the file's own name, mode and owner; what a link leads to, not the link. */
function replaceFile(file: string, text: string): void {
  const target = realpathSync(file);
  const { mode, uid, gid } = statSync(target);
  const written = join(dirname(target), `.${basename(target)}.${process.pid}.new`);
  try {
    // Nobody else may read it before it has the mode of the file that it replaces.
    const handle = openSync(written, "wx", 0o600);
    try {
      writeFileSync(handle, text);
      const own = fstatSync(handle);
      if (own.uid !== uid || own.gid !== gid) fchownSync(handle, uid, gid);
      fchmodSync(handle, mode & 0o7777);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(written, target);
  } finally {
    rmSync(written, { force: true });
  }
}
