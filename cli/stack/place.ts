import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { load } from "js-yaml";
import { sandboxHome } from "../../sandbox/home/folder";
import { projectFolder } from "./engine";

/** Where a command finds a stack. */
export interface StackPlace {
  /** Folder of `Pulumi.yaml` and the stack's file. */
  readonly cwd: string;
  readonly stack: string;
  /** The engine's: the sandbox's for a stack whose state is in the sandbox, the caller's own for any other. */
  readonly environment: NodeJS.ProcessEnv;
}

/** What a command's options say of the stack. */
export interface StackOptions {
  readonly stack: string;
  readonly cwd: string;
}

/** Adds the options of every command on a stack's apps. */
export function withStackOptions(command: Command): Command {
  return command
    .option("--stack <name>", "the stack", "sandbox")
    .option("--cwd <folder>", "folder of Pulumi.yaml (default: this project's)", projectFolder);
}

/** Folder and environment for a stack's commands. `sandbox` means that of the sandbox, whatever backend the shell is set to. */
export async function stackPlace({ stack, cwd }: StackOptions): Promise<StackPlace> {
  const folder = resolve(cwd);
  // The stack that these commands mean when nobody names one, whatever backend the caller's shell is set to.
  const environment = stack === "sandbox" ? await inSandbox() : await engineEnvironment({ stack, cwd: folder });
  return { cwd: folder, stack, environment };
}

/** Which stack a command is about: one by name, or the one that is selected. */
export interface StackQuestion {
  readonly stack?: string | undefined;
  readonly cwd: string;
}

/** Variables for the engine: with them it finds the stack, and `pulumi` itself. */
export async function engineEnvironment(question: StackQuestion): Promise<NodeJS.ProcessEnv> {
  return isInSandbox(question, { home: sandboxHome(), own: process.env }) ? await inSandbox() : process.env;
}

async function inSandbox(): Promise<NodeJS.ProcessEnv> {
  const { environment } = await import("../../sandbox/home/environment");
  const { requireInstance } = await import("../../sandbox/host/instance");
  const home = sandboxHome();
  const variables = await environment(home, requireInstance(home), (line) => process.stderr.write(`${line}\n`));
  return { ...process.env, ...variables };
}

/** Makes this process, and every engine that it starts, use what {@link engineEnvironment} says. */
export async function useEngineOf(question: StackQuestion): Promise<void> {
  Object.assign(process.env, await engineEnvironment(question));
}

interface Surroundings {
  /** The sandbox's folder. */
  readonly home: string;
  /** The caller's variables. */
  readonly own: NodeJS.ProcessEnv;
}

/**
 * Whether a stack is the sandbox's: who names a backend of their own has chosen; otherwise `sandbox` is, and others are where their state
 * is, unless they were selected under the caller's own login.
 */
export function isInSandbox({ stack, cwd }: StackQuestion, { home, own }: Surroundings): boolean {
  if (own["PULUMI_BACKEND_URL"]) return false;
  if (stack === "sandbox") return true;
  const project = projectAt(cwd);
  if (!project) return false;
  const pulumiHome = join(home, "pulumi");
  const ownHome = own["PULUMI_HOME"] || join(own["HOME"] || homedir(), ".pulumi");
  const named = stack ?? (selected(project, ownHome) === undefined ? selected(project, pulumiHome) : undefined);
  if (named === undefined) return false;
  const state = join(home, "stacks", ".pulumi", "stacks", project.name, named.split("/").at(-1) ?? "");
  return [".json", ".json.gz"].some((ending) => existsSync(state + ending));
}

interface Project {
  readonly name: string;
  readonly file: string;
}

/** The project of a folder: that of the nearest Pulumi.yaml, upwards, as the engine looks for it. */
function projectAt(folder: string): Project | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(at, name)).find((path) => existsSync(path));
    if (file !== undefined) {
      const { name } = (load(readFileSync(file, "utf8")) ?? {}) as { name?: unknown };
      return typeof name === "string" ? { name, file } : undefined;
    }
    if (dirname(at) === at) return undefined;
  }
}

/** What `pulumi stack select` has written under one home. Source: `pkg/workspace` of github.com/pulumi/pulumi. */
function selected({ name, file }: Project, pulumiHome: string): string | undefined {
  const mark = createHash("sha1").update(file).digest("hex");
  const workspace = join(pulumiHome, "workspaces", `${name}-${mark}-workspace.json`);
  if (!existsSync(workspace)) return undefined;
  const { stack } = JSON.parse(readFileSync(workspace, "utf8")) as { stack?: unknown };
  return typeof stack === "string" && stack !== "" ? stack : undefined;
}
