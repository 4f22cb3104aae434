/** Milliseconds that are left of the time in which load balancers hear of something: no more than all of it, whatever clocks say. */
export function restOf(whole: number, passed: number): number {
  return Math.max(0, Math.min(whole, whole - passed));
}

/** The same since a moment; nothing is left where there was none. */
export function restSince(since: string | undefined, whole: number, now: number): number {
  return since === undefined ? 0 : restOf(whole, now - Date.parse(since));
}
