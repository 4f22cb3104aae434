import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { failedCommand, otherwise } from "../../lib/errors/expected";

const execute = promisify(execFile);

/** Runs a command of the machine and answers its output; what it said on failure becomes part of the error. */
export async function run(command: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await execute(command, [...args], { maxBuffer: 64 * 2 ** 20 })).stdout;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`${[command, ...args].join(" ")}: ${stderr?.trim() || message}`, { cause: error });
  }
}

/** Runs a command whose failure means that there is nothing to do. */
export async function tryRun(command: string, ...args: readonly string[]): Promise<string | undefined> {
  return await run(command, ...args).catch(otherwise(undefined, (error) => failedCommand((error as Error).cause)));
}
