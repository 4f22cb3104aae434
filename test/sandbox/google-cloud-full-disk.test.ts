import { execFileSync } from "node:child_process";
import { rmSync, writeSync, openSync, closeSync } from "node:fs";
import { join } from "node:path";
import { type Answer, SandboxCloud } from "../unit/google-cloud/sandbox-cloud";

jest.setTimeout(120_000);

const project = "demo-proj";
const clusters = `/container/v1/projects/${project}/locations/europe-west1-b/clusters`;

// A disk of its own, so that it can be full without harm to anybody else.
const cloud = new SandboxCloud();
const filler = join(cloud.folder, "filler");

beforeAll(async () => {
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=24m,mode=0700", "tmpfs", cloud.folder]);
  await cloud.start();
  await cloud.enable(project, "storage", "container", "compute", "secretmanager");
});

afterAll(async () => {
  await cloud.server.close();
  execFileSync("umount", [cloud.folder]);
  rmSync(cloud.folder, { recursive: true });
});

test("a full disk refuses what it cannot keep, and what is under way goes on once there is space", async () => {
  let open = () => {};
  cloud.clusters.gate = new Promise<void>((resolve) => (open = resolve));
  const { body: operation } = await cloud.call("POST", clusters, { cluster: { name: "a", initialNodeCount: 1 } });
  const operationPath = `/container/v1/projects/${project}/locations/europe-west1-b/operations/${operation["name"] as string}`;

  fill();
  const { acknowledged, refused } = await makeSecretsUntilRefused();
  expect(refused).toMatchObject({
    status: 503,
    body: { error: { status: "UNAVAILABLE", message: expect.stringContaining("disk is full") as string } },
  });
  open();
  // The server answers while it cannot write, and does not call done what it could not record.
  expect(await cloud.call("GET", operationPath)).toMatchObject({ status: 200, body: { status: "RUNNING" } });

  rmSync(filler);
  expect(await cloud.until(operationPath)).toMatchObject({ status: "DONE" });
  expect(await cloud.call("GET", `${clusters}/a`)).toMatchObject({ status: 200, body: { status: "RUNNING" } });
  for (const path of acknowledged) expect(await cloud.call("GET", path)).toMatchObject({ status: 200 });
  expect((await makeSecret(acknowledged.length)).status).toBe(200);
});

test("an upload that does not fit is refused and leaves nothing behind", async () => {
  await cloud.call("POST", `/storage/v1/b?project=${project}`, { name: "sources" });
  fill();
  const upload = () =>
    cloud.call("POST", "/upload/storage/v1/b/sources/o?uploadType=media&name=a", "x".repeat(2 ** 20));
  expect(await upload()).toMatchObject({ status: 503, body: { error: { status: "UNAVAILABLE" } } });
  rmSync(filler);
  expect(await cloud.call("GET", "/storage/v1/b/sources/o/a")).toMatchObject({ status: 404 });
  expect(await upload()).toMatchObject({ status: 200, body: { size: String(2 ** 20) } });
});

/** Takes all the space there is. */
function fill(): void {
  const file = openSync(filler, "w");
  try {
    for (const size of [2 ** 16, 2 ** 12]) {
      const block = Buffer.alloc(size);
      try {
        for (;;) writeSync(file, block);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    }
  } finally {
    closeSync(file);
  }
}

const secrets = `/secretmanager/v1/projects/${project}/secrets`;

function makeSecret(index: number): Promise<Answer> {
  return cloud.call("POST", `${secrets}?secretId=secret-${index}`, {
    replication: { automatic: {} },
    labels: { filling: "x".repeat(60) },
  });
}

/** The database has free pages of its own to begin with, so not the first one is refused. */
async function makeSecretsUntilRefused(): Promise<{ acknowledged: string[]; refused: Answer }> {
  const acknowledged: string[] = [];
  for (let index = 0; index < 5_000; index++) {
    const answer = await makeSecret(index);
    if (answer.status !== 200) return { acknowledged, refused: answer };
    acknowledged.push(`${secrets}/secret-${index}`);
  }
  throw new Error("the disk took 5,000 secrets: it is not full");
}
