import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { GitSource } from "../config/manifests";
import { UserError } from "../lib/errors/user-error";
import { cacheFolder } from "../lib/folders/cache";
import { hideCredentials } from "../lib/redaction/credentials";

/** Longest time of one call to Git. */
const GIT_MS = 300_000;

/** A commit of a repository as a folder, which is fetched once: a commit never changes. */
export function fetchedCommit({ repository, commit }: GitSource, setting: string): string {
  const key = createHash("sha256").update(`${repository} ${commit}`).digest("hex").slice(0, 32);
  const folder = join(cacheFolder(), "sources", key);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  try {
    git(["init", "--quiet"], partial, setting, repository);
    git(["fetch", "--quiet", "--depth=1", "--", repository, commit], partial, setting, repository);
    git(["checkout", "--quiet", "--detach", commit], partial, setting, repository);
    rmSync(join(partial, ".git"), { recursive: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

function git(args: readonly string[], cwd: string, setting: string, repository: string): void {
  const { status, stderr, error } = spawnSync("git", [...args], {
    cwd,
    // A question at the terminal would wait for ever.
    env: { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_LFS_SKIP_SMUDGE: "1" },
    encoding: "utf8",
    timeout: GIT_MS,
  });
  if (status === 0) return;
  const said = hideCredentials((error?.message ?? stderr).trim().split("\n").at(-1) ?? "");
  throw new UserError({
    setting: `${setting}.kustomize`,
    got: `${hideCredentials(repository)}, which Git cannot fetch: ${said}`,
    expected: "a repository that this machine may read, with that commit",
    fix: `Try: git ls-remote ${hideCredentials(repository)}`,
  });
}
