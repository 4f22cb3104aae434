import { BlockList } from "node:net";
import { pollUntil } from "../../../lib/retry";
import type { Instance } from "../../host/instance";
import type { ApiClient } from "../api-client";
import type { AddressOwner, NodeOwner } from "../spec";
import type { ClusterState, NodeRecord } from "../state";

/** A pod asks as soon as it runs; its kubelet tells the API server of its address a moment later. */
const REPORTED_MS = 5_000;

interface Pod {
  readonly metadata: { readonly namespace: string };
  readonly spec: { readonly serviceAccountName?: string; readonly hostNetwork?: boolean };
  readonly status?: { readonly phase?: string };
}

interface ServiceAccount {
  readonly metadata: { readonly uid: string; readonly annotations?: Readonly<Record<string, string>> };
}

/**
 * Who has an address: nodes are on record, pods are asked for.
 * @param api opens a client of a cluster's API server; it is closed here
 */
export async function ownerOf(
  address: string,
  instance: Instance,
  clusters: readonly ClusterState[],
  api: (state: ClusterState) => ApiClient,
): Promise<AddressOwner | undefined> {
  for (const state of clusters) {
    for (const node of state.nodes) {
      const place = { cluster: state.spec.id, nodePool: node.pool.name, node: node.name, zone: node.zone };
      if (instance.hostAddress(node.host) === address) return { kind: "node", ...place };
      if (!hasPod(instance, state, node, address)) continue;
      const client = api(state);
      try {
        return await podAt(address, place, client);
      } finally {
        client.close();
      }
    }
  }
  return undefined;
}

function hasPod(instance: Instance, { index }: ClusterState, { podBlock }: NodeRecord, address: string): boolean {
  const [network = "", bits] = instance.nodePodCidr(index, podBlock).split("/");
  const pods = new BlockList();
  pods.addSubnet(network, Number(bits));
  return pods.check(address);
}

async function podAt(
  address: string,
  place: Omit<NodeOwner, "kind">,
  api: ApiClient,
): Promise<AddressOwner | undefined> {
  let pod: Pod | undefined;
  const path = `/api/v1/pods?fieldSelector=${encodeURIComponent(`status.podIP=${address}`)}`;
  const isKnown = async () => {
    const { items } = await api.call<{ items: Pod[] }>("GET", path);
    // A pod that has ended keeps an address on record that may be another one's by now.
    pod = items.find(({ spec, status }) => !spec.hostNetwork && !/^(Succeeded|Failed)$/.test(status?.phase ?? ""));
    return pod !== undefined;
  };
  if (!(await pollUntil(isKnown, { everyMs: 100, withinMs: REPORTED_MS })) || !pod) return undefined;
  const { namespace } = pod.metadata;
  const name = pod.spec.serviceAccountName ?? "default";
  const account = await api.find<ServiceAccount>("GET", `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`);
  const { uid = "", annotations = {} } = account?.metadata ?? {};
  return { kind: "pod", ...place, namespace, serviceAccount: { name, uid, annotations } };
}
