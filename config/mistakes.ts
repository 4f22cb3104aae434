import { nearest } from "../lib/errors/nearest";
import { z } from "zod";
import { type Mistake, UserError } from "../lib/errors/user-error";
import { pathText } from "./path-text";
import { holdsSecrets, keysAt, otherKindsWith, schemasAt, secretAt, valuesAt } from "./schema-walk";
import { Sensitive } from "./sensitive";

/** A stack configuration that cannot be used: every mistake in it at once, so that one edit mends them all. */
export class ConfigurationError extends UserError {
  constructor(readonly mistakes: readonly [Mistake, ...Mistake[]]) {
    super(mistakes[0]);
    if (mistakes.length > 1)
      this.message = [
        `${mistakes.length} mistakes in the configuration`,
        ...mistakes.map(
          ({ setting, got, expected, fix }) => `- ${setting}: got ${got}; expected ${expected}.\n  ${fix}`,
        ),
      ].join("\n");
  }
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What {@link mistakesOf} needs to know of where the configuration came from. */
export interface Source {
  /** Before the first key: `gke-bluegreen:`. */
  readonly namespace: string;
  /** The file to edit, for example `Pulumi.dev.yaml`. */
  readonly file: string;
  /** How a number, a truth value or nothing at a path is written in the file, where that is known. */
  readonly written?: (path: Path) => string | undefined;
}

/** Zod's issues in this project's words: where, what was found, what is accepted, what to do. */
export function mistakesOf(schema: z.ZodType, input: unknown, issues: readonly Issue[], source: Source): Mistake[] {
  return issues.flatMap((issue) => explain(schema, input, issue, [], source));
}

function explain(schema: z.ZodType, input: unknown, issue: Issue, base: Path, source: Source): Mistake[] {
  const path = [...base, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const branch = likeliest(issue.errors as Issue[][], valueAt(input, path));
    // Several literals or types at one place are told together by the union's own text.
    if (
      branch &&
      !branch.every((inner) => inner.path.length === 0 && inner.code !== "custom" && inner.code !== "unrecognized_keys")
    )
      return branch.flatMap((inner) => explain(schema, input, inner, path, source));
  }
  if (issue.code === "invalid_key" || issue.code === "invalid_element")
    return [
      mistake(
        schema,
        input,
        path,
        keyText(issue),
        `Rename it in ${source.file}.`,
        source,
        `the key ${JSON.stringify(path.at(-1))}`,
      ),
    ];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(schema, input, path, key, source));
  const fix = fixFor(schema, input, path, issue, source);
  return [mistake(schema, input, path, expectation(schema, path, issue), fix, source)];
}

/** Of a union's branches, the one the writer most likely meant: the one that knows the keys they wrote, then the one with least to mend. */
function likeliest(branches: readonly Issue[][], value: unknown): Issue[] | undefined {
  const written = isObject(value) ? Object.keys(value).length : 0;
  const score = (branch: Issue[]) => {
    const unknown = branch.flatMap((issue) =>
      issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [],
    ).length;
    const wrongKind = branch.some((issue) => issue.path.length === 0 && issue.code === "invalid_type") ? 1000 : 0;
    const wrongLiteral = branch.some(
      (issue) => issue.path.length === 1 && issue.code === "invalid_value" && issue.values.length === 1,
    )
      ? 50
      : 0;
    return wrongKind + wrongLiteral + (written > 0 ? 100 * (unknown / written) : 0) + branch.length;
  };
  return [...branches].sort((a, b) => score(a) - score(b))[0];
}

function unknownKey(schema: z.ZodType, input: unknown, path: Path, key: string, source: Source): Mistake {
  const known = keysAt(schema, path, valueAt(input, path));
  const near = nearest(key, known);
  const kinds = otherKindsWith(schema, path, key);
  if (kinds.length > 0 && near === undefined)
    return {
      setting: pathText([...path, key], source),
      got: "a key of another kind",
      expected: `one of ${known.join(", ")}`,
      fix: `${key} belongs to ${oneOf([...new Set(kinds)])}: write that, or remove ${key}, in ${source.file}.`,
    };
  return {
    setting: pathText([...path, key], source),
    got: "a key that does not exist",
    expected: near ?? `one of ${known.join(", ")}`,
    fix: near
      ? `Did you mean ${near}? Rename it in ${source.file}.`
      : `Remove it from ${source.file}, or use one of those.`,
  };
}

function keyText(issue: Issue): string {
  const inner = "issues" in issue ? issue.issues[0] : undefined;
  return inner?.message ?? issue.message;
}

/** Zod's own wording, which says less than the schema knows. */
const defaultMessage = /^(Invalid|Too small|Too big|Unrecognized)/;

function expectation(schema: z.ZodType, path: Path, issue: Issue): string {
  if (!defaultMessage.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_value":
      return oneOf(issue.values.map(String));
    case "invalid_type": {
      const values = valuesAt(schema, path);
      if (values.length > 0) return oneOf(values);
      return typeNames[issue.expected] ?? issue.expected;
    }
    case "too_small":
      return `${issue.inclusive ? "at least" : "more than"} ${issue.minimum}${sizeUnit(issue.origin)}`;
    case "too_big":
      return `${issue.inclusive ? "at most" : "less than"} ${issue.maximum}${sizeUnit(issue.origin)}`;
    case "invalid_union": {
      const values = valuesAt(schema, path);
      return values.length > 0 ? oneOf(values) : `one of: ${keysAt(schema, path, undefined).join(", ")}`;
    }
    default:
      return issue.message.replace(/^Invalid input: expected /, "");
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text", number: "a number", int: "a whole number", boolean: "true or false", object: "a mapping (key: value)", record: "a mapping (key: value)", array: "a list",
}; // prettier-ignore

const sizeUnit = (origin: string) => (origin === "string" ? " characters" : origin === "array" ? " entries" : "");
const oneOf = (values: readonly string[]) =>
  values.length === 1 ? `${values[0]}` : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;

function fixFor(schema: z.ZodType, input: unknown, path: Path, issue: Issue, source: Source): string {
  const found = valueAt(input, path);
  if (typeof found === "string") {
    const values = issue.code === "invalid_value" ? issue.values.map(String) : valuesAt(schema, path);
    const near = nearest(found, values);
    if (near !== undefined) return `Did you mean ${near}? Change it in ${source.file}.`;
  }
  if ((typeof found === "number" || typeof found === "boolean") && takesText(schema, path) && !secretAt(schema, path))
    return `Write it in quotes in ${source.file}: "${source.written?.(path) ?? String(found)}".`;
  if (found === undefined && path.length > 0)
    return `Add it to ${source.file}, or: pulumi config set --path '${pathText(path, source)}' ${secretAt(schema, path) ? "--secret" : "VALUE"}`;
  return `Change it in ${source.file}.`;
}

function mistake(
  schema: z.ZodType,
  input: unknown,
  path: Path,
  expected: string,
  fix: string,
  source: Source,
  got?: string,
): Mistake {
  const value = valueAt(input, path);
  // One level above a secret a text is most likely one that belongs below.
  const hidden = secretAt(schema, path) || (typeof value !== "object" && holdsSecrets(schema, path));
  const found = got ?? (hidden ? secretText(value) : describe(value));
  return { setting: pathText(path, source), got: found, expected: expected.replace(/\.$/, ""), fix };
}

const secretText = (value: unknown) =>
  value === undefined ? "nothing" : value === "" ? "an empty secret" : "a secret that is not accepted";

/** A value in words, short, and without what may be secret: text inside mappings and lists is not repeated. */
function describe(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (value instanceof Sensitive) return "an encrypted value";
  if (typeof value === "string")
    return value === "" ? "an empty text" : JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}…` : value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (isObject(value)) {
    const keys = Object.keys(value);
    return keys.length === 0
      ? "an empty mapping"
      : `a mapping with ${keys.slice(0, 6).join(", ")}${keys.length > 6 ? ", …" : ""}`;
  }
  return typeof value;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** Whether a text may stand there, of any form: then quotes may be all that is missing. */
const takesText = (schema: z.ZodType, path: Path): boolean =>
  schemasAt(schema, path).some((inner) => inner instanceof z.ZodString);
