import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment, pulumiHome } from "../../sandbox/environment";
import { installPlugins } from "../../sandbox/plugins/install";
import { up } from "../../sandbox/up";
import type { Answer } from "../../bench/load/vegeta";
import { command, quiet, sharedHome } from "./harness";
import { Journey } from "../end-to-end/journey";
import { makeProjectView, removeProjectView } from "../end-to-end/project-view";
import { ask } from "./traffic";

jest.setTimeout(300_000);

/** The main example's life in the sandbox: the same journey that `npm run test:gcp` makes on Google Cloud. */
const given = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), "imageview-"));
let journey: Journey;
let url: string;

beforeAll(async () => {
  const sandbox = await up(sharedHome(), quiet);
  await command(process.execPath, [join(__dirname, "../../build.mjs")]);
  await installPlugins(pulumiHome(sandbox.home));
  const variables = await environment(sandbox.home, sandbox.instance, quiet);
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

test("comes up from nothing: a page that shows its colour, the project and the key's id, and not the key", async () => {
  url = await journey.create();
  const { status, body } = await ask(url);
  expect(status).toBe(200);
  expect(body).toContain("<h1>blue</h1>");
  expect(body).toContain("project <b>imageview-sandbox</b>");
  expect(body).toMatch(/API key <b>[^<]+<\/b> \(its secret is here and is not shown\)/);
});

test("a second update finds nothing to do", () => {
  expect(journey.preview()).toMatch(/\d+ unchanged/);
  expect(journey.preview()).not.toMatch(/to (create|update|delete|replace)/);
});

test.each(["green", "blue"] as const)("switches to %s under load, and no request fails", async (color) => {
  const answers = await journey.switchUnderLoad(url, color);
  expect(answers.flatMap(({ failure }) => (failure === undefined ? [] : [failure]))).toEqual([]);
  expect(new Set(answers.map((answer) => answer.color))).toEqual(new Set(["blue", "green"]));
  expect(last(answers).color).toBe(color);
});

test("destroys everything that it made", async () => {
  await journey.destroy();
  expect(await journey.remains()).toEqual([]);
});

function last(answers: readonly Answer[]): Answer {
  return answers.reduce((latest, answer) => (answer.answeredAt > latest.answeredAt ? answer : latest));
}
