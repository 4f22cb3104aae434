import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pollUntil } from "../lib/retry";
import { ApiClient } from "../sandbox/kubernetes/api-client";
import type { ClusterId, NodePoolSpec } from "../sandbox/kubernetes";
import { down } from "../sandbox/lifecycle/down";
import { memoryOfAll } from "../sandbox/host/memory";
import { KUBERNETES_VERSION, requireTools } from "../sandbox/toolchain";
import { up, type Sandbox } from "../sandbox/lifecycle/up";
import { report } from "./report";
import { quantile } from "../lib/quantile";

/**
 * What the sandbox costs: `npx tsx bench/sandbox.ts [--runs 3] [--json FILE]`. It makes a sandbox of its own, beside any that
 * stands, and takes it down. Tools have to be built; that they are is seen to before anything is measured.
 */
const { values } = parseArgs({ options: { runs: { type: "string", default: "3" }, json: { type: "string" } } });

const PODS = 30;
const id: ClusterId = { project: "bench", location: "asia-northeast3-a", name: "bench" };
const pool: NodePoolSpec = {
  name: "default-pool",
  machineType: "n1-standard-1",
  cpus: 1,
  memoryMiB: 3840,
  zones: [id.location],
  nodeCount: 3,
  labels: {},
  taints: [],
  version: KUBERNETES_VERSION,
  maxPodsPerNode: 110,
  diskSizeGb: 100,
  diskType: "pd-standard",
  imageType: "COS_CONTAINERD",
  spot: false,
};

/** A figure of which each run gives one sample. */
interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly aim: number | undefined;
  readonly samples: number[];
}

const figures = {
  first: figure("first start: empty home to 3 nodes Ready", "s", undefined),
  noop: figure("`sandbox up` when all runs", "s", undefined),
  pods: figure(`${PODS} pods, applied to all running`, "s", 10),
  memory: figure("memory of all processes, 3 nodes, no pods (PSS)", "MiB", 1536),
  stop: figure("`sandbox down`", "s", undefined),
  warm: figure("warm start: control plane and 3 nodes Ready", "s", 15),
} as const;

async function main(): Promise<void> {
  const progress = (line: string) => process.stderr.write(`  ${line}\n`);
  await requireTools(["etcd", "kube-apiserver", "kubelet", "registry", "coredns"], progress);
  for (let run = 1; run <= Number(values.runs); run++) {
    process.stderr.write(`run ${run} of ${values.runs}\n`);
    await measure(join(tmpdir(), `gke-bluegreen-bench-${process.pid}`), progress);
  }
  report(
    "sandbox",
    Object.values(figures).map(({ name, unit, aim, samples }) => ({
      figure: name,
      value: quantile(samples, 0.5),
      unit,
      aim,
    })),
    values.json,
    Object.values(figures),
  );
}

async function measure(home: string, progress: (line: string) => void): Promise<void> {
  try {
    const sandbox = await timed(figures.first, async () => {
      const stands = await up(home, progress);
      await stands.clusters.create({ id, version: KUBERNETES_VERSION, nodePools: [pool], adminTokens: [] }, progress);
      return stands;
    });
    figures.memory.samples.push((await memoryBytes(sandbox)) / 2 ** 20);
    await timed(figures.noop, () => up(home, progress));
    await measurePods(sandbox);
    await timed(figures.stop, () => down(home, progress));
    await timed(figures.warm, () => up(home, progress));
  } finally {
    await down(home, progress, { delete: true });
  }
}

async function measurePods(sandbox: Sandbox): Promise<void> {
  const api = new ApiClient(await sandbox.clusters.access(id));
  const path = "/apis/apps/v1/namespaces/default/deployments";
  const deployment = (replicas: number) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "bench" },
    spec: {
      replicas,
      selector: { matchLabels: { app: "bench" } },
      template: {
        metadata: { labels: { app: "bench" } },
        spec: {
          terminationGracePeriodSeconds: 0,
          containers: [{ name: "sleep", image: "busybox", imagePullPolicy: "IfNotPresent", command: ["sleep", "600"] }],
        },
      },
    },
  });
  const ready = async () =>
    (await api.call<{ status: { readyReplicas?: number } }>("GET", `${path}/bench`)).status.readyReplicas ?? 0;
  try {
    await timed(figures.pods, async () => {
      await api.call("POST", path, deployment(PODS));
      await pollUntil(async () => (await ready()) >= PODS, { everyMs: 50, withinMs: Infinity });
    });
    // A warm start is that of a cluster alone: it would bring them back.
    await api.call("DELETE", `${path}/bench`);
    const left = async () =>
      (await api.call<{ items: unknown[] }>("GET", "/api/v1/namespaces/default/pods")).items.length;
    await pollUntil(async () => (await left()) === 0, { everyMs: 50, withinMs: Infinity });
  } finally {
    api.close();
  }
}

async function memoryBytes({ instance, supervisor }: Sandbox): Promise<number> {
  const supervised = (await supervisor.statuses()).flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
  return memoryOfAll(instance, [...supervised, await supervisor.pid()]).bytes;
}

function figure(name: string, unit: string, aim: number | undefined): Figure {
  return { name, unit, aim, samples: [] };
}

async function timed<T>(into: Figure, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  into.samples.push((performance.now() - started) / 1000);
  return result;
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(error);
});
