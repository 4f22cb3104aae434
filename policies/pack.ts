import type { EnforcementLevel, Policy, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { evaluateResource, evaluateStack, exemptedText, undecidableText, type Run, type Told } from "./evaluate";
import { exempted, exemptionsJsonSchema, exemptionsOf } from "./exemption";
import { version } from "./package.json";
import type { AnyResourceRule, RuleDescription, Severity } from "./rule";
import { resourceRuleList, ruleList, stackRuleList } from "./rules";
import { servePack, type Configured, type Report } from "./server";
import { unwatched } from "./unknown";
import { decide } from "./verdict";

const enforcement = {
  critical: "mandatory",
  high: "mandatory",
  medium: "advisory",
  low: "advisory",
} as const satisfies Record<Severity, EnforcementLevel>;

/** Starts the pack: the engine calls it for every resource, and at the end for the stack. */
export function startPack(): void {
  let configuration: ReadonlyMap<string, Configured> = new Map();
  const levelOf = (rule: RuleDescription) => configuration.get(rule.id)?.enforcementLevel ?? enforcement[rule.severity];
  const run: Run = {
    settingsOf: (rule) => configuration.get(rule.id)?.settings ?? {},
    isOn: (rule) => levelOf(rule) !== "disabled",
    today: new Date().toISOString().slice(0, 10),
  };
  /** What could not be decided or is exempted in this run, told in one place at its end. */
  const aside: Told[] = [];

  const tell = (told: readonly Told[], report: Report) => {
    for (const one of told) {
      if (one.kind !== "violation") aside.push(one);
      else {
        const level = levelOf(one.rule);
        report({
          ...describe(one.rule),
          message: `${describe(one.rule).description}\n${one.message}`,
          // What is still wrong after mending is as bad as what cannot be mended.
          enforcementLevel: level === "remediate" ? "mandatory" : level,
          ...(one.urn && { urn: one.urn }),
        });
      }
    }
  };

  servePack({
    name: "gke-bluegreen",
    version,
    policies: [...ruleList.map(announced), undecidable, exemption],
    configure: (given) => (configuration = given),
    resource: {
      name: "resources",
      description: "",
      validateResource: ({ type, props, urn }, report) =>
        tell(
          evaluateResource(resourceRuleList, { type, props: unwatched(props), urn }, run),
          report as unknown as Report,
        ),
    },
    stack: {
      name: "stack",
      description: "",
      validateStack: ({ resources }, reportViolation) => {
        const report = reportViolation as unknown as Report;
        const read = resources.map((resource) => ({ ...resource, props: unwatched(resource.props) }));
        tell(evaluateStack(stackRuleList, read, run), report);
        for (const [policy, text] of [
          [undecidable, undecidableText(aside)],
          [exemption, exemptedText(aside)],
        ] as const) {
          if (text !== undefined && configuration.get(policy.name)?.enforcementLevel !== "disabled")
            report({ ...policy, message: `${policy.description}\n${text}`, enforcementLevel: "advisory" });
        }
        aside.length = 0;
      },
    },
    remediations: () =>
      resourceRuleList
        .filter((rule) => rule.remediate && levelOf(rule) === "remediate")
        .map((rule) => remediation(rule, run)),
  });
}

const undecidable: StackValidationPolicy = {
  name: "undecidable",
  description: "Rules that need a value which is known only after the update. The update decides them.",
  enforcementLevel: "advisory",
  validateStack: () => {},
};

const exemption: StackValidationPolicy = {
  name: "exempted",
  description: "What rules found and the pack's configuration exempts for a time.",
  enforcementLevel: "advisory",
  validateStack: () => {},
};

/** A rule as the engine lists it. */
function announced(rule: RuleDescription): Policy {
  const nothing = () => {};
  const described = describe(rule);
  const policy: ResourceValidationPolicy | StackValidationPolicy =
    "types" in rule ? { ...described, validateResource: nothing } : { ...described, validateStack: nothing };
  return policy;
}

function describe({ id, title, severity, field, fix, sources, settings }: RuleDescription): Policy {
  const benchmark = sources.find(({ kind }) => kind === "cis");
  return {
    name: id,
    description: `${title}. ${fix}`,
    displayName: title,
    severity,
    enforcementLevel: enforcement[severity],
    remediationSteps: fix,
    tags: [field],
    configSchema: { properties: { exemptions: exemptionsJsonSchema, ...settings } },
    ...(benchmark && {
      framework: {
        name: "CIS Google Kubernetes Engine Benchmark",
        version: "1.9.0",
        reference: benchmark.id,
        specification: title,
      },
    }),
  };
}

/** Mends what the rule finds, except where the resource is exempted or the rule cannot decide. */
function remediation(rule: AnyResourceRule, { settingsOf, today }: Run): ResourceValidationPolicy {
  return {
    ...describe(rule),
    enforcementLevel: "remediate",
    remediateResource: ({ type, props, urn }) => {
      if (!rule.types.includes(type)) return;
      const outcome = decide(() => {
        if (exempted(exemptionsOf(settingsOf(rule)), urn, today).kind === "yes") return undefined;
        return rule.check(props, type, settingsOf(rule)).kind === "fail" ? rule.remediate?.(props) : undefined;
      });
      return outcome.kind === "decided" ? (outcome.result as Record<string, unknown> | undefined) : undefined;
    },
  };
}
