import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { toolGroups } from "../sandbox/toolchain/tools";
import { builtFolder } from "../sandbox/toolchain/build";
import { type Figure, report, seconds } from "./report";

/**
 * What it takes to build the sandbox's tools with nothing built: `npx tsx bench/tools.ts [--json FILE]`. Go's build cache and ours
 * are empty ones; modules that are downloaded stay so, since the network's speed is nobody's merit. Those that the main example's page does not
 * wait for are left out.
 */
const { values } = parseArgs({ options: { json: { type: "string" } } });
const notForUp = ["traefik", "metrics-server", "vegeta", "kube-score", "actionlint", "argo-rollouts"];

async function main() {
  const folder = mkdtempSync(join(tmpdir(), "gke-bluegreen-bench-tools-"));
  Object.assign(process.env, { XDG_CACHE_HOME: folder, GOCACHE: join(folder, "go") });
  const figures: Figure[] = [];
  try {
    for (const group of toolGroups) {
      if (notForUp.includes(group.module)) continue;
      const value = await seconds(() => builtFolder(group, (line) => process.stderr.write(`  ${line}\n`)));
      figures.push({ figure: group.module, value, unit: "s", aim: undefined });
    }
    const total = figures.reduce((sum, { value }) => sum + value, 0);
    report("tools", [...figures, { figure: "all", value: total, unit: "s", aim: undefined }], values.json);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(error);
});
