import { gzipSync } from "node:zlib";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of a small tree: names that differ in case, begin with what patterns begin with, and repeat at several depths. */
export const paths = [
  "a", "A", "ab", "b.key", ".env", "a/b", "a/b/c", "a/ab", "a/b/a.key", "b/a", "b/a/c", "b/.env", "ab/a", "ab/b/a.key",
  "node_modules/a", "a/node_modules/b", "src/a", "src/a/b/c/a.key", "src/.env", "c c", "a b/c", "#a", "!a", "é", "é/a.key",
]; // prettier-ignore

const usual = [
  "a",
  "A",
  "b",
  "ab",
  "*",
  "**",
  "*.key",
  ".env",
  "node_modules",
  "src",
  "c",
  "a*",
  "*b",
  "c c",
  "é",
  "a?",
];
const rare = [
  "[ab]", "[!a]", "[^a]", "[a-c]", "**a", "a**", "\\a", "\\*", "\\#a", "\\!a", "!a", "#a", "..", ".", "[", "]", "***", "[a-", "?",
]; // prettier-ignore

/** Ignore files, the same in every run. */
export function ignoreFiles(count: number): string[] {
  let seed = 7;
  const below = (limit: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >> 8) % limit;
  };
  const pick = <T>(list: readonly T[]) => list[below(list.length)] as T;
  const line = () => {
    const parts = Array.from({ length: 1 + below(3) }, () => pick(below(8) === 0 ? rare : usual));
    const [before, after] = [below(4) === 0 ? "!" : "", below(5) === 0 ? "/" : ""];
    return `${below(20) === 0 ? " " : ""}${before}${after}${parts.join("/")}${below(4) === 0 ? "/" : ""}${below(12) === 0 ? "  " : ""}`;
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + below(4) }, line).join(below(6) === 0 ? "\r\n" : "\n"),
  );
}

/** Where Docker's verdicts are kept: for each ignore file one 0 or 1 a path, or "error". */
export const verdictsFile = join(__dirname, "docker-verdicts.json.gz");

// `npx tsx test/unit/image/ignore-cases.ts` asks Docker's own package again.
if (process.argv[1] === __filename) {
  const texts = ignoreFiles(1500);
  const judge = { cwd: join(__dirname, "docker-judge"), input: JSON.stringify({ paths, texts }), maxBuffer: 2 ** 28 };
  const verdicts = JSON.parse(execFileSync("go", ["run", "."], judge).toString()) as string[];
  writeFileSync(
    verdictsFile,
    gzipSync(JSON.stringify({ paths, cases: texts.map((text, index) => [text, verdicts[index]]) })),
  );
}
