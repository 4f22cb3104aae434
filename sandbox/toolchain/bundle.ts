import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import type * as Esbuild from "esbuild";
import type { Plugin } from "esbuild";
import { cacheFolder } from "../home/folder";
import { oncePerKey } from "../../lib/retry/once";

/**
 * One plain JavaScript file of a program of ours, for processes that stay: started as TypeScript, each would keep the compiler
 * in memory (45 MB) and take half a second longer to start.
 * @param entry absolute path of the program's TypeScript file
 */
export function bundledProgram(entry: string): Promise<string> {
  return bundled(entry);
}

/** Several clusters of one process start the same programs at the same time. */
const bundled = oncePerKey(bundle);

async function bundle(entry: string): Promise<string> {
  // From where it is installed: a bundled program that makes bundles itself cannot have it inside.
  const { build } = createRequire(join(__dirname, "bundle.ts"))("esbuild") as typeof Esbuild;
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minifySyntax: true,
    write: false,
    logLevel: "silent",
    // Optional native accelerators of `ws`, which are asked for in a try block.
    external: ["bufferutil", "utf-8-validate"],
    plugins: [keepFolders],
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 12);
  const folder = join(cacheFolder(), "programs");
  const path = join(folder, `${basename(dirname(entry))}-${basename(entry, ".ts")}-${hash}.cjs`);
  if (existsSync(path)) {
    await utimes(path, new Date(), new Date());
    return path;
  }
  await mkdir(folder, { recursive: true });
  await writeFile(`${path}.${process.pid}`, code);
  await rename(`${path}.${process.pid}`, path);
  await removeUnused(folder);
  return path;
}

/** Milliseconds after which a bundle that nothing was started from is of a version that nobody has any more. */
const UNUSED = 30 * 24 * 3_600_000;

async function removeUnused(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    // Another process may have removed it meanwhile.
    const used = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (used < Date.now() - UNUSED) await rm(file, { force: true });
  }
}

/** Files that stand beside a source file are looked for beside it, not beside the bundle. */
const keepFolders: Plugin = {
  name: "keep-folders",
  setup(build) {
    build.onLoad({ filter: /\/sandbox\/.*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(/\b__dirname\b/g, JSON.stringify(dirname(path))),
      loader: "ts",
    }));
  },
};
