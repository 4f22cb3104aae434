import { type Document, isAlias, isMap, isScalar, isSeq, type Scalar } from "yaml";

/**
 * Stack files as the engine reads them. It is written in Go and uses yaml.v3, whose scalars are neither those of YAML 1.1 nor of 1.2:
 * https://github.com/go-yaml/yaml/blob/v3.0.1/resolve.go. `test/unit/config/engine-yaml.test.ts` compares with the engine itself.
 */

type Path = readonly (string | number)[];

/** A value without quotes that is read as something else than it says. */
export interface Surprise {
  readonly path: Path;
  /** As it is written. */
  readonly written: string;
  /** What the engine makes of it: a text, a number, or nothing that a configuration can hold. */
  readonly read: string | number | undefined;
}

/** A stack file as the engine reads it, and where it reads another value than a person would. */
export interface EngineYaml {
  readonly value: unknown;
  readonly surprises: readonly Surprise[];
  /** How a number, a truth value or nothing at a path is written in the file. */
  readonly written: (path: Path) => string | undefined;
}

/** A scalar without quotes that is no text. */
interface Read {
  readonly read: string | number | boolean | null | undefined;
  readonly surprising: boolean;
}

const words: Readonly<Record<string, boolean | null>> = {
  "": null, "~": null, null: null, Null: null, NULL: null,
  true: true, True: true, TRUE: true, false: false, False: false, FALSE: false,
}; // prettier-ignore

/** Reads a document as the engine does: its structure is the parser's, its scalars are the engine's. */
export function readEngineYaml(document: Document): EngineYaml {
  const surprises: Surprise[] = [];
  const written = new Map<string, string>();
  const valueOf = (node: unknown, path: Path): unknown => {
    if (isAlias(node)) return valueOf(node.resolve(document), path);
    if (isScalar(node)) return scalarOf(node, path);
    if (isSeq(node)) return node.items.map((item, index) => valueOf(item, [...path, index]));
    if (!isMap(node)) return null;
    const merged: [string, unknown][] = [];
    const own = node.items.flatMap(({ key, value }): [string, unknown][] => {
      const name = isScalar(key) ? (key.source ?? String(key.value)) : String(key);
      if (isScalar(key) && key.type === "PLAIN" && name === "<<") {
        // What is written beside it wins, and of several the first.
        const sources = isSeq(value) ? value.items : [value];
        for (const source of [...sources].reverse()) merged.push(...Object.entries(valueOf(source, path) ?? {}));
        return [];
      }
      if (!isScalar(key) || plainScalar(key)) surprises.push({ path: [...path, name], written: name, read: undefined });
      return [[name, valueOf(value, [...path, name])]];
    });
    return Object.fromEntries([...merged, ...own]);
  };
  const scalarOf = (node: Scalar, path: Path): unknown => {
    const plain = plainScalar(node);
    if (!plain) return typeof node.value === "string" || node.tag !== undefined ? node.value : (node.source ?? "");
    const source = node.source ?? "";
    if (plain.surprising || plain.read === undefined)
      surprises.push({ path, written: source, read: plain.read as Surprise["read"] });
    written.set(JSON.stringify(path), source);
    return plain.read;
  };
  const value = valueOf(document.contents, []);
  return { value, surprises, written: (path) => written.get(JSON.stringify(path)) };
}

/** What the engine makes of a scalar that is no text to it. */
function plainScalar({ type, tag, source = "", value }: Scalar): Read | undefined {
  if (tag === "tag:yaml.org,2002:int" || tag === "tag:yaml.org,2002:float") {
    const number = whole(source) ?? decimal(source);
    return number && { ...number, surprising: false };
  }
  if (tag !== undefined) return undefined;
  // A key or an entry with nothing behind it has no source.
  if (type === undefined) return value === null ? { read: null, surprising: false } : undefined;
  if (type !== "PLAIN") return undefined;
  const word = words[source];
  if (word !== undefined) return { read: word, surprising: false };
  return timestamp(source) ?? whole(source) ?? decimal(source);
}

/** Zero leads an octal number, `_` is left out, and two's, eight's and sixteen's are marked with a letter. */
function whole(text: string): Read | undefined {
  const digits = text.replaceAll("_", "");
  if (!/^[+-]?\d/.test(text) || !/^[+-]?(0[xX][\da-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9]\d*)$/.test(digits))
    return undefined;
  const sign = digits.startsWith("-") ? -1n : 1n;
  const unsigned = digits.replace(/^[+-]/, "");
  const magnitude = BigInt(/^0[0-7]/.test(unsigned) ? `0o${unsigned.slice(1)}` : unsigned.toLowerCase());
  const value = sign * magnitude;
  // What fits no 64 bits is a decimal number, with its digits lost.
  if (value < -(2n ** 63n) || value > (/^[+-]/.test(digits) ? 2n ** 63n - 1n : 2n ** 64n - 1n)) return undefined;
  const number = Number(value);
  return { read: number, surprising: !Number.isSafeInteger(number) || text !== value.toString() };
}

function decimal(text: string): Read | undefined {
  const special = /^(?:[+-]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text);
  // JSON has no such numbers, and the engine hands its configuration over as JSON.
  if (special) return { read: undefined, surprising: true };
  if (!/^[+-]?[\d.]/.test(text)) return undefined;
  const digits = text.startsWith(".") ? text : text.replaceAll("_", "");
  if (!/^[+-]?(\.\d+|\d+(\.\d*)?)([eE][+-]?\d+)?$/.test(digits)) return undefined;
  const number = Number(digits);
  if (!Number.isFinite(number)) return undefined;
  return { read: number, surprising: digits !== text || /^[+-]?0\d/.test(text) || /^\d{17,}$/.test(text) };
}

/** A day, or a moment: with T and a zone, or with a space and without one. */
const moment =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?(Z|[+-]\d{2}:\d{2}))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?))?$/;

function timestamp(text: string): Read | undefined {
  const [, year, month, day, h1, m1, s1, f1, zone, h2, m2, s2, f2] = moment.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const [hour = "0", minute = "0", second = "0", fraction = ""] = [h1 ?? h2, m1 ?? m2, s1 ?? s2, f1 ?? f2];
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!exists || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const two = (number: string) => number.padStart(2, "0");
  const part = fraction.slice(1, 10).replace(/0+$/, "");
  const bare = (zone ?? "Z").replace(":", "");
  const offset = /^(Z|[+-]0000)$/.test(bare) ? "+0000 UTC" : `${bare} ${bare}`;
  const clock = `${two(hour)}:${two(minute)}:${two(second)}${part === "" ? "" : `.${part}`}`;
  return { read: `${year}-${two(month)}-${two(day)} ${clock} ${offset}`, surprising: true };
}

/** How Go writes a moment, which is what becomes of one without quotes. */
export const isGoTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,9})? [+-]\d{4} \S+$/.test(text);
