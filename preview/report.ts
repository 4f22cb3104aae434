import { counted } from "../lib/wording";
import type { CostDelta } from "./judgement/cost";
import { dangers, type Danger } from "./judgement/danger";
import type { Preview } from "./model";
import { planHash } from "./plan/hash";
import { trafficMoves, type TrafficMove } from "./judgement/traffic";
import { unknowns, type UnknownValue } from "./events/unknowns";

/** A judged preview: what every renderer shows, in the order a reviewer needs it. */
export interface Report {
  readonly preview: Preview;
  readonly verdict: Verdict;
  readonly dangers: readonly Danger[];
  readonly traffic: readonly TrafficMove[];
  readonly cost: CostDelta | undefined;
  readonly unknowns: readonly UnknownValue[];
  /** Changes that a refresh found: made by somebody else, outside the program. */
  readonly drift: Preview | undefined;
  readonly planHash: string;
  readonly context: Context;
}

/** Where a report was made. Everything is optional: a laptop has none of it. */
export interface Context {
  readonly head?: string;
  readonly base?: string;
  readonly runUrl?: string;
  /** Says of a preview without credentials what it is, e.g. of a fork. */
  readonly label?: string;
  /** Versions of tools, for the footer. */
  readonly tools?: readonly string[];
}

/** What happens if this is merged, from the worst to nothing. */
export type Verdict = "failed" | "refused" | "dangerous" | "look" | "changes" | "nothing";

/** A verdict as one character. */
export const verdictMark: Readonly<Record<Verdict, string>> = {
  failed: "❌",
  refused: "⛔",
  dangerous: "⛔",
  look: "⚠️",
  changes: "✅",
  nothing: "✅",
};

/** The exit code of each verdict: what a pipeline branches on. */
export const exitCodes: Readonly<Record<Verdict, number>> = {
  failed: 1,
  refused: 3,
  dangerous: 2,
  look: 2,
  changes: 2,
  nothing: 0,
};

/** What a report holds beside the preview. */
export interface ReportOptions {
  readonly context?: Context;
  readonly cost?: CostDelta | undefined;
  readonly drift?: Preview | undefined;
}

/** A preview, judged. */
export function makeReport(preview: Preview, options: ReportOptions = {}): Report {
  const found = dangers(preview);
  return {
    // What a look for drift left out is said even where it found nothing.
    preview: options.drift ? { ...preview, gaps: [...preview.gaps, ...options.drift.gaps] } : preview,
    verdict: verdictOf(preview, found),
    dangers: found,
    traffic: trafficMoves(preview),
    cost: options.cost,
    unknowns: unknowns(preview),
    drift: options.drift,
    planHash: planHash(preview),
    context: options.context ?? {},
  };
}

function verdictOf(preview: Preview, found: readonly Danger[]): Verdict {
  if (preview.outcome.kind !== "finished") return "failed";
  if (preview.violations.some(({ enforcement }) => enforcement === "mandatory")) return "refused";
  if (found.some(({ level }) => level === "stop")) return "dangerous";
  if (found.length > 0) return "look";
  return meaningful(preview) ? "changes" : "nothing";
}

/** Whether anything changes besides noise. */
export function meaningful({ changes, outputs }: Preview): boolean {
  return outputs.length > 0 || changes.some((change) => !isNoise(change));
}

/** An update that consists of noise only. */
export function isNoise({ action, fields, options }: Preview["changes"][number]): boolean {
  return action === "update" && fields.length === 0 && options.length === 0;
}

/** `2 creates · 1 replace`: what happens, in numbers. */
export function counts(report: Report): string {
  const { changes } = report.preview;
  const parts = (["delete", "replace", "create", "update", "import", "forget", "read"] as const).flatMap((action) => {
    const number = changes.filter((change) => change.action === action && !isNoise(change)).length;
    return number > 0 ? [counted(number, action)] : [];
  });
  return parts.length > 0 ? parts.join(" · ") : "no change";
}

/** The whole verdict in one line, without Markdown. */
export function headline(report: Report): string {
  const { preview, dangers: found, cost } = report;
  const parts = [preview.stack];
  switch (preview.outcome.kind) {
    case "failed":
      parts.push(`preview failed (${counted(preview.outcome.errors.length, "error")})`);
      break;
    case "cancelled":
      parts.push("preview cancelled");
      break;
    case "cut-off":
      parts.push("preview incomplete: the event log ends early");
      break;
    case "finished":
      break;
    default:
      preview.outcome satisfies never;
  }
  if (preview.kind === "drift") parts.push(meaningful(preview) ? "drift" : "no drift");
  // How far a preview came before it failed is chance.
  if (preview.outcome.kind === "finished") parts.push(counts(report));
  const refused = preview.violations.filter(({ enforcement }) => enforcement === "mandatory").length;
  if (refused > 0) parts.push(`refused by ${counted(refused, "policy violation")}`);
  const lost = found.filter((danger) => danger.level === "stop" && danger.lost !== "").length;
  if (lost > 0) parts.push(`data loss: ${counted(lost, "resource")}`);
  const outage = found.filter((danger) => danger.level === "stop" && danger.outage !== "").length;
  if (outage > 0) parts.push("downtime likely");
  const moves = report.traffic.filter(({ kind }) => kind === "switch");
  for (const { app, from, to } of moves.slice(0, 3)) parts.push(`${app}: ${from?.colour} → ${to?.colour}`);
  if (cost && cost.summary !== "") parts.push(cost.summary);
  return `${verdictMark[report.verdict]} ${parts.join(" · ")}`;
}
