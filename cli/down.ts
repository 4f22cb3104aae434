import { Command } from "commander";
import { sandboxHome } from "../sandbox/home/folder";

/** `gke-bluegreen down`: the opposite of `up`. */
export function downCommand(): Command {
  return new Command("down")
    .description("stop the sandbox and delete what ran in it; built tools stay in the cache")
    .option("--keep", "keep its clusters, images and stacks, so that the next up brings them back")
    .action(async ({ keep }: { keep?: boolean }) => {
      const { down } = await import("../sandbox/lifecycle/down");
      await down(sandboxHome(), (line) => process.stderr.write(`${line}\n`), { delete: keep !== true });
    });
}
