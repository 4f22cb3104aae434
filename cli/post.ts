import { resolve } from "node:path";
import { Command } from "commander";
import { UserError } from "../lib/errors/user-error";

interface Options {
  readonly stack: string;
  readonly cwd: string;
  readonly from: string;
}

/** `gke-bluegreen post`: shows a report that another job made, without running or believing anything of it. */
export function postCommand(): Command {
  return new Command("post")
    .description(
      "post a report that another job left (report.md, report.json) to the pull request of this GitHub Actions run",
    )
    .requiredOption("-s, --stack <name>", "the stack that the report has to be of")
    .requiredOption("--from <folder>", "where that job's artifact was put; where it is missing, that is posted")
    .option("-C, --cwd <folder>", "the project's folder: a checkout of the base branch", ".")
    .action(async ({ stack, cwd, from }: Options) => {
      const [{ postFromFolder }, { projectName }] = await Promise.all([
        import("../preview/github"),
        import("../preview/engine/run-preview"),
      ]);
      const project = projectName(resolve(cwd));
      if (project === "")
        throw new UserError({
          setting: "--cwd",
          got: `${cwd}, where there is no Pulumi.yaml`,
          expected: "the project's folder",
          fix: "Check the base branch out first",
        });
      process.stderr.write(`${await postFromFolder(resolve(from), { project, stack }, process.env)}\n`);
    });
}
