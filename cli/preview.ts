import { readFileSync, writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { Command, Option } from "commander";
import { UserError } from "../lib/errors/user-error";
import type { Format } from "../preview";
import { type PolicyOptions, withPolicyOptions, withPolicyPacks } from "./policies/packs";
import { useEngineOf } from "./stack/place";
import { syntaxError, systemError, tolerate } from "../lib/errors/expected";

interface Options extends PolicyOptions {
  readonly stack?: string;
  readonly cwd: string;
  readonly format?: Format;
  readonly save: readonly string[];
  readonly baseline?: string;
  readonly drift: boolean;
  readonly all: boolean;
  readonly verbose: boolean;
  readonly github: boolean;
  readonly githubContext: boolean;
  readonly label?: string;
  readonly cost: boolean;
  readonly region?: string;
}

const collect = (value: string, before: readonly string[]) => [...before, value];

/** `gke-bluegreen preview`: what an update would do, judged. */
export function previewCommand(): Command {
  return withPolicyOptions(new Command("preview"))
    .description("what an update would change, what is dangerous about it, which policies it breaks, what it costs")
    .option("-s, --stack <name>", "the stack (default: the selected one)")
    .option("-C, --cwd <folder>", "the project's folder", ".")
    .addOption(new Option("--format <format>", "how to print it").choices(["terminal", "markdown", "html", "json"]))
    .option("--save <file>", "also write it to a file, by its ending: .md .html .json .txt (repeatable)", collect, [])
    .option("--baseline <file>", "a saved .json report of the base branch: tells new violations from old ones")
    .option("--drift", "also look for changes made outside the program", false)
    .option("--no-cost", "leave the prices out")
    .option("--region <region>", "prices of this region (default: that of the resources)")
    .option("--all", "every property of created resources", false)
    .option("--github", "post it to the pull request of this GitHub Actions run", false)
    .option("--github-context", "say which commits and which run of GitHub Actions it is of, for `post`", false)
    .option("--label <text>", "a line above the report, e.g. that it was made without credentials")
    .option("--verbose", "show the engine's own output on stderr", false)
    .addHelpText("after", exitCodeHelp)
    .action(async (options: Options) => {
      process.exitCode = await preview(options);
    });
}

/** What follows from a preview or an update, for the help of the commands that make one. */
export const exitCodeHelp = `
Exit codes:
  0    nothing would change
  1    the preview failed, or a mistake in how it was called
  2    something would change
  3    a mandatory policy refuses it
  4    apply: the plan is not the reviewed one
  5    apply: the update failed after it had begun
  6    the stack is locked by somebody else, and stayed so
  130  cancelled`;

async function preview(options: Options): Promise<number> {
  const { runPreview } = await import("../preview/engine/run-preview");
  const cwd = resolve(options.cwd);
  await useEngineOf({ stack: options.stack, cwd });
  const request = {
    cwd,
    stack: options.stack,
    baseline: options.baseline === undefined ? undefined : readBaseline(options.baseline),
    ...(options.verbose && { onOutput: (text: string) => process.stderr.write(text) }),
  };
  // What makes the report is loaded while the engine works.
  const [main, reports] = await withPolicyPacks(options, { cwd, stack: options.stack }, (engineArguments) =>
    Promise.all([runPreview({ ...request, kind: "update", engineArguments }), import("../preview")]),
  );
  const drift = options.drift && !main.engine.cancelled ? await runPreview({ ...request, kind: "drift" }) : undefined;
  const { exitCodes, makeReport, normalisedPlan, priceReport, rememberPlan, render } = reports;
  const report = makeReport(main.preview, {
    cost: options.cost ? priceReport(main.preview, options.region) : undefined,
    drift: drift?.preview,
    context: { ...(await contextOf(options)) },
  });
  rememberPlan(report.planHash, normalisedPlan(main.preview));
  const terminal = { colour: process.stdout.isTTY && !process.env["NO_COLOR"], all: options.all };
  process.stdout.write(render(report, options.format ?? "terminal", terminal));
  for (const file of options.save) writeFileSync(file, render(report, formatOf(file), terminal));
  if (options.github) {
    const { postToGitHub } = await import("../preview/github");
    const posted = await postToGitHub(report, process.env);
    process.stderr.write(`${posted}\n`);
  }
  return main.engine.cancelled ? 130 : exitCodes[report.verdict];
}

async function contextOf({ label, github, githubContext }: Options) {
  const where = github || githubContext ? (await import("../preview/github")).contextFrom(process.env) : {};
  return { ...where, ...(label !== undefined && { label }) };
}

/** The format that a file's ending asks for. */
export function formatOf(file: string): Format {
  switch (extname(file)) {
    case ".md":
      return "markdown";
    case ".html":
      return "html";
    case ".json":
      return "json";
    case ".txt":
      return "terminal";
    default:
      throw new UserError({
        setting: "--save",
        got: file,
        expected: "a name that ends in .md, .html, .json or .txt",
        fix: `--save ${file}.html`,
      });
  }
}

function readBaseline(file: string) {
  const wrong = (got: string) =>
    new UserError({
      setting: "--baseline",
      got,
      expected: "a report saved by `gke-bluegreen preview --save base.json`",
      fix: "Make it on the base branch, or leave --baseline out",
    });
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    tolerate(error, systemError, syntaxError);
    throw wrong(`${file}, which is not there or is not JSON`);
  }
  const violations = (parsed as { preview?: { violations?: unknown } } | null)?.preview?.violations;
  if (!Array.isArray(violations)) throw wrong(`${file}, which has no policy results`);
  return { violations: violations as { policy: string; urn: string }[] };
}
