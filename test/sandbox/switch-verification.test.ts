import { setTimeout as sleep } from "node:timers/promises";
import { Drill } from "../../cli/drill/scenarios";
import type { Stage, Update } from "../../cli/drill/stage";
import { requireDebianPackages } from "../../sandbox/toolchain";
import { BOOT_MS, quiet } from "../../sandbox/testing/test-cluster";
import { openStage, type TestStage } from "./stage";

jest.setTimeout(240_000);

let opened: TestStage;
let stage: Stage;
let drill: Drill;

beforeAll(async () => {
  opened = await openStage();
  ({ stage } = opened);
  drill = await Drill.begin(stage);
}, BOOT_MS);

afterAll(() => opened.close(), 240_000);

/** An update to the idle colour, with these keys of the app. */
const release = (changes: object) => stage.update(drill.file(drill.idle, {}, changes));

async function expectRefused(update: Update, reason: RegExp) {
  expect(update.exit).not.toBe(0);
  expect(update.output).toMatch(reason);
  expect(update.failures).toEqual([]);
  expect(await stage.live()).toBe(drill.active);
}

async function expectReleased({ exit, failures, output }: Update) {
  expect({ exit, failures, ...(exit !== 0 && { output }) }).toEqual({ exit: 0, failures: [] });
  expect(await stage.live()).toBe(drill.idle);
  drill.active = drill.idle;
}

describe("a Job that verifies", () => {
  const job = (script: string) => ({
    verify: [{ job: { image: stage.image, command: ["node", "-e", script], timeout: "60s" } }],
  });

  test("and fails refuses the release, and says what it said", async () => {
    const script = 'console.error("the cart is empty"); process.exit(1)';
    await expectRefused(await release(job(script)), /the cart is empty/);
  });

  test("reaches the colour that is to be released, which has no users yet", async () => {
    const script = `
      fetch(process.env.TARGET_URL).then((answer) => answer.text()).then((text) => {
        if (!text.startsWith("${drill.idle}")) { console.error("got " + text); process.exit(1); }
      });`;
    await expectReleased(await release(job(script)));
  });
});

describe("Prometheus", () => {
  beforeAll(async () => {
    await requireDebianPackages(quiet, { prometheus: "what a query of a verification asks" });
    await startPrometheus();
  }, 300_000);

  const query = (promql: string, max: number) => ({
    verify: [{ prometheus: { server: `${stage.namespace}/prometheus:9090`, query: promql, max } }],
  });

  test.each([
    ["a series above the limit", 'up{job="prometheus"}', 0, /1/],
    ["a number above the limit", 'scalar(up{job="prometheus"})', 0, /1/],
    ["no series at all", "no_such_metric", 0, /the query has no result/],
    ["a range, which is no number", "up[1m]", 0, /gives a matrix/],
    ["a query that Prometheus cannot read", "sum(", 0, /parse error/],
  ])("with %s refuses the release", async (_, promql, max, reason) =>
    expectRefused(await release(query(promql, max)), reason),
  );

  test("with every series within the limit lets it through", async () =>
    expectReleased(await release(query('up{job="prometheus"}', 1))));
});

test("an autoscaled app is released at the size that the live colour has, and no request is lost", async () => {
  const autoscaled = { replicas: undefined, autoscaling: { min: 1, max: 4, cpuPercent: 80 } };
  const same = await stage.update(drill.file(drill.active, {}, autoscaled));
  expect({ exit: same.exit, failures: same.failures }).toEqual({ exit: 0, failures: [] });
  const sizeOf = (color: string) => stage.get("deployment", `web-${color}`, "{.spec.replicas}");
  // As after a busy hour. The autoscaler waits for five minutes before it takes one away.
  await stage.cluster.kubectl(["-n", stage.namespace, "scale", `deployment/web-${drill.active}`, "--replicas=3"]);
  await expectReleased(await release(autoscaled));
  expect(await sizeOf(drill.active)).toBe("3");
  // An update to a fixed size that fails leaves the autoscalers as they were.
  await expectRefused(await release({ verify: [{ http: { path: "/", status: 404 } }] }), /404/);
  for (const color of [drill.active, drill.idle]) {
    const bounds = "{.spec.minReplicas} {.spec.maxReplicas} {.metadata.annotations.gke-bluegreen\\.dev/held}";
    expect(await stage.get("hpa", `web-${color}`, bounds)).toBe("1 4 ");
  }
  const fixed = await stage.update(drill.file(drill.active));
  expect({ exit: fixed.exit, failures: fixed.failures }).toEqual({ exit: 0, failures: [] });
  expect(await sizeOf(drill.active)).toBe("2");
});

test.each([
  ["while the release is verified", "verify"],
  ["while users of the release are watched", "analyse"],
] as const)("an API server that goes %s costs no request, and the next update ends the switch", async (_, when) => {
  const target = drill.idle;
  const slow = { job: { image: stage.image, command: ["node", "-e", "setTimeout(() => {}, 8000)"], timeout: "60s" } };
  const changes = when === "verify" ? { verify: [slow] } : { analysis: { seconds: 8, path: "/watched" } };
  const outage = (async () => {
    const begun = async () =>
      when === "verify" ? (await verifying()).includes("Running") : (await stage.live()) === target;
    while (!(await begun())) await sleep(50);
    await killApiServer();
  })();
  const struck = await release(changes);
  await outage;
  expect(struck.failures).toEqual([]);
  if (struck.exit !== 0) expect(struck.output).toMatch(/API server|ECONN|not reach/i);
  const next = await release(changes);
  expect({ exit: next.exit, failures: next.failures }).toEqual({ exit: 0, failures: [] });
  expect(await stage.live()).toBe(target);
  drill.active = target;
});

/** The phases of the pods that verify a release. */
const verifying = () =>
  stage.cluster.kubectl([
    ...["-n", stage.namespace, "get", "pods", "-l", "app=web-verify"],
    ...["-o", "jsonpath={.items[*].status.phase}"],
  ]);

async function killApiServer(): Promise<void> {
  const { sandbox, id } = opened.cluster;
  const all = await sandbox.supervisor.statuses();
  const server = all.find(({ name }) => name.endsWith("/kube-apiserver") && name.includes(id.name));
  if (server?.pid === undefined) throw new Error(`no API server among ${all.map(({ name }) => name).join(", ")}`);
  process.kill(server.pid, "SIGKILL");
}

/** A Prometheus that watches itself. */
async function startPrometheus(): Promise<void> {
  const metadata = { name: "prometheus", namespace: stage.namespace, labels: { app: "prometheus" } };
  const config =
    "{ scrape_configs: [{ job_name: prometheus, scrape_interval: 1s, static_configs: [{ targets: ['127.0.0.1:9090'] }] }] }";
  const server = {
    name: "prometheus",
    image: stage.image,
    command: ["/usr/local/bin/prometheus", "--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/data"],
    readinessProbe: { httpGet: { path: "/-/ready", port: 9090 } },
    volumeMounts: [
      { name: "program", mountPath: "/usr/local/bin/prometheus", readOnly: true },
      { name: "config", mountPath: "/etc/prometheus" },
      { name: "data", mountPath: "/data" },
    ],
  };
  const volumes = [
    { name: "program", hostPath: { path: "/usr/bin/prometheus", type: "File" } },
    { name: "config", configMap: { name: "prometheus" } },
    { name: "data", emptyDir: {} },
  ];
  const items = [
    { apiVersion: "v1", kind: "ConfigMap", metadata, data: { "prometheus.yml": config } },
    { apiVersion: "v1", kind: "Pod", metadata, spec: { containers: [server], volumes } },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: { selector: { app: "prometheus" }, ports: [{ port: 9090 }] },
    },
  ];
  await opened.cluster.apply(...items);
  await stage.cluster.kubectl([
    "-n",
    stage.namespace,
    "wait",
    "--for=condition=Ready",
    "pod/prometheus",
    "--timeout=120s",
  ]);
  // Its first look at itself comes a second after its start.
  const query = `/api/v1/namespaces/${stage.namespace}/services/prometheus:9090/proxy/api/v1/query?query=up`;
  while (!(await stage.cluster.kubectl(["get", "--raw", query])).includes('"1"')) await sleep(200);
}
