import { appendFileSync } from "node:fs";
import { renderMarkdown } from "../markdown";
import type { Report } from "../report";
import { writeCheckRun } from "./check-run";
import { connect, statusOf } from "./client";
import { marker, writeComment } from "./comment";
import { writeDriftIssue } from "./issue";
import { pullRequestOf, type Environment } from "./context";

export { contextFrom, runContext } from "./context";

/** A step's summary may have 1 MiB. */
const summaryBudget = 900_000;

/**
 * Puts a report where reviewers look: the pull request's comment, a check run, and the job's summary. Failed and cancelled previews
 * too: an old comment that says "safe" must not stay. Answers what was done, in a sentence.
 */
export async function postToGitHub(report: Report, environment: Environment): Promise<string> {
  const { project, stack } = report.preview;
  const summaryFile = environment["GITHUB_STEP_SUMMARY"];
  if (summaryFile) appendFileSync(summaryFile, renderMarkdown(report, { budget: summaryBudget }));

  const pull = pullRequestOf(environment);
  if (!pull) return "This run is not for a pull request: the report is in the job's summary only.";
  if (pull.fromFork)
    return "The branch is in a fork, whose runs may not write: the report is in the job's summary only.";
  const octokit = await connect(environment);
  const body = renderMarkdown(report, {
    marker: marker(project, stack),
    overflow: "The whole report is in the run's summary and artifact.",
  });
  const posted = await writeComment(octokit, pull, body);
  if (posted === "outdated") return `Not posted: pull request ${pull.number} has a newer commit than ${pull.head}.`;
  try {
    await writeCheckRun(octokit, pull, report, renderMarkdown(report, { picture: false }));
  } catch (error) {
    // The comment is there; a token without `checks: write` is no reason to fail the preview.
    if (statusOf(error) === 0 && !(error instanceof Error && error.name === "UserError")) throw error;
    return `Comment on pull request ${pull.number} ${posted}; no check run: ${(error as Error).message.split("\n")[0]}`;
  }
  return `Comment on pull request ${pull.number} ${posted}; check run written.`;
}

/** Keeps the repository's issue about a stack's drift; answers what was done. */
export async function keepDriftIssue(report: Report, environment: Environment): Promise<string> {
  return await writeDriftIssue(await connect(environment), report, environment);
}
