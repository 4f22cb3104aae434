import { readFileSync } from "node:fs";
import { join } from "node:path";
import rooms from "../rooms.json";

/** Where the table of docs/architecture.md begins and ends. */
const marks = { begin: "<!-- rooms: `npm run docs` -->\n\n", end: "\n\n<!-- end of rooms -->" } as const;

/** docs/architecture.md with the table of who may import whom as dependency-cruiser is told it: rooms.json. */
export function architecturePage(): string {
  const page = readFileSync(join(__dirname, "architecture.md"), "utf8");
  const begin = page.indexOf(marks.begin);
  const end = page.indexOf(marks.end);
  if (begin < 0 || end < begin)
    throw new Error("docs/architecture.md: the marks around the table of rooms are missing");
  return page.slice(0, begin) + marks.begin + table() + page.slice(end);
}

function table(): string {
  const rows = rooms.map(({ room, holds, mayImport }) => [
    room.includes(".") ? `\`${room}\`` : `\`${room}/\``,
    holds,
    mayImport.join(", ") || "–",
  ]);
  const all = [["folder", "what lives there", "may import"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = all;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}
