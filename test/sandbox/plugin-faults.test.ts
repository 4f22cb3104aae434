import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PulumiProject } from "../../sandbox/testing/pulumi-project";
import { endpointVariables } from "../../sandbox/home/environment";
import type { PluginName } from "../../sandbox/plugins/install";
import { TOKEN } from "../unit/google-cloud/sandbox-cloud";
import { ServerProcess } from "../unit/google-cloud/server-process";
import { BareControlPlane } from "../../sandbox/testing/bare-control-plane";
import { FaultyProxy, googleRefusal, kubernetesRefusal, type Fault } from "./plugin-faults/faulty-proxy";
import { RandomProgram, randomFrom } from "./plugin-faults/random-program";

// A seed repeats programs, edits and faults: GKE_BLUEGREEN_FAULT_SEEDS=17,18 npm run test:faults
const seeds = (process.env["GKE_BLUEGREEN_FAULT_SEEDS"] ?? `1,${Math.floor(Math.random() * 1e6)}`)
  .split(",")
  .map(Number);
const rounds = Number(process.env["GKE_BLUEGREEN_FAULT_ROUNDS"] ?? 4);

jest.setTimeout(600_000);

const googleFolder = mkdtempSync(join(tmpdir(), "plugin-faults-"));
let plane: BareControlPlane;
let google: ServerProcess;
/** Between the plugins and their servers. */
let kubernetesProxy: FaultyProxy;
let googleProxy: FaultyProxy;
let addresses: { readonly kubernetes: string; readonly google: string };

beforeAll(async () => {
  plane = await BareControlPlane.start();
  google = await ServerProcess.start(googleFolder);
  await google.prepare();
  kubernetesProxy = new FaultyProxy(() => plane.server, kubernetesRefusal);
  googleProxy = new FaultyProxy(() => google.url, googleRefusal);
  addresses = { kubernetes: await kubernetesProxy.start(), google: await googleProxy.start() };
}, 240_000);

afterAll(async () => {
  await kubernetesProxy.stop();
  await googleProxy.stop();
  await google.kill();
  await plane.stop();
  rmSync(googleFolder, { recursive: true, force: true });
});

const requestFaults: readonly Fault[] = [
  "conflict",
  "forbidden",
  "throttled",
  "unavailable",
  "lost-answer",
  "broken-connection",
];
const plugins: readonly PluginName[] = ["kubernetes", "gcp"];
const disasters = [
  "requests",
  "requests",
  "kubernetes plugin",
  "gcp plugin",
  "engine",
  "API server",
  "Google",
] as const;
type Disaster = (typeof disasters)[number];

test.each(seeds)(
  "seed %i: after any disaster two updates at most lead to a no-op, and nothing is orphaned",
  async (seed) => {
    const random = randomFrom(seed);
    const namespace = `faults-${seed}`;
    const program = new RandomProgram(namespace, random);
    const project = await PulumiProject.create(namespace, plane.kubeconfigFor(addresses.kubernetes), plugins);
    Object.assign(project.environment, { GOOGLE_OAUTH_ACCESS_TOKEN: TOKEN, ...endpointVariables(addresses.google) });
    for (const plugin of plugins) recordPid(project, plugin);
    const story: string[] = [];
    try {
      for (let round = 0; round < rounds; round++) {
        program.edit();
        project.program(`${provideGoogle}\n${program.source()}`);
        const disaster = disasters[Math.floor(random() * disasters.length)] ?? "requests";
        story.push(`round ${round}: ${disaster}`);
        await disastrousUpdate(project, disaster, random, story);
        for (const proxy of [kubernetesProxy, googleProxy])
          story.push(...proxy.injected.splice(0).map((fault) => `  ${fault}`));
        await settle(project, story);
        expect([...(await orphans(project, namespace)), ...(await orphansAtGoogle(project, namespace))]).toEqual([]);
      }
      await project.mustRun(["destroy", "--yes", "--skip-preview"]);
      expect(await names("/api/v1/namespaces")).not.toContain(namespace);
      expect(await atGoogle(namespace)).toEqual([]);
    } catch (error) {
      throw new Error(`seed ${seed}\n${story.join("\n")}\n${(error as Error).message}`, { cause: error });
    } finally {
      kubernetesProxy.plan = googleProxy.plan = () => undefined;
      await project.close();
    }
  },
);

/** What the programs have in scope beside Kubernetes. */
const provideGoogle = `
const gcp = require("@pulumi/gcp");
const g = { provider: new gcp.Provider("cloud", { project: "${ServerProcess.project}", zone: "europe-west1-b", pollInterval: "100ms", requestTimeout: "20s" }) };
`;

/** The launcher also notes its process ids, so that the test can kill just this plugin. */
function recordPid(project: PulumiProject, plugin: PluginName): void {
  const all = join(project.folder, "home", "plugins");
  const folder = readdirSync(all).find((name) => name.startsWith(`resource-${plugin}-`)) ?? "";
  const launcher = join(all, folder, `pulumi-resource-${plugin}`);
  const noted = readFileSync(launcher, "utf8").replace("\n", `\necho $$ >> '${pidFile(project, plugin)}'\n`);
  writeFileSync(launcher, noted);
}

const pidFile = (project: PulumiProject, plugin: PluginName) => join(project.folder, `${plugin}.pid`);

/** kill -9 of Google's server, and a new one with the same data. */
async function crashGoogle(): Promise<void> {
  await google.kill();
  google = await ServerProcess.start(googleFolder);
}

async function disastrousUpdate(
  project: PulumiProject,
  disaster: Disaster,
  random: () => number,
  story: string[],
): Promise<void> {
  // Which write is under way when it happens; the first few are where an update is most fragile.
  const fatalWrite = 1 + Math.floor(random() * 5);
  const engine = new AbortController();
  let writes = 0;
  let strikes = Promise.resolve();
  const strike = async (): Promise<void> => {
    story.push(`  ${disaster} dies at write ${fatalWrite}`);
    switch (disaster) {
      case "requests":
        return;
      case "kubernetes plugin":
        return killPlugin(project, "kubernetes");
      case "gcp plugin":
        return killPlugin(project, "gcp");
      case "engine":
        return engine.abort();
      case "API server":
        return await plane.crashApiServer();
      case "Google":
        return await crashGoogle();
    }
  };
  kubernetesProxy.plan = googleProxy.plan = (method, path) => {
    if (disaster === "requests") {
      if (path.startsWith("/openapi") || random() > (method === "GET" ? 0.05 : 0.3)) return undefined;
      return requestFaults[Math.floor(random() * requestFaults.length)];
    }
    if (method !== "GET" && ++writes === fatalWrite) strikes = strike();
    return undefined;
  };
  await project.run(["up", "--yes", "--skip-preview"], {}, engine.signal);
  await strikes;
  kubernetesProxy.plan = googleProxy.plan = () => undefined;
  // An engine that was killed leaves its lock.
  if (disaster === "engine") await project.run(["cancel", "--yes"]);
}

/** Every process that this project's engine has of the plugin; ids of earlier updates may be somebody else's by now. */
function killPlugin(project: PulumiProject, plugin: PluginName): void {
  for (const pid of readFileSync(pidFile(project, plugin), "utf8").split("\n").filter(Boolean)) {
    const commandLine = `/proc/${pid}/cmdline`;
    const command = plugin === "kubernetes" ? "/pulumi-resource-kubernetes" : `/dist/${plugin}.js`;
    if (existsSync(commandLine) && readFileSync(commandLine, "utf8").includes(command))
      process.kill(Number(pid), "SIGKILL");
  }
}

/** One update, or two; then there must be nothing to do. */
async function settle(project: PulumiProject, story: string[]): Promise<void> {
  const first = await project.run(["up", "--yes", "--skip-preview"]);
  if (first.exit !== 0) story.push(`  first update: ${first.output.slice(-1_500)}`);
  if (first.exit !== 0) await project.up();
  const preview = await project.preview();
  if (!/Resources:\n\s+\d+ unchanged\s*$/.test(preview)) throw new Error(`fails to come to a no-op:\n${preview}`);
}

async function names(path: string): Promise<string[]> {
  const { items } = await plane.get<{ items: { metadata: { name: string } }[] }>(path);
  return items.map(({ metadata }) => metadata.name);
}

/** Objects of the namespace that the engine does not know of, or knows of and are not there. */
async function orphans(project: PulumiProject, namespace: string): Promise<string[]> {
  const known = new Set(
    (await project.resources()).filter(({ id }) => id?.startsWith(`${namespace}/`)).map(({ id }) => id?.split("/")[1]),
  );
  const served = ["api/v1", "apis/apps/v1"];
  const kinds = ["configmaps", "secrets", "services", "serviceaccounts", "deployments"];
  const paths = kinds.map(
    (kind) => `/${kind === "deployments" ? served[1] : served[0]}/namespaces/${namespace}/${kind}`,
  );
  const live = (await Promise.all(paths.map(names))).flat();
  const systems = new Set(["kube-root-ca.crt", "default"]); // Every namespace gets them.
  return [
    ...live.filter((name) => !known.has(name) && !systems.has(name)).map((name) => `orphan ${name}`),
    ...[...known].filter((name) => name !== undefined && !live.includes(name)).map((name) => `missing ${name}`),
  ];
}

/** What stands at Google of a program's, by the last part of its name in the API. */
async function atGoogle(namespace: string): Promise<string[]> {
  const { project } = ServerProcess;
  const [clusters, networks] = await Promise.all([
    google.call("GET", `/container/v1/projects/${project}/locations/-/clusters`),
    google.call("GET", `/compute/v1/projects/${project}/global/networks`),
  ]);
  const { clusters: found = [] } = clusters.body as {
    clusters?: { name: string; nodePools?: { name: string }[] }[];
  };
  const { items = [] } = networks.body as { items?: { name: string }[] };
  return [
    ...found.flatMap(({ name, nodePools = [] }) => [name, ...nodePools.map((pool) => pool.name)]),
    ...items.map(({ name }) => name),
  ].filter((name) => name.startsWith(`${namespace}-`));
}

/** The same comparison for what is Google's. */
async function orphansAtGoogle(project: PulumiProject, namespace: string): Promise<string[]> {
  const live = await atGoogle(namespace);
  const known = (await project.resources())
    .filter(({ type, id }) => type.startsWith("gcp:") && id !== undefined)
    .map(({ id = "" }) => id.split("/").at(-1) ?? "");
  return [
    ...live.filter((name) => !known.includes(name)).map((name) => `orphan ${name} at Google`),
    ...known.filter((name) => !live.includes(name)).map((name) => `missing ${name} at Google`),
  ];
}
