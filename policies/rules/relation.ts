import { cis, kubeScore, link, type StackResource, type StackRule, type Violation } from "../rule";
import { podSpec } from "./pod";

/** A Kubernetes object as relations need it. */
interface KubernetesObject {
  readonly urn: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly props: Readonly<Record<string, unknown>>;
}

type Labels = Readonly<Record<string, string>>;

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const list = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.map(record) : [];
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const labelsOf = (value: unknown): Labels => record(value) as Labels;

/** Kubernetes objects of a stack, by kind. */
function objects(resources: readonly StackResource[], ...kinds: string[]): KubernetesObject[] {
  return resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map(({ urn, type, name, props }) => {
      const metadata = record(props["metadata"]);
      return {
        urn,
        kind: type.split(":").at(-1) ?? "",
        namespace: text(metadata["namespace"]) || "default",
        name: text(metadata["name"]) || name,
        labels: labelsOf(metadata["labels"]),
        spec: record(props["spec"]),
        props,
      };
    })
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
}

const servers = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Pod"];

/** The labels of the pods an object makes. */
function podLabels(object: KubernetesObject): Labels {
  if (object.kind === "Pod") return object.labels;
  const template =
    object.kind === "CronJob"
      ? record(record(record(object.spec["jobTemplate"])["spec"])["template"])
      : record(object.spec["template"]);
  return labelsOf(record(template["metadata"])["labels"]);
}

const selects = (selector: Labels, labels: Labels) =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/** The live Service of a blue/green app has its selector written by the traffic switch, not by the program. */
const withoutSelectorOnPurpose = (service: KubernetesObject) =>
  Object.keys(record(service.spec["selector"])).length === 0;

const object = (kind: string, api: string, props: object, name = "a"): StackResource => ({
  urn: `urn:pulumi:s::p::kubernetes:${api}:${kind}::${name}`,
  type: `kubernetes:${api}:${kind}`,
  name,
  props: { metadata: { name, namespace: "n" }, ...props },
});
const web = object("Deployment", "apps/v1", {
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: "a" } },
    template: { metadata: { labels: { app: "a" } }, spec: { containers: [{ name: "app" }] } },
  },
});

const serviceSelectsPods: StackRule = {
  id: "service-selects-pods",
  title: "A Service selects pods that exist",
  severity: "high",
  sources: [kubeScore("service-targets-pod")],
  field: "spec.selector",
  fix: "Correct the selector, or the labels of the pod template.",
  examples: {
    pass: [web, object("Service", "core/v1", { spec: { selector: { app: "a" } } })],
    fail: [web, object("Service", "core/v1", { spec: { selector: { app: "typo" } } })],
  },
  check: (resources) => {
    const pods = objects(resources, ...servers);
    return objects(resources, "Service")
      .filter((service) => !withoutSelectorOnPurpose(service) && service.spec["type"] !== "ExternalName")
      .filter(
        (service) =>
          !pods.some(
            (pod) => pod.namespace === service.namespace && selects(labelsOf(service.spec["selector"]), podLabels(pod)),
          ),
      )
      .map(({ urn, spec }) => ({
        urn,
        because: `no pod of this stack has ${JSON.stringify(spec["selector"])}: it answers nobody`,
      }));
  },
};

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
    return objects(resources, "HorizontalPodAutoscaler").flatMap((scaler): Violation[] => {
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
  check: (resources) =>
    objects(resources, "HorizontalPodAutoscaler").flatMap((scaler) => {
      const reference = record(scaler.spec["scaleTargetRef"]);
      return objects(resources, "Deployment", "StatefulSet")
        .filter(
          ({ kind, namespace, name }) =>
            kind === reference["kind"] && namespace === scaler.namespace && name === reference["name"],
        )
        .filter(({ spec }) => spec["replicas"] !== undefined)
        .map(({ urn }) => ({ urn, because: `every update sets the work of autoscaler ${scaler.name} back` }));
    }),
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
  check: (resources) =>
    objects(resources, "PodDisruptionBudget").flatMap((budget): Violation[] => {
      const minimum = budget.spec["minAvailable"];
      if (typeof minimum !== "number") return [];
      const selector = labelsOf(record(budget.spec["selector"])["matchLabels"]);
      return objects(resources, "Deployment", "StatefulSet")
        .filter((server) => server.namespace === budget.namespace && selects(selector, podLabels(server)))
        .filter(
          ({ spec }) => typeof spec["replicas"] === "number" && spec["replicas"] > 0 && spec["replicas"] <= minimum,
        )
        .map(({ name, spec }) => ({
          urn: budget.urn,
          because: `${name} has ${String(spec["replicas"])} replicas and ${minimum} must stay: no node can be drained`,
        }));
    }),
};

const policyPerNamespace: StackRule = {
  id: "namespace-network-policy",
  title: "A namespace with pods has a NetworkPolicy",
  severity: "medium",
  sources: [cis("4.3.2"), kubeScore("pod-networkpolicy")],
  field: "NetworkPolicy.metadata.namespace",
  fix: "Add a default-deny NetworkPolicy and the allowances (the Tenant component does).",
  examples: {
    pass: [web, object("NetworkPolicy", "networking.k8s.io/v1", { spec: { podSelector: {} } })],
    fail: [web],
  },
  check: (resources) => {
    const guarded = new Set(objects(resources, "NetworkPolicy").map(({ namespace }) => namespace));
    const seen = new Set<string>();
    return objects(resources, ...servers).flatMap((server): Violation[] => {
      if (guarded.has(server.namespace) || seen.has(server.namespace)) return [];
      seen.add(server.namespace);
      return [{ urn: server.urn, because: `every pod of the cluster can reach namespace ${server.namespace}` }];
    });
  },
};

const networkPolicySelects: StackRule = {
  id: "network-policy-selects",
  title: "A NetworkPolicy selects pods that exist",
  severity: "medium",
  sources: [kubeScore("networkpolicy-targets-pod")],
  field: "spec.podSelector.matchLabels",
  fix: "Correct the labels.",
  examples: {
    pass: [
      web,
      object("NetworkPolicy", "networking.k8s.io/v1", { spec: { podSelector: { matchLabels: { app: "a" } } } }),
    ],
    fail: [
      web,
      object("NetworkPolicy", "networking.k8s.io/v1", { spec: { podSelector: { matchLabels: { app: "typo" } } } }),
    ],
  },
  check: (resources) =>
    objects(resources, "NetworkPolicy").flatMap((policy): Violation[] => {
      const selector = labelsOf(record(policy.spec["podSelector"])["matchLabels"]);
      if (Object.keys(selector).length === 0) return [];
      const found = objects(resources, ...servers).some(
        (pod) => pod.namespace === policy.namespace && selects(selector, podLabels(pod)),
      );
      return found ? [] : [{ urn: policy.urn, because: `guards no pod of this stack (${JSON.stringify(selector)})` }];
    }),
};

const ingressBackend: StackRule = {
  id: "ingress-backend",
  title: "An Ingress leads to a Service that exists",
  severity: "high",
  sources: [kubeScore("ingress-targets-service")],
  field: "spec.rules[].http.paths[].backend.service",
  fix: "Name a Service of the same namespace and one of its ports.",
  examples: {
    pass: [
      object("Service", "core/v1", { spec: { ports: [{ port: 80 }] } }),
      object("Ingress", "networking.k8s.io/v1", {
        spec: { defaultBackend: { service: { name: "a", port: { number: 80 } } } },
      }),
    ],
    fail: [
      object("Ingress", "networking.k8s.io/v1", {
        spec: { defaultBackend: { service: { name: "b", port: { number: 80 } } } },
      }),
    ],
  },
  check: (resources) => {
    const services = objects(resources, "Service");
    return objects(resources, "Ingress").flatMap((ingress) => {
      const paths = list(ingress.spec["rules"]).flatMap((rule) =>
        list(record(rule["http"])["paths"]).map((path) => record(path["backend"])),
      );
      return [record(ingress.spec["defaultBackend"]), ...paths].flatMap((backend): Violation[] => {
        const wanted = record(backend["service"]);
        const name = text(wanted["name"]);
        if (!name) return [];
        const service = services.find(
          (candidate) => candidate.namespace === ingress.namespace && candidate.name === name,
        );
        if (!service) return [{ urn: ingress.urn, because: `Service ${name} is not in this stack` }];
        const port = record(wanted["port"]);
        const known = list(service.spec["ports"]).some(
          (p) => p["port"] === port["number"] || (port["name"] !== undefined && p["name"] === port["name"]),
        );
        return known ? [] : [{ urn: ingress.urn, because: `Service ${name} has no port ${JSON.stringify(port)}` }];
      });
    });
  },
};

const settingsExist: StackRule = {
  id: "settings-exist",
  title: "ConfigMaps, Secrets and claims that pods name exist",
  severity: "high",
  sources: [link("https://kubernetes.io/docs/concepts/configuration/configmap/")],
  field: "env[].valueFrom, envFrom[], volumes[]",
  fix: "Correct the name, add the object to the program, or mark the reference optional.",
  examples: {
    pass: [
      object("ConfigMap", "core/v1", { data: {} }, "settings"),
      object("Pod", "core/v1", {
        spec: { containers: [{ name: "app", envFrom: [{ configMapRef: { name: "settings" } }] }] },
      }),
    ],
    fail: [
      object("Pod", "core/v1", {
        spec: { containers: [{ name: "app", envFrom: [{ configMapRef: { name: "settings" } }] }] },
      }),
    ],
  },
  check: (resources) => {
    const there = new Set(
      objects(resources, "ConfigMap", "Secret", "PersistentVolumeClaim").map(
        ({ kind, namespace, name }) => `${kind} ${namespace}/${name}`,
      ),
    );
    return objects(resources, ...servers).flatMap((server) => {
      const spec = podSpec(server.props);
      const references = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].flatMap((container) => [
        ...(container.env ?? []).flatMap(({ valueFrom }) => [
          { kind: "ConfigMap", ...valueFrom?.configMapKeyRef },
          { kind: "Secret", ...valueFrom?.secretKeyRef },
        ]),
        ...(container.envFrom ?? []).flatMap(({ configMapRef, secretRef }) => [
          { kind: "ConfigMap", ...configMapRef },
          { kind: "Secret", ...secretRef },
        ]),
      ]);
      const volumes = (spec?.volumes ?? []).flatMap(({ configMap, secret, persistentVolumeClaim }) => [
        { kind: "ConfigMap", name: configMap?.name, optional: configMap?.optional },
        { kind: "Secret", name: secret?.secretName, optional: secret?.optional },
        { kind: "PersistentVolumeClaim", name: persistentVolumeClaim?.claimName, optional: false },
      ]);
      return [...references, ...volumes]
        .filter(
          ({ kind, name, optional }) =>
            name !== undefined && optional !== true && !there.has(`${kind} ${server.namespace}/${name}`),
        )
        .map(({ kind, name }) => ({
          urn: server.urn,
          because: `${kind} ${server.namespace}/${name} is not in this stack: the pod will not start`,
        }));
    });
  },
};

const bindingSubjects: StackRule = {
  id: "rbac-subject-exists",
  title: "Roles are bound to service accounts that exist",
  severity: "medium",
  sources: [cis("4.1.1")],
  field: "subjects[]",
  fix: "Correct the subject's name and namespace.",
  examples: {
    pass: [
      object("ServiceAccount", "core/v1", {}),
      object("RoleBinding", "rbac.authorization.k8s.io/v1", {
        subjects: [{ kind: "ServiceAccount", name: "a", namespace: "n" }],
      }),
    ],
    fail: [
      object("RoleBinding", "rbac.authorization.k8s.io/v1", {
        subjects: [{ kind: "ServiceAccount", name: "typo", namespace: "n" }],
      }),
    ],
  },
  check: (resources) => {
    const accounts = new Set(objects(resources, "ServiceAccount").map(({ namespace, name }) => `${namespace}/${name}`));
    const ours = new Set(objects(resources).map(({ namespace }) => namespace));
    return objects(resources, "RoleBinding", "ClusterRoleBinding").flatMap((binding) =>
      list(binding.props["subjects"])
        .filter(({ kind, namespace }) => kind === "ServiceAccount" && ours.has(text(namespace)))
        .filter(({ namespace, name }) => name !== "default" && !accounts.has(`${text(namespace)}/${text(name)}`))
        .map(({ namespace, name }) => ({
          urn: binding.urn,
          because: `service account ${text(namespace)}/${text(name)} is not in this stack: whoever creates it gets the role`,
        })),
    );
  },
};

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
    const budgets = objects(resources, "PodDisruptionBudget");
    return objects(resources, "Deployment", "StatefulSet")
      .filter(({ spec }) => spec["replicas"] !== 1 && spec["replicas"] !== 0)
      .filter(
        (server) =>
          !budgets.some(
            (budget) =>
              budget.namespace === server.namespace &&
              selects(labelsOf(record(budget.spec["selector"])["matchLabels"]), podLabels(server)),
          ),
      )
      .map(({ urn }) => ({ urn, because: "draining nodes may take all its pods at once" }));
  },
};

export const relationRules: readonly StackRule[] = [
  serviceSelectsPods,
  autoscalerTarget,
  autoscalerOwnsReplicas,
  budgetLeavesRoom,
  budgetPerServer,
  policyPerNamespace,
  networkPolicySelects,
  ingressBackend,
  settingsExist,
  bindingSubjects,
];
