import { z } from "zod";
import cis from "./cis-gke-1.9.json";
import gkePolicyAutomation from "./gke-policy-automation.json";
import { ruleList } from "./rules";

const recommendation = z.strictObject({
  id: z.string(),
  subject: z.string(),
  /** Why no rule can see it in a program. */
  invisible: z.string().optional(),
  /** Why no rule asks for it, though a program shows it. */
  declined: z.string().optional(),
  /** The recommendation whose rule covers this one too. */
  seenAs: z.string().optional(),
});

/** What becomes of one recommendation: rules check it, no program shows it, we ask for something else, or it was forgotten. */
export type Coverage = { readonly id: string; readonly subject: string } & (
  | { readonly kind: "covered"; readonly rules: readonly string[] }
  | { readonly kind: "invisible"; readonly why: string }
  | { readonly kind: "declined"; readonly why: string }
  | { readonly kind: "missing" }
);

/** What the rules are held against. */
export const benchmarks = { cis, "gke-policy-automation": gkePolicyAutomation } as const;
/** The names of the lists. */
export type Benchmark = keyof typeof benchmarks;

/** Every recommendation of a benchmark, with the rules that check it, or why a program cannot show it. */
export function coverage(of: Benchmark): readonly Coverage[] {
  return z
    .array(recommendation)
    .parse(benchmarks[of].recommendations)
    .map(({ id, subject, invisible, declined, seenAs }): Coverage => {
      const rules = ruleList.filter(({ sources }) =>
        sources.some((source) => source.kind === of && source.id === (seenAs ?? id)),
      );
      if (rules.length > 0) return { id, subject, kind: "covered", rules: rules.map((rule) => rule.id) };
      if (invisible !== undefined) return { id, subject, kind: "invisible", why: invisible };
      if (declined !== undefined) return { id, subject, kind: "declined", why: declined };
      return { id, subject, kind: "missing" };
    });
}
