import { spawn, type ChildProcess } from "node:child_process";
import { writeSync } from "node:fs";
import { pollUntil } from "../../lib/retry";
import { closeLog, openLog } from "./log-file";
import { probeOnce } from "./probe";
import { identify, isAlive, signal, startTime, type ProcessIdentity } from "./process-identity";
import type { ProcessPhase, ProcessSpec, ProcessStatus } from "./spec";

const FIRST_BACKOFF_MS = 200;
const MAX_BACKOFF_MS = 10_000;
/** A process that ran this long was healthy: the next failure starts again from the first backoff. */
const HEALTHY_MS = 30_000;
const ADOPTED_POLL_MS = 300;
const PROBE_MS = 100;

/** What a process needs of its supervisor. */
export interface SupervisedProcessHost {
  /** The log file of a process. */
  readonly logFile: string;
  /** Called after every change, to persist it and to wake those who wait. */
  changed(): void;
  /** Whether all of these are ready. */
  areReady(names: readonly string[]): boolean;
}

/** One process kept running: started when what it needs is ready, probed, started again when it dies. */
export class SupervisedProcess {
  /** How far it is. */
  phase: ProcessPhase = "waiting";
  /** The process that runs now; `undefined` while none does. */
  identity: ProcessIdentity | undefined;
  /** How often it had to be started again. */
  restarts = 0;
  private lastExit: string | undefined;
  private startedAt: number | undefined;
  private backoff = FIRST_BACKOFF_MS;
  private stopped = false;
  private readonly ended: Promise<void>;

  constructor(
    readonly spec: ProcessSpec,
    private readonly host: SupervisedProcessHost,
    adopted?: ProcessIdentity,
  ) {
    this.ended = this.keepRunning(adopted);
  }

  status(): ProcessStatus {
    return {
      name: this.spec.name,
      phase: this.phase,
      ...(this.identity ? { pid: this.identity.pid } : {}),
      restarts: this.restarts,
      ...(this.lastExit === undefined ? {} : { lastExit: this.lastExit }),
      ...(this.startedAt === undefined ? {} : { startedAt: new Date(this.startedAt).toISOString() }),
      log: this.host.logFile,
    };
  }

  /** Ends it and keeps it ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.enter("stopping");
    const identity = this.identity;
    if (identity) {
      signal(identity, "SIGTERM");
      const withinMs = (this.spec.stopSeconds ?? 10) * 1000;
      await pollUntil(() => !isAlive(identity), { everyMs: 20, withinMs });
      signal(identity, "SIGKILL");
    }
    await this.ended;
  }

  /** Ends it; it is then started again as after a crash, but at once. */
  restart(): void {
    this.backoff = 0;
    if (this.identity) signal(this.identity, "SIGTERM");
  }

  private async keepRunning(adopted: ProcessIdentity | undefined): Promise<void> {
    let running = adopted;
    while (!this.stopped) {
      const exit = running ? await this.adopt(running) : await this.startAndWait();
      running = undefined;
      this.identity = undefined;
      if (this.stopped) break;
      if (exit === undefined) continue;
      this.lastExit = exit;
      this.restarts++;
      this.enter("restarting");
      if (Date.now() - (this.startedAt ?? 0) > HEALTHY_MS) this.backoff = FIRST_BACKOFF_MS;
      await pollUntil(() => this.stopped, { everyMs: 50, withinMs: this.backoff });
      this.backoff = Math.min(Math.max(this.backoff * 2, FIRST_BACKOFF_MS), MAX_BACKOFF_MS);
    }
    this.host.changed();
  }

  /** Answers how it ended. */
  private async startAndWait(): Promise<string | undefined> {
    const mayStart = () => this.stopped || this.host.areReady(this.spec.dependsOn ?? []);
    await pollUntil(mayStart, { everyMs: 50, withinMs: Infinity });
    if (this.stopped) return undefined;
    this.startedAt = Date.now();
    const log = openLog(this.host.logFile);
    try {
      writeSync(log, `--- ${new Date().toISOString()} started by the supervisor\n`);
      const child = launch(this.spec, log);
      const exit = exitOf(child);
      this.identity = child.pid === undefined ? undefined : identify(child.pid);
      this.enter("starting");
      void this.watchReadiness();
      return await exit;
    } finally {
      closeLog(log);
    }
  }

  /** A process that an earlier supervisor started is not our child: its end is seen by looking. */
  private async adopt(identity: ProcessIdentity): Promise<string> {
    this.identity = identity;
    this.startedAt = startTime(identity);
    this.enter("starting");
    void this.watchReadiness();
    await pollUntil(() => !isAlive(identity), { everyMs: ADOPTED_POLL_MS, withinMs: Infinity });
    return "ended (adopted, so that its exit code is not known)";
  }

  private async watchReadiness(): Promise<void> {
    const { ready } = this.spec;
    const identity = this.identity;
    if (!identity) return;
    const isStarting = () => this.identity === identity && this.phase === "starting";
    const answers = async () => !isStarting() || !ready || (await probeOnce(ready, identity.pid));
    await pollUntil(answers, { everyMs: PROBE_MS, withinMs: Infinity });
    if (isStarting()) this.enter("ready");
  }

  private enter(phase: ProcessPhase): void {
    if (this.phase === "stopping" && phase !== "stopping") return;
    this.phase = phase;
    this.host.changed();
  }
}

function launch(spec: ProcessSpec, log: number): ChildProcess {
  const inside = [
    ...(spec.netns === undefined ? [] : [`--net=${spec.netns}`]),
    ...(spec.mntns === undefined ? [] : [`--mount=${spec.mntns}`]),
  ];
  // Each step replaces the one before it, so that the process number stays that of the child we started.
  const joinCgroups = ["sh", "-c", 'while [ "$1" != -- ]; do echo 0 > "$1"; shift; done; shift; exec "$@"', "sh"];
  const argv = [
    ...(spec.cgroupProcs?.length ? [...joinCgroups, ...spec.cgroupProcs, "--"] : []),
    ...(inside.length > 0 ? ["nsenter", ...inside, "--"] : []),
    ...spec.command,
  ];
  const { PATH, HOME, LANG } = process.env;
  return spawn(argv[0] ?? "", argv.slice(1), {
    cwd: spec.cwd ?? "/",
    env: {
      PATH: PATH ?? "/usr/sbin:/usr/bin:/sbin:/bin",
      HOME: HOME ?? "/root",
      ...(LANG === undefined ? {} : { LANG }),
      ...spec.env,
    },
    detached: true,
    stdio: ["ignore", log, log],
  });
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(`could not be started: ${error.message}`));
    child.on("exit", (code, killer) => resolve(killer ? `killed by ${killer}` : `exit code ${code}`));
  });
}
