import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { pack } from "tar-stream";
import type { IgnoreRules } from "./ignore-file";
import { dockerRulesIn, ignoreRules } from "./ignore-rules";

/** One file of a source folder, as builds see it: without owner and time, which say nothing of its content. */
interface SourceFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly kind: "file" | "link";
  readonly executable: boolean;
  readonly size: number;
  /** Of the content, or of the link's target. */
  readonly hash: string;
}

/** A source folder at one moment. */
export interface Source {
  readonly folder: string;
  readonly files: readonly SourceFile[];
}

/** Where a folder's rules come from. */
export interface RuleReaders {
  /** @see {@link ignoreRules} */
  readonly ofFolder: (folder: string, recipes: readonly string[]) => Promise<IgnoreRules>;
  /** Of one `.dockerignore`; nothing where there is none. */
  readonly ofDockerignore: (path: string) => Promise<IgnoreRules | undefined>;
}

const rulesOfToday: RuleReaders = { ofFolder: ignoreRules, ofDockerignore: dockerRulesIn };

/**
 * Reads a folder by its ignore rules.
 * @param recipes Dockerfiles and the like: as with Docker, a `.dockerignore` keeps them out of the image and not out of the build.
 */
export async function readSource(folder: string, recipes: readonly string[], rules = rulesOfToday): Promise<Source> {
  const left = await rules.ofFolder(folder, recipes);
  const files: SourceFile[] = [];
  for (const path of await paths(folder, "", left)) {
    const stat = await lstat(join(folder, path));
    if (stat.isSymbolicLink()) {
      const target = await readlink(join(folder, path));
      files.push({ path, kind: "link", executable: false, size: 0, hash: sha256(target) });
    } else if (stat.isFile())
      files.push({
        path,
        kind: "file",
        executable: (stat.mode & 0o111) !== 0,
        size: stat.size,
        hash: await hashFile(join(folder, path)),
      });
  }
  return { folder, files };
}

/** What is built from a source: the parts that decide an image's content beside the files. */
export interface Recipe {
  readonly dockerfile: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly stage?: string | undefined;
  readonly cloudbuild?: string | undefined;
}

/**
 * The hash of what one image is made of. Dockerfiles of its siblings are left out, so that editing one does not rebuild the others,
 * and so is what its own `<Dockerfile>.dockerignore` leaves out.
 */
export async function recipeHash(
  source: Source,
  recipe: Recipe,
  dockerfiles: readonly string[],
  rules = rulesOfToday,
): Promise<string> {
  const others = new Set(
    dockerfiles.filter((path) => path !== recipe.dockerfile).flatMap((path) => [path, `${path}.dockerignore`]),
  );
  const own = await rules.ofDockerignore(join(source.folder, `${recipe.dockerfile}.dockerignore`));
  const files = source.files
    .filter(({ path }) => !others.has(path) && (path === recipe.dockerfile || !own?.ignores(path)))
    .map(({ path, kind, executable, hash }) => [path, kind, executable, hash]);
  return sha256(JSON.stringify({ files, recipe: { ...recipe, buildArgs: Object.entries(recipe.buildArgs).sort() } }));
}

/** The source as a compressed archive whose bytes depend on its content only. */
export function archive({ folder, files }: Source): Readable {
  const tar = pack();
  const fill = async () => {
    for (const file of files) {
      const common = { name: file.path, mode: file.executable ? 0o755 : 0o644, mtime: new Date(0) };
      if (file.kind === "link") {
        tar.entry({ ...common, type: "symlink", linkname: await readlink(join(folder, file.path)) });
        continue;
      }
      const content = await readFile(join(folder, file.path));
      if (sha256(content) !== file.hash)
        throw new Error(`${file.path} changed while it was being uploaded: run the update again`);
      await new Promise<void>((resolve, reject) =>
        tar.entry({ ...common, size: content.length }, content, (error) => (error ? reject(error) : resolve())),
      );
    }
    tar.finalize();
  };
  fill().catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
  const zipped = createGzip();
  tar.on("error", (error) => zipped.destroy(error));
  return tar.pipe(zipped);
}

/** Sorted, so that the order a file system lists them in does not matter. */
async function paths(folder: string, inside: string, rules: IgnoreRules): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(join(folder, inside), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!rules.skips(path)) found.push(...(await paths(folder, path, rules)));
    } else if (!rules.ignores(path)) found.push(path);
  }
  return found;
}

const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
