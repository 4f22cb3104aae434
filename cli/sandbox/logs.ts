import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { Command } from "commander";
import { UserError } from "../../lib/errors/user-error";
import { sandboxHome } from "../../sandbox/home/folder";
import { systemError, tolerate } from "../../lib/errors/expected";

/** `gke-bluegreen sandbox logs <component>`. Fails where no component, or more than one, is called so. */
export function sandboxLogsCommand(): Command {
  return new Command("logs")
    .description("print a component's log")
    .argument("<component>", "its name as `sandbox status` shows it, or the end of it: imageview/etcd, kube-apiserver")
    .option("-f, --follow", "go on printing")
    .option("-n, --lines <number>", "only the last ones")
    .action(async (component: string, options: { follow?: boolean; lines?: string }) => {
      const folder = join(sandboxHome(), "logs");
      const name = await resolve(component, names(folder));
      const lines = ["-n", options.lines ?? "+1"];
      const follow = options.follow ? ["-F"] : [];
      const child = spawn("tail", [...lines, ...follow, join(folder, `${name}.log`)], { stdio: "inherit" });
      // Ctrl-C is for tail; this process ends when it does.
      process.on("SIGINT", () => undefined);
      await new Promise((ended) => child.on("close", ended));
    });
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".log"))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replace(/\.log$/, ""))
      .sort();
  } catch (error) {
    tolerate(error, systemError);
    return [];
  }
}

/** The component of this name, or the only one whose name ends so. */
async function resolve(wanted: string, known: readonly string[]): Promise<string> {
  const endings = known.filter((name) => name === wanted || name.endsWith(`/${wanted}`));
  const [only] = endings.includes(wanted) ? [wanted] : endings;
  if (only !== undefined && (only === wanted || endings.length === 1)) return only;
  const { nearest } = await import("../../lib/errors/nearest");
  const candidates = endings.length > 0 ? endings : known;
  throw new UserError({
    setting: "component",
    got: endings.length > 1 ? `${wanted}, which ${endings.length} components are called` : wanted,
    expected: candidates.length > 0 ? `one of ${candidates.join(", ")}` : "a component that has run",
    fix:
      candidates.length > 0
        ? `For example: gke-bluegreen sandbox logs ${nearest(wanted, candidates) ?? candidates[0]}`
        : "gke-bluegreen sandbox up",
  });
}
