import { nameOf, typeOf } from "../../lib/urn";
import { counted } from "../../lib/wording";
import { formatPath, parsePath } from "../events/property-path";
import { costMarkdown } from "./cost-text";
import { diffLines } from "./field-text";
import { changeLines } from "./told-elsewhere";
import { mermaid } from "./graph";
import { bytes, code, escapeMarkdown, fence, start } from "./markdown-text";
import { type Preview, type ResourceChange, shortType } from "../model";
import { byAge, whose } from "./policy-groups";
import { headline, isNoise, meaningful, type Report } from "../report";
import { dangerSection, trafficSection } from "./markdown-danger";

/** GitHub takes 65,536 of something (characters or bytes is disputed): this many bytes fit either way. */
export const budgetBytes = 60_000;

/** What a comment may have. */
export interface MarkdownOptions {
  /** @default 60,000 */
  readonly budget?: number;
  /** A first line that finds this comment again; an HTML comment. */
  readonly marker?: string;
  /** How to get the whole report when it does not fit, in words. */
  readonly overflow?: string;
  /** Without this the picture is left out. @default true */
  readonly picture?: boolean;
}

/** The report as a pull-request comment. The same report gives the same bytes. */
export function renderMarkdown(report: Report, options: MarkdownOptions = {}): string {
  const budget = options.budget ?? budgetBytes;
  const fixed = [
    options.marker ?? "",
    `## ${escapeMarkdown(headline(report))}`,
    labelLine(report),
    failureSection(report),
    dangerSection(report.dangers),
    trafficSection(report.traffic),
    waitingSection(report),
    policySection(report.preview),
    report.cost ? costMarkdown(report.cost) : "",
    nothingLine(report),
  ];
  const footer = footerSection(report);
  // Which changes a preview has seen when it fails is chance; the HTML report has them.
  const finished = report.preview.outcome.kind === "finished";
  const optional = [
    finished && options.picture !== false ? pictureSection(report) : "",
    ...(finished ? changeSections(report) : []),
    finished ? unknownSection(report) : "",
    driftSection(report),
    finished ? outputSection(report) : "",
    finished ? noiseSection(report) : "",
    warningSection(report),
  ].filter((section) => section !== "");

  const notice = (left: number) =>
    `> [!IMPORTANT]\n> ${counted(left, "part")} of this report did not fit into a comment. ${options.overflow ?? "The whole report: `gke-bluegreen preview --format html --save report.html`."}`;
  // Danger, traffic, policy and the hash come always; folds come while there is room, in order.
  let room = budget - bytes([...fixed, footer, notice(9999)].filter(Boolean).join("\n\n")) - 2;
  const kept: string[] = [];
  let left = 0;
  for (const section of optional) {
    const size = bytes(section) + 2;
    if (size <= room) {
      kept.push(section);
      room -= size;
    } else {
      left++;
    }
  }
  const parts = [...fixed, ...kept, left > 0 ? notice(left) : "", footer].filter((part) => part !== "");
  return `${parts.join("\n\n")}\n`;
}

function labelLine({ context }: Report): string {
  return context.label ? `> [!NOTE]\n> ${escapeMarkdown(context.label)}` : "";
}

function nothingLine({ preview, verdict }: Report): string {
  if (verdict !== "nothing") return "";
  const subject = preview.kind === "drift" ? "The world is as the program says" : "Nothing changes";
  return `${subject}: ${counted(preview.unchanged, "resource")} as ${preview.unchanged === 1 ? "it is" : "they are"}.`;
}

function failureSection({ preview }: Report): string {
  switch (preview.outcome.kind) {
    case "finished":
      return "";
    case "cancelled":
      return "### Cancelled\n\nThe preview was cancelled before it ended. Nothing of what follows is complete; do not decide from it.";
    case "cut-off":
      return "### Incomplete\n\nThe engine stopped without saying how it ended: it was killed, or its log was cut. Nothing of what follows is complete; do not decide from it.";
    case "failed": {
      const shown = preview.outcome.errors.slice(0, 10).map(({ urn, text }) => {
        const where = urn ? `${shortType(typeOf(urn))} ${nameOf(urn)}: ` : "";
        return `${where}${start(text, 1500)}`;
      });
      const more = preview.outcome.errors.length - shown.length;
      if (more > 0) shown.push(`… and ${more} more`);
      return `### Failed\n\nThe preview did not end, so this is not all that would happen.\n\n${fence(shown.join("\n\n"))}`;
    }
    default:
      return preview.outcome satisfies never;
  }
}

const maxPolicyRows = 40;

function policySection({ violations, outcome }: Preview): string {
  if (violations.length === 0) return "";
  const { own } = byAge(violations);
  const old = violations.length - own.length;
  const mark = {
    mandatory: "❌ mandatory",
    advisory: "⚠️ advisory",
    undecidable: "❔ undecidable",
    exempted: "☑️ exempted",
  };
  const ages = { new: "new", "already-there": "already there", "on-a-changed-resource": "on a changed resource" };
  const rows = own.slice(0, maxPolicyRows).map((violation) => {
    const where = code(whose(violation.urn), 80);
    return `| ${mark[violation.enforcement]} | ${code(violation.policy, 60)} | ${where} | ${ages[violation.age]} | ${escapeMarkdown(start(violation.message, 400))} |`;
  });
  const lines = ["### Policy"];
  if (rows.length > 0) {
    lines.push("", "| level | rule | resource | | what |", "|-|-|-|-|-|", ...rows);
    if (own.length > rows.length) lines.push("", `… and ${own.length - rows.length} more.`);
  }
  // Where the preview failed, chance says how many resources were looked at before.
  if (old > 0 && outcome.kind === "finished")
    lines.push("", `${counted(old, "advisory", "advisories")} ${old === 1 ? "was" : "were"} there before this change.`);
  return lines.join("\n");
}

function pictureSection(report: Report): string {
  const drawing = mermaid(report.preview);
  return drawing === "" ? "" : details("Picture", `${fence(drawing, "mermaid")}`);
}

/** A heading per action, and below it a fold per resource: folds that do not fit are left out one by one. */
function changeSections({ preview }: Report): string[] {
  const sections: string[] = [];
  for (const action of ["delete", "replace", "create", "update", "import", "forget", "read"] as const) {
    const changes = preview.changes.filter((change) => change.action === action && !isNoise(change));
    if (changes.length === 0) continue;
    sections.push(`### ${titles[action]} (${changes.length})`);
    sections.push(...changes.map((change) => changeSection(change, preview.changes)));
  }
  return sections;
}

const titles = {
  delete: "Delete",
  replace: "Replace",
  create: "Create",
  update: "Update",
  import: "Import",
  forget: "Forget (left as it is, no longer managed)",
  read: "Read",
};

const maxLines = 120;

function changeSection(change: ResourceChange, all: readonly ResourceChange[]): string {
  const summary = `${code(shortType(change.type), 60)} <b>${code(change.name, 80)}</b>${reason(change)}`;
  const lines = changeLines(change, all);
  if (lines.length === 0) return `- ${summary}`;
  const shown = lines.slice(0, maxLines);
  if (lines.length > maxLines) shown.push(`… ${lines.length - maxLines} more lines`);
  return details(summary, fence(shown.join("\n"), "diff"), true);
}

function reason(change: ResourceChange): string {
  if (change.action === "replace" && change.replacedFor.length > 0) {
    const paths = change.replacedFor.slice(0, 4).map((path) => code(path, 60));
    return ` for ${paths.join(", ")}`;
  }
  if (change.action !== "update") return "";
  const tops = [...new Set(change.fields.map(({ path }) => formatPath(parsePath(path).slice(0, 3))))];
  const shown = tops.slice(0, 3).map((path) => code(path, 60));
  return shown.length > 0 ? `: ${shown.join(", ")}${tops.length > 3 ? ` +${tops.length - 3}` : ""}` : "";
}

const maxRows = 60;

function unknownSection({ unknowns }: Report): string {
  if (unknowns.length === 0) return "";
  const rows = unknowns
    .slice(0, maxRows)
    .map(({ name, path, source }) => `| ${code(name, 60)} | ${code(path, 80)} | ${source ? code(source, 60) : ""} |`);
  if (unknowns.length > maxRows) rows.push(`| … | ${unknowns.length - maxRows} more | |`);
  return details(
    `Unknown until apply (${unknowns.length})`,
    ["| resource | property | comes from |", "|-|-|-|", ...rows].join("\n"),
  );
}

function driftSection({ drift }: Report): string {
  if (!drift || !meaningful(drift)) return "";
  const changes = drift.changes.filter((change) => !isNoise(change));
  const lines = changes.flatMap((change) => [
    `# ${shortType(change.type)} ${change.name}${change.action === "delete" ? ": gone" : ""}`,
    ...change.fields.flatMap(diffLines),
  ]);
  return details(
    `Drift: changed outside the program (${changes.length})`,
    fence(lines.slice(0, maxLines).join("\n"), "diff"),
  );
}

function outputSection({ preview }: Report): string {
  if (preview.outputs.length === 0) return "";
  const lines = preview.outputs.flatMap(diffLines).slice(0, maxLines);
  return details(`Stack outputs (${preview.outputs.length})`, fence(lines.join("\n"), "diff"));
}

function noiseSection({ preview }: Report): string {
  const byRule = new Map<string, number>();
  for (const { noise } of preview.changes) {
    for (const { rule } of noise) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  }
  if (byRule.size === 0) return "";
  const total = [...byRule.values()].reduce((sum, count) => sum + count, 0);
  const rules = [...byRule].sort().map(([rule, count]) => `${code(rule)} ${count}`);
  return details(`Hidden noise (${total})`, rules.join(", "));
}

function waitingSection({ preview }: Report): string {
  const waiting = preview.messages.filter(({ severity }) => severity === "waiting");
  if (waiting.length === 0) return "";
  return ["### Waits for a release", "", ...waiting.map(({ text }) => `- ${escapeMarkdown(text)}`)].join("\n");
}

function warningSection({ preview }: Report): string {
  const warnings = preview.messages.filter(({ severity }) => severity === "warning");
  const lines = [...warnings.map(({ text }) => text), ...preview.gaps];
  if (lines.length === 0) return "";
  return details(`Warnings (${lines.length})`, fence(start(lines.slice(0, 40).join("\n"), 4000)));
}

function footerSection(report: Report): string {
  const { preview, context, planHash } = report;
  const lines: string[] = ["---"];
  if (preview.kind === "update" && preview.outcome.kind === "finished") {
    lines.push(`Plan ${code(planHash)}`);
    if (report.verdict !== "nothing" && report.verdict !== "refused") {
      lines.push("", fence(`gke-bluegreen apply --stack ${shellWord(preview.stack)} --plan-hash ${planHash}`, "sh"));
    }
  }
  const from: string[] = [];
  if (context.head) from.push(`head ${code(context.head.slice(0, 12))}`);
  if (context.base) from.push(`base ${code(context.base.slice(0, 12))}`);
  if (context.tools) from.push(...context.tools.map((tool) => escapeMarkdown(tool)));
  const packs = Object.entries(preview.policyPacks).map(([pack, version]) => `${pack} ${version}`);
  if (packs.length > 0) from.push(`policies: ${escapeMarkdown(packs.sort().join(", "))}`);
  if (context.runUrl && /^https?:\/\/[^\s()<>]+$/.test(context.runUrl)) from.push(`[run](${context.runUrl})`);
  if (from.length > 0) lines.push("", `<sub>${from.join(" · ")}</sub>`);
  return lines.length > 1 ? lines.join("\n") : "";
}

/** A word for a shell: stack names are tame, but this is copied into terminals. */
function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function details(summary: string, body: string, html = false): string {
  return `<details><summary>${html ? summary : escapeMarkdown(summary)}</summary>\n\n${body}\n\n</details>`;
}
