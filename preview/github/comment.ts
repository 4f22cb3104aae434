import type { Octokit } from "@octokit/rest";
import { ownLogin, request, statusOf } from "./client";
import type { PullRequest } from "./context";

/** The first line of a comment of ours. The whole name is compared: `dev` never overwrites `dev-eu`. */
export function marker(project: string, stack: string): string {
  const name = `${encodeURIComponent(project)}/${encodeURIComponent(stack)}`.replaceAll("--", "-%2D");
  return `<!-- gke-bluegreen preview v1 ${name} -->`;
}

/** What became of a comment; `outdated`: a newer commit has one already. */
export type Posted = "created" | "edited" | "unchanged" | "outdated";

/**
 * Writes the comment of one stack: edits the one that is there, or makes it. A comment is ours when it starts with the marker *and* this
 * token's account wrote it, so that nobody can make us overwrite, or trust, theirs.
 */
export async function writeComment(octokit: Octokit, pull: PullRequest, body: string): Promise<Posted> {
  const { owner, repo, number } = pull;
  const current = await request("pull request", () => octokit.rest.pulls.get({ owner, repo, pull_number: number }));
  // Somebody pushed while we previewed: the newer run's report must not be overwritten by ours.
  if (pull.head !== "" && current.data.head.sha !== pull.head) return "outdated";

  const [first = ""] = body.split("\n", 1);
  const author = await ownLogin(octokit);
  const comments = await request("comments", () =>
    octokit.paginate(octokit.rest.issues.listComments, { owner, repo, issue_number: number, per_page: 100 }),
  );
  const ours = comments.find(
    (comment) => comment.user?.login === author && comment.body?.split(/\r?\n/, 1)[0] === first,
  );
  if (ours?.body && sameReport(ours.body, body)) return "unchanged";
  if (ours) {
    try {
      await request("comment", () => octokit.rest.issues.updateComment({ owner, repo, comment_id: ours.id, body }));
      return "edited";
    } catch (error) {
      if (statusOf(error) !== 404) throw error; // 404: deleted since we looked.
    }
  }
  await request("comment", () => octokit.rest.issues.createComment({ owner, repo, issue_number: number, body }));
  return "created";
}

/** Whether two texts say the same: a rerun differs in its address only, and an edit that says nothing new helps nobody. */
export function sameReport(left: string, right: string): boolean {
  const essence = (text: string) =>
    text
      .replaceAll("\r\n", "\n")
      .replace(/\[run\]\([^)\s]*\)/g, "")
      .trimEnd();
  return essence(left) === essence(right);
}
