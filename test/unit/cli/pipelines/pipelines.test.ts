import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load, loadAll } from "js-yaml";
import { environmentsOf } from "../../../../cli/pipelines/environments";
import { pipelineFiles, pipelineKinds, type PipelineKind } from "../../../../cli/pipelines";

const environments = { preview: "looks", plan: "plans", deploy: "ships" };
const files = (kind: PipelineKind) => pipelineFiles(kind, { stack: "prod", branch: "main", environments });
const kinds = Object.keys(pipelineKinds) as PipelineKind[];

interface Workflow {
  readonly permissions: object;
  readonly concurrency: { readonly "cancel-in-progress": boolean };
  readonly jobs: Record<
    string,
    {
      readonly if?: string;
      readonly needs?: string;
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

describe("a pull request's code", () => {
  const { preview, post, fork } = workflow("preview").jobs;
  const script = (job: typeof preview) => job?.steps.map(({ run }) => run ?? "").join("\n") ?? "";
  const checkouts = (job: typeof preview) =>
    job?.steps.flatMap(({ uses, with: given }) => (uses?.startsWith("actions/checkout") ? [given ?? {}] : [])) ?? [];

  test("runs in no job whose token can write", () => {
    for (const job of [preview, fork])
      expect(
        Object.entries(job?.permissions ?? {}).filter(([what, may]) => may === "write" && what !== "id-token"),
      ).toEqual([]);
    expect(post?.permissions).toEqual({ contents: "read", "pull-requests": "write", checks: "write" });
    expect(JSON.stringify(preview)).not.toContain("github.token");
  });

  test("is not in the job that posts: it checks out the base, has no identity, and reads an artifact", () => {
    expect(checkouts(post).map(({ ref }) => ref)).toEqual(["${{ github.event.pull_request.base.sha }}"]);
    expect([post?.environment, post?.needs]).toEqual([undefined, "preview"]);
    expect(post?.if).toContain("== github.repository");
    expect(script(post)).toContain("bin/gke-bluegreen post --stack prod --from .report");
  });

  test.each([
    ["preview", preview],
    ["fork", fork],
  ])("%s: is judged by the base's command, rules and packages", (_, job) => {
    expect(checkouts(job).map(({ path, ref }) => [path, ref])).toEqual([
      ["program", undefined],
      ["base", "${{ github.event.pull_request.base.sha }}"],
    ]);
    const commands = script(job).match(/\S*bin\/gke-bluegreen preview[^|]*/g) ?? [];
    expect(commands.length).toBe(1);
    expect(commands[0]).toMatch(/^base\/bin\/gke-bluegreen preview --cwd program .*--policy-pack base\/policies /);
    expect(script(job)).toContain("npm --prefix base ci --ignore-scripts");
  });

  test("Cloud Build: is judged by the base's command, rules and packages", () => {
    const preview = files("cloud-build").find(({ path }) => path.includes("preview"))?.content ?? "";
    expect(preview).toMatch(/^ +\.base\/bin\/gke-bluegreen preview .*--policy-pack \.base\/policies/m);
    expect(preview).not.toMatch(/^ +bin\/gke-bluegreen/m);
    expect(preview).toContain('git fetch --depth=1 origin "$_BASE_BRANCH"');
  });

  test("of a fork runs as the user whom the sandbox belongs to, with what builds the sandbox", () => {
    const [, commands = ""] = /<<'ROOT'\n(.*)\n *ROOT/s.exec(script(fork)) ?? [];
    expect(commands).toMatch(/sandbox up\n.*sandbox env.*pulumi .*gke-bluegreen preview/s);
    expect(script(fork).replace(commands, "")).not.toMatch(/^ *pulumi /m);
    const go = fork?.steps.find(({ uses }) => uses?.startsWith("actions/setup-go"))?.with?.["go-version"];
    expect(Number(String(go).split(".")[1])).toBeGreaterThanOrEqual(26);
  });
});

test.each(kinds)("%s: no pipeline runs on a Node that has reached its end of life", (kind) => {
  for (const { content } of files(kind))
    for (const [, major] of content.matchAll(/node(?:-version)?: ?(\d+)/g)) expect(["22", "24"]).toContain(major);
});

test("what is downloaded is compared with a digest before it is opened", () => {
  for (const { content } of kinds.flatMap(files)) {
    expect(content).not.toMatch(/curl[^\n]*\|/);
    for (const [, file = ""] of content.matchAll(/curl -fsSLo (\S+)/g))
      expect(content).toMatch(new RegExp(`echo "[0-9a-f]{64} {2}${file}" \\| sha256sum --check\\n *tar -xzf ${file}`));
  }
});

describe("environments", () => {
  test("of the jobs are those that the identities trust", () => {
    const { preview } = workflow("preview").jobs;
    const { plan, apply } = workflow("deploy").jobs;
    const { drift } = workflow("drift").jobs;
    expect([preview, plan, drift, apply].map((job) => job?.environment)).toEqual(["looks", "plans", "plans", "ships"]);
  });

  test("come from the stack's file, else from the configuration's defaults", () => {
    const folder = mkdtempSync(join(tmpdir(), "environments-"));
    const identities =
      "config:\n  gke-bluegreen:identities:\n    github:\n      repository: me/shop\n      repositoryId: 1\n";
    writeFileSync(join(folder, "Pulumi.prod.yaml"), `${identities}      deploy: { environment: live }\n`);
    writeFileSync(join(folder, "Pulumi.ref.yaml"), `${identities}      deploy: { ref: refs/heads/main }\n`);
    const defaults = { preview: "preview", plan: "plan", deploy: "production" };
    expect(environmentsOf(folder, "prod")).toEqual({ ...defaults, deploy: "live" });
    expect(environmentsOf(folder, "ref")).toEqual(defaults);
    expect(environmentsOf(folder, "none")).toEqual(defaults);
    rmSync(folder, { recursive: true });
  });
});

test("only the job that somebody approves has the identity that may write, and it applies the plan they saw", () => {
  const { plan, apply } = workflow("deploy").jobs;
  const identity = (job: Workflow["jobs"][string] | undefined) =>
    job?.steps.find(({ uses }) => uses?.startsWith("google-github-actions/auth"))?.with?.["service_account"];
  expect(identity(plan)).toContain("PREVIEW_SERVICE_ACCOUNT");
  expect(identity(apply)).toContain("DEPLOY_SERVICE_ACCOUNT");
  expect(apply?.environment).toBe("ships");
  expect(apply?.steps.at(-1)?.run).toContain('--plan-hash "$PLAN_HASH"');
});
