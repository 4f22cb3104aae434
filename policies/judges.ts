import judges from "./judges.json";
import { ruleList } from "./rules";

/** A check of another judge of manifests: the rule of ours that is the same, or why there is none. */
export interface JudgedElsewhere {
  readonly check: string;
  readonly rule?: string;
  /** Where the same rule says something else, or why it has no rule here. */
  readonly difference?: string;
}

/** Judge → its checks, by its own documentation. */
export const otherJudges: Readonly<
  Record<string, { readonly source: string; readonly checks: readonly JudgedElsewhere[] }>
> = judges;

/** What KubeLinter and Polaris check, beside what this pack checks; for the documentation. */
export function judgesSection(): string {
  const known = new Set(ruleList.map(({ id }) => id));
  return Object.entries(otherJudges)
    .map(([judge, { source, checks }]) => {
      const rows = checks.map(({ check, rule, difference }) => {
        if (rule !== undefined && !known.has(rule)) throw new Error(`${judge} ${check} names no rule of ours: ${rule}`);
        return `| \`${check}\` | ${rule === undefined ? "–" : `\`${rule}\``} | ${difference ?? ""} |`;
      });
      return `## Beside ${judge}\n\nBy its documentation: <${source}>.\n\n| ${judge} | Here | Difference |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
    })
    .join("\n");
}
