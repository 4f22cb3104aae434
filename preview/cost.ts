import type { Preview } from "./model";
/** What a change costs a month. */
export interface CostDelta {
  /** For the verdict line; "" when nothing that is priced changes. */
  readonly summary: string;
}

export function priceReport(_preview: Preview, _region: string | undefined): CostDelta | undefined {
  return undefined;
}
