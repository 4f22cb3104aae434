import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage, StageFile } from "../../cli/drill/stage";
import { APP_LABEL } from "../../lib/release/marks";
import { BOOT_MS, eventually } from "../../sandbox/testing/test-cluster";
import { openStage, type TestStage } from "./stage";
import { ask } from "./traffic";
import { putUp, recordedIn } from "./upgrade-stack";

jest.setTimeout(240_000);
/** Ingress and Gateway are built when they are first needed. */
const BUILD_MS = 900_000;

let opened: TestStage;
let stage: Stage;
let recorded: ReturnType<typeof recordedIn>;

beforeAll(async () => {
  opened = await openStage();
  ({ stage } = opened);
  const kubeconfig = stage.project.environment["KUBECONFIG_TEXT"] ?? "";
  recorded = recordedIn({ namespace: stage.namespace, image: stage.image, kubeconfig });
  await putUp(stage, recorded);
  const layer7 = await stage.loopback("Ingresses and Gateways", 80, BUILD_MS);
  stage.entrances = [
    { url: await stage.loopback(`Service ${stage.namespace}/web`, 8080) },
    { url: layer7, headers: { Host: "l7.example.com" } },
    { url: layer7, headers: { Host: "cart.example.com" } },
  ];
  for (const { url, headers } of stage.entrances)
    await eventually(`answers at ${url}`, async () => (await ask(url, headers)).status === 200);
  await eventually("all pods are ready", async () => !(await pods()).some(({ ready }) => !ready));
}, BUILD_MS + BOOT_MS);

afterAll(() => opened.close(), 240_000);

interface Pod {
  readonly metadata: { readonly name: string; readonly uid: string; readonly labels: Readonly<Record<string, string>> };
  readonly status: {
    readonly containerStatuses?: readonly { readonly ready: boolean; readonly restartCount: number }[];
  };
}

async function pods() {
  const { items } = JSON.parse(await stage.cluster.kubectl(["-n", stage.namespace, "get", "pods", "-o", "json"])) as {
    items: readonly Pod[];
  };
  return items.map(({ metadata: { name, uid, labels }, status: { containerStatuses = [] } }) => {
    const ready = containerStatuses.length > 0 && containerStatuses.every((one) => one.ready);
    return { name, uid, labels, ready, restarts: containerStatuses.map(({ restartCount }) => restartCount) };
  });
}

/** Each recorded object's identity, and the number of changes of what it states, which is autoscalers' where there are any. */
async function identities(): Promise<readonly string[]> {
  const kinds = [...new Set(recorded.objects.map(({ kind }) => kind))].join(",");
  const path = "{range .items[*]}{.kind}/{.metadata.name} {.metadata.uid} {.metadata.generation}{'\\n'}{end}";
  const text = await stage.cluster.kubectl(["-n", stage.namespace, "get", kinds, "-o", `jsonpath=${path}`]);
  const known = recorded.objects.map(({ kind, metadata }) => `${kind}/${metadata.name} `);
  return text
    .split("\n")
    .filter((line) => known.some((start) => line.startsWith(start)))
    .map((line) => (line.startsWith("Deployment/l7-") ? line.replace(/ \d+$/, "") : line));
}

/** What the engine did that is more than nothing, as `operation type name`. */
async function stepsOf(file: StageFile, args: readonly string[]) {
  const log = join(stage.project.folder, "events.json");
  const run = await stage.update(file, { PULUMI_DEBUG_COMMANDS: "1" }, [...args, "--event-log", log]);
  const steps = readFileSync(log, "utf8")
    .split("\n")
    .flatMap((line) => (line === "" ? [] : [JSON.parse(line) as EngineEvent]))
    .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
    .filter(({ op }) => op !== "same")
    .map(({ op, type, urn }) => `${op} ${type.replace(/^.*:/, "")} ${urn.replace(/^.*::/, "")}`);
  return { ...run, steps: steps.sort() };
}

interface EngineEvent {
  readonly resourcePreEvent?: {
    readonly metadata: { readonly op: string; readonly type: string; readonly urn: string };
  };
}

const without = (app: string): StageFile => {
  const apps = Object.entries(recorded.config.apps).filter(([name]) => name !== app);
  return { ...recorded.config, apps: Object.fromEntries(apps) };
};

test("the first update of a stack that the earlier version made may take an app away, and leaves what another one shares with it", async () => {
  const { exit, steps } = await stepsOf(without("api"), ["preview"]);
  expect(exit).toBe(0);
  expect(steps).toContain("delete Deployment api-green");
  expect(steps.filter((step) => /ConfigMap|Secret/.test(step))).toEqual([]);
});

test("the first update of a stack that the earlier version made replaces nothing, touches no pod and loses no request", async () => {
  const before = { pods: await pods(), identities: await identities() };
  expect(before.identities).toHaveLength(recorded.objects.length);
  const { exit, failures, steps, output } = await stepsOf(recorded.config, ["up", "--yes", "--skip-preview"]);
  expect({ exit, failures, output: exit === 0 ? "" : output }).toEqual({ exit: 0, failures: [], output: "" });
  // Records of our own plugin, and nothing in the cluster.
  expect(steps).toEqual([
    ...["api", "cart", "l7", "web"].map((app) => `update ReleaseGuard ${app}`),
    ...["api", "web"].map((app) => `update TrafficSwitch ${app}`),
    "update TrafficSwitchGroup both",
  ]);
  const after = { pods: await pods(), identities: await identities() };
  // All that were there, as they were. The autoscalers of l7 may add pods of their own accord.
  expect(after.pods).toEqual(expect.arrayContaining(before.pods));
  expect(after.pods.filter(({ name }) => !name.startsWith("l7-"))).toHaveLength(
    before.pods.filter(({ name }) => !name.startsWith("l7-")).length,
  );
  expect(after.identities).toEqual(before.identities);
  expect((await stepsOf(recorded.config, ["preview"])).steps).toEqual([]);
});

test("when an app goes whose settings were another's too, that one's next pod starts", async () => {
  const { exit, failures } = await stage.update(without("api"));
  expect({ exit, failures }).toEqual({ exit: 0, failures: [] });
  const live = (await pods()).filter(({ labels }) => labels["app"] === "web" && labels["color"] === "green");
  await stage.cluster.kubectl(["-n", stage.namespace, "delete", "pod", ...live.map(({ name }) => name)]);
  const isAnew = async () =>
    (await pods()).some(
      ({ labels, ready, uid }) =>
        ready && labels["app"] === "web" && labels["color"] === "green" && !live.some((one) => one.uid === uid),
    );
  await eventually("the next pod is ready", isAnew);
  expect(live).toHaveLength(1);
});

test("new names and labels come with the next release, which loses no request", async () => {
  const { web } = recorded.config.apps as { web: { active: string; colors: { blue: { env: object } } } };
  const { blue } = web.colors;
  const next = { ...blue, env: { ...blue.env, VERSION: "2" } };
  const release = { ...web, active: "blue", colors: { ...web.colors, blue: next }, verify: [{ http: { path: "/" } }] };
  const file = without("api");
  const { exit, failures, output } = await stage.update({ ...file, apps: { ...file.apps, web: release } });
  expect({ exit, failures, output: exit === 0 ? "" : output }).toEqual({ exit: 0, failures: [], output: "" });
  const made = (await pods()).filter(({ labels }) => labels["app"] === "web" && labels["color"] === "blue");
  expect(made.map(({ labels }) => labels[APP_LABEL])).toEqual(["web"]);
});
