import { typeAndName } from "../../lib/urn";
import { createColors } from "picocolors";
import { counted, shortReference } from "../../lib/wording";
import { costLines } from "./cost-text";
import { diffLines } from "./field-text";
import { changeLines } from "./told-elsewhere";
import { groupDangers } from "./markdown-danger";
import { visible } from "./markdown-text";
import { shortType } from "../model";
import { byAge, whose, type OldRule } from "./policy-groups";
import type { Side } from "../judgement/traffic";
import { headline, isNoise, meaningful, type Report } from "../report";

/** How a report is shown at a terminal. */
export interface TerminalOptions {
  readonly colour: boolean;
  /** Every field of every created resource. @default false – what is new is only named */
  readonly all?: boolean;
}

/** The report for a person at a terminal: worst last would scroll away, so worst first, and the verdict again at the end. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const paint = createColors(options.colour);
  const { preview } = report;
  const verdict = visible(headline(report));
  const bad = report.verdict === "failed" || report.verdict === "refused" || report.verdict === "dangerous";
  const title = bad
    ? paint.red(paint.bold(verdict))
    : report.verdict === "look"
      ? paint.yellow(verdict)
      : paint.bold(verdict);
  const lines: string[] = [title];
  const section = (name: string) => lines.push("", paint.bold(name));

  if (preview.outcome.kind === "failed") {
    section("Failed");
    for (const { urn, text } of preview.outcome.errors) {
      lines.push(indent(visible(`${urn ? `${typeAndName(urn)}: ` : ""}${text}`)));
    }
  }
  if (report.dangers.length > 0) {
    section("Danger");
    for (const { danger, names } of groupDangers(report.dangers)) {
      const shown =
        names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
      const mark = danger.level === "stop" ? paint.red("⛔") : paint.yellow("⚠️ ");
      lines.push(`  ${mark} ${visible(`${shortType(danger.type)} ${shown}`)}: ${danger.operation}`);
      lines.push(`     ${visible(danger.because)}`);
      if (danger.lost) lines.push(`     lost for good: ${danger.lost}`);
      if (danger.outage) lines.push(`     does not answer: ${danger.outage}`);
    }
  }
  if (report.traffic.length > 0) {
    section("Traffic");
    for (const { app, from, to, checks, analysis, risk, afterwards } of report.traffic) {
      lines.push(visible(`  ${app}: ${side(from)} → ${side(to)}`));
      lines.push(visible(`     verified by: ${[...checks, analysis].filter(Boolean).join("; ") || "nothing"}`));
      for (const text of [risk, afterwards]) if (text) lines.push(visible(`     ${text}`));
    }
  }
  if (preview.violations.length > 0) {
    section("Policy");
    const { own, old } = byAge(preview.violations);
    for (const { enforcement, policy, urn, message, age } of own) {
      const mark = { mandatory: paint.red("❌"), advisory: paint.yellow("⚠️ "), undecidable: "❔", exempted: "☑️ " }[
        enforcement
      ];
      lines.push(
        visible(`  ${mark} ${policy} ${whose(urn)} (${age.replaceAll("-", " ")}): ${message.replace(/\s+/g, " ")}`),
      );
    }
    lines.push(...oldRules(old, options.all === true).map((line) => paint.dim(visible(`  ${line}`))));
  }
  if (report.cost) lines.push(...costLines(report.cost));
  const changes = preview.changes.filter((change) => !isNoise(change));
  if (changes.length > 0) section("Changes");
  const signs = { create: "+", update: "~", replace: "±", delete: "-", import: "=", forget: "·", read: "·" };
  for (const change of changes) {
    const { action, type, name } = change;
    lines.push(visible(`  ${signs[action]} ${shortType(type)} ${name}`));
    if (action === "create" && !options.all) continue;
    for (const line of changeLines(change, changes)) lines.push(colourDiff(`      ${visible(line)}`));
  }
  if (report.drift && meaningful(report.drift)) {
    section("Drift: changed outside the program");
    for (const change of report.drift.changes) {
      lines.push(visible(`  ${shortType(change.type)} ${change.name}${change.action === "delete" ? ": gone" : ""}`));
      for (const line of change.fields.flatMap(diffLines)) lines.push(colourDiff(`      ${visible(line)}`));
    }
  }
  if (report.unknowns.length > 0)
    lines.push(
      "",
      `${counted(report.unknowns.length, "value")} ${report.unknowns.length === 1 ? "is" : "are"} unknown until apply.`,
    );
  const noise = preview.changes.reduce((sum, change) => sum + change.noise.length, 0);
  if (noise > 0) lines.push(`${counted(noise, "change")} without meaning ${noise === 1 ? "is" : "are"} hidden.`);
  for (const { severity, text } of preview.messages)
    if (severity === "waiting") lines.push(visible(text));
    else if (severity === "warning") lines.push(paint.yellow(visible(`warning: ${text}`)));
  for (const gap of preview.gaps) lines.push(paint.yellow(visible(`warning: ${gap}`)));
  lines.push("", title);
  if (preview.kind === "update" && preview.outcome.kind === "finished" && report.verdict !== "nothing") {
    lines.push(`plan ${report.planHash}`);
  }
  return `${lines.join("\n")}\n`;

  function colourDiff(line: string): string {
    if (/^ *- /.test(line)) return paint.red(line);
    return /^ *\+ /.test(line) ? paint.green(line) : line;
  }
}

/** Those that were there before, in one line; each rule with its resources where all is asked for. */
function oldRules(old: readonly OldRule[], all: boolean): string[] {
  const number = old.reduce((sum, { resources }) => sum + resources.length, 0);
  if (number === 0) return [];
  const many = `${counted(number, "advisory", "advisories")} ${number === 1 ? "was" : "were"} there before this change`;
  if (all) return [`${many}:`, ...old.map(({ policy, resources }) => `  ${policy}: ${resources.join(", ")}`)];
  const rules = old.map(({ policy, resources }) => `${policy} ${resources.length}`);
  return [`${many} (${rules.slice(0, 4).join(", ")}${rules.length > 4 ? ", …" : ""}); --all shows them`];
}

const side = (given: Side | undefined): string =>
  given ? `${given.colour} ${shortReference(given.version)}` : "nothing";

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
