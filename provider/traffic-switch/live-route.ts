import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { V1Service } from "@kubernetes/client-node";
import { type KubernetesClient, KubernetesError } from "../../lib/kubernetes";
import { type RouteChange, RouteChangedError, type RouteState } from "./cluster-port";
import { type BackendRef, type HttpRoute, pathMatches } from "../../lib/release/http-route";
import { COLOR_LABEL, JOURNAL, readJournal, sameRoute, writeJournal } from "./journal";
import type { Weights } from "./plan";
import type { Color, SwitchSpec } from "../../lib/release/spec";

type Route = SwitchSpec["route"];
type Selector = Readonly<Record<string, string>>;

const MERGE = "application/merge-patch+json";

/** The object that says which colour has the traffic: the live Service, or an HTTPRoute with the live Service behind it. */
export class LiveRoute {
  constructor(
    private readonly client: KubernetesClient,
    private readonly spec: SwitchSpec,
  ) {}

  async read(signal: AbortSignal): Promise<RouteState> {
    const { weights, annotations, version, found, shape } = await this.look(signal);
    const intact = isDeepStrictEqual(found, this.spec.route);
    return { weights, ...readJournal(annotations), intact, shape: JSON.stringify(shape), version };
  }

  /** Compare-and-swap: fails with `RouteChangedError` when the route is no longer at `expected`. */
  async write(expected: RouteState, change: RouteChange, signal: AbortSignal): Promise<RouteState> {
    const written = await this.swap(expected, change, signal);
    if (this.spec.route.kind === "selector") return written;
    await this.leadInside(expected, change.weights, signal);
    const now = await this.read(signal);
    if (sameRoute(now, change)) return now;
    throw new RouteChangedError(
      `${this.path()} was written and leads elsewhere now: to ${JSON.stringify(now.weights)}`,
    );
  }

  /** What the route says besides weights, in the words of the program: equal to the program's where nobody else changed it. */
  async readFound(signal: AbortSignal): Promise<Route> {
    return (await this.look(signal)).found;
  }

  private async swap(expected: RouteState, change: RouteChange, signal: AbortSignal): Promise<RouteState> {
    const body = await this.patch(expected, change, signal);
    for (let attempt = 0; ; attempt++) {
      try {
        await this.client.json("PATCH", this.path(), { body, contentType: MERGE, signal });
        const now = await this.read(signal);
        if (sameRoute(now, change)) return now;
        throw new RouteChangedError(
          `${this.path()} was written and leads elsewhere now: to ${JSON.stringify(now.weights)}`,
        );
      } catch (error) {
        if (error instanceof RouteChangedError) throw error;
        if (error instanceof KubernetesError && ![409, 429].includes(error.status) && error.status < 500) throw error;
        // The answer may have been lost after the work was done: what the route says decides, not what we heard.
        const now = await this.read(signal).catch((unreadable: unknown) => {
          if (attempt >= 3) throw unreadable;
          return undefined;
        });
        if (now && sameRoute(now, change)) return now;
        // Another hand's change of something else, such as a controller's status, is no quarrel about the traffic.
        if (now && now.version !== expected.version && sameRoute(now, expected) && now.shape === expected.shape) {
          return await this.swap(now, change, signal);
        }
        if (now && now.version !== expected.version) {
          throw new RouteChangedError(
            `somebody else changed ${this.path()} meanwhile; it now leads to ${JSON.stringify(now.weights)} with ${now.shape}`,
          );
        }
        if (attempt >= 3) throw error;
        await sleep(250 * 2 ** attempt, undefined, { signal });
      }
    }
  }

  private async look(signal: AbortSignal) {
    const { route } = this.spec;
    if (route.kind === "selector") {
      const { metadata, spec } = await this.client.json<V1Service>("GET", this.path(), { signal });
      const selector = Object.entries(spec?.selector ?? {}).filter(([key]) => key !== COLOR_LABEL);
      return {
        weights: this.selectorWeights(spec?.selector),
        annotations: metadata?.annotations,
        version: metadata?.resourceVersion ?? "",
        found: { ...route, selector: spec?.selector ? Object.fromEntries(selector) : route.selector },
        shape: { selector: sortedByKey(Object.fromEntries(selector)) },
      };
    }
    const [{ metadata, spec }, inside] = await Promise.all([
      this.client.json<HttpRoute>("GET", this.path(), { signal }),
      this.liveSelector(signal),
    ]);
    const weights = this.routeWeights(spec);
    return {
      weights,
      annotations: metadata.annotations,
      version: metadata.resourceVersion,
      found: {
        ...route,
        ...this.ruleFound(route, spec),
        selector: this.selectorFound(route.selector, inside, weights),
      },
      shape: { rule: this.ruleFound(route, spec), inside: sortedByKey(inside ?? {}) },
    };
  }

  private selectorWeights(selector: Selector = {}): Weights {
    // One that leads to something else than this app's pods leads to none of its colours.
    if (Object.entries(this.spec.route.selector).some(([key, value]) => selector[key] !== value)) return {};
    const color = selector[COLOR_LABEL];
    if (color !== undefined) return { [color]: 100 };
    const colors = Object.keys(this.spec.colors);
    return Object.fromEntries(colors.map((name) => [name, 100 / colors.length]));
  }

  private routeWeights({ rules }: HttpRoute["spec"]): Weights {
    // An absent weight is 1: https://gateway-api.sigs.k8s.io/reference/spec/#backendref
    const refs = (rules?.[0]?.backendRefs ?? []).map((ref) => [this.colorOf(ref), ref.weight ?? 1] as const);
    return Object.fromEntries(refs.filter(([, weight]) => weight > 0));
  }

  /**
   * A colour that the program has no longer may still have traffic: its Service is named after it. What somebody else put in goes by its own
   * name, with a stroke that no colour has.
   */
  private colorOf({ name }: BackendRef): Color {
    const [known] = Object.entries(this.spec.colors).find(([, { service }]) => service === name) ?? [];
    const prefix = `${this.spec.app}-`;
    return known ?? (name.startsWith(prefix) ? name.slice(prefix.length) : `/${name}`);
  }

  /** Paths and port as the only rule has them; what it says in another way shows as what the program does not say. */
  private ruleFound(route: Extract<Route, { kind: "http-route" }>, { rules = [] }: HttpRoute["spec"]) {
    const [rule = {}] = rules;
    const paths = (rule.matches ?? []).map(({ path, ...others }) =>
      path?.type === "PathPrefix" && Object.keys(others).length === 0 ? (path.value ?? "") : "",
    );
    const refs = rule.backendRefs ?? [];
    const isWhole =
      rules.length === 1 &&
      Object.values(this.spec.colors).every(({ service }) => refs.some((one) => one.name === service));
    const odd = refs.find(({ port }) => port !== route.port);
    return { paths: isWhole ? paths : [], port: odd ? (odd.port ?? 0) : route.port };
  }

  /** The live Service's selector where it follows the route, or what is wrong with it. */
  private selectorFound(wanted: Selector, found: Selector | undefined, weights: Weights): Selector {
    const color = soleColor(weights);
    if (color === undefined) return wanted;
    const { [COLOR_LABEL]: own, ...rest } = found ?? {};
    return own === color ? rest : { ...rest, [COLOR_LABEL]: own ?? "" };
  }

  private async liveSelector(signal: AbortSignal): Promise<Selector | undefined> {
    return (await this.liveService(signal))?.spec?.selector;
  }

  private async liveService(signal: AbortSignal): Promise<V1Service | undefined> {
    try {
      return await this.client.json<V1Service>("GET", this.livePath(), { signal });
    } catch (error) {
      // Without it the route still leads users.
      if (error instanceof KubernetesError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Behind a Gateway the live Service is for whoever asks within the cluster: it follows, once a colour has all of the traffic. */
  private async leadInside({ shape }: RouteState, weights: Weights, signal: AbortSignal): Promise<void> {
    const color = soleColor(weights);
    if (color === undefined) return;
    const known = (JSON.parse(shape) as { inside?: Selector }).inside ?? {};
    for (let attempt = 0; ; attempt++) {
      try {
        const live = await this.liveService(signal);
        const found = live?.spec?.selector ?? {};
        if (
          found[COLOR_LABEL] === color &&
          isDeepStrictEqual(found, { ...this.spec.route.selector, [COLOR_LABEL]: color })
        )
          return;
        if (!isDeepStrictEqual(sortedByKey(found), known))
          throw new RouteChangedError(
            `somebody else changed the selector of ${this.livePath()} meanwhile: ${JSON.stringify(found)}`,
          );
        const { resourceVersion } = live?.metadata ?? {};
        const body = { metadata: { resourceVersion }, spec: { selector: this.selectorPatch(found, color) } };
        await this.client.json("PATCH", this.livePath(), { body, contentType: MERGE, signal });
        return;
      } catch (error) {
        const passing = !(error instanceof KubernetesError) || error.status >= 500 || [409, 429].includes(error.status);
        if (attempt >= 3 || !passing || error instanceof RouteChangedError) throw error;
        await sleep(250 * 2 ** attempt, undefined, { signal });
      }
    }
  }

  private async patch(expected: RouteState, change: RouteChange, signal: AbortSignal): Promise<unknown> {
    const { route } = this.spec;
    const metadata = { resourceVersion: expected.version, annotations: { [JOURNAL]: writeJournal(change) } };
    const receiving = Object.entries(change.weights).filter(([, weight]) => weight > 0);
    if (receiving.length === 0) return { metadata };
    if (route.kind === "http-route") {
      const { spec } = await this.client.json<HttpRoute>("GET", this.path(), { signal });
      const weight = (color: Color) => Math.round(change.weights[color] ?? 0);
      const own = Object.entries(this.spec.colors).map(([color, { service }]) => {
        return { name: service, port: route.port, weight: weight(color) };
      });
      // Whatever else has traffic keeps it as it has it.
      const others = (spec.rules?.[0]?.backendRefs ?? [])
        .filter((ref) => !Object.hasOwn(this.spec.colors, this.colorOf(ref)))
        .map((ref) => ({ ...ref, weight: weight(this.colorOf(ref)) }))
        .filter((ref) => ref.weight > 0);
      return { metadata, spec: { rules: [{ matches: pathMatches(route.paths), backendRefs: [...own, ...others] }] } };
    }
    const [only] = receiving.length === 1 ? receiving : [];
    return { metadata, spec: { selector: this.selectorPatch(await this.liveSelector(signal), only?.[0]) } };
  }

  /** A selector without a colour takes both; null removes what is not the switch's. */
  private selectorPatch(found: Selector = {}, color: Color | undefined): Readonly<Record<string, string | null>> {
    const foreign = Object.fromEntries(Object.keys(found).map((key) => [key, null]));
    return { ...foreign, ...this.spec.route.selector, [COLOR_LABEL]: color ?? null };
  }

  private path(): string {
    const { namespace, route } = this.spec;
    return route.kind === "http-route"
      ? `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/httproutes/${route.name}`
      : this.livePath();
  }

  private livePath(): string {
    return `/api/v1/namespaces/${this.spec.namespace}/services/${this.spec.route.service}`;
  }
}

const sortedByKey = (selector: Selector) =>
  Object.fromEntries(Object.entries(selector).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The colour that has all of the traffic. */
function soleColor(weights: Weights): Color | undefined {
  const [first, ...others] = Object.keys(weights).filter((color) => (weights[color] ?? 0) > 0);
  return others.length === 0 ? first : undefined;
}
