import { object, web } from "../examples";
import { objects, podLabels, record, selects, text } from "../objects";
import { each, kubeScore, link, type StackRule, type Violation } from "../rule";
import { replicasAfter, switches } from "../switches";

const autoscalerTarget: StackRule = {
  id: "autoscaler-target",
  title: "An autoscaler's target exists",
  severity: "high",
  sources: [kubeScore("horizontalpodautoscaler-has-target")],
  field: "spec.scaleTargetRef",
  fix: "Name a Deployment or StatefulSet of the same namespace.",
  examples: {
    pass: [
      web,
      object("HorizontalPodAutoscaler", "autoscaling/v2", {
        spec: { scaleTargetRef: { kind: "Deployment", name: "a" } },
      }),
    ],
    fail: [
      web,
      object("HorizontalPodAutoscaler", "autoscaling/v2", {
        spec: { scaleTargetRef: { kind: "Deployment", name: "b" } },
      }),
    ],
  },
  check: (resources) => {
    const targets = objects(resources, "Deployment", "StatefulSet", "ReplicaSet");
    return each(objects(resources, "HorizontalPodAutoscaler"), (scaler) => {
      const reference = record(scaler.spec["scaleTargetRef"]);
      const found = targets.some(
        ({ kind, namespace, name }) =>
          kind === reference["kind"] && namespace === scaler.namespace && name === reference["name"],
      );
      return found
        ? []
        : [{ urn: scaler.urn, because: `${text(reference["kind"])} ${text(reference["name"])} is not in this stack` }];
    });
  },
};

const autoscalerOwnsReplicas: StackRule = {
  id: "autoscaler-owns-replicas",
  title: "One hand on the number of replicas",
  severity: "medium",
  sources: [kubeScore("deployment-targeted-by-hpa-does-not-have-replicas-configured")],
  field: "spec.replicas",
  fix: "Remove replicas where an autoscaler sets them.",
  examples: {
    pass: [
      object("Deployment", "apps/v1", { spec: {} }),
      object("HorizontalPodAutoscaler", "autoscaling/v2", {
        spec: { scaleTargetRef: { kind: "Deployment", name: "a" } },
      }),
    ],
    fail: [
      web,
      object("HorizontalPodAutoscaler", "autoscaling/v2", {
        spec: { scaleTargetRef: { kind: "Deployment", name: "a" } },
      }),
    ],
  },
  check: (resources) => {
    // A colour says 0 once, when it is made; from then on the program ignores the number.
    const ofSwitches = new Set(
      switches(resources).flatMap(({ namespace, colors }) =>
        Object.values(colors).map(({ deployment }) => `${namespace}/${deployment}`),
      ),
    );
    return each(objects(resources, "HorizontalPodAutoscaler"), (scaler) => {
      const reference = record(scaler.spec["scaleTargetRef"]);
      return objects(resources, "Deployment", "StatefulSet")
        .filter(
          ({ kind, namespace, name }) =>
            kind === reference["kind"] && namespace === scaler.namespace && name === reference["name"],
        )
        .filter(({ namespace, name }) => !ofSwitches.has(`${namespace}/${name}`))
        .filter(({ spec }) => spec["replicas"] !== undefined)
        .map(({ urn }) => ({ urn, because: `every update sets the work of autoscaler ${scaler.name} back` }));
    });
  },
};

const budgetLeavesRoom: StackRule = {
  id: "budget-leaves-room",
  title: "A disruption budget leaves room for an eviction",
  severity: "high",
  sources: [
    kubeScore("deployment-has-poddisruptionbudget"),
    link("https://polaris.docs.fairwinds.com/checks/reliability/"),
  ],
  field: "spec.minAvailable",
  fix: "Use maxUnavailable 1, or fewer minAvailable than replicas.",
  examples: {
    pass: [
      web,
      object("PodDisruptionBudget", "policy/v1", {
        spec: { minAvailable: 2, selector: { matchLabels: { app: "a" } } },
      }),
    ],
    fail: [
      web,
      object("PodDisruptionBudget", "policy/v1", {
        spec: { minAvailable: 3, selector: { matchLabels: { app: "a" } } },
      }),
    ],
  },
  check: (resources) => {
    const all = switches(resources);
    const servers = objects(resources, "Deployment", "StatefulSet");
    const scalers = objects(resources, "HorizontalPodAutoscaler");
    return each(objects(resources, "PodDisruptionBudget"), (budget) => {
      const least = budget.spec["minAvailable"];
      const most = budget.spec["maxUnavailable"];
      return servers
        .filter(
          (server) => server.namespace === budget.namespace && selects(budget.spec["selector"], podLabels(server)),
        )
        .flatMap((server): Violation[] => {
          const scaler = scalers.find(({ namespace, spec }) => {
            const { kind, name } = record(spec["scaleTargetRef"]);
            return namespace === server.namespace && kind === server.kind && name === server.name;
          });
          // An autoscaler may go down to its minimum, and a node is drained at night too.
          const replicas = scaler ? Number(scaler.spec["minReplicas"] ?? 1) : replicasAfter(server, all);
          if (replicas === undefined || replicas === 0) return [];
          const mustStay =
            least !== undefined
              ? portion(least, replicas)
              : most !== undefined
                ? replicas - portion(most, replicas)
                : 0;
          if (replicas > mustStay) return [];
          return [
            {
              urn: budget.urn,
              because: `${server.name} has ${replicas} replicas and ${mustStay} must stay: no node can be drained`,
            },
          ];
        });
    });
  },
};

/** `2` or `"50%"` of the replicas; Kubernetes rounds up. */
function portion(value: unknown, replicas: number): number {
  const percent = /^(\d+)%$/.exec(text(value))?.[1];
  return percent === undefined ? Number(value) : Math.ceil((Number(percent) / 100) * replicas);
}

const budgetPerServer: StackRule = {
  id: "deployment-has-budget",
  title: "Replicated servers have a disruption budget",
  severity: "medium",
  sources: [kubeScore("deployment-has-poddisruptionbudget")],
  field: "PodDisruptionBudget.spec.selector",
  fix: "Add a PodDisruptionBudget with maxUnavailable 1 (BlueGreenApp makes one per colour).",
  examples: {
    pass: [
      web,
      object("PodDisruptionBudget", "policy/v1", {
        spec: { maxUnavailable: 1, selector: { matchLabels: { app: "a" } } },
      }),
    ],
    fail: [web],
  },
  check: (resources) => {
    const all = switches(resources);
    const budgets = objects(resources, "PodDisruptionBudget");
    return each(objects(resources, "Deployment", "StatefulSet"), (server) => {
      if ([0, 1].includes(replicasAfter(server, all) ?? 2)) return [];
      const guarded = budgets.some(
        (budget) => budget.namespace === server.namespace && selects(budget.spec["selector"], podLabels(server)),
      );
      return guarded ? [] : [{ urn: server.urn, because: "draining nodes may take all its pods at once" }];
    });
  },
};

export const scalingRules: readonly StackRule[] = [
  autoscalerTarget,
  autoscalerOwnsReplicas,
  budgetLeavesRoom,
  budgetPerServer,
];
