import type { StackResource } from "./rule";

/** Labels or annotations of a Kubernetes object. */
export type Labels = Readonly<Record<string, string>>;
/** Properties of a resource, of which nothing is known. */
export type Properties = Readonly<Record<string, unknown>>;

/** A value if it is an object, and an empty one if it is something else. */
export const record = (value: unknown): Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
/** The objects of a list; an empty one if the value is no list. */
export const list = (value: unknown): readonly Properties[] => (Array.isArray(value) ? value.map(record) : []);
/** A value if it is a text, and an empty one if it is something else. */
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
/** Labels as plain data: the SDK's proxy around them is slow where thousands are compared with thousands. Throws at an unknown one. */
export const labelsOf = (value: unknown): Labels => ({ ...(record(value) as Labels) });

/** A Kubernetes object as relations need it. Each property is read when it is first asked for: it may be unknown. */
export class KubernetesObject {
  private readonly known = new Map<string, unknown>();

  constructor(private readonly resource: StackResource) {}

  /** Reads something once. What is unknown throws, each time. */
  once<Value>(what: string, read: () => Value): Value {
    if (!this.known.has(what)) this.known.set(what, read());
    return this.known.get(what) as Value;
  }

  get urn(): string {
    return this.resource.urn;
  }
  get kind(): string {
    return this.once("kind", () => this.resource.type.split(":").at(-1) ?? "");
  }
  get props(): Properties {
    return this.resource.props;
  }
  get dependencies(): readonly { readonly urn: string }[] {
    return this.resource.dependencies ?? [];
  }
  get metadata(): Properties {
    return record(this.props["metadata"]);
  }
  get namespace(): string {
    return this.once("namespace", () => text(this.metadata["namespace"]) || "default");
  }
  get name(): string {
    return this.once("name", () => text(this.metadata["name"]) || this.resource.name);
  }
  get labels(): Labels {
    return labelsOf(this.metadata["labels"]);
  }
  get spec(): Properties {
    return record(this.props["spec"]);
  }
}

/** Kubernetes objects of a stack, by kind; all where no kind is given. */
export function objects(resources: readonly StackResource[], ...kinds: string[]): KubernetesObject[] {
  return resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map(objectOf)
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
}

/** One object for each resource, so that what one rule has read the next need not. */
function objectOf(resource: StackResource): KubernetesObject {
  const object = readObjects.get(resource) ?? new KubernetesObject(resource);
  readObjects.set(resource, object);
  return object;
}
const readObjects = new WeakMap<StackResource, KubernetesObject>();

/** Kinds that make pods. */
export const podMakers = [
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "ReplicationController",
  "Job",
  "CronJob",
  "Pod",
];

/** The labels of the pods an object makes. */
export function podLabels(object: KubernetesObject): Labels {
  return object.once("pod labels", () => readPodLabels(object));
}

function readPodLabels(object: KubernetesObject): Labels {
  if (object.kind === "Pod") return object.labels;
  const template =
    object.kind === "CronJob"
      ? record(record(record(object.spec["jobTemplate"])["spec"])["template"])
      : record(object.spec["template"]);
  return labelsOf(record(template["metadata"])["labels"]);
}

/** Whether a map of labels is a subset of a pod's. */
export const matches = (selector: Labels, labels: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/** Whether a label selector (`matchLabels`, `matchExpressions`) selects a pod. */
export function selects(selector: unknown, labels: Labels): boolean {
  const { matchLabels, matchExpressions } = record(selector);
  return (
    matches(labelsOf(matchLabels), labels) &&
    list(matchExpressions).every(({ key, operator, values }) => {
      const value = labels[text(key)];
      const among = Array.isArray(values) && value !== undefined && values.includes(value);
      switch (operator) {
        case "In":
          return among;
        case "NotIn":
          return !among;
        case "Exists":
          return value !== undefined;
        case "DoesNotExist":
          return value === undefined;
        default:
          return false;
      }
    })
  );
}
