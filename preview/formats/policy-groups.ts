import { nameOf, typeOf } from "../../lib/urn";
import { shortType, type Enforcement, type Violation } from "../model";

/** One rule, and all that broke it before the change as well. */
export interface OldRule {
  readonly policy: string;
  readonly enforcement: Enforcement;
  /** Whose, with its kind. */
  readonly resources: readonly string[];
  /** What it said of the first. */
  readonly message: string;
}

/** What a reader must see, and what was there before and refuses nothing, by rule: those with most first. */
export function byAge(violations: readonly Violation[]): {
  readonly own: readonly Violation[];
  readonly old: readonly OldRule[];
} {
  const isOld = ({ age, enforcement }: Violation) => age === "already-there" && enforcement !== "mandatory";
  const rules = new Map<string, Violation[]>();
  for (const violation of violations.filter(isOld)) {
    const key = `${violation.enforcement} ${violation.policy}`;
    rules.set(key, [...(rules.get(key) ?? []), violation]);
  }
  const old = [...rules.values()].map((all) => ({
    policy: all[0]?.policy ?? "",
    enforcement: all[0]?.enforcement ?? "advisory",
    resources: all.map(({ urn }) => whose(urn)),
    message: all[0]?.message ?? "",
  }));
  return {
    own: violations.filter((violation) => !isOld(violation)),
    old: old.sort((a, b) => b.resources.length - a.resources.length || (a.policy < b.policy ? -1 : 1)),
  };
}

/** `Deployment web-blue`: names alone repeat, for an app's Deployment, Service and route share theirs. */
export function whose(urn: string): string {
  return urn === "" ? "stack" : `${shortType(typeOf(urn))} ${nameOf(urn)}`;
}
