import { appSection } from "../../cli/drill/app";
import type { Stage } from "../../cli/drill/stage";
import { type PropertyMap, silentLog } from "../../lib/plugin";
import { TrafficSwitchHandler } from "../../provider/traffic-switch/handler";
import { alone } from "../../provider/traffic-switch/layout";
import { Load } from "../../sandbox/load/open-loop";
import { BOOT_MS, eventually } from "../../sandbox/testing/test-cluster";
import { type Fault, FaultyProxy, kubernetesRefusal } from "./plugin-faults/faulty-proxy";
import { openStage, type TestStage } from "./stage";
import { ask } from "./traffic";

/** Of each app; 100 in the long form. */
const SWITCHES = Number(process.env["SWITCHES"] ?? 2);
/** Ingress and Gateway are built when they are first needed. */
const BUILD_MS = 900_000;
jest.setTimeout(60_000 * (SWITCHES + 1));

const apps = ["l4", "l7"] as const;
type App = (typeof apps)[number];

let opened: TestStage;
let stage: Stage;
let proxy: FaultyProxy;
/** By way of the proxy, and by the name of the stage's own account. */
let kubeconfig: string;
const host = () => `l7.${stage.namespace}.example.com`;

beforeAll(async () => {
  opened = await openStage();
  ({ stage } = opened);
  const gateway = { kind: "Gateway", hosts: [host()], steps: [30, 100], propagation: "1s" };
  const section = (expose: object) => appSection(stage.namespace, stage.image, "blue", {}, { replicas: 1, expose });
  await stage.deploy({ apps: { l4: section({ kind: "LoadBalancer" }), l7: section(gateway) } });
  const url = await stage.loopback("Ingresses and Gateways", 80, BUILD_MS);
  stage.entrances = [
    { url: await stage.loopback(`Service ${stage.namespace}/l4`, 8080) },
    { url, headers: { Host: host() } },
  ];
  for (const { url: at, headers } of stage.entrances)
    await eventually(`answers at ${at}`, async () => (await ask(at, headers)).status === 200);
  const { server, token } = await account();
  proxy = new FaultyProxy(() => server, kubernetesRefusal);
  kubeconfig = JSON.stringify({
    clusters: [{ name: "c", cluster: { server: await proxy.start(), "insecure-skip-tls-verify": true } }],
    users: [{ name: "u", user: { token } }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  });
}, BUILD_MS + BOOT_MS);

afterAll(async () => {
  await proxy.stop();
  await opened.close();
}, 240_000);

/** An account that may do all in the stage's namespace. */
async function account() {
  const { cluster, namespace } = stage;
  await cluster.kubectl(["-n", namespace, "create", "serviceaccount", "switcher"]);
  const admin = ["--clusterrole=cluster-admin", `--serviceaccount=${namespace}:switcher`];
  await cluster.kubectl(["-n", namespace, "create", "rolebinding", "switcher", ...admin]);
  const token = await cluster.kubectl(["-n", namespace, "create", "token", "switcher", "--duration=24h"]);
  const view = ["config", "view", "--raw", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}"];
  return { token: token.trim(), server: (await cluster.kubectl(view)).replace(/\/$/, "") };
}

/** Each fifth call, at random, in one of four ways. */
function fifth(): Fault | undefined {
  const faults = ["throttled", "unavailable", "broken-connection", "delayed"] as const;
  return Math.random() < 0.2 ? faults[Math.floor(Math.random() * faults.length)] : undefined;
}

/** The colour that has all of an app's traffic, by the cluster itself. */
async function liveIn(app: App): Promise<string> {
  if (app === "l4") return await stage.live(app);
  const weights = await stage.get("httproute", app, "{.spec.rules[0].backendRefs[*].weight}");
  return { "100 0": "blue", "0 100": "green" }[weights] ?? weights;
}

test(`${SWITCHES} switches of each app lose no request while a fifth of all calls to the API server fail, and say what is so`, async () => {
  const handler = new TrafficSwitchHandler(alone);
  const resources = await stage.project.resources();
  const states = new Map<App, PropertyMap>();
  for (const app of apps) {
    const found = resources.find(({ urn }) => urn.endsWith(`:TrafficSwitch::${app}`));
    states.set(app, { ...found?.inputs, live: "blue", receipt: null });
  }
  const load = stage.entrances.map(({ url, headers = {} }) => {
    const options = { rate: 50, seconds: 60 * (SWITCHES + 1), headers };
    return [new Load(url, { ...options, connections: "new" }), new Load(url, { ...options, connections: "kept" })];
  });
  const wrong: string[] = [];
  proxy.plan = fifth;
  try {
    for (let count = 1; count <= SWITCHES; count++) {
      const active = count % 2 === 1 ? "green" : "blue";
      const check = { http: { path: "/", status: 200, body: active, headers: {}, withinMs: 10_000, times: 2 } };
      const one = async (app: App) => {
        const { live, receipt, ...inputs } = states.get(app) ?? {};
        const news = { ...inputs, kubeconfig, active, verify: [check] };
        const request = { news, olds: { ...inputs, live, receipt }, preview: false, log: silentLog };
        const signal = new AbortController().signal;
        try {
          const state = await handler.update({ ...request, signal } as never);
          states.set(app, state);
          const now = { said: state["live"], found: await liveIn(app) };
          if (now.said !== active || now.found !== active)
            wrong.push(`${app} ${count}: ${active} wanted, ${JSON.stringify(now)}`);
        } catch (error) {
          wrong.push(`${app} ${count}: ${String(error)}`);
        }
      };
      await Promise.all(apps.map(one));
    }
  } finally {
    proxy.plan = () => undefined;
  }
  const samples = (await Promise.all(load.flat().map((each) => each.stop()))).flat();
  expect(wrong).toEqual([]);
  expect(samples.flatMap(({ failure }) => failure ?? [])).toEqual([]);
  expect(samples.length).toBeGreaterThan(200);
  expect(proxy.injected.length).toBeGreaterThan(10 * SWITCHES);
});
