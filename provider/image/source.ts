import dockerignore from "@balena/dockerignore";
import ignore from "ignore";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { pack } from "tar-stream";

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

/**
 * Reads a folder by the rules of its `.gcloudignore`, else of its `.dockerignore`.
 * @param recipes Dockerfiles and the like: as with Docker, a `.dockerignore` keeps them out of the image and not out of the build.
 */
export async function readSource(folder: string, recipes: readonly string[]): Promise<Source> {
  const ignored = await ignoreRules(folder, recipes);
  const files: SourceFile[] = [];
  for (const path of await paths(folder, "", ignored)) {
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
export async function recipeHash(source: Source, recipe: Recipe, dockerfiles: readonly string[]): Promise<string> {
  const others = new Set(
    dockerfiles.filter((path) => path !== recipe.dockerfile).flatMap((path) => [path, `${path}.dockerignore`]),
  );
  const own = await rulesIn(join(source.folder, `${recipe.dockerfile}.dockerignore`), dockerRules);
  const files = source.files
    .filter(({ path }) => !others.has(path) && (path === recipe.dockerfile || !own?.(path)))
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

type Ignored = (path: string) => boolean;

async function ignoreRules(folder: string, recipes: readonly string[]): Promise<Ignored> {
  const kept = new Set([".dockerignore", ...recipes, ...recipes.map((path) => `${path}.dockerignore`)]);
  return (
    (await rulesIn(join(folder, ".gcloudignore"), (text) => {
      const rules = ignore().add(text);
      return (path) => rules.ignores(path);
    })) ??
    (await rulesIn(join(folder, ".dockerignore"), (text) => {
      const ignored = dockerRules(text);
      return (path) => !kept.has(path) && ignored(path);
    })) ??
    // What gcloud leaves out where nothing is said.
    ((path) => /(^|\/)(\.git|\.gitignore|\.gcloudignore)$/.test(path))
  );
}

function dockerRules(text: string): Ignored {
  const rules = dockerignore().add(text);
  return (path) => rules.ignores(path);
}

async function rulesIn(path: string, read: (text: string) => Ignored): Promise<Ignored | undefined> {
  try {
    return read(await readFile(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Sorted, so that the order a file system lists them in does not matter. */
async function paths(folder: string, inside: string, ignored: Ignored): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(join(folder, inside), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) {
      // An ignored folder may still hold files that a later `!` rule takes back in; only the heaviest ones are never entered.
      if (entry.name === ".git" || (entry.name === "node_modules" && ignored(path))) continue;
      found.push(...(await paths(folder, path, ignored)));
    } else if (!ignored(path)) found.push(path);
  }
  return found;
}

const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
