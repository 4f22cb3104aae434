/** What an amount of Kubernetes' may look like: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const QUANTITY = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

const parts = /^([+-]?[\d.]+)(?:([numkMGTPE]|[KMGTPE]i)|([eE][+-]?\d+))?$/;

/** Power of ten, or of two, of each suffix. */
const powers: Readonly<Record<string, readonly [base: number, exponent: number]>> = {
  n: [10, -9], u: [10, -6], m: [10, -3], k: [10, 3], M: [10, 6], G: [10, 9], T: [10, 12], P: [10, 15], E: [10, 18],
  Ki: [2, 10], Mi: [2, 20], Gi: [2, 30], Ti: [2, 40], Pi: [2, 50], Ei: [2, 60],
}; // prettier-ignore

/** `"250m"` → 0.25, `"64Mi"` → 67108864; `undefined` where it is no amount. */
export function quantity(given: unknown): number | undefined {
  if (typeof given !== "string" && typeof given !== "number") return undefined;
  const text = String(given);
  if (!QUANTITY.test(text)) return undefined;
  const [, number = "", suffix, exponent = ""] = parts.exec(text) ?? [];
  const [base, power] = (suffix !== undefined && powers[suffix]) || [10, 0];
  // Dividing is exact where multiplying by a thousandth is not.
  return power < 0 ? Number(number) / base ** -power : Number(`${number}${exponent}`) * base ** power;
}

/** Whether two amounts are one: `"1"` and `"1000m"`, `"1Gi"` and `"1024Mi"`. The API server writes them in its own way. */
export function sameQuantity(one: unknown, other: unknown): boolean {
  const [a, b] = [quantity(one), quantity(other)];
  return a !== undefined && b !== undefined && Math.abs(a - b) <= Math.max(Math.abs(a), Math.abs(b)) * 1e-12;
}
