import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import { decide } from "./verdict";

/** How bad a violation is. `critical` and `high` stop an update (mandatory); `medium` and `low` are advice (advisory). */
export type Severity = "critical" | "high" | "medium" | "low";

/** Where a rule comes from. */
export type Source =
  /** CIS Google Kubernetes Engine Benchmark v1.9.0. */
  | { readonly kind: "cis"; readonly id: string }
  /** A rule of google/gke-policy-automation. */
  | { readonly kind: "gke-policy-automation"; readonly id: string }
  /** A check of kube-score, with the same meaning. */
  | { readonly kind: "kube-score"; readonly id: string }
  /** Kubernetes Pod Security Standards, level `restricted`. */
  | { readonly kind: "pod-security"; readonly id: string }
  | { readonly kind: "link"; readonly id: string };

/** What a rule says of a resource. */
export type Verdict = { readonly kind: "pass" } | { readonly kind: "fail"; readonly because: string };

/** Nothing is wrong. */
export const pass: Verdict = { kind: "pass" };
/** The rule is broken. The reason follows the resource's name in the message: no capital, no full stop. */
export const fail = (because: string): Verdict => ({ kind: "fail", because });
/** Fails with a reason, or passes when there is none. */
export const failIf = (bad: boolean, because: string): Verdict => (bad ? fail(because) : pass);

/** What every rule says of itself: the table, the docs page and the messages are made from it. */
export interface RuleDescription {
  /** Kebab case, never renamed: exemptions name it. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly sources: readonly Source[];
  /** The field it reads, as a reader of the program would look for it. */
  readonly field: string;
  readonly fix: string;
  readonly settings?: RuleSettings;
}

/** What a rule can be told in the pack's configuration, beside its enforcement level and its exemptions. */
interface RuleSettings {
  /** Setting → JSON Schema; the engine checks the configuration against it before any rule runs. */
  readonly [name: string]: PolicyConfigJSONSchema & { readonly description: string };
}

/** Settings as given in the configuration, already checked by the engine. */
export type Settings = Readonly<Record<string, unknown>>;

/** A rule over one resource. */
export interface ResourceRule<Props> extends RuleDescription {
  readonly types: readonly string[];
  /** Properties that pass and properties that fail: shown by `policies explain`, and run as tests. */
  readonly examples: { readonly pass: Props; readonly fail: Props };
  check(this: void, props: Props, type: string, settings: Settings): Verdict;
  /** Safe repair of the inputs; applied only where the pack's configuration sets the rule to `remediate`. */
  remediate?(this: void, props: Props): Props;
}

/** One resource as a rule over the whole stack sees it. */
export interface StackResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** What it waits for. @default [] */
  readonly dependencies?: readonly { readonly urn: string }[];
  /** The provider that makes it: for a Kubernetes object, its cluster. @default – the only one */
  readonly provider?: { readonly urn: string; readonly name: string };
}

/** A rule of the whole stack is broken by one of its resources. */
export interface Violation {
  readonly urn: string;
  readonly because: string;
}

/** What a rule found about one resource of the stack, or why it found nothing out. */
export type Finding =
  | Violation
  | { readonly urn: string; readonly undecidable: string }
  | { readonly urn: string; readonly broken: string };

/** Judges each resource by itself, so that an unknown value in one hides nothing about the others. */
export function each<Subject extends { readonly urn: string }>(
  subjects: readonly Subject[],
  judge: (subject: Subject) => readonly Violation[],
): Finding[] {
  return subjects.flatMap((subject): readonly Finding[] => {
    const outcome = decide(() => judge(subject));
    switch (outcome.kind) {
      case "decided":
        return outcome.result;
      case "undecidable":
        return [{ urn: subject.urn, undecidable: outcome.field }];
      case "broken":
        return [{ urn: subject.urn, broken: outcome.error }];
    }
  });
}

/** A rule over the relations between resources. */
export interface StackRule extends RuleDescription {
  readonly examples: { readonly pass: readonly StackResource[]; readonly fail: readonly StackResource[] };
  /** Settings with which the examples hold. @default {} */
  readonly exampleSettings?: Settings;
  check(this: void, resources: readonly StackResource[], settings: Settings): readonly Finding[];
}

/** Forgets the type of the properties, so that rules over different resources can stand in one list. */
export type AnyResourceRule = ResourceRule<unknown>;
/** Rules about the same types of resources. @param types Pulumi type tokens, as `kubernetes:apps/v1:Deployment` */
export function resourceRules<Props>(
  types: readonly string[],
  rules: readonly Omit<ResourceRule<Props>, "types">[],
): AnyResourceRule[] {
  return rules.map((rule) => ({ ...rule, types }));
}

/** A recommendation of the CIS benchmark for GKE 1.9, by its number. */
export const cis = (id: string): Source => ({ kind: "cis", id });
/** A policy of Google's `gke-policy-automation`, by its name. */
export const gpa = (id: string): Source => ({ kind: "gke-policy-automation", id });
/** A check of kube-score, by its name. */
export const kubeScore = (id: string): Source => ({ kind: "kube-score", id });
/** A control of the Pod Security Standards, by its name. */
export const podSecurity = (id: string): Source => ({ kind: "pod-security", id });
/** A page, by its address. */
export const link = (id: string): Source => ({ kind: "link", id });
