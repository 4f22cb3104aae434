import type { Unwrap } from "@pulumi/pulumi";
import type { apps } from "@pulumi/kubernetes/types/input";
import { failIf, kubeScore, resourceRules } from "../rule";

type Deployment = Unwrap<apps.v1.Deployment>;

const deployment = (spec: object): Deployment => ({
  spec: {
    selector: { matchLabels: { app: "a" } },
    template: { metadata: { labels: { app: "a" } }, spec: { containers: [{ name: "app" }] } },
    ...spec,
  },
});

export const deploymentRules = resourceRules<Deployment>(
  ["kubernetes:apps/v1:Deployment"],
  [
    {
      id: "deployment-selector-matches",
      title: "A Deployment selects the pods it makes",
      severity: "critical",
      sources: [kubeScore("deployment-pod-selector-labels-match-template-metadata-labels")],
      field: "spec.selector.matchLabels",
      fix: "Give the template's labels all of the selector's.",
      examples: { pass: deployment({}), fail: deployment({ selector: { matchLabels: { app: "b" } } }) },
      check: ({ spec }) => {
        // Both are required, and a program can leave them out all the same: the API server says so.
        const { selector, template } = (spec ?? {}) as Partial<NonNullable<Deployment["spec"]>>;
        const labels = template?.metadata?.labels ?? {};
        const wrong = Object.entries(selector?.matchLabels ?? {}).filter(([key, value]) => labels[key] !== value);
        return failIf(
          wrong.length > 0,
          `the template lacks ${wrong.map(([key, value]) => `${key}=${value}`).join(", ")}: the API server will refuse it`,
        );
      },
    },
    {
      id: "deployment-replicas",
      title: "A server runs more than once",
      severity: "medium",
      sources: [kubeScore("deployment-replicas")],
      field: "spec.replicas",
      fix: "Use 2 replicas or more, or leave replicas to an autoscaler or the traffic switch.",
      examples: { pass: deployment({ replicas: 2 }), fail: deployment({ replicas: 1 }) },
      check: ({ spec }) => failIf(spec?.replicas === 1, "is down while its one pod moves"),
    },
    {
      id: "deployment-rolling-update",
      title: "A rollout never has fewer pods than before",
      severity: "medium",
      sources: [kubeScore("deployment-strategy")],
      field: "spec.strategy",
      fix: "Use RollingUpdate with maxUnavailable 0.",
      examples: {
        pass: deployment({ strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0 } } }),
        fail: deployment({ strategy: { type: "Recreate" } }),
      },
      check: ({ spec }) => failIf(spec?.strategy?.type === "Recreate", "every rollout takes all pods away first"),
    },
    {
      id: "deployment-spread",
      title: "Pods spread over nodes or zones",
      severity: "low",
      sources: [kubeScore("pod-topology-spread-constraints"), kubeScore("deployment-has-host-podantiaffinity")],
      field: "spec.template.spec.topologySpreadConstraints",
      fix: "Add a topologySpreadConstraint over kubernetes.io/hostname or topology.kubernetes.io/zone.",
      examples: {
        pass: deployment({
          template: {
            metadata: { labels: { app: "a" } },
            spec: {
              containers: [{ name: "app" }],
              topologySpreadConstraints: [
                { maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
              ],
            },
          },
        }),
        fail: deployment({ replicas: 3 }),
      },
      check: ({ spec }) => {
        // The template is required, and a program can leave it out all the same.
        const pod = (spec as Partial<NonNullable<Deployment["spec"]>> | undefined)?.template?.spec;
        return failIf(
          (spec?.replicas ?? 2) > 1 && !pod?.topologySpreadConstraints?.length && !pod?.affinity?.podAntiAffinity,
          "all replicas may stand on one node",
        );
      },
    },
  ],
);
