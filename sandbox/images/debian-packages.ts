import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { failedCommand, otherwise } from "../../lib/errors/expected";
import { UserError } from "../../lib/errors/user-error";
import { cacheFolder, takePlace } from "../home/folder";
import type { Content } from "./contents";

const run = promisify(execFile);

/**
 * Debian packages with all that they depend on, as files of an image. Nothing is installed on this machine: apt fetches and verifies the
 * archives, which are kept; no script of theirs runs.
 */
export function debianPackages(...names: readonly string[]): Content {
  return {
    sources: async () => [...(await archives(names)), __filename],
    write: async (root) => {
      for (const archive of await archives(names)) await run("dpkg-deb", ["--extract", archive, root]);
      // What no program reads.
      for (const folder of ["doc", "man", "locale", "lintian", "bug"])
        await rm(join(root, "usr/share", folder), { recursive: true, force: true });
    },
  };
}

/** The archives' paths, in the order of their names; fetched where they are not kept. */
async function archives(names: readonly string[]): Promise<string[]> {
  const folder = join(cacheFolder(), "debian", [...names].sort().join("+"));
  if (!existsSync(folder)) await fetched(names, folder);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".deb"));
  return files.sort().map((file) => join(folder, file));
}

async function fetched(names: readonly string[], folder: string): Promise<void> {
  await mkdir(join(folder, ".."), { recursive: true });
  // Fetched elsewhere and renamed: an interrupted fetch never shows as done.
  const partial = await mkdtemp(`${folder}-`);
  try {
    const status = join(partial, "status");
    await mkdir(join(partial, "partial"));
    // A system that has no package yet: so that everything is fetched which they depend on.
    await writeFile(status, "");
    await fetchInto(partial, status, names);
    await Promise.all([rm(status), rm(join(partial, "partial"), { recursive: true }), rm(join(partial, "lock"))]);
    await takePlace(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function fetchInto(folder: string, status: string, names: readonly string[]): Promise<void> {
  const options = [`Dir::State::status=${status}`, `Dir::Cache::archives=${folder}`, "APT::Sandbox::User=root"];
  const args = ["--quiet", "--yes", "--no-install-recommends", "--download-only", "install", ...names];
  const fetch = () => run("apt-get", [...options.flatMap((option) => ["-o", option]), ...args]);
  try {
    // A fresh machine has no package lists; a stale one is refreshed only when it has to be.
    if (await fetch().then(() => true, otherwise(false, failedCommand))) return;
    await run("apt-get", ["--quiet", "update"]);
    await fetch();
  } catch (error) {
    if (!failedCommand(error)) throw error;
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new UserError({
      setting: "--stand-ins",
      got: `apt-get could not fetch ${names.join(", ")}: ${said.split("\n").at(-1)}`,
      expected: "a reachable Debian mirror",
      fix: `Run \`apt-get update && apt-get install --download-only ${names.join(" ")}\` to see why, then this command again.`,
    });
  }
}
