import { object, resource, web } from "../examples";
import { type KubernetesObject, list, objects, podMakers, record } from "../objects";
import { mostPods } from "../pods";
import { each, gpa, type Severity, type StackResource, type StackRule, type Violation } from "../rule";
import { switches } from "../switches";
import { podSpec } from "../workload";
import { warning } from "./cluster-size";

/** A number of objects that a cluster bears. */
interface Limit {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly severity: Severity;
  readonly what: string;
  readonly limit: number;
  /** In an Autopilot cluster. @default limit */
  readonly autopilotLimit?: number;
  readonly field: string;
  readonly fix: string;
  readonly examples: StackRule["examples"];
  readonly exampleLimit: number;
  /** How many there are among a cluster's objects: one number, or one of each group. */
  readonly count: (resources: readonly StackResource[]) => readonly Counted[];
}
interface Counted {
  readonly count: number;
  /** What the number is of, where it is not of the whole cluster. */
  readonly of?: string;
}

const divide = "Divide the work among clusters.";

interface Cluster {
  /** What holds the counted things: the cluster, or a part of it. */
  readonly holder: (part: string | undefined) => string;
  /** Its objects, and what is in no cluster. */
  readonly resources: readonly StackResource[];
}

/** The stack as one cluster after the other: each provider of Kubernetes objects is one. */
function clusters(resources: readonly StackResource[]): readonly Cluster[] {
  const providers = new Map(
    resources.filter(isObject).map(({ provider }) => [provider?.urn, provider?.name ?? "default"]),
  );
  if (providers.size < 2) return [{ holder: (part = "the stack") => part, resources }];
  return [...providers].map(([urn, name]) => ({
    holder: (part) => `${part === undefined ? "" : `${part} in `}the cluster of provider ${name}`,
    resources: resources.filter((one) => !isObject(one) || one.provider?.urn === urn),
  }));
}
const isObject = ({ type }: StackResource) => type.startsWith("kubernetes:");

/** As many objects of a kind. Names are read, so that an object whose name is unknown is one all the same. */
const ofKinds =
  (...kinds: string[]) =>
  (resources: readonly StackResource[]): Counted[] => [{ count: objects(resources, ...kinds).length }];

const service = (name: string) => object("Service", "core/v1", { spec: {} }, name);
const isAutopilot = (resources: readonly StackResource[]) =>
  resources.some(({ type, props }) => type === "gcp:container/cluster:Cluster" && props["enableAutopilot"] === true);
const encrypting = resource("gcp:container/cluster:Cluster", {
  databaseEncryption: { state: "ENCRYPTED", keyName: "k" },
});
const secret = (name: string) => object("Secret", "core/v1", {}, name);

/** The most pods of each workload at once. Pods of a DaemonSet are as many as nodes: counted once, because nobody knows how many. */
function pods(
  resources: readonly StackResource[],
): readonly { readonly server: KubernetesObject; readonly most: number }[] {
  const all = switches(resources);
  const scalers = objects(resources, "HorizontalPodAutoscaler");
  return objects(resources, ...podMakers).map((server) => ({
    server,
    most: ["Deployment", "StatefulSet", "ReplicaSet"].includes(server.kind)
      ? mostPods(server, all, scalers)
      : Number(server.spec["parallelism"] ?? 1),
  }));
}

const limits: readonly Limit[] = [
  {
    id: "limit-namespaces",
    source: "limit_namespaces",
    title: "A cluster has no more namespaces than it bears",
    severity: "medium",
    what: "namespaces",
    limit: 10_000,
    field: "(all Namespaces)",
    fix: divide,
    exampleLimit: 2,
    examples: {
      pass: [object("Namespace", "core/v1", {}, "a")],
      fail: [object("Namespace", "core/v1", {}, "a"), object("Namespace", "core/v1", {}, "b")],
    },
    count: ofKinds("Namespace"),
  },
  {
    id: "limit-services",
    source: "limit_services",
    title: "A cluster has no more Services than its nodes bear",
    severity: "medium",
    what: "Services",
    limit: 10_000,
    field: "(all Services)",
    fix: divide,
    exampleLimit: 2,
    examples: { pass: [service("a")], fail: [service("a"), service("b")] },
    count: ofKinds("Service"),
  },
  {
    id: "limit-services-per-namespace",
    source: "limit_services_per_ns",
    title: "A namespace has no more Services than a pod's environment bears",
    severity: "medium",
    what: "Services",
    limit: 5_000,
    field: "Service.metadata.namespace",
    fix: "Divide the namespace, or set enableServiceLinks to false on its pods and raise the limit.",
    exampleLimit: 2,
    examples: { pass: [service("a")], fail: [service("a"), service("b")] },
    count: (resources) => {
      const counts = new Map<string, number>();
      for (const { namespace } of objects(resources, "Service"))
        counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
      return [...counts].map(([namespace, count]) => ({ count, of: `namespace ${namespace}` }));
    },
  },
  {
    id: "limit-autoscalers",
    source: "limits_hpas",
    title: "A cluster has no more autoscalers than are looked at in time",
    severity: "low",
    what: "HorizontalPodAutoscalers",
    limit: 300,
    field: "(all HorizontalPodAutoscalers)",
    fix: divide,
    exampleLimit: 1,
    examples: { pass: [web], fail: [web, object("HorizontalPodAutoscaler", "autoscaling/v2", { spec: {} })] },
    count: ofKinds("HorizontalPodAutoscaler"),
  },
  {
    id: "limit-encrypted-secrets",
    source: "limit_secrets_encryption",
    title: "A cluster has no more encrypted Secrets than it can decrypt when it starts",
    severity: "medium",
    what: "Secrets that are encrypted with a key of your own",
    limit: 30_000,
    field: "databaseEncryption.state",
    fix: divide,
    exampleLimit: 2,
    examples: { pass: [encrypting, secret("a")], fail: [encrypting, secret("a"), secret("b")] },
    count: (resources) => {
      const encrypted = resources.some(
        ({ type, props }) =>
          type === "gcp:container/cluster:Cluster" && record(props["databaseEncryption"])["state"] === "ENCRYPTED",
      );
      return encrypted ? ofKinds("Secret")(resources) : [];
    },
  },
  {
    id: "limit-pods",
    source: "limits_pods",
    title: "A cluster has no more pods than GKE allows",
    severity: "medium",
    what: "pods",
    limit: 200_000,
    autopilotLimit: 12_000,
    field: "spec.replicas",
    fix: divide,
    exampleLimit: 5,
    examples: { pass: [web], fail: [object("Deployment", "apps/v1", { spec: { replicas: 6 } })] },
    count: (resources) => [{ count: pods(resources).reduce((sum, { most }) => sum + most, 0) }],
  },
  {
    id: "limit-containers",
    source: "limits_containers",
    title: "A cluster has no more containers than GKE allows",
    severity: "medium",
    what: "containers",
    limit: 400_000,
    autopilotLimit: 24_000,
    field: "spec.replicas",
    fix: divide,
    exampleLimit: 5,
    examples: {
      pass: [web],
      fail: [
        object("Deployment", "apps/v1", {
          spec: { replicas: 3, template: { spec: { containers: [{ name: "app" }, { name: "proxy" }] } } },
        }),
      ],
    },
    count: (resources) => [
      {
        count: pods(resources).reduce(
          (sum, { server, most }) => sum + most * list(podSpec(server.props)?.containers).length,
          0,
        ),
      },
    ],
  },
];

function rule({ source, what, limit: usual, autopilotLimit, exampleLimit, count, ...rest }: Limit): StackRule {
  const inAutopilot = autopilotLimit === undefined ? "" : `, ${autopilotLimit} in an Autopilot cluster`;
  return {
    ...rest,
    sources: [gpa(source)],
    settings: {
      limit: {
        type: "number",
        minimum: 1,
        description: `How many there may be (default ${usual}${inAutopilot}); told from 80% of it on. Each Kubernetes provider of the stack is taken for one cluster, and what others put into it is not seen.`,
      },
    },
    exampleSettings: { limit: exampleLimit },
    check: (resources, settings) =>
      each([{ urn: "" }], ({ urn }): Violation[] => {
        const counted = clusters(resources).flatMap((cluster) =>
          count(cluster.resources).map((one) => ({ count: one.count, holder: cluster.holder(one.of) })),
        );
        const given = settings["limit"];
        // Looked at only where it matters: whether the cluster is one of Autopilot may be unknown.
        const most = () => (autopilotLimit !== undefined && isAutopilot(resources) ? autopilotLimit : usual);
        const limit = typeof given === "number" ? given : most();
        return counted
          .filter((one) => one.count > limit * warning)
          .map((one) => ({ urn, because: `${one.holder} has ${one.count} ${what}, the limit is ${limit}` }));
      }),
  };
}

export const objectLimitRules: readonly StackRule[] = limits.map(rule);
