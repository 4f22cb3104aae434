import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { CloudClient } from "./cloud-client";

/** The server in a process of its own, with clusters that are not real, so that it can be killed. What it keeps is in its folder. */
export class ServerProcess extends CloudClient {
  static readonly project = "demo-proj";
  // After a kill all that was under way goes on at once.
  protected override readonly patienceMs = 60_000;

  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<void>,
    readonly url: string,
  ) {
    super();
  }

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

  /** Until no operation is in flight. */
  async untilIdle(): Promise<void> {
    while ((await this.call("GET", "/_sandbox/health")).body["unfinished"] !== 0) await delay(20);
  }

  /** Turns the APIs on, with quotas that no test reaches. */
  async prepare(): Promise<void> {
    await this.enable(ServerProcess.project, "container", "compute", "secretmanager");
    await this.call("PUT", "/_sandbox/faults", {
      quotas: { CPUS: 1e9, INSTANCES: 1e9, SSD_TOTAL_GB: 1e9, IN_USE_ADDRESSES: 1e9 },
    });
  }

  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }
}
