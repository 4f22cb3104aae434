import type { Report } from "./report";
export function renderHtml(_report: Report): string {
  return "";
}
