import { renderHtml } from "./html";
import { renderJson } from "./json";
import { renderMarkdown, type MarkdownOptions } from "./markdown";
import type { Report } from "../report";
import { renderTerminal, type TerminalOptions } from "./terminal";

/** What `--format` takes. */
export const formats = ["terminal", "markdown", "html", "json"] as const;
/** A form in which a report is shown. */
export type Format = (typeof formats)[number];

/** One report in one format. */
export function render(
  report: Report,
  format: Format,
  options: Partial<TerminalOptions> & MarkdownOptions = {},
): string {
  switch (format) {
    case "terminal":
      return renderTerminal(report, { colour: false, ...options });
    case "markdown":
      return renderMarkdown(report, options);
    case "html":
      return renderHtml(report);
    case "json":
      return renderJson(report);
    default:
      return format satisfies never;
  }
}
