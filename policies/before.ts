import { nameOf } from "../lib/urn";
import { price } from "../lib/cost/price";
import { sum } from "../lib/cost/price-book";
import type { PricedResource, Properties } from "../lib/cost/resource";
import { switches } from "./switches";

/** A resource as `pulumi stack export` has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
  /** Waits to be deleted: it is not what the stack is any more. */
  readonly delete?: boolean;
}

/**
 * The settings that tell rules what the stack was before an update: the engine shows a pack the state after it only. Read from outputs, as
 * the pack reads its resources, so that both sides are alike.
 */
export function settingsBefore(state: readonly StateResource[]): Readonly<Record<string, Properties>> {
  const resources = state
    .filter((resource) => resource.delete !== true)
    .map(({ urn, type, id, inputs, outputs }) => ({
      urn,
      type,
      name: nameOf(urn),
      props: outputs ?? inputs ?? {},
      ...(id !== undefined && { id }),
    }));
  const { items } = price(resources.map(({ props, ...rest }): PricedResource => ({ ...rest, inputs: props })));
  const cost = sum(items.map(({ monthly }) => monthly)).high;
  return {
    "cost-monthly-increase": { before: Math.round(cost * 100) / 100 },
    "live-colour-unchanged": {
      before: switches(resources).flatMap(({ namespace, app, active, props }) => {
        // What the switch last reached, not what it was last told.
        const live = typeof props["live"] === "string" && props["live"] !== "" ? props["live"] : active;
        const revision = (props["colors"] as Readonly<Record<string, Properties>> | undefined)?.[live]?.["revision"];
        return typeof revision === "string" ? [{ namespace, app, live, revision }] : [];
      }),
    },
  };
}
