import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pollUntil } from "../../lib/retry";
import { systemError, tolerate } from "../../lib/errors/expected";

const ROOT = "/sys/fs/cgroup";

/** The roots of the machine's control groups: one for each mounted version-1 hierarchy, or the single version-2 one. */
export function hierarchies(): readonly string[] {
  if (existsSync(join(ROOT, "cgroup.controllers"))) return [ROOT];
  return readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([, path, kind]) => /^cgroup2?$/.test(kind ?? "") && path?.startsWith(`${ROOT}/`))
    .map(([, path]) => path ?? "");
}

/** Makes a group in every hierarchy, parents first, ready to hold processes and groups of its own. */
export function createCgroup(path: string): void {
  for (const root of hierarchies()) {
    let folder = root;
    for (const part of path.split("/").filter(Boolean)) {
      const parent = folder;
      folder = join(parent, part);
      enableControllers(parent);
      mkdirSync(folder, { recursive: true });
      // A new version-1 cpuset is empty and takes no process until it is told its processors and memory.
      for (const file of ["cpuset.cpus", "cpuset.mems"]) {
        if (root === ROOT || !existsSync(join(folder, file))) continue;
        writeFileSync(join(folder, file), readFileSync(join(parent, file)));
      }
    }
  }
}

/**
 * Lets a group's processes go before the machine's others, ten to one, when processors are short. Control planes and nodes stand for
 * machines of their own: what is done on this one, such as `pulumi up`, must not take the processors from their pods.
 */
export function favourCgroup(path: string): void {
  for (const root of hierarchies()) {
    // Version 1 and version 2; 1024 and 100 are what every group has.
    for (const [file, share] of [
      ["cpu.shares", 10 * 1024],
      ["cpu.weight", 10 * 100],
    ] as const) {
      const setting = join(root, path, file);
      if (existsSync(setting)) writeFileSync(setting, String(share));
    }
  }
}

/** The files a process writes itself into in order to be in a group. */
export function procsFiles(path: string): readonly string[] {
  return hierarchies().map((root) => join(root, path, "cgroup.procs"));
}

/** The processes in a group and in those below it. */
export function processesIn(path: string): readonly number[] {
  const all = hierarchies().flatMap((root) =>
    groupsBelow(join(root, path)).flatMap((folder) => readLines(join(folder, "cgroup.procs")).map(Number)),
  );
  return [...new Set(all)];
}

/** Kills what is in a group, sees to it that all of it ended, and removes the group from every hierarchy. */
export async function removeCgroup(path: string): Promise<void> {
  let left: readonly string[] = [];
  const isGone = () => {
    for (const pid of processesIn(path)) {
      try {
        process.kill(pid, "SIGKILL");
      } catch (error) {
        tolerate(error, systemError);
        // It ended by itself.
      }
    }
    left = hierarchies()
      .flatMap((root) => groupsBelow(join(root, path)))
      .filter((folder) => !removed(folder));
    return left.length === 0;
  };
  if (await pollUntil(isGone, { everyMs: 20, withinMs: 20_000 })) return;
  throw new Error(`control groups that cannot be removed: ${left.slice(0, 3).join(", ")}`);
}

function enableControllers(parent: string): void {
  const available = join(parent, "cgroup.controllers");
  if (!existsSync(available)) return;
  const wanted = readFileSync(available, "utf8").trim().split(" ").filter(Boolean);
  for (const controller of wanted) {
    try {
      writeFileSync(join(parent, "cgroup.subtree_control"), `+${controller}`);
    } catch (error) {
      tolerate(error, systemError);
      // One that the kernel keeps for itself is not needed: the kubelet says which it misses.
    }
  }
}

/** A group and all groups in it, the innermost first: the order in which they can be removed. */
function groupsBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const children = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => isFolder(path));
  return [...children.flatMap(groupsBelow), folder];
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    tolerate(error, systemError);
    return false;
  }
}

function removed(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, "utf8").trim().split("\n").filter(Boolean);
  } catch (error) {
    tolerate(error, systemError);
    return [];
  }
}
