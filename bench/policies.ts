import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildSync } from "esbuild";
import { EngineStack, type Declared } from "../sandbox/testing/engine-stack";
import { type Figure, report } from "./report";
import { quantile } from "../lib/quantile";

/**
 * What the policy pack adds to a preview: `npx tsx bench/policies.ts [--runs 3] [--json FILE]`. The same program is previewed by the same
 * engine with and without the pack, in turns, so that a busy machine slows both; the figure is the difference of their medians. The engine
 * asks every pack twice about each resource, one after the other: what that takes shows with a pack that does nothing, and the aim of the
 * large program is for what ours takes beyond it.
 */
const { values } = parseArgs({ options: { runs: { type: "string", default: "3" }, json: { type: "string" } } });
const runs = Number(values.runs);
const root = resolve(__dirname, "..");

/** What the engine is given for one blue/green app: two Deployments, three Services, two budgets, the switch and its guard. */
function app(name: string): Declared[] {
  const metadata = (own: string) => ({ name: own, namespace: "shop", labels: { app: name } });
  const colours = ["blue", "green"].flatMap((color): Declared[] => {
    const own = `${name}-${color}`;
    const labels = { app: name, color };
    const container = {
      name: "app",
      image: `gcr.io/shop/app@sha256:${"0".repeat(64)}`,
      ports: [{ containerPort: 8080 }],
      readinessProbe: { httpGet: { path: "/healthz", port: 8080 } },
      resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { memory: "64Mi" } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    };
    return [
      {
        type: "kubernetes:apps/v1:Deployment",
        name: own,
        props: {
          metadata: metadata(own),
          spec: {
            replicas: 0,
            selector: { matchLabels: labels },
            template: { metadata: { labels }, spec: { containers: [container] } },
          },
        },
      },
      {
        type: "kubernetes:core/v1:Service",
        name: own,
        props: { metadata: metadata(own), spec: { selector: labels, ports: [{ port: 80 }] } },
      },
      {
        type: "kubernetes:policy/v1:PodDisruptionBudget",
        name: own,
        props: { metadata: metadata(own), spec: { maxUnavailable: 1, selector: { matchLabels: labels } } },
      },
    ];
  });
  const colors = Object.fromEntries(
    ["blue", "green"].map((color) => [
      color,
      { deployment: `${name}-${color}`, service: `${name}-${color}`, image: "", revision: "1" },
    ]),
  );
  const props = {
    app: name,
    namespace: "shop",
    active: "blue",
    colors,
    replicas: 3,
    minReplicas: 3,
    verify: [{ http: { path: "/" } }],
    allowInPlace: false,
  };
  return [
    ...colours,
    {
      type: "kubernetes:core/v1:Service",
      name,
      props: { metadata: metadata(name), spec: { type: "LoadBalancer", ports: [{ port: 80 }] } },
    },
    { type: "gke-bluegreen:workloads:ReleaseGuard", name: `${name}-guard`, props: { app: name, namespace: "shop" } },
    { type: "gke-bluegreen:workloads:TrafficSwitch", name: `${name}-switch`, props },
  ];
}

/** The folder of a pack that does nothing, started as ours is. */
function emptyPack(inside: string): string {
  const folder = join(inside, "empty-pack");
  cpSync(join(root, "dist/policies"), folder, { recursive: true });
  buildSync({
    entryPoints: [join(root, "bench/empty-pack.ts")],
    outfile: join(folder, "index.js"),
    bundle: true,
    platform: "node",
    allowOverwrite: true,
  });
  return folder;
}

async function main() {
  const built = spawnSync(process.execPath, [join(root, "build.mjs")], { stdio: "inherit" });
  if (built.status !== 0) throw new Error("the build failed");
  const stack = await EngineStack.make();
  const figures: Figure[] = [];
  const details: object[] = [];
  try {
    const nothing = emptyPack(stack.folder);
    for (const [name, count, aims] of [
      ["1 app", 1, { all: 1, own: undefined }],
      ["200 apps", 200, { all: undefined, own: 3 }],
    ] as const) {
      stack.program(Array.from({ length: count }, (_, index) => app(`app-${index}`)).flat());
      const packs = {
        without: [],
        "a pack that does nothing": [nothing],
        "the bundle": [join(root, "dist/policies")],
        "the sources' folder": [join(root, "policies")],
      };
      const times = Object.fromEntries(Object.keys(packs).map((which): [string, number[]] => [which, []]));
      for (let run = 0; run < runs; run++) {
        for (const [which, pack] of Object.entries(packs)) {
          const started = performance.now();
          // What the pack finds is not the question here: all of it is advice.
          await stack.pulumi("preview", "--color", "never", ...pack.flatMap((folder) => ["--policy-pack", folder]));
          times[which]?.push((performance.now() - started) / 1000);
        }
      }
      const median = (which: string) => quantile(times[which] ?? [], 0.5);
      details.push({ name, times });
      figures.push({
        figure: `${name}: preview without the pack`,
        value: median("without"),
        unit: "s",
        aim: undefined,
      });
      const added = (which: string, to = "without") => median(which) - median(to);
      for (const [what, value, aim] of [
        ["a pack that does nothing adds", added("a pack that does nothing"), undefined],
        ["the bundle adds", added("the bundle"), aims.all],
        ["of which its own", added("the bundle", "a pack that does nothing"), aims.own],
        ["the sources' folder adds", added("the sources' folder"), undefined],
      ] as const)
        figures.push({ figure: `${name}: ${what}`, value, unit: "s", aim });
      figures.push({
        figure: `${name}: with the bundle against without`,
        value: median("the bundle") / median("without"),
        unit: "×",
        aim: undefined,
      });
    }
  } finally {
    stack.remove();
  }
  report("policies", figures, values.json, details);
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(error);
});
