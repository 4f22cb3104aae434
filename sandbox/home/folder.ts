import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { tolerate } from "../../lib/errors/expected";
import { requireOwnFolder } from "../../lib/folders/trust";

export { cacheFolder } from "../../lib/folders/cache";

/**
 * The folder of one sandbox: its state, logs, credentials and stacks.
 * `$GKE_BLUEGREEN_HOME` chooses another one, so that several sandboxes can stand beside each other.
 * @default `~/.gke-bluegreen`
 */
export function sandboxHome(): string {
  const home = process.env["GKE_BLUEGREEN_HOME"] || join(homedir(), ".gke-bluegreen");
  requireOwnFolder(home);
  return home;
}

/** A folder that exists when this returns and that only its owner can read. */
export function privateFolder(...parts: string[]): string {
  const path = join(...parts);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

/**
 * Gives a folder that was filled under another name its own, as a whole. One that somebody else has made meanwhile is as good, and stays.
 * Throws what the disk says where neither is there.
 */
export async function takePlace(filled: string, folder: string): Promise<void> {
  try {
    await rename(filled, folder);
  } catch (error) {
    tolerate(error, () => existsSync(folder));
    await rm(filled, { recursive: true });
  }
}
