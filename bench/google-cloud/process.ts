import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { FLAGS } from "../../sandbox/google-cloud/process";
import { bundledProgram } from "../../sandbox/toolchain";

const TOKEN = "ya29.bench";

/** The server as a sandbox runs it: bundled, with the same flags, in its own process. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #kill = () => void this.#child.kill("SIGKILL");
  readonly headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" };
  url = "";

  private constructor(program: string, folder: string, flags: readonly string[]) {
    this.#child = spawn(process.execPath, [...FLAGS, ...flags, program, `--folder=${folder}`, `--token=${TOKEN}`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#ended = once(this.#child, "exit");
    process.on("exit", this.#kill);
  }

  /**
   * @param folder where its state is, or will be
   * @param flags more flags for Node
   * @returns it once it answers, and how long that took
   */
  static async start(
    folder: string,
    flags: readonly string[] = [],
  ): Promise<{ server: ServerProcess; startMs: number }> {
    const program = await bundledProgram(join(__dirname, "server.ts"));
    const started = performance.now();
    const server = new ServerProcess(program, folder, flags);
    server.url = await Promise.race([
      server.#listening(),
      server.#ended.then(() => Promise.reject(new Error("the server ended before it listened"))),
    ]);
    await server.call("GET", "/_sandbox/health");
    return { server, startMs: performance.now() - started };
  }

  /** MiB that it has in memory; `own` without the pages of files (its program, its state), which the system can take back. */
  memory(): { total: number; own: number } {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, "utf8");
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? NaN) / 1024;
    return { total: field("VmRSS"), own: field("RssAnon") };
  }

  async call<T = Record<string, unknown>>(verb: string, path: string, body?: object): Promise<T> {
    const { headers } = this;
    const answer = await fetch(`${this.url}${path}`, {
      method: verb,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${verb} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** Ends the process; the state stays in its folder. */
  async stop(): Promise<void> {
    this.#child.kill("SIGTERM");
    const late = setTimeout(this.#kill, 5000);
    await this.#ended;
    clearTimeout(late);
    process.off("exit", this.#kill);
  }

  /** Its URL. All that it says after that is read and thrown away. */
  async #listening(): Promise<string> {
    for await (const line of createInterface({ input: this.#child.stdout! })) {
      const [, url] = /^listening on (\S+)$/.exec(line) ?? [];
      if (url === undefined) continue;
      this.#child.stdout!.resume();
      return url;
    }
    throw new Error("the server said nothing");
  }
}

/** A folder that goes with the process, however that ends. */
export function passingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "bench-google-cloud-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
