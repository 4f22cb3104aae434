import { type KubernetesClient, KubernetesError } from "../../../lib/kubernetes";
import { silentLog } from "../../../lib/plugin";
import { SETTINGS_IN_USE } from "../../../lib/release/settings-in-use";
import { settingsInUse } from "../../../provider/settings-in-use/function";

const web = "/apis/apps/v1/namespaces/shop/deployments/web-blue";
const once = "/apis/batch/v1/namespaces/shop/jobs/once";
const using = (...names: string[]) => ({
  spec: { template: { spec: { volumes: names.map((name) => ({ secret: { name } })) } } },
});

/** Asks a cluster that has these objects, and answers in their place where they are errors. */
async function ask(objects: Readonly<Record<string, object>>, workload: object, names: readonly string[]) {
  const asked: string[] = [];
  const cluster = {
    json: (_: string, path: string) => {
      asked.push(path);
      const found = objects[path] ?? new KubernetesError(404, "NotFound", "not there");
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
    },
    close: () => undefined,
  };
  const args = { kubeconfig: "{}", namespace: "shop", workloads: [workload as never], names: [...names] };
  const request = { token: SETTINGS_IN_USE, args, preview: true, log: silentLog, signal: new AbortController().signal };
  const { result } = await settingsInUse(request, () => cluster as unknown as KubernetesClient);
  return { ...result, asked };
}

const lists = [
  ...["deployments", "statefulsets", "daemonsets"].map((kind) => `/apis/apps/v1/namespaces/shop/${kind}`),
  ...["jobs", "cronjobs"].map((kind) => `/apis/batch/v1/namespaces/shop/${kind}`),
] as const;

test("names that the pods' template has are in use, and no Secret is read for it", async () => {
  const found = await ask({ [web]: using("api-1", "api-23") }, { kind: "Deployment", name: "web-blue" }, [
    "api-1",
    "api-2",
  ]);
  expect(found).toEqual({ inUse: ["api-1"], others: [], asked: [web, ...lists] });
});

test("who else names what is in use is told by kind and owner: each colour of another app, and a workload of another kind", async () => {
  const item = (name: string, app: string, ...names: string[]) => {
    return { metadata: { name, labels: { app } }, ...using(...names) };
  };
  const deployments = [
    item("web-blue", "web", "api-1"),
    item("shop-blue", "shop", "api-1"),
    item("far", "far", "api-12"),
  ];
  const cluster = {
    [web]: using("api-1"),
    [lists[0] ?? ""]: { items: deployments },
    [lists[4] ?? ""]: { items: [item("often", "often", "api-1")] },
    [lists[1] ?? ""]: new KubernetesError(403, "Forbidden", "you may not"),
  };
  expect(await ask(cluster, { kind: "Deployment", name: "web-blue" }, ["api-1"])).toMatchObject({
    inUse: ["api-1"],
    others: [
      { uses: "api-1", kind: "Deployment", owner: "shop" },
      { uses: "api-1", kind: "CronJob", owner: "often" },
    ],
  });
});

test("a workload that is not there, or not to be read, uses nothing", async () => {
  const forbidden = new KubernetesError(403, "Forbidden", "you may not");
  for (const objects of [{}, { [web]: forbidden }])
    expect(await ask(objects, { kind: "Deployment", name: "web-blue" }, ["api-1"])).toMatchObject({ inUse: [] });
});

test("of a Job that was done and is gone, the objects that are still there count", async () => {
  const secret = { "/api/v1/namespaces/shop/secrets/api-1": {} };
  expect(await ask(secret, { kind: "Job", name: "once" }, ["api-1", "api-2"])).toMatchObject({ inUse: ["api-1"] });
  expect(await ask({ ...secret, [once]: using() }, { kind: "Job", name: "once" }, ["api-1"])).toMatchObject({
    inUse: [],
  });
});

test("fails when the API server does, for what is in use must not be guessed", async () => {
  const away = new KubernetesError(500, "InternalError", "etcd is away");
  await expect(ask({ [web]: away }, { kind: "Deployment", name: "web-blue" }, ["api-1"])).rejects.toThrow(/etcd/);
});
