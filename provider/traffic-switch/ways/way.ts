import type { KubernetesClient } from "../../../lib/kubernetes";
import type { Color, SwitchSpec } from "../../../lib/release/spec";
import type { RouteState, Share } from "../cluster-port";
import type { Weights } from "../plan";

/** Labels that pods must have. */
export type Selector = Readonly<Record<string, string>>;

/** The route's object as it was read. */
interface Reading {
  readonly weights: Weights;
  readonly annotations: Readonly<Record<string, string>> | undefined;
  readonly version: string;
  /** What it says besides weights, in the words of the program: equal to the program's where nobody else changed it. */
  readonly found: SwitchSpec["route"];
  /** The same as it stands, to tell another hand's change of it from a controller's of something else. */
  readonly shape: object;
}

/** A way of moving an app's traffic: the object that says who has it, and what follows from that. */
export interface Way {
  /** Of the object that the switch writes, at the API server. */
  readonly path: string;
  /** Percentages of the target on the way, ending in 100. */
  readonly weights: readonly number[];
  /** Milliseconds in which what leads users there hears of new pods, and of a colour that it no longer leads to; 0: at once. */
  readonly propagationMs: number;
  /** Milliseconds for which both colours have traffic before one has all. */
  readonly overlapMs: number;
  /**
   * Whether what leads to the pods is not the nodes' own Service routing. Some proxies send requests to pods that are ending, as long as
   * these say that they serve (Traefik 3.6 for an Ingress of class nginx); so a colour gets traffic when it has none of them any more.
   */
  readonly isBehindProxies: boolean;
  /** The labels that alone decide which pods get traffic of these shares; `undefined` where a colour does. */
  openTo(client: KubernetesClient, weights: Weights, signal: AbortSignal): Promise<Selector | undefined>;
  /** Services that users' requests take to a colour, each asked in turn. */
  probeTargets(color: Color, share: Share): readonly string[];
  read(client: KubernetesClient, signal: AbortSignal): Promise<Reading>;
  /** What a merge patch makes of the object's `spec`, so that it leads as the weights say. */
  patch(client: KubernetesClient, weights: Weights, signal: AbortSignal): Promise<object>;
  /** Where another object follows the one that was written. */
  readonly follow?: (
    client: KubernetesClient,
    expected: RouteState,
    weights: Weights,
    signal: AbortSignal,
  ) => Promise<void>;
  /** Resolves when the endpoints are the colour's ready pods: only those, or those among others. */
  awaitPropagation(client: KubernetesClient, color: Color, share: Share, signal: AbortSignal): Promise<void>;
}

/** The colours that get traffic. */
export const receiving = (weights: Weights): readonly Color[] =>
  Object.keys(weights).filter((color) => (weights[color] ?? 0) > 0);

/** The colour that has all of the traffic. */
export function soleColor(weights: Weights): Color | undefined {
  const [first, ...others] = receiving(weights);
  return others.length === 0 ? first : undefined;
}
