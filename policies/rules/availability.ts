import type { Unwrap } from "@pulumi/pulumi";
import type { autoscaling, policy } from "@pulumi/kubernetes/types/input";
import { failIf, kubeScore, link, resourceRules } from "../rule";

type Budget = Unwrap<policy.v1.PodDisruptionBudget>;
type Autoscaler = Unwrap<autoscaling.v2.HorizontalPodAutoscaler>;

export const budgetRules = resourceRules<Budget>(
  ["kubernetes:policy/v1:PodDisruptionBudget"],
  [
    {
      id: "budget-allows-eviction",
      title: "A disruption budget allows some disruption",
      severity: "high",
      sources: [
        kubeScore("deployment-has-poddisruptionbudget"),
        link("https://docs.kubelinter.io/#/generated/checks?id=pdb-max-unavailable"),
      ],
      field: "spec.maxUnavailable, spec.minAvailable",
      fix: "Allow at least one pod to be evicted: maxUnavailable 1.",
      examples: { pass: { spec: { maxUnavailable: 1 } }, fail: { spec: { maxUnavailable: 0 } } },
      check: ({ spec }) =>
        failIf(
          [0, "0", "0%"].includes(spec?.maxUnavailable ?? "-") || spec?.minAvailable === "100%",
          "no node can be drained, so no upgrade ends",
        ),
    },
  ],
);

export const autoscalerRules = resourceRules<Autoscaler>(
  ["kubernetes:autoscaling/v2:HorizontalPodAutoscaler"],
  [
    {
      id: "autoscaler-minimum",
      title: "An autoscaler keeps two pods or more",
      severity: "medium",
      sources: [kubeScore("horizontalpodautoscaler-replicas")],
      field: "spec.minReplicas",
      fix: "Set minReplicas to 2 or more.",
      examples: {
        pass: { spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { kind: "Deployment", name: "a" } } },
        fail: { spec: { maxReplicas: 5, scaleTargetRef: { kind: "Deployment", name: "a" } } },
      },
      check: ({ spec }) => failIf((spec?.minReplicas ?? 1) < 2, "is down while its one pod moves"),
    },
  ],
);
