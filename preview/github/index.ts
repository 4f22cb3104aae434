import { appendFileSync } from "node:fs";
import { renderMarkdown } from "../formats/markdown";
import type { Preview } from "../model";
import { headline, makeReport, type Report } from "../report";
import { annotations, type Check, conclusionOf, writeCheckRun } from "./check-run";
import { connect, statusOf } from "./client";
import { marker, writeComment } from "./comment";
import { contextFrom, type Environment, type PullRequest, pullRequestOf } from "./context";
import { writeDriftIssue } from "./issue";
import { readLeftReport } from "./left-report";

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
  const body = renderMarkdown(report, {
    marker: marker(project, stack),
    overflow: "The whole report is in the run's summary and artifact.",
  });
  return await write(pull, environment, body, {
    project,
    stack,
    conclusion: conclusionOf(report.verdict, report.preview.outcome.kind),
    title: headline(report),
    summary: renderMarkdown(report, { picture: false }),
    annotations: annotations(report, process.cwd()),
  });
}

/**
 * Posts what another job left in a folder, in which a pull request's code ran: as text to be shown, and nothing else. Where there is no
 * report of just this stack, it says so in place of one: an old comment that says "safe" must not stay.
 */
export async function postFromFolder(
  folder: string,
  { project, stack }: { readonly project: string; readonly stack: string },
  environment: Environment,
): Promise<string> {
  const left = readLeftReport(folder, { project, stack });
  if ("problem" in left)
    return await postToGitHub(failedReport(project, stack, left.problem, environment), environment);
  const pull = pullRequestOf(environment);
  if (!pull) return "This run is not for a pull request: nothing is posted.";
  if (pull.fromFork) return "The branch is in a fork, whose runs may not write: nothing is posted.";
  return await write(pull, environment, `${marker(project, stack)}\n\n${left.markdown}`, {
    project,
    stack,
    ...left.check,
    annotations: annotations(left.annotated, process.cwd()),
  });
}

function failedReport(project: string, stack: string, problem: string, environment: Environment): Report {
  const preview: Preview = {
    project,
    stack,
    kind: "update",
    outcome: { kind: "failed", errors: [{ severity: "error", urn: "", text: problem }] },
    changes: [],
    resources: [],
    unchanged: 0,
    outputs: [],
    messages: [],
    violations: [],
    policyPacks: {},
    gaps: [],
  };
  return makeReport(preview, { context: contextFrom(environment) });
}

async function write(pull: PullRequest, environment: Environment, body: string, check: Check): Promise<string> {
  const octokit = await connect(environment);
  const posted = await writeComment(octokit, pull, body);
  if (posted === "outdated") return `Not posted: pull request ${pull.number} has a newer commit than ${pull.head}.`;
  try {
    await writeCheckRun(octokit, pull, check);
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
