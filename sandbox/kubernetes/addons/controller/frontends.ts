import type { V1EndpointSlice, V1Service, V1ServicePort } from "@kubernetes/client-node";
import type { Backend, Frontend } from "./rules";

/** What the edge does for a Service at an address: a frontend for each port. */
export function frontendsOf(service: V1Service, address: string, slices: readonly V1EndpointSlice[]): Frontend[] {
  return (service.spec?.ports ?? [])
    .filter(({ protocol }) => protocol !== "SCTP")
    .map((port) => ({
      address,
      protocol: port.protocol === "UDP" ? ("udp" as const) : ("tcp" as const),
      port: port.port,
      endpoints: backendsOf(port, slices),
      sourceRanges: service.spec?.loadBalancerSourceRanges ?? [],
      sticky: service.spec?.sessionAffinity === "ClientIP",
    }));
}

/** Ready endpoints, or while there is none those that still serve although they are ending: kube-proxy's rule. */
function backendsOf(port: V1ServicePort, slices: readonly V1EndpointSlice[]): Backend[] {
  const all = slices
    .filter(({ addressType }) => addressType === "IPv4")
    .flatMap((slice) => {
      const number = slice.ports?.find(({ name }) => (name ?? "") === (port.name ?? ""))?.port;
      if (number === undefined) return [];
      return slice.endpoints.flatMap(({ addresses, conditions }) =>
        addresses.slice(0, 1).map((address) => ({ address, port: number, conditions })),
      );
    });
  const ready = all.filter(({ conditions }) => conditions?.ready !== false);
  const ending = all.filter(({ conditions }) => conditions?.serving === true && conditions.terminating === true);
  const chosen = ready.length > 0 ? ready : ending;
  // The same endpoints give the same text, whatever the order of the slices.
  return chosen
    .map(({ address, port: number }) => ({ address, port: number }))
    .sort((a, b) => a.address.localeCompare(b.address) || a.port - b.port);
}

/** Whether a Service wants a load balancer that is not going. */
export function isLoadBalancer({ spec, metadata }: V1Service): boolean {
  if (spec?.type !== "LoadBalancer" || metadata?.deletionTimestamp) return false;
  const { loadBalancerClass } = spec;
  return loadBalancerClass === undefined || loadBalancerClass.startsWith("networking.gke.io/");
}

/** What may be given to a Service. */
export interface AddressPool {
  readonly addresses: readonly string[];
  /** Whether an address that a Service asks for by name can be had. */
  readonly isReservable: (address: string) => boolean;
}

/** What became of a Service that wants a load balancer. */
export type Assignment =
  { readonly service: V1Service; readonly address: string } | { readonly service: V1Service; readonly problem: string };

/** Gives every Service an address: the one it has, else the one it asks for, else the first that nobody has. */
export function assignAddresses(services: readonly V1Service[], pool: AddressPool): Assignment[] {
  const taken = new Set<string>();
  const byAge = [...services].sort((a, b) => createdAt(a) - createdAt(b));
  const assigned = new Map<V1Service, Assignment>();
  for (const service of byAge) {
    const wanted = service.spec?.loadBalancerIP;
    const current = service.status?.loadBalancer?.ingress?.[0]?.ip;
    const address = wanted ?? current;
    if (address === undefined || taken.has(address)) continue;
    if (!pool.addresses.includes(address) && !pool.isReservable(address)) continue;
    taken.add(address);
    assigned.set(service, { service, address });
  }
  for (const service of byAge) {
    if (assigned.has(service)) continue;
    assigned.set(service, assignFree(service, pool, taken));
  }
  return services.map((service) => assigned.get(service) as Assignment);
}

/** What comes from a list is a Date; the client leaves what comes from a watch a string. */
function createdAt({ metadata }: V1Service): number {
  return new Date(metadata?.creationTimestamp ?? 0).getTime();
}

function assignFree(service: V1Service, pool: AddressPool, taken: Set<string>): Assignment {
  const wanted = service.spec?.loadBalancerIP;
  if (wanted !== undefined) {
    const why = taken.has(wanted)
      ? "is in use by another Service"
      : "is not an address that is reserved in this sandbox";
    return { service, problem: `requested IP ${wanted} ${why}` };
  }
  const address = pool.addresses.find((candidate) => !taken.has(candidate));
  if (address === undefined) return { service, problem: `all ${pool.addresses.length} addresses are in use` };
  taken.add(address);
  return { service, address };
}
