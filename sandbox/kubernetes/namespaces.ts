import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, tryRun } from "./shell";

/** Files that keep a network namespace and a mount namespace alive with no process in them. */
export interface Namespaces {
  readonly net: string;
  readonly mnt: string;
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

  /** Where the namespaces of `name` are or would be. */
  paths(name: string): Namespaces {
    return { net: join(this.folder, `${name}.net`), mnt: join(this.folder, `${name}.mnt`) };
  }

  /**
   * Makes the pair unless it exists. `mounts` is a shell script that runs inside the new mount namespace: what it mounts is
   * seen by the processes there only, and is gone with the namespace.
   */
  async create(name: string, mounts: string): Promise<Namespaces> {
    const paths = this.paths(name);
    if ((await this.isMounted(paths.net)) && (await this.isMounted(paths.mnt))) return paths;
    await this.remove(name);
    await this.mountFolder();
    writeFileSync(paths.net, "");
    writeFileSync(paths.mnt, "");
    const script = ["set -e", MISSING_LOOPBACK, mounts].join("\n");
    await run("unshare", `--net=${paths.net}`, `--mount=${paths.mnt}`, "--propagation=slave", "sh", "-c", script);
    return paths;
  }

  async remove(name: string): Promise<void> {
    for (const path of Object.values(this.paths(name))) await this.drop(path);
  }

  /** Everything in the folder, and the folder's own mount. */
  async removeAll(): Promise<void> {
    if (!existsSync(this.folder)) return;
    for (const file of readdirSync(this.folder)) await this.drop(join(this.folder, file));
    if (await this.isMounted(this.folder)) await run("umount", this.folder);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async drop(path: string): Promise<void> {
    if (!existsSync(path)) return;
    while (await this.isMounted(path)) await run("umount", path);
    rmSync(path, { force: true });
  }

  private async mountFolder(): Promise<void> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    if (await this.isMounted(this.folder)) return;
    await run("mount", "--bind", this.folder, this.folder);
    await run("mount", "--make-private", this.folder);
  }

  private async isMounted(path: string): Promise<boolean> {
    return (await tryRun("mountpoint", "--quiet", path)) !== undefined;
  }
}
