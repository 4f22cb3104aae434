import type { Observed, Unfinished, Weights } from "./plan";
import type { Check, Color } from "./spec";

/** What the route says, with the version that a change must name so that nobody else's change is overwritten. */
export interface RouteState {
  readonly weights: Weights;
  readonly unfinished: Unfinished | undefined;
  /** Counts the switches of this app; never goes down. */
  readonly generation: number;
  readonly version: string;
}

/** A change of the route: traffic, or what is written on it, or both. */
export interface RouteChange {
  readonly weights: Weights;
  readonly unfinished: Unfinished | undefined;
  readonly generation: number;
}

export interface ProbeResult {
  readonly ok: boolean;
  /** What was seen, in words. */
  readonly seen: string;
}

/** All that a switch does to a cluster. The property test has a simulated one, with crashes and lost answers. */
export interface ClusterPort {
  observe(signal: AbortSignal): Promise<Observed & { readonly route: RouteState }>;
  /** Compare-and-swap: fails with `RouteChangedError` when the route is no longer at `expected`. */
  writeRoute(expected: RouteState, change: RouteChange, signal: AbortSignal): Promise<RouteState>;
  scale(color: Color, replicas: number, signal: AbortSignal): Promise<void>;
  /** Resolves when every replica of that revision is ready; throws at once on what cannot heal. */
  awaitReady(
    color: Color,
    wanted: { readonly replicas: number; readonly revision: string },
    progress: (line: string) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Resolves when the route's endpoints are the colour's ready pods: only those, or those among others. */
  awaitRouted(color: Color, share: "all" | "some", signal: AbortSignal): Promise<void>;
  /** Asks a colour through its own Service. */
  check(color: Color, check: Check, signal: AbortSignal): Promise<ProbeResult>;
  /** Asks what users ask, once. */
  probeLive(path: string, signal: AbortSignal): Promise<ProbeResult>;
  /** Waits, unless interrupted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  now(): number;
}

/** Somebody else changed the route meanwhile. */
export class RouteChangedError extends Error {
  override readonly name = "RouteChangedError";
}

/** The target's pods will never be ready, and why. */
export class RolloutFailedError extends Error {
  override readonly name = "RolloutFailedError";
}
