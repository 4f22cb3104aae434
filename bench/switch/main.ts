import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { down } from "../../sandbox/lifecycle/down";
import { BASE_NODE_IMAGE, imageDigest } from "../../sandbox/images/base-node-image";
import { nodePool, quiet, testCluster, type TestCluster } from "../../sandbox/testing/test-cluster";
import { up } from "../../sandbox/lifecycle/up";
import { plot } from "../../sandbox/load/plot";
import { type Answer, VegetaLoad } from "../../sandbox/load/vegeta";
import { report, round } from "../report";
import { ArgoRollouts } from "./argo-rollouts";
import type { Address, Color, Contender } from "./contender";
import { type BadRelease, figures, type Quiet, type Row } from "./figures";
import { GkeBluegreen } from "./gke-bluegreen";
import { KubectlPatch } from "./kubectl-patch";
import { RouteWatch } from "./route-watch";
import { quantile } from "../../lib/quantile";

/**
 * What users lose in a switch, and how long it takes: `npx tsx bench/switch/main.ts [--switches 4] [--rates 500,2000] [--json FILE]
 * [--svg FILE]`. It makes a sandbox of its own and takes it down. The same pods, cluster and load for this project, for
 * kubectl by hand and for Argo Rollouts. `--only NAME` runs the contenders whose name holds NAME.
 */
const { values } = parseArgs({
  options: {
    switches: { type: "string", default: "4" },
    rates: { type: "string", default: "500,2000" },
    only: { type: "string", default: "" },
    json: { type: "string" },
    svg: { type: "string" },
  },
});
const switches = Number(values.switches);
if (!(switches > 0) || switches % 2 !== 0)
  throw new Error("--switches takes an even number: each turn ends as it began");
const rates = values.rates.split(",").map(Number);

/** After a switch: as long as pods that end need, so that what they lose belongs to it. */
const SETTLE_MS = 5000;

async function main() {
  const home = join(tmpdir(), `gke-bluegreen-bench-switch-${process.pid}`);
  const results: Results = { rows: [], quiet: [], bad: [] };
  try {
    const cluster = await testCluster(
      await up(home, (line) => process.stderr.write(`  ${line}\n`)),
      { project: "bench", location: "asia-northeast3-a", name: "bench" },
      [nodePool("default-pool", 3)],
    );
    const image = await imageDigest(cluster.sandbox, BASE_NODE_IMAGE);
    const contenders: readonly [string, (namespace: string) => Contender][] = [
      ["L4", (namespace) => new GkeBluegreen(cluster, namespace, image, "L4", "warm")],
      ["L4", (namespace) => new GkeBluegreen(cluster, namespace, image, "L4", "scaled-down")],
      ["L7", (namespace) => new GkeBluegreen(cluster, namespace, image, "L7", "warm")],
      ["L7", (namespace) => new GkeBluegreen(cluster, namespace, image, "L7", "scaled-down")],
      ["L4", (namespace) => new KubectlPatch(cluster, namespace, image)],
      ["L4", (namespace) => new ArgoRollouts(cluster, namespace, image)],
    ];
    for (const [layer, make] of contenders) {
      if (!make("").name.includes(values.only)) continue;
      // What the others did is not lost with one that fails.
      await compete(cluster, layer, make, results).catch((error: unknown) => {
        process.exitCode = 1;
        console.error(error);
      });
    }
  } finally {
    await down(home, quiet, { delete: true });
  }
  const { rows, quiet: alone, bad } = results;
  console.table(
    rows.map(({ silence, command, ...row }) => ({
      ...row,
      "last old answer p50 ms": quantile(silence, 0.5),
      "p99 ms": quantile(silence, 0.99),
      "command p50 s": quantile(command, 0.5),
    })),
  );
  console.table(bad);
  report("switch", figures(rows, alone, bad), values.json, [...rows, ...alone, ...bad]);
}

interface Results {
  readonly rows: Row[];
  readonly quiet: Quiet[];
  readonly bad: BadRelease[];
}

async function compete(cluster: TestCluster, layer: string, make: (namespace: string) => Contender, results: Results) {
  const namespace = await cluster.createNamespace();
  const contender = make(namespace);
  try {
    process.stderr.write(`${contender.name}, ${layer}\n`);
    const address = await contender.deploy();
    results.quiet.push({ contender: contender.name, path: layer, command: await thereAndBack(contender) });
    process.stderr.write(`  ${JSON.stringify(results.quiet.at(-1))}\n`);
    const watch = await RouteWatch.start(cluster, namespace, address.route);
    try {
      for (const connections of ["new", "kept"] as const) {
        for (const rate of rates) {
          const row = await measure(contender, address, watch, { rate, connections });
          results.rows.push({ contender: contender.name, path: layer, connections, rate, ...row });
          process.stderr.write(`  ${JSON.stringify(results.rows.at(-1))}\n`);
        }
      }
      results.bad.push({ contender: contender.name, path: layer, ...(await measureBadRelease(contender, address)) });
    } finally {
      watch.stop();
    }
  } finally {
    await contender.remove();
    await cluster.deleteNamespace(namespace);
  }
}

/** There and back: each turn ends as it began. */
const turns = Array.from({ length: switches }, (_, count) =>
  count % 2 === 0 ? ({ from: "blue", to: "green" } as const) : ({ from: "green", to: "blue" } as const),
);

/** Switches, and lets it settle; how many seconds the command took. */
async function timedSwitch(contender: Contender, to: Color): Promise<number> {
  const started = performance.now();
  await contender.switchTo(to);
  const took = (performance.now() - started) / 1000;
  await sleep(SETTLE_MS);
  return took;
}

/** Switches there and back while nobody asks for anything: how long each takes, in seconds. */
async function thereAndBack(contender: Contender): Promise<readonly number[]> {
  const commands: number[] = [];
  for (const { to } of turns) commands.push(round(await timedSwitch(contender, to)));
  return commands;
}

/** Switches there and back under a constant load. */
async function measure(
  contender: Contender,
  address: Address,
  watch: RouteWatch,
  load: { readonly rate: number; readonly connections: "new" | "kept" },
): Promise<Omit<Row, "contender" | "path" | "connections" | "rate">> {
  const vegeta = await VegetaLoad.start(address.url, { ...load, headers: address.headers });
  const commands: number[] = [];
  const moves: { readonly from: Color; readonly to: Color; readonly at: number; readonly until: number }[] = [];
  await sleep(1000);
  for (const { from, to } of turns) {
    const before = watch.changes.length;
    commands.push(await timedSwitch(contender, to));
    moves.push({ from, to, at: watch.changes[before] ?? NaN, until: Date.now() });
  }
  const memory = contender.memory();
  const answers = await vegeta.stop();
  if (values.svg !== undefined && moves[0]) drawSwitch(values.svg, contender, answers, moves[0]);
  const silence = moves.map(({ from, at, until }) => lastAnswer(answers, from, at, until) - at);
  const failures = answers.filter(({ failure }) => failure !== undefined);
  for (const failure of new Set(failures.map((one) => one.failure))) process.stderr.write(`  failed: ${failure}\n`);
  return {
    requests: answers.length,
    failed: failures.length,
    silence: silence.map(round),
    command: commands.map(round),
    answerP99: round(
      quantile(
        answers.map(({ sentAt, answeredAt }) => answeredAt - sentAt),
        0.99,
      ),
    ),
    memory: round(memory),
  };
}

function lastAnswer(answers: readonly Answer[], color: Color, from: number, until: number): number {
  return answers
    .filter((answer) => answer.color === color && answer.answeredAt >= from && answer.answeredAt <= until)
    .reduce((last, { answeredAt }) => Math.max(last, answeredAt), from);
}

/** A release whose pods are ready and answer users with 500: what users get, until it is taken back. */
async function measureBadRelease(
  contender: Contender,
  address: Address,
): Promise<Omit<BadRelease, "contender" | "path">> {
  const vegeta = await VegetaLoad.start(address.url, { rate: 500, connections: "new", headers: address.headers });
  await sleep(1000);
  const outcome = await contender.releaseBad("green");
  await sleep(SETTLE_MS);
  const answers = await vegeta.stop();
  return {
    outcome,
    requests: answers.length,
    failed: answers.filter(({ failure }) => failure !== undefined).length,
  };
}

function drawSwitch(
  file: string,
  contender: Contender,
  answers: readonly Answer[],
  move: { readonly from: Color; readonly to: Color; readonly at: number },
) {
  const start = move.at - 3000;
  const shown = answers.filter(({ sentAt }) => sentAt >= start && sentAt < move.at + 5000);
  const samples = shown.map(({ sentAt, answeredAt, color, failure }) => {
    return { at: sentAt - start, took: answeredAt - sentAt, color, failure };
  });
  const failed = shown.filter(({ failure }) => failure !== undefined).length;
  const name = contender.name.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase();
  writeFileSync(
    file.replace(/(\.svg)?$/, `-${name}.svg`),
    plot(samples, `${contender.name}: ${move.from} → ${move.to}, ${failed} of ${shown.length} requests failed`),
  );
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(error);
});
