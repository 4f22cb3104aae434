import { pollUntil } from "../../../lib/retry";
import { ApiError, type ApiClient } from "../api-client";
import type { Progress } from "../spec";

/** GKE respects PodDisruptionBudgets for an hour, then it deletes the pods. */
const BUDGET_MS = 3_600_000;
const POLL_MS = 250;

interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly ownerReferences?: readonly { readonly kind: string }[];
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
}

/** Says whether pods may be put on a node. Throws what the API server says. */
export async function cordon(api: ApiClient, node: string, schedulable: boolean): Promise<void> {
  await api.call("PATCH", `/api/v1/nodes/${node}`, { spec: { unschedulable: schedulable ? null : true } });
}

/** Evicts a cordoned node's pods and resolves when they are gone; those of DaemonSets stay, as with `kubectl drain`. */
export async function drain(api: ApiClient, node: string, progress: Progress): Promise<void> {
  const deadline = Date.now() + BUDGET_MS;
  let told = "";
  const isEmpty = async () => {
    const pods = await podsToMove(api, node);
    const blocked = await Promise.all(pods.map((pod) => evict(api, pod, Date.now() > deadline)));
    const waiting = blocked.filter((reason) => reason !== undefined);
    if (waiting[0] !== undefined && waiting[0] !== told) {
      told = waiting[0];
      progress(`  ${node}: waits for a PodDisruptionBudget: ${told}`);
    }
    return pods.length === 0;
  };
  await pollUntil(isEmpty, { everyMs: POLL_MS, withinMs: Infinity });
}

async function podsToMove(api: ApiClient, node: string): Promise<Pod[]> {
  const { items } = await api.call<{ items: Pod[] }>("GET", `/api/v1/pods?fieldSelector=spec.nodeName%3D${node}`);
  return items.filter(({ metadata }) => {
    const isMirror = metadata.annotations?.["kubernetes.io/config.mirror"] !== undefined;
    const isDaemon = metadata.ownerReferences?.some(({ kind }) => kind === "DaemonSet") ?? false;
    return !isMirror && !isDaemon;
  });
}

/** Answers why the pod may not be moved yet, if so. */
async function evict(api: ApiClient, { metadata }: Pod, force: boolean): Promise<string | undefined> {
  if (metadata.deletionTimestamp !== undefined) return undefined;
  const path = `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`;
  if (force) {
    await api.find("DELETE", path, { preconditions: { uid: metadata.uid } });
    return undefined;
  }
  try {
    await api.find("POST", `${path}/eviction`, {
      apiVersion: "policy/v1",
      kind: "Eviction",
      metadata: { name: metadata.name, namespace: metadata.namespace },
      deleteOptions: { preconditions: { uid: metadata.uid } },
    });
    return undefined;
  } catch (error) {
    // 429: a budget forbids it now. 409: it was replaced meanwhile. 500: two budgets match it.
    if (error instanceof ApiError && [409, 429, 500].includes(error.status)) return error.message;
    throw error;
  }
}
