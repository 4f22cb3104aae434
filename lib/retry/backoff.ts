/** How the pauses between attempts grow. */
export interface Backoff {
  /** Milliseconds of the first pause. @default 250 */
  readonly firstMs: number;
  /** Milliseconds that no pause exceeds. @default 8000 */
  readonly longestMs: number;
  /** Each pause is so many times the one before. @default 2 */
  readonly factor: number;
}

/** From a quarter of a second, doubled each time, to eight seconds. */
export const usualBackoff: Backoff = { firstMs: 250, longestMs: 8_000, factor: 2 };

/** Milliseconds before attempt `attempt + 1`; half of it is left to chance, so that many do not come back at once. */
export function backoffMs(attempt: number, { firstMs, longestMs, factor }: Backoff, random: number): number {
  const whole = Math.min(longestMs, firstMs * factor ** (attempt - 1));
  return whole * (0.5 + random / 2);
}

/**
 * What a `Retry-After` header asks for, in milliseconds; `undefined` where it says nothing that can be understood. It is a number of
 * seconds or an HTTP date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 *
 * @param date the answer's own `Date` header: the two clocks need not agree
 */
export function retryAfterMs(header: string | null | undefined, date?: string | null): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = /^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) return undefined;
  const now = Date.parse(date ?? "");
  return Math.max(0, at - (Number.isNaN(now) ? Date.now() : now));
}
