import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Declared, EngineStack, Finished } from "./engine";

const digest = (letter: string) => `asia.gcr.io/shop/imageview@sha256:${letter.repeat(64)}`;

interface Shape {
  readonly active?: "blue" | "green";
  readonly blue?: string;
  readonly green?: string;
  readonly location?: string;
  readonly diskType?: string;
  readonly nodeCount?: number;
  readonly apiKey?: unknown;
  readonly refuse?: string;
}

/** The main example as the engine sees it: cluster, pool, settings, two colours, one switch. */
function imageview(shape: Shape = {}): Declared[] {
  const { active = "blue", blue = "1", green = "2", location = "us-central1-a", nodeCount = 3 } = shape;
  const parent = { parent: "imageview-app" };
  const colour = (name: string, version: string): Declared => ({
    type: "kubernetes:apps/v1:Deployment",
    name: `webserver-${name}`,
    props: {
      metadata: { name: `webserver-${name}`, namespace: "default" },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: "webserver", color: name } },
        template: {
          spec: {
            containers: [
              { name: "webserver", image: digest(version), resources: { requests: { cpu: "100m", memory: "128Mi" } } },
            ],
          },
        },
      },
    },
    options: { ...parent, ignoreChanges: ["spec.replicas"] },
  });
  const side = (name: string, version: string) => ({
    deployment: `webserver-${name}`,
    service: `webserver-${name}`,
    image: digest(version),
    revision: version.repeat(16),
  });
  return [
    {
      type: "gcp:container/cluster:Cluster",
      name: "imageview",
      props: {
        name: "imageview",
        location,
        removeDefaultNodePool: true,
        initialNodeCount: 1,
        deletionProtection: true,
      },
    },
    {
      type: "gcp:container/nodePool:NodePool",
      name: "default",
      props: {
        name: "default",
        cluster: { $ref: ["imageview", "id"] },
        location,
        nodeCount,
        nodeConfig: { machineType: "n1-standard-1", diskType: shape.diskType ?? "pd-standard", diskSizeGb: 50 },
      },
    },
    { type: "component:gke-bluegreen:workloads:BlueGreenApp", name: "imageview-app", props: {} },
    {
      type: "kubernetes:core/v1:ConfigMap",
      name: "projectid",
      props: { metadata: { name: "projectid" }, data: { "project.id": "shop" } },
      options: parent,
    },
    {
      type: "kubernetes:core/v1:Secret",
      name: "apikey",
      props: {
        metadata: { name: "apikey" },
        stringData: { id: "imageview", key: shape.apiKey ?? { $secret: "first-key" } },
      },
      options: parent,
    },
    colour("blue", blue),
    colour("green", green),
    {
      type: "kubernetes:core/v1:Service",
      name: "webserver",
      props: { metadata: { name: "webserver" }, spec: { type: "LoadBalancer", ports: [{ port: 80 }] } },
      options: parent,
    },
    {
      type: "gke-bluegreen:workloads:TrafficSwitch",
      name: "webserver",
      props: {
        app: "webserver",
        namespace: "default",
        active,
        colors: { blue: side("blue", blue), green: side("green", green) },
        route: { kind: "selector", service: "webserver", selector: { type: "webserver" }, overlapSeconds: 0 },
        replicas: 3,
        minReplicas: 3,
        verify: [{ http: { path: "/", status: 200, withinMs: 1000, times: 3, headers: {} } }],
        analysis: { seconds: 30, maxErrorRate: 0, path: "/" },
        idle: "warm",
        allowInPlace: false,
        ...(shape.refuse !== undefined && { __refuse: shape.refuse }),
      },
      options: parent,
    },
  ];
}

const many = (count: number): Declared[] =>
  Array.from({ length: count }, (_, index) => ({
    type: "kubernetes:core/v1:ConfigMap",
    name: `settings-${String(index).padStart(3, "0")}`,
    props: { metadata: { name: `settings-${index}` }, data: { index: String(index) } },
  }));

/** Situations that begin alike share a stack: a preview changes nothing. */
const there = imageview();

export interface Situation {
  readonly name: string;
  /** What is there already; nothing when absent. */
  readonly before?: readonly Declared[];
  readonly after: readonly Declared[];
  readonly code: number;
  readonly command?: (stack: EngineStack) => Promise<Finished>;
}

/** Texts that are planted as secrets: none of them may be in any report. */
export const planted = ["canary-plain-4711", 'canary "quoted" 4712', "canary\nsecond line 4713"];

/** A pack with one mandatory and one advisory rule. */
export function writePolicyPack(folder: string): string {
  const pack = join(folder, "pack");
  mkdirSync(pack, { recursive: true });
  writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\nversion: 1.0.0\ndescription: test\n");
  writeFileSync(join(pack, "package.json"), JSON.stringify({ name: "pack", version: "1.0.0", main: "index.js" }));
  writeFileSync(
    join(pack, "index.js"),
    `const { PolicyPack } = require(${JSON.stringify(require.resolve("@pulumi/policy"))});
const rule = (name, enforcementLevel, type, message) => ({
  name, description: name, enforcementLevel,
  validateResource: (args, report) => { if (args.type === type) report(message); },
});
new PolicyPack("shop-rules", { policies: [
  rule("no-load-balancer", "mandatory", "kubernetes:core/v1:Service", "a LoadBalancer Service needs an owner @platform"),
  rule("switch-has-prometheus", "advisory", "gke-bluegreen:workloads:TrafficSwitch", "verify has no prometheus check"),
] });`,
  );
  return pack;
}

const preview = (stack: EngineStack) => stack.command("preview", "--format", "markdown");

export const situations: readonly Situation[] = [
  { name: "create-from-nothing", after: imageview(), code: 2 },
  { name: "nothing-changes", before: there, after: imageview(), code: 0 },
  { name: "switch", before: there, after: imageview({ active: "green", green: "3" }), code: 2 },
  { name: "rollback", before: imageview({ active: "green" }), after: imageview({ active: "blue" }), code: 2 },
  {
    name: "live-colour-refused",
    before: there,
    after: imageview({
      blue: "4",
      refuse: "blue is live and its image would change in place; give the change to green",
    }),
    code: 1,
  },
  { name: "node-pool-replaced", before: there, after: imageview({ diskType: "pd-ssd", nodeCount: 4 }), code: 2 },
  { name: "cluster-replaced", before: there, after: imageview({ location: "us-central1-b" }), code: 2 },
  {
    name: "secrets-planted",
    before: there,
    after: [
      ...imageview({ apiKey: { $secret: planted[0] } }),
      {
        type: "kubernetes:core/v1:ConfigMap",
        name: "leak",
        props: {
          data: {
            unmarked: `before ${planted[0]} after`,
            quoted: { $secret: planted[1] },
            lines: { $secret: planted[2] },
          },
        },
      },
    ],
    code: 2,
  },
  { name: "500-resources", after: many(500), code: 2 },
  {
    name: "failed",
    before: there,
    after: [
      ...imageview(),
      { type: "gcp:storage/bucket:Bucket", name: "broken", props: { __refuse: "@everyone <b>is</b> told" } },
    ],
    code: 1,
  },
  {
    name: "drift",
    before: there,
    after: imageview(),
    code: 2,
    command: async (stack) => {
      const path = join(stack.folder, "drift.json");
      writeFileSync(path, JSON.stringify({ webserver: { active: "green" }, projectid: null }));
      stack.environment["ANY_PLUGIN_DRIFT"] = path;
      const finished = await stack.command("drift", "--format", "markdown");
      delete stack.environment["ANY_PLUGIN_DRIFT"];
      return finished;
    },
  },
  {
    name: "policy-violation",
    before: there,
    after: imageview({ active: "green" }),
    code: 3,
    command: (stack) =>
      stack.command("preview", "--format", "markdown", "--policy-pack", writePolicyPack(stack.folder)),
  },
];

export const run = ({ command = preview }: Situation, stack: EngineStack) => command(stack);
