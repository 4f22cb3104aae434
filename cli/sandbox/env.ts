import { Command } from "commander";
import { sandboxHome } from "../../sandbox/home/folder";

/** `gke-bluegreen sandbox env`: variables for the shell. Fails where no sandbox stands. */
export function sandboxEnvCommand(): Command {
  return new Command("env")
    .description('print what makes plain pulumi and kubectl use the sandbox: eval "$(gke-bluegreen sandbox env)"')
    .option("--json", "for programs")
    .action(async (options: { json?: boolean }) => {
      const { environment, shellExports } = await import("../../sandbox/home/environment");
      const { requireInstance } = await import("../../sandbox/host/instance");
      const home = sandboxHome();
      const variables = await environment(home, requireInstance(home), (line) => process.stderr.write(`${line}\n`));
      process.stdout.write(options.json ? `${JSON.stringify(variables, undefined, 2)}\n` : shellExports(variables));
    });
}
