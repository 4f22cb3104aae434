import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder, takePlace } from "../home/folder";
import type { BaseImage } from "./base-images";

const run = promisify(execFile);

/** A made image: an OCI layout that holds just this one, tagged `image`. */
export interface MadeImage {
  readonly layout: string;
  /** Of its manifest. */
  readonly digest: string;
}

/** Makes an image with umoci, or finds the one made before from the same files. */
export async function madeImage(image: BaseImage, progress: (line: string) => void): Promise<MadeImage> {
  const folder = join(cacheFolder(), "images");
  const layout = join(folder, await key(image));
  if (!existsSync(layout)) {
    progress(`making image ${image.names[0] ?? ""}`);
    await mkdir(folder, { recursive: true });
    // Made elsewhere and renamed: an interrupted or simultaneous making never shows as done.
    const partial = await mkdtemp(join(folder, "making-"));
    try {
      await make(image, partial);
      await takePlace(join(partial, "layout"), layout);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  const index = JSON.parse(await readFile(join(layout, "index.json"), "utf8")) as { manifests: { digest: string }[] };
  const digest = index.manifests[0]?.digest;
  if (digest === undefined) throw new Error(`${layout} holds no image; remove the folder to have it made again`);
  return { layout, digest };
}

async function make(image: BaseImage, folder: string): Promise<void> {
  const root = join(folder, "root");
  await mkdir(root, { mode: 0o755 });
  for (const content of image.contents) await content.write(root);
  const layout = join(folder, "layout");
  const target = ["--image", `${layout}:image`];
  const moment = new Date(0).toISOString();
  // One time for all files, so that the same files give the same digest on every machine.
  await run("find", [root, "-exec", "touch", "--no-dereference", "--date=@0", "{}", "+"]);
  await run("umoci", ["init", "--layout", layout]);
  await run("umoci", ["new", ...target]);
  // An entry of history for the layer: builders refuse to build on an image whose history does not tell of its layers.
  const history = [
    `--history.created=${moment}`,
    "--history.created_by=gke-bluegreen",
    "--history.author=",
    "--history.comment=",
  ];
  await run("umoci", ["insert", ...target, ...history, root, "/"]);
  const flags = [
    ...image.entrypoint.map((word) => `--config.entrypoint=${word}`),
    ...image.command.map((word) => `--config.cmd=${word}`),
    ...Object.entries(image.environment).map(([name, value]) => `--config.env=${name}=${value}`),
    ...(image.user === "" ? [] : [`--config.user=${image.user}`]),
  ];
  await run("umoci", ["config", ...target, "--no-history", `--created=${moment}`, ...flags]);
  await run("umoci", ["gc", "--layout", layout]);
}

async function key(image: BaseImage): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([image, process.arch]));
  // How the contents are written is part of what the image is.
  for (const code of ["contents.ts", "layout.ts"]) hash.update(await readFile(join(__dirname, code)));
  for (const content of image.contents) {
    for (const file of await content.sources()) {
      const { size, mtimeMs } = await stat(file);
      hash.update(`${file} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest("hex").slice(0, 16);
}
