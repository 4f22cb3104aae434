import type { Octokit } from "@octokit/rest";
import { UserError } from "../../lib/errors/user-error";
import { renderMarkdown } from "../formats/markdown";
import { headline, type Report } from "../report";
import { ownLogin, request } from "./client";
import { marker, sameReport } from "./comment";
import type { Environment } from "./context";

const label = "drift";

/**
 * One open issue a stack while there is drift, edited in place, and closed when the drift is gone. A failed look at the world says so
 * in the issue, and closes nothing.
 */
export async function writeDriftIssue(octokit: Octokit, report: Report, environment: Environment): Promise<string> {
  const [owner, repo] = (environment["GITHUB_REPOSITORY"] ?? "").split("/");
  if (!owner || !repo) {
    throw new UserError({
      setting: "GITHUB_REPOSITORY",
      got: "nothing",
      expected: "owner/name, as GitHub Actions sets it",
      fix: "Run this inside GitHub Actions, or leave --github-issue out",
    });
  }
  const { project, stack } = report.preview;
  const first = marker(project, stack).replace(" preview ", " drift ");
  const open = await request("issues", () =>
    octokit.paginate(octokit.rest.issues.listForRepo, { owner, repo, state: "open", labels: label, per_page: 100 }),
  );
  const author = await ownLogin(octokit);
  // By its author too: anybody may open an issue that begins the same, and would be written to, or keep ours from being made.
  const ours = open.find(
    ({ body, user, pull_request: pull }) => !pull && user?.login === author && body?.split(/\r?\n/, 1)[0] === first,
  );
  const body = renderMarkdown(report, { marker: first });
  const title = `Drift in ${project}/${stack}`;

  if (report.verdict === "nothing") {
    if (!ours) return "No drift, and no issue about it.";
    const closed = { owner, repo, issue_number: ours.number };
    await request("issue", () => octokit.rest.issues.createComment({ ...closed, body: headline(report) }));
    await request("issue", () => octokit.rest.issues.update({ ...closed, state: "closed", state_reason: "completed" }));
    return `The drift is gone: issue ${ours.number} closed.`;
  }
  if (!ours) {
    const made = await request("issue", () =>
      octokit.rest.issues.create({ owner, repo, title, body, labels: [label] }),
    );
    return `Issue ${made.data.number} made.`;
  }
  if (ours.body && sameReport(ours.body, body)) return `Issue ${ours.number} says it already.`;
  await request("issue", () => octokit.rest.issues.update({ owner, repo, issue_number: ours.number, body }));
  return `Issue ${ours.number} edited.`;
}
