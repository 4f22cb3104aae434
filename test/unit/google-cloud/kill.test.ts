import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { TOKEN } from "./sandbox-cloud";

// Processes are started and killed: seconds each on a busy machine.
jest.setTimeout(240_000);

const project = "demo-proj";
const location = `/container/v1/projects/${project}/locations/europe-west1-b`;
const compute = `/compute/v1/projects/${project}`;

/** Something that a client makes, and how it sees afterwards whether it is there, whole. */
interface Thing {
  readonly path: string;
  readonly make: [path: string, body: object];
  /** Where its operation is, if it has one. */
  readonly operations?: string;
  readonly whole: object;
}
const things: readonly ((index: number) => Thing)[] = [
  (index) => ({
    path: `/storage/v1/b/bucket-${index}`,
    make: [`/storage/v1/b?project=${project}`, { name: `bucket-${index}` }],
    whole: { kind: "storage#bucket", metageneration: "1" },
  }),
  (index) => ({
    path: `/secretmanager/v1/projects/${project}/secrets/secret-${index}`,
    make: [
      `/secretmanager/v1/projects/${project}/secrets?secretId=secret-${index}`,
      { replication: { automatic: {} }, labels: { a: "b" } },
    ],
    whole: { labels: { a: "b" } },
  }),
  (index) => ({
    path: `${compute}/global/networks/net-${index}`,
    make: [`${compute}/global/networks`, { name: `net-${index}`, autoCreateSubnetworks: false }],
    operations: `${compute}/global/operations`,
    whole: { kind: "compute#network" },
  }),
  (index) => ({
    path: `${location}/clusters/c${index}`,
    make: [`${location}/clusters`, { cluster: { name: `c${index}`, initialNodeCount: 1 } }],
    operations: `${location}/operations`,
    whole: { status: "RUNNING", nodePools: [{ name: "default-pool", status: "RUNNING" }] },
  }),
];

test("kill -9 at any time loses nothing acknowledged and leaves nothing half made; operations go on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "google-cloud-kill-"));
  let server = await start(folder);
  try {
    await server.enable();
    let index = 0;
    for (const killAfter of [3, 10, 23]) {
      const asked: Thing[] = [];
      const acknowledged: { thing: Thing; operation: string | undefined }[] = [];
      let killed: Promise<void> | undefined;
      const worker = async () => {
        while (!killed) {
          const thing = things[index % things.length]!(index++);
          asked.push(thing);
          const answer = await server.call("POST", ...thing.make).catch(() => undefined);
          if (answer === undefined) return;
          // A whole answer came: from here on it must not be lost.
          if (answer.status !== 200) throw new Error(`${thing.path}: ${JSON.stringify(answer.body)}`);
          acknowledged.push({ thing, operation: thing.operations && String(answer.body["name"]) });
          if (acknowledged.length >= killAfter) killed ??= server.kill();
        }
      };
      await Promise.all(Array.from({ length: 6 }, worker));
      await killed;
      server = await start(folder);

      for (const { thing, operation } of acknowledged) {
        if (operation) expect(await server.until(`${thing.operations}/${operation}`)).not.toHaveProperty("error");
        expect(await server.call("GET", thing.path)).toMatchObject({ status: 200, body: thing.whole });
      }
      // Nobody was told of these: they are there as a whole, or not at all.
      for (const thing of asked.filter((one) => !acknowledged.some(({ thing: known }) => known === one))) {
        if (thing.operations) await server.untilIdle();
        const { status, body } = await server.call("GET", thing.path);
        if (status !== 404) expect(body).toMatchObject(thing.whole);
      }
    }
    expect(index).toBeGreaterThan(30);
  } finally {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Running {
  call(verb: string, path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }>;
  until(path: string): Promise<Record<string, unknown>>;
  /** Until no operation is in flight. */
  untilIdle(): Promise<void>;
  enable(): Promise<void>;
  kill(): Promise<void>;
}

async function start(folder: string): Promise<Running> {
  const program = join(__dirname, "killable-server.ts");
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", program, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const running: Running = {
    async call(verb, path, body) {
      const response = await fetch(`${url}${path}`, {
        method: verb,
        headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    async until(path) {
      for (;;) {
        const { status, body } = await running.call("GET", path);
        if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
        if (body["status"] === "DONE" || body["done"] === true) return body;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async untilIdle() {
      while ((await running.call("GET", "/_sandbox/health")).body["unfinished"] !== 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async enable() {
      const { body } = await running.call("POST", `/serviceusage/v1/projects/${project}/services:batchEnable`, {
        serviceIds: ["container", "compute", "secretmanager"].map((api) => `${api}.googleapis.com`),
      });
      await running.until(`/serviceusage/v1/${String(body["name"])}`);
      await running.call("PUT", "/_sandbox/faults", {
        quotas: { CPUS: 1e9, INSTANCES: 1e9, SSD_TOTAL_GB: 1e9, IN_USE_ADDRESSES: 1e9 },
      });
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
  return running;
}
