import { posix } from "node:path";
import { IgnoreFileError, type IgnoreRules } from "./ignore-file";
import { syntaxError, tolerate } from "../../lib/errors/expected";

/**
 * The rules of a `.dockerignore`, as `github.com/moby/patternmatcher` has them, which Docker and BuildKit use: a pattern begins at the
 * folder's root, `**` stands for any number of folders, and a file goes with its folder unless a later `!` pattern takes it back in.
 * A pattern that is wrong, or that these rules and Docker's might read differently, is an error that names its line.
 * @param before Lines that come before those of the file.
 */
export function dockerIgnore(text: string, path: string, before = ""): IgnoreRules {
  const patterns = [...patternsOf(before, path), ...patternsOf(text.replace(/^\ufeff/, ""), path)];
  const ignores = (file: string) => {
    const levels = withParents(file);
    return patterns.reduce((left, { negated, matches }) => (levels.some(matches) ? !negated : left), false);
  };
  return {
    ignores,
    // A `!` pattern may lead into a folder that stays behind otherwise.
    skips: (folder) =>
      ignores(folder) &&
      patterns.every(({ negated, glob }) => !negated || (plain(glob) && !`${glob}/`.startsWith(`${folder}/`))),
  };
}

const patternsOf = (text: string, path: string): Pattern[] =>
  text.split("\n").flatMap((line, index) => pattern(line.replace(/\r$/, ""), `${path}:${index + 1}`));

interface Pattern {
  readonly negated: boolean;
  readonly glob: string;
  readonly matches: (path: string) => boolean;
}

function pattern(line: string, where: string): Pattern[] {
  if (line.startsWith("#")) return [];
  const trimmed = trimSpace(line);
  if (trimmed === "") return [];
  const negated = trimmed.startsWith("!");
  const glob = clean(negated ? trimSpace(trimmed.slice(1)) : trimmed);
  if (negated && (glob === "" || glob === "/")) throw new IgnoreFileError(`${where}: "!" without a pattern after it`);
  if (!negated && glob.startsWith("!"))
    throw new IgnoreFileError(`${where}: ${JSON.stringify(trimmed)} is a "!" pattern to Docker: leave the slash out`);
  refuse(glob, where);
  return [{ negated, glob, matches: matcher(glob, where) }];
}

/** Go's `filepath.Clean`, and without the slash at its beginning. */
function clean(glob: string): string {
  if (glob === "") return "";
  const normal = posix.normalize(glob).replace(/(?<=.)\/$/, "");
  return normal.length > 1 && normal.startsWith("/") ? normal.slice(1) : normal;
}

/** Go's space, which is not quite JavaScript's. */
const trimSpace = (text: string): string =>
  text
    .replace(/^[\t-\r \x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/, "")
    .replace(/[\t-\r \x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/, "");

/** Brackets and backslashes that Docker hands to a regular expression, where they mean something else than they seem to. */
function refuse(glob: string, where: string): void {
  if (/\\([A-Za-z0-9]|$)/.test(glob))
    throw new IgnoreFileError(
      `${where}: ${JSON.stringify(glob)} has a backslash that Docker does not take as an escape: leave it out`,
    );
  const rest = glob.replace(/\\./gu, "").replace(/\[\^?[^\][\\^*?/!&~-]+(-[^\][\\^*?/!&~-]+)?\]/gu, "");
  if (/[[\]]/.test(rest))
    throw new IgnoreFileError(
      `${where}: ${JSON.stringify(glob)} has brackets that cannot be followed: write [abc], [a-z] or [^abc], or several patterns`,
    );
}

const plain = (glob: string): boolean => !/[*?[\\]/.test(glob);

/** Docker takes patterns without wildcards inside by their text, and all others as regular expressions. */
function matcher(glob: string, where: string): Pattern["matches"] {
  if (plain(glob)) return (path) => path === glob;
  const leading = /^\*\*/.test(glob) ? glob.slice(2) : undefined;
  if (leading !== undefined && plain(leading))
    return (path) => path.endsWith(leading) || (leading.startsWith("/") && path === leading.slice(1));
  const trailing = /\*\*$/.test(glob) ? glob.slice(0, -2) : undefined;
  if (trailing !== undefined && plain(trailing)) return (path) => path.startsWith(trailing);
  try {
    const expression = new RegExp(`^${regularExpression(glob)}$`, "su");
    return (path) => expression.test(path);
  } catch (error) {
    tolerate(error, syntaxError);
    throw new IgnoreFileError(`${where}: ${JSON.stringify(glob)} is no pattern that can be followed`);
  }
}

function regularExpression(glob: string): string {
  const tokens = glob.matchAll(/\*\*\/?$|\*\*\/?|\*|\?|\\.|\[\^?[^\]]*\]|./gsu);
  return [...tokens]
    .map(([token], index, all) => {
      if (token.startsWith("**")) return index === all.length - 1 ? ".*" : "(.*/)?";
      if (token === "*") return "[^/]*";
      if (token === "?") return "[^/]";
      if (token.startsWith("[")) return token;
      return token.replace(/^\\/, "").replace(/[.+()|{}$^*?[\]\\/]/u, "\\$&");
    })
    .join("");
}

/** `a/b/c` → `a`, `a/b`, `a/b/c`. */
function withParents(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
