import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { pollUntil } from "../../lib/retry";
import { UserError } from "../../lib/errors/user-error";
import { privateFolder } from "../home/folder";
import { bundledProgram } from "../toolchain";
import { withLock } from "./lock";
import { identify, isAlive, signal, type ProcessIdentity } from "./process-identity";
import { readRecord, removeRecord } from "./record";
import type { ProcessSpec, ProcessStatus } from "./spec";
import { anyAnswer, otherwise } from "../../lib/errors/expected";

const START_MS = 60_000;
/** For a machine that is busy with much else. A process that keeps dying is told of sooner. */
const READY_MS = 300_000;

/** The supervisor of one sandbox, as its clients see it. */
export class Supervisor {
  private readonly folder: string;

  constructor(private readonly home: string) {
    this.folder = join(home, "supervisor");
  }

  /**
   * Starts the daemon unless it answers already. One that was killed is replaced, as is one of another version of this program;
   * the processes it ran are taken on.
   */
  async start(): Promise<void> {
    const program = await bundledProgram(join(__dirname, "daemon.ts"));
    if ((await this.daemon())?.program === program) return;
    privateFolder(this.folder);
    await withLock(join(this.folder, "lock"), { purpose: "starting the supervisor", waitMs: START_MS }, async () => {
      const running = await this.daemon();
      if (running?.program === program) return;
      const identity = running && identify(running.pid);
      if (identity) await this.end(identity);
      // One whose socket somebody deleted goes on all the same.
      const former = readRecord(this.home)?.supervisor;
      if (former) await this.end(former);
      const log = openSync(join(privateFolder(this.home, "logs"), "supervisor.log"), "a", 0o600);
      const child = spawn(process.execPath, [program, this.home], {
        cwd: "/",
        detached: true,
        stdio: ["ignore", log, log],
      });
      closeSync(log);
      child.unref();
      const settled = async () => child.exitCode !== null || (await this.isRunning());
      await pollUntil(settled, { everyMs: 30, withinMs: START_MS });
      if (!(await this.isRunning()))
        throw new Error(`the supervisor did not start; see ${join(this.home, "logs", "supervisor.log")}`);
    });
  }

  private async end(daemon: ProcessIdentity): Promise<void> {
    signal(daemon, "SIGKILL");
    await pollUntil(() => !isAlive(daemon), { everyMs: 20, withinMs: Infinity });
  }

  private async daemon(): Promise<{ readonly pid: number; readonly program?: string } | undefined> {
    return await this.call("GET", "/processes").then(
      (answer) => answer as { pid: number; program?: string },
      otherwise(undefined, anyAnswer),
    );
  }

  async isRunning(): Promise<boolean> {
    return (await this.daemon()) !== undefined;
  }

  async pid(): Promise<number> {
    return ((await this.call("GET", "/processes")) as { pid: number }).pid;
  }

  /** Makes a process run as this spec says; resolves when that is under way, not when it is ready. */
  async ensure(spec: ProcessSpec): Promise<void> {
    await this.call("PUT", `/processes/${encodeURIComponent(spec.name)}`, spec);
  }

  /** Stops a process and forgets it; one that is not known is no error. */
  async remove(name: string): Promise<void> {
    await this.call("DELETE", `/processes/${encodeURIComponent(name)}`);
  }

  async restart(name: string): Promise<void> {
    await this.call("POST", `/processes/${encodeURIComponent(name)}/restart`);
  }

  async statuses(): Promise<readonly ProcessStatus[]> {
    return ((await this.call("GET", "/processes")) as { processes: ProcessStatus[] }).processes;
  }

  async knows(name: string): Promise<boolean> {
    return (await this.statuses()).some((one) => one.name === name);
  }

  /** Resolves when all of them are ready; a process that keeps dying or never gets ready is an error with its log's end. */
  async waitUntilReady(names: readonly string[], timeoutMs = READY_MS): Promise<void> {
    let pending: readonly ProcessStatus["name"][] = names;
    let late: ProcessStatus | undefined;
    const settled = async () => {
      const statuses = await this.statuses();
      pending = names.filter((name) => statuses.find((one) => one.name === name)?.phase !== "ready");
      const failing = statuses.find(({ name, restarts }) => pending.includes(name) && restarts >= 5);
      late = failing ?? statuses.find(({ name }) => name === pending[0]);
      return pending.length === 0 || failing !== undefined;
    };
    await pollUntil(settled, { everyMs: 50, withinMs: timeoutMs });
    if (pending.length === 0) return;
    const name = late?.name ?? pending[0] ?? "";
    const ended = late?.lastExit === undefined ? "" : `, ${late.lastExit} ${late.restarts} times`;
    throw new UserError({
      setting: name,
      got: `not ready${ended}; it said last:\n${lastLines(late?.log, 12)}\n`,
      expected: "ready",
      fix: `All of it: gke-bluegreen sandbox logs ${name}. When the cause is mended, run the same command again.`,
    });
  }

  /** Stops everything, dependents first, and then the supervisor itself. Works when it was killed before, too. */
  async shutdown(): Promise<void> {
    if (!readRecord(this.home)) return;
    await this.start();
    const supervisor = readRecord(this.home)?.supervisor;
    await this.call("POST", "/processes//shutdown");
    const hasEnded = () => !supervisor || !isAlive(supervisor);
    if (supervisor && !(await pollUntil(hasEnded, { everyMs: 20, withinMs: START_MS }))) await this.end(supervisor);
    removeRecord(this.home);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private call(method: string, path: string, body?: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const outgoing = request({ socketPath: join(this.folder, "socket"), method, path, agent: false }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("error", reject);
        response.on("end", () => {
          const answer = JSON.parse(text) as { error?: string };
          if (response.statusCode === 200) resolve(answer);
          else reject(new Error(`supervisor: ${answer.error}`));
        });
      });
      outgoing.on("error", reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

function lastLines(path: string | undefined, count: number): string {
  if (path === undefined || !existsSync(path)) return "(no log)";
  return readFileSync(path, "utf8").trimEnd().split("\n").slice(-count).join("\n");
}
