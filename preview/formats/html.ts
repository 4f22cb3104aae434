import { typeAndName } from "../../lib/urn";
import { counted, shortReference } from "../../lib/wording";
import { basisOf, rangeText } from "./cost-text";
import { delta } from "../judgement/cost";
import { diffLines } from "./field-text";
import { changeLines } from "./told-elsewhere";
import { graph } from "./graph";
import { groupDangers } from "./markdown-danger";
import { escapeHtml as text } from "./markdown-text";
import { shortType, type Preview, type ResourceChange } from "../model";
import { byAge, whose } from "./policy-groups";
import type { Side } from "../judgement/traffic";
import { counts, headline, isNoise, meaningful, type Report } from "../report";
import { style } from "./html-style";
import { svg } from "./svg";

/**
 * The whole report as one file that opens without a network: no script, no image, no font from elsewhere, and a policy that forbids
 * them, so that a resource's name can do nothing even if some escape were forgotten.
 */
export function renderHtml(report: Report): string {
  const { preview } = report;
  const title = `${preview.project}/${preview.stack}: ${counts(report)}`;
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${text(title)}</title>`,
    `<style>${style}</style>`,
    "</head>",
    `<body class="${report.verdict}">`,
    `<header><h1>${text(headline(report))}</h1>${subtitle(report)}</header>`,
    "<main>",
    failure(preview),
    danger(report),
    traffic(report),
    waiting(report.preview),
    policy(preview),
    cost(report),
    section("Picture", svg(graph(preview)), "picture"),
    changes(preview),
    unknown(report),
    drift(report),
    outputs(preview),
    noise(preview),
    warnings(preview),
    "</main>",
    footer(report),
    "</body>",
    "</html>",
    "",
  ]
    .filter((part, index, all) => part !== "" || index === all.length - 1)
    .join("\n");
}

function subtitle({ preview, context }: Report): string {
  const parts = [`${preview.project} / ${preview.stack}`, `${preview.unchanged} unchanged`];
  if (context.head) parts.push(`head ${context.head.slice(0, 12)}`);
  if (context.base) parts.push(`base ${context.base.slice(0, 12)}`);
  const label = context.label ? `<p class="label">${text(context.label)}</p>` : "";
  return `<p>${parts.map(text).join(" · ")}</p>${label}`;
}

function section(title: string, body: string, id = title.toLowerCase()): string {
  return body === "" ? "" : `<section id="${text(id)}"><h2>${text(title)}</h2>\n${body}</section>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[], numbersFrom = 99): string {
  const cells = (row: readonly string[], tag: string) =>
    row.map((cell, index) => `<${tag}${index >= numbersFrom ? ' class="number"' : ""}>${cell}</${tag}>`).join("");
  const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("\n");
  return `<div class="scroll"><table><thead><tr>${cells(head.map(text), "th")}</tr></thead>\n<tbody>${body}</tbody></table></div>`;
}

function failure({ outcome }: Preview): string {
  switch (outcome.kind) {
    case "finished":
      return "";
    case "cancelled":
      return section("Cancelled", "<p>The preview was cancelled before it ended. Do not decide from it.</p>");
    case "cut-off":
      return section("Incomplete", "<p>The engine stopped without saying how it ended. Do not decide from it.</p>");
    case "failed":
      return section(
        "Failed",
        outcome.errors
          .map(
            ({ urn, text: message }) => `<pre class="error">${text(urn ? `${place(urn)}\n${message}` : message)}</pre>`,
          )
          .join("\n"),
      );
    default:
      return outcome satisfies never;
  }
}

function place(urn: string): string {
  return typeAndName(urn);
}

function danger({ dangers }: Report): string {
  if (dangers.length === 0) return "";
  const rows = groupDangers(dangers).map(({ danger: { level, type, operation, because, lost, outage }, names }) => [
    `<span class="mark ${level}">${level === "stop" ? "⛔" : "⚠️"}</span> ${code(shortType(type))} ${names.map(code).join(", ")}`,
    text(operation),
    because
      .split("`")
      .map((part, index) => (index % 2 === 1 ? code(part) : text(part)))
      .join(""),
    text(lost || "–"),
    text(outage || "–"),
  ]);
  return section("Danger", table(["resource", "operation", "because", "lost for good", "does not answer"], rows));
}

function code(given: string): string {
  return `<code>${text(given)}</code>`;
}

function traffic({ traffic: moves }: Report): string {
  if (moves.length === 0) return "";
  const rows = moves.map(({ app, from, to, checks, analysis, risk, afterwards }) => [
    code(app),
    `${side(from)} → ${side(to)}`,
    [...checks, analysis].filter(Boolean).map(text).join("<br>") || "<b>nothing</b>",
    [risk, afterwards].filter(Boolean).map(text).join("<br>") || "–",
  ]);
  return section("Traffic", table(["app", "from → to", "verified by", "what to know"], rows));
}

/** The whole reference shows where the pointer rests. */
function side(given: Side | undefined): string {
  if (!given) return "nothing";
  const { colour: name, version } = given;
  const image = version === "" ? "" : ` <span title="${text(version)}">${code(shortReference(version))}</span>`;
  return `<b class="${colour(name)}">${text(name)}</b>${image}`;
}

/** A class name, never somebody's text. */
function colour(name: string): string {
  return name === "blue" || name === "green" ? name : "";
}

function policy({ violations }: Preview): string {
  if (violations.length === 0) return "";
  const mark = {
    mandatory: "❌ mandatory",
    advisory: "⚠️ advisory",
    undecidable: "❔ undecidable",
    exempted: "☑️ exempted",
  };
  const { own, old } = byAge(violations);
  const rows = own.map(({ enforcement, policy: rule, urn, age, message }) => [
    mark[enforcement],
    code(rule),
    code(whose(urn)),
    text(age.replaceAll("-", " ")),
    text(message),
  ]);
  const parts = rows.length > 0 ? [table(["level", "rule", "resource", "age", "what"], rows)] : [];
  const number = violations.length - own.length;
  if (number > 0) {
    const oldRows = old.map(({ enforcement, policy: rule, resources, message }) => [
      mark[enforcement],
      code(rule),
      resources.map(code).join(", "),
      text(message),
    ]);
    const many = `${counted(number, "advisory", "advisories")} ${number === 1 ? "was" : "were"} there before this change`;
    const head = ["level", "rule", "resources", "what it says of the first"];
    parts.push(`<details><summary>${many}</summary>${table(head, oldRows)}</details>`);
  }
  return section("Policy", parts.join("\n"));
}

function cost({ cost: given }: Report): string {
  if (!given || (given.lines.length === 0 && given.colours.length === 0)) return "";
  const rows = given.lines.map(({ name, what, before, after }) => [
    code(name),
    text(what),
    rangeText(before),
    rangeText(after),
  ]);
  const parts: string[] = [];
  if (rows.length > 0) {
    parts.push(
      `<p><b>${text(delta(given.lines))} a month</b> (${rangeText(given.before)} → ${rangeText(given.after)})</p>`,
    );
    parts.push(table(["resource", "what", "before", "after"], rows, 2));
  }
  for (const sentence of given.colours) parts.push(`<p>${text(sentence)}</p>`);
  if (given.notPriced.length > 0) parts.push(`<p>Not priced: ${given.notPriced.map(text).join("; ")}.</p>`);
  parts.push(`<p class="small">${text(basisOf(given))}</p>`);
  return section("Cost", parts.join("\n"));
}

function changes({ changes: all }: Preview): string {
  const shown = all.filter((change) => !isNoise(change));
  if (shown.length === 0) return "";
  const order = ["delete", "replace", "update", "create", "import", "forget", "read"] as const;
  // Beyond this many folds only what is not just new is open.
  const open = shown.length <= 20;
  const body = order
    .flatMap((action) => shown.filter((change) => change.action === action))
    .map((change) => changeFold(change, changeLines(change, all), open && change.action !== "create"))
    .join("\n");
  return section(`Changes (${shown.length})`, body, "changes");
}

function changeFold(change: ResourceChange, lines: readonly string[], open: boolean): string {
  const head = `<span class="action ${change.action}">${change.action}</span> ${code(shortType(change.type))} <b>${text(change.name)}</b>`;
  if (lines.length === 0) return `<p class="fold">${head}</p>`;
  return `<details${open ? " open" : ""}><summary>${head}</summary><pre class="diff">${lines.map(diffLine).join("\n")}</pre></details>`;
}

function diffLine(line: string): string {
  const kind = line.startsWith("-") ? "gone" : line.startsWith("+") ? "come" : "";
  return kind === "" ? text(line) : `<span class="${kind}">${text(line)}</span>`;
}

function unknown({ unknowns }: Report): string {
  if (unknowns.length === 0) return "";
  const rows = unknowns.map(({ name, path, source }) => [code(name), code(path), source ? code(source) : ""]);
  return section(
    `Unknown until apply (${unknowns.length})`,
    table(["resource", "property", "comes from"], rows),
    "unknown",
  );
}

function drift({ drift: found }: Report): string {
  if (!found || !meaningful(found)) return "";
  const body = found.changes
    .filter((change) => !isNoise(change))
    .map((change) => changeFold(change, changeLines(change, found.changes), true))
    .join("\n");
  return section("Drift: changed outside the program", body, "drift");
}

function outputs(preview: Preview): string {
  const lines = preview.outputs.flatMap(diffLines);
  return lines.length === 0
    ? ""
    : section("Stack outputs", `<pre class="diff">${lines.map(diffLine).join("\n")}</pre>`, "outputs");
}

function noise({ changes: all }: Preview): string {
  const rows = all.flatMap(({ name, noise: hidden }) =>
    hidden.map(({ path, rule }) => [code(name), code(path), code(rule)]),
  );
  if (rows.length === 0) return "";
  return `<section id="noise"><details><summary>Hidden noise (${rows.length})</summary>${table(["resource", "property", "rule"], rows)}</details></section>`;
}

function waiting({ messages }: Preview): string {
  const lines = messages.filter(({ severity }) => severity === "waiting").map(({ text: given }) => given);
  return lines.length === 0 ? "" : section("Waits for a release", `<p>${lines.map(text).join("<br>")}</p>`, "waiting");
}

function warnings({ messages, gaps }: Preview): string {
  const lines = [...messages.filter(({ severity }) => severity === "warning").map(({ text: given }) => given), ...gaps];
  return lines.length === 0 ? "" : section("Warnings", `<pre>${lines.map(text).join("\n")}</pre>`);
}

function footer({ preview, planHash, verdict, context }: Report): string {
  const lines: string[] = [];
  if (preview.kind === "update" && preview.outcome.kind === "finished") {
    lines.push(`<p>Plan ${code(planHash)}</p>`);
    if (verdict !== "nothing" && verdict !== "refused") {
      lines.push(`<pre>gke-bluegreen apply --stack ${text(preview.stack)} --plan-hash ${text(planHash)}</pre>`);
    }
  }
  if (context.runUrl && /^https?:\/\//.test(context.runUrl))
    lines.push(`<p><a href="${text(context.runUrl)}">the run</a></p>`);
  return lines.length === 0 ? "" : `<footer>${lines.join("\n")}</footer>`;
}
