import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { type KubernetesClient, KubernetesError } from "../../../lib/kubernetes";
import { type BackendRef, type HttpRoute, pathMatches } from "../../../lib/release/http-route";
import type { Color, SwitchSpec } from "../../../lib/release/spec";
import { RouteChangedError, type RouteState } from "../cluster-port";
import { COLOR_LABEL } from "../journal";
import type { Weights } from "../plan";
import { findLiveService, livePath, selectorPatch, sortedByKey } from "./live-service";
import { type Selector, soleColor, type Way } from "./way";

type WeightedRoute = Extract<SwitchSpec["route"], { kind: "http-route" }>;

const MERGE = "application/merge-patch+json";

/** Weights of an HTTPRoute between the colours' fixed Services. The live Service, for whoever asks inside, follows at the end. */
export function httpRouteWay(spec: SwitchSpec, route: WeightedRoute): Way {
  const path = `/apis/gateway.networking.k8s.io/v1/namespaces/${spec.namespace}/httproutes/${route.name}`;
  const colorOf = colorsByService(spec);
  return {
    path,
    weights: route.steps,
    propagationMs: route.propagationSeconds * 1000,
    overlapMs: 0,
    isBehindProxies: true,
    openTo: () => Promise.resolve(undefined),
    // The users' address may be out of reach from here; the colour that takes the traffic is not.
    probeTargets: (color) => [spec.colors[color]?.service ?? ""],
    read: async (client, signal) => {
      const [{ metadata, spec: rules }, live] = await Promise.all([
        client.json<HttpRoute>("GET", path, { signal }),
        findLiveService(client, spec, signal),
      ]);
      const inside = live?.spec?.selector;
      const weights = weightsOf(rules, colorOf);
      const rule = ruleFound(spec, route, rules);
      return {
        weights,
        annotations: metadata.annotations,
        version: metadata.resourceVersion,
        found: { ...route, ...rule, selector: selectorFound(route.selector, inside, weights) },
        shape: { rule, inside: sortedByKey(inside ?? {}) },
      };
    },
    patch: async (client, weights, signal) => {
      const { spec: now } = await client.json<HttpRoute>("GET", path, { signal });
      const weight = (color: Color) => Math.round(weights[color] ?? 0);
      const own = Object.entries(spec.colors).map(([color, { service }]) => {
        return { name: service, port: route.port, weight: weight(color) };
      });
      // Whatever else has traffic keeps it as it has it.
      const others = (now.rules?.[0]?.backendRefs ?? [])
        .filter((ref) => !Object.hasOwn(spec.colors, colorOf(ref)))
        .map((ref) => ({ ...ref, weight: weight(colorOf(ref)) }))
        .filter((ref) => ref.weight > 0);
      return { rules: [{ matches: pathMatches(route.paths), backendRefs: [...own, ...others] }] };
    },
    follow: async (client, expected, weights, signal) => {
      const color = soleColor(weights);
      if (color !== undefined) await leadInside(client, spec, expected, color, signal);
    },
    // What the load balancer has heard of is not to be seen in the cluster: `propagationMs` is its time.
    awaitPropagation: () => Promise.resolve(),
  };
}

/**
 * A colour that the program has no longer may still have traffic: its Service is named after it. What somebody else put in goes by its own
 * name, with a stroke that no colour has.
 */
function colorsByService({ app, colors }: SwitchSpec): (ref: BackendRef) => Color {
  const prefix = `${app}-`;
  return ({ name }) => {
    const [known] = Object.entries(colors).find(([, { service }]) => service === name) ?? [];
    return known ?? (name.startsWith(prefix) ? name.slice(prefix.length) : `/${name}`);
  };
}

function weightsOf({ rules }: HttpRoute["spec"], colorOf: (ref: BackendRef) => Color): Weights {
  // An absent weight is 1: https://gateway-api.sigs.k8s.io/reference/spec/#backendref
  const refs = (rules?.[0]?.backendRefs ?? []).map((ref) => [colorOf(ref), ref.weight ?? 1] as const);
  return Object.fromEntries(refs.filter(([, weight]) => weight > 0));
}

/** Paths and port as the only rule has them; what it says in another way shows as what the program does not say. */
function ruleFound({ colors }: SwitchSpec, route: WeightedRoute, { rules = [] }: HttpRoute["spec"]) {
  const [rule = {}] = rules;
  const paths = (rule.matches ?? []).map(({ path, ...others }) =>
    path?.type === "PathPrefix" && Object.keys(others).length === 0 ? (path.value ?? "") : "",
  );
  const refs = rule.backendRefs ?? [];
  const isWhole =
    rules.length === 1 && Object.values(colors).every(({ service }) => refs.some((one) => one.name === service));
  const odd = refs.find(({ port }) => port !== route.port);
  return { paths: isWhole ? paths : [], port: odd ? (odd.port ?? 0) : route.port };
}

/** The live Service's selector where it follows the route, or what is wrong with it. */
function selectorFound(wanted: Selector, found: Selector | undefined, weights: Weights): Selector {
  const color = soleColor(weights);
  if (color === undefined) return wanted;
  const { [COLOR_LABEL]: own, ...rest } = found ?? {};
  return own === color ? rest : { ...rest, [COLOR_LABEL]: own ?? "" };
}

async function leadInside(
  client: KubernetesClient,
  spec: SwitchSpec,
  { shape }: RouteState,
  color: Color,
  signal: AbortSignal,
): Promise<void> {
  const known = (JSON.parse(shape) as { inside?: Selector }).inside ?? {};
  const path = livePath(spec);
  for (let attempt = 0; ; attempt++) {
    try {
      const live = await findLiveService(client, spec, signal);
      const found = live?.spec?.selector ?? {};
      if (found[COLOR_LABEL] === color && isDeepStrictEqual(found, { ...spec.route.selector, [COLOR_LABEL]: color }))
        return;
      if (!isDeepStrictEqual(sortedByKey(found), known))
        throw new RouteChangedError(
          `somebody else changed the selector of ${path} meanwhile: ${JSON.stringify(found)}`,
        );
      const { resourceVersion } = live?.metadata ?? {};
      const selector = selectorPatch(found, spec.route.selector, color);
      const body = { metadata: { resourceVersion }, spec: { selector } };
      await client.json("PATCH", path, { body, contentType: MERGE, signal });
      return;
    } catch (error) {
      const passing = !(error instanceof KubernetesError) || error.status >= 500 || [409, 429].includes(error.status);
      if (attempt >= 3 || !passing || error instanceof RouteChangedError) throw error;
      await sleep(250 * 2 ** attempt, undefined, { signal });
    }
  }
}
