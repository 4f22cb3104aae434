import type {
  V1Namespace,
  V1NetworkPolicy,
  V1NetworkPolicyIngressRule,
  V1NetworkPolicyPeer,
  V1NetworkPolicyPort,
} from "@kubernetes/client-node";
import { podsOf, portNumber, selects, type PolicyPod } from "./selectors";

/** What decides which packets may pass. */
export interface PolicyWorld {
  readonly policies: readonly V1NetworkPolicy[];
  readonly namespaces: readonly V1Namespace[];
  /** All of the cluster's. */
  readonly pods: readonly PolicyPod[];
}

type Direction = "ingress" | "egress";

/** One `from`/`to` with its `ports`: ingress and egress rules are the same thing seen from the other side. */
interface Rule {
  readonly peers: readonly V1NetworkPolicyPeer[];
  readonly ports: readonly V1NetworkPolicyPort[];
}

/**
 * The packet rules of one node, replaced as a whole and at once. They look at what the node forwards, after Services' addresses
 * became pods': the node's own packets, such as probes, are never in their way, nor is what belongs to a connection that stands.
 * @param local the node's pods: their traffic is decided here
 */
export function policyRules(world: PolicyWorld, local: readonly PolicyPod[]): string {
  const chains: string[] = [];
  const entry = (direction: Direction) =>
    groups(world.policies, local, direction).map(({ policies, pods }) => {
      const name = `${direction}${chains.length}`;
      const matches = policies.flatMap((policy) =>
        rulesOf(policy, direction).flatMap((rule) => ruleMatches(rule, direction, policy, pods, world)),
      );
      const allowed = [...new Set(matches)].map(
        (match) => `    ${[match.trimEnd(), "return"].filter(Boolean).join(" ")}`,
      );
      chains.push(`  chain ${name} {\n${[...allowed, "    drop"].join("\n")}\n  }`);
      return pods.map(({ address }) => `${address} : jump ${name}`);
    });
  const [egress, ingress] = [entry("egress").flat(), entry("ingress").flat()];
  const forward = [
    "    type filter hook forward priority filter; policy accept",
    "    ct state established,related accept",
    ...(egress.length > 0 ? [`    ip saddr vmap { ${egress.join(", ")} }`] : []),
    ...(ingress.length > 0 ? [`    ip daddr vmap { ${ingress.join(", ")} }`] : []),
  ];
  const table =
    egress.length + ingress.length === 0 ? [] : [...chains, `  chain forward {\n${forward.join("\n")}\n  }`];
  return [
    "add table ip network_policies",
    "delete table ip network_policies",
    ...(table.length > 0 ? ["table ip network_policies {", ...table, "}"] : []),
    "",
  ].join("\n");
}

/** Pods that the same policies isolate in a direction share a chain. Pods that none isolates are in no group. */
function groups(policies: readonly V1NetworkPolicy[], pods: readonly PolicyPod[], direction: Direction) {
  const byPolicies = new Map<string, { policies: V1NetworkPolicy[]; pods: PolicyPod[] }>();
  const isolating = policies.filter((policy) => isolates(policy, direction));
  for (const pod of pods) {
    const own = isolating.filter(
      ({ metadata, spec }) => metadata?.namespace === pod.namespace && selects(spec?.podSelector ?? {}, pod.labels),
    );
    if (own.length === 0) continue;
    const key = own.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`).join();
    const group = byPolicies.get(key) ?? { policies: own, pods: [] };
    group.pods.push(pod);
    byPolicies.set(key, group);
  }
  return [...byPolicies.values()];
}

/** A policy that does not say in which direction it isolates does for ingress, and for egress when it has such rules. */
function isolates({ spec }: V1NetworkPolicy, direction: Direction): boolean {
  const said = spec?.policyTypes ?? ["Ingress", ...(spec?.egress?.length ? ["Egress"] : [])];
  return said.includes(direction === "ingress" ? "Ingress" : "Egress");
}

function rulesOf({ spec }: V1NetworkPolicy, direction: Direction): Rule[] {
  return direction === "ingress"
    ? (spec?.ingress ?? []).map((rule) => ({ peers: fromOf(rule), ports: rule.ports ?? [] }))
    : (spec?.egress ?? []).map(({ to, ports }) => ({ peers: to ?? [], ports: ports ?? [] }));
}

/** The client's lists call it `_from`, its watches as the API does. */
function fromOf(rule: V1NetworkPolicyIngressRule & { readonly from?: V1NetworkPolicyPeer[] }): V1NetworkPolicyPeer[] {
  return rule.from ?? rule._from ?? [];
}

/** The matches of a rule, any of which lets a packet pass. */
function ruleMatches(
  { peers, ports }: Rule,
  direction: Direction,
  policy: V1NetworkPolicy,
  isolated: readonly PolicyPod[],
  { pods, namespaces }: PolicyWorld,
): string[] {
  const side = direction === "ingress" ? "saddr" : "daddr";
  const namespace = policy.metadata?.namespace ?? "";
  const selected = peers.filter(({ ipBlock }) => !ipBlock).flatMap((peer) => podsOf(peer, namespace, pods, namespaces));
  const blocks = peers.flatMap(({ ipBlock }) => (ipBlock && isIPv4(ipBlock.cidr) ? [ipBlock] : []));
  const from = [
    ...(peers.length === 0 ? [""] : []),
    ...(selected.length > 0 ? [`ip ${side} ${set(selected.map(({ address }) => address))} `] : []),
    // One by one: blocks that overlap cannot stand in one set.
    ...blocks.map(({ cidr, except = [] }) =>
      [`${cidr} `, ...except.filter(isIPv4).map((block) => `!= ${block} `)].map((one) => `ip ${side} ${one}`).join(""),
    ),
  ];
  if (ports.length === 0) return from;
  return ports.flatMap((port) => {
    // A name means each receiving pod's own port of that name.
    const receivers = direction === "ingress" ? isolated : peers.length === 0 ? pods : selected;
    return portMatches(port, receivers).flatMap((match) => from.map((peer) => `${peer}${match}`));
  });
}

function portMatches(port: V1NetworkPolicyPort, receivers: readonly PolicyPod[]): string[] {
  const protocol = (port.protocol ?? "TCP").toLowerCase();
  if (port.port === undefined) return [`meta l4proto ${protocol}`];
  if (typeof port.port === "number") {
    return [`${protocol} dport ${port.endPort === undefined ? port.port : `${port.port}-${port.endPort}`}`];
  }
  const named = receivers.flatMap((pod) => {
    const number = portNumber(port, pod);
    return number === undefined ? [] : [`${pod.address} . ${number}`];
  });
  return named.length === 0 ? [] : [`ip daddr . ${protocol} dport ${set(named)}`];
}

function set(elements: readonly string[]): string {
  return `{ ${[...new Set(elements)].sort().join(", ")} }`;
}

/** The pod network has addresses of this family only: no packet matches another's blocks. */
function isIPv4(cidr: string): boolean {
  return !cidr.includes(":");
}
