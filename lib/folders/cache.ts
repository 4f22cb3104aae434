import { homedir } from "node:os";
import { join } from "node:path";
import { requireOwnFolder } from "./trust";

/**
 * What is slow to make and may be thrown away: built tools, base images, readers' answers, by version; shared by all sandboxes of a user.
 * @default `~/.cache/gke-bluegreen`
 */
export function cacheFolder(): string {
  // A variable that is set to nothing counts as not set, says the XDG specification.
  const folder = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "gke-bluegreen");
  requireOwnFolder(folder);
  return folder;
}
