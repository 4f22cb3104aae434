import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { toolPath } from "../toolchain";

/** One request, as its user saw it; times are the machine's clock in milliseconds. */
export interface Answer {
  readonly sentAt: number;
  readonly answeredAt: number;
  /** What answered; `undefined` for a request that failed. */
  readonly color: string | undefined;
  readonly failure: string | undefined;
}

/** How vegeta's users behave. */
export interface LoadOptions {
  /** Requests started each second, whatever became of the ones before. */
  readonly rate: number;
  /** A connection for each request, or connections that are kept. */
  readonly connections: "new" | "kept";
  readonly headers: Readonly<Record<string, string>>;
}

/** Longest load: it ends by itself even if its starter is gone. */
const LONGEST = "10m";

/** An open-loop load by Vegeta, which keeps its rate at thousands a second where a client in this process would not. */
export class VegetaLoad {
  private constructor(
    private readonly vegeta: string,
    private readonly attack: ChildProcess,
    /** What it has to say, in its own format: nobody reads it while users ask, for the processors are theirs. */
    private readonly results: Promise<Buffer>,
  ) {}

  /** Starts it; the first answers may come a moment later. */
  static async start(url: string, { rate, connections, headers }: LoadOptions): Promise<VegetaLoad> {
    const vegeta = await toolPath("vegeta", () => undefined);
    const attack = spawn(
      vegeta,
      [
        "attack",
        `-rate=${rate}`,
        `-duration=${LONGEST}`,
        `-keepalive=${connections === "kept"}`,
        "-timeout=10s",
        "-max-body=0",
        "-redirects=-1",
        ...Object.entries(headers).map(([name, value]) => `-header=${name}: ${value}`),
      ],
      // Users are not of one session with what is done to them: Linux shares its processors out by session.
      { stdio: ["pipe", "pipe", "inherit"], detached: true },
    );
    attack.stdin.end(`GET ${url}\n`);
    return new VegetaLoad(vegeta, attack, buffer(attack.stdout));
  }

  /** Sends no more, waits for what is under way and answers all of it, in the order in which it was answered. */
  async stop(): Promise<readonly Answer[]> {
    this.attack.kill("SIGINT");
    const encode = spawn(this.vegeta, ["encode", "-to=json"], { stdio: ["pipe", "pipe", "inherit"] });
    encode.stdin.end(await this.results);
    const answers: Answer[] = [];
    for await (const line of createInterface({ input: encode.stdout })) answers.push(answerOf(line));
    return answers;
  }
}

/** A line of `vegeta encode -to=json`. */
interface Line {
  readonly code: number;
  readonly timestamp: string;
  /** Nanoseconds. */
  readonly latency: number;
  readonly error: string;
  readonly headers: Readonly<Record<string, readonly string[]>> | null;
}

function answerOf(line: string): Answer {
  const { code, timestamp, latency, error, headers } = JSON.parse(line) as Line;
  const sentAt = Date.parse(timestamp) + Number(/\.\d{3}(\d+)/.exec(timestamp)?.[1] ?? 0) / 1e6;
  const ok = code === 200;
  return {
    sentAt,
    answeredAt: sentAt + latency / 1e6,
    color: ok ? (headers?.["X-Color"]?.[0] ?? "?") : undefined,
    failure: ok ? undefined : error || `HTTP ${code}`,
  };
}
