import type { V1LabelSelector, V1Namespace, V1NetworkPolicyPeer, V1NetworkPolicyPort } from "@kubernetes/client-node";

/** A pod with an address in the pod network, as far as policies can tell pods apart. */
export interface PolicyPod {
  readonly namespace: string;
  readonly address: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Ports that have a name. */
  readonly ports: readonly { readonly name: string; readonly protocol: string; readonly port: number }[];
}

/** An empty selector selects everything. */
export function selects(selector: V1LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  const exact = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return exact && (selector.matchExpressions ?? []).every((expression) => holds(expression, labels));
}

function holds(
  { key, operator, values = [] }: NonNullable<V1LabelSelector["matchExpressions"]>[number],
  labels: Readonly<Record<string, string>>,
): boolean {
  const value = labels[key];
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return false;
  }
}

/** The pods that a peer of a policy in `namespace` means. */
export function podsOf(
  { podSelector, namespaceSelector }: V1NetworkPolicyPeer,
  namespace: string,
  pods: readonly PolicyPod[],
  namespaces: readonly V1Namespace[],
): readonly PolicyPod[] {
  const chosen = namespaceSelector
    ? new Set(
        namespaces
          .filter(({ metadata }) => selects(namespaceSelector, metadata?.labels ?? {}))
          .map(({ metadata }) => metadata?.name),
      )
    : new Set([namespace]);
  return pods.filter((pod) => chosen.has(pod.namespace) && selects(podSelector ?? {}, pod.labels));
}

/** A pod's number of a port that a policy may call by name; `undefined` when the pod has none of that name. */
export function portNumber({ port, protocol }: V1NetworkPolicyPort, pod: PolicyPod): number | undefined {
  const found = pod.ports.find((one) => one.name === String(port) && one.protocol === (protocol ?? "TCP"));
  return found?.port;
}
