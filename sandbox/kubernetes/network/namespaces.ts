import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { isMounted } from "../../host/mounts";
import { run, tryRun } from "../../host/shell";

/** Files that keep a network namespace and a mount namespace alive with no process in them. */
export interface Namespaces {
  readonly net: string;
  readonly mnt: string;
  /** Another one for each pair that was made under this name: processes of an earlier pair have to be replaced. */
  readonly generation: string;
}

const MISSING_LOOPBACK = "ip link set lo up";

/**
 * The namespaces of one sandbox, in `<home>/namespaces`. A mount namespace can only be kept in a file on a mount that is not
 * propagated, so that the folder is a mount of its own; it goes away with the last of them.
 */
export class NamespaceFolder {
  private readonly folder: string;

  constructor(home: string) {
    this.folder = join(home, "namespaces");
  }

  /** Makes the folder able to hold mount namespaces. */
  async prepare(): Promise<void> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    if (isMounted(this.folder)) return;
    await run("mount", "--bind", this.folder, this.folder);
    await run("mount", "--make-private", this.folder);
  }

  /** The file of a network namespace that is there or would be. */
  netns(name: string): string {
    return this.paths(name).net;
  }

  /**
   * Makes the pair unless it exists. `mounts` is a shell script that runs inside the new mount namespace: what it mounts is
   * seen by the processes there only, and is gone with the namespace.
   */
  async create(name: string, mounts: string): Promise<Namespaces> {
    const { net, mnt, complete } = this.paths(name);
    if (existsSync(complete) && isMounted(net) && isMounted(mnt)) {
      return { net, mnt, generation: readFileSync(complete, "utf8") };
    }
    await this.remove(name);
    writeFileSync(net, "");
    writeFileSync(mnt, "");
    const script = ["set -e", MISSING_LOOPBACK, mounts].join("\n");
    await unshare(`--net=${net}`, `--mount=${mnt}`, "--propagation=slave", "sh", "-c", script);
    const generation = randomUUID();
    writeFileSync(complete, generation);
    return { net, mnt, generation };
  }

  async remove(name: string): Promise<void> {
    const { net, mnt, complete } = this.paths(name);
    for (const path of [complete, net, mnt]) await this.drop(path);
  }

  /** Everything in the folder, and the folder's own mount. */
  async removeAll(): Promise<void> {
    if (!existsSync(this.folder)) return;
    for (const file of readdirSync(this.folder)) await this.drop(join(this.folder, file.toString()));
    if (isMounted(this.folder)) await run("umount", this.folder);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private paths(name: string) {
    const at = (kind: string) => join(this.folder, `${name}.${kind}`);
    return { net: at("net"), mnt: at("mnt"), complete: at("complete") };
  }

  private async drop(path: string): Promise<void> {
    if (!existsSync(path)) return;
    while (isMounted(path)) await run("umount", path);
    rmSync(path, { force: true });
  }
}

/**
 * Since Linux 6.18 each processor gives namespaces numbers out of a range of its own, and a mount namespace is only kept in a file
 * of one with a lower number. Where this process is in a namespace other than the machine's first, as in a container, the kernel
 * therefore refuses on some of the processors; on the one that made this process' own namespace it does not.
 */
async function unshare(...args: readonly string[]): Promise<void> {
  for (let processor = 0; ; processor++) {
    try {
      // On any processor first: that is enough almost everywhere.
      if (processor === 0) return void (await run("unshare", ...args));
      return void (await run("taskset", "--cpu-list", String(processor - 1), "unshare", ...args));
    } catch (error) {
      const refused = error instanceof Error && /ns\/mnt on .*Invalid argument/.test(error.message);
      if (!refused || processor === cpus().length) throw error;
      // The network namespace may have been kept; the next attempt makes another.
      for (const file of args.flatMap((arg) => /^--(?:net|mount)=(.*)$/.exec(arg)?.[1] ?? []))
        await tryRun("umount", file);
    }
  }
}
