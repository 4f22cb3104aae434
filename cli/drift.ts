import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command, Option } from "commander";
import type { Format } from "../preview";
import { exitCodeHelp, formatOf } from "./preview";
import { useEngineOf } from "./stack/place";

interface Options {
  readonly stack?: string;
  readonly cwd: string;
  readonly format: Format;
  readonly save: readonly string[];
  readonly githubIssue: boolean;
  readonly runProgram: boolean;
}

const collect = (value: string, before: readonly string[]) => [...before, value];

/** `gke-bluegreen drift`: what somebody changed outside the program. */
export function driftCommand(): Command {
  return new Command("drift")
    .description("what was changed outside the program; changes nothing, takes no lock")
    .option("-s, --stack <name>", "the stack (default: the selected one)")
    .option("-C, --cwd <folder>", "the project's folder", ".")
    .addOption(
      new Option("--format <format>", "how to print it")
        .choices(["terminal", "markdown", "html", "json"])
        .default("terminal"),
    )
    .option("--save <file>", "also write it to a file, by its ending: .md .html .json .txt (repeatable)", collect, [])
    .option("--run-program", "run the program too: for providers whose settings it computes", false)
    .option("--github-issue", "keep one issue about it in the repository of this GitHub Actions run", false)
    .addHelpText("after", exitCodeHelp)
    .action(async (options: Options) => {
      process.exitCode = await drift(options);
    });
}

async function drift(options: Options): Promise<number> {
  const { exitCodes, makeReport, render, runPreview } = await import("../preview");
  await useEngineOf({ stack: options.stack, cwd: resolve(options.cwd) });
  const run = await runPreview({
    cwd: resolve(options.cwd),
    stack: options.stack,
    kind: "drift",
    engineArguments: options.runProgram ? ["--run-program"] : [],
  });
  const github = options.githubIssue ? await import("../preview/github") : undefined;
  const report = makeReport(run.preview, { context: github ? github.runContext(process.env) : {} });
  const colour = process.stdout.isTTY && !process.env["NO_COLOR"];
  process.stdout.write(render(report, options.format, { colour }));
  for (const file of options.save) writeFileSync(file, render(report, formatOf(file)));
  if (github) process.stderr.write(`${await github.keepDriftIssue(report, process.env)}\n`);
  return run.engine.cancelled ? 130 : exitCodes[report.verdict];
}
