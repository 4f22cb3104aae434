import type { Observed, Unfinished, Weights } from "./plan";
import { KubernetesError } from "../../lib/kubernetes";
import type { Check, Color, Hook } from "../../lib/release/spec";

/** What the route says, with the version that a change must name so that nobody else's change is overwritten. */
export interface RouteState {
  readonly weights: Weights;
  readonly unfinished: Unfinished | undefined;
  /** Counts the switches of this app; never goes down. */
  readonly generation: number;
  /** The transaction of several apps that ended here with all of them on their new colours. */
  readonly ended?: string | undefined;
  /** When the last switch ended here, with success or without. */
  readonly endedAt?: string | undefined;
  /** The release of each colour that had all of the traffic when its switch ended. */
  readonly served: Readonly<Record<Color, string>>;
  /** Whether all else of the route is as the switch writes it: its paths and port, and no label of somebody else's in the selector. */
  readonly intact: boolean;
  /** All else of the route as it was read: tells another hand's change of it from a controller's of something else. */
  readonly shape: string;
  readonly version: string;
}

/** A change of the route: traffic, or what is written on it, or both. */
export type RouteChange = Omit<RouteState, "version" | "intact" | "shape">;

/** What one look at a colour showed. */
export interface ProbeResult {
  readonly ok: boolean;
  /** What was seen, in words. */
  readonly seen: string;
}

/** What was seen; fails where it was not right. */
export function must(what: string, { ok, seen }: ProbeResult): string {
  if (!ok) throw new Error(`${what}: ${seen}`);
  return seen;
}

/**
 * One question of what users ask. `unheard`: the way there through the API server was shut, which tells nothing of the app; users do not go
 * that way.
 */
export interface Probe {
  readonly verdict: "answered" | "failed" | "unheard";
  /** What was seen, in words. */
  readonly seen: string;
}

/** How much of the traffic a colour has. */
export type Share = "all" | "some";

/** What a colour's pods shall be. */
export interface ReadyWanted {
  readonly replicas: number;
  readonly revision: string;
  /** Whether a colour that another hand has changed is refused. One that has the traffic is waited for as it is. */
  readonly asStated: boolean;
}

/** Which release a hook is for. */
export interface HookRelease {
  readonly revision: string;
  /** The hook's place among the app's. */
  readonly index: number;
}

/** All that a switch does to a cluster. The property test has a simulated one, with crashes and lost answers. */
export interface ClusterPort {
  observe(signal: AbortSignal): Promise<Observed & { readonly route: RouteState }>;
  /** Compare-and-swap: fails with `RouteChangedError` when the route is no longer at `expected`. */
  writeRoute(expected: RouteState, change: RouteChange, signal: AbortSignal): Promise<RouteState>;
  scale(color: Color, replicas: number, signal: AbortSignal): Promise<void>;
  /** Puts the pod template of a colour without traffic back to what the program states. */
  restore(color: Color, signal: AbortSignal): Promise<void>;
  /**
   * Sees to it that each colour's own Service leads to its pods with the live Service's target ports, and answers what had to be put back.
   * Resolves when endpoints of what was put back are there.
   */
  mendServices(colors: readonly Color[], signal: AbortSignal): Promise<readonly string[]>;
  /** Keeps an autoscaler from taking replicas away, until the size is handed over to it again. */
  hold(color: Color, replicas: number, signal: AbortSignal): Promise<void>;
  /** Sees to it that a colour has the size that the program says, or an autoscaler where the program says so. */
  releaseAutoscaler(color: Color, replicas: number, signal: AbortSignal): Promise<void>;
  /** Resolves when every replica of that release is ready; throws at once on what cannot heal, and when the time for it is over. */
  awaitReady(color: Color, wanted: ReadyWanted, progress: (line: string) => void, signal: AbortSignal): Promise<void>;
  /** Pods of nobody's colour that would get traffic of these shares as well. */
  strangers(weights: Weights, signal: AbortSignal): Promise<readonly string[]>;
  /** For how many milliseconds all of a colour's pods have been ready; 0 where that cannot be known. */
  readyFor(color: Color, signal: AbortSignal): Promise<number>;
  /** Resolves when the route's endpoints are the colour's ready pods: only those, or those among others. */
  awaitPropagation(color: Color, share: Share, signal: AbortSignal): Promise<void>;
  /** Asks a colour through its own Service. */
  check(color: Color, check: Check, signal: AbortSignal): Promise<ProbeResult>;
  /** Runs what a release needs before its pods start, or finds that it ran before for that revision. */
  runHook(color: Color, hook: Hook, release: HookRelease, signal: AbortSignal): Promise<ProbeResult>;
  /** Asks once what users ask, in the way that they come. Where that tells too little of the colour, the question goes to its own Service. */
  probe(color: Color, share: Share, path: string, signal: AbortSignal): Promise<Probe>;
  /** Digests of the images that a colour's pods run, as their nodes report them. */
  digests(color: Color, signal: AbortSignal): Promise<readonly string[]>;
  /** Waits, unless interrupted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  now(): number;
}

/** Somebody else changed the route meanwhile: it is theirs, and stays as they left it. */
export class RouteChangedError extends Error {
  override readonly name = "RouteChangedError";
}

/** What leads users to the app is not there: nobody has any. */
export class RouteGoneError extends KubernetesError {
  constructor(what: string) {
    super(404, "NotFound", `${what} is gone, which leads users to the app; \`pulumi up --refresh\` makes it again`);
  }
}

/** The target's pods will never be ready, and why. */
export class RolloutFailedError extends Error {
  override readonly name = "RolloutFailedError";
}
