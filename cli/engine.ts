import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { UserError } from "../lib/errors/user-error";

/** The repository's root: where `Pulumi.yaml` is. */
export const projectFolder = join(__dirname, "..");

/** Runs the engine in the foreground, as if the person had typed it; answers its exit code. */
export async function pulumi(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd = projectFolder,
): Promise<number> {
  const child = spawn("pulumi", args, { cwd, env: environment, stdio: "inherit" });
  // Ctrl-C reaches the engine as well, which ends its work in order; this process waits for that.
  const wait = () => {};
  process.on("SIGINT", wait);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on("error", (error: NodeJS.ErrnoException) => reject(error.code === "ENOENT" ? noEngine() : error));
      child.on("close", (code, signal) => resolve(signal ? 130 : (code ?? 1)));
    });
  } finally {
    process.off("SIGINT", wait);
  }
}

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
    expected: "the Pulumi engine",
    fix: 'Install Pulumi, or use the sandbox\'s: eval "$(bin/gke-bluegreen sandbox env)"',
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
