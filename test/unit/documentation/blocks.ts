import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(__dirname, "../../..");

/** A fenced block of a page. */
export interface Block {
  /** `README.md:12`, for messages. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
  /** Where a fragment of a stack file belongs: the page says `<!-- in apps.webserver -->` before it. */
  readonly within: string | undefined;
}

/** The pages that people read, from the repository's root. */
export function pagePaths(): string[] {
  const pages = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name));
  const top = readdirSync(root).filter((name) => name.endsWith(".md"));
  return [...top, ...pages("docs"), ...pages("examples")].sort();
}

export const pageText = (path: string): string => readFileSync(join(root, path), "utf8");

const FENCE = /^( *)```(\w*)\s*$/;
const WITHIN = /^<!-- in ([\w.*]+) -->$/;

/** The fenced blocks of a page, without their indentation. */
export function blocksOf(path: string, text = pageText(path)): Block[] {
  const blocks: Block[] = [];
  let open: { indent: number; language: string; line: number; lines: string[]; within: string | undefined } | undefined;
  let within: string | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const fence = FENCE.exec(line);
    if (open && fence?.[2] === "") {
      const { language, lines, line: first } = open;
      blocks.push({ place: `${path}:${first}`, language, text: `${lines.join("\n")}\n`, within: open.within });
      open = within = undefined;
    } else if (open) open.lines.push(line.slice(open.indent));
    else if (fence)
      open = { indent: fence[1]?.length ?? 0, language: fence[2] ?? "", line: index + 1, lines: [], within };
    else if (line.trim() !== "") within = WITHIN.exec(line.trim())?.[1];
  }
  if (open) throw new Error(`${path}:${open.line}: a block that never ends`);
  return blocks;
}

/** A command that a page tells its reader to type. */
export interface Typed {
  readonly place: string;
  readonly words: readonly string[];
}

/** The commands of a shell block: one a line, without comments; of `a && b` both, and what `$(…)` holds as well. */
export function commandsOf({ place, text }: Pick<Block, "place" | "text">): Typed[] {
  const lines = text.replace(/\\\n/g, " ").split("\n");
  return lines.flatMap((line) => {
    const inner = [...line.matchAll(/\$\(([^)]+)\)/g)].map((match) => match[1] ?? "");
    const outer = line.replace(/\$\([^)]*\)/g, "$SUBSTITUTED");
    return [outer, ...inner].flatMap((one) =>
      one
        .replace(/(^|\s)#.*$/, "")
        .split(/&&|\||;/)
        .map((part) => words(part.trim()))
        .filter((part) => part.length > 0)
        .map((part) => ({ place, words: part })),
    );
  });
}

/** Words as a shell tells them apart, as far as pages quote. */
function words(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/["']/g, ""));
}

/** The commands of ours that a page names in the middle of a sentence. */
export function inlineCommandsOf(path: string, text = pageText(path)): Typed[] {
  const prose = text.replace(/^ *```[\s\S]*?^ *```/gm, (block) => block.replace(/[^\n]/g, ""));
  return [...prose.matchAll(/`((?:bin\/)?gke-bluegreen [^`]+|npm (?:run |test|ci|install)[^`]*)`/g)].map((match) => ({
    place: `${path}:${prose.slice(0, match.index).split("\n").length}`,
    words: words(match[1] ?? ""),
  }));
}
