import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment } from "../../sandbox/environment";
import { up } from "../../sandbox/up";
import type { Answer } from "../../bench/load/vegeta";
import { command, quiet, sharedHome } from "./harness";
import { Journey } from "../end-to-end/journey";
import { makeProjectView, removeProjectView } from "../end-to-end/project-view";
import { golden, normalised, reportOn } from "./imageview/report";
import { drift, fromNothing, onBlue, planted, rollback, type Situation } from "./imageview/situations";
import { ask } from "./traffic";

jest.setTimeout(300_000);

/**
 * The main example's life in the sandbox, the same journey that `npm run test:gcp` makes on Google Cloud; and on the way, what a
 * reviewer is told in each situation.
 */
const given = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), "imageview-"));
let journey: Journey;
let url: string;
let variables: Readonly<Record<string, string>>;

beforeAll(async () => {
  const sandbox = await up(sharedHome(), quiet);
  await command(process.execPath, [join(__dirname, "../../build.mjs")]);
  variables = await environment(sandbox.home, sandbox.instance, quiet);
  Object.assign(process.env, variables);
  makeProjectView(folder);
  journey = new Journey({
    project: "imageview-sandbox",
    stackFile: "Pulumi.sandbox.yaml",
    environment: { ...given, ...variables },
    folder,
    rate: 100,
    shown: false,
  });
});

afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in given)) delete process.env[name];
  Object.assign(process.env, given);
  removeProjectView(folder);
});

async function expectReport(situation: Situation): Promise<void> {
  const { code, stdout, stderr } = await reportOn(situation, journey, folder, { ...given, ...variables });
  expect(stderr).toBe("");
  for (const text of Object.values(planted)) expect(stdout).not.toContain(text);
  expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(60_000);
  const report = normalised(stdout, journey);
  expect(report).toBe(golden(situation.name, report));
  expect(code).toBe(situation.code);
}

test("reports what it would create", async () => {
  journey.init();
  await expectReport(fromNothing);
});

test("comes up from nothing: a page that shows its colour, the project and the key's id, and not the key", async () => {
  url = await journey.create();
  const { status, body } = await ask(url);
  expect(status).toBe(200);
  expect(body).toContain("<h1>blue</h1>");
  expect(body).toContain("project <b>imageview-sandbox</b>");
  expect(body).toMatch(/API key <b>[^<]+<\/b> \(its secret is here and is not shown\)/);
});

describe("reports to a reviewer", () => {
  test.each(onBlue)("$name", expectReport);

  test("what somebody changed by hand", async () => {
    const selector = (color: string) => JSON.stringify({ spec: { selector: { color } } });
    await kubectl("patch", "service", "webserver", "-p", selector("green"));
    await expectReport(drift);
    await kubectl("patch", "service", "webserver", "-p", selector("blue"));
  });
});

test("switches to green under load, and no request fails", () => switchTo("green"));

test("reports the way back", () => expectReport(rollback));

test("switches back to blue under load, and no request fails", () => switchTo("blue"));

async function switchTo(color: "blue" | "green"): Promise<void> {
  const answers = await journey.switchUnderLoad(url, color);
  expect(answers.flatMap(({ failure }) => (failure === undefined ? [] : [failure]))).toEqual([]);
  expect(new Set(answers.map((answer) => answer.color))).toEqual(new Set(["blue", "green"]));
  expect(last(answers).color).toBe(color);
}

test("destroys everything that it made", async () => {
  await journey.destroy();
  expect(await journey.remains()).toEqual([]);
});

function kubectl(...args: string[]): Promise<string> {
  const context = `gke_imageview-sandbox_asia-northeast3-a_${journey.name}`;
  return command("kubectl", [`--kubeconfig=${variables["KUBECONFIG"]}`, `--context=${context}`, ...args]);
}

function last(answers: readonly Answer[]): Answer {
  return answers.reduce((latest, answer) => (answer.answeredAt > latest.answeredAt ? answer : latest));
}
