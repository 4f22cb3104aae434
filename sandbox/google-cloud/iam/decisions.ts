import type { Decision } from "./authority";
import { nameOf } from "./principal";

/** What somebody asked for, how often, and when last. */
export interface RecordedDecision {
  readonly principal: string;
  readonly permission: string;
  readonly resource: string;
  readonly allowed: boolean;
  readonly count: number;
  readonly last: string;
}

/** More different ones than a pipeline asks for; the oldest are forgotten. */
const KEPT = 5_000;

/** The decisions about everybody but the owner: what an account needs, as far as it was tried. */
export class Decisions {
  readonly #all = new Map<string, RecordedDecision>();

  add({ principal, permission, resource, allowed }: Decision): void {
    const who = nameOf(principal);
    const key = JSON.stringify([who, permission, resource, allowed]);
    const count = (this.#all.get(key)?.count ?? 0) + 1;
    // Taken out first: a Map keeps the order in which keys came.
    this.#all.delete(key);
    this.#all.set(key, { principal: who, permission, resource, allowed, count, last: new Date().toISOString() });
    const [oldest] = this.#all.keys();
    if (this.#all.size > KEPT && oldest !== undefined) this.#all.delete(oldest);
  }

  /** @param since an ISO time; earlier ones are left out */
  since(since: string): RecordedDecision[] {
    return [...this.#all.values()].filter(({ last }) => last >= since);
  }
}
