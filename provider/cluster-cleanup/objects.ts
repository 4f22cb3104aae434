import { type KubernetesClient, KubernetesError } from "../../lib/kubernetes";

/** What the clean-up needs of a cluster. */
export type Kubernetes = Pick<KubernetesClient, "json" | "close">;

/** What of a Kubernetes object the clean-up reads. */
export interface KubernetesObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly apiVersion: string }[];
  };
  readonly spec?: {
    readonly type?: string;
    readonly persistentVolumeReclaimPolicy?: string;
    readonly claimRef?: object;
    readonly volumes?: readonly { readonly persistentVolumeClaim?: { readonly claimName: string } }[];
  };
  readonly status?: { readonly phase?: string };
}

/** A kind of object for which Google Cloud has something that outlives the cluster. */
export interface Kind {
  readonly kind: string;
  /** Path of all of them, in every namespace. */
  readonly path: string;
  /** What Google Cloud has for it. */
  readonly stands: string;
  /** Whether one holds something; all do where absent. */
  readonly holds?: (object: KubernetesObject) => boolean;
  /** Nothing is to be deleted: it goes by itself when what it is for is gone. */
  readonly follows?: boolean;
}

/**
 * In the order in which they are deleted. Each carries a finalizer that Google's controllers take off when their own work is undone:
 * the object being gone is the proof that the cloud's part is.
 */
export const kinds: readonly Kind[] = [
  { kind: "Gateway", path: "/apis/gateway.networking.k8s.io/v1/gateways", stands: "load balancer" },
  { kind: "Ingress", path: "/apis/networking.k8s.io/v1/ingresses", stands: "load balancer" },
  {
    kind: "Service",
    path: "/api/v1/services",
    stands: "load balancer",
    holds: ({ spec }) => spec?.type === "LoadBalancer",
  },
  {
    kind: "ServiceNetworkEndpointGroup",
    path: "/apis/networking.gke.io/v1beta1/servicenetworkendpointgroups",
    stands: "network endpoint groups",
    follows: true,
  },
  { kind: "PersistentVolumeClaim", path: "/api/v1/persistentvolumeclaims", stands: "disk" },
  {
    kind: "PersistentVolume",
    path: "/api/v1/persistentvolumes",
    stands: "disk",
    // Retain is somebody's wish to keep the disk.
    holds: ({ spec }) => spec?.persistentVolumeReclaimPolicy === "Delete" && spec.claimRef !== undefined,
    follows: true,
  },
];

/** All of a kind that hold something; none where the cluster does not know the kind. */
export async function holding(
  client: Kubernetes,
  { path, holds }: Kind,
  signal: AbortSignal,
): Promise<readonly KubernetesObject[]> {
  try {
    const { items } = await client.json<{ items: KubernetesObject[] }>("GET", path, { signal });
    return holds ? items.filter(holds) : items;
  } catch (error) {
    if (error instanceof KubernetesError && error.status === 404) return [];
    throw error;
  }
}

/** The path of one object of a list's. */
export function objectPath(list: string, { metadata: { namespace, name } }: KubernetesObject): string {
  const at = list.lastIndexOf("/");
  return namespace === undefined
    ? `${list}/${name}`
    : `${list.slice(0, at)}/namespaces/${namespace}${list.slice(at)}/${name}`;
}

/** Deletes an object; what is gone already is as good. */
export async function remove(
  client: Kubernetes,
  path: string,
  signal: AbortSignal,
  how: "in order" | "at once" = "in order",
): Promise<void> {
  const body = { propagationPolicy: "Background", ...(how === "at once" && { gracePeriodSeconds: 0 }) };
  try {
    await client.json("DELETE", path, { signal, body });
  } catch (error) {
    if (!(error instanceof KubernetesError && error.status === 404)) throw error;
  }
}

/**
 * What keeps pods that use volumes alive, one path each: a claim stays as long as a pod has it mounted, and a deleted pod comes back
 * as long as its Deployment or StatefulSet is there.
 */
export async function volumeUsers(client: Kubernetes, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const users = new Set<string>();
  for (const pod of (await pods(client, signal)).filter(usesClaim))
    users.add(await outermostOwner(client, objectPath(podPath, pod), pod, signal));
  return users;
}

/** The pods that have a claim mounted, one path each. */
export async function podsOnVolumes(client: Kubernetes, signal: AbortSignal): Promise<readonly string[]> {
  return (await pods(client, signal)).filter(usesClaim).map((pod) => objectPath(podPath, pod));
}

/** Somebody's pods that run, as `namespace/name`: not those of GKE itself, nor what is ending. */
export async function usersPods(client: Kubernetes, signal: AbortSignal): Promise<readonly string[]> {
  return (await pods(client, signal))
    .filter(({ metadata, status }) => status?.phase === "Running" && metadata.deletionTimestamp === undefined)
    .filter(({ metadata: { namespace = "" } }) => !googlesNamespace.test(namespace))
    .map(({ metadata: { namespace = "", name } }) => `${namespace}/${name}`);
}

/** Namespaces that GKE fills by itself. */
const googlesNamespace = /^(kube|gke|gmp)-/;

const podPath = "/api/v1/pods";

const pods = async (client: Kubernetes, signal: AbortSignal): Promise<readonly KubernetesObject[]> =>
  (await client.json<{ items: KubernetesObject[] }>("GET", podPath, { signal })).items;

const usesClaim = ({ spec }: KubernetesObject): boolean =>
  spec?.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim) ?? false;

async function outermostOwner(
  client: Kubernetes,
  path: string,
  object: KubernetesObject,
  signal: AbortSignal,
): Promise<string> {
  const owner = object.metadata.ownerReferences?.[0];
  if (!owner) return path;
  const api = owner.apiVersion.includes("/") ? `/apis/${owner.apiVersion}` : `/api/${owner.apiVersion}`;
  const above = `${api}/namespaces/${object.metadata.namespace ?? ""}/${owner.kind.toLowerCase()}s/${owner.name}`;
  try {
    return await outermostOwner(client, above, await client.json<KubernetesObject>("GET", above, { signal }), signal);
  } catch (error) {
    // An owner that is gone, or of a kind with another plural: its pods are deleted themselves.
    if (error instanceof KubernetesError) return path;
    throw error;
  }
}
