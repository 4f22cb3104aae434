import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { failedCommand, systemError, tolerate } from "../../lib/errors/expected";

/** A process beyond doubt: its number alone may have passed to another one since it was written down. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks between the machine's start and the process's; on macOS, the time it was started at. */
  readonly startTicks: string;
  /** The machine start that the ticks count from. */
  readonly bootId: string;
}

/** What Linux shows to programs, whatever the kernel itself counts in. */
const TICKS_PER_SECOND = 100;

/** Linux tells by files what macOS tells by commands. */
const hasProc = process.platform === "linux";

let knownBootId: string | undefined;

/** Differs after every start of the machine. */
export function bootId(): string {
  knownBootId ??= hasProc
    ? readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()
    : execFileSync("sysctl", ["-n", "kern.boottime"], { encoding: "utf8" }).trim();
  return knownBootId;
}

/** `undefined` when no such process runs. */
export function identify(pid: number): ProcessIdentity | undefined {
  if (!hasProc) {
    const [, state, startTicks] = /^(\S+)\s+(.+)$/.exec(ps(pid)) ?? [];
    return startTicks === undefined || state?.startsWith("Z") ? undefined : { pid, startTicks, bootId: bootId() };
  }
  const fields = statFields(pid);
  const startTicks = fields?.[19];
  // A zombie has ended; only its parent has not asked yet.
  if (startTicks === undefined || fields?.[0] === "Z") return undefined;
  return { pid, startTicks, bootId: bootId() };
}

/** Whether just this process still runs, and not another of its number. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identity.bootId === bootId() && identify(identity.pid)?.startTicks === identity.startTicks;
}

/** When the process was started, in milliseconds since 1970; to a hundredth of a second, as the kernel counts. */
export function startTime({ startTicks }: ProcessIdentity): number {
  if (!hasProc) return Date.parse(startTicks);
  const uptime = Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]);
  return Date.now() - uptime * 1000 + (Number(startTicks) * 1000) / TICKS_PER_SECOND;
}

/** Sends a signal, unless the number now belongs to another process. */
export function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** State and start of a process, or nothing. */
function ps(pid: number): string {
  try {
    return execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch (error) {
    tolerate(error, systemError, failedCommand);
    return "";
  }
}

/** The fields of `/proc/<pid>/stat` from the state on: the name before them may contain blanks and parentheses. */
function statFields(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch (error) {
    tolerate(error, systemError);
    return undefined;
  }
}
