import { join } from "node:path";
import { EventLog } from "../../lib/engine/event-log";
import { engineOutput, startEngine } from "../../lib/engine/process";

/** The repository's root: where `Pulumi.yaml` is. */
export const projectFolder = join(__dirname, "..", "..");

/**
 * Runs the engine in the foreground, as if the person had typed it; answers its exit code. However this process is asked to end, the engine
 * is asked to end its work in order, and this process waits for that. What can be done about an error is said last.
 */
export async function pulumi(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd = projectFolder,
): Promise<number> {
  const eventLog = new EventLog();
  const stdio = ["inherit", "inherit", "inherit"] as const;
  const { child, ended } = startEngine(args, { cwd, environment, stdio, eventLog, outlivesTerminal: true });
  // Ctrl-C reaches the engine by itself.
  const wait = () => {};
  const end = () => void child.kill("SIGINT");
  process.on("SIGINT", wait).on("SIGTERM", end).on("SIGHUP", end);
  // What is said to a terminal that is gone must not end this process either.
  process.stdout.on("error", wait);
  process.stderr.on("error", wait);
  try {
    const { code } = await ended;
    if (code !== 0) await sayAdvice(eventLog.text());
    return code ?? 130;
  } finally {
    eventLog.close();
    process.off("SIGINT", wait).off("SIGTERM", end).off("SIGHUP", end);
  }
}

async function sayAdvice(log: string): Promise<void> {
  const { advicesIn } = await import("../../preview");
  for (const advice of advicesIn(log)) process.stderr.write(`\n${advice}\n`);
}

/** Runs the engine and answers what it printed. */
export function pulumiOutput(args: readonly string[], environment: NodeJS.ProcessEnv, cwd = projectFolder): string {
  return engineOutput(args, { cwd, environment });
}

/** Runs the engine without showing it; answers its exit code and what it printed. */
export async function pulumiInBackground(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd = projectFolder,
): Promise<{ readonly code: number; readonly output: string }> {
  const { child, ended } = startEngine(args, { cwd, environment, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  const { code } = await ended;
  return { code: code ?? 130, output };
}
