import { shortDigest } from "../../lib/wording";
import type { Danger } from "../judgement/danger";
import { code, escapeMarkdown } from "./markdown-text";
import { shortType } from "../model";
import { sameVersion, type Side, type TrafficMove } from "../judgement/traffic";

/** From this many rows on, rows that say the same are put together: none is left out, but a screen of equal rows hides the odd one. */
const groupFrom = 12;
/** A comment has room for about this many rows; which of them come is decided by how bad they are. */
const maxRows = 60;

/** Never folded. */
export function dangerSection(dangers: readonly Danger[]): string {
  if (dangers.length === 0) return "";
  const groups = groupDangers(dangers);
  const rows = groups.slice(0, maxRows).map(({ danger, names }) => {
    const mark = danger.level === "stop" ? "⛔" : "⚠️";
    const shown = names.slice(0, 3).map((name) => code(name, 60));
    const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
    return `| ${mark} ${code(shortType(danger.type), 60)} ${shown.join(", ")}${more} | ${danger.operation} | ${because(danger)} | ${orDash(danger.lost)} | ${orDash(danger.outage)} |`;
  });
  const lines = [
    "### Danger",
    "",
    "| resource | operation | because | lost for good | does not answer |",
    "|-|-|-|-|-|",
    ...rows,
  ];
  const left = groups.slice(maxRows).reduce((sum, { names }) => sum + names.length, 0);
  if (left > 0)
    lines.push(
      "",
      `**… and ${left} more resources.** This plan is too large to decide from a comment: read the whole report.`,
    );
  return lines.join("\n");
}

/** `because` is ours but for the property paths in it, which stand in backticks. */
function because({ because: text }: Danger): string {
  return text
    .slice(0, 600)
    .split("`")
    .map((part, index) => (index % 2 === 1 ? code(part, 80) : escapeMarkdown(part)))
    .join("");
}

function orDash(text: string): string {
  return text === "" ? "–" : escapeMarkdown(text);
}

/** Dangers that say the same of several resources. */
export interface DangerGroup {
  readonly danger: Danger;
  readonly names: readonly string[];
}

/** Dangers as rows: one each, or, where there are many, one for all that say the same. */
export function groupDangers(dangers: readonly Danger[]): DangerGroup[] {
  if (dangers.length < groupFrom) return dangers.map((danger) => ({ danger, names: [danger.name] }));
  const groups = new Map<string, { danger: Danger; names: string[] }>();
  for (const danger of dangers) {
    const key = JSON.stringify([
      danger.rule,
      danger.type,
      danger.operation,
      danger.because,
      danger.lost,
      danger.outage,
    ]);
    const group = groups.get(key);
    if (group) group.names.push(danger.name);
    else groups.set(key, { danger, names: [danger.name] });
  }
  return [...groups.values()];
}

/** Where each app's traffic goes. */
export function trafficSection(moves: readonly TrafficMove[]): string {
  if (moves.length === 0) return "";
  const rows = moves.slice(0, maxRows).map((move) => {
    const checks = [...move.checks, ...(move.analysis ? [move.analysis] : [])];
    return `| ${code(move.app, 60)} | ${route(move)} | ${checks.map((check) => escapeMarkdown(check.slice(0, 200))).join("<br>") || "**nothing**"} | ${escapeMarkdown([move.risk, move.afterwards].filter(Boolean).join("; ")) || "–"} |`;
  });
  const lines = ["### Traffic", "", "| app | from → to | verified by | what to know |", "|-|-|-|-|", ...rows];
  if (moves.length > maxRows) lines.push("", `… and ${moves.length - maxRows} more apps.`);
  return lines.join("\n");
}

function route({ kind, from, to }: TrafficMove): string {
  if (kind === "first") return `first: ${side(to)}`;
  if (kind === "ends") return `${side(from)}, then unmanaged`;
  if (kind === "same-colour" && sameVersion(from, to)) return `stays on ${side(to)}`;
  return `${side(from)} → ${side(to)}`;
}

function side(given: Side | undefined): string {
  if (!given) return "?";
  return `<b>${escapeMarkdown(given.colour)}</b>${given.version ? ` ${code(shortDigest(given.version), 40)}` : ""}`;
}
