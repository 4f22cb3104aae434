import { ENGINE_EXPECTED, ENGINE_FIX } from "../lib/engine/version";
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { UserError } from "../lib/errors/user-error";

/** The repository's root: where `Pulumi.yaml` is. */
export const projectFolder = join(__dirname, "..");

/**
 * Runs the engine in the foreground, as if the person had typed it; answers its exit code. However this process is asked to end, the engine
 * is asked to end its work in order, and this process waits for that.
 */
export async function pulumi(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd = projectFolder,
): Promise<number> {
  // A terminal that is closed hangs up on the engine too, which would die of it in the middle of its work; so it is told here to end.
  const deaf = ["-c", 'trap "" HUP; exec pulumi "$@"', "pulumi", ...args];
  const child = spawn("sh", deaf, { cwd, env: environment, stdio: "inherit" });
  // Ctrl-C reaches the engine by itself.
  const wait = () => {};
  const end = () => void child.kill("SIGINT");
  process.on("SIGINT", wait).on("SIGTERM", end).on("SIGHUP", end);
  // What is said to a terminal that is gone must not end this process either.
  process.stdout.on("error", wait);
  process.stderr.on("error", wait);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (exit, signal) => resolve(signal ? 130 : (exit ?? 1)));
    });
    if (code === NOT_FOUND) throw noEngine();
    return code;
  } finally {
    process.off("SIGINT", wait).off("SIGTERM", end).off("SIGHUP", end);
  }
}

/** What a shell answers where there is no such command. */
const NOT_FOUND = 127;

/** Runs the engine and answers what it printed. */
export function pulumiOutput(args: readonly string[], environment: NodeJS.ProcessEnv, cwd = projectFolder): string {
  const { status, stdout, stderr, error } = spawnSync("pulumi", args, {
    cwd,
    env: environment,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (error) throw "code" in error && error.code === "ENOENT" ? noEngine() : error;
  if (status === 0) return stdout;
  throw new UserError({
    setting: `pulumi ${args.join(" ")}`,
    got: stderr.trim() || `exit code ${status}`,
    expected: "an engine that answers",
    fix: "Look at the message above; `pulumi stack ls` shows the stacks.",
  });
}

function noEngine(): UserError {
  return new UserError({
    setting: "PATH",
    got: "no `pulumi` on it",
    expected: ENGINE_EXPECTED,
    fix: ENGINE_FIX,
  });
}

/** Runs the engine without showing it; answers its exit code and what it printed. */
export async function pulumiInBackground(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn("pulumi", args, { cwd: projectFolder, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", (error: NodeJS.ErrnoException) => reject(error.code === "ENOENT" ? noEngine() : error));
    child.on("close", (exit, signal) => resolve(signal ? 130 : (exit ?? 1)));
  });
  return { code, output };
}
