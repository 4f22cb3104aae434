import { resolve } from "node:path";
import type { Command } from "commander";
import { sandboxHome } from "../sandbox/home/folder";
import { projectFolder } from "./engine";

/** Where a command finds a stack. */
export interface StackPlace {
  /** Folder of `Pulumi.yaml` and the stack's file. */
  readonly cwd: string;
  readonly stack: string;
  /** The engine's: the sandbox's for the stack `sandbox`, the caller's own for any other. */
  readonly environment: NodeJS.ProcessEnv;
}

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

export async function stackPlace({ stack, cwd }: StackOptions): Promise<StackPlace> {
  return { cwd: resolve(cwd), stack, environment: await environmentOf(stack) };
}

async function environmentOf(stack: string): Promise<NodeJS.ProcessEnv> {
  if (stack !== "sandbox") return process.env;
  const { environment } = await import("../sandbox/home/environment");
  const { requireInstance } = await import("../sandbox/host/instance");
  const home = sandboxHome();
  const variables = await environment(home, requireInstance(home), (line) => process.stderr.write(`${line}\n`));
  return { ...process.env, ...variables };
}
