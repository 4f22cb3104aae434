import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { TOKEN } from "./sandbox-cloud";

/** The server in a process of its own, with clusters that are not real, so that it can be killed. What it keeps is in its folder. */
export class ServerProcess {
  static readonly project = "demo-proj";

  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<void>,
    readonly url: string,
  ) {}

  static async start(folder: string): Promise<ServerProcess> {
    const program = join(__dirname, "killable-server.ts");
    const child = spawn(process.execPath, ["--import", "tsx", program, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once("line", resolve);
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    });
    return new ServerProcess(child, ended, url);
  }

  async call(verb: string, path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.url}${path}`, {
      method: verb,
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  async until(path: string): Promise<Record<string, unknown>> {
    for (;;) {
      const { status, body } = await this.call("GET", path);
      if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
      if (body["status"] === "DONE" || body["done"] === true) return body;
      await delay(20);
    }
  }

  /** Until no operation is in flight. */
  async untilIdle(): Promise<void> {
    while ((await this.call("GET", "/_sandbox/health")).body["unfinished"] !== 0) await delay(20);
  }

  /** Turns the APIs on, with quotas that no test reaches. */
  async enable(): Promise<void> {
    const { body } = await this.call(
      "POST",
      `/serviceusage/v1/projects/${ServerProcess.project}/services:batchEnable`,
      {
        serviceIds: ["container", "compute", "secretmanager"].map((api) => `${api}.googleapis.com`),
      },
    );
    await this.until(`/serviceusage/v1/${String(body["name"])}`);
    await this.call("PUT", "/_sandbox/faults", {
      quotas: { CPUS: 1e9, INSTANCES: 1e9, SSD_TOTAL_GB: 1e9, IN_USE_ADDRESSES: 1e9 },
    });
  }

  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }
}
