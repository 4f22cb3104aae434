/**
 * 500 Kubernetes resources with the real engine: what the plugin adds to the engine's own time.
 * `npx tsx bench/kubernetes-plugin.ts [--count 500] [--json FILE]`: needs the toolchain, and nothing else; its control plane is its own.
 *
 * Side by side in one run: the same program with a provider that does nothing (its program registers as many component
 * resources), so that what Node, the SDK and the engine cost is not taken for the plugin's.
 */
import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BareControlPlane } from "../test/sandbox/kubernetes-plugin/bare-control-plane";
import { PulumiProject } from "../drill/pulumi-project";
import { EngineStack } from "../test/sandbox/preview/engine";
import { type Figure, quantile, report, seconds } from "./report";

const { values } = parseArgs({ options: { count: { type: "string", default: "500" }, json: { type: "string" } } });
const count = Number(values.count);
const figures: Figure[] = [];
const startRuns = 10;

async function main(): Promise<void> {
  await startTimes();
  const plane = await BareControlPlane.start();
  const project = await PulumiProject.create("bench", plane.kubeconfigFor(plane.server));
  try {
    project.program(`
const ns = new k8s.core.v1.Namespace("ns", { metadata: { name: "bench" } }, { provider });
for (let i = 0; i < ${count}; i++) new k8s.core.v1.ConfigMap("c" + i, { metadata: { name: "c" + i, namespace: "bench" }, data: { i: String(i) } }, { provider, dependsOn: [ns] });`);
    const up = await timed(`up of ${count}`, () => project.up());
    const noop = await best("no-op preview", () => project.mustRun(["preview"]));
    await timed("refresh", () => project.mustRun(["refresh", "--yes", "--skip-preview"]));
    await timed("destroy", () => project.mustRun(["destroy", "--yes", "--skip-preview"]));
    // The floor: as many resources of which no plugin knows anything.
    project.program(`
for (let i = 0; i < ${count}; i++) new pulumi.ComponentResource("bench:index:Empty", "c" + i, { i: String(i) }, {}, false);`);
    await project.up();
    const floor = await best("no-op preview, empty provider", () => project.mustRun(["preview"]));
    figures.push({ figure: "no-op preview against an empty provider's", value: noop / floor, unit: "×", aim: 1.5 });
    await project.mustRun(["destroy", "--yes", "--skip-preview"]);
    const plain = await rawCreates(plane);
    const empty = await emptyProviderUp();
    // What is left of the time is waiting for the API server, if the plugin does not hold it up: it answers 16 at once, as the engine asks.
    figures.push({
      figure: "what `up` takes longer, against plain creates",
      value: (up - empty) / plain,
      unit: "×",
      aim: 1.5,
    });
    report("kubernetes-plugin", figures, values.json);
  } finally {
    await project.close();
    await plane.stop();
  }
}

/** How long until the plugin says its port. */
async function startTimes(): Promise<void> {
  execFileSync(process.execPath, [join(__dirname, "../build.mjs")]);
  const times: number[] = [];
  for (let run = 0; run < startRuns; run++) {
    const start = performance.now();
    const child = spawn(process.execPath, [join(__dirname, "../dist/kubernetes.js")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    times.push(performance.now() - start);
    child.kill("SIGKILL");
  }
  figures.push({ figure: "plugin ready to serve, median", value: quantile(times, 0.5), unit: "ms", aim: 400 });
}

/** The engine's own speed: as many resources of a provider that answers at once. */
async function emptyProviderUp(): Promise<number> {
  const stack = await EngineStack.make();
  try {
    stack.program(
      Array.from({ length: count }, (_, index) => ({
        type: "kubernetes:core/v1:ConfigMap",
        name: `c${index}`,
        props: { metadata: { name: `c${index}`, namespace: "bench" }, data: { i: String(index) } },
      })),
    );
    return await timed(`up of ${count}, empty provider`, () => stack.up());
  } finally {
    stack.remove();
  }
}

/** The API server's own speed: the same objects by plain requests, 16 at once, as the engine does. */
async function rawCreates(plane: BareControlPlane): Promise<number> {
  const { ApiClient } = await import("../sandbox/plugins/kubernetes/client");
  const { activeCluster, readKubeconfig } = await import("../sandbox/plugins/kubernetes/kubeconfig");
  const client = new ApiClient(activeCluster(readKubeconfig(plane.kubeconfigFor(plane.server))));
  return await timed(`${count} plain creates, 16 at once`, async () => {
    const queue = Array.from({ length: count }, (_, index) => index);
    const worker = async (): Promise<void> => {
      for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
        const body = {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: `raw${index}` },
          data: { i: String(index) },
        };
        await client.json({ method: "POST", path: "/api/v1/namespaces/default/configmaps", body });
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
