import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { failedCommand, otherwise } from "../../lib/errors/expected";

const run = promisify(execFile);

/** A part of an image's file system. */
export interface Content {
  /** Files of this machine it is made from: when one changes, the images that contain it are made anew. */
  readonly sources: () => Promise<readonly string[]>;
  /** Writes it into a root folder. */
  readonly write: (root: string) => Promise<void>;
}

/** The init of Debian's `catatonit`, whose `-P` is what Kubernetes calls a pause container: it reaps, and takes 0.7 MB. */
export const catatonit: Content = {
  sources: () => Promise.resolve(["/usr/bin/catatonit"]),
  write: (root) => install("/usr/bin/catatonit", root, "/pause"),
};

/** The certificates that programs trust: the machine's. */
export const certificates: Content = {
  sources: () => Promise.resolve(["/etc/ssl/certs/ca-certificates.crt"]),
  write: (root) => install("/etc/ssl/certs/ca-certificates.crt", root, "/etc/ssl/certs/ca-certificates.crt", 0o644),
};

/** The users of Debian's, distroless' and Node's images. */
export const passwd: Content = {
  sources: () => Promise.resolve([]),
  write: async (root) => {
    const users = [
      "root:x:0:0:root:/root:/bin/sh",
      "node:x:1000:1000::/home/node:/bin/sh",
      "nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin",
      "nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin",
    ];
    const groups = ["root:x:0:", "node:x:1000:", "nogroup:x:65534:", "nonroot:x:65532:"];
    await text(root, "/etc/passwd", users);
    await text(root, "/etc/group", groups);
    await text(root, "/etc/nsswitch.conf", ["passwd: files", "group: files", "hosts: files dns"]);
    await mkdir(join(root, "root"), { mode: 0o700, recursive: true });
    for (const [user, id] of [
      ["node", 1000],
      ["nonroot", 65532],
    ] as const) {
      const home = join(root, "home", user);
      await mkdir(home, { recursive: true });
      await run("chown", [`${id}:${id}`, home]);
    }
  },
};

/** A folder for temporary files, which everybody may write. */
export const temporary: Content = {
  sources: () => Promise.resolve([]),
  write: async (root) => {
    for (const folder of ["tmp", "var/tmp"]) {
      await mkdir(join(root, folder), { recursive: true });
      await chmod(join(root, folder), 0o1777);
    }
    await mkdir(join(root, "run"), { recursive: true });
  },
};

/** A shell and its tools: Debian's `busybox-static`, under the name of each of its tools. */
export const shell: Content = {
  sources: () => Promise.resolve(["/usr/bin/busybox"]),
  write: async (root) => {
    await install("/usr/bin/busybox", root, "/bin/busybox");
    const { stdout } = await run("/usr/bin/busybox", ["--list"]);
    for (const tool of stdout.split("\n").filter((name) => name !== "" && name !== "busybox")) {
      await symlink("busybox", join(root, "bin", tool));
    }
    await mkdir(join(root, "usr/bin"), { recursive: true });
    // Scripts name it so.
    await symlink("/bin/env", join(root, "usr/bin/env"));
  },
};

/** This machine's own Node with the shared libraries it needs, and the start script of Node's official image. */
export const nodeRuntime: Content = {
  sources: async () => [process.execPath, ...(await sharedLibraries(process.execPath))],
  write: async (root) => {
    await install(process.execPath, root, "/usr/local/bin/node");
    await symlink("node", join(root, "usr/local/bin/nodejs"));
    for (const library of await sharedLibraries(process.execPath)) await install(library, root, library);
    const script = [
      "#!/bin/sh",
      "set -e",
      "# A first argument that is an option or no command is meant for node.",
      'if [ "${1#-}" != "${1}" ] || [ -z "$(command -v "${1}")" ] || { [ -f "${1}" ] && ! [ -x "${1}" ]; }; then',
      '  set -- node "$@"',
      "fi",
      'exec "$@"',
    ];
    await text(root, "/usr/local/bin/docker-entrypoint.sh", script);
    await chmod(join(root, "usr/local/bin/docker-entrypoint.sh"), 0o755);
  },
};

/** The libraries a program is linked with and its loader, at the paths at which they are looked for; none of a static one, at which ldd fails. */
export async function sharedLibraries(program: string): Promise<string[]> {
  const { stdout } = await run("ldd", [program]).catch(otherwise({ stdout: "" }, failedCommand));
  return [...stdout.matchAll(/(?:=>\s+)?(\/\S+)\s+\(0x/g)].map(([, path]) => path as string);
}

/** Puts a file of the machine into an image. @param root the image's folder @param target absolute path in the image */
export async function install(source: string, root: string, target: string, mode = 0o755): Promise<void> {
  const path = join(root, target);
  await mkdir(dirname(path), { recursive: true });
  await copyFile(await realpath(source), path);
  await chmod(path, mode);
}

async function text(root: string, target: string, lines: readonly string[]): Promise<void> {
  const path = join(root, target);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, lines.join("\n") + "\n", { mode: 0o644 });
}
