/** First and last address of an IPv4 range, or undefined if it is none. */
export function parseCidr(text: string): { readonly first: number; readonly last: number } | undefined {
  const [, a, b, c, d, bits] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text) ?? [];
  const bytes = [a, b, c, d].map(Number);
  const length = bits === undefined ? 32 : Number(bits);
  if (a === undefined || bytes.some((byte) => byte > 255) || length > 32) return undefined;
  const address = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const size = 2 ** (32 - length);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

export function cidrsOverlap(a: string, b: string): boolean {
  const [x, y] = [parseCidr(a), parseCidr(b)];
  return x !== undefined && y !== undefined && x.first <= y.last && y.first <= x.last;
}

/** The range's gateway. */
export function firstHost(range: string): string {
  const first = (parseCidr(range)?.first ?? 0) + 1;
  return [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".");
}
