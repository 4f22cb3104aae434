import { z } from "zod";
import benchmark from "./cis-gke-1.9.json";
import { ruleList } from "./rules";

const recommendation = z.strictObject({
  id: z.string(),
  subject: z.string(),
  /** Why no rule can see it in a program. */
  invisible: z.string().optional(),
  /** The recommendation whose rule covers this one too. */
  seenAs: z.string().optional(),
});

export type Coverage = { readonly id: string; readonly subject: string } & (
  | { readonly kind: "covered"; readonly rules: readonly string[] }
  | { readonly kind: "invisible"; readonly why: string }
  | { readonly kind: "missing" }
);

/** Every recommendation of the benchmark, with the rules that check it, or why a program cannot show it. */
export function coverage(): readonly Coverage[] {
  return z
    .array(recommendation)
    .parse(benchmark.recommendations)
    .map(({ id, subject, invisible, seenAs }): Coverage => {
      const rules = ruleList.filter(({ sources }) =>
        sources.some((source) => source.kind === "cis" && source.id === (seenAs ?? id)),
      );
      if (rules.length > 0) return { id, subject, kind: "covered", rules: rules.map((rule) => rule.id) };
      if (invisible !== undefined) return { id, subject, kind: "invisible", why: invisible };
      return { id, subject, kind: "missing" };
    });
}
