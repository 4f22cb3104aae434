import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Instance } from "./instance";
import { tryRun } from "./shell";

/** Shared by all sandboxes of the machine: the first one's look at it is what the last one restores. */
const RECORD = "/run/gke-bluegreen/settings.json";

const IP_FORWARD = "net/ipv4/ip_forward";

type Setting =
  | { readonly key: string; readonly set: "kept" }
  | { readonly key: string; readonly set: string; readonly least?: true };

/**
 * Kernel settings that nodes need, and those that a kubelet changes by itself ("kept" here): all are put back when the last
 * sandbox goes down.
 */
const SETTINGS: readonly Setting[] = [
  { key: IP_FORWARD, set: "1" },
  { key: "net/ipv4/conf/all/send_redirects", set: "0" },
  // Each kubelet, containerd and pod of every node watches files as the same user.
  { key: "fs/inotify/max_user_instances", set: "8192", least: true },
  { key: "fs/inotify/max_user_watches", set: "524288", least: true },
  { key: "vm/overcommit_memory", set: "kept" },
  { key: "vm/panic_on_oom", set: "kept" },
  { key: "kernel/panic", set: "kept" },
  { key: "kernel/panic_on_oops", set: "kept" },
  { key: "kernel/keys/root_maxkeys", set: "kept" },
  { key: "kernel/keys/root_maxbytes", set: "kept" },
];

/** Loads the modules and sets what nodes need, after writing down how the machine was. */
export async function applyHostSettings(): Promise<void> {
  // Built into some kernels, in which case there is nothing to load.
  for (const module of ["br_netfilter", "nf_conntrack", "overlay"]) await tryRun("modprobe", module);
  if (!existsSync(RECORD)) {
    mkdirSync(dirname(RECORD), { recursive: true });
    writeFileSync(RECORD, JSON.stringify(Object.fromEntries(SETTINGS.map(({ key }) => [key, read(key)]))));
  }
  for (const setting of SETTINGS) {
    if (setting.set === "kept") continue;
    const now = read(setting.key);
    if (now === setting.set || ("least" in setting && Number(now) >= Number(setting.set))) continue;
    write(setting.key, setting.set);
  }
}

/** Whether the machine forwarded packets before the first sandbox stood. */
export function wasRouter(): boolean {
  if (!existsSync(RECORD)) return read(IP_FORWARD) === "1";
  return (JSON.parse(readFileSync(RECORD, "utf8")) as Record<string, string | undefined>)[IP_FORWARD] === "1";
}

/** Puts everything back, if no other sandbox stands. */
export function restoreHostSettings(own: Instance): void {
  if (!existsSync(RECORD)) return;
  const others = readdirSync(dirname(RECORD)).filter((name) => /^\d+$/.test(name) && name !== String(own.number));
  if (others.length > 0) return;
  const before = JSON.parse(readFileSync(RECORD, "utf8")) as Record<string, string | undefined>;
  for (const [key, value] of Object.entries(before)) {
    if (value !== undefined && read(key) !== value) write(key, value);
  }
  rmSync(RECORD);
}

function read(key: string): string | undefined {
  const path = join("/proc/sys", key);
  return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
}

function write(key: string, value: string): void {
  try {
    writeFileSync(join("/proc/sys", key), value);
  } catch (error) {
    // Some machines forbid single settings; what depends on one says so itself.
    if (!["EACCES", "EROFS", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
