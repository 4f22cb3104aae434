import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, renameSync, statSync, truncateSync } from "node:fs";
import { dirname, join } from "node:path";

const MAX_BYTES = 16 * 2 ** 20;
const KEPT = 2;

/** `imageview/etcd` → `<folder>/imageview/etcd.log`. */
export function logPath(folder: string, name: string): string {
  return join(folder, `${name}.log`);
}

/** A descriptor that appends, so that the process goes on writing when this one is gone. */
export function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return openSync(path, "a", 0o600);
}

export { closeSync as closeLog };

/** Copies a log that has grown too large aside and empties it: its writer keeps its descriptor. */
export function rotateLog(path: string, maxBytes = MAX_BYTES): void {
  if (!existsSync(path) || statSync(path).size < maxBytes) return;
  for (let age = KEPT - 1; age >= 1; age--) {
    if (existsSync(`${path}.${age}`)) renameSync(`${path}.${age}`, `${path}.${age + 1}`);
  }
  copyFileSync(path, `${path}.1`);
  truncateSync(path);
}
