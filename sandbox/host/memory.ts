import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Instance } from "./instance";
import { processesIn } from "./cgroups";
import { systemError, tolerate } from "../../lib/errors/expected";

/**
 * Memory of all processes of a sandbox, in bytes: supervisor, everything it runs, what those started, and all pods. What several
 * of them share is counted once (proportional set size); where the kernel does not tell, as resident size.
 * @param supervised process numbers of the supervisor and of what it runs
 */
export function memoryOfAll(instance: Instance, supervised: readonly number[]): { bytes: number; processes: number } {
  if (process.platform !== "linux") return residentSizes(supervised);
  const roots = new Set([...processesIn(instance.cgroup), ...processesIn(instance.buildsCgroup), ...supervised]);
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const);
  // Children of children: a build's compiler is the grandchild of what asked for it.
  for (let before = -1; before !== roots.size;) {
    before = roots.size;
    for (const [pid, parent] of parents) if (roots.has(parent)) roots.add(pid);
  }
  return { bytes: [...roots].reduce((sum, pid) => sum + proportionalSize(pid), 0), processes: roots.size };
}

function proportionalSize(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** Empty for a process that ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    tolerate(error, systemError);
    return "";
  }
}

function residentSizes(pids: readonly number[]): { bytes: number; processes: number } {
  const answer = execFileSync("ps", ["-o", "rss=", "-p", pids.join(",")], { encoding: "utf8" });
  const sizes = answer.trim().split("\n").map(Number);
  return { bytes: sizes.reduce((sum, kib) => sum + kib * 1024, 0), processes: sizes.length };
}
