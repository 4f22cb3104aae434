import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../lib/errors/user-error";
import { LockHeldError, withLock } from "../supervisor";

/** Keeps two commands from changing one sandbox at the same time: the second one is told to wait. */
export async function exclusively<T>(home: string, purpose: string, work: () => Promise<T>): Promise<T> {
  try {
    return await withLock(join(home, "lock"), { purpose }, work);
  } catch (error) {
    if (!(error instanceof LockHeldError) || error.path !== join(home, "lock")) throw error;
    throw new UserError({
      setting: `the sandbox in ${home}`,
      got: `\`gke-bluegreen ${error.holder.purpose}\` at work in process ${error.holder.pid}`,
      expected: "one command at a time",
      fix: existsSync(`/proc/${error.holder.pid}`)
        ? "Wait until it is done, then run this command again: it goes on from there."
        : "Run this command again.",
    });
  }
}
