import {
  type ClusterPort,
  RolloutFailedError,
  type Probe,
  type ProbeResult,
  type ReadyWanted,
  type RouteChange,
  RouteChangedError,
  type RouteState,
  type Share,
} from "../../../provider/traffic-switch/cluster-port";
import type { Observed, Weights } from "../../../provider/traffic-switch/plan";
import type { Color } from "../../../lib/release/spec";

/** What is wrong with a release, and where it shows. */
export type Flaw = "none" | "migration-fails" | "never-ready" | "wrong-answer" | "fails-live";

/** What happens to one call: the process dies before or after it has worked, or its answer is lost. */
export type Fault = "dies-before" | "dies-after" | "answer-lost";

class ProcessDied extends Error {}

/** One app in a cluster that keeps an account of which colours may have traffic. */
export class SimulatedCluster {
  weights: Weights = {};
  unfinished: RouteState["unfinished"];
  generation = 0;
  ended: RouteState["ended"];
  endedAt: RouteState["endedAt"];
  served: RouteState["served"] = {};
  intact = true;
  /** Milliseconds for which all pods have been ready. */
  readyFor = 0;
  version = 0;
  readonly colors: Record<Color, { replicas: number; revision: string; contested: boolean }>;
  readonly flaws = new Map<string, Flaw>();
  /** Revisions that were verified, each as `colour@revision`. */
  readonly verified = new Set<string>();
  /** What the analysis asked, in order. */
  readonly probed: { readonly color: Color; readonly share: Share }[] = [];

  constructor(colors: readonly Color[]) {
    this.colors = Object.fromEntries(colors.map((color) => [color, { replicas: 0, revision: "", contested: false }]));
  }

  /** The promise: whoever has traffic was verified, is what was verified, and has pods. */
  assertSafe(): void {
    const total = Object.values(this.weights).reduce((sum, weight) => sum + weight, 0);
    if (total !== 0 && total !== 100) throw new Error(`the weights add up to ${total}`);
    for (const [color, weight] of Object.entries(this.weights)) {
      if (weight === 0) continue;
      const state = this.colors[color];
      if (!state) throw new Error(`${color} has traffic and is no colour`);
      if (!this.verified.has(`${color}@${state.revision}`))
        throw new Error(`${color}@${state.revision} has ${weight} % and was not verified`);
      if (state.replicas < 1) throw new Error(`${color} has ${weight} % and no replicas`);
    }
  }

  /** A process that talks to it; `faults` tells by number of the call what befalls it. */
  connect(faults: ReadonlyMap<number, Fault> = new Map(), process = new SimulatedProcess(faults)): SimulatedPort {
    return new SimulatedPort(this, process);
  }

  flawOf(color: Color): Flaw {
    return this.flaws.get(this.colors[color]?.revision ?? "") ?? "none";
  }
}

/** A process, whose calls are counted over all clusters it talks to. */
export class SimulatedProcess {
  calls = 0;
  dead = false;

  constructor(readonly faults: ReadonlyMap<number, Fault> = new Map()) {}
}

export class SimulatedPort implements ClusterPort {
  private clock = 0;

  constructor(
    private readonly cluster: SimulatedCluster,
    readonly process: SimulatedProcess,
  ) {}

  observe(): Promise<Observed & { readonly route: RouteState }> {
    return this.call(() => {
      const { weights, unfinished, served, intact } = this.cluster;
      const colors = Object.entries(this.cluster.colors).map(([color, state]) => [
        color,
        { ...state, foreign: [], template: state.revision },
      ]);
      const all = Object.fromEntries(colors) as Observed["colors"];
      return { weights, unfinished, served, intact, colors: all, route: this.route() };
    });
  }

  writeRoute(expected: RouteState, change: RouteChange): Promise<RouteState> {
    return this.call(() => {
      if (String(this.cluster.version) !== expected.version) throw new RouteChangedError("somebody else was here");
      this.cluster.weights = change.weights;
      this.cluster.unfinished = change.unfinished;
      this.cluster.generation = change.generation;
      this.cluster.ended = change.ended;
      this.cluster.endedAt = change.endedAt;
      this.cluster.served = change.served;
      this.cluster.intact = true;
      this.cluster.version++;
      return this.route();
    });
  }

  scale(color: Color, replicas: number): Promise<void> {
    return this.call(() => {
      const state = this.cluster.colors[color];
      if (state) state.replicas = replicas;
    });
  }

  hold(color: Color): Promise<void> {
    return this.call(() => {
      const state = this.cluster.colors[color];
      if (state) state.contested = true;
    });
  }

  restore(): Promise<void> {
    return this.call(() => undefined);
  }

  mendServices(): Promise<readonly string[]> {
    return this.call(() => []);
  }

  strangers(): Promise<readonly string[]> {
    return this.call(() => []);
  }

  digests(): Promise<readonly string[]> {
    return this.call(() => []);
  }

  releaseAutoscaler(color: Color, replicas: number): Promise<void> {
    return this.call(() => {
      const state = this.cluster.colors[color];
      if (state) this.cluster.colors[color] = { ...state, replicas, contested: false };
    });
  }

  awaitReady(color: Color, { replicas, revision }: ReadyWanted): Promise<void> {
    return this.call(() => {
      const state = this.cluster.colors[color];
      if (this.cluster.flawOf(color) === "never-ready") throw new RolloutFailedError("CrashLoopBackOff");
      if (state?.revision !== revision || state.replicas < replicas)
        throw new RolloutFailedError("not what was asked for");
    });
  }

  readyFor(): Promise<number> {
    return this.call(() => this.cluster.readyFor);
  }

  awaitPropagation(): Promise<void> {
    return this.call(() => undefined);
  }

  check(color: Color): Promise<ProbeResult> {
    return this.call(() => {
      if (this.cluster.flawOf(color) === "wrong-answer") return { ok: false, seen: "HTTP 500" };
      this.cluster.verified.add(`${color}@${this.cluster.colors[color]?.revision}`);
      return { ok: true, seen: "HTTP 200" };
    });
  }

  runHook(color: Color): Promise<ProbeResult> {
    return this.call(() => {
      const ok = this.cluster.flawOf(color) !== "migration-fails";
      return { ok, seen: ok ? "Complete" : "Failed" };
    });
  }

  probe(color: Color, share: Share): Promise<Probe> {
    return this.call(() => {
      // Behind an HTTPRoute the switch asks the target's own Service, as the real port does.
      this.cluster.probed.push({ color, share });
      const ok = this.cluster.flawOf(color) !== "fails-live";
      return { verdict: ok ? "answered" : "failed", seen: ok ? "HTTP 200" : "HTTP 502" };
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
    const { weights, unfinished, generation, ended, endedAt, served, intact, version } = this.cluster;
    return { weights, unfinished, generation, ended, endedAt, served, intact, shape: "", version: String(version) };
  }

  /** Every call is a point at which the process may die; afterwards the cluster must be safe. */
  private call<T>(work: () => T): Promise<T> {
    const { process } = this;
    const fault = process.dead ? "dies-before" : process.faults.get(process.calls++);
    if (fault?.startsWith("dies")) process.dead = true;
    if (fault === "dies-before") return Promise.reject(new ProcessDied());
    try {
      const result = work();
      this.cluster.assertSafe();
      if (fault === "dies-after") return Promise.reject(new ProcessDied());
      if (fault === "answer-lost") return Promise.reject(new Error("socket hang up"));
      return Promise.resolve(result);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
