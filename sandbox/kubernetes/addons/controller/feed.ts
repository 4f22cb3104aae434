import { spawn } from "node:child_process";

/** Runs a command with a text as its input. */
export function feed([command = "", ...args]: readonly string[], input: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["pipe", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`${command}: ${said.trim()}`))));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
