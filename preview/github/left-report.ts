import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { jsonVersion } from "../formats/json";
import { budgetBytes } from "../formats/markdown";
import { bytes, start, visible } from "../formats/markdown-text";
import { verdictMark } from "../report";
import { type Annotated, type Check, conclusionOf } from "./check-run";
import { syntaxError, tolerate } from "../../lib/errors/expected";

/** More than any report has; a file is read whole. */
const largestFile = 20 * 2 ** 20;

const text = z.string().max(100_000);
/** What of `report.json` is shown beside the comment. Unknown keys are left alone: a report says more than this. */
const document = z.object({
  version: z.literal(jsonVersion),
  verdict: z.enum(["failed", "refused", "dangerous", "look", "changes", "nothing"]),
  counts: text,
  preview: z.object({
    project: text,
    stack: text,
    outcome: z.object({ kind: z.enum(["finished", "failed", "cancelled", "cut-off"]) }),
    violations: z.array(
      z.object({
        enforcement: z.enum(["mandatory", "advisory", "undecidable", "exempted"]),
        policy: text,
        urn: text,
        message: text,
      }),
    ),
  }),
  dangers: z.array(
    z.object({
      level: z.enum(["stop", "look"]),
      name: text,
      operation: text,
      because: text,
      lost: text,
      outage: text,
    }),
  ),
});

/** A report that another job left, as far as it can be shown. */
export interface LeftReport {
  readonly markdown: string;
  readonly check: Pick<Check, "conclusion" | "title" | "summary">;
  readonly annotated: Annotated;
}

/** Reads `report.json` and `report.md` of a folder. Whoever wrote them, they are text about one stack, and can say nothing of another. */
export function readLeftReport(
  folder: string,
  { project, stack }: { readonly project: string; readonly stack: string },
): LeftReport | { readonly problem: string } {
  const json = read(join(folder, "report.json"));
  const markdown = read(join(folder, "report.md"));
  if (json === undefined || markdown === undefined)
    return { problem: "The preview left no report: the run's log says why." };
  const parsed = document.safeParse(parse(json));
  if (!parsed.success) return { problem: "The preview left something that is no report of this version." };
  const { verdict, counts, preview, dangers } = parsed.data;
  if (preview.project !== project || preview.stack !== stack)
    return { problem: "The preview left a report of another project or stack." };
  const shown = asText(markdown);
  return {
    markdown: shown,
    check: {
      conclusion: conclusionOf(verdict, preview.outcome.kind),
      title: `${verdictMark[verdict]} ${stack} · ${visible(start(counts, 150))}`,
      summary: shown,
    },
    annotated: { preview: { stack, violations: preview.violations }, dangers },
  };
}

function read(file: string): string | undefined {
  if (!existsSync(file) || !statSync(file).isFile() || statSync(file).size > largestFile) return undefined;
  return readFileSync(file, "utf8");
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    tolerate(error, syntaxError);
    return undefined;
  }
}

/** No marker of ours, no mention of anybody, no character that hides others, and not more than a comment takes. */
function asText(markdown: string): string {
  const harmless = visible(markdown.replaceAll("\r\n", "\n"))
    .replaceAll("<!--", "&lt;!--")
    .replace(/(^|[^\w\u200b])@(?=[A-Za-z\d])/gm, "$1@\u200b");
  if (bytes(harmless) <= budgetBytes) return harmless;
  return `${Buffer.from(harmless)
    .subarray(0, budgetBytes - 200)
    .toString("utf8")}\n\nThe rest is in the run's artifact.\n`;
}
