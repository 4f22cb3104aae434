import type { Mistake } from "../lib/errors/user-error";
import { type EngineYaml, isGoTime, type Surprise } from "./engine-yaml";
import { pathText } from "./path-text";
import { namespace } from "./read";
import { stackSchema } from "./schema";
import { secretAt } from "./schema-walk";
import { Sensitive } from "./sensitive";

interface Source {
  readonly namespace: string;
  readonly file: string;
}

/** Values of a stack file that want quotes: without them the engine reads something else than what is written. */
export const quotesMissing = ({ surprises }: EngineYaml, source: Source): Mistake[] =>
  surprises.flatMap((one) => quoteMissing(one, source) ?? []);

function quoteMissing({ path, written, read }: Surprise, source: Source): Mistake | undefined {
  const [config, key, ...inner] = path;
  const own = config === "config" && typeof key === "string" && key.startsWith(`${namespace}:`);
  const isKey = read === undefined && !/^[+-]?\.(inf|nan)$/i.test(written);
  // The engine refuses such a key wherever it is; what other packages make of a value is theirs.
  if (!own && !isKey) return undefined;
  const section = own ? [key.slice(namespace.length + 1), ...inner] : path;
  const setting = own ? pathText(section, source) : path.map(String).join(".");
  if (isKey)
    return {
      setting,
      got: `the key ${written} without quotes, which is no text`,
      expected: "a key in quotes",
      fix: `Write ${JSON.stringify(written)}: in ${source.file}.`,
    };
  if (own && secretAt(stackSchema, section))
    return {
      setting,
      got: "a value without quotes",
      expected: "a secret",
      fix: `Write it in quotes in ${source.file}.`,
    };
  if (read === undefined)
    return {
      setting,
      got: `${written}, a number that the engine cannot hand over`,
      expected: "another number, or a text in quotes",
      fix: `Change it in ${source.file}.`,
    };
  const isNumber = typeof read === "number";
  return {
    setting,
    got: `${written} without quotes, which the engine reads as ${JSON.stringify(read)}`,
    expected: isNumber ? `${read}, or a text in quotes` : "a text in quotes",
    fix: `Write ${JSON.stringify(written)} in ${source.file}${isNumber ? `, or ${read} if that number is meant` : ""}.`,
  };
}

/**
 * Days and moments that stand in the file without quotes, found in what the engine made of them: a text that nobody wrote.
 * @param holds whether the file holds a text as it is
 */
export function mangledTimes(
  value: unknown,
  path: readonly PropertyKey[],
  source: Source,
  holds: (text: string) => boolean,
): Mistake[] {
  if (typeof value === "string") {
    if (!isGoTime(value) || holds(value)) return [];
    return [
      {
        setting: pathText(path, source),
        got: `a day or a moment without quotes, of which the engine made ${JSON.stringify(value)}`,
        expected: "a text in quotes",
        fix: `Write it in quotes in ${source.file}; where it is just that text which is wanted, write that in quotes.`,
      },
    ];
  }
  if (typeof value !== "object" || value === null || value instanceof Sensitive) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    mangledTimes(inner, [...path, Array.isArray(value) ? Number(key) : key], source, holds),
  );
}
