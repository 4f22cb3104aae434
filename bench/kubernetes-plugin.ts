/**
 * 500 Kubernetes resources with the real engine: what the plugin adds to the engine's own time.
 * `npx tsx bench/kubernetes-plugin.ts [--count 500] [--json FILE]`: needs the toolchain, and nothing else; its control plane is its own.
 *
 * Side by side in one run: a program of the same resources with a provider that does nothing, so that what Node, the SDK and the engine cost
 * is not taken for the plugin's.
 */
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { BareControlPlane } from "../sandbox/testing/bare-control-plane";
import { PulumiProject } from "../sandbox/testing/pulumi-project";
import { EngineStack } from "../sandbox/testing/engine-stack";
import { toolPath } from "../sandbox/toolchain";
import { type Figure, report, seconds } from "./report";
import { quantile } from "../lib/quantile";

const { values } = parseArgs({ options: { count: { type: "string", default: "500" }, json: { type: "string" } } });
const count = Number(values.count);
const figures: Figure[] = [];
const startRuns = 10;
const withoutCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

async function main(): Promise<void> {
  await startTimes();
  const plane = await BareControlPlane.start();
  const project = await PulumiProject.create("bench", plane.kubeconfigFor(plane.server));
  try {
    const resources = `
const ns = new k8s.core.v1.Namespace("ns", { metadata: { name: "bench" } }, { provider });
for (let i = 0; i < ${count}; i++) new k8s.core.v1.ConfigMap("c" + i, { metadata: { name: "c" + i, namespace: "bench" }, data: { i: String(i) } }, { provider, dependsOn: [ns] });`;
    project.program(resources);
    const whole = await timed(`up of ${count}`, () => project.up());
    const noop = await best("no-op preview", () => project.mustRun(["preview"]));
    await timed("refresh", () => project.mustRun(["refresh", "--yes", "--skip-preview"]));
    await timed("destroy", () => project.mustRun(["destroy", "--yes", "--skip-preview"]));
    const plain = await rawCreates(plane);
    // The engine writes the whole state after each step, which takes most of an `up` of many resources, and longer the more their state
    // holds. Left out, the difference to a provider that answers at once is the plugin's and the API server's.
    Object.assign(project.environment, withoutCheckpoints);
    project.program(resources);
    const up = await timed(`up of ${count}, no checkpoints`, () => project.up());
    const empty = await emptyProvider();
    figures.push({
      figure: "no-op preview against an empty provider's",
      value: noop / empty.noop,
      unit: "×",
      aim: 1.5,
    });
    // What limits an `up`: mostly the engine, which writes its state and waits for the program.
    for (const [figure, value, unit] of [
      ["plugin and API server add to the empty provider's `up`", up - empty.up, "s"],
      ["their share of the whole `up`", (100 * (up - empty.up)) / whole, "%"],
      ["what they add against plain creates", (up - empty.up) / plain, "×"],
    ] as const)
      figures.push({ figure, value, unit, aim: undefined });
    report("kubernetes-plugin", figures, values.json);
  } finally {
    await project.close();
    await plane.stop();
  }
}

/** How long until the plugin says its port. */
async function startTimes(): Promise<void> {
  const plugin = await toolPath("pulumi-resource-kubernetes", (line) => process.stderr.write(`${line}\n`));
  const times: number[] = [];
  for (let run = 0; run < startRuns; run++) {
    const start = performance.now();
    const child = spawn(plugin, { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    times.push(performance.now() - start);
    child.kill("SIGKILL");
  }
  figures.push({ figure: "plugin ready to serve, median", value: quantile(times, 0.5), unit: "ms", aim: 400 });
}

/** The engine's own speed: as many resources of a provider that answers at once. */
async function emptyProvider(): Promise<{ readonly up: number; readonly noop: number }> {
  const stack = await EngineStack.make();
  try {
    Object.assign(stack.environment, withoutCheckpoints);
    stack.program(
      Array.from({ length: count }, (_, index) => ({
        type: "kubernetes:core/v1:ConfigMap",
        name: `c${index}`,
        props: { metadata: { name: `c${index}`, namespace: "bench" }, data: { i: String(index) } },
      })),
    );
    const up = await timed(`up of ${count}, no checkpoints, empty provider`, () => stack.up());
    const preview = async () => {
      const { code, stdout, stderr } = await stack.pulumi("preview", "--expect-no-changes");
      if (code !== 0) throw new Error(stdout + stderr);
    };
    return { up, noop: await best("no-op preview, empty provider", preview) };
  } finally {
    stack.remove();
  }
}

/** The API server's own speed: the same objects by plain requests, 16 at once, as the engine does. */
async function rawCreates(plane: BareControlPlane): Promise<number> {
  const config = new KubeConfig();
  config.loadFromString(plane.kubeconfigFor(plane.server));
  const client = config.makeApiClient(CoreV1Api);
  return await timed(`${count} plain creates, 16 at once`, async () => {
    const queue = Array.from({ length: count }, (_, index) => index);
    const worker = async (): Promise<void> => {
      for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
        const body = { metadata: { name: `raw${index}` }, data: { i: String(index) } };
        await client.createNamespacedConfigMap({ namespace: "default", body });
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
  });
}

async function best(what: string, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 3; run++) times.push(await seconds(work));
  figures.push({ figure: what, value: Math.min(...times), unit: "s", aim: undefined });
  return Math.min(...times);
}

async function timed(what: string, work: () => Promise<unknown>): Promise<number> {
  const value = await seconds(work);
  figures.push({ figure: what, value, unit: "s", aim: undefined });
  return value;
}

void main().then(() => process.exit());
