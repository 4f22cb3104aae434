import { shorten } from "./markdown-text";
import type { FieldChange } from "../model";

/** A value in one line. */
function valueText(value: unknown, limit = 200): string {
  if (value === undefined) return "";
  if (typeof value === "string" && /^\[[a-z].*\]$/.test(value)) return shorten(value, limit);
  return shorten(JSON.stringify(value), limit);
}

/** A field's change as the lines of a diff: `-` what goes, `+` what comes. */
export function diffLines({ path, before, after, replaces }: FieldChange): string[] {
  const mark = replaces ? "   # replaces" : "";
  if (isText(before) && isText(after)) return [`  ${path}:${mark}`, ...textDiff(before, after)];
  const lines: string[] = [];
  if (before !== undefined) lines.push(`- ${path}: ${valueText(before)}`);
  if (after !== undefined || before === undefined) lines.push(`+ ${path}: ${valueText(after ?? null)}${mark}`);
  return lines;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.includes("\n");
}

/** Of two long texts only the lines between their common beginning and end. */
function textDiff(before: string, after: string): string[] {
  const old = before.split("\n");
  const next = after.split("\n");
  let head = 0;
  while (head < old.length && head < next.length && old[head] === next[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < next.length - head &&
    old[old.length - 1 - tail] === next[next.length - 1 - tail]
  ) {
    tail++;
  }
  const shown = (lines: string[], mark: string) => {
    const changed = lines.slice(head, lines.length - tail);
    const visible = changed.slice(0, 12).map((line) => `${mark}     ${shorten(line, 200)}`);
    return changed.length > 12 ? [...visible, `${mark}     … ${changed.length - 12} more lines`] : visible;
  };
  return [...(head > 0 ? [`      … ${head} equal lines`] : []), ...shown(old, "-"), ...shown(next, "+")];
}
