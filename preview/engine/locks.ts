import { existsSync, watch } from "node:fs";
import { hostname, userInfo } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as wait } from "node:timers/promises";
import { systemError, tolerate, named, otherwise } from "../../lib/errors/expected";

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

/** Who asks, as a lock would name them, and which processes they see. */
export interface ProcessLook {
  readonly host: string;
  readonly user: string;
  /** Whether a process has this id; `undefined` where that cannot be seen. */
  runs(pid: number): boolean | undefined;
}

/** How this machine looks at a lock's holder; whether a process runs is unknown where there is no `/proc`. */
export const thisMachine: ProcessLook = {
  host: hostname(),
  user: userInfo().username,
  runs: (pid) => (existsSync("/proc/self/stat") ? existsSync(`/proc/${pid}/stat`) : undefined),
};

/**
 * Whether a holder *may* be gone: it has this machine's name and this user's, and no process that can be seen has its id. It is no proof,
 * for containers share names of machines and users and have processes of their own: so it is told to a person, and nothing is done.
 */
export function maybeGone(holder: LockHolder, look: ProcessLook = thisMachine): boolean {
  return holder.host === look.host && holder.user === look.user && look.runs(holder.pid) === false;
}

/** The lock's file, when the backend is a folder of this machine. */
function fileOf({ url }: LockHolder): string | undefined {
  if (!url.startsWith("file://")) return undefined;
  const path = fileURLToPath(url.split("?", 1)[0] ?? url);
  return /\.pulumi\/locks\/.+\.json$/.test(path) ? path : undefined;
}

/** How to wait for a stack's lock. */
export interface LockOptions {
  /** How long to wait for the holders. */
  readonly seconds: number;
  readonly say: (line: string) => void;
  readonly look?: ProcessLook;
}

/** What became of a run that may have found the stack locked. */
export type Unlocked<Result> =
  | { readonly kind: "ran"; readonly result: Result }
  | { readonly kind: "locked"; readonly holders: readonly LockHolder[] };

/**
 * Runs something that needs the stack's lock; while somebody has it, waits and tries again. It removes nobody's lock: nothing that can be
 * seen from here proves that a holder is gone.
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
    const lines = [`Waiting for the stack's lock: ${holders.map(describe).join(", ")}`];
    for (const holder of holders) if (maybeGone(holder, look)) lines.push(advice(holder));
    const text = lines.join("\n");
    if (text !== told) say(text);
    told = text;
    // After it was told: an engine that takes longer to refuse than the wait is must not take the advice away.
    if (Date.now() >= end) return { kind: "locked", holders };
    await change(holders, Math.min(end - Date.now(), 5000));
  }
}

function advice(holder: LockHolder): string {
  const file = fileOf(holder);
  const remove = file === undefined ? "`pulumi cancel` removes all locks" : `remove its lock alone: rm '${file}'`;
  return `  No process ${holder.pid} is seen here. If you know that it is gone, and was in no other container, ${remove}`;
}

/** A holder in words, for messages. */
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
    } catch (error) {
      tolerate(error, systemError);
      return undefined; // The folder went with the lock.
    }
  });
  await wait(milliseconds, undefined, { signal: stop.signal }).catch(otherwise(undefined, named("AbortError")));
  for (const watcher of watchers) watcher?.close();
}
