import type { JWTPayload } from "jose";
import { randomUUID } from "node:crypto";
import type { Issuer } from "../../iam/issuer";

/** GitHub's own life of a token, in seconds. */
const LIFETIME = 300;

/**
 * A job's token as GitHub's issuer gives it, with the claims that GitHub documents. What is not asked for is a push to `main` of a
 * made-up repository. https://docs.github.com/actions/reference/security/oidc
 */
export async function githubToken(github: Issuer, asked: URLSearchParams): Promise<{ count: number; value: string }> {
  const claims: Record<string, string> = {
    ...DEFAULTS,
    ...Object.fromEntries([...asked].filter(([name]) => name !== "audience")),
  };
  const repository = claims["repository"] ?? "";
  const owner = repository.split("/", 1)[0] ?? "";
  const payload: JWTPayload = {
    repository_owner: owner,
    actor: owner,
    sub: `repo:${repository}:${context(claims)}`,
    ...claims,
    jti: randomUUID(),
  };
  const value = await github.sign(payload, asked.get("audience") ?? `https://github.com/${owner}`, LIFETIME);
  return { count: value.length, value };
}

const DEFAULTS: Readonly<Record<string, string>> = {
  repository: "octo-org/octo-repo",
  repository_id: "74",
  repository_owner_id: "65",
  repository_visibility: "private",
  actor_id: "12",
  event_name: "push",
  ref: "refs/heads/main",
  ref_type: "branch",
  ref_protected: "true",
  sha: "0123456789abcdef0123456789abcdef01234567",
  workflow: "deploy",
  run_id: "1",
  run_number: "1",
  run_attempt: "1",
  runner_environment: "github-hosted",
};

/** What the subject says of a job: its environment, or that a pull request caused it, or its ref. */
function context(claims: Readonly<Record<string, string>>): string {
  if (claims["environment"] !== undefined) return `environment:${claims["environment"]}`;
  if (claims["event_name"] === "pull_request") return "pull_request";
  return `ref:${claims["ref"] ?? ""}`;
}
