import {
  type ClusterPort,
  type Probe,
  type ProbeResult,
  type ReadyWanted,
  RolloutFailedError,
  type RouteChange,
  RouteChangedError,
  RouteGoneError,
  type RouteState,
} from "../../../provider/traffic-switch/cluster-port";
import { KubernetesError } from "../../../lib/kubernetes";
import { UnreachableError } from "../../../lib/retry";
import type { Observed, Weights } from "../../../provider/traffic-switch/plan";
import type { Color } from "../../../lib/release/spec";

/** What an operator does between two calls of an update. */
export type Act =
  | { readonly kind: "scale"; readonly color: Color; readonly replicas: number }
  | { readonly kind: "set-image"; readonly color: Color }
  | { readonly kind: "move-route"; readonly weights: Weights }
  | { readonly kind: "label-selector" }
  | { readonly kind: "delete-service"; readonly color: Color }
  /** One of a colour's pods, which its Deployment makes again. */
  | { readonly kind: "delete-pod"; readonly color: Color }
  /** The live Service, which says where users go: nobody has any until the engine makes it again. */
  | { readonly kind: "delete-live-service" };

/** How the API server answers in a bad time, and whether it does what it was asked. */
export const badAnswers = {
  "429": { done: false, error: () => new KubernetesError(429, "TooManyRequests", "please try again later", 1000) },
  "500, nothing done": { done: false, error: () => new KubernetesError(500, "InternalError", "etcd: no leader") },
  "500, all done": { done: true, error: () => new KubernetesError(500, "InternalError", "etcd: request timed out") },
  "503": { done: false, error: () => new KubernetesError(503, "ServiceUnavailable", "the server is starting") },
  "504, all done": { done: true, error: () => new KubernetesError(504, "Timeout", "the request did not complete") },
  refused: { done: false, error: () => new UnreachableError("connect ECONNREFUSED", true) },
  reset: { done: false, error: () => new UnreachableError("read ECONNRESET", false) },
  "reset, all done": { done: true, error: () => new UnreachableError("read ECONNRESET", false) },
  "timed out": { done: false, error: () => new UnreachableError("no answer in 15 s", false) },
  "lost answer": { done: true, error: () => new UnreachableError("no answer in 15 s", false) },
} as const satisfies Record<string, { readonly done: boolean; readonly error: () => Error }>;

/** A time in which the API server answers no call as it should. */
export interface Outage {
  readonly milliseconds: number;
  readonly answer: keyof typeof badAnswers;
}

/** What befalls an update, by the number of its call. */
export interface Weather {
  readonly acts: ReadonlyMap<number, Act>;
  readonly outages: ReadonlyMap<number, Outage>;
}

export const calm: Weather = { acts: new Map(), outages: new Map() };

interface ColorModel {
  replicas: number;
  revision: string;
  /** Which hand's change its template has; "" where it is as stated. */
  hand: string;
  contested: boolean;
  service: boolean;
  /** Pods that somebody deleted and that are not there again. */
  missing: number;
}

/** One app in a cluster with an unreliable API server and an operator, which keeps an account of what may get users. */
export class MeddledCluster {
  weights: Weights = {};
  label = "";
  journal: Pick<RouteState, "unfinished" | "generation" | "ended" | "endedAt" | "served"> = {
    unfinished: undefined,
    generation: 0,
    served: {},
  };
  version = 0;
  /** The object that leads users is not there. */
  isGone = false;
  readonly colors: Record<Color, ColorModel>;
  /** What may have users, each as `colour@template`: it was verified, or the operator gave it users. */
  readonly accepted = new Set<string>();
  /** Revisions that answer wrongly when they are verified, or when users ask. */
  readonly flaws = new Map<string, "wrong-answer" | "fails-live" | "never-ready">();
  /** Promises that an update broke: whatever it makes of the error. */
  readonly broken: string[] = [];
  private hands = 0;

  constructor(colors: readonly Color[]) {
    this.colors = Object.fromEntries(
      colors.map((color) => [
        color,
        { replicas: 0, revision: "", hand: "", contested: false, service: true, missing: 0 },
      ]),
    );
  }

  template(color: Color): string {
    const { revision = "", hand = "" } = this.colors[color] ?? {};
    return revision + hand;
  }

  operate(act: Act): void {
    if (act.kind === "delete-live-service") {
      this.isGone = true;
      this.weights = {};
      return;
    }
    if ((act.kind === "move-route" || act.kind === "label-selector") && this.isGone) return;
    if (act.kind === "move-route") {
      this.weights = act.weights;
      for (const color of Object.keys(act.weights)) this.accepted.add(`${color}@${this.template(color)}`);
      this.version++;
      return;
    }
    if (act.kind === "label-selector") {
      this.label = `hand-${++this.hands}`;
      this.version++;
      return;
    }
    const color = this.colors[act.color];
    if (!color) return;
    if (act.kind === "scale") color.replicas = act.replicas;
    if (act.kind === "delete-service") color.service = false;
    if (act.kind === "delete-pod") color.missing = Math.min(color.replicas, color.missing + 1);
    if (act.kind !== "set-image") return;
    color.hand = `+hand-${++this.hands}`;
    if ((this.weights[act.color] ?? 0) > 0) this.accepted.add(`${act.color}@${this.template(act.color)}`);
  }

  /** What the engine does of a Service that its state has and the cluster has not. */
  refresh(): void {
    if (!this.isGone) return;
    this.isGone = false;
    this.label = "";
    this.journal = { unfinished: undefined, generation: 0, served: {} };
    this.version++;
  }

  route(): RouteState {
    const { weights, journal, label, version } = this;
    return { weights, ...journal, intact: label === "", shape: label, version: String(version) };
  }

  observed(): Observed & { readonly route: RouteState } {
    const route = this.route();
    const { weights, unfinished, served, intact } = route;
    const colors = Object.entries(this.colors).map(([color, { replicas, revision, hand, contested }]) => {
      const foreign = hand === "" ? [] : [`kubectl-set owns ${hand}`];
      return [color, { replicas, revision, foreign, template: this.template(color), contested }];
    });
    return {
      weights,
      unfinished,
      served,
      intact,
      colors: Object.fromEntries(colors) as Observed["colors"],
      route,
    };
  }
}

/** Milliseconds that a call takes. */
const CALL = 10;

/** One update's way to the cluster. */
export class MeddledPort implements ClusterPort {
  calls = 0;
  /** What the update knows: its last look. */
  private known: Observed | undefined;
  /** Colours that this update made smaller, and what they had. */
  readonly shrunk = new Map<Color, number>();
  /** Number of the last call before which the operator acted, and of the last one that answered what the route says. */
  private last = { act: -1, look: -1 };
  private clock = 0;
  private outage: (Outage & { until: number }) | undefined;

  constructor(
    private readonly cluster: MeddledCluster,
    private readonly weather: Weather,
    private readonly stated: { readonly active: Color; readonly replicas: number },
  ) {}

  async observe(): Promise<Observed & { readonly route: RouteState }> {
    const number = this.calls;
    const answer = await this.call(() => {
      this.mustBeThere();
      const seen = this.cluster.observed();
      this.known = seen;
      return seen;
    });
    this.last.look = number;
    return answer;
  }

  /** Whether the operator acted and no later look at the route had an answer: an update can only say that it does not know. */
  get isBlind(): boolean {
    return this.last.act > this.last.look;
  }

  writeRoute(expected: RouteState, change: RouteChange): Promise<RouteState> {
    return this.call(() => {
      const { cluster } = this;
      this.mustBeThere();
      if (String(cluster.version) !== expected.version) throw new RouteChangedError("somebody else was here");
      const gaining = Object.keys(change.weights).filter(
        (color) => (change.weights[color] ?? 0) > (cluster.weights[color] ?? 0),
      );
      for (const color of gaining) this.mayGetUsers(color);
      cluster.weights = change.weights;
      const { unfinished, generation, ended, endedAt, served } = change;
      cluster.journal = { unfinished, generation, ended, endedAt, served };
      cluster.label = "";
      cluster.version++;
      return cluster.route();
    });
  }

  scale(color: Color, replicas: number): Promise<void> {
    return this.call(() => this.size(color, replicas));
  }

  releaseAutoscaler(color: Color, replicas: number): Promise<void> {
    return this.call(() => {
      this.size(color, replicas);
      this.at(color).contested = false;
    });
  }

  restore(color: Color): Promise<void> {
    return this.call(() => {
      if ((this.known?.weights[color] ?? 0) > 0) this.cluster.broken.push(`${color} has users and was put back`);
      this.at(color).hand = "";
    });
  }

  mendServices(colors: readonly Color[]): Promise<readonly string[]> {
    return this.call(() => {
      for (const color of colors) this.at(color).service = true;
      return [];
    });
  }

  hold(color: Color): Promise<void> {
    return this.call(() => {
      this.at(color).contested = true;
    });
  }

  private mustBeThere(): void {
    if (this.cluster.isGone) throw new RouteGoneError("services web");
  }

  awaitReady(color: Color, { replicas, revision, asStated }: ReadyWanted): Promise<void> {
    return this.call(() => {
      const state = this.at(color);
      if (state.revision !== revision) throw new RolloutFailedError("another revision");
      if (asStated && state.hand !== "") throw new RolloutFailedError("changed by another hand");
      if (this.cluster.flaws.get(revision) === "never-ready") throw new RolloutFailedError("CrashLoopBackOff");
      // Its Deployment has made them again by then.
      state.missing = 0;
      if (state.replicas < replicas) throw new RolloutFailedError(`only ${state.replicas}`);
    });
  }

  strangers = (): Promise<readonly string[]> => this.call(() => []);
  readyFor = (): Promise<number> => this.call(() => 0);
  awaitPropagation = (): Promise<void> => this.call(() => undefined);
  digests = (): Promise<readonly string[]> => this.call(() => []);
  runHook = (): Promise<ProbeResult> => this.call(() => ({ ok: true, seen: "Complete" }));

  check(color: Color): Promise<ProbeResult> {
    return this.call(() => {
      const ok = this.cluster.flaws.get(this.at(color).revision) !== "wrong-answer";
      if (ok) this.cluster.accepted.add(`${color}@${this.cluster.template(color)}`);
      return { ok, seen: ok ? "HTTP 200" : "HTTP 500" };
    });
  }

  async probe(color: Color): Promise<Probe> {
    try {
      return await this.call(() => {
        const failed = this.cluster.flaws.get(this.at(color).revision) === "fails-live";
        return { verdict: failed ? "failed" : "answered", seen: failed ? "HTTP 502" : "HTTP 200" };
      });
    } catch (error) {
      return { verdict: "unheard", seen: String(error) };
    }
  }

  wait(milliseconds: number): Promise<void> {
    this.clock += milliseconds;
    return Promise.resolve();
  }

  now(): number {
    return this.clock;
  }

  private at(color: Color): ColorModel {
    const found = this.cluster.colors[color];
    if (!found) throw new Error(`no colour ${color}`);
    return found;
  }

  /** What the update saw last must be what may have users, whatever the operator did since. */
  private mayGetUsers(color: Color): void {
    const seen = this.known?.colors[color]?.template ?? "";
    if (!this.cluster.accepted.has(`${color}@${seen}`))
      this.cluster.broken.push(`${color}@${seen} gets users and was not verified`);
  }

  private size(color: Color, replicas: number): void {
    const state = this.at(color);
    const had = this.known?.colors[color]?.replicas ?? 0;
    const isStated = color === this.stated.active && replicas === this.stated.replicas;
    if (replicas < had && !isStated && (this.known?.weights[color] ?? 0) > 0)
      this.cluster.broken.push(`${color} has users and is made smaller: ${had} → ${replicas}`);
    if (replicas < state.replicas) this.shrunk.set(color, state.replicas);
    state.replicas = replicas;
  }

  /** Before each call the operator may act, and the API server may fail for a while. */
  private call<T>(work: () => T): Promise<T> {
    const number = this.calls++;
    this.clock += CALL;
    const act = this.weather.acts.get(number);
    if (act) {
      this.cluster.operate(act);
      this.last.act = number;
    }
    const begins = this.weather.outages.get(number);
    if (begins) this.outage = { ...begins, until: this.clock + begins.milliseconds };
    const out = this.outage && this.clock <= this.outage.until ? this.outage : undefined;
    try {
      const bad = out && badAnswers[out.answer];
      if (bad?.done === false) throw bad.error();
      const result = work();
      if (bad) throw bad.error();
      return Promise.resolve(result);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
