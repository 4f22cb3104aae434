import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { UserError } from "../errors/user-error";
import type { EventLog } from "./event-log";
import { ENGINE_EXPECTED, ENGINE_FIX } from "./version";

/** Where and how the engine runs. */
export interface EngineStart {
  /** Folder of the project, or below it. */
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Of stdin, stdout and stderr. */
  readonly stdio: readonly ["inherit" | "ignore", "inherit" | "ignore" | "pipe", "inherit" | "ignore" | "pipe"];
  /** Where the engine writes what it does. @default – nowhere */
  readonly eventLog?: EventLog;
  /** A terminal that is closed hangs up on the engine too, which would die of it in the middle of its work: this keeps it deaf to that. */
  readonly outlivesTerminal?: boolean;
}

/** How a run of the engine ended. */
interface EngineEnd {
  /** `null` where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A run of the engine that is under way. */
export interface EngineProcess {
  readonly child: ChildProcess;
  /** Rejects with a `UserError` where there is no engine on the PATH. */
  readonly ended: Promise<EngineEnd>;
}

/** What a shell answers where there is no such command. */
const NOT_FOUND = 127;

/** Starts the engine on the PATH: the one way in which it is run. */
export function startEngine(args: readonly string[], start: EngineStart): EngineProcess {
  const { cwd, eventLog, outlivesTerminal = false } = start;
  const all = [...args, ...(eventLog?.flags ?? [])];
  const options = {
    cwd,
    // The flag of the log is hidden unless debug commands are shown.
    env: { ...start.environment, ...(eventLog && { PULUMI_DEBUG_COMMANDS: "1" }) },
    stdio: [...start.stdio, ...(eventLog ? [eventLog.descriptor] : [])],
  };
  const deaf = ["-c", 'trap "" HUP; exec pulumi "$@"', "pulumi", ...all];
  const child = outlivesTerminal ? spawn("sh", deaf, options) : spawn("pulumi", all, options);
  const ended = new Promise<EngineEnd>((resolve, reject) => {
    child.on("error", (error) => reject(asAbsent(error)));
    child.on("close", (code, signal) => (code === NOT_FOUND ? reject(noEngine()) : resolve({ code, signal })));
  });
  return { child, ended };
}

/**
 * Runs the engine to its end and answers what it printed.
 * @throws `UserError` where there is no engine, or where it fails: with what it said
 */
export function engineOutput(
  args: readonly string[],
  { cwd, environment }: Pick<EngineStart, "cwd" | "environment">,
): string {
  const options = { cwd, env: environment, encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr, error } = spawnSync("pulumi", args, options);
  if (error) throw asAbsent(error);
  if (status === 0) return stdout;
  throw new UserError({
    setting: `pulumi ${args.join(" ")}`,
    got: stderr.trim() || `exit code ${status}`,
    expected: "an engine that answers",
    fix: "Look at the message above; `pulumi stack ls` shows the stacks.",
  });
}

const asAbsent = (error: NodeJS.ErrnoException): Error => (error.code === "ENOENT" ? noEngine() : error);

function noEngine(): UserError {
  return new UserError({
    setting: "PATH",
    got: "no `pulumi` on it",
    expected: ENGINE_EXPECTED,
    fix: ENGINE_FIX,
  });
}
