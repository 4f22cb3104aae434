import { execFile } from "node:child_process";
import { chmod, cp, mkdir, readdir, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { install, sharedLibraries, type Content } from "./contents";

const run = promisify(execFile);

/** Debian packages that these images are made of, and what for. */
export const languagePackages = {
  python3: "Python in base images",
  "python3-distutils": "Python's standard library in base images",
  "python3-pip-whl": "pip in base images",
} as const;

const PYTHON = "/usr/bin/python3";
const WHEELS = "/usr/share/python-wheels";

/** Of the standard library: what no program imports. */
const UNUSED = /^(test|__pycache__|config-.*|idlelib|turtledemo|EXTERNALLY-MANAGED|sitecustomize\.py)$/;

/** Debian's Python with pip, called as in Python's official image. */
export const pythonRuntime: Content = {
  sources: async () => [await realpath(PYTHON), await pipWheel(), __filename],
  write: async (root) => {
    const program = await realpath(PYTHON);
    const version = program.replace(/.*python/, "");
    const library = `/usr/lib/python${version}`;
    await install(program, root, program);
    await cp(library, join(root, library), {
      recursive: true,
      dereference: true,
      filter: (path) => !UNUSED.test(path.slice(path.lastIndexOf("/") + 1)),
    });
    const extensions = (await readdir(join(library, "lib-dynload"))).map((file) => join(library, "lib-dynload", file));
    // Wheels are linked with the C++ library of the system; Node is as well.
    const linked = await Promise.all([program, process.execPath, ...extensions].map(sharedLibraries));
    const libraries = new Set([...linked.flat(), ...(await partsOfC(program))]);
    for (const file of libraries) await install(file, root, file);
    const bin = join(root, "usr/local/bin");
    await mkdir(bin, { recursive: true });
    for (const name of ["python", "python3"]) await symlink(program, join(bin, name));
    await run(program, ["-m", "zipfile", "-e", await pipWheel(), await packages(root, version)]);
    for (const name of ["pip", "pip3"]) await script(join(bin, name), 'exec python3 -m pip "$@"');
  },
};

/** npm as it came with this machine's Node. It trusts whom the system trusts. */
export const npm: Content = {
  sources: () => Promise.resolve([join(npmFolder, "package.json"), __filename]),
  write: async (root) => {
    const target = "/usr/local/lib/node_modules/npm";
    await cp(npmFolder, join(root, target), { recursive: true });
    await symlink(`${target}/bin/npm-cli.js`, join(root, "usr/local/bin/npm"));
    await symlink(`${target}/bin/npx-cli.js`, join(root, "usr/local/bin/npx"));
    await mkdir(join(root, "usr/local/etc"), { recursive: true });
    await writeFile(join(root, "usr/local/etc/npmrc"), "cafile=/etc/ssl/certs/ca-certificates.crt\n");
  },
};

const npmFolder = join(dirname(process.execPath), "../lib/node_modules/npm");

/** Libraries that are empty since they became parts of the C library, which wheels for older systems still ask for. */
async function partsOfC(program: string): Promise<string[]> {
  const libc = (await sharedLibraries(program)).find((file) => file.endsWith("/libc.so.6"));
  if (libc === undefined) return [];
  return ["libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1"].map((name) => join(dirname(libc), name));
}

async function pipWheel(): Promise<string> {
  const wheel = (await readdir(WHEELS)).find((name) => name.startsWith("pip-"));
  if (wheel === undefined) throw new Error(`no pip in ${WHEELS}`);
  return join(WHEELS, wheel);
}

/** Where Debian's Python looks for packages that were installed by hand. */
async function packages(root: string, version: string): Promise<string> {
  const folder = join(root, "usr/local/lib", `python${version}`, "dist-packages");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

async function script(path: string, line: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${line}\n`);
  await chmod(path, 0o755);
}
