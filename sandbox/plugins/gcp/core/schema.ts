/**
 * The small language of the tables in `resources/`. A row says what a property is, as words:
 *
 *     "string required replace"                      a text that must be given and whose change makes a new resource
 *     ["block computed", { enabled: "bool" }]        at most one object, which Google fills in when the user does not
 *
 * kinds      string bool int number map | strings string-set ints (of scalars) | list set block (of objects)
 * who sets   (nothing) the user · required the user must · computed the user or else Google · output only Google
 *            kept nobody at first, and what Google makes of that is no difference
 * replace    a change makes a new resource
 * secret     never shown in clear
 * unread     Google does not give it back: the state keeps what was planned
 * local      never sent and never read: it steers this plugin
 * writeonly  sent, and never stored
 * default=V  filled in by Check (a blank is %20) · planned=V filled in when planning, unseen by Check
 * api=a.b    where the value is in Google's JSON, when not under the property's own name; api=- when a hook handles it
 * as=NAME    converted by `converters[NAME]` · same=NAME compared by `equivalences[NAME]`
 * empty      sent even when empty · present an empty object in the answer counts as given · solid it does not
 * zeros      what is left out inside the block is written as zeros
 * sparse     absent in the answer is absent in the state, and not zero
 * unless=NAME no default when that property is given
 * from=NAME  taken from the provider's configuration (project, region, zone) when not given
 */
type Row = string | readonly [string, Rows];
/** Properties by Pulumi's names, each with what is known of it. */
export interface Rows {
  readonly [property: string]: Row;
}

const kinds = [
  "string",
  "bool",
  "int",
  "number",
  "map",
  "strings",
  "string-set",
  "ints",
  "list",
  "set",
  "block",
] as const;
type Kind = (typeof kinds)[number];

const words = [
  "required",
  "computed",
  "output",
  "replace",
  "secret",
  "unread",
  "local",
  "writeonly",
  "empty",
  "present",
  "sparse",
  "solid",
  "kept",
  "zeros",
] as const;
type Word = (typeof words)[number];

/** A plain value. */
export type Scalar = string | number | boolean;

/** What is known of a property, read from its row. */
export interface Field {
  readonly name: string;
  readonly kind: Kind;
  readonly is: Readonly<Partial<Record<Word, true>>>;
  /** Fields of the objects, for `list`, `set` and `block`. */
  readonly fields: Fields;
  /** Path in Google's JSON; `undefined` when a hook handles the property. */
  readonly api: readonly string[] | undefined;
  readonly default?: Scalar;
  readonly planned?: Scalar;
  readonly as?: string;
  readonly same?: string;
  /** No default when this property is given. */
  readonly unless?: string;
  readonly from?: "project" | "region" | "zone" | "location";
}
/** Properties by Pulumi's names. */
export type Fields = ReadonlyMap<string, Field>;

/** The rows of a table, understood. A word that the language does not have is a mistake in the table. */
export function parseRows(rows: Rows): Fields {
  return new Map(Object.entries(rows).map(([name, row]) => [name, parseRow(name, row)]));
}

function parseRow(name: string, row: Row): Field {
  const [text, nested] = typeof row === "string" ? [row, {}] : row;
  const [kind, ...rest] = text.split(" ");
  if (!isOneOf(kinds, kind)) throw new Error(`${name}: no such kind: ${kind}`);
  const is: Partial<Record<Word, true>> = {};
  const options: Record<string, string> = {};
  for (const word of rest) {
    if (isOneOf(words, word)) {
      is[word] = true;
      continue;
    }
    const at = word.indexOf("=");
    if (at < 0) throw new Error(`${name}: no such word: ${word}`);
    options[word.slice(0, at)] = word.slice(at + 1);
  }
  const { default: given, planned, api, as, same, from, unless } = options;
  return {
    name,
    kind,
    is,
    fields: parseRows(nested),
    api: is.local || api === "-" ? undefined : (api ?? name).split("."),
    ...(given !== undefined && { default: scalar(kind, given) }),
    ...(planned !== undefined && { planned: scalar(kind, planned) }),
    ...(as !== undefined && { as }),
    ...(same !== undefined && { same }),
    ...(unless !== undefined && { unless }),
    ...(from !== undefined && { from: from as NonNullable<Field["from"]> }),
  };
}

function scalar(kind: Kind, text: string): Scalar {
  if (kind === "bool") return text === "true";
  if (kind === "int" || kind === "number") return Number(text);
  return decodeURIComponent(text);
}

function isOneOf<T extends string>(list: readonly T[], text: string | undefined): text is T {
  return (list as readonly (string | undefined)[]).includes(text);
}

/** Whether the property is an array in Pulumi. */
export function isArray(field: Field): boolean {
  return ["strings", "string-set", "ints", "list", "set"].includes(field.kind);
}

/** Whether the property holds objects with fields of their own. */
export function isNested(field: Field): boolean {
  return field.kind === "block" || field.kind === "list" || field.kind === "set";
}

/** Whether the order of the elements means nothing. */
export function isUnordered(field: Field): boolean {
  return field.kind === "set" || field.kind === "string-set";
}

/** Nothing, as Google's JSON has it: absent, empty, zero, false, or an object of nothings. */
export function isZero(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return (
    typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isZero)
  );
}
