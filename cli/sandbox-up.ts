import { Command } from "commander";
import { sandboxHome } from "../sandbox/home";

export function sandboxUpCommand(): Command {
  return new Command("up")
    .description("start the sandbox, with the clusters it had; does nothing to what runs already")
    .action(async () => {
      const { up } = await import("../sandbox/up");
      const started = Date.now();
      await up(sandboxHome(), (line) => process.stderr.write(`${line}\n`));
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      process.stderr.write(`the sandbox stands (${seconds} s)\n`);
      process.stdout.write('eval "$(gke-bluegreen sandbox env)"   # for pulumi and kubectl in this shell\n');
    });
}
