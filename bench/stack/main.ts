import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { environment } from "../../sandbox/home/environment";
import { down } from "../../sandbox/lifecycle/down";
import { userKubeconfigFile } from "../../sandbox/kubernetes";
import { up } from "../../sandbox/lifecycle/up";
import { Journey } from "../../cli/journey/journey";
import { makeProjectView } from "../../cli/journey/project-view";
import { ManyApps } from "./many-apps";
import { EmptyProgram } from "./bench-project";
import { type Figure, report, seconds } from "../report";
import { command } from "../../sandbox/testing/test-cluster";
import { quantile } from "../../lib/quantile";
import { anyAnswer, otherwise } from "../../lib/errors/expected";

/**
 * How long a person waits for the main example, and for more apps than it has: `npx tsx bench/stack/main.ts [--runs 3] [--json FILE]`.
 * It makes a sandbox of its own and takes it down. Tools have to be built.
 */
const { values } = parseArgs({ options: { runs: { type: "string", default: "3" }, json: { type: "string" } } });
const runs = Number(values.runs);

async function main() {
  const home = join(tmpdir(), `gke-bluegreen-bench-stack-${process.pid}`);
  const folder = mkdtempSync(join(tmpdir(), "gke-bluegreen-bench-stack-"));
  const say = (line: string) => process.stderr.write(`  ${line}\n`);
  const figures: Figure[] = [];
  const add = (figure: string, value: number, unit: string, aim?: number) => {
    figures.push({ figure, value, unit, aim });
    say(`${figure}: ${value.toFixed(2)} ${unit}`);
  };
  try {
    const sandbox = await up(home, say);
    const variables = await environment(home, sandbox.instance, say);
    Object.assign(process.env, variables);
    await command(process.execPath, [join(__dirname, "../../build.mjs")]);
    const view = join(folder, "project");
    makeProjectView(view);
    const journey = new Journey({
      project: "imageview-sandbox",
      stackFile: "Pulumi.sandbox.yaml",
      environment: process.env,
      folder: view,
      rate: 100,
      shown: false,
    });

    journey.init();
    add(
      "imageview: `up` from a warm sandbox to the first answer",
      await seconds(async () => {
        const url = await journey.create();
        while (!(await fetch(url).then(({ ok }) => ok, otherwise(false, anyAnswer))));
      }),
      "s",
      60,
    );
    const noop = await median(() => journey.preview());
    const typescript = new EmptyProgram(join(folder, "empty"), process.env, "typescript");
    const javascript = new EmptyProgram(join(folder, "empty-javascript"), process.env, "javascript");
    const floor = await median(() => typescript.preview());
    const least = await median(() => javascript.preview());
    add("imageview: `up` with nothing to do", await median(() => journey.update("blue")), "s");
    add("imageview: preview with nothing to do", noop, "s");
    add("empty TypeScript program, as `pulumi new` makes it: preview", floor, "s");
    add("imageview's preview against the empty TypeScript program's", noop / floor, "×", 1.5);
    add("empty JavaScript program: preview", least, "s");
    add("imageview's preview against the empty JavaScript program's", noop / least, "×");

    const apps = new ManyApps(join(folder, "apps"), process.env, readFileSync(userKubeconfigFile(home), "utf8"));
    const times: number[] = [];
    for (const count of [10, 50, 200]) {
      times.push(await median(() => apps.preview(count)));
      add(`${count} apps: preview from nothing`, times.at(-1) ?? NaN, "s");
    }
    const [ten = NaN, fifty = NaN, twoHundred = NaN] = times;
    // Linear: what one more app costs does not grow with their number. A quarter more is noise.
    add("cost of one more app at 200 against at 50", (twoHundred - fifty) / 150 / ((fifty - ten) / 40), "×", 1.25);
    await journey.destroy();
  } finally {
    await down(home, () => undefined, { delete: true });
    rmSync(folder, { recursive: true, force: true });
  }
  report("stack", figures, values.json);
}

async function median(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await seconds(work));
  return quantile(times, 0.5);
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(error);
});
