import { nameOf } from "../lib/urn";
import { exempted, exemptionsOf, type Exemption, wholeStack } from "./exemption";
import type { AnyResourceRule, RuleDescription, Settings, StackResource, StackRule } from "./rule";
import { decide } from "./verdict";

/** What the engine is told. */
export type Told =
  | { readonly kind: "violation"; readonly rule: RuleDescription; readonly urn: string; readonly message: string }
  | { readonly kind: "undecidable"; readonly rule: RuleDescription; readonly urn: string; readonly field: string }
  | { readonly kind: "exempted"; readonly rule: RuleDescription; readonly urn: string; readonly exemption: Exemption };

/** How the rules of one run are to be taken. */
export interface Run {
  readonly settingsOf: (rule: RuleDescription) => Settings;
  readonly isOn: (rule: RuleDescription) => boolean;
  /** `YYYY-MM-DD`: exemptions end. */
  readonly today: string;
}

/** Every rule over one resource. A rule that fails or cannot decide is told as just that; the others go on. */
export function evaluateResource(
  rules: readonly AnyResourceRule[],
  { type, props, urn }: { readonly type: string; readonly props: unknown; readonly urn: string },
  run: Run,
): Told[] {
  return rules
    .filter((rule) => rule.types.includes(type) && run.isOn(rule))
    .flatMap((rule): Told[] => {
      const outcome = decide(() => rule.check(props, type, run.settingsOf(rule)));
      switch (outcome.kind) {
        case "decided":
          return outcome.result.kind === "fail" ? violation(rule, urn, outcome.result.because, run) : [];
        case "undecidable":
          return [{ kind: "undecidable", rule, urn, field: outcome.field }];
        case "broken":
          return [brokenRule(rule, urn, outcome.error)];
      }
    });
}

/** Every rule over the relations of the stack. The engine gives the resources in the order in which they came, which chance decides. */
export function evaluateStack(rules: readonly StackRule[], unsorted: readonly StackResource[], run: Run): Told[] {
  const resources = [...unsorted].sort((left, right) => (left.urn < right.urn ? -1 : 1));
  return rules.filter(run.isOn).flatMap((rule): Told[] => {
    const outcome = decide(() => rule.check(resources, run.settingsOf(rule)));
    switch (outcome.kind) {
      case "decided":
        return outcome.result.flatMap((finding): Told[] => {
          if ("because" in finding) return violation(rule, finding.urn, finding.because, run);
          if ("broken" in finding) return [brokenRule(rule, finding.urn, finding.broken)];
          return [{ kind: "undecidable", rule, urn: finding.urn, field: finding.undecidable }];
        });
      case "undecidable":
        return [{ kind: "undecidable", rule, urn: "", field: outcome.field }];
      case "broken":
        return [brokenRule(rule, "", outcome.error)];
    }
  });
}

/** A violation, unless the resource is exempted; an exemption that has run out, or that cannot be read, is named. */
function violation(rule: RuleDescription, urn: string, because: string, run: Run): Told[] {
  const tell = (more: string): Told[] => {
    const source = rule.sources.find(({ kind }) => kind === "cis");
    const number = source ? ` [CIS ${source.id}]` : "";
    return [{ kind: "violation", rule, urn, message: `${because}${number}: ${rule.field}. ${rule.fix}${more}` }];
  };
  const exemptions = decide(() => exemptionsOf(run.settingsOf(rule)));
  if (exemptions.kind === "broken")
    return tell(` The pack's configuration of ${rule.id} is wrong: ${exemptions.error}.`);
  if (exemptions.kind !== "decided") return tell("");
  const found = exempted(exemptions.result, urn, run.today);
  if (found.kind === "yes") return [{ kind: "exempted", rule, urn, exemption: found.exemption }];
  if (found.kind === "no") return tell("");
  return tell(` Its exemption (“${found.exemption.reason}”) ran out on ${found.exemption.expires}.`);
}

function brokenRule(rule: RuleDescription, urn: string, error: string): Told {
  return {
    kind: "violation",
    rule,
    urn,
    message: `the rule itself failed (${error}), so nothing is known of what it checks; please report it`,
  };
}

/** What could not be decided, in one sentence: once for the run and not once a resource. */
export function undecidableText(told: readonly Told[]): string | undefined {
  const undecided = told.filter((one) => one.kind === "undecidable");
  return summary(
    "undecidable until the update",
    undecided.map(({ rule, urn, field }) => `${rule.id} (${place(urn)}: ${field})`),
  );
}

/** What is not held against the stack, in one sentence: an exemption that nobody sees is never questioned. */
export function exemptedText(told: readonly Told[]): string | undefined {
  const spared = told.filter((one) => one.kind === "exempted");
  return summary(
    "exempted",
    spared.map(
      ({ rule, urn, exemption: { expires, reason } }) => `${rule.id} (${place(urn)}, until ${expires}: ${reason})`,
    ),
  );
}

const place = (urn: string) => nameOf(urn) || wholeStack;

function summary(what: string, parts: readonly string[]): string | undefined {
  if (parts.length === 0) return undefined;
  const shown = parts.slice(0, 10);
  const more = parts.length - shown.length;
  return `${what}: ${shown.join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}
