import type { ClusterObject } from "./objects";

/** Something that objects need and that must be in the cluster, or come with the stack. */
export interface Reference {
  readonly kind: "Namespace" | "PersistentVolumeClaim" | "ConfigMap" | "Secret";
  readonly namespace: string | undefined;
  readonly name: string;
  /** Who needs it, such as `Deployment shop/web-blue`. */
  readonly by: string;
}

/** What an object is called in messages. */
export const titleOf = ({ kind, metadata }: ClusterObject): string =>
  `${kind} ${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name}`;

/** What a list of objects needs and does not hold itself, each once. */
export function references(objects: readonly ClusterObject[]): readonly Reference[] {
  const own = new Set(objects.map(({ kind, metadata }) => keyOf(kind, metadata.namespace, metadata.name)));
  const found = new Map<string, Reference>();
  for (const object of objects)
    for (const [kind, namespace, name] of needed(object)) {
      const key = keyOf(kind, namespace, name);
      if (!own.has(key) && !found.has(key)) found.set(key, { kind, namespace, name, by: titleOf(object) });
    }
  return [...found.values()];
}

const keyOf = (kind: string, namespace: string | undefined, name: string) => `${kind} ${namespace ?? ""}/${name}`;

function* needed(object: ClusterObject): Generator<[Reference["kind"], string | undefined, string]> {
  const { namespace } = object.metadata;
  if (namespace !== undefined) yield ["Namespace", undefined, namespace];
  const { volumes = [], containers = [], initContainers = [] } = podSpecOf(object);
  for (const { persistentVolumeClaim: claim, configMap, secret } of volumes) {
    if (claim?.claimName !== undefined) yield ["PersistentVolumeClaim", namespace, claim.claimName];
    if (configMap?.name !== undefined) yield ["ConfigMap", namespace, configMap.name];
    if (secret?.secretName !== undefined) yield ["Secret", namespace, secret.secretName];
  }
  for (const { env = [] } of [...containers, ...initContainers])
    for (const { valueFrom } of env) {
      if (valueFrom?.configMapKeyRef) yield ["ConfigMap", namespace, valueFrom.configMapKeyRef.name];
      if (valueFrom?.secretKeyRef) yield ["Secret", namespace, valueFrom.secretKeyRef.name];
    }
}

interface Named {
  readonly name: string;
}

interface Container {
  readonly env?: readonly {
    readonly valueFrom?: { readonly configMapKeyRef?: Named; readonly secretKeyRef?: Named };
  }[];
}

interface PodSpec {
  readonly volumes?: readonly {
    readonly persistentVolumeClaim?: { readonly claimName?: string };
    readonly configMap?: { readonly name?: string };
    readonly secret?: { readonly secretName?: string };
  }[];
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
}

/** The pods of a Deployment, a Job and the like, and those of a CronJob's Jobs. */
function podSpecOf({ spec }: ClusterObject): PodSpec {
  const { template, jobTemplate } = (spec ?? {}) as {
    readonly template?: { readonly spec?: PodSpec };
    readonly jobTemplate?: { readonly spec?: { readonly template?: { readonly spec?: PodSpec } } };
  };
  return template?.spec ?? jobTemplate?.spec?.template?.spec ?? {};
}
