import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, constants, existsSync, openSync, readSync, statSync } from "node:fs";
import { copyFile, link, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder, takePlace } from "../home/folder";
import { builtFolder, isGroupBuilt, moduleFiles } from "./build";
import { installedVersions, toolGroups, type ToolGroup, type ToolName } from "./tools";
import { oncePerKey } from "../../lib/retry/once";
import { failedCommand, otherwise, systemError, tolerate } from "../../lib/errors/expected";

export { moduleFiles } from "./build";
export { bundledProgram } from "./bundle";
export { requireDebianPackages } from "./debian";
export { KUBERNETES_VERSION, kubernetesPluginVersion, type ToolName } from "./tools";

const run = promisify(execFile);

/**
 * An executable of the pinned version: the machine's own if it is just that version, else ours, built when first asked for.
 * A build that fails throws a `UserError` with its last lines.
 */
export function toolPath(tool: ToolName, progress: (line: string) => void): Promise<string> {
  return located(tool, progress);
}

const located = oncePerKey(locate);

/** Whether a tool can be had without a build. */
export async function isBuilt(tool: ToolName): Promise<boolean> {
  return (await installed(tool)) !== undefined || (await isGroupBuilt(groupOf(tool)));
}

/** Several tools at once; their groups are built one after the other, since one Go build uses all processors. */
export async function requireTools(tools: readonly ToolName[], progress: (line: string) => void): Promise<void> {
  for (const tool of tools) await toolPath(tool, progress);
}

/**
 * A folder with the Pulumi engine, its Node language host and the two scripts that start policy packs and dynamic resources.
 * They stand beside each other because the engine warns about a language host found elsewhere on the PATH.
 */
export async function engineFolder(progress: (line: string) => void): Promise<string> {
  const pulumi = await toolPath("pulumi", progress);
  const host = await toolPath("pulumi-language-nodejs", progress);
  const scripts = ["pulumi-analyzer-policy", "pulumi-resource-pulumi-nodejs"];
  const scriptFolder = await moduleFiles(
    "engine",
    "github.com/pulumi/pulumi/sdk/v3",
    scripts.map((script) => join("nodejs", "dist", script)),
  );
  // Real files, not symbolic links: the engine looks beside the file its own process was started from.
  const files = [pulumi, host, ...scripts.map((script) => join(scriptFolder, script))];
  const key = createHash("sha256").update(files.join()).digest("hex").slice(0, 12);
  const folder = join(cacheFolder(), "tools", `engine-folder-${key}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  for (const file of files) await copyFile(file, join(partial, basename(file)), constants.COPYFILE_FICLONE);
  await takePlace(partial, folder);
  return folder;
}

/** Puts the engine and what belongs beside it into the `bin` of a Pulumi home, where Pulumi's own installer puts them. */
export async function installEngine(pulumiHome: string, progress: (line: string) => void): Promise<string> {
  const source = await engineFolder(progress);
  const bin = join(pulumiHome, "bin");
  await mkdir(bin, { recursive: true });
  await Promise.all((await readdir(source)).map((file) => place(join(source, file), join(bin, file))));
  return bin;
}

/** The same file under another name; a copy where that is on another disk. */
async function place(source: string, target: string): Promise<void> {
  const [wanted, found] = await Promise.all([stat(source), stat(target).catch(otherwise(undefined, systemError))]);
  if (found?.ino === wanted.ino || (found?.size === wanted.size && found.mtimeMs === wanted.mtimeMs)) return;
  const partial = `${target}.${process.pid}`;
  await rm(partial, { force: true });
  await link(source, partial).catch(async (acrossDisks: unknown) => {
    tolerate(acrossDisks, systemError);
    await copyFile(source, partial);
    await utimes(partial, wanted.atime, wanted.mtime);
  });
  await rename(partial, target);
}

async function locate(tool: ToolName, progress: (line: string) => void): Promise<string> {
  return (await installed(tool)) ?? join(await builtFolder(groupOf(tool), progress), tool);
}

function groupOf(tool: ToolName): ToolGroup {
  const group = toolGroups.find(({ packages }) => tool in packages);
  if (!group) throw new Error(`no module builds ${tool}`);
  return group;
}

/** How a command of the sandbox's begins that stands before a tool of the same name, and is not the tool. */
export const OWN_COMMAND = "#!/bin/sh\n# Of gke-bluegreen's sandbox.";

function isOwnCommand(path: string): boolean {
  if (!statSync(path).isFile()) return false;
  const handle = openSync(path, "r");
  try {
    const start = Buffer.alloc(OWN_COMMAND.length);
    return start.subarray(0, readSync(handle, start)).toString() === OWN_COMMAND;
  } finally {
    closeSync(handle);
  }
}

async function installed(tool: ToolName): Promise<string | undefined> {
  const wanted = installedVersions[tool];
  if (!wanted) return undefined;
  for (const folder of (process.env["PATH"] ?? "").split(":")) {
    const path = join(folder, tool);
    if (!existsSync(path) || isOwnCommand(path)) continue;
    const answer = await run(path, [...wanted.args], { timeout: 10_000 }).catch(otherwise(undefined, failedCommand));
    if (answer && wanted.answer.test(answer.stdout)) return path;
  }
  return undefined;
}
