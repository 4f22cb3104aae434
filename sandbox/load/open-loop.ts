import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** One request, as its user saw it. */
export interface Sample {
  /** Milliseconds since the load began, when the request was due: a slow server does not slow the clock down. */
  readonly at: number;
  /** Milliseconds from due to answered. */
  readonly took: number;
  /** What answered; `undefined` for a request that failed. */
  readonly color: string | undefined;
  readonly failure: string | undefined;
}

/** How users behave that do not wait for each other. */
export interface LoadOptions {
  /** Requests started each second, whatever became of the ones before. */
  readonly rate: number;
  /** Longest time, in seconds: the load ends by itself. */
  readonly seconds: number;
  /** A connection for each request, or connections that are kept. */
  readonly connections: "new" | "kept";
  /** Such as a Host. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An open-loop load on one loopback address. */
export class Load {
  /** What became of each request, in the order of their ends. */
  readonly samples: Sample[] = [];
  private running = true;
  private readonly ended: Promise<void>;
  private readonly agent: Agent;
  private readonly started = performance.now();

  constructor(
    private readonly url: string,
    private readonly options: LoadOptions,
  ) {
    if (new URL(url).hostname !== "127.0.0.1") throw new Error(`load goes to loopback only, not to ${url}`);
    this.agent = new Agent({ keepAlive: options.connections === "kept", maxSockets: Infinity });
    this.ended = this.run();
  }

  /** Milliseconds since the load began. */
  elapsed(): number {
    return performance.now() - this.started;
  }

  /** Ends it, waits for what is under way and answers all of it. */
  async stop(): Promise<readonly Sample[]> {
    this.running = false;
    await this.ended;
    this.agent.destroy();
    return this.samples;
  }

  private async run(): Promise<void> {
    const { rate, seconds } = this.options;
    const pending = new Set<Promise<void>>();
    for (let count = 0; this.running && count < rate * seconds; count++) {
      const due = (count * 1000) / rate;
      const ahead = due - this.elapsed();
      if (ahead > 1) await sleep(ahead);
      const one = this.ask(due);
      pending.add(one);
      void one.finally(() => pending.delete(one));
    }
    await Promise.all(pending);
  }

  private ask(at: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (color: string | undefined, failure: string | undefined) => {
        this.samples.push({ at, took: this.elapsed() - at, color, failure });
        resolve();
      };
      const call = request(
        this.url,
        { agent: this.agent, timeout: 10_000, headers: { ...this.options.headers } },
        (response) => {
          const color = response.headers["x-color"];
          response.resume();
          response.on("error", (error) => end(undefined, error.message));
          response.on("end", () =>
            response.statusCode === 200
              ? end(typeof color === "string" ? color : "?", undefined)
              : end(undefined, `HTTP ${response.statusCode}`),
          );
        },
      );
      call.on("timeout", () => call.destroy(new Error("no answer within 10 s")));
      call.on("error", (error) =>
        end(undefined, `${error.message} (${call.reusedSocket ? "a kept" : "a new"} connection)`),
      );
      call.end();
    });
  }
}

/** Counts by colour and of failures. */
export function tally(samples: readonly Sample[]): {
  readonly colors: ReadonlyMap<string, number>;
  readonly failed: number;
} {
  const colors = new Map<string, number>();
  let failed = 0;
  for (const { color } of samples) {
    if (color === undefined) failed++;
    else colors.set(color, (colors.get(color) ?? 0) + 1);
  }
  return { colors, failed };
}
