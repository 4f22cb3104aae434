import { readFileSync } from "node:fs";
import { run } from "./shell";

/** Where something is mounted, in the order of mounting. */
function mountPoints(): readonly string[] {
  return readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .flatMap((line) => line.split(" ")[1] ?? [])
    .map((path) => path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))));
}

/** Whether something is mounted at a path, as this process sees it. */
export function isMounted(path: string): boolean {
  return mountPoints().includes(path);
}

/** Unmounts whatever is mounted at a folder or below it, the last mount first. */
export async function unmountBelow(folder: string): Promise<void> {
  const below = mountPoints().filter((path) => path === folder || path.startsWith(`${folder}/`));
  for (const path of below.reverse()) await run("umount", path);
}
