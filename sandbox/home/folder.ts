import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
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
