import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServerProcess } from "./server-process";
import { anyAnswer, otherwise } from "../../../lib/errors/expected";

// Processes are started and killed: seconds each on a busy machine.
jest.setTimeout(240_000);

const { project } = ServerProcess;
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
  let server = await ServerProcess.start(folder);
  try {
    await server.prepare();
    let index = 0;
    for (const killAfter of [3, 10, 23]) {
      const asked: Thing[] = [];
      const acknowledged: { thing: Thing; operation: string | undefined }[] = [];
      let killed: Promise<void> | undefined;
      const worker = async () => {
        while (!killed) {
          const thing = things[index % things.length]!(index++);
          asked.push(thing);
          const answer = await server.call("POST", ...thing.make).catch(otherwise(undefined, anyAnswer));
          if (answer === undefined) return;
          // A whole answer came: from here on it must not be lost.
          if (answer.status !== 200) throw new Error(`${thing.path}: ${JSON.stringify(answer.body)}`);
          acknowledged.push({ thing, operation: thing.operations && String(answer.body["name"]) });
          if (acknowledged.length >= killAfter) killed ??= server.kill();
        }
      };
      await Promise.all(Array.from({ length: 6 }, worker));
      await killed;
      server = await ServerProcess.start(folder);

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
