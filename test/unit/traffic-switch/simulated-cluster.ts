import {
  type ClusterPort,
  type Probe,
  type ProbeResult,
  type RouteChange,
  RouteChangedError,
  RolloutFailedError,
  type RouteState,
} from "../../../provider/traffic-switch/cluster-port";
import type { Observed, Weights } from "../../../provider/traffic-switch/plan";
import type { Check, Color } from "../../../provider/traffic-switch/spec";

/** The process died here. */
export class Crash extends Error {}

/** What a release is like when it runs. */
export type Quality = "good" | "never-ready" | "fails-checks" | "fails-under-load";

interface SimulatedColor {
  replicas: number;
  revision: string;
}

/** What may go wrong on the way, decided before the run. */
export interface Weather {
  /** The call (counted over the whole life) before which the process dies. */
  readonly crashBefore: number;
  /** Writes of the route (counted) whose answer is lost after the work was done. */
  readonly loseAnswerOf: number;
}

/**
 * A cluster in memory with the promise built in: whenever the route changes, every colour that has traffic must have been verified at
 * the revision it runs, at the size it needs. Anything else is recorded as a broken promise.
 */
export class SimulatedCluster implements ClusterPort {
  readonly broken: string[] = [];
  private calls = 0;
  private writes = 0;
  private version = 1;
  private clock = 0;
  private readonly verified = new Set<string>();
  private state: Omit<RouteState, "version"> = { weights: {}, unfinished: undefined, generation: 0 };

  constructor(
    readonly colors: Record<Color, SimulatedColor>,
    private readonly quality: (revision: string) => Quality,
    public weather: Weather,
  ) {}

  get weights(): Weights {
    return this.state.weights;
  }

  /** The engine applies Deployments before the switch runs; the guard lets it touch only colours without traffic. */
  deploy(color: Color, revision: string): void {
    const one = this.colors[color]!;
    if (one.revision === revision) return;
    if ((this.state.weights[color] ?? 0) > 0) this.broken.push(`${color} changed under traffic`);
    one.revision = revision;
  }

  observe(): Promise<Observed & { readonly route: RouteState }> {
    return this.call(() => {
      const route = this.route();
      return { weights: route.weights, unfinished: route.unfinished, colors: structuredClone(this.colors), route };
    });
  }

  writeRoute(expected: RouteState, change: RouteChange): Promise<RouteState> {
    return this.call(() => {
      if (expected.version !== String(this.version)) throw new RouteChangedError("the route is at another version");
      this.version++;
      this.state = {
        weights: change.weights,
        unfinished: change.unfinished,
        generation: change.generation,
        ended: change.ended,
      };
      this.judge();
      // The real port reads the route again when an answer is lost, and finds its own change there.
      if (++this.writes === this.weather.loseAnswerOf) this.calls++;
      return this.route();
    });
  }

  scale(color: Color, replicas: number): Promise<void> {
    return this.call(() => {
      this.colors[color]!.replicas = replicas;
      this.judge();
    });
  }

  awaitReady(color: Color, { revision }: { readonly replicas: number; readonly revision: string }): Promise<void> {
    return this.call(() => {
      const found = this.colors[color]!.revision;
      if (found !== revision || this.quality(found) === "never-ready")
        throw new RolloutFailedError("it never gets ready");
    });
  }

  awaitRouted(): Promise<void> {
    return this.call(() => {});
  }

  check(color: Color, _check: Check): Promise<ProbeResult> {
    return this.call(() => {
      const { revision } = this.colors[color]!;
      const ok = this.quality(revision) !== "fails-checks";
      if (ok) this.verified.add(`${color} ${revision}`);
      return { ok, seen: ok ? "200" : "500" };
    });
  }

  runHook(): Promise<ProbeResult> {
    return this.call(() => ({ ok: true, seen: "Complete" }));
  }

  probe(color: Color): Promise<Probe> {
    return this.call(() => {
      const ok = this.quality(this.colors[color]!.revision) !== "fails-under-load";
      return { verdict: ok ? "answered" : "failed", seen: ok ? "200" : "503" };
    });
  }

  wait(milliseconds: number): Promise<void> {
    this.clock += milliseconds;
    return Promise.resolve();
  }

  now(): number {
    return this.clock;
  }

  private route(): RouteState {
    return { ...this.state, version: String(this.version) };
  }

  /** The promise, looked at after every change. */
  private judge(): void {
    for (const [color, weight] of Object.entries(this.state.weights)) {
      if (weight <= 0) continue;
      const { revision, replicas } = this.colors[color]!;
      if (!this.verified.has(`${color} ${revision}`))
        this.broken.push(`${color} has traffic and was not verified at ${revision}`);
      if (replicas === 0) this.broken.push(`${color} has traffic and no replicas`);
    }
  }

  private call<T>(work: () => T): Promise<T> {
    if (++this.calls === this.weather.crashBefore) return Promise.reject(new Crash());
    try {
      return Promise.resolve(work());
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
