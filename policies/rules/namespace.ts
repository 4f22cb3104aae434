import type { Unwrap } from "@pulumi/pulumi";
import type { core } from "@pulumi/kubernetes/types/input";
import { cis, failIf, podSecurity, resourceRules } from "../rule";

type Namespace = Unwrap<core.v1.Namespace>;
type Namespaced = { readonly metadata?: { readonly namespace?: string; readonly name?: string } };

export const namespaceRules = resourceRules<Namespace>(
  ["kubernetes:core/v1:Namespace"],
  [
    {
      id: "namespace-pod-security",
      title: "A namespace enforces a Pod Security level",
      severity: "high",
      sources: [cis("4.2.1"), podSecurity("admission")],
      field: "metadata.labels",
      fix: "Label it pod-security.kubernetes.io/enforce: restricted (or baseline).",
      examples: {
        pass: { metadata: { name: "team", labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
        fail: { metadata: { name: "team" } },
      },
      check: ({ metadata }) =>
        failIf(
          !["restricted", "baseline"].includes(metadata?.labels?.["pod-security.kubernetes.io/enforce"] ?? ""),
          "privileged pods are let in",
        ),
      remediate: (namespace) => ({
        ...namespace,
        metadata: {
          ...namespace.metadata,
          labels: { ...namespace.metadata?.labels, "pod-security.kubernetes.io/enforce": "baseline" },
        },
      }),
    },
  ],
);

const namespacedTypes = [
  "apps/v1:Deployment",
  "apps/v1:StatefulSet",
  "apps/v1:DaemonSet",
  "batch/v1:Job",
  "batch/v1:CronJob",
  "core/v1:Pod",
  "core/v1:Service",
  "core/v1:Secret",
];
export const placementRules = resourceRules<Namespaced>(
  namespacedTypes.map((type) => `kubernetes:${type}`),
  [
    {
      id: "namespace-not-default",
      title: "Nothing of yours stands in the default namespace",
      severity: "low",
      sources: [cis("4.6.4"), cis("4.6.1")],
      field: "metadata.namespace",
      fix: "Give the app a namespace (a tenant of the stack configuration).",
      examples: { pass: { metadata: { namespace: "team" } }, fail: { metadata: { namespace: "default" } } },
      check: ({ metadata }) =>
        failIf(
          ["default", "", undefined].includes(metadata?.namespace),
          "shares its namespace with whatever else forgets one",
        ),
    },
  ],
);
