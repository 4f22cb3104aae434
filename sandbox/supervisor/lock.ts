import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { pollUntil } from "../../lib/retry";
import { identify, isAlive, type ProcessIdentity } from "./process-identity";
import { syntaxError, systemError, tolerate } from "../../lib/errors/expected";

interface Holder extends ProcessIdentity {
  readonly purpose: string;
  readonly id: string;
}

/** Thrown when another process holds the lock longer than the caller was willing to wait. */
export class LockHeldError extends Error {
  constructor(
    readonly path: string,
    readonly holder: { readonly pid: number; readonly purpose: string },
  ) {
    super(`process ${holder.pid} holds ${path} (${holder.purpose})`);
  }
}

/** How a lock is waited for. */
export interface LockOptions {
  /** What the holder does, for the one who has to wait. */
  readonly purpose: string;
  /** @default 0 – fails at once when held */
  readonly waitMs?: number;
}

/** Runs `work` while no other process of this machine holds the same lock; one whose holder died is free. */
export async function withLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const self = identify(process.pid);
  if (!self) throw new Error("this process is not in /proc");
  const holder: Holder = { ...self, purpose: options.purpose, id: randomUUID() };
  let other: Holder | undefined;
  const isMine = () => (other = take(path, holder)) === undefined;
  await pollUntil(isMine, { everyMs: 100, withinMs: options.waitMs ?? 0 });
  if (other) throw new LockHeldError(path, other);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** Answers who has it instead, if somebody does. */
function take(path: string, self: Holder): Holder | undefined {
  const own = `${path}.${self.id}`;
  writeFileSync(own, JSON.stringify(self), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // Linking is atomic and fails when the lock exists; what is linked is complete.
        linkSync(own, path);
        return undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const other = read(path);
      if (other && isAlive(other)) return other;
      if (other) discard(path, other);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Moves a dead holder's lock away; if a living one took it meanwhile, it is put back. */
function discard(path: string, dead: Holder): void {
  const aside = `${path}.dead-${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    tolerate(error, systemError);
    return;
  }
  if (read(aside)?.id !== dead.id) {
    try {
      linkSync(aside, path);
    } catch (error) {
      tolerate(error, systemError);
      // Somebody else holds it already.
    }
  }
  rmSync(aside, { force: true });
}

function read(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch (error) {
    tolerate(error, systemError, syntaxError);
    return undefined;
  }
}
