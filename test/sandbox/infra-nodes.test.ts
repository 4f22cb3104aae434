import { InfraProject } from "./infra/project";

jest.setTimeout(120_000);

/** `gke-bluegreen nodes`, run as a person does, against the sandbox's BLUE_GREEN upgrades. */
let project: InfraProject;
beforeAll(async () => {
  project = await InfraProject.create();
  const stack = project.stack("pools");
  const upgrade = { strategy: "BLUE_GREEN", poolSoak: "30m", batchSoak: "1s" };
  stack.configure({
    cluster: { name: "pools", location: "asia-northeast3-a", nodePools: { default: { nodeCount: 2, upgrade } } },
  });
  await stack.mustUp();
}, 120_000);
afterAll(() => project.close());

const nodes = (...words: readonly string[]) => project.cli(["nodes", ...words, "--stack", "pools"]);

test.each([
  ["rollback", "1.35.4-gke.1085000"],
  ["complete", "1.35.4-gke.1165000"],
])("an upgrade tells batch and soak while it runs; %s in the soak leaves the pool at %s", async (end, version) => {
  let soaks = () => {};
  const soaking = new Promise<void>((resolve) => (soaks = resolve));
  const lines: string[] = [];
  const upgrade = project.cli(["nodes", "upgrade", "default", "--stack", "pools", "--version", "latest"], (line) => {
    lines.push(line);
    if (line.includes("node pool soaking")) soaks();
  });
  await Promise.race([soaking, upgrade]);
  expect(lines.at(-1)).toMatch(/soaking, to 1\.35\.4-gke\.1165000, for 1800 s: `nodes complete` ends it/);
  expect(await nodes(end, "default")).toMatchObject({ exit: 0 });
  expect((await upgrade).exit).toBe(0);
  expect(lines.at(-1)).toMatch(new RegExp(`done: default-[0-9a-f]{6} is at ${version}`));
});

test("fails where nothing is to be taken back, and for a pool that is not there", async () => {
  expect(await nodes("rollback", "default")).toMatchObject({
    exit: 1,
    output: expect.stringContaining("no blue/green upgrade to roll back") as string,
  });
  expect(await nodes("rollback", "defualt")).toMatchObject({
    exit: 1,
    output: expect.stringMatching(/got defualt; expected one of default-/) as string,
  });
});
