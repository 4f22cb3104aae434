import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { addonStatus } from "../../sandbox/kubernetes/addons";
import { ClusterStore } from "../../sandbox/kubernetes/state";
import { registryAddress } from "../../sandbox/kubernetes";
import { credentials } from "../../sandbox/credentials";
import { BOOT_MS, command, eventually, sharedCluster, type TestCluster } from "./harness";
import { PulumiProject } from "./kubernetes-plugin/project";
import { Traffic } from "./traffic";

jest.setTimeout(240_000);

const root = resolve(__dirname, "../..");
let cluster: TestCluster;
let namespace: string;
let project: PulumiProject;
let configFile: string;
let url: string;
let image: string;

/** A server whose colour, version and faults are in its environment. */
const server = `
const { COLOR, VERSION, MODE } = process.env;
if (MODE === "crash") process.exit(3);
let served = 0;
const app = require("http").createServer((request, answer) => {
  const health = request.url === "/healthz";
  if (!health) served++;
  if (MODE === "never-ready" && health) answer.statusCode = 503;
  if (MODE === "answers-500" && !health) answer.statusCode = 500;
  if (MODE === "fails-under-load" && !health && served > 5) answer.statusCode = 500;
  answer.end(MODE === "answers-wrong" ? "something else" : COLOR + " " + VERSION);
});
app.listen(8080);
process.on("SIGTERM", () => { app.close(() => process.exit(0)); app.closeIdleConnections(); });
`;

interface Release {
  readonly active: string;
  /** Versions by colour. */
  readonly versions?: { readonly blue?: string; readonly green?: string };
  /** What is wrong with green. */
  readonly mode?: string;
  readonly greenImage?: string;
  readonly app?: object;
}

/** Writes the configuration of the next update. */
function configure({ active, versions = {}, mode = "", greenImage, app = {} }: Release): void {
  const color = (name: "blue" | "green", faults: string) => ({
    image: name === "green" && greenImage !== undefined ? greenImage : image,
    env: { COLOR: name, VERSION: versions[name] ?? "1", MODE: faults },
  });
  const web = {
    namespace,
    active,
    replicas: 2,
    port: 8080,
    runAsUser: 1000,
    command: ["node", "-e", server],
    resources: { cpu: "20m", memory: "64Mi" },
    readiness: { path: "/healthz" },
    drain: "2s",
    progressDeadline: "20s",
    colors: { blue: color("blue", ""), green: color("green", mode) },
    expose: { kind: "LoadBalancer" },
    verify: [{ http: { path: "/", body: active } }],
    analysis: { seconds: 2 },
    ...app,
  };
  writeFileSync(configFile, JSON.stringify({ apps: { web } }));
}

/** One update under a steady stream of requests; answers how the engine ended and what users saw. */
async function updateUnderTraffic(release: Release, environment: NodeJS.ProcessEnv = {}) {
  configure(release);
  const traffic = new Traffic(url, {}, 50);
  await eventually("answers", () => traffic.answers.size > 0 || traffic.failures.length > 0);
  try {
    return { ...(await project.run(["up", "--yes", "--skip-preview"], environment)), traffic };
  } finally {
    await traffic.stop();
  }
}

async function liveColor(): Promise<string> {
  return await cluster.kubectl(["-n", namespace, "get", "service", "web", "-o", "jsonpath={.spec.selector.color}"]);
}

beforeAll(async () => {
  cluster = await sharedCluster();
  namespace = await cluster.createNamespace();
  const kubeconfig = await cluster.kubectl(["config", "view", "--raw", "--minify", "-o", "json"]);
  await command(process.execPath, [join(root, "build.mjs")]);
  project = await PulumiProject.create("switch", kubeconfig);
  configFile = join(project.folder, "config.json");
  project.environment["BLUE_GREEN_CONFIG"] = configFile;
  project.environment["PATH"] = `${join(root, "provider", "bin")}:${project.environment["PATH"]}`;
  writeFileSync(
    join(project.folder, "index.js"),
    `require("tsx/cjs");\nmodule.exports = require(${JSON.stringify(join(__dirname, "programs/blue-green/index.ts"))});\n`,
  );
  image = await nodeImage();
  configure({ active: "blue" });
  await project.up();
  url = await loopbackUrl();
}, BOOT_MS);

afterAll(async () => {
  await project.close();
  await cluster.deleteNamespace(namespace);
}, 240_000);

test("a switch there and back loses no request and leaves a receipt", async () => {
  const there = await updateUnderTraffic({ active: "green" });
  expect(there.exit).toBe(0);
  expect(there.traffic.failures).toEqual([]);
  expect([...there.traffic.answers.keys()].sort()).toEqual(["blue 1", "green 1"]);
  const [trafficSwitch] = (await project.resources()).filter(
    ({ type }) => type === "gke-bluegreen:workloads:TrafficSwitch",
  );
  expect(trafficSwitch?.outputs?.["receipt"]).toMatchObject({
    from: "blue",
    to: "green",
    requests: { failed: 0 },
    verified: [{ check: "GET / → 200 ×3" }],
  });

  const back = await updateUnderTraffic({ active: "blue" });
  expect(back.exit).toBe(0);
  expect(back.traffic.failures).toEqual([]);
  expect(await liveColor()).toBe("blue");
  expect(await project.preview()).toMatch(/12 unchanged/);
});

describe("a bad release", () => {
  test.each([
    [
      "an image that does not exist",
      { greenImage: `docker.io/library/node@sha256:${"0".repeat(64)}` },
      /ErrImagePull|ImagePullBackOff/,
    ],
    ["a crash", { mode: "crash" }, /CrashLoopBackOff/],
    ["never ready", { mode: "never-ready" }, /ProgressDeadlineExceeded|ready after/],
    ["answers 500", { mode: "answers-500" }, /answered 500/],
    ["answers wrong", { mode: "answers-wrong" }, /the body lacks/],
  ])("with %s gets no traffic, and users of the live colour notice nothing", async (_, faults, reason) => {
    const { exit, output, traffic } = await updateUnderTraffic({
      active: "green",
      versions: { green: "2" },
      ...faults,
    });
    expect(exit).not.toBe(0);
    expect(output).toMatch(reason);
    expect(output).toMatch(/all traffic is on blue, as before/);
    expect(traffic.failures).toEqual([]);
    expect([...traffic.answers.keys()]).toEqual(["blue 1"]);
    const [state] = (await project.resources()).filter(({ type }) => type === "gke-bluegreen:workloads:TrafficSwitch");
    expect(state?.outputs?.["live"]).toBe("blue");
  });

  test("that fails under load goes back by itself", async () => {
    const { exit, output } = await updateUnderTraffic({
      active: "green",
      versions: { green: "3" },
      mode: "fails-under-load",
    });
    expect(exit).not.toBe(0);
    expect(output).toMatch(/requests failed, more than 0 %/);
    expect(await liveColor()).toBe("blue");
    const after = new Traffic(url, {}, 50);
    await eventually("answers", () => [...after.answers.values()].reduce((sum, count) => sum + count, 0) > 25);
    await after.stop();
    expect(after.failures).toEqual([]);
  });

  test("is mended by the next update", async () => {
    const { exit, traffic } = await updateUnderTraffic({ active: "green", versions: { green: "4" } });
    expect(exit).toBe(0);
    expect(traffic.failures).toEqual([]);
    expect(await liveColor()).toBe("green");
    expect((await updateUnderTraffic({ active: "blue", versions: { green: "4" } })).exit).toBe(0);
  });
});

test.each(["begin", "scale", "await-ready", "verify", "route", "await-routed", "analyse", "drain", "finish"])(
  "a switch killed before “%s” loses no request, and the next update ends it",
  async (step) => {
    const killed = await updateUnderTraffic(
      { active: "green", versions: { green: "4" } },
      { GKE_BLUEGREEN_DRILL_KILL_BEFORE: step },
    );
    expect(killed.exit).not.toBe(0);
    expect(killed.traffic.failures).toEqual([]);
    const next = await updateUnderTraffic({ active: "green", versions: { green: "4" } });
    expect(next.output).not.toMatch(/error:/);
    expect(next.exit).toBe(0);
    expect(next.traffic.failures).toEqual([]);
    expect(await liveColor()).toBe("green");
    expect((await updateUnderTraffic({ active: "blue", versions: { green: "4" } })).exit).toBe(0);
  },
);

test("a change of the live colour in place is refused before anything is written", async () => {
  const before = await cluster.kubectl([
    "-n",
    namespace,
    "get",
    "deployment",
    "web-blue",
    "-o",
    "jsonpath={.metadata.generation}",
  ]);
  configure({ active: "blue", versions: { blue: "2", green: "4" } });
  const preview = await project.run(["preview"]);
  expect(preview.exit).not.toBe(0);
  expect(preview.output).toMatch(/blue is live and its image or settings would change in place/);
  const update = await project.run(["up", "--yes", "--skip-preview"]);
  expect(update.exit).not.toBe(0);
  expect(
    await cluster.kubectl(["-n", namespace, "get", "deployment", "web-blue", "-o", "jsonpath={.metadata.generation}"]),
  ).toBe(before);
});

test("a selector that somebody changed by hand shows in a refresh and is put right by the next update", async () => {
  configure({ active: "blue", versions: { green: "4" } });
  await cluster.kubectl(["-n", namespace, "patch", "service", "web", "-p", '{"spec":{"selector":{"color":"green"}}}']);
  await project.mustRun(["refresh", "--yes", "--skip-preview"]);
  expect(await project.preview()).toMatch(/"green" => "blue"/);
  const { exit, traffic } = await updateUnderTraffic({ active: "blue", versions: { green: "4" } });
  expect(exit).toBe(0);
  expect(traffic.failures).toEqual([]);
  expect(await liveColor()).toBe("blue");
});

test("fails for a colour that the app does not have", async () => {
  configure({ active: "purple" });
  const { exit, output } = await project.run(["preview"]);
  expect(exit).not.toBe(0);
  expect(output).toMatch(/one of the app's colours: blue, green/);
});

/** The base image by its digest. */
async function nodeImage(): Promise<string> {
  const answer = await fetch(
    `http://${registryAddress(cluster.sandbox.instance)}/v2/docker.io/library/node/manifests/20-slim`,
    {
      method: "HEAD",
      headers: {
        Accept: "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json",
        Authorization: `Bearer ${credentials(cluster.sandbox.home).accessToken}`,
      },
    },
  );
  return `docker.io/library/node@${answer.headers.get("docker-content-digest")}`;
}

/** The loopback address that leads to the app's load balancer. */
async function loopbackUrl(): Promise<string> {
  const { home } = cluster.sandbox;
  const index = new ClusterStore(home).read(cluster.id)?.index ?? 0;
  let found: string | undefined;
  await eventually("a loopback address", async () => {
    const status = await addonStatus({ home, index });
    found = status?.loadBalancers.find((one) => one.for === `Service ${namespace}/web`)?.ports[0]?.url;
    return found !== undefined;
  });
  return found ?? "";
}
