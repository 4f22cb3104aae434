import { Command } from "commander";
import { sandboxHome } from "../../sandbox/home/folder";

/** `gke-bluegreen sandbox down`: stops all of it; its folder stays, unless it is to go too. */
export function sandboxDownCommand(): Command {
  return new Command("down")
    .description(
      "stop the sandbox and leave nothing of it on this machine but its folder, from which `up` brings it back",
    )
    .option("--delete", "delete its folder, too: clusters, images and stacks")
    .action(async (options: { delete?: boolean }) => {
      const { down } = await import("../../sandbox/lifecycle/down");
      await down(sandboxHome(), (line) => process.stderr.write(`${line}\n`), { delete: options.delete === true });
      process.stderr.write("the sandbox is down\n");
    });
}
