import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { V1Deployment } from "@kubernetes/client-node";
import * as k8s from "@pulumi/kubernetes";
import { parseStack } from "../../../config";
import { APP_LABEL, REVISION, RUNS_REVISION } from "../../../lib/release/marks";
import { foreignParts } from "../../../provider/traffic-switch/pod-template";
import { deployWorkloads } from "../../../workloads";
import { givenIn } from "../../../workloads/release-guard";
import { type Registered, registered, source } from "../infra/program";

/** What version 0.1.0 at commit 5fafbf7 left of the main example: the engine's inputs, and the Deployments as the API server has them. */
const earlier = <T>(file: string) => JSON.parse(readFileSync(join(__dirname, "earlier", file), "utf8")) as readonly T[];
const before = earlier<Registered>("webserver.json");
const live = earlier<V1Deployment>("deployments.json");

const SETTINGS = /:(ConfigMap|Secret)$/;

interface Template {
  readonly spec: { readonly containers: readonly { readonly image: string }[] };
}

function imageOf(color: string): string {
  const found = before.find(({ type, name }) => type.endsWith(":Deployment") && name === `webserver-${color}`);
  return (found?.inputs["spec"] as { template: Template }).template.spec.containers[0]?.image ?? "";
}

/** The main example's app. Only the values of its Secret are others, since nobody knows them. */
function sections(projectId = "imageview-sandbox") {
  const webserver = {
    ...{ active: "blue", replicas: 3, port: 80, labels: { type: "webserver" } },
    colors: { blue: { image: imageOf("blue") }, green: { image: imageOf("green") } },
    settings: { configMaps: { projectid: { "project.id": projectId } }, secrets: { apikey: { id: "i", key: "k" } } },
    // In the order in which the engine hands them over.
    env: {
      API_KEY: { secret: "apikey", key: "key" },
      API_KEY_ID: { secret: "apikey", key: "id" },
      PROJECT_ID: { configMap: "projectid", key: "project.id" },
    },
    readiness: { path: "/healthz" },
    resources: { cpu: "50m", memory: "64Mi" },
    expose: { kind: "LoadBalancer" },
    verify: [{ http: { path: "/", status: 200 } }],
  };
  return { cluster: { existing: { name: "c", location: "asia-northeast3-a" } }, apps: { webserver } };
}

/** As the engine answers where it has the resource already: what is ignored of its inputs stays as it was. */
function asEngine({ type, inputs }: Registered): object {
  if (!SETTINGS.test(type)) return {};
  const isSame = (one: Registered) => type.endsWith(":Secret") || isDeepStrictEqual(one.inputs["data"], inputs["data"]);
  const known = before.find((one) => one.type === type && isSame(one));
  const metadata = inputs["metadata"] as object;
  return known ? { metadata: { ...metadata, name: (known.inputs["metadata"] as { name: string }).name } } : {};
}

const REVISIONS = new Map(live.map(({ metadata }) => [metadata?.name, metadata?.annotations?.[REVISION]] as const));

/** As the plugin answers, which asks the cluster. */
const asPlugin = (token: string, { deployment, revision }: Readonly<Record<string, unknown>>): object =>
  token === RUNS_REVISION ? { runs: REVISIONS.get(String(deployment)) === revision } : {};

async function program(projectId?: string): Promise<readonly Registered[]> {
  const stack = parseStack(sections(projectId), source);
  const provider = () => new k8s.Provider("cluster", { kubeconfig: "{}" });
  const { resources } = await registered(
    () => deployWorkloads({ ...stack, provider: provider(), kubeconfig: "{}", images: {} }),
    asEngine,
    asPlugin,
  );
  return resources;
}

/** As the engine's plugin keeps inputs: without the kind, and without what is empty. */
const kept = ({ apiVersion: _, kind: __, ...inputs }: Registered["inputs"]) => withoutEmpty(inputs);

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.entries(value).map(([key, one]) => [key, withoutEmpty(one)] as const);
  return Object.fromEntries(inner.filter(([, one]) => !isEmpty(one)));
}

const isEmpty = (value: unknown) => typeof value === "object" && value !== null && Object.keys(value).length === 0;

test("the first update of a stack that the earlier version made finds every object as it is, pods and their names included", async () => {
  const now = await program();
  for (const { type, name, inputs } of before.filter((one) => !SETTINGS.test(one.type))) {
    const found = now.find((one) => one.type === type && one.name === name);
    // What was there is so; the plugin leaves out what is a kind's zero, such as `minReadySeconds: 0`.
    expect({ name, inputs: kept(found?.inputs ?? {}) }).toMatchObject({ name, inputs: kept(inputs) as object });
  }
  // The same logical names, or the engine would make them anew. Settings are known by their former ones: settings-names.test.ts.
  const named = (all: readonly Registered[]) => all.flatMap(({ type, name }) => (SETTINGS.test(type) ? [] : [name]));
  expect(named(now)).toEqual(expect.arrayContaining(named(before)));
});

test("a setting that changes gets a name with its owner, and is a release", async () => {
  const now = await program("another");
  const made = now.find(({ type }) => type.endsWith(":ConfigMap"));
  expect((made?.inputs["metadata"] as { name: string }).name).toMatch(/^webserver-projectid-[0-9a-f]{32}$/);
  expect(blue(now).metadata.annotations[REVISION]).not.toBe(blue(before).metadata.annotations[REVISION]);
});

/** The Deployment of the live colour. */
const blue = (all: readonly Registered[]) =>
  all.find(({ type, name }) => type.endsWith(":Deployment") && name === "webserver-blue")?.inputs as {
    readonly metadata: { readonly annotations: Record<string, string> };
    readonly spec: { readonly selector: object; readonly template: { readonly metadata: { readonly labels: object } } };
  };

test("pods of before keep their labels; the next release has those that no other workload's selector matches", async () => {
  const [now, next] = [blue(await program()), blue(await program("another"))];
  const former = { app: "webserver", type: "webserver", color: "blue" };
  expect(now.spec.template.metadata.labels).toEqual(former);
  expect(next.spec.template.metadata.labels).toEqual({
    ...former,
    [APP_LABEL]: "webserver",
    "app.kubernetes.io/name": "webserver",
    "app.kubernetes.io/instance": "webserver-blue",
    "app.kubernetes.io/managed-by": "gke-bluegreen",
  });
  // It cannot be changed: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates
  expect(next.spec.selector).toEqual(now.spec.selector);
});

test("a release that the guard has not seen, as in an update that targets a Deployment alone, fails with what to do", () => {
  // A guard that is not part of the update answers what it gave last, and one that the earlier version made, the revision.
  expect(givenIn({ revision: "1" }, "1", "web", "green")).toBeUndefined();
  expect(() => givenIn({ revision: "1" }, "2", "web", "green")).toThrow(/apps\.web\.colors\.green.*ReleaseGuard/s);
  expect(() => givenIn(undefined, "2", "web", "green")).toThrow(/without --target/);
  const given = { revision: "1", image: "i", template: { metadata: {}, spec: {} }, env: [], needs: [] };
  expect(givenIn(given, "2", "web", "green")).toEqual(given);
});

test("the API server's own objects of that stack are as stated, by its values and by its field managers", async () => {
  for (const { type, name, inputs } of await program()) {
    if (!type.endsWith(":Deployment")) continue;
    const { metadata, spec } = inputs as {
      metadata: { annotations: Record<string, string> };
      spec: { template: never };
    };
    const found = live.find((one) => one.metadata?.name === name) ?? {};
    const stated = { revision: metadata.annotations[REVISION] ?? "", template: spec.template };
    expect({ name, foreign: foreignParts(found, stated) }).toEqual({ name, foreign: [] });
  }
  expect(live).toHaveLength(2);
});
