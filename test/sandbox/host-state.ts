import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { command } from "../../sandbox/testing/test-cluster";
import { systemError, tolerate } from "../../lib/errors/expected";

/** What a machine has of the kinds that a sandbox makes, one line each. */
export async function hostState(): Promise<readonly string[]> {
  const [links, addresses, routes, rules] = await Promise.all([
    command("ip", ["-o", "link"]),
    command("ip", ["-o", "-4", "address"]),
    command("ip", ["-4", "route", "show", "table", "all"]),
    command("nft", ["list", "ruleset"]),
  ]);
  return [
    ...lines(links).map((line) => `link ${line.split(": ")[1]?.split("@")[0]}`),
    ...lines(addresses).map((line) => `address ${line.split(/ +/).slice(1, 4).join(" ")}`),
    ...lines(routes).map((line) => `route ${line.trim()}`),
    ...lines(rules).map((line, index) => `firewall ${index} ${line}`),
    ...lines(readFileSync("/proc/self/mounts", "utf8")).map((line) => `mount ${line}`),
    ...controlGroups().map((path) => `control group ${path}`),
    ...namespacesOf(entries("/proc").filter((name) => /^\d+$/.test(name))),
    ...processes().map((name) => `process ${name}`),
    ...["/run", "/var/lib", "/var/log", "/var/run/netns", "/etc/cni", "/tmp"].flatMap((folder) =>
      entries(folder).map((name) => `file ${folder}/${name}`),
    ),
    ...SETTINGS.map((key) => `setting ${key} = ${read(`/proc/sys/${key}`)}`),
  ];
}

/** What is there now and was not before. */
export function added(before: readonly string[], now: readonly string[]): string[] {
  const known = new Set(before);
  return now.filter((line) => !known.has(line));
}

const SETTINGS = [
  "net/ipv4/ip_forward",
  "net/ipv4/conf/all/send_redirects",
  "fs/inotify/max_user_instances",
  "fs/inotify/max_user_watches",
  "vm/overcommit_memory",
  "kernel/panic",
  "kernel/panic_on_oops",
];

/** By folder and command, since numbers are used again; only those that could be a sandbox's. */
function processes(): string[] {
  return entries("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim())
    .filter((line) => /containerd|kube|etcd|runc|coredns|registry|supervisor|traefik|metrics-server|pause/.test(line))
    .filter((line) => !/jest|tsx|bash|sh -c/.test(line));
}

/** Network and mount namespaces that these processes are in. */
export function namespacesOf(pids: readonly (number | string)[]): string[] {
  const all = pids.flatMap((pid) => ["net", "mnt"].map((kind) => link(`/proc/${pid}/ns/${kind}`)));
  return [...new Set(all)].filter(Boolean).map((name) => `namespace ${name}`);
}

function controlGroups(): string[] {
  const below = (folder: string, depth: number): string[] =>
    folders(folder).flatMap((path) => [path, ...(depth > 0 ? below(path, depth - 1) : [])]);
  return below("/sys/fs/cgroup", 2);
}

function folders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${folder}/${entry.name}`);
  } catch (error) {
    tolerate(error, systemError);
    return [];
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    tolerate(error, systemError);
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    tolerate(error, systemError);
    return "";
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch (error) {
    tolerate(error, systemError);
    return "";
  }
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}
