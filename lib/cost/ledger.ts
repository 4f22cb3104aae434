import type { Range } from "./price-book";
import type { PricedResource } from "./resource";

/** One thing that is paid for. */
export interface Item {
  readonly urn: string;
  readonly name: string;
  /** What it is made of: `3 × n1-standard-1`. */
  readonly what: string;
  readonly monthly: Range;
}

/** What a stack's resources cost, as far as they have a price here. */
export interface Priced {
  readonly items: readonly Item[];
  /** What has no price here, with the reason. */
  readonly unpriced: readonly Unpriced[];
}

/** A resource without a price. */
export interface Unpriced {
  readonly urn: string;
  readonly name: string;
  readonly why: string;
  /** `use`: the price depends on use; `unlisted`: the book has none; `unknown`: a property is known only after the update. */
  readonly kind: "use" | "unlisted" | "unknown";
}

/** Where prices are written down. */
export interface Ledger {
  add(this: void, resource: PricedResource, what: string, monthly: Range): void;
  miss(this: void, resource: PricedResource, kind: Unpriced["kind"], why: string): void;
}
