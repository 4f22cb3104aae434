import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEventLog } from "../../../preview/events/engine-event";
import { keepDriftIssue, postFromFolder, postToGitHub } from "../../../preview/github";
import { request as retried } from "../../../preview/github/client";
import { marker } from "../../../preview/github/comment";
import { readPreview, type ReadOptions } from "../../../preview/events/read-preview";
import { render } from "../../../preview/formats/render";
import { makeReport } from "../../../preview/report";
import { eventLog, type Step } from "../../../sandbox/testing/engine-events";
import { GitHubServer } from "./github-server";

const change = (value: number): Step => ({
  type: "kubernetes:core/v1:ConfigMap",
  name: "c",
  old: { a: 0 },
  next: { a: value },
  diff: { a: "update" },
});
const report = (
  steps: readonly Step[],
  rest: Partial<ReadOptions> = {},
  runUrl = "https://github.com/acme/shop/actions/runs/1",
) =>
  makeReport(readPreview(readEventLog(eventLog(steps)), { project: "shop", stack: "prod", ...rest }), {
    context: { runUrl },
  });
const first = marker("shop", "prod");
const bot = { login: "github-actions[bot]" };

let server: GitHubServer;
let folder: string;
let environment: Record<string, string | undefined>;

beforeEach(async () => {
  server = new GitHubServer();
  folder = mkdtempSync(join(tmpdir(), "github-"));
  const event = join(folder, "event.json");
  const repo = { full_name: "acme/shop" };
  writeFileSync(
    event,
    JSON.stringify({ pull_request: { number: 7, head: { sha: server.head, repo }, base: { sha: "b", repo } } }),
  );
  environment = {
    GITHUB_API_URL: await server.start(),
    GITHUB_TOKEN: "secret-token",
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_EVENT_PATH: event,
    GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
  };
});
afterEach(() => {
  server.stop();
  rmSync(folder, { recursive: true });
});

test("makes the comment, the check run and the job's summary", async () => {
  expect(await postToGitHub(report([change(1)]), environment)).toBe(
    "Comment on pull request 7 created; check run written.",
  );
  expect(server.comments).toHaveLength(1);
  expect(server.comments[0]?.body.split("\n")[0]).toBe(first);
  expect(server.checks[0]).toMatchObject({ name: "preview shop/prod", conclusion: "success", head_sha: server.head });
  expect(readFileSync(join(folder, "summary.md"), "utf8")).toContain("## ✅ prod");
});

test("edits its comment in place, also when it is on the third page", async () => {
  server.comments = Array.from({ length: 250 }, (_, id) => ({ id, body: "hello", user: { login: "somebody" } }));
  server.comments[230] = { id: 230, body: `${first}\nold`, user: bot };
  expect(await postToGitHub(report([change(1)]), environment)).toContain("edited");
  expect(server.comments).toHaveLength(250);
  expect(server.comments[230]?.body).toContain("## ✅ prod");
});

test("does not edit what says the same, though it is another run", async () => {
  await postToGitHub(report([change(1)]), environment);
  const again = report([change(1)], {}, "https://github.com/acme/shop/actions/runs/2");
  expect(await postToGitHub(again, environment)).toContain("unchanged");
  expect(server.requests.filter((line) => line.startsWith("PATCH"))).toEqual([]);
});

test("never touches a comment that somebody else began with the marker, or that of a stack whose name begins the same", async () => {
  server.comments = [
    { id: 1, body: `${first}\nfake: safe to merge`, user: { login: "mallory" } },
    { id: 2, body: `${marker("shop", "prod-eu")}\nother`, user: bot },
  ];
  expect(await postToGitHub(report([change(1)]), environment)).toContain("created");
  expect(server.comments.slice(0, 2).map(({ body }) => body.split("\n")[1])).toEqual(["fake: safe to merge", "other"]);
});

test("a change that is gone replaces the old alarm", async () => {
  await postToGitHub(report([change(1)]), environment);
  await postToGitHub(report([]), environment);
  expect(server.comments[0]?.body).toContain("Nothing changes");
});

test.each<[string, Partial<ReadOptions>, string, string]>([
  ["failed", { exitCode: 255, stderr: "error: no plugin" }, "### Failed", "failure"],
  ["cancelled", { cancelled: true }, "### Cancelled", "cancelled"],
])("a %s preview is posted too", async (_, rest, heading, conclusion) => {
  await postToGitHub(report([change(1)], rest), environment);
  expect(server.comments[0]?.body).toContain(heading);
  expect(server.checks[0]).toMatchObject({ conclusion });
});

test("a comment that is deleted in between is made anew", async () => {
  server.comments = [{ id: 5, body: `${first}\nold`, user: bot }];
  server.faults.push({ match: /^PATCH/, status: 404, before: () => (server.comments = []) });
  expect(await postToGitHub(report([change(1)]), environment)).toContain("created");
  expect(server.comments).toHaveLength(1);
});

test("posts nothing when somebody has pushed meanwhile", async () => {
  server.head = "c".repeat(40);
  expect(await postToGitHub(report([change(1)]), environment)).toMatch(
    /^Not posted: pull request 7 has a newer commit/,
  );
  expect([server.comments, server.checks]).toEqual([[], []]);
});

test("writes nothing for a fork, whose token could not", async () => {
  const base = { sha: "b", repo: { full_name: "acme/shop" } };
  const head = { sha: server.head, repo: { full_name: "mallory/shop" } };
  writeFileSync(environment["GITHUB_EVENT_PATH"] ?? "", JSON.stringify({ pull_request: { number: 7, head, base } }));
  expect(await postToGitHub(report([change(1)]), environment)).toContain("in a fork");
  expect(server.requests).toEqual([]);
});

test.each<[string, () => void, RegExp]>([
  ["no token", () => (environment["GITHUB_TOKEN"] = undefined), /GITHUB_TOKEN: got nothing/],
  ["a wrong token", () => (environment["GITHUB_TOKEN"] = "old"), /a token GitHub does not accept/],
  [
    "no permission",
    () => server.faults.push({ match: /^POST .*comments/, status: 403 }),
    /permissions: \{ pull-requests: write/,
  ],
  [
    "a rate limit of an hour",
    () =>
      server.faults.push({
        match: /pulls/,
        status: 403,
        headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Date.now() / 1000 + 3600) },
      }),
    /GitHub's rate limit/,
  ],
])("tells of %s", async (_, arrange, message) => {
  arrange();
  await expect(postToGitHub(report([change(1)]), environment)).rejects.toThrow(message);
});

test("a token without checks: write still comments", async () => {
  server.faults.push({ match: /check-runs/, status: 403 });
  expect(await postToGitHub(report([change(1)]), environment)).toMatch(/created; no check run/);
});

test("waits as long as GitHub asks, and no longer than it makes sense", async () => {
  const waits: number[] = [];
  const pause = (seconds: number) => Promise.resolve(waits.push(seconds));
  let left = 2;
  const work = () =>
    left-- > 0
      ? Promise.reject(Object.assign(new Error(), { status: 429, response: { headers: { "retry-after": "3" } } }))
      : Promise.resolve("done");
  expect(await retried("x", work, pause)).toBe("done");
  expect(waits).toEqual([3, 3]);
});

test("one issue about drift: made, left alone, closed when the drift is gone", async () => {
  const drift = report([change(1)], { kind: "drift" });
  expect(await keepDriftIssue(drift, environment)).toBe("Issue 20 made.");
  expect(await keepDriftIssue(drift, environment)).toBe("Issue 20 says it already.");
  expect(await keepDriftIssue(report([change(2)], { kind: "drift" }), environment)).toBe("Issue 20 edited.");
  expect(await keepDriftIssue(report([], { kind: "drift", cancelled: true }), environment)).toBe("Issue 20 edited.");
  expect(await keepDriftIssue(report([], { kind: "drift" }), environment)).toBe("The drift is gone: issue 20 closed.");
  expect(server.issues).toMatchObject([{ state: "closed" }]);
});

test("an issue about drift that somebody else opened is neither written to, nor keeps ours from being made", async () => {
  const body = `${marker("shop", "prod").replace(" preview ", " drift ")}\nmine`;
  const user = { login: "mallory" };
  server.issues = [{ number: 5, title: "Drift in shop/prod", body, state: "open", labels: ["drift"], user }];
  expect(await keepDriftIssue(report([change(1)], { kind: "drift" }), environment)).toBe("Issue 21 made.");
  expect(server.issues[0]).toMatchObject({ body, state: "open" });
});

describe("a report that another job left", () => {
  const here = { project: "shop", stack: "prod" };
  const leave = (made: ReturnType<typeof report>, markdown = render(made, "markdown"), json = render(made, "json")) => {
    writeFileSync(join(folder, "report.md"), markdown);
    writeFileSync(join(folder, "report.json"), json);
  };
  const post = () => postFromFolder(folder, here, environment);
  const comment = () => server.comments[0]?.body ?? "";

  test("is posted as a report that was made here would be", async () => {
    const made = report([{ type: "kubernetes:core/v1:Namespace", name: "shop", op: "delete", old: {} }]);
    leave(made);
    expect(await post()).toBe("Comment on pull request 7 created; check run written.");
    expect(comment()).toBe(`${first}\n\n${render(made, "markdown")}`);
    expect(server.checks[0]).toMatchObject({
      name: "preview shop/prod",
      conclusion: "neutral",
      output: { title: "⛔ prod · 1 delete", annotations: [{ annotation_level: "warning", title: "shop: delete" }] },
    });
  });

  test.each<[string, () => void]>([
    ["is missing", () => undefined],
    ["is none", () => leave(report([]), "safe", '{"verdict":"nothing"}')],
    ["is not JSON", () => leave(report([]), "safe", "{")],
    ["is of another stack", () => leave(report([], { stack: "prod-eu" }), "safe")],
    ["is of another project", () => leave(report([], { project: "bank" }), "safe")],
  ])("that %s is a failure, in place of an old comment that says safe", async (_, arrange) => {
    server.comments = [{ id: 9, body: `${first}\nsafe`, user: bot }];
    arrange();
    expect(await post()).toContain("edited");
    expect(comment()).toMatch(/### Failed/);
    expect(server.checks[0]).toMatchObject({ name: "preview shop/prod", conclusion: "failure" });
  });

  test("has no marker of another stack, calls nobody, and is cut where it is too long", async () => {
    leave(
      report([]),
      `${marker("shop", "dev")}\n@acme/everybody look, and r/web@sha256:1 too\u202e\n${"x".repeat(90_000)}`,
    );
    await post();
    expect(comment().split("<!--")).toHaveLength(2);
    expect(comment()).toContain("@\u200bacme/everybody look, and r/web@sha256:1 too\\u202e");
    expect(Buffer.byteLength(comment())).toBeLessThan(61_000);
  });

  test("of a fork is not posted", async () => {
    const base = { sha: "b", repo: { full_name: "acme/shop" } };
    const head = { sha: server.head, repo: { full_name: "mallory/shop" } };
    writeFileSync(environment["GITHUB_EVENT_PATH"] ?? "", JSON.stringify({ pull_request: { number: 7, head, base } }));
    leave(report([]));
    expect(await post()).toContain("in a fork");
    expect(server.requests).toEqual([]);
  });
});
