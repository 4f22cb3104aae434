import type { Unwrap } from "@pulumi/pulumi";
import type { apps, autoscaling, core, networking, policy, rbac, storage } from "@pulumi/kubernetes/types/input";
import { cis, failIf, kubeScore, link, pass, podSecurity, resourceRules } from "../rule";

type Deployment = Unwrap<apps.v1.Deployment>;
type Namespace = Unwrap<core.v1.Namespace>;
type Service = Unwrap<core.v1.Service>;
type Binding = Unwrap<rbac.v1.RoleBinding>;
type Role = Unwrap<rbac.v1.Role>;
type Budget = Unwrap<policy.v1.PodDisruptionBudget>;
type Ingress = Unwrap<networking.v1.Ingress>;
type Autoscaler = Unwrap<autoscaling.v2.HorizontalPodAutoscaler>;
type ConfigMap = Unwrap<core.v1.ConfigMap>;
type StorageClass = Unwrap<storage.v1.StorageClass>;
type Namespaced = { readonly metadata?: { readonly namespace?: string; readonly name?: string } };

const deployment = (spec: object): Deployment => ({
  spec: {
    selector: { matchLabels: { app: "a" } },
    template: { metadata: { labels: { app: "a" } }, spec: { containers: [{ name: "app" }] } },
    ...spec,
  },
});

const deployments = resourceRules<Deployment>(
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
      check: ({ spec }) =>
        failIf(
          (spec?.replicas ?? 2) > 1 &&
            !spec?.template.spec?.topologySpreadConstraints?.length &&
            !spec?.template.spec?.affinity?.podAntiAffinity,
          "all replicas may stand on one node",
        ),
    },
  ],
);

const namespaces = resourceRules<Namespace>(
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

const rbacTypes = [
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
];
const binding = (role: string, subject: object): Binding => ({
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
  subjects: [{ kind: "Group", name: "devs@example.com", ...subject }],
});
const bindings = resourceRules<Binding>(rbacTypes, [
  {
    id: "rbac-cluster-admin",
    title: "Nobody is bound to cluster-admin",
    severity: "high",
    sources: [cis("4.1.1")],
    field: "roleRef.name",
    fix: "Bind admin, edit or view in a namespace.",
    examples: { pass: binding("view", {}), fail: binding("cluster-admin", {}) },
    check: ({ roleRef }: Partial<Binding>) =>
      failIf(roleRef?.name === "cluster-admin", "may do everything to everything"),
  },
  {
    id: "rbac-system-masters",
    title: "The group system:masters is not used",
    severity: "critical",
    sources: [cis("4.1.6")],
    field: "subjects[].name",
    fix: "Use a group of your own: members of system:masters pass every check and cannot be revoked.",
    examples: { pass: binding("view", {}), fail: binding("view", { name: "system:masters" }) },
    check: ({ subjects }) =>
      failIf(
        (subjects ?? []).some(({ name }) => name === "system:masters"),
        "binds system:masters",
      ),
  },
  {
    id: "rbac-anonymous",
    title: "Strangers are not bound to roles",
    severity: "critical",
    sources: [cis("4.1.8"), cis("4.1.9"), cis("4.1.10")],
    field: "subjects[].name",
    fix: "Bind a named group; system:anonymous, system:unauthenticated and system:authenticated are everybody with a Google account or less.",
    examples: { pass: binding("view", {}), fail: binding("view", { name: "system:authenticated" }) },
    check: ({ subjects }) => {
      const strangers = (subjects ?? [])
        .map(({ name }) => name)
        .filter((name) => /^system:(anonymous|unauthenticated|authenticated)$/.test(name));
      return failIf(strangers.length > 0, `gives the role to ${strangers.join(", ")}`);
    },
  },
]);

const roleTypes = [
  "kubernetes:rbac.authorization.k8s.io/v1:Role",
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
];
const role = (rule: object): Role => ({ rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"], ...rule }] });
const roles = resourceRules<Role>(roleTypes, [
  {
    id: "rbac-secrets",
    title: "Roles do not read Secrets",
    severity: "medium",
    sources: [cis("4.1.2")],
    field: "rules[].resources",
    fix: "Name the one Secret in resourceNames, or mount it into the pod instead.",
    examples: { pass: role({}), fail: role({ resources: ["secrets"], verbs: ["list"] }) },
    check: ({ rules }) =>
      failIf(
        (rules ?? []).some(
          ({ resources, verbs, resourceNames }) =>
            (resources ?? []).includes("secrets") &&
            !resourceNames?.length &&
            verbs.some((verb) => ["get", "list", "watch", "*"].includes(verb)),
        ),
        "reads every Secret of its namespace",
      ),
  },
  {
    id: "rbac-wildcards",
    title: "Roles name what they allow",
    severity: "medium",
    sources: [cis("4.1.3")],
    field: "rules[]",
    fix: "List groups, resources and verbs.",
    examples: { pass: role({}), fail: role({ verbs: ["*"] }) },
    check: ({ rules }) =>
      failIf(
        (rules ?? []).some(({ apiGroups, resources, verbs }) =>
          [apiGroups, resources, verbs].some((list) => list?.includes("*")),
        ),
        "allows things that do not exist yet",
      ),
  },
  {
    id: "rbac-escalation",
    title: "Roles cannot raise themselves",
    severity: "high",
    sources: [cis("4.1.7")],
    field: "rules[].verbs",
    fix: "Remove bind, escalate and impersonate.",
    examples: { pass: role({}), fail: role({ verbs: ["impersonate"] }) },
    check: ({ rules }) =>
      failIf(
        (rules ?? []).some(({ verbs }) => verbs.some((verb) => ["bind", "escalate", "impersonate"].includes(verb))),
        "its holder can take any other role",
      ),
  },
]);

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
const placement = resourceRules<Namespaced>(
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

const services = resourceRules<Service>(
  ["kubernetes:core/v1:Service"],
  [
    {
      id: "service-external-ips",
      title: "A Service claims no foreign address",
      severity: "high",
      sources: [link("https://github.com/kubernetes/kubernetes/issues/97076")],
      field: "spec.externalIPs",
      fix: "Remove externalIPs; use a LoadBalancer or an Ingress.",
      examples: { pass: { spec: {} }, fail: { spec: { externalIPs: ["203.0.113.7"] } } },
      check: ({ spec }) =>
        failIf((spec?.externalIPs ?? []).length > 0, "takes over traffic to an address that need not be yours"),
    },
    {
      id: "service-load-balancer-sources",
      title: "A public load balancer says who may reach it",
      severity: "low",
      sources: [kubeScore("service-type"), cis("5.6.7")],
      field: "spec.loadBalancerSourceRanges",
      fix: "Set loadBalancerSourceRanges, make it internal, or use an Ingress or Gateway with TLS.",
      examples: {
        pass: { spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["203.0.113.0/24"] } },
        fail: { spec: { type: "LoadBalancer" } },
      },
      check: ({ spec, metadata }) =>
        failIf(
          spec?.type === "LoadBalancer" &&
            !spec.loadBalancerSourceRanges?.length &&
            metadata?.annotations?.["networking.gke.io/load-balancer-type"] !== "Internal",
          "is open to the whole internet, without TLS",
        ),
    },
  ],
);

const budgets = resourceRules<Budget>(
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

const ingresses = resourceRules<Ingress>(
  ["kubernetes:networking.k8s.io/v1:Ingress"],
  [
    {
      id: "ingress-tls",
      title: "An Ingress serves HTTPS",
      severity: "medium",
      sources: [cis("5.6.7")],
      field: "spec.tls",
      fix: "Name a TLS secret, a cert-manager issuer or a managed certificate.",
      examples: { pass: { spec: { tls: [{ hosts: ["a.example.com"], secretName: "tls" }] } }, fail: { spec: {} } },
      check: ({ spec, metadata }) =>
        failIf(
          !spec?.tls?.length &&
            !["networking.gke.io/managed-certificates", "ingress.gcp.kubernetes.io/pre-shared-cert"].some(
              (key) => metadata?.annotations?.[key],
            ),
          "traffic crosses the internet in the clear",
        ),
    },
  ],
);

const autoscalers = resourceRules<Autoscaler>(
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

const configMaps = resourceRules<ConfigMap>(
  ["kubernetes:core/v1:ConfigMap"],
  [
    {
      id: "config-map-no-secret",
      title: "No secret stands in a ConfigMap",
      severity: "high",
      sources: [link("https://polaris.docs.fairwinds.com/checks/security/")],
      field: "data",
      fix: "Move the key into a Secret.",
      examples: { pass: { data: { "project.id": "p" } }, fail: { data: { "db.password": "hunter2" } } },
      check: ({ data }) => {
        const keys = Object.keys(data ?? {}).filter(
          (key) =>
            /(secret|passw(or)?d|private.?key)/i.test(key) || /-----BEGIN [A-Z ]*PRIVATE KEY/.test(data?.[key] ?? ""),
        );
        return keys.length === 0
          ? pass
          : failIf(true, `${keys.join(", ")} can be read by whoever may view the namespace`);
      },
    },
  ],
);

const storageClasses = resourceRules<StorageClass>(
  ["kubernetes:storage.k8s.io/v1:StorageClass"],
  [
    {
      id: "storage-class-own-key",
      title: "Persistent disks are encrypted with a key of your own",
      severity: "low",
      sources: [cis("5.9.1")],
      field: "parameters.disk-encryption-kms-key",
      fix: "Set parameters.disk-encryption-kms-key to a Cloud KMS key.",
      examples: {
        pass: { provisioner: "pd.csi.storage.gke.io", parameters: { "disk-encryption-kms-key": "k" } },
        fail: { provisioner: "pd.csi.storage.gke.io", parameters: { type: "pd-balanced" } },
      },
      check: ({ provisioner, parameters }) =>
        failIf(
          provisioner === "pd.csi.storage.gke.io" && !parameters?.["disk-encryption-kms-key"],
          "disks are encrypted with Google's key alone",
        ),
    },
  ],
);

export const objectRules = [
  ...deployments,
  ...namespaces,
  ...bindings,
  ...roles,
  ...placement,
  ...services,
  ...budgets,
  ...ingresses,
  ...autoscalers,
  ...configMaps,
  ...storageClasses,
];
