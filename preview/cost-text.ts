import type { CostDelta } from "./cost";

export function costMarkdown(_cost: CostDelta): string {
  return "";
}

export function costLines(_cost: CostDelta): string[] {
  return [];
}
