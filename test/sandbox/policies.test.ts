import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ENDPOINTS } from "../../sandbox/home/environment";
import { ruleList } from "../../policies/rules";
import { installPlugins } from "../../sandbox/plugins/install";
import { makeProjectView } from "../../cli/journey/project-view";
import { badSettings, badStack } from "./policies/bad-stack";
import { EngineStack, type Declared } from "../../sandbox/testing/engine-stack";

jest.setTimeout(300_000);

const root = resolve(__dirname, "../..");
const pack = join(root, "policies");

interface Told {
  readonly policy: string;
  readonly urn: string;
  readonly message: string;
  readonly enforcement: "mandatory" | "advisory" | "undecidable" | "exempted";
}

let stack: EngineStack;
beforeAll(async () => {
  execFileSync(process.execPath, [join(root, "build.mjs")]);
  stack = await EngineStack.make();
});
afterAll(() => stack.remove());

/** Previews a program with the pack, by way of the command that people use. */
async function judged(
  resources: readonly Declared[],
  config: object = {},
): Promise<{ readonly code: number; readonly told: readonly Told[]; readonly said: string }> {
  stack.program(resources);
  const file = join(stack.folder, "settings.json");
  writeFileSync(file, JSON.stringify(config));
  const { code, stdout, stderr } = await stack.command(
    ...["preview", "--format", "json", "--policy-pack", pack, "--policy-pack-config", file],
  );
  const told = stdout === "" ? [] : (JSON.parse(stdout) as { preview: { violations: Told[] } }).preview.violations;
  return { code, told, said: `${stderr}${stdout}` };
}

const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";
const cluster = (props: object = {}): Declared => ({
  type: "gcp:container/cluster:Cluster",
  name: "shop",
  props: { name: "shop", location: "europe-west1-b", ...props },
});
const pool = (management: object): Declared => ({
  type: "gcp:container/nodePool:NodePool",
  name: "pool",
  props: { cluster: "shop", management },
});

test("imageview breaks no mandatory rule", async () => {
  const view = join(stack.folder, "imageview");
  makeProjectView(view);
  copyFileSync(join(root, "Pulumi.sandbox.yaml"), join(view, "Pulumi.sandbox.yaml"));
  const home = join(stack.folder, "imageview-home");
  const backend = join(stack.folder, "imageview-backend");
  mkdirSync(backend);
  await installPlugins(home);
  const environment = {
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_CONFIG_PASSPHRASE: "sandbox", // That of the file's made-up secrets.
    PULUMI_GCP_SKIP_REGION_VALIDATION: "true",
    GOOGLE_OAUTH_ACCESS_TOKEN: "none: nothing is asked of Google in a preview from nothing",
    // Nothing listens there.
    ...Object.fromEntries(Object.keys(ENDPOINTS).map((name) => [name, "http://127.0.0.1:9/"])),
  };
  expect(await stack.elsewhere(view, environment).pulumi("stack", "init", "sandbox")).toMatchObject({ code: 0 });
  const { code, stdout, stderr } = await stack
    .elsewhere(view, environment)
    .command("preview", "--stack", "sandbox", "--format", "json");
  expect(stderr).toBe("");
  const { preview } = JSON.parse(stdout) as { preview: { violations: Told[]; policyPacks: object } };
  // By default: no option named the pack.
  expect(preview.policyPacks).toHaveProperty("gke-bluegreen");
  expect(preview.violations.filter(({ enforcement }) => enforcement === "mandatory")).toEqual([]);
  expect(preview.violations).not.toEqual([]);
  expect(code).toBe(2);
});

test("every rule is found in a stack that breaks them all", async () => {
  const { resources, expected } = badStack();
  const { told, code } = await judged(resources, badSettings());
  const found = new Set(told.map(({ policy, urn }) => `${policy} ${nameOf(urn)}`));
  const missed = expected.filter(({ rule, name }) =>
    name.endsWith("*")
      ? ![...found].some((one) => one.startsWith(`${rule} ${name.slice(0, -1)}`))
      : !found.has(`${rule} ${name}`),
  );
  expect(missed).toEqual([]);
  // These speak of the whole stack.
  const ofAll = ruleList.map(({ id }) => id).filter((id) => /^(cost|limit|node-surge)-/.test(id));
  expect(ofAll.length).toBeGreaterThan(10);
  for (const rule of ofAll) expect(told.map(({ policy }) => policy)).toContain(rule);
  expect(told.filter(({ message }) => /the rule itself failed/.test(message))).toEqual([]);
  expect(code).toBe(3);
});

describe("an exemption", () => {
  const exemption = { resource: "shop", reason: "a teaching cluster that lives for one day", expires: "2999-12-31" };
  const rule = "cluster-no-legacy-authorization";
  const bad = [cluster({ enableLegacyAbac: true })];
  const messages = (told: readonly Told[]) =>
    told.filter(({ policy }) => policy === rule).map(({ message }) => message);

  test("that is valid takes the violation away", async () => {
    expect(messages((await judged(bad)).told)).toHaveLength(1);
    const { told } = await judged(bad, { [rule]: { exemptions: [exemption] } });
    expect(messages(told)).toEqual([]);
    // And is listed: an exemption that nobody sees is never questioned.
    const listed = told.filter(({ enforcement }) => enforcement === "exempted").map(({ message }) => message);
    expect(listed).toEqual([expect.stringContaining(`${rule} (shop, until 2999-12-31: a teaching cluster`)]);
  });

  test("that ran out brings it back and says so", async () => {
    const { told } = await judged(bad, { [rule]: { exemptions: [{ ...exemption, expires: "2026-01-31" }] } });
    expect(messages(told)).toEqual([expect.stringContaining("ran out on 2026-01-31")]);
  });

  test.each([
    ["without a reason", { ...exemption, reason: undefined }, /reason/],
    ["with a short reason", { ...exemption, reason: "because" }, /reason/],
    ["with an unknown key", { ...exemption, forever: true }, /forever/],
    ["with a date in words", { ...exemption, expires: "next year" }, /expires/],
  ])("fails %s before any rule runs", async (_, given, message) => {
    const { said, code } = await judged(bad, { [rule]: { exemptions: [given] } });
    expect(said).toMatch(message);
    expect(code).toBe(1);
  });

  test("with a day that no month has is named, and exempts nothing", async () => {
    const { told } = await judged(bad, { [rule]: { exemptions: [{ ...exemption, expires: "2027-02-30" }] } });
    expect(messages(told)).toEqual([expect.stringMatching(/configuration of .* is wrong: exemptions\.0\.expires/)]);
  });
});

test("a configuration of a rule that is not there is refused, and the nearest is named", async () => {
  const { said, code } = await judged([cluster()], { "cluster-regionl": "disabled" });
  expect(said).toMatch(/got "cluster-regionl"; expected the id of a rule, such as cluster-regional/);
  expect(code).toBe(1);
});

test("a rule set to remediate mends what it finds, and only that rule", async () => {
  const settings = { "node-pool-auto-repair": "remediate" };
  const { told } = await judged([cluster(), pool({ autoRepair: false, autoUpgrade: false })], settings);
  const policies = told.filter(({ urn }) => nameOf(urn) === "pool").map(({ policy }) => policy);
  expect(policies).not.toContain("node-pool-auto-repair");
  expect(policies).toContain("node-pool-auto-upgrade");
  // The engine makes the mended resource.
  const updated = await stack.pulumi(
    ...["up", "--yes", "--skip-preview", "--policy-pack", pack, "--policy-pack-config"],
    writeSettings(settings),
  );
  if (updated.code !== 0) throw new Error(updated.stdout + updated.stderr);
  const state = JSON.parse((await stack.pulumi("stack", "export")).stdout) as {
    deployment: { resources?: { urn: string; inputs?: { management?: object } }[] };
  };
  expect(state.deployment.resources?.find(({ urn }) => nameOf(urn) === "pool")?.inputs?.management).toEqual({
    autoRepair: true,
    autoUpgrade: false,
  });
});

function writeSettings(settings: object): string {
  const file = join(stack.folder, "up-settings.json");
  // A mended resource stands in a stack that is allowed to be as bad as it is.
  const advised = Object.fromEntries(ruleList.map(({ id }) => [id, "advisory"]));
  writeFileSync(file, JSON.stringify({ ...advised, ...settings }));
  return file;
}

test("a value that is known only after the update is undecidable, and hides nothing else", async () => {
  const { told } = await judged([
    cluster({ enableLegacyAbac: true }),
    { type: "gcp:serviceaccount/account:Account", name: "nodes", props: { accountId: "nodes" } },
    {
      type: "gcp:container/nodePool:NodePool",
      name: "pool",
      props: { cluster: "shop", nodeConfig: { serviceAccount: { $ref: ["nodes", "email"] } } },
    },
  ]);
  const [undecidable] = told.filter(({ enforcement }) => enforcement === "undecidable");
  expect(undecidable?.message).toContain("node-service-account (pool: nodeConfig.serviceAccount)");
  expect(told.map(({ policy }) => policy)).toEqual(
    expect.arrayContaining(["cluster-no-legacy-authorization", "node-metadata-server"]),
  );
});

test("resources of types that nobody knows pass", async () => {
  const { told, code } = await judged([
    { type: "kubernetes:example.com/v1:Widget", name: "widget", props: { spec: { anything: [1, null, { a: "b" }] } } },
    { type: "gcp:quantum/computer:Computer", name: "computer", props: { qubits: 7 } },
  ]);
  expect(told).toEqual([]);
  expect(code).toBe(2);
});

test("a resource of a shape that nobody foresaw fails the rule and not the others", async () => {
  const { told } = await judged([
    {
      type: "kubernetes:apps/v1:Deployment",
      name: "odd",
      props: { metadata: "?", spec: { template: { spec: { containers: 7 } } } },
    },
    cluster({ enableLegacyAbac: true }),
  ]);
  expect(told.some(({ message, urn }) => nameOf(urn) === "odd" && /the rule itself failed/.test(message))).toBe(true);
  expect(told.map(({ policy }) => policy)).toContain("cluster-no-legacy-authorization");
});

test("the increase of the bill is measured against the stack as it is", async () => {
  const nodes = (nodeCount: number): Declared => ({
    type: "gcp:container/nodePool:NodePool",
    name: "nodes",
    props: { cluster: "shop", location: "europe-west1-b", nodeCount, nodeConfig: { machineType: "e2-standard-4" } },
  });
  stack.program([cluster({ removeDefaultNodePool: true }), nodes(3)]);
  await stack.up();
  const told = async (count: number) =>
    (
      await judged([cluster({ removeDefaultNodePool: true }), nodes(count)], {
        "cost-monthly-increase": { limit: 200 },
      })
    ).told
      .filter(({ policy }) => policy === "cost-monthly-increase")
      .map(({ message }) => message);
  expect(await told(4)).toEqual([]);
  expect(await told(6)).toEqual([expect.stringMatching(/adds \$\d+\.\d\d a month .* the limit is \$200/)]);
});

test("--no-policies checks with no pack, and a folder without one is refused", async () => {
  stack.program([cluster({ enableLegacyAbac: true })]);
  expect((await stack.command("preview", "--no-policies")).code).toBe(2);
  const { code, stderr } = await stack.command("preview", "--policy-pack", "nowhere");
  expect(stderr).toMatch(/--policy-pack: got nowhere, where there is no PulumiPolicy.yaml/);
  expect(code).toBe(1);
  expect(readFileSync(join(pack, "PulumiPolicy.yaml"), "utf8")).toContain("nodejs");
});
