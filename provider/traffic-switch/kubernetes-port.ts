import { setTimeout as sleep } from "node:timers/promises";
import type { V1Deployment, V1Pod, V2HorizontalPodAutoscaler } from "@kubernetes/client-node";
import { deadline, follow } from "../../lib/retry";
import { type KubernetesClient, KubernetesError, watchUntil } from "../../lib/kubernetes";
import {
  type ClusterPort,
  type HookRelease,
  type Probe,
  type ProbeResult,
  type ReadyWanted,
  type RouteChange,
  RolloutFailedError,
  type RouteState,
  type Share,
} from "./cluster-port";
import { REVISION } from "../../lib/release/marks";
import { COLOR_LABEL } from "./journal";
import type { Observed, Weights } from "./plan";
import { hold, release } from "./autoscaler";
import { mendServices } from "./colour-services";
import { LiveRoute } from "./live-route";
import { podWarnings } from "./pod-events";
import { fingerprint, foreignParts, OWN_MANAGER, withoutForeign } from "./pod-template";
import {
  areAlone,
  deadlineExceeded,
  digestsOf,
  hopeless,
  isEnding,
  lastReady,
  strangersAmong,
  obstacles,
  unschedulable,
} from "./rollout";
import { runCheck } from "./checks";
import { runHook } from "./hooks";
import { probeService } from "./probe";
import type { Check, Color, Hook, SwitchSpec } from "../../lib/release/spec";
import { type Way, wayOf } from "./ways";

const MERGE = "application/merge-patch+json";

/** The switch's steps on a real cluster. */
export class KubernetesPort implements ClusterPort {
  private readonly route: LiveRoute;
  private readonly way: Way;
  private probes = 0;

  constructor(
    private readonly client: KubernetesClient,
    private readonly spec: SwitchSpec,
  ) {
    this.route = new LiveRoute(client, spec);
    this.way = wayOf(spec);
  }

  async observe(signal: AbortSignal): Promise<Observed & { readonly route: RouteState }> {
    const route = await this.route.read(signal);
    const colors = await Promise.all(
      Object.keys(this.spec.colors).map(async (color) => {
        const [deployment, autoscaler] = await Promise.all([
          this.readDeployment(color, signal),
          this.readAutoscaler(color, signal),
        ]);
        return [
          color,
          {
            replicas: deployment?.spec?.replicas ?? 0,
            revision: deployment?.metadata?.annotations?.[REVISION] ?? "",
            foreign: deployment ? foreignParts(deployment, this.stated(color)) : [],
            template: deployment ? fingerprint(deployment) : "",
            contested: autoscaler !== undefined && release(autoscaler, this.spec.replicas) !== undefined,
          },
        ] as const;
      }),
    );
    const { weights, unfinished, served, intact } = route;
    return { weights, unfinished, served, intact, colors: Object.fromEntries(colors), route };
  }

  async writeRoute(expected: RouteState, change: RouteChange, signal: AbortSignal): Promise<RouteState> {
    return await this.route.write(expected, change, signal);
  }

  /** What the route says besides weights, in the words of the program: equal to the program's where nobody else changed it. */
  async readFound(signal: AbortSignal): Promise<SwitchSpec["route"]> {
    return await this.route.readFound(signal);
  }

  async scale(color: Color, replicas: number, signal: AbortSignal): Promise<void> {
    await this.client.json("PATCH", `${this.deploymentPath(color)}/scale`, {
      body: { spec: { replicas } },
      contentType: MERGE,
      signal,
    });
  }

  /** In one write, which also takes the template from whoever owns fields of it: the next release must not meet their claims. */
  async restore(color: Color, signal: AbortSignal): Promise<void> {
    const { revision, template } = this.stated(color);
    const path = this.deploymentPath(color);
    const live = await this.client.json<V1Deployment>("GET", path, { signal });
    if (template === undefined)
      throw new RolloutFailedError(
        `another hand changed Deployment ${this.deploymentName(color)}; delete it and run \`pulumi up --refresh\``,
      );
    const { resourceVersion, annotations, managedFields = [] } = live.metadata ?? {};
    const body = [
      { op: "test", path: "/metadata/resourceVersion", value: resourceVersion },
      ...(annotations ? [] : [{ op: "add", path: "/metadata/annotations", value: {} }]),
      { op: "add", path: `/metadata/annotations/${REVISION.replace("/", "~1")}`, value: revision },
      { op: "replace", path: "/spec/template", value: template },
      { op: "replace", path: "/metadata/managedFields", value: withoutForeign(managedFields) },
    ];
    // The engine's plugin takes over what it finds under this name.
    const query = { fieldManager: OWN_MANAGER };
    await this.client.json("PATCH", path, { body, query, contentType: "application/json-patch+json", signal });
  }

  async mendServices(colors: readonly Color[], signal: AbortSignal): Promise<readonly string[]> {
    return await mendServices(this.client, this.spec, colors, signal);
  }

  async strangers(weights: Weights, signal: AbortSignal): Promise<readonly string[]> {
    const { namespace, colors } = this.spec;
    const labels = await this.way.openTo(this.client, weights, signal);
    if (!labels) return [];
    const labelSelector = Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(",");
    const query = { labelSelector };
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const { items } = await this.client.json<{ items: V1Pod[] }>("GET", path, { query, signal });
    return strangersAmong(items, Object.keys(colors));
  }

  async digests(color: Color, signal: AbortSignal): Promise<readonly string[]> {
    return digestsOf(await this.pods(color, signal), this.spec.app);
  }

  async hold(color: Color, replicas: number, signal: AbortSignal): Promise<void> {
    const autoscaler = await this.readAutoscaler(color, signal);
    const body = autoscaler && hold(autoscaler, replicas);
    if (body) await this.client.json("PATCH", this.autoscalerPath(color), { body, contentType: MERGE, signal });
  }

  async releaseAutoscaler(color: Color, replicas: number, signal: AbortSignal): Promise<void> {
    const autoscaler = await this.readAutoscaler(color, signal);
    const body = autoscaler && release(autoscaler, this.spec.replicas);
    if (body) await this.client.json("PATCH", this.autoscalerPath(color), { body, contentType: MERGE, signal });
    // What the autoscaler did until now.
    if (this.spec.replicas !== null) await this.scale(color, replicas, signal);
  }

  async awaitReady(
    color: Color,
    { replicas, revision, asStated }: ReadyWanted,
    progress: (line: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { namespace } = this.spec;
    const name = this.deploymentName(color);
    let deployment: V1Deployment | undefined;
    let pods: readonly V1Pod[] | undefined;
    let count = "0 ready";
    let shown = "";
    let late: string | undefined;
    const look = (): boolean => {
      if (!deployment) return false;
      const { spec, status, metadata } = deployment;
      const found = metadata?.annotations?.[REVISION];
      if (found !== revision)
        throw new RolloutFailedError(
          `Deployment ${name} is of revision ${found ?? "none"}, not ${revision}: somebody else changed it`,
        );
      const foreign = foreignParts(deployment, this.stated(color));
      if (asStated && foreign.length > 0)
        throw new RolloutFailedError(`Deployment ${name} was changed by another hand: ${foreign.join(", ")}`);
      const ending = this.way.isBehindProxies ? (pods ?? []).filter(isEnding).length : 0;
      count = `${status?.readyReplicas ?? 0} of ${replicas} ready${ending > 0 ? `, ${ending} of before still ending` : ""}`;
      const line = [count, unschedulable(revision, pods ?? []) ?? []].flat().join(", ");
      if (line !== shown) progress((shown = line));
      const current = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
      const reason = current ? hopeless(deployment, revision, pods ?? []) : undefined;
      if (reason !== undefined) throw new RolloutFailedError(reason);
      late = current ? deadlineExceeded(deployment) : undefined;
      if (late !== undefined) throw new RolloutFailedError(late);
      // An autoscaler may want more than we asked for; fewer is not ready.
      const wanted = Math.max(replicas, spec?.replicas ?? 0);
      return (
        current &&
        status?.updatedReplicas === wanted &&
        status.readyReplicas === wanted &&
        status.replicas === wanted &&
        (status.unavailableReplicas ?? 0) === 0 &&
        (!this.way.isBehindProxies || areAlone(pods, wanted))
      );
    };
    // A Deployment that was scaled up from none stays "progressing" for ever: nothing but this ends the wait for it.
    const limit = deadline(signal, this.spec.readySeconds * 1000);
    const stop = follow(limit);
    const either = stop.signal;
    try {
      await Promise.race([
        watchUntil<V1Deployment>(
          this.client,
          `/apis/apps/v1/namespaces/${namespace}/deployments`,
          { fieldSelector: `metadata.name=${name}` },
          either,
          ([one]) => {
            deployment = one;
            return look();
          },
        ),
        watchUntil<V1Pod>(
          this.client,
          `/api/v1/namespaces/${namespace}/pods`,
          { labelSelector: this.podSelector(color) },
          either,
          (all) => {
            pods = all;
            return look();
          },
        ),
      ]);
    } catch (error) {
      if (limit.aborted && !(error instanceof RolloutFailedError))
        late = signal.aborted
          ? `only ${count} when the update was cancelled`
          : `only ${count} after ${this.spec.readySeconds} s`;
      if (late === undefined) throw error;
      const warnings = await podWarnings(this.client, namespace);
      throw new RolloutFailedError([late, ...obstacles(revision, pods ?? [], warnings)].join("; "));
    } finally {
      stop.abort();
    }
  }

  async readyFor(color: Color, signal: AbortSignal): Promise<number> {
    const path = `/api/v1/namespaces/${this.spec.namespace}/pods`;
    const query = { labelSelector: this.podSelector(color) };
    const { status, text, headers } = await this.client.text("GET", path, { query, signal });
    // Nothing is known of them: load balancers are given all of their time.
    if (status !== 200) return 0;
    const since = lastReady((JSON.parse(text) as { items: V1Pod[] }).items);
    if (since === undefined) return 0;
    // The cluster's time, since it is the cluster that says when.
    const now = Date.parse(headers.date ?? "");
    return (Number.isNaN(now) ? Date.now() : now) - since;
  }

  async awaitPropagation(color: Color, share: Share, signal: AbortSignal): Promise<void> {
    await this.way.awaitPropagation(this.client, color, share, signal);
  }

  async check(color: Color, check: Check, signal: AbortSignal): Promise<ProbeResult> {
    return await runCheck(this.client, this.spec, color, check, signal);
  }

  async runHook(color: Color, hook: Hook, release: HookRelease, signal: AbortSignal): Promise<ProbeResult> {
    return await runHook(this.client, this.spec, color, hook, release, signal);
  }

  async probe(color: Color, share: Share, path: string, signal: AbortSignal): Promise<Probe> {
    const targets = this.way.probeTargets(color, share);
    const target = targets[this.probes++ % targets.length] ?? "";
    const found = await probeService(this.client, this.spec, target, path, signal);
    if (found.verdict !== "failed" || share === "all" || target === this.spec.colors[color]?.service) return found;
    // Both colours answer there: what the old one does wrong says nothing of the new one.
    const others = Object.entries(this.spec.colors).filter(([other]) => other !== color);
    for (const [other, { service }] of others) {
      const own = await probeService(this.client, this.spec, service, path, signal);
      if (own.verdict !== "answered") return { verdict: "unheard", seen: `${found.seen}, as ${other} does` };
    }
    return found;
  }

  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    await sleep(milliseconds, undefined, { signal });
  }

  now(): number {
    return performance.now();
  }

  private stated(color: Color) {
    const { revision = "", template } = this.spec.colors[color] ?? {};
    return { revision, template };
  }

  private async pods(color: Color, signal: AbortSignal): Promise<readonly V1Pod[]> {
    const path = `/api/v1/namespaces/${this.spec.namespace}/pods`;
    const query = { labelSelector: this.podSelector(color) };
    return (await this.client.json<{ items: V1Pod[] }>("GET", path, { query, signal })).items;
  }

  /** Nothing for a colour that the program just got. */
  private async readDeployment(color: Color, signal: AbortSignal): Promise<V1Deployment | undefined> {
    try {
      return await this.client.json<V1Deployment>("GET", this.deploymentPath(color), { signal });
    } catch (error) {
      if (error instanceof KubernetesError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** The app's own autoscaler of a colour, where there is one and this account may see it. */
  private async readAutoscaler(color: Color, signal: AbortSignal): Promise<V2HorizontalPodAutoscaler | undefined> {
    try {
      return await this.client.json<V2HorizontalPodAutoscaler>("GET", this.autoscalerPath(color), { signal });
    } catch (error) {
      if (error instanceof KubernetesError && (error.status === 404 || error.status === 403)) return undefined;
      throw error;
    }
  }

  private deploymentName(color: Color): string {
    const found = this.spec.colors[color];
    if (!found) throw new Error(`${this.spec.app} has no colour ${color}`);
    return found.deployment;
  }

  private deploymentPath(color: Color): string {
    return `/apis/apps/v1/namespaces/${this.spec.namespace}/deployments/${this.deploymentName(color)}`;
  }

  private autoscalerPath(color: Color): string {
    return `/apis/autoscaling/v2/namespaces/${this.spec.namespace}/horizontalpodautoscalers/${this.deploymentName(color)}`;
  }

  private podSelector(color: Color): string {
    return `app=${this.spec.app},${COLOR_LABEL}=${color}`;
  }
}
