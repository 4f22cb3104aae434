import {
  type EnforcementLevel,
  type PolicyPackConfig,
  PolicyPack,
  type ReportViolation,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { z } from "zod";
import { exempted, exemptionSchema, exemptionsJsonSchema } from "./exemption";
import type { AnyResourceRule, RuleDescription, Severity, StackRule } from "./rule";
import { resourceRuleList, stackRuleList } from "./rules";
import { decide } from "./verdict";

/** Settings every rule takes: `{ "<rule>": { "enforcementLevel": …, "exemptions": [ … ] } }`. */
const ruleSettings = z.object({ exemptions: z.array(exemptionSchema).default([]) });

const enforcement = {
  critical: "mandatory",
  high: "mandatory",
  medium: "advisory",
  low: "advisory",
} as const satisfies Record<Severity, EnforcementLevel>;

/** What could not be decided in this run, told in one place at its end instead of once a resource. */
const undecidable: { readonly rule: string; readonly urn: string; readonly field: string }[] = [];

/** Starts the pack: the engine calls it for every resource, and at the end for the stack. */
export function startPack(configuration: PolicyPackConfig = {}): PolicyPack {
  const policies = [...resourceRuleList.map(resourcePolicy), ...stackRuleList.map(stackPolicy), undecidablePolicy];
  return new PolicyPack("gke-bluegreen", { policies, enforcementLevel: "advisory" }, configuration);
}

function describe({ id, title, severity, field, fix, sources }: RuleDescription) {
  const benchmark = sources.find(({ kind }) => kind === "cis");
  return {
    name: id,
    description: `${title}. ${fix}`,
    displayName: title,
    severity,
    enforcementLevel: enforcement[severity],
    remediationSteps: fix,
    tags: [field],
    configSchema: { properties: { exemptions: exemptionsJsonSchema } },
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

/** Reports a violation unless the resource is exempted; an exemption that has run out is named. */
function report(
  rule: RuleDescription,
  settings: unknown,
  urn: string,
  because: string,
  reportViolation: ReportViolation,
) {
  const { exemptions } = ruleSettings.parse(settings);
  const exemption = exempted(exemptions, urn, new Date().toISOString().slice(0, 10));
  if (exemption.kind === "yes") return;
  const expired =
    exemption.kind === "expired"
      ? ` Its exemption (“${exemption.exemption.reason}”) ran out on ${exemption.exemption.expires}.`
      : "";
  const source = rule.sources.find(({ kind }) => kind === "cis");
  reportViolation(`${because}${source ? ` [CIS ${source.id}]` : ""}: ${rule.field}. ${rule.fix}${expired}`, urn);
}

function resourcePolicy(rule: AnyResourceRule): ResourceValidationPolicy {
  return {
    ...describe(rule),
    validateResource: (args, reportViolation) => {
      const { type, props, urn } = args;
      if (!rule.types.includes(type)) return;
      const outcome = decide(() => rule.check(props, type));
      switch (outcome.kind) {
        case "decided":
          if (outcome.result.kind === "fail")
            report(rule, args.getConfig(), urn, outcome.result.because, reportViolation);
          break;
        case "undecidable":
          undecidable.push({ rule: rule.id, urn, field: outcome.field });
          break;
        case "broken":
          reportViolation(`the rule itself failed on this resource (${outcome.error}); please report it`, urn);
          break;
        default:
          outcome satisfies never;
      }
    },
    ...(rule.remediate && {
      remediateResource: ({ type, props }) => {
        if (!rule.types.includes(type)) return;
        const outcome = decide(() => (rule.check(props, type).kind === "fail" ? rule.remediate?.(props) : undefined));
        return outcome.kind === "decided" ? (outcome.result as Record<string, unknown> | undefined) : undefined;
      },
    }),
  };
}

function stackPolicy(rule: StackRule): StackValidationPolicy {
  return {
    ...describe(rule),
    validateStack: (args, reportViolation) => {
      const outcome = decide(() => rule.check(args.resources));
      switch (outcome.kind) {
        case "decided":
          for (const { urn, because } of outcome.result) report(rule, args.getConfig(), urn, because, reportViolation);
          break;
        case "undecidable":
          undecidable.push({ rule: rule.id, urn: "", field: outcome.field });
          break;
        case "broken":
          reportViolation(`the rule itself failed on this stack (${outcome.error}); please report it`);
          break;
        default:
          outcome satisfies never;
      }
    },
  };
}

const undecidablePolicy: StackValidationPolicy = {
  name: "undecidable",
  description: "Rules that need a value which is known only after the update. The update decides them.",
  enforcementLevel: "advisory",
  validateStack: (_, reportViolation) => {
    if (undecidable.length === 0) return;
    const shown = undecidable
      .slice(0, 10)
      .map(({ rule, urn, field }) => `${rule} (${urn.split("::").at(-1) || "stack"}: ${field})`);
    const more = undecidable.length - shown.length;
    reportViolation(`undecidable until the update: ${shown.join(", ")}${more > 0 ? `, and ${more} more` : ""}`);
    undecidable.length = 0;
  },
};
