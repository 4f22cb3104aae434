import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Figure, report } from "./report";
import type * as BuildModule from "../sandbox/toolchain/build";
import type * as ToolsModule from "../sandbox/toolchain/tools";

/**
 * What it takes to build the sandbox's tools with nothing built: `npx tsx bench/tools.ts [--of FOLDER] [--json FILE]`. Go's build cache and
 * ours are empty ones; modules that are downloaded stay so, since the network's speed is nobody's merit. Those that `up` never asks for are
 * left out. The unit is the processor's seconds, children's included, which a busy machine changes little.
 *
 * `--of` names another checkout with its packages, so that two versions' builds can be compared on one machine.
 */
const { values } = parseArgs({
  options: { of: { type: "string", default: join(__dirname, "..") }, json: { type: "string" } },
});
const notForUp = ["vegeta", "kube-score", "actionlint", "argo-rollouts", "readers"];
/** Those that start only when something asks for them: an Ingress, a Gateway, an autoscaler. */
const afterThePage = ["traefik", "metrics-server"];

type Tools = typeof ToolsModule;
type Build = typeof BuildModule;

async function main() {
  const toolchain = join(resolve(values.of), "sandbox/toolchain");
  const { toolGroups } = (await import(join(toolchain, "tools.ts"))) as Tools;
  const { builtFolder } = (await import(join(toolchain, "build.ts"))) as Build;
  const folder = mkdtempSync(join(tmpdir(), "gke-bluegreen-bench-tools-"));
  Object.assign(process.env, { XDG_CACHE_HOME: folder, GOCACHE: join(folder, "go") });
  const figures: Figure[] = [];
  const sum = (what: string, modules: (module: string) => boolean) =>
    figures
      .filter(({ figure }) => modules(figure))
      .reduce((total, { value }) => ({ ...total, value: total.value + value }), row(what, 0));
  try {
    // What comes first pays for what it shares with the next, as in a first `up`: its page's tools first.
    const groups = [...toolGroups].filter(({ module }) => !notForUp.includes(module));
    groups.sort((one, other) => afterThePage.indexOf(one.module) - afterThePage.indexOf(other.module));
    for (const group of groups) {
      const before = childrenSeconds();
      await builtFolder(group, (line) => process.stderr.write(`  ${line}\n`));
      figures.push(row(group.module, childrenSeconds() - before));
      process.stderr.write(`${JSON.stringify(figures.at(-1))}\n`);
    }
    const totals = [
      sum("before the main example's page", (module) => !afterThePage.includes(module)),
      sum("all that `up` can ask for", () => true),
    ];
    report("tools", [...figures, ...totals], values.json);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(figure: string, value: number): Figure {
  return { figure, value, unit: "processor s", aim: undefined };
}

/** What ended children, and theirs, have used: fields 16 and 17 of https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, in 1/100 s. */
function childrenSeconds(): number {
  const fields = readFileSync("/proc/self/stat", "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(error);
});
