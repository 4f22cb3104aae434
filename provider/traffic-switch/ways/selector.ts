import type { V1EndpointSlice } from "@kubernetes/client-node";
import { watchUntil } from "../../../lib/kubernetes";
import { deadline } from "../../../lib/retry";
import { APP_LABEL } from "../../../lib/release/marks";
import type { SwitchSpec } from "../../../lib/release/spec";
import { COLOR_LABEL } from "../journal";
import type { Weights } from "../plan";
import { livePath, readLiveService, selectorPatch, sortedByKey } from "./live-service";
import { sharedLabels } from "./shared-labels";
import { receiving, type Selector, soleColor, type Way } from "./way";

/** Traffic that is led by a Service's selector. */
export type SelectorRoute = Extract<SwitchSpec["route"], { kind: "selector" }>;

/** Milliseconds in which the endpoints of the live Service are the new colour's. */
const ENDPOINTS_WITHIN = 60_000;

/** The selector of the live Service names the colour: the nodes lead each new connection there, and hear of it at once. */
export function selectorWay(spec: SwitchSpec, route: SelectorRoute): Way {
  return {
    path: livePath(spec),
    weights: [100],
    propagationMs: 0,
    overlapMs: 0,
    isBehindProxies: false,
    openTo: async (client, weights, signal) =>
      soleColor(weights) === undefined ? await sharedLabels(client, spec, receiving(weights), signal) : undefined,
    probeTargets: (color, share) => [share === "all" ? route.service : (spec.colors[color]?.service ?? "")],
    read: async (client, signal) => {
      const { metadata, spec: service } = await readLiveService(client, spec, signal);
      const selector = Object.entries(service?.selector ?? {}).filter(([key]) => key !== COLOR_LABEL);
      const own = selector.filter(([key, value]) => key !== APP_LABEL || value !== spec.app);
      return {
        weights: weightsOf(spec, service?.selector),
        annotations: metadata?.annotations,
        version: metadata?.resourceVersion ?? "",
        found: { ...route, selector: service?.selector ? Object.fromEntries(own) : route.selector },
        shape: { selector: sortedByKey(Object.fromEntries(selector)) },
      };
    },
    patch: async (client, weights, signal) => {
      const color = soleColor(weights);
      const [live, labels = route.selector] = await Promise.all([
        readLiveService(client, spec, signal),
        color === undefined ? sharedLabels(client, spec, receiving(weights), signal) : undefined,
      ]);
      return { selector: selectorPatch(live.spec?.selector, labels, color) };
    },
    awaitPropagation: async (client, color, share, signal) => {
      const deployment = spec.colors[color]?.deployment ?? "";
      await watchUntil<V1EndpointSlice>(
        client,
        `/apis/discovery.k8s.io/v1/namespaces/${spec.namespace}/endpointslices`,
        { labelSelector: `kubernetes.io/service-name=${route.service}` },
        deadline(signal, ENDPOINTS_WITHIN),
        (slices) => {
          const ready = slices
            .flatMap(({ endpoints }) => endpoints ?? [])
            .filter(({ conditions }) => conditions?.ready !== false);
          const ours = ready.filter(({ targetRef }) => targetRef?.name?.startsWith(`${deployment}-`));
          return ours.length > 0 && (share === "some" || ours.length === ready.length);
        },
      );
    },
  };
}

function weightsOf({ route, colors }: SwitchSpec, selector: Selector = {}): Weights {
  // One that leads to something else than this app's pods leads to none of its colours.
  if (Object.entries(route.selector).some(([key, value]) => selector[key] !== value)) return {};
  const color = selector[COLOR_LABEL];
  if (color !== undefined) return { [color]: 100 };
  const all = Object.keys(colors);
  return Object.fromEntries(all.map((name) => [name, 100 / all.length]));
}
