import { Command } from "commander";
import { UserError } from "../errors/user-error";
import { sandboxHome } from "../sandbox/home";

export function sandboxEnvCommand(): Command {
  return new Command("env")
    .description('print what makes plain pulumi and kubectl use the sandbox: eval "$(gke-bluegreen sandbox env)"')
    .option("--json", "for programs")
    .action(async (options: { json?: boolean }) => {
      const { environment, shellExports } = await import("../sandbox/environment");
      const { currentInstance } = await import("../sandbox/instance");
      const home = sandboxHome();
      const instance = currentInstance(home);
      if (!instance) {
        throw new UserError({
          setting: `the sandbox in ${home}`,
          got: "one that does not stand",
          expected: "one that does",
          fix: "gke-bluegreen sandbox up",
        });
      }
      const variables = await environment(home, instance, (line) => process.stderr.write(`${line}\n`));
      process.stdout.write(options.json ? `${JSON.stringify(variables, undefined, 2)}\n` : shellExports(variables));
    });
}
