import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment } from "../../sandbox/home/environment";
import { up } from "../../sandbox/lifecycle/up";
import type { Answer } from "../../sandbox/load/vegeta";
import { command, quiet, sharedHome } from "../../sandbox/testing/test-cluster";
import { Journey } from "../../cli/journey/journey";
import { makeProjectView, removeProjectView } from "../../cli/journey/project-view";
import { golden, normalised, reportOn, runCommand } from "./imageview/report";
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

test("switches to green under load, and no request fails", () => switchTo("green", () => journey.update("green")));

test("reports the way back", () => expectReport(rollback));

test("tells of each app: live colour, replicas, the last switch and the way back", async () => {
  const { code, stdout } = await bluegreen("status");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^APP +LIVE +REPLICAS +LAST SWITCH +ROLLBACK$/m);
  expect(stdout).toMatch(
    /^webserver +green +.*blue 3 ready, green 3 ready +.* ago, 0 of \d+ failed +instant, to blue/m,
  );
  for (const color of ["blue", "green"])
    expect(stdout).toMatch(new RegExp(`^webserver +${color} +sha256:[0-9a-f]{64}$`, "m"));
});

test("a rollback under load moves the traffic back and corrects the stack's file, and no request fails", async () => {
  journey.configure("green");
  await switchTo("blue", () => mustRun("rollback", "webserver", "--yes"));
  expect(readFileSync(journey.file, "utf8")).toMatch(/active: blue/);
});

test("a release puts an image on the idle colour and moves the traffic to it, and no request fails", async () => {
  await switchTo("green", () => mustRun("release", "webserver", "--image", "imageview:green", "--yes"));
  expect(readFileSync(journey.file, "utf8")).toMatch(/active: green/);
});

test("a release whose image is not there changes neither the traffic nor the stack's file", async () => {
  const before = readFileSync(journey.file, "utf8");
  const { code, stdout, stderr } = await bluegreen("release", "webserver", "--image", "imageview:purple", "--yes");
  expect(code).not.toBe(0);
  expect(stdout + stderr).toMatch(/imageview:purple[^]*is as it was before/);
  expect(readFileSync(journey.file, "utf8")).toBe(before);
  expect((await ask(url)).body).toContain("<h1>green</h1>");
});

const bluegreen = (command: string, ...args: string[]) =>
  runCommand([command, ...args, "--cwd", folder, "--stack", journey.name], { ...given, ...variables });

async function mustRun(...args: [string, ...string[]]): Promise<void> {
  const { code, stdout, stderr } = await bluegreen(...args);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}\n${stdout}${stderr}`);
}

async function switchTo(color: "blue" | "green", work: () => Promise<void>): Promise<void> {
  const answers = await journey.underLoad(url, work);
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
