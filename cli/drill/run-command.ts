import { execFile } from "node:child_process";

/** Runs a command with an object as JSON on its standard input; answers its output, and throws with what it said on failure. */
export function runCommand(program: string, args: readonly string[], input?: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 2 ** 26, timeout: 180_000 };
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args.join(" ")}: ${stderr.trim() || error.message}`));
      else resolve(stdout);
    });
    // A command that ends before it has read is judged by its exit code.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input === undefined ? undefined : JSON.stringify(input));
  });
}
