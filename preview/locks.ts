import { readFileSync, rmSync, watch } from "node:fs";
import { hostname, userInfo } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as wait } from "node:timers/promises";

/** Who holds a lock of a self-managed backend, as the engine reports it. */
export interface LockHolder {
  readonly url: string;
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  readonly since: Date;
}

/** The holders named in the engine's refusal; empty when the output is no such refusal. */
export function lockHolders(output: string): LockHolder[] {
  if (!/stack is currently locked by \d+ lock/.test(output)) return [];
  return [...output.matchAll(/^\s*(\S+): created by (.*)@(\S+) \(pid (\d+)\) at (\S+)$/gm)].map(
    ([, url = "", user = "", host = "", pid = "", since = ""]) => ({
      url,
      user,
      host,
      pid: Number(pid),
      since: new Date(since),
    }),
  );
}

/** What is known about a process on this machine. */
export interface ProcessLook {
  readonly host: string;
  readonly user: string;
  /** When the process with this id started; `undefined` when there is none. */
  startOf(pid: number): Date | undefined;
}

export const thisMachine: ProcessLook = {
  host: hostname(),
  user: userInfo().username,
  startOf: (pid) => {
    try {
      // Field 22, counted after the name, which may hold spaces and brackets: the start in clock ticks since boot.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const ticks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
      const boot = Number(/^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8"))?.[1]);
      return new Date((boot + ticks / 100) * 1000);
    } catch {
      return undefined;
    }
  },
};

/**
 * Whether a holder is *provably* gone: it ran here, as this user, and no process has its id – or one that started after the lock was
 * taken, so the id was given out again. A holder on another machine may always be alive: nobody here can tell.
 */
export function isGone(holder: LockHolder, look: ProcessLook = thisMachine): boolean {
  if (holder.host !== look.host || holder.user !== look.user) return false;
  const started = look.startOf(holder.pid);
  // The clock that counts process starts runs up to a second apart from the wall clock.
  return started === undefined || started.getTime() > holder.since.getTime() + 2000;
}

/** The lock's file, when the backend is a folder of this machine. */
function fileOf({ url }: LockHolder): string | undefined {
  if (!url.startsWith("file://")) return undefined;
  const path = fileURLToPath(url.split("?", 1)[0] ?? url);
  return /\.pulumi\/locks\/.+\.json$/.test(path) ? path : undefined;
}

export interface LockOptions {
  /** How long to wait for holders that may be alive. */
  readonly seconds: number;
  readonly say: (line: string) => void;
  readonly look?: ProcessLook;
}

/** What became of a run that may have found the stack locked. */
export type Unlocked<Result> =
  | { readonly kind: "ran"; readonly result: Result }
  | { readonly kind: "locked"; readonly holders: readonly LockHolder[] };

/**
 * Runs something that needs the stack's lock. Locked by somebody alive: waits and tries again. Locked by a process that is provably
 * gone: removes just that lock – `pulumi cancel` would remove everybody's.
 */
export async function whenUnlocked<Result extends { readonly stderr: string }>(
  run: () => Promise<Result>,
  { seconds, say, look = thisMachine }: LockOptions,
): Promise<Unlocked<Result>> {
  const end = Date.now() + seconds * 1000;
  let told = "";
  for (;;) {
    const result = await run();
    const holders = lockHolders(result.stderr);
    if (holders.length === 0) return { kind: "ran", result };
    const stale = holders.filter((holder) => isGone(holder, look));
    const removable = stale.flatMap((holder) => fileOf(holder) ?? []);
    for (const file of removable) {
      say(`Removing the lock of a process that is gone: ${file}`);
      rmSync(file, { force: true });
    }
    if (removable.length === holders.length) continue;
    if (Date.now() >= end) return { kind: "locked", holders };
    const line = `Waiting for the stack's lock: ${holders.map(describe).join(", ")}`;
    if (line !== told) say(line);
    told = line;
    await change(holders, Math.min(end - Date.now(), 5000));
  }
}

export function describe({ user, host, pid, since }: LockHolder): string {
  return `held by ${user}@${host} (process ${pid}) since ${Number.isNaN(since.getTime()) ? "?" : since.toISOString()}`;
}

/** Until the lock's folder changes, or – for buckets, which tell nobody – for a while. */
async function change(holders: readonly LockHolder[], milliseconds: number): Promise<void> {
  const stop = new AbortController();
  const files = holders.flatMap((holder) => fileOf(holder) ?? []);
  const watchers = files.map((file) => {
    try {
      return watch(dirname(file), () => stop.abort()).on("error", () => stop.abort());
    } catch {
      return undefined; // The folder went with the lock.
    }
  });
  await wait(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined);
  for (const watcher of watchers) watcher?.close();
}
