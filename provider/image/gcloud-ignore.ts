import ignore from "ignore";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { IgnoreFileError, type IgnoreRules } from "./ignore-file";

/**
 * The rules of a `.gcloudignore`: those of a `.gitignore`, and `#!include:FILE`, which puts the lines of a file of the same folder in
 * its place. Case counts, and what is in a folder that stays behind stays behind with it. A line that gcloud and git read differently is
 * an error that names it. Source: `gcloud topic gcloudignore`.
 * @param before Lines that come before those of the file.
 */
export async function gcloudIgnore(text: string, path: string, before = ""): Promise<IgnoreRules> {
  const rules = ignore({ ignorecase: false })
    .add(before)
    .add(await linesOf(text, path, true));
  return { ignores: (file) => rules.ignores(file), skips: (folder) => rules.ignores(`${folder}/`) };
}

async function linesOf(text: string, path: string, mayInclude: boolean): Promise<string[]> {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const parts = lines.map(async (line, index) => {
    const where = `${path}:${index + 1}`;
    if (line.startsWith("#")) {
      const included = /^#\s*!include:(.*)$/.exec(line)?.[1];
      return included === undefined ? [] : includedLines(included.trim(), path, where, mayInclude);
    }
    refuse(line, where);
    return [line];
  });
  return (await Promise.all(parts)).flat();
}

async function includedLines(file: string, path: string, where: string, mayInclude: boolean): Promise<string[]> {
  if (!mayInclude)
    throw new IgnoreFileError(`${where}: an included file includes no other: write its lines into ${path}`);
  if (file === "" || file.includes("/"))
    throw new IgnoreFileError(
      `${where}: ${JSON.stringify(file)} is no file of the same folder, and gcloud includes no other`,
    );
  const included = join(dirname(path), file);
  const text = await readFile(included, "utf8").catch((error: unknown) => {
    throw new IgnoreFileError(`${where} includes ${file}, which cannot be read: make it, or take that line out`, {
      cause: error,
    });
  });
  return linesOf(text, included, false);
}

/** Escapes and brackets that gcloud takes for something else than git does. */
function refuse(line: string, where: string): void {
  const rest = line
    .replace(/^!?\\[#!]/, "")
    .replace(/\\ +$/, "")
    .replace(/\[!?[^\][\\^!/-]+(-[^\][\\^!/-]+)?\]/g, "");
  if (/[\\[\]]|\*\*\*/.test(rest))
    throw new IgnoreFileError(
      `${where}: ${JSON.stringify(line)} has a backslash, brackets or stars that gcloud and git read differently: ` +
        "write [abc], [a-z] or [!abc], or several patterns",
    );
}
