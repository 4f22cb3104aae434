/** One port of a load balancer and where its connections go. */
export interface Frontend {
  readonly address: string;
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  readonly endpoints: readonly Backend[];
  /** CIDRs that may connect; empty: everybody. */
  readonly sourceRanges: readonly string[];
  /** Whether a client always gets the same endpoint while there are the same endpoints. */
  readonly sticky: boolean;
}

/** A pod that gets connections. */
export interface Backend {
  readonly address: string;
  readonly port: number;
}

/**
 * The edge's packet rules, replaced as a whole and at once. A new connection goes to a random endpoint; one that stands is
 * known to the kernel and stays where it is. What nobody serves is refused, so that a client sees it at once.
 * @param owned all addresses that lead to the edge, as CIDRs
 */
export function packetRules(frontends: readonly Frontend[], owned: readonly string[]): string {
  const served = frontends.filter(({ endpoints }) => endpoints.length > 0);
  const elements = served.map(
    ({ address, protocol, port }, index) => `${address} . ${protocol} . ${port} : goto frontend${index}`,
  );
  const map = elements.length > 0 ? `elements = { ${elements.join(", ")} }` : "";
  return `add table ip load_balancers
delete table ip load_balancers
table ip load_balancers {
  map frontends {
    type ipv4_addr . inet_proto . inet_service : verdict
    ${map}
  }
${served.map(chain).join("\n")}
  chain prerouting {
    type nat hook prerouting priority dstnat
    ip daddr . meta l4proto . th dport vmap @frontends
  }
  chain unserved {
    type filter hook prerouting priority dstnat + 10
    fib daddr type local accept
    ip daddr { ${owned.join(", ")} } meta l4proto tcp reject with tcp reset
    ip daddr { ${owned.join(", ")} } reject
  }
  chain postrouting {
    type nat hook postrouting priority srcnat
    ct status dnat masquerade
  }
}
`;
}

function chain({ protocol, endpoints, sourceRanges, sticky }: Frontend, index: number): string {
  const choice = sticky ? "jhash ip saddr" : "numgen random";
  const targets = endpoints.map(({ address, port }, slot) => `${slot} : ${address} . ${port}`).join(", ");
  const allowed = sourceRanges.length > 0 ? `    ip saddr != { ${sourceRanges.join(", ")} } drop\n` : "";
  return `  chain frontend${index} {
${allowed}    meta l4proto ${protocol} dnat ip to ${choice} mod ${endpoints.length} map { ${targets} }
  }`;
}
