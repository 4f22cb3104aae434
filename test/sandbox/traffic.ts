import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** One answer. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Asks once, on a connection of its own. */
export function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(url, { headers: { ...headers }, agent: false, timeout: 10_000 }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    call.on("timeout", () => call.destroy(new Error("no answer within 10 s")));
    call.on("error", reject);
    call.end();
  });
}

/** A steady stream of requests to a loopback address, each on a new connection, with a count of how they ended. */
export class Traffic {
  readonly answers = new Map<string, number>();
  readonly failures: string[] = [];
  private running = true;
  private readonly done: Promise<void>;

  /** @param ratePerSecond requests started each second; it ends by itself after two minutes */
  constructor(url: string, headers: Readonly<Record<string, string>> = {}, ratePerSecond = 100) {
    if (new URL(url).hostname !== "127.0.0.1") throw new Error(`traffic goes to loopback only, not to ${url}`);
    this.done = this.run(url, headers, 1000 / ratePerSecond);
  }

  /** Ends it and waits for the requests that are under way. */
  async stop(): Promise<void> {
    this.running = false;
    await this.done;
  }

  private async run(url: string, headers: Readonly<Record<string, string>>, everyMs: number): Promise<void> {
    const pending = new Set<Promise<void>>();
    const until = Date.now() + 120_000;
    for (let next = Date.now(); this.running && Date.now() < until; next += everyMs) {
      const one = ask(url, headers).then(
        ({ status, body }) => {
          if (status === 200) this.answers.set(body, (this.answers.get(body) ?? 0) + 1);
          else this.failures.push(`${status} ${body}`);
        },
        (error: unknown) => void this.failures.push(String(error)),
      );
      pending.add(one);
      void one.finally(() => pending.delete(one));
      await sleep(Math.max(0, next + everyMs - Date.now()));
    }
    await Promise.all(pending);
  }
}
