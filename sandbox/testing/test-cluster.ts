import { execFile, type ExecFileOptions } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pollUntil } from "../../lib/retry";
import { ApiClient } from "../kubernetes/api-client";
import { userKubeconfigFile, type ClusterId, type NodePoolSpec, type NodeStatus } from "../kubernetes";
import { NamespaceFolder } from "../kubernetes/network/namespaces";
import { ClusterStore } from "../kubernetes/state";
import { LockHeldError, withLock } from "../supervisor";
import { KUBERNETES_VERSION, toolPath } from "../toolchain";
import { up, type Sandbox } from "../lifecycle/up";
import { sandboxesFolder } from "./temporary-folder";

/**
 * The sandbox and the cluster that the test files of `test/sandbox` share, since starting them costs more than most tests.
 *
 * ```ts
 * let cluster: TestCluster;
 * let namespace: string;
 * beforeAll(async () => {
 *   cluster = await sharedCluster();
 *   namespace = await cluster.createNamespace();
 * }, BOOT_MS);
 * afterAll(() => cluster.deleteNamespace(namespace));
 * ```
 *
 * - The first file boots it (about 15 s when the tools are built); the others find it standing. A run's global teardown takes
 *   it down with all its files, unless `GKE_BLUEGREEN_TEST_KEEP=1`: then the next run starts at once.
 * - With `--maxWorkers=2`, Jest runs two files at a time, each process with a sandbox of its own.
 * - `GKE_BLUEGREEN_TEST_HOME` chooses another sandbox, for example one that stands already.
 * - Keep to namespaces of your own, and leave nodes as you found them. Tests that kill components or take a sandbox down
 *   make one for themselves: `ownSandbox`.
 */
export async function sharedCluster(): Promise<TestCluster> {
  const sandbox = await up(sharedHome(), quiet);
  return await testCluster(sandbox, SHARED_CLUSTER, [nodePool("default-pool", 3)]);
}

/** Enough to boot a sandbox and a cluster whose tools are built, for `beforeAll`. */
export const BOOT_MS = 240_000;

const SHARED_CLUSTER: ClusterId = { project: "test-project", location: "asia-northeast3-a", name: "shared" };

/** The folder of the sandbox that this process's test files share: each of a run's processes has one. */
export function sharedHome(): string {
  const homes = sharedHomes();
  return homes[(Number(process.env["JEST_WORKER_ID"] ?? "1") - 1) % homes.length]!;
}

/** The folders of all sandboxes that test files of this run share. */
export function sharedHomes(): readonly string[] {
  const chosen = process.env["GKE_BLUEGREEN_TEST_HOME"];
  if (chosen !== undefined) return [chosen];
  return (process.env[SHARED] ?? "shared").split(",").map((name) => join(sandboxesFolder(), name));
}

/** Set for the processes of a run: which of the shared sandboxes are this run's. */
const SHARED = "GKE_BLUEGREEN_TEST_SHARED";

/** Before a run's first test: takes sandboxes that no other run on this machine is using, one for each of its processes. */
export async function takeSharedHomes(processes: number): Promise<void> {
  mkdirSync(sandboxesFolder(), { recursive: true, mode: 0o700 });
  const taken: string[] = [];
  for (let number = 1; taken.length < processes; number++) {
    const name = number === 1 ? "shared" : `shared-${number}`;
    if (await takeSharedHome(name)) taken.push(name);
  }
  process.env[SHARED] = taken.join(",");
}

/** Whether this run has it now. */
async function takeSharedHome(name: string): Promise<boolean> {
  const lock = join(sandboxesFolder(), `${name}.lock`);
  try {
    await new Promise<void>((taken, refused) => {
      withLock(lock, { purpose: "tests" }, () => new Promise<void>((end) => (held.push(end), taken()))).catch(refused);
    });
    return true;
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    return false;
  }
}

const held: (() => void)[] = [];

/** After a run's last test. */
export function giveSharedHomesBack(): void {
  for (const giveBack of held) giveBack();
}

/** The folder of a sandbox for one test file alone; take it down with `down(home, quiet, { delete: true })` afterwards. */
export function ownHome(name: string): string {
  const home = join(sandboxesFolder(), `${name}-${process.pid}`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return home;
}

/** A cluster in a sandbox, with what tests do to it. */
export interface TestCluster {
  readonly sandbox: Sandbox;
  readonly id: ClusterId;
  readonly api: ApiClient;
  nodes(): Promise<readonly NodeStatus[]>;
  /** Runs kubectl; `input` is its standard input. Answers its output; throws with what it said on failure. */
  kubectl(args: readonly string[], input?: string | object): Promise<string>;
  /** Applies manifests given as objects. */
  apply(...objects: readonly object[]): Promise<void>;
  /** A new namespace, whose name is the answer. */
  createNamespace(): Promise<string>;
  /** Deletes it and waits until its pods are gone. */
  deleteNamespace(name: string): Promise<void>;
  /** Runs a command of this machine inside a node's network, as if on that node. */
  onNode(node: string, command: string, ...args: readonly string[]): Promise<string>;
}

/** Makes the cluster of this id stand in a sandbox. */
export async function testCluster(
  sandbox: Sandbox,
  id: ClusterId,
  nodePools: readonly NodePoolSpec[],
): Promise<TestCluster> {
  const access = await sandbox.clusters.create({ id, version: KUBERNETES_VERSION, nodePools, adminTokens: [] }, quiet);
  const api = new ApiClient(access);
  const kubectlPath = await toolPath("kubectl", quiet);
  const context = `gke_${id.project}_${id.location}_${id.name}`;
  const label = new ClusterStore(sandbox.home).read(id)?.label ?? id.name;
  const kubectl: TestCluster["kubectl"] = (args, input) =>
    command(kubectlPath, [`--kubeconfig=${userKubeconfigFile(sandbox.home)}`, `--context=${context}`, ...args], input);
  return {
    sandbox,
    id,
    api,
    kubectl,
    nodes: () => sandbox.clusters.nodes(id),
    apply: async (...objects) => {
      await kubectl(["apply", "-f", "-"], { apiVersion: "v1", kind: "List", items: objects });
    },
    createNamespace: async () => {
      const name = `test-${Math.random().toString(36).slice(2, 10)}`;
      await api.call("POST", "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
      const account = `/api/v1/namespaces/${name}/serviceaccounts/default`;
      await eventually(`service account of ${name}`, async () => (await api.find("GET", account)) !== undefined);
      return name;
    },
    deleteNamespace: async (name) => {
      await kubectl(["delete", "namespace", name, "--timeout=90s"]);
    },
    onNode: (node, program, ...args) =>
      command("nsenter", [`--net=${new NamespaceFolder(sandbox.home).netns(`${label}.${node}`)}`, program, ...args]),
  };
}

/** A node pool of small machines. */
export function nodePool(name: string, nodeCount: number, changes: Partial<NodePoolSpec> = {}): NodePoolSpec {
  return {
    name,
    machineType: "n1-standard-1",
    cpus: 1,
    memoryMiB: 3840,
    zones: ["asia-northeast3-a"],
    nodeCount,
    labels: {},
    taints: [],
    version: KUBERNETES_VERSION,
    maxPodsPerNode: 110,
    diskSizeGb: 100,
    diskType: "pd-standard",
    imageType: "COS_CONTAINERD",
    spot: false,
    ...changes,
  };
}

/** A Deployment of a small HTTP server that answers with its pod's name, and the labels to select it by. */
export function webDeployment(namespace: string, name: string, replicas: number, podSpec: object = {}): object {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 20,
          ...podSpec,
          containers: [
            {
              name: "web",
              image: "node:20-slim",
              command: ["node", "-e", WEB_SERVER],
              ports: [{ containerPort: 8080 }],
              readinessProbe: { httpGet: { path: "/", port: 8080 }, periodSeconds: 1 },
              resources: { requests: { cpu: "20m", memory: "32Mi" } },
              // Connections that were on their way when the pod was told to stop still find it listening.
              lifecycle: { preStop: { exec: { command: ["sleep", "3"] } } },
            },
          ],
        },
      },
    },
  };
}

const WEB_SERVER = `
const server = require("http").createServer((_, answer) => answer.end(process.env.HOSTNAME));
server.listen(8080);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
`;

/** Resolves when the condition holds; fails with its name when it does not come about. An error is "not yet", and shown then. */
export async function eventually(
  what: string,
  holds: () => Promise<boolean> | boolean,
  timeoutMs = 60_000,
): Promise<void> {
  let problem: unknown;
  const look = async () => {
    problem = undefined;
    try {
      return await holds();
    } catch (error) {
      problem = error;
      return false;
    }
  };
  if (await pollUntil(look, { everyMs: 100, withinMs: timeoutMs })) return;
  const why = problem === undefined ? "" : ` (${problem instanceof Error ? problem.message : "no error"})`;
  throw new Error(`not within ${timeoutMs / 1000} s: ${what}${why}`);
}

/** A Progress for work whose steps are no news. */
export function quiet(): void {
  // Nothing is shown.
}

/** Runs a command and answers its output; input that is an object is given as JSON. */
export function command(program: string, args: readonly string[], input?: string | object): Promise<string> {
  // Named, since Jest gives a test a copy of the environment and a child without one of its own the original.
  const options: ExecFileOptions = { maxBuffer: 64 * 2 ** 20, timeout: 180_000, env: process.env };
  return new Promise((resolve, reject) => {
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args.join(" ")}: ${String(stderr).trim() || error.message}`));
      else resolve(String(stdout));
    });
    child.stdin?.on("error", quiet);
    child.stdin?.end(typeof input === "object" ? JSON.stringify(input) : input);
  });
}
