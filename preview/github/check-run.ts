import { nameOf } from "../../lib/urn";
import type { Octokit } from "@octokit/rest";
import { existsSync, readFileSync } from "node:fs";
import type { Danger } from "../judgement/danger";
import type { Outcome, Violation } from "../model";
import type { Verdict } from "../report";
import { start } from "../formats/markdown-text";
import { request } from "./client";
import type { PullRequest } from "./context";

/** A danger is for a person to decide, so it does not fail the check; a refusal and a failure do. */
const conclusions: Readonly<Record<Verdict, "failure" | "neutral" | "success">> = {
  failed: "failure",
  refused: "failure",
  dangerous: "neutral",
  look: "neutral",
  changes: "success",
  nothing: "success",
};

/** GitHub takes this many annotations a request. */
const maxAnnotations = 50;

/** What of a report becomes annotations. */
export interface Annotated {
  readonly preview: {
    readonly stack: string;
    readonly violations: readonly Pick<Violation, "enforcement" | "policy" | "urn" | "message">[];
  };
  readonly dangers: readonly Pick<Danger, "level" | "name" | "operation" | "because" | "lost" | "outage">[];
}

/** A remark beside a line of the pull request, as GitHub's API has it. */
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: "failure" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
}

/** What a check says: of a report that was made here, or of one that another job left. */
export interface Check {
  readonly project: string;
  readonly stack: string;
  readonly conclusion: "failure" | "neutral" | "success" | "cancelled";
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

/** What the check is called by GitHub. */
export function conclusionOf(verdict: Verdict, outcome: Outcome["kind"]): Check["conclusion"] {
  return outcome === "cancelled" ? "cancelled" : conclusions[verdict];
}

/** A check of its own beside the comment: branch rules can require it. */
export async function writeCheckRun(octokit: Octokit, pull: PullRequest, check: Check): Promise<void> {
  await request("check run", () =>
    octokit.rest.checks.create({
      owner: pull.owner,
      repo: pull.repo,
      head_sha: pull.head,
      name: `preview ${check.project}/${check.stack}`,
      status: "completed",
      conclusion: check.conclusion,
      output: {
        title: start(check.title, 250),
        summary: start(check.summary, 60_000),
        annotations: [...check.annotations],
      },
    }),
  );
}

/** Dangers and refusals at the line of the stack's configuration that names the resource, as far as one does. */
export function annotations(report: Annotated, folder: string): Annotation[] {
  const { stack } = report.preview;
  const path = /^[\w.-]+$/.test(stack) ? `Pulumi.${stack}.yaml` : "Pulumi.yaml";
  const file = `${folder}/${path}`;
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const at = (name: string) => {
    const index = lines.findIndex((line) => line.includes(name));
    return Math.max(0, index) + 1;
  };
  const found: Annotation[] = [];
  const add = (name: string, level: Annotation["annotation_level"], title: string, message: string) =>
    found.push({
      path,
      start_line: at(name),
      end_line: at(name),
      annotation_level: level,
      title: start(title, 250),
      message: start(message, 1000),
    });
  for (const { enforcement, policy, urn, message } of report.preview.violations) {
    if (enforcement === "mandatory") add(nameOf(urn), "failure", policy, message);
  }
  for (const { level, name, operation, because, lost, outage } of report.dangers) {
    const more = [lost && `Lost for good: ${lost}.`, outage && `Does not answer: ${outage}.`].filter(Boolean).join(" ");
    add(name, level === "stop" ? "warning" : "notice", `${name}: ${operation}`, `${because}. ${more}`.trim());
  }
  return found.slice(0, maxAnnotations);
}
