import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { GoogleAuth } from "google-auth-library";
import { pulumiOutput } from "../cli/stack/engine";
import { UserError } from "../lib/errors/user-error";
import { priceReport, runPreview } from "../preview";
import { sandboxHome } from "../sandbox/home/folder";
import { engineFolder } from "../sandbox/toolchain";
import { Journey, type Place, STACK_PREFIX } from "../cli/journey/journey";
import { makeProjectView } from "../cli/journey/project-view";

/**
 * The end-to-end test against a real project: `npm run test:gcp -- --project MY-PROJECT [--yes]`. The same journey that
 * `test/sandbox/imageview.test.ts` makes in the sandbox; only endpoints and credentials differ, and the official plugins are used.
 *
 * It says what it costs and asks first. Everything has a name of its own; what an interrupted run left is destroyed, by the same
 * run on Ctrl-C or by the next one. Exit codes: 0 passed, 1 failed, 2 not begun.
 */
const { values } = parseArgs({ options: { project: { type: "string" }, yes: { type: "boolean", default: false } } });

/** Longer than any run seen: for the estimate. */
const HOURS = 1;

async function main(): Promise<void> {
  const project = requireProject();
  await requireCredentials();
  const place = await makePlace(project);
  await destroyLeftovers(place);

  const journey = new Journey(place);
  journey.init();
  if (!(await agreed(place, journey))) {
    journey.forget();
    say("Nothing was created.");
    process.exitCode = 2;
    return;
  }
  let interrupted = false;
  // The engine hears Ctrl-C too and ends what it is doing in order; then everything is destroyed.
  process.on("SIGINT", () => {
    if (!interrupted) say("\nInterrupted: destroying what was made. This takes minutes.");
    interrupted = true;
  });
  const failure = await pass(journey, () => interrupted).then(
    () => undefined,
    (error: unknown) => error,
  );
  await journey.destroy();
  const remains = await journey.remains();
  if (remains.length > 0) throw new Error(`${journey.name} is still in ${remains.join(", ")}`, { cause: failure });
  say("Everything that was made is gone.");
  if (failure !== undefined) throw failure as Error;
}

async function pass(journey: Journey, interrupted: () => boolean): Promise<void> {
  const url = await journey.create();
  const answer = await fetch(url);
  const body = await answer.text();
  expect(answer.ok && body.includes("<h1>blue</h1>"), `${url} shows blue`);
  for (const color of ["green", "blue"] as const) {
    if (interrupted()) throw new Error("interrupted");
    const answers = await journey.underLoad(url, () => journey.update(color));
    const failed = answers.filter(({ failure }) => failure !== undefined);
    expect(failed.length === 0, `${answers.length} requests while ${color} took over, ${failed.length} failed`);
  }
  expect(!/to (create|update|delete|replace)/.test(journey.preview()), "a further update has nothing to do");
}

function expect(holds: boolean, what: string): void {
  say(`${holds ? "passed" : "FAILED"}: ${what}`);
  if (!holds) throw new Error(what);
}

async function agreed({ folder, project }: Place, journey: Journey): Promise<boolean> {
  say(`What it would create in ${project}, by a preview:`);
  const { preview } = await runPreview({ cwd: folder, stack: journey.name, kind: "update" });
  if (preview.outcome.kind !== "finished") throw new Error(`the preview failed:\n${JSON.stringify(preview.outcome)}`);
  const cost = priceReport(preview, undefined);
  if (!cost) throw new Error("the preview has no price");
  const hourly = (monthly: number) => ((monthly / 730) * HOURS).toFixed(2);
  for (const { name, what } of cost.lines) say(`  ${name}: ${what}`);
  say(
    `It takes about half an hour. At list prices of ${cost.book.region} (${cost.book.date}) it costs at most ${hourly(cost.after.high)} USD for ${HOURS} hour, ` +
      `and what is used besides: ${cost.notPriced.join(", ") || "nothing"}.`,
  );
  if (values.yes) return true;
  if (!process.stdin.isTTY) {
    say("Nobody is there to be asked: say --yes.");
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question("Create it, test it and destroy it? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** An earlier run's stacks: its state is kept until all it made is gone. */
async function destroyLeftovers(place: Place): Promise<void> {
  const stacks = JSON.parse(pulumiOutput(["-C", place.folder, "stack", "ls", "--json"], place.environment)) as {
    name: string;
  }[];
  for (const { name } of stacks) {
    if (!name.startsWith(STACK_PREFIX)) continue;
    say(`An earlier run left ${name}; destroying it.`);
    await new Journey(place, name).destroy();
  }
}

async function makePlace(project: string): Promise<Place> {
  // Not among temporary files: this state is all that knows what was made.
  const home = join(sandboxHome(), "..", ".gke-bluegreen-test-gcp", project);
  const [folder, backend, passphrase] = [join(home, "project"), join(home, "stacks"), join(home, "passphrase")];
  mkdirSync(backend, { recursive: true, mode: 0o700 });
  if (!existsSync(passphrase)) writeFileSync(passphrase, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (!existsSync(folder)) makeProjectView(folder);
  Object.assign(process.env, {
    PATH: `${await engineFolder(say)}:${process.env["PATH"]}`,
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "1",
    IMAGEVIEW_API_KEY_ID: "test-key",
    IMAGEVIEW_API_KEY: randomBytes(12).toString("hex"),
  });
  return { project, stackFile: "Pulumi.dev.yaml", environment: process.env, folder, rate: 20, shown: true };
}

function requireProject(): string {
  const project = values.project ?? process.env["GOOGLE_PROJECT"] ?? process.env["GOOGLE_CLOUD_PROJECT"];
  if (project) return project;
  throw new UserError({
    setting: "--project",
    got: "nothing",
    expected: "the id of a Google Cloud project with billing, in which this may create a cluster",
    fix: "npm run test:gcp -- --project MY-PROJECT",
  });
}

async function requireCredentials(): Promise<void> {
  if (process.env["GOOGLE_OAUTH_ACCESS_TOKEN"]) return;
  try {
    await new GoogleAuth({ scopes: "https://www.googleapis.com/auth/cloud-platform" }).getAccessToken();
  } catch (error) {
    throw new UserError({
      setting: "Google Cloud credentials",
      got: error instanceof Error ? error.message : String(error),
      expected: "Application Default Credentials, or a token in GOOGLE_OAUTH_ACCESS_TOKEN",
      fix: "gcloud auth application-default login (without an account, `npm test` makes the same journey in the sandbox)",
    });
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

main().catch((error: unknown) => {
  say(
    error instanceof UserError
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error),
  );
  process.exitCode = process.exitCode ?? 1;
});
