import type { SwitchSpec } from "../../../lib/release/spec";
import { httpRouteWay } from "./http-route";
import { overlapWay } from "./overlap";
import { selectorWay } from "./selector";
import type { Way } from "./way";

export type { Way } from "./way";

/** How an app's traffic is moved. */
export function wayOf(spec: SwitchSpec): Way {
  const { route } = spec;
  switch (route.kind) {
    case "selector":
      return route.overlapSeconds > 0 ? overlapWay(spec, route) : selectorWay(spec, route);
    case "http-route":
      return httpRouteWay(spec, route);
    default:
      return route satisfies never;
  }
}
