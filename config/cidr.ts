/** An IPv4 range in numbers: first address and prefix length. */
export interface Cidr {
  readonly first: number;
  readonly prefix: number;
}

/** Reads `10.0.0.0/8`; the answer is undefined where that is no range, and `mask` says whether only the host bits are wrong. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const octets = match.slice(1, 5).map(Number);
  const prefix = Number(match[5]);
  if (octets.some((octet) => octet > 255) || prefix > 32) return undefined;
  return { first: octets.reduce((sum, octet) => sum * 256 + octet, 0), prefix };
}

/** How many addresses a prefix length holds. */
export const addressesIn = (prefix: number): number => 2 ** (32 - prefix);

/** The longest prefix (smallest range) that holds this many addresses. */
export const prefixFor = (addresses: number): number => 32 - Math.ceil(Math.log2(Math.max(1, addresses)));

/** The range that a CIDR's host bits should have been: `10.1.2.3/16` → `10.1.0.0/16`. */
export function aligned({ first, prefix }: Cidr): Cidr {
  const size = addressesIn(prefix);
  return { first: Math.floor(first / size) * size, prefix };
}

export function formatCidr({ first, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefix}`;
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first < b.first + addressesIn(b.prefix) && b.first < a.first + addressesIn(a.prefix);
}

/**
 * Lays ranges of the given prefix lengths into `within`, biggest first, so that every one is aligned and none overlaps.
 * @returns The ranges by name, or undefined where they do not fit.
 */
export function layOut<Name extends string>(
  within: Cidr,
  wanted: Readonly<Record<Name, number>>,
): Record<Name, Cidr> | undefined {
  const laid = {} as Record<Name, Cidr>;
  let next = within.first;
  const bySize = (Object.entries(wanted) as [Name, number][]).sort(([, a], [, b]) => a - b);
  for (const [name, prefix] of bySize) {
    laid[name] = { first: next, prefix };
    next += addressesIn(prefix);
  }
  return next <= within.first + addressesIn(within.prefix) ? laid : undefined;
}
