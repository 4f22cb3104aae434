import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { toolPath } from "../toolchain";
import { otherwise, systemError } from "../../lib/errors/expected";

const run = promisify(execFile);

/** The plugins that the sandbox brings, each beside the npm package whose programs it serves. */
const plugins = { kubernetes: "@pulumi/kubernetes", gcp: "@pulumi/gcp" } as const;

/** The plugins that a sandbox brings. */
export type PluginName = keyof typeof plugins;
const pluginNames: readonly PluginName[] = ["kubernetes", "gcp"];

const root = resolve(__dirname, "../..");
const quiet = (): void => undefined;

/** The version the engine looks for: that of the npm package a program imports. */
export async function pluginVersion(name: PluginName): Promise<string> {
  const manifest = createRequire(join(root, "package.json")).resolve(`${plugins[name]}/package.json`);
  const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
  return version.replace(/^v/, "");
}

/**
 * Builds the sandbox's plugins and puts a launcher for each where the engine looks first:
 * `<pulumiHome>/plugins/resource-<name>-v<version>/pulumi-resource-<name>`.
 */
export async function installPlugins(
  pulumiHome: string,
  names: readonly PluginName[] = pluginNames,
  progress: (line: string) => void = quiet,
): Promise<void> {
  await run(process.execPath, [join(root, "build.mjs")]);
  for (const name of names) await installLauncher(pulumiHome, name, await program(name, progress));
}

/** The words that start a plugin: the official one, built from its source, for Kubernetes; one of our own for Google Cloud. */
async function program(name: PluginName, progress: (line: string) => void): Promise<readonly string[]> {
  if (name === "kubernetes") {
    const served = `GKE_BLUEGREEN_PLUGIN_VERSION=${await pluginVersion(name)}`;
    return ["env", served, await toolPath("pulumi-resource-kubernetes", progress)];
  }
  return [process.execPath, join(root, "dist", `${name}.js`)];
}

/** Takes the sandbox's plugins out again, so that the engine fetches the official ones; those it fetched already stay. */
export async function removePlugins(pulumiHome: string): Promise<void> {
  for (const name of pluginNames) {
    const folder = await pluginFolder(pulumiHome, name);
    const launcher = await readFile(join(folder, `pulumi-resource-${name}`), "latin1").catch(
      otherwise("", systemError),
    );
    if (launcher.startsWith(LAUNCHER)) await rm(folder, { recursive: true });
  }
}

async function pluginFolder(pulumiHome: string, name: PluginName): Promise<string> {
  return join(pulumiHome, "plugins", `resource-${name}-v${await pluginVersion(name)}`);
}

const LAUNCHER = "#!/bin/sh\nexec ";

async function installLauncher(pulumiHome: string, name: PluginName, command: readonly string[]): Promise<void> {
  const folder = await pluginFolder(pulumiHome, name);
  await mkdir(folder, { recursive: true });
  const launcher = `${LAUNCHER}${command.map(quoted).join(" ")} "$@"\n`;
  await writeFile(join(folder, `pulumi-resource-${name}`), launcher, { mode: 0o755 });
}

/** Text as one word of a shell script. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
