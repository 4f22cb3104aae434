import type { Octokit } from "@octokit/rest";
import { setTimeout as wait } from "node:timers/promises";
import { UserError } from "../../lib/errors/user-error";
import type { Environment } from "./context";

/** Longer than this nobody wants to wait inside a job; GitHub's hourly limit can ask for an hour. */
const longestWaitSeconds = 90;

/** GitHub's API with the token of the environment. */
export async function connect(environment: Environment): Promise<Octokit> {
  const token = environment["GITHUB_TOKEN"];
  if (!token) {
    throw new UserError({
      setting: "GITHUB_TOKEN",
      got: "nothing",
      expected: "a token that may write pull requests and checks",
      fix: "env: { GITHUB_TOKEN: ${{ github.token }} } in the step, and permissions: { pull-requests: write, checks: write } in the job",
    });
  }
  const { Octokit: Client } = await import("@octokit/rest");
  return new Client({
    auth: token,
    userAgent: "gke-bluegreen",
    baseUrl: environment["GITHUB_API_URL"] ?? "https://api.github.com",
    // Octokit prints every failed request; the errors below say more.
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
}

function ignore(): void {
  // nothing
}

interface RequestError {
  readonly status: number;
  readonly message: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

/** The HTTP status of a failed request; 0 for anything else. */
export function statusOf(error: unknown): number {
  const status = (error as Partial<RequestError> | null)?.status;
  return typeof status === "number" ? status : 0;
}

/**
 * Does a request again when GitHub is overloaded or says how long to wait, and turns what the caller can mend into a `UserError`.
 * `pause` is for tests.
 */
export async function request<T>(
  what: string,
  work: () => Promise<T>,
  pause: (seconds: number) => Promise<unknown> = (seconds) => wait(seconds * 1000),
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const seconds = attempt < 3 ? retryAfter(error as RequestError, attempt) : undefined;
      if (seconds === undefined) throw explained(what, error as RequestError);
      await pause(seconds);
    }
  }
}

function retryAfter({ status, response, message }: RequestError, attempt: number): number | undefined {
  const headers = response?.headers ?? {};
  if (status === 429 || status === 403) {
    const asked = Number(headers["retry-after"]);
    const limited = headers["x-ratelimit-remaining"] === "0" || /rate limit/i.test(message ?? "");
    if (!Number.isFinite(asked) && !limited) return undefined;
    const reset = Number(headers["x-ratelimit-reset"]) - Date.now() / 1000;
    const seconds = Number.isFinite(asked) ? asked : Number.isFinite(reset) ? Math.max(1, Math.ceil(reset)) : 60;
    return seconds <= longestWaitSeconds ? seconds : undefined;
  }
  return status >= 500 || status === 0 ? 2 ** attempt : undefined;
}

function explained(what: string, error: RequestError): unknown {
  const limited = error.status === 429 || error.response?.headers?.["x-ratelimit-remaining"] === "0";
  if (limited) {
    return new UserError({
      setting: what,
      got: "GitHub's rate limit",
      expected: "requests left for this token",
      fix: "Run the job again later; the report is in the job's summary and artifact",
    });
  }
  if (error.status === 401) {
    return new UserError({
      setting: "GITHUB_TOKEN",
      got: "a token GitHub does not accept",
      expected: "a valid token",
      fix: "Use ${{ github.token }}",
    });
  }
  if (error.status === 403) {
    return new UserError({
      setting: what,
      got: "no permission",
      expected: "a token that may do it",
      fix: "permissions: { pull-requests: write, checks: write } in the job. Runs of forks get a read-only token: post from a workflow_run job instead",
    });
  }
  return error;
}

/** The account of the token. A workflow's own token may not ask who it is. */
export async function ownLogin(octokit: Octokit): Promise<string> {
  try {
    const { data } = await octokit.rest.users.getAuthenticated();
    return data.login;
  } catch (error) {
    if (statusOf(error) === 403 || statusOf(error) === 404) return "github-actions[bot]";
    return await request("token", () => Promise.reject(error as Error));
  }
}
