import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { isNotFound, type KubernetesClient, KubernetesError } from "../../lib/kubernetes";
import { type RouteChange, RouteChangedError, RouteGoneError, type RouteState } from "./cluster-port";
import { JOURNAL, readJournal, sameRoute, writeJournal } from "./journal";
import type { SwitchSpec } from "../../lib/release/spec";
import { type Way, wayOf } from "./ways";
import { receiving } from "./ways/way";

const MERGE = "application/merge-patch+json";

/** The object that says which colour has the traffic, and what is written on it of a switch. */
export class LiveRoute {
  private readonly way: Way;

  constructor(
    private readonly client: KubernetesClient,
    private readonly spec: SwitchSpec,
  ) {
    this.way = wayOf(spec);
  }

  async read(signal: AbortSignal): Promise<RouteState> {
    const { weights, annotations, version, found, shape } = await this.look(signal);
    const intact = isDeepStrictEqual(found, this.spec.route);
    return { weights, ...readJournal(annotations), intact, shape: JSON.stringify(shape), version };
  }

  /** Compare-and-swap: fails with `RouteChangedError` when the route is no longer at `expected`. */
  async write(expected: RouteState, change: RouteChange, signal: AbortSignal): Promise<RouteState> {
    const written = await this.swap(expected, change, signal);
    if (!this.way.follow) return written;
    await this.way.follow(this.client, expected, change.weights, signal);
    return this.mustBe(change, await this.read(signal));
  }

  /** What the route says besides weights, in the words of the program: equal to the program's where nobody else changed it. */
  async readFound(signal: AbortSignal): Promise<SwitchSpec["route"]> {
    return (await this.look(signal)).found;
  }

  private async look(signal: AbortSignal) {
    try {
      return await this.way.read(this.client, signal);
    } catch (error) {
      throw isNotFound(error) ? new RouteGoneError(this.way.path) : error;
    }
  }

  private async swap(expected: RouteState, change: RouteChange, signal: AbortSignal): Promise<RouteState> {
    const { path } = this.way;
    const body = await this.patch(expected, change, signal);
    for (let attempt = 0; ; attempt++) {
      try {
        await this.client.json("PATCH", path, { body, contentType: MERGE, signal });
        return this.mustBe(change, await this.read(signal));
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
            `somebody else changed ${path} meanwhile; it now leads to ${JSON.stringify(now.weights)} with ${now.shape}`,
          );
        }
        if (attempt >= 3) throw error;
        await sleep(250 * 2 ** attempt, undefined, { signal });
      }
    }
  }

  private mustBe(change: RouteChange, now: RouteState): RouteState {
    if (sameRoute(now, change)) return now;
    throw new RouteChangedError(
      `${this.way.path} was written and leads elsewhere now: to ${JSON.stringify(now.weights)}`,
    );
  }

  private async patch(expected: RouteState, change: RouteChange, signal: AbortSignal): Promise<object> {
    const metadata = { resourceVersion: expected.version, annotations: { [JOURNAL]: writeJournal(change) } };
    if (receiving(change.weights).length === 0) return { metadata };
    return { metadata, spec: await this.way.patch(this.client, change.weights, signal) };
  }
}
