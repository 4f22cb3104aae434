import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { UserError } from "../lib/errors/user-error";
import type { PlanItem, Report } from "../preview";
import { type PolicyOptions, withPolicyOptions, withPolicyPacks } from "./policies/packs";
import { exitCodeHelp } from "./preview";
import { useEngineOf } from "./stack/place";
import { syntaxError, systemError, tolerate } from "../lib/errors/expected";

interface Options extends PolicyOptions {
  readonly stack?: string;
  readonly cwd: string;
  readonly planHash: string;
  readonly reviewed?: string;
  readonly lockTimeout: string;
}

/** `gke-bluegreen apply`: an update that does what was reviewed, or nothing. */
export function applyCommand(): Command {
  return withPolicyOptions(new Command("apply"))
    .description("previews again and updates only if the plan is the one that was reviewed")
    .requiredOption("--plan-hash <hash>", "the plan's hash, from the footer of its report")
    .option("-s, --stack <name>", "the stack (default: the selected one)")
    .option("-C, --cwd <folder>", "the project's folder", ".")
    .option("--reviewed <file>", "the saved .json report: names the properties that differ")
    .option("--lock-timeout <seconds>", "how long to wait for somebody else's lock", "600")
    .addHelpText("after", exitCodeHelp)
    .action(async (options: Options) => {
      process.exitCode = await apply(options);
    });
}

async function apply(options: Options): Promise<number> {
  requireHash(options.planHash);
  const lockSeconds = requireSeconds(options.lockTimeout);
  const cwd = resolve(options.cwd);
  await useEngineOf({ stack: options.stack, cwd });
  return withPolicyPacks(options, { cwd, stack: options.stack }, (policies) =>
    applyReviewed(options, cwd, policies, lockSeconds),
  );
}

async function applyReviewed(
  options: Options,
  cwd: string,
  policies: readonly string[],
  lockSeconds: number,
): Promise<number> {
  const preview = await import("../preview");
  const reviewed = options.reviewed === undefined ? preview.recallPlan(options.planHash) : readPlan(options.reviewed);

  say("Previewing again …");
  const now = await preview.runPreview({ cwd, stack: options.stack, kind: "update", engineArguments: policies });
  const report = preview.makeReport(now.preview);
  requireSameStack(options.planHash, report, preview.stackMark(now.preview.project, now.preview.stack));
  if (now.engine.cancelled) return 130;
  if (report.verdict === "failed" || report.verdict === "refused") {
    process.stdout.write(preview.render(report, "terminal"));
    return preview.exitCodes[report.verdict];
  }
  const plan = preview.normalisedPlan(now.preview);
  if (report.planHash !== options.planHash) {
    process.stderr.write(changed(options.planHash, report, reviewed && preview.planDifferences(reviewed, plan)));
    return 4;
  }
  if (report.verdict === "nothing") {
    say("The plan is the reviewed one, and nothing changes.");
    return 0;
  }
  say(`The plan is the reviewed one (${preview.counts(report)}). Updating …`);
  return await update(options, cwd, policies, plan, lockSeconds);
}

async function update(
  { stack }: Options,
  cwd: string,
  policies: readonly string[],
  plan: readonly PlanItem[],
  lockSeconds: number,
): Promise<number> {
  const { advicesIn, armTripwire, describeLock, runEngine, whenUnlocked } = await import("../preview");
  const tripped: string[] = [];
  const outcome = await whenUnlocked(
    () =>
      runEngine({
        command: ["up", "--yes", "--skip-preview", ...(stack === undefined ? [] : ["--stack", stack]), ...policies],
        cwd,
        onOutput: (text) => process.stdout.write(text),
        onStart: armTripwire(plan, (steps) => tripped.push(...steps)),
      }),
    { seconds: lockSeconds, say },
  );
  if (outcome.kind === "locked") {
    process.stderr.write(
      `gke-bluegreen: the stack is still locked after ${lockSeconds} s: ${outcome.holders.map(describeLock).join(", ")}.\n` +
        "  Nothing was changed. If you know that the holder is gone, remove its lock with `pulumi cancel`; then run this again.\n",
    );
    return 6;
  }
  const { result } = outcome;
  if (tripped.length > 0) {
    process.stderr.write(
      `gke-bluegreen: the update began a step that was not reviewed, and was interrupted:\n${tripped.map((step) => `  ${step}\n`).join("")}` +
        "  Somebody changed the stack in between. Preview again, and review that.\n",
    );
    return 5;
  }
  if (result.cancelled) return 130;
  for (const advice of advicesIn(result.eventLog)) say(`\n${advice}`);
  return result.exitCode === 0 ? 0 : 5;
}

function changed(reviewed: string, { planHash }: Report, differences: readonly string[] | undefined): string {
  const shown = differences?.slice(0, 50).map((line) => `  ${line}`);
  const more = (differences?.length ?? 0) > 50 ? [`  … and ${(differences?.length ?? 0) - 50} more`] : [];
  const why = shown
    ? [...shown, ...more]
    : ["  To see which properties differ, add --reviewed with the report's .json file."];
  return [
    `gke-bluegreen: the plan is not the reviewed one, so nothing was changed.`,
    `  reviewed ${reviewed}`,
    `  now      ${planHash}`,
    ...why,
    "  Next: preview again, and review what changed.",
    "",
  ].join("\n");
}

function requireHash(hash: string): void {
  if (/^p2-[0-9a-f]{6}-[0-9a-f]{64}$/.test(hash)) return;
  const other = /^p(\d+)-/.exec(hash)?.[1];
  throw new UserError({
    setting: "--plan-hash",
    got: other !== undefined && other !== "2" ? `a hash of version ${other} of the plan format` : JSON.stringify(hash),
    expected: "the hash from the footer of a report, such as p2-8ad577-…",
    fix: "Preview again with this version and review that plan",
  });
}

function requireSameStack(hash: string, { preview }: Report, mark: string): void {
  if (hash.split("-")[1] === mark) return;
  throw new UserError({
    setting: "--plan-hash",
    got: "the plan of another stack",
    expected: `a plan of ${preview.project}/${preview.stack}`,
    fix: "Choose the stack that was reviewed with --stack",
  });
}

function requireSeconds(text: string): number {
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new UserError({
    setting: "--lock-timeout",
    got: JSON.stringify(text),
    expected: "seconds, 0 or more",
    fix: "--lock-timeout 600",
  });
}

function readPlan(file: string): readonly PlanItem[] {
  try {
    const { plan } = JSON.parse(readFileSync(file, "utf8")) as { plan?: PlanItem[] };
    if (Array.isArray(plan)) return plan;
  } catch (error) {
    tolerate(error, systemError, syntaxError);
    // Said below, with what was expected.
  }
  throw new UserError({
    setting: "--reviewed",
    got: `${file}, which is not a saved report`,
    expected: "a file written by `gke-bluegreen preview --save report.json`",
    fix: "Download the report from the artifacts of the preview's run, or leave --reviewed out",
  });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
