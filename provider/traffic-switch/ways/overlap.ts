import type { SwitchSpec } from "../../../lib/release/spec";
import { selectorWay, type SelectorRoute } from "./selector";
import type { Way } from "./way";

/** The live Service leads to both colours for a while, and then to the new one: for load balancers that learn of endpoints slowly. */
export function overlapWay(spec: SwitchSpec, route: SelectorRoute): Way {
  const selector = selectorWay(spec, route);
  return {
    ...selector,
    weights: [50, 100],
    overlapMs: route.overlapSeconds * 1000,
    isBehindProxies: true,
    // Users come by the live Service. It may lead to the old colour more often than to the new one, which is asked by itself as well.
    probeTargets: (color, share) => [...new Set([...selector.probeTargets(color, share), route.service])],
  };
}
