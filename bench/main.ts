import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { markdown } from "./page";
import { columns, type Report } from "./report";

/**
 * Every benchmark one after the other, as one table and as JSON: `npm run bench [-- --only switch,stack] [--folder bench-results]`.
 * `--page docs/benchmarks.md` writes the table there as well, with what the folder has of earlier runs.
 * They are promises about time, so they want a machine that does nothing else. Exit code 1 where an aim is missed.
 */
const benchmarks: Readonly<Record<string, string>> = {
  sandbox: "bench/sandbox.ts",
  "google-cloud": "bench/google-cloud/main.ts",
  "kubernetes-plugin": "bench/kubernetes-plugin.ts",
  stack: "bench/stack/main.ts",
  switch: "bench/switch/main.ts",
  preview: "bench/preview.ts",
  policies: "bench/policies.ts",
  tools: "bench/tools.ts",
};
/** Builds every tool from nothing, which takes longer than all others together. */
const onlyWhenNamed = ["tools"];

const { values } = parseArgs({
  options: { only: { type: "string" }, folder: { type: "string", default: "bench-results" }, page: { type: "string" } },
});
const chosen = values.only?.split(",") ?? Object.keys(benchmarks).filter((name) => !onlyWhenNamed.includes(name));
mkdirSync(values.folder, { recursive: true });

const reports: Report[] = [];
for (const name of chosen) {
  const script = benchmarks[name];
  if (script === undefined) {
    process.stderr.write(`${name}: no such benchmark; there are ${Object.keys(benchmarks).join(", ")}\n`);
    process.exit(1);
  }
  process.stderr.write(`\n${name}\n`);
  const file = join(values.folder, `${name}.json`);
  const { status } = spawnSync(process.execPath, ["--import", "tsx", script, "--json", file], { stdio: "inherit" });
  if (status === 0) reports.push(JSON.parse(readFileSync(file, "utf8")) as Report);
  else {
    process.stderr.write(`${name} ended with ${status}\n`);
    process.exitCode = 1;
  }
}

if (values.page !== undefined) {
  const files = readdirSync(values.folder).filter((file) => basename(file, ".json") in benchmarks);
  const all = files.map((file) => JSON.parse(readFileSync(join(values.folder, file), "utf8")) as Report);
  writeFileSync(values.page, markdown(all));
  spawnSync("npx", ["prettier", "--write", values.page], { stdio: "ignore" });
}

const rows = reports.flatMap(({ benchmark, figures }) =>
  figures.map((figure) => [`${benchmark}: ${figure.figure}`, columns(figure)] as const),
);
console.table(Object.fromEntries(rows));
if (reports.some(({ figures }) => figures.some(({ value, aim }) => aim !== undefined && !(value <= aim)))) {
  process.stderr.write("an aim was missed\n");
  process.exitCode = 1;
}
