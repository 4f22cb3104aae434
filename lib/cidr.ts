import ipaddr from "ipaddr.js";

const { IPv4, IPv6 } = ipaddr;

/** Whether a text is an IPv4 range in full, such as `10.0.0.0/8`. Its host bits may be set: {@link aligned}. */
export const isCidr = (text: string): boolean => IPv4.isValidCIDRFourPartDecimal(text);

/** Whether a text is a range of either family. A bare address is none. */
export const isAddressRange = (text: string): boolean => isCidr(text) || (text.includes(":") && IPv6.isValidCIDR(text));

/** The range that a CIDR's host bits should have been: `10.1.2.3/16` → `10.1.0.0/16`. */
export const aligned = (range: string): string =>
  `${IPv4.networkAddressFromCIDR(range).toString()}/${IPv4.parseCIDR(range)[1]}`;

/** How many addresses a range holds. */
export const addressesIn = (range: string): number => size(IPv4.parseCIDR(range)[1]);

/** The longest prefix (smallest range) that holds this many addresses. */
export const prefixFor = (addresses: number): number => 32 - Math.ceil(Math.log2(Math.max(1, addresses)));

/** The first address that a host can have: a subnet's gateway. */
export const firstHost = (range: string): string => text(number(IPv4.networkAddressFromCIDR(range)) + 1);

/** Whether two ranges have an address in common; a text that is no range has none. */
export function overlaps(one: string, other: string): boolean {
  if (!isCidr(one) || !isCidr(other)) return false;
  const [[a, long], [b, short]] = [IPv4.parseCIDR(one), IPv4.parseCIDR(other)];
  return a.match(b, Math.min(long, short));
}

/**
 * Lays ranges of the given prefix lengths into `within`, biggest first, so that every one is aligned and none overlaps.
 * @returns The ranges by name, or undefined where they do not fit.
 */
export function layOut<Name extends string>(
  within: string,
  wanted: Readonly<Record<Name, number>>,
): Record<Name, string> | undefined {
  const laid = {} as Record<Name, string>;
  const [first, prefix] = IPv4.parseCIDR(within);
  const end = number(first) + size(prefix);
  let next = number(first);
  const bySize = (Object.entries(wanted) as [Name, number][]).sort(([, a], [, b]) => a - b);
  for (const [name, length] of bySize) {
    if (next + size(length) > end) return undefined;
    laid[name] = `${text(next)}/${length}`;
    next += size(length);
  }
  return laid;
}

const size = (prefix: number): number => 2 ** (32 - prefix);
const number = (address: ipaddr.IPv4): number => address.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0);
const text = (address: number): string =>
  new IPv4([24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256)).toString();
