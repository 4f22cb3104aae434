import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BareControlPlane } from "./kubernetes-plugin/bare-control-plane";
import { FaultyProxy, type Fault } from "./kubernetes-plugin/faulty-proxy";
import { PulumiProject } from "../../drill/pulumi-project";
import { RandomProgram, randomFrom } from "./kubernetes-plugin/random-program";

// A seed repeats programs, edits and faults: GKE_BLUEGREEN_FAULT_SEEDS=17,18 npx jest test/sandbox/kubernetes-plugin-faults
const seeds = (process.env["GKE_BLUEGREEN_FAULT_SEEDS"] ?? `1,${Math.floor(Math.random() * 1e6)}`)
  .split(",")
  .map(Number);
const rounds = Number(process.env["GKE_BLUEGREEN_FAULT_ROUNDS"] ?? 4);

jest.setTimeout(600_000);

let plane: BareControlPlane;
let proxy: FaultyProxy;
let server: string;

beforeAll(async () => {
  plane = await BareControlPlane.start();
  proxy = new FaultyProxy(plane.server);
  server = await proxy.start();
}, 240_000);

afterAll(async () => {
  await proxy.stop();
  await plane.stop();
});

const requestFaults: readonly Fault[] = [
  "conflict",
  "forbidden",
  "throttled",
  "unavailable",
  "lost-answer",
  "broken-connection",
];
const disasters = ["requests", "requests", "plugin", "engine", "server"] as const;

test.each(seeds)(
  "seed %i: after any disaster two updates at most lead to a no-op, and nothing is orphaned",
  async (seed) => {
    const random = randomFrom(seed);
    const namespace = `faults-${seed}`;
    const program = new RandomProgram(namespace, random);
    const project = await PulumiProject.create(namespace, plane.kubeconfigFor(server));
    const pidFile = recordPid(project);
    const story: string[] = [];
    try {
      for (let round = 0; round < rounds; round++) {
        program.edit();
        project.program(program.source());
        const disaster = disasters[Math.floor(random() * disasters.length)] ?? "requests";
        story.push(`round ${round}: ${disaster}`);
        await disastrousUpdate(project, disaster, random, pidFile, story);
        story.push(...proxy.injected.splice(0).map((fault) => `  ${fault}`));
        await settle(project, story);
        expect(await orphans(project, namespace)).toEqual([]);
      }
      await project.mustRun(["destroy", "--yes", "--skip-preview"]);
      expect(await names("/api/v1/namespaces")).not.toContain(namespace);
    } catch (error) {
      throw new Error(`seed ${seed}\n${story.join("\n")}\n${(error as Error).message}`, { cause: error });
    } finally {
      proxy.plan = () => undefined;
      await project.close();
    }
  },
);

/** The launcher also notes its process id, so that the test can kill just this plugin. */
function recordPid(project: PulumiProject): string {
  const plugins = join(project.folder, "home", "plugins");
  const [folder = ""] = readdirSync(plugins);
  const launcher = join(plugins, folder, "pulumi-resource-kubernetes");
  const pidFile = join(project.folder, "plugin.pid");
  writeFileSync(launcher, readFileSync(launcher, "utf8").replace("\n", `\necho $$ > '${pidFile}'\n`));
  return pidFile;
}

async function disastrousUpdate(
  project: PulumiProject,
  disaster: (typeof disasters)[number],
  random: () => number,
  pidFile: string,
  story: string[],
): Promise<void> {
  // Which write is under way when it happens; the first few are where an update is most fragile.
  const fatalWrite = 1 + Math.floor(random() * 5);
  const engine = new AbortController();
  let writes = 0;
  let strikes = Promise.resolve();
  const strike = async (): Promise<void> => {
    story.push(`  ${disaster} dies at write ${fatalWrite}`);
    if (disaster === "plugin") process.kill(Number(readFileSync(pidFile, "utf8")), "SIGKILL");
    if (disaster === "engine") engine.abort();
    if (disaster === "server") await plane.crashApiServer();
  };
  proxy.plan = (method, path) => {
    if (disaster === "requests") {
      if (path.startsWith("/openapi") || random() > (method === "GET" ? 0.05 : 0.3)) return undefined;
      return requestFaults[Math.floor(random() * requestFaults.length)];
    }
    if (method !== "GET" && ++writes === fatalWrite) strikes = strike();
    return undefined;
  };
  await project.run(["up", "--yes", "--skip-preview"], {}, engine.signal);
  await strikes;
  proxy.plan = () => undefined;
  // An engine that was killed leaves its lock.
  if (disaster === "engine") await project.run(["cancel", "--yes"]);
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
