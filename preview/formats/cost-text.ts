import type { Range } from "../../lib/cost/price-book";
import { delta, type CostDelta } from "../judgement/cost";
import { code, escapeMarkdown } from "./markdown-text";

const maxRows = 25;

/** A sum in US dollars, or from the least to the most. */
export function rangeText({ low, high }: Range): string {
  return Math.abs(high - low) < 0.005 ? `$${low.toFixed(2)}` : `$${low.toFixed(2)}–${high.toFixed(2)}`;
}

/** What the sums rest on: without it a number looks surer than it is. */
export function basisOf({ book, otherRegion }: CostDelta): string {
  const elsewhere = otherRegion ? ` The resources are in ${otherRegion}, whose prices differ.` : "";
  return `List prices of ${book.region}, ${book.date}, USD a month of 730 hours; traffic is not in them.${elsewhere}`;
}

/** What the change costs, as a section; empty where nothing has a price. */
export function costMarkdown(cost: CostDelta): string {
  if (cost.lines.length === 0 && cost.notPriced.length === 0 && cost.colours.length === 0) return "";
  const lines = ["### Cost"];
  if (cost.lines.length > 0) {
    lines.push(
      "",
      `**${delta(cost.lines)} a month** (${rangeText(cost.before)} → ${rangeText(cost.after)})`,
      "",
      "| resource | what | before | after |",
      "|-|-|-:|-:|",
      ...cost.lines
        .slice(0, maxRows)
        .map(
          ({ name, what, before, after }) =>
            `| ${code(name, 60)} | ${escapeMarkdown(what)} | ${rangeText(before)} | ${rangeText(after)} |`,
        ),
    );
    if (cost.lines.length > maxRows) lines.push(`| … | ${cost.lines.length - maxRows} more | | |`);
  } else {
    lines.push("", "Nothing that has a fixed price changes.");
  }
  for (const sentence of cost.colours.slice(0, maxRows)) lines.push("", escapeMarkdown(sentence));
  if (cost.notPriced.length > 0) {
    const shown = cost.notPriced.slice(0, 8).map(escapeMarkdown).join("; ");
    lines.push(
      "",
      `Not priced: ${shown}${cost.notPriced.length > 8 ? `; and ${cost.notPriced.length - 8} more` : ""}.`,
    );
  }
  lines.push("", `<sub>${escapeMarkdown(basisOf(cost))}</sub>`);
  return lines.join("\n");
}

/** What the change costs, as lines for a terminal; none where nothing has a price. */
export function costLines(cost: CostDelta): string[] {
  if (cost.lines.length === 0 && cost.colours.length === 0) return [];
  const lines = ["", "Cost"];
  if (cost.lines.length > 0)
    lines.push(`  ${delta(cost.lines)} a month (${rangeText(cost.before)} → ${rangeText(cost.after)})`);
  for (const { name, what, before, after } of cost.lines.slice(0, maxRows)) {
    lines.push(`    ${name}: ${what}: ${rangeText(before)} → ${rangeText(after)}`);
  }
  for (const sentence of cost.colours) lines.push(`  ${sentence}`);
  if (cost.notPriced.length > 0) lines.push(`  not priced: ${cost.notPriced.join("; ")}`);
  lines.push(`  ${basisOf(cost)}`);
  return lines;
}
