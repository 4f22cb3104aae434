import { readFileSync } from "node:fs";
import { UserError } from "../../lib/errors/user-error";
import type { Context } from "../report";
import { syntaxError, systemError, tolerate } from "../../lib/errors/expected";

/** The part of a GitHub Actions event that a report needs. */
interface ActionsEvent {
  readonly pull_request?: {
    readonly number?: number;
    readonly head?: { readonly sha?: string; readonly repo?: { readonly full_name?: string } | null };
    readonly base?: { readonly sha?: string; readonly repo?: { readonly full_name?: string } };
  };
}

/** Where a report goes. */
export interface PullRequest {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
  /** The commit that was previewed. */
  readonly head: string;
  /** The branch is in another repository: its runs have no write token and no credentials. */
  readonly fromFork: boolean;
}

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the report says of where it was made. */
export function contextFrom(environment: Environment): Context {
  const event = readEvent(environment);
  const head = event.pull_request?.head?.sha ?? environment["GITHUB_SHA"];
  const base = event.pull_request?.base?.sha;
  return {
    ...(head !== undefined && { head }),
    ...(base !== undefined && { base }),
    ...runContext(environment),
  };
}

/** The part that every run has, also one on a schedule. */
export function runContext(environment: Environment): Context {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = environment;
  return server && repository && run ? { runUrl: `${server}/${repository}/actions/runs/${run}` } : {};
}

/** The pull request of this run; `undefined` when the run is for something else, such as a push. */
export function pullRequestOf(environment: Environment): PullRequest | undefined {
  const { pull_request: pull } = readEvent(environment);
  if (pull?.number === undefined) return undefined;
  const [owner, repo] = (environment["GITHUB_REPOSITORY"] ?? "").split("/");
  if (!owner || !repo) {
    throw new UserError({
      setting: "GITHUB_REPOSITORY",
      got: JSON.stringify(environment["GITHUB_REPOSITORY"] ?? ""),
      expected: "owner/name, as GitHub Actions sets it",
      fix: "Run this inside GitHub Actions, or leave --github out",
    });
  }
  return {
    owner,
    repo,
    number: pull.number,
    head: pull.head?.sha ?? "",
    fromFork: pull.head?.repo?.full_name !== pull.base?.repo?.full_name,
  };
}

function readEvent(environment: Environment): ActionsEvent {
  const path = environment["GITHUB_EVENT_PATH"];
  if (!path) {
    throw new UserError({
      setting: "GITHUB_EVENT_PATH",
      got: "nothing",
      expected: "the file with the event, as GitHub Actions sets it",
      fix: "Run this inside GitHub Actions, or leave --github out",
    });
  }
  try {
    return JSON.parse(readFileSync(path, "utf8")) as ActionsEvent;
  } catch (error) {
    tolerate(error, systemError, syntaxError);
    throw new UserError({
      setting: "GITHUB_EVENT_PATH",
      got: `${path}, which is not there or is not JSON`,
      expected: "the file with the event",
      fix: "Run this inside GitHub Actions, or leave --github out",
    });
  }
}
