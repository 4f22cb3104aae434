import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../lib/errors/user-error";

/** Says that a folder is a sandbox's. */
const MARKER = "made-by-gke-bluegreen";
const CREDENTIALS = "credentials.json";

/** Everything that a sandbox puts into its home, by name. What is not here is somebody else's, and stays. */
const ENTRIES: ReadonlySet<string> = new Set([
  MARKER,
  CREDENTIALS,
  "addons",
  "bin",
  "clusters",
  "clusters.lock",
  "demo",
  "demo.yaml",
  "google-cloud",
  "instance.json",
  "kubeconfig",
  "lock",
  "logs",
  "names",
  "namespaces",
  "passphrase",
  "pulumi",
  "registry",
  "reviews",
  "settings.json",
  "stacks",
  "supervisor",
]);

/** A file that is being written stands beside its own name until it is whole. */
const isOwn = (name: string) => ENTRIES.has(name.replace(/\.(new|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/, ""));

/** Whether a sandbox made the folder: it says so, or holds a sandbox's own credentials, as those of earlier versions do. */
function isHome(home: string): boolean {
  if (existsSync(join(home, MARKER))) return true;
  const credentials = join(home, CREDENTIALS);
  return existsSync(credentials) && readFileSync(credentials, "utf8").includes('"ya29.sandbox-');
}

/** Makes a folder a sandbox's, unless it holds what a sandbox never made. */
export function claimHome(home: string): void {
  const others = readdirSync(home).filter((name) => !isOwn(name));
  if (others.length > 0 && !isHome(home))
    throw new UserError({
      setting: "GKE_BLUEGREEN_HOME",
      got: `${home}, which holds ${list(others)}`,
      expected: "an empty folder, one that does not exist, or a sandbox's: `down` deletes what is in it",
      fix: "Name a folder that is for the sandbox alone, or unset it for ~/.gke-bluegreen.",
    });
  const marker = join(home, MARKER);
  if (existsSync(marker)) return;
  writeFileSync(marker, "A sandbox of gke-bluegreen. `gke-bluegreen sandbox down --delete` removes it.\n", {
    mode: 0o600,
  });
}

/**
 * Deletes what a sandbox made, and the folder if nothing else is in it.
 * @param stood whether a sandbox stood there until now
 * @returns what stays, by name
 */
export function deleteHome(home: string, stood: boolean): readonly string[] {
  const content = readdirSync(home);
  if (!stood && !isHome(home))
    throw new UserError({
      setting: "GKE_BLUEGREEN_HOME",
      got: `${home}, which holds ${content.length} files and no sandbox`,
      expected: "a sandbox's folder",
      fix: "Remove the folder yourself if it is no longer wanted.",
    });
  // What marks it as a sandbox's goes last, so that a deletion that was cut off can be finished.
  const last = [CREDENTIALS, MARKER, "lock"];
  const own = content.filter((name) => isOwn(name) && !last.includes(name));
  for (const name of [...own, ...last]) rmSync(join(home, name), { recursive: true, force: true });
  const others = readdirSync(home);
  if (others.length === 0) rmdirSync(home);
  return others;
}

const list = (names: readonly string[]) =>
  names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
