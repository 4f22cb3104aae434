import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { load } from "js-yaml";
import { toolPath } from "../../sandbox/toolchain";

jest.setTimeout(300_000);
const command = resolve(__dirname, "../../bin/gke-bluegreen");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pipelines-"));
  execFileSync("git", ["init", "--quiet", folder]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const init = (...args: string[]) =>
  new Promise<{ code: number; stderr: string }>((done) =>
    execFile(command, ["init", "ci", "-C", folder, ...args], (error, _, stderr) =>
      done({ code: error ? Number(error.code) : 0, stderr }),
    ),
  );

test("actionlint finds nothing in what `init ci` writes", async () => {
  expect(await init("--stack", "prod")).toEqual({ code: 0, stderr: "" });
  const actionlint = await toolPath("actionlint", () => undefined);
  expect(execFileSync(actionlint, ["-no-color"], { cwd: folder, encoding: "utf8" })).toBe("");
});

test("an edited file is kept unless --force", async () => {
  const path = join(folder, ".github/workflows/drift-prod.yaml");
  writeFileSync(path, "mine");
  const { code, stderr } = await init("--stack", "prod");
  expect(stderr).toContain("Keep yours, or overwrite it with --force");
  expect(code).toBe(1);
  expect(readFileSync(path, "utf8")).toBe("mine");
  expect((await init("--stack", "prod", "--force")).code).toBe(0);
});

test.each(["$(reboot)", "a b", "../x", ""])("a stack cannot be called %j", async (name) => {
  expect((await init("--stack", name)).code).toBe(1);
});

test.each<[string, number, number]>([
  ["nothing changes", 0, 0],
  ["something changes", 2, 0],
  ["it fails", 1, 1],
  ["a policy refuses", 3, 3],
])("the preview's step when %s", async (_, answer, wanted) => {
  await init("--stack", "prod", "--force");
  const workflow = load(readFileSync(join(folder, ".github/workflows/preview-prod.yaml"), "utf8")) as {
    jobs: { preview: { steps: { name?: string; run?: string }[] } };
  };
  const script = workflow.jobs.preview.steps.find(({ name }) => name === "Preview")?.run ?? "exit 99";
  execFileSync("mkdir", ["-p", join(folder, "base/bin")]);
  writeFileSync(join(folder, "base/bin/gke-bluegreen"), `#!/bin/sh\nexit ${answer}\n`, { mode: 0o755 });
  const env = { ...process.env, GITHUB_STEP_SUMMARY: join(folder, "summary.md") };
  // GitHub's own way to run a step.
  const code = await new Promise((done) =>
    execFile("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { cwd: folder, env }, (error) =>
      done(error ? error.code : 0),
    ),
  );
  expect(code).toBe(wanted);
});
