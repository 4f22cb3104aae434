import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "../../sandbox/google-cloud/transport/faults";
import type { EngineRun } from "../../sandbox/testing/pulumi-project";
import { InfraProject } from "./infra/project";
import { eventually } from "../../sandbox/testing/test-cluster";

jest.setTimeout(240_000);

/** What goes wrong at Google during an update: the message says it, the state stays valid, and the next update finishes the job. */
let project: InfraProject;
beforeAll(async () => {
  project = await InfraProject.create({
    run: async ({ args }, { signal, log }) => {
      if (args.includes("WAY=fails")) {
        log("npm error missing script: build");
        return 1;
      }
      if (args.includes("WAY=hangs"))
        await new Promise<never>((_, reject) =>
          signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }),
        );
      return 0;
    },
  });
}, 120_000);
afterAll(() => project.close());

const configuration = (way = "works") => ({
  cluster: {
    name: "bumpy",
    location: "asia-northeast3-a",
    deletionProtection: false,
    nodePools: { default: { nodeCount: 1 } },
  },
  images: { site: { context: "examples/imageview", tags: { v1: { buildArgs: { WAY: way } } } } },
});

test("transient faults are waited out, terminal ones are told, and each next update goes on until all stands", async () => {
  const stack = project.stack("bumpy");
  stack.configure(configuration("fails"));
  const later = { times: 2, error: { status: 503, message: "The service is currently unavailable." } };
  const tooMany = { times: 2, error: { status: 429, code: "RESOURCE_EXHAUSTED", message: "Quota exceeded for reads" } };
  const disabled = {
    status: 403,
    code: "PERMISSION_DENIED",
    reason: "SERVICE_DISABLED",
    message: "Kubernetes Engine API has not been used in project bumpy-project before or it is disabled.",
  };
  await project.faults(
    // On, says Service Usage; the API has not heard of it yet.
    { method: "container.ClusterManager.ListClusters", times: 2, error: disabled },
    { method: "*Networks.Insert", ...later },
    { method: "*Subnetworks.Insert", loseAnswer: true },
    { method: "*AlertPolic*Create*", ...tooMany },
    {
      operation: {
        type: "CREATE_CLUSTER",
        phase: "nodes",
        message: "the zone has no machines left",
        code: "RESOURCE_EXHAUSTED",
      },
    },
  );
  const first = await stack.up();
  expect(first.exit).not.toBe(0);
  expect(first.output).toMatch(/the zone has no machines left/);
  // The build is beside the cluster and not behind it.
  expect(first.output).toMatch(/step build-v1 of build \S+ failed: build step 0/);
  expect(first.output).toMatch(/npm error missing script: build/);
  expect(await project.faultsLeft()).toEqual([]);
  expect(await pending(stack)).toEqual([]);

  stack.configure(configuration());
  await project.faults({
    operation: {
      type: "CREATE_NODE_POOL",
      phase: "end",
      message: "Instance quota exceeded",
      code: "RESOURCE_EXHAUSTED",
    },
  });
  const second = await stack.up();
  expect(second.exit).not.toBe(0);
  expect(second.output).toMatch(/Instance quota exceeded/);
  expect(await pending(stack)).toEqual([]);

  await project.faults({ method: "container.ClusterManager.CreateNodePool", loseAnswer: true });
  await stack.mustUp();
  expect(await project.faultsLeft()).toEqual([]);
  expect(await stack.preview()).toMatch(/Resources:\s+\d+ unchanged\s/);
});

/** What docs/sandbox-faults.md shows, but for the waits of minutes that it shows as well. */
const documented = [
  ...readFileSync(join(__dirname, "../../docs/sandbox-faults.md"), "utf8").matchAll(/```json\n([^`]+)```/g),
]
  .map(([, text = ""]) => JSON.parse(text) as { faults?: Fault[]; quotas?: Record<string, number>; timing?: object })
  .filter(({ timing }) => timing === undefined);

test("every fault that the documentation shows, in the life of one stack: each is told or waited out, and each next try goes on", async () => {
  const stack = project.stack("unlucky");
  stack.configure({
    ...configuration(),
    cluster: {
      ...configuration().cluster,
      name: "unlucky",
      nodePools: { default: { nodeCount: 1, upgrade: { strategy: "BLUE_GREEN", batchSoak: "1s", poolSoak: "1s" } } },
    },
  });
  const faults = documented.flatMap((one) => one.faults ?? []);
  const quotas = Object.assign({}, ...documented.map((one) => one.quotas ?? {})) as Record<string, number>;
  expect((await project.cloud.call("PUT", "/_sandbox/faults", { faults, quotas })).status).toBe(200);
  const told = new RegExp(faults.flatMap(({ error, operation }) => wordsOf(error ?? operation)).join("|"));
  /** A step of the life, again and again until it ends well. */
  const survive = async (tries: number, step: () => Promise<EngineRun>) => {
    let done = await step();
    for (let time = 1; time < tries && done.exit !== 0; time++) {
      expect(done.output).toMatch(told);
      expect(await pending(stack)).toEqual([]);
      done = await step();
    }
    if (done.exit !== 0) throw new Error(done.output);
  };
  await survive(8, () => stack.up());
  const location = "/container/v1/projects/unlucky-project/locations/asia-northeast3-a";
  expect(await project.cloud.call("GET", `${location}/clusters/unlucky`)).toMatchObject({
    body: { status: "RUNNING" },
  });
  await survive(2, () => project.cli(["nodes", "upgrade", "default", "--stack", "unlucky", "--version", "latest"]));
  // No machine is behind these clusters, so none could be asked for its load balancers and disks.
  const { body } = await project.cloud.call<{ name: string }>("DELETE", `${location}/clusters/unlucky`);
  await project.cloud.until(`${location}/operations/${body.name}`);
  await survive(3, () => stack.run(["destroy", "--yes", "--skip-preview"]));
  expect(await project.faultsLeft()).toEqual([]);
}, 480_000);

/** What a person can know a fault by. */
function wordsOf({ message, reason, code }: Partial<NonNullable<Fault["error"]>> = {}): string[] {
  return [message, reason, code].flatMap((word) => (word === undefined ? [] : [word.replace(/\.$/, "")]));
}

test("a quota that is too small fails the preview, upgrades included, and nothing is created", async () => {
  const stack = project.stack("tight");
  await project.cloud.enable("tight-project", "container", "compute");
  await project.cloud.call("PUT", "/_sandbox/faults", { quotas: { CPUS: 3 } });
  try {
    stack.configure({
      cluster: {
        name: "tight",
        location: "asia-northeast3-a",
        nodePools: { default: { machineType: "n1-standard-2" } },
      },
    });
    const { exit, output } = await stack.run(["preview"]);
    expect(exit).not.toBe(0);
    expect(output).toMatch(/4 more CPUS are needed in asia-northeast3 .* 3 of 3 are free/);
    expect((await stack.up()).exit).not.toBe(0);
    expect((await stack.resources()).filter(({ type }) => /compute|container/.test(type))).toEqual([]);
  } finally {
    await project.cloud.call("PUT", "/_sandbox/faults", { quotas: {} });
  }
});

test("cancelling the update cancels the build", async () => {
  const stack = project.stack("halted");
  const { images } = configuration("hangs");
  stack.configure({
    cluster: { existing: { name: "bumpy", location: "asia-northeast3-a", project: "bumpy-project" } },
    images,
    registry: { location: "asia-northeast3" },
  });
  await stack.run(["stack", "select"]);
  const update = execFile("pulumi", ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", stack.name], {
    cwd: project.folder,
    env: project.environment,
  });
  const ended = new Promise((resolve) => update.on("close", resolve));
  const builds = async () =>
    (
      await project.cloud.call<{ builds?: { status: string }[] }>(
        "GET",
        "/cloudbuild/v1/projects/halted-project/locations/global/builds",
      )
    ).body.builds ?? [];
  await eventually("a build works", async () => (await builds())[0]?.status === "WORKING", 120_000);
  update.kill("SIGINT");
  await ended;
  expect((await builds()).map(({ status }) => status)).toEqual(["CANCELLED"]);
});

/** Operations that the engine does not know the end of. */
async function pending(stack: { must(...args: string[]): Promise<string> }): Promise<readonly unknown[]> {
  const { deployment } = JSON.parse(await stack.must("stack", "export")) as {
    deployment: { pending_operations?: readonly unknown[] };
  };
  return deployment.pending_operations ?? [];
}
