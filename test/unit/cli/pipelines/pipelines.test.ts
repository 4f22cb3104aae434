import { load, loadAll } from "js-yaml";
import { pipelineFiles, pipelineKinds, type PipelineKind } from "../../../../cli/pipelines";

const files = (kind: PipelineKind) => pipelineFiles(kind, { stack: "prod", branch: "main" });
const kinds = Object.keys(pipelineKinds) as PipelineKind[];

interface Workflow {
  readonly permissions: object;
  readonly concurrency: { readonly "cancel-in-progress": boolean };
  readonly jobs: Record<
    string,
    {
      readonly if?: string;
      readonly environment?: string;
      readonly permissions: Record<string, string>;
      readonly steps: { readonly uses?: string; readonly run?: string; readonly with?: Record<string, unknown> }[];
    }
  >;
}
const workflow = (name: string) =>
  load(files("github-actions").find(({ path }) => path.endsWith(`${name}-prod.yaml`))?.content ?? "") as Workflow;

test.each(kinds)("%s: nothing is left to fill in but names in capitals", (kind) => {
  for (const { content } of files(kind)) {
    expect(content).not.toMatch(/__[A-Z_]+__/);
    expect(() => loadAll(content)).not.toThrow();
  }
});

test("every action is pinned by commit, with its version beside it", () => {
  for (const { content } of files("github-actions")) {
    const uses = content.split("\n").filter((line) => line.includes("uses:"));
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
});

test("no expression of GitHub's is pasted into a shell", () => {
  for (const name of ["preview", "deploy", "drift"]) {
    for (const { steps } of Object.values(workflow(name).jobs)) {
      for (const { run } of steps) expect(run ?? "").not.toContain("${{");
    }
  }
});

test("previews are cancelled by newer ones, updates never", () => {
  expect(workflow("preview").concurrency["cancel-in-progress"]).toBe(true);
  expect(workflow("deploy").concurrency["cancel-in-progress"]).toBe(false);
});

test("a fork gets no identity and no way to write", () => {
  const { fork, preview } = workflow("preview").jobs;
  expect(fork?.permissions).toEqual({ contents: "read" });
  expect(fork?.environment).toBeUndefined();
  expect(fork?.if).toContain("!= github.repository");
  expect(preview?.if).toContain("== github.repository");
  expect(fork?.steps.some(({ uses }) => uses?.startsWith("google-github-actions/auth"))).toBe(false);
});

test("rules come from the base branch", () => {
  const { preview } = workflow("preview").jobs;
  expect(preview?.steps.some(({ run }) => run?.includes("--policy-pack .base/policies"))).toBe(true);
});

test("only the job that somebody approves has the identity that may write, and it applies the plan they saw", () => {
  const { plan, apply } = workflow("deploy").jobs;
  const identity = (job: Workflow["jobs"][string] | undefined) =>
    job?.steps.find(({ uses }) => uses?.startsWith("google-github-actions/auth"))?.with?.["service_account"];
  expect(identity(plan)).toContain("PREVIEW_SERVICE_ACCOUNT");
  expect(identity(apply)).toContain("DEPLOY_SERVICE_ACCOUNT");
  expect(apply?.environment).toBe("prod");
  expect(apply?.steps.at(-1)?.run).toContain('--plan-hash "$PLAN_HASH"');
});
