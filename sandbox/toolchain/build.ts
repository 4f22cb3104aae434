import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, statfs } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { UserError } from "../../lib/errors/user-error";
import { cacheFolder, takePlace } from "../home/folder";
import type { ToolGroup } from "./tools";
import { trimmedFiles, trimScript } from "./trimmed";

const run = promisify(execFile);

/** A cold build of everything leaves about 6 GiB of Go's own cache and 1 GiB of tools behind. */
const BYTES_NEEDED = 4 * 2 ** 30;

/** Where the Go modules that pin the tools are. */
const modulesFolder = join(__dirname, "modules");

/** Reproducible and without a C compiler, which a machine with just Go need not have. */
const goEnvironment = () => ({
  ...process.env,
  CGO_ENABLED: "0",
  GOFLAGS: "-buildvcs=false",
  GOTOOLCHAIN: "local",
});

/**
 * Builds a group's tools once and answers their folder. The folder's name is the hash of all that was pinned, so another pin is
 * another folder. Interrupted builds go on from Go's own cache; concurrent ones wait for each other.
 */
export async function builtFolder(group: ToolGroup, progress: (line: string) => void): Promise<string> {
  const source = join(modulesFolder, group.module);
  const folder = await folderOf(group);
  if (existsSync(folder)) return folder;

  await requireGo(group.module);
  await requireSpace();
  await mkdir(join(cacheFolder(), "tools"), { recursive: true });
  const minutes = Math.max(1, Math.round((group.coldSeconds * 2) / Math.min(availableParallelism(), 8) / 60));
  progress(`building ${Object.keys(group.packages).join(", ")} (up to ${minutes} min the first time)`);
  await compile(group, source, folder, progress);
  return folder;
}

/** Whether a group's tools are there already. */
export async function isGroupBuilt(group: ToolGroup): Promise<boolean> {
  return existsSync(await folderOf(group));
}

async function folderOf(group: ToolGroup): Promise<string> {
  return join(cacheFolder(), "tools", `${group.module}-${await pin(group, join(modulesFolder, group.module))}`);
}

async function pin(group: ToolGroup, source: string): Promise<string> {
  const hash = createHash("sha256");
  const files = (await readdir(source)).filter((file) => /^(go\.mod|go\.sum|main\.go)$/.test(file)).sort();
  for (const file of [...files, ...(await trimmedFiles(group, source))])
    hash.update(await readFile(join(source, file)));
  hash.update(JSON.stringify([group.packages, group.linkVariables, group.target?.GOARCH ?? process.arch]));
  return hash.digest("hex").slice(0, 12);
}

async function compile(group: ToolGroup, source: string, folder: string, progress: (line: string) => void) {
  const partial = `${folder}.partial`;
  const modules = `${folder}.modules`;
  const variables = Object.entries(group.linkVariables).map(([name, value]) => `-X ${name}=${value}`);
  const programs = Object.entries(group.packages);
  const build = programs.map(([name, path], index) => {
    const same = programs.slice(0, index).find(([, other]) => other === path);
    if (same) return ["ln", join(partial, same[0]), join(partial, name)];
    const modfile = group.trimmed ? [`-modfile=${modules}/go.mod`] : [];
    const flags = ["-v", "-trimpath", "-ldflags", ["-s", "-w", ...variables].join(" ")];
    return ["go", "build", ...modfile, ...flags, "-o", join(partial, name), path];
  });
  // The kernel frees a flock when its holder dies, however it dies. The second of two waiting builders finds the work done.
  const script = [
    'test -e "$1" && exit 0',
    'rm -rf "$2" "$3"',
    ...(await trimScript(group, source, modules)),
    ...build.map(shellWords),
    'rm -rf "$3"',
    'mv "$2" "$1"',
  ].join("\n");
  const lock = join(cacheFolder(), "tools", ".lock");
  const started = Date.now();
  const flock = process.platform === "darwin" ? ["lockf", "-k", lock] : ["flock", lock];
  const child = spawn(flock[0] ?? "", [...flock.slice(1), "sh", "-ec", script, "sh", folder, partial, modules], {
    cwd: source,
    env: { ...goEnvironment(), ...group.target },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const tail: string[] = [];
  let compiled = 0;
  let shown = started;
  const lines = createInterface({ input: child.stderr });
  lines.on("line", (line) => {
    if (/^[a-z0-9][\w.-]*(\/[\w.@~-]+)*$/i.test(line)) compiled++;
    else tail.push(line);
    if (Date.now() - shown < 5000) return;
    shown = Date.now();
    progress(`  ${group.module}: ${compiled} packages compiled, ${Math.round((shown - started) / 1000)} s (${line})`);
  });
  const ended = await new Promise<string | undefined>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code === 0 ? undefined : signal ? `killed by ${signal}` : "failed"));
  });
  if (ended === undefined) return;
  const isFull = tail.some((line) => line.includes("no space left on device"));
  throw new UserError({
    setting: `sandbox/toolchain/modules/${group.module}`,
    got: `a build that ${ended === "failed" ? "failed" : `was ${ended}`}${tail.length > 0 ? `:\n${tail.slice(-8).join("\n")}` : ""}`,
    expected: isFull
      ? `room in ${cacheFolder()}, in Go's cache (go env GOCACHE) and in ${tmpdir()}`
      : "Go modules that can be fetched and a build that succeeds",
    fix: isFull
      ? "Free some space, or point XDG_CACHE_HOME, GOCACHE and TMPDIR at a larger disk; then run the same command again: it goes on where it stopped."
      : "Check the network and `go env GOPROXY`, then run the same command again: it goes on where it stopped.",
  });
}

function shellWords(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
}

async function requireGo(module: string) {
  const wanted = /^go (\d+)\.(\d+)/m.exec(await readFile(join(modulesFolder, module, "go.mod"), "utf8"));
  const found = await run("go", ["env", "GOVERSION"], { env: goEnvironment() }).then(
    ({ stdout }) => stdout.trim(),
    () => "none",
  );
  const version = /^go(\d+)\.(\d+)/.exec(found);
  const enough =
    version &&
    wanted &&
    (Number(version[1]) > Number(wanted[1]) || (version[1] === wanted[1] && Number(version[2]) >= Number(wanted[2])));
  if (enough) return;
  throw new UserError({
    setting: "go",
    got: found === "none" ? "no Go on the PATH" : found,
    expected: `Go ${wanted?.[1] ?? "1"}.${wanted?.[2] ?? "26"} or newer, to build the sandbox's tools`,
    fix: "Install Go and put its bin folder on the PATH, then run the same command again.",
  });
}

async function requireSpace() {
  await mkdir(cacheFolder(), { recursive: true });
  const { bavail, bsize } = await statfs(cacheFolder());
  if (bavail * bsize >= BYTES_NEEDED) return;
  throw new UserError({
    setting: cacheFolder(),
    got: `${((bavail * bsize) / 2 ** 30).toFixed(1)} GiB of free disk`,
    expected: `${BYTES_NEEDED / 2 ** 30} GiB, for building the sandbox's tools`,
    fix: "Free some space, or point XDG_CACHE_HOME at a larger disk.",
  });
}

/** Takes files out of a pinned module into a folder of the cache: what a tool needs beside it and no build makes. */
export async function moduleFiles(module: string, path: string, files: readonly string[]): Promise<string> {
  // Without a version: the one that the module pins. What is downloaded already is not downloaded again.
  const { stdout } = await run("go", ["mod", "download", "-json", path], {
    cwd: join(modulesFolder, module),
    env: goEnvironment(),
  });
  const { Dir: source, Version: version } = JSON.parse(stdout) as { Dir?: string; Version?: string };
  if (source === undefined || version === undefined) throw new Error(`go mod download said nothing of ${path}`);
  const folder = join(cacheFolder(), "tools", `${path.replaceAll("/", "-")}-${version}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  for (const file of files) await run("install", ["-m", "755", join(source, file), partial]);
  await takePlace(partial, folder);
  return folder;
}
