import { type ClusterObject, clusterObjects } from "../../../../cli/server-check/objects";
import { askServer, summaryOf } from "../../../../cli/server-check/server";
import { parseStack } from "../../../../config";
import { KubernetesError } from "../../../../lib/kubernetes";
import { source } from "../../infra/program";
import { app, image } from "../../workloads/cluster";

/** A cluster with these objects by their paths, which refuses what a test says. */
class Cluster {
  readonly sent: { readonly method: string; readonly path: string; readonly body: ClusterObject }[] = [];

  constructor(
    private readonly objects: readonly string[],
    private readonly refuses: (object: ClusterObject, method: string) => KubernetesError | undefined = () => undefined,
  ) {}

  readonly json = (method: string, path: string, options: { body?: unknown; query?: Record<string, string> }) => {
    const answer = () => {
      const resources = discovery[path];
      if (resources) return { resources };
      if (method !== "GET") {
        if (options.query?.["dryRun"] !== "All") throw new Error(`${method} ${path} is no dry run`);
        const body = options.body as ClusterObject;
        this.sent.push({ method, path, body });
        const refused = this.refuses(body, method);
        if (refused) throw refused;
        const own = `${path}/${body.metadata.name}`;
        if (method === "POST" && this.objects.includes(own)) throw new KubernetesError(409, "AlreadyExists", "there");
        return body;
      }
      if (this.objects.includes(path)) return {};
      throw new KubernetesError(404, "NotFound", `${path} is not there`);
    };
    return Promise.resolve().then(answer) as Promise<never>;
  };
}

const resource = (name: string, kind: string, namespaced = true) => ({ name, kind, namespaced });
const discovery: Readonly<Record<string, object>> = {
  "/api/v1": [
    resource("services", "Service"),
    resource("configmaps", "ConfigMap"),
    resource("secrets", "Secret"),
    resource("namespaces", "Namespace", false),
    resource("resourcequotas", "ResourceQuota"),
    resource("limitranges", "LimitRange"),
    resource("persistentvolumeclaims", "PersistentVolumeClaim"),
  ],
  "/apis/apps/v1": [resource("deployments/scale", "Scale"), resource("deployments", "Deployment")],
  "/apis/policy/v1": [resource("poddisruptionbudgets", "PodDisruptionBudget")],
  "/apis/networking.k8s.io/v1": [resource("networkpolicies", "NetworkPolicy"), resource("ingresses", "Ingress")],
};

const namespace = "/api/v1/namespaces/default";
const signal = new AbortController().signal;

const objectsOf = (sections: object) =>
  clusterObjects(
    parseStack({ cluster: { existing: { name: "c", location: "asia-northeast3-a" } }, ...sections }, source),
    "p",
    "check",
  );

test("the objects of a stack are what its program would make, by any image and with every secret as a placeholder", async () => {
  const settings = { secrets: { api: { key: "canary" } } };
  const objects = await objectsOf({
    images: { web: { context: ".", tags: { blue: {}, green: {} } } },
    apps: { web: { ...app({ settings }), colors: { blue: { image: "web:blue" }, green: { image: "ghcr.io/a/b:1" } } } },
  });
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(
    expect.arrayContaining(["Service web", "Service web-blue", "Deployment web-blue", "PodDisruptionBudget web-green"]),
  );
  const images = JSON.stringify(objects).match(/"image":"[^"]+"/g);
  expect(new Set(images)).toEqual(
    new Set([
      `"image":"images.invalid/web@sha256:${"0".repeat(64)}"`,
      `"image":"ghcr.io/a/b@sha256:${"0".repeat(64)}"`,
    ]),
  );
  expect(JSON.stringify(objects)).not.toContain("4dabf18193072939515e22adb298388d");
});

test("every object is tried where it would be, made or changed, and nothing is kept", async () => {
  const cluster = new Cluster([namespace, "/apis/apps/v1/namespaces/default/deployments/web-blue"]);
  const verdict = await askServer(cluster, await objectsOf({ apps: { web: app() } }), signal);
  expect(verdict.refused).toEqual([]);
  expect(summaryOf(verdict)).toBe(`the cluster takes ${verdict.objects} objects`);
  const calls = cluster.sent.map(({ method, path }) => `${method} ${path}`);
  expect(calls).toEqual(
    expect.arrayContaining([
      "PATCH /apis/apps/v1/namespaces/default/deployments/web-blue",
      "POST /apis/apps/v1/namespaces/default/deployments",
      "POST /api/v1/namespaces/default/services",
    ]),
  );
});

test("what the API server refuses is told of the object, in its words", async () => {
  const refuses = ({ kind }: ClusterObject) =>
    kind === "Deployment" ? new KubernetesError(422, "Invalid", "spec.template: exceeded quota") : undefined;
  const { refused } = await askServer(
    new Cluster([namespace], refuses),
    await objectsOf({ apps: { web: app() } }),
    signal,
  );
  expect(refused).toEqual([
    "Deployment default/web-blue: spec.template: exceeded quota",
    "Deployment default/web-green: spec.template: exceeded quota",
  ]);
});

test("a missing namespace is told once, with what to do, and its objects are not tried", async () => {
  const cluster = new Cluster([]);
  const { refused } = await askServer(cluster, await objectsOf({ apps: { web: app({ namespace: "shop" }) } }), signal);
  expect(refused).toEqual([
    expect.stringMatching(
      /needs the Namespace shop, which is neither in the cluster nor of this stack: add tenants\.shop/,
    ),
  ]);
  expect(cluster.sent).toEqual([]);
});

test("a namespace that comes with the stack is no mistake: its objects are tried in another", async () => {
  const cluster = new Cluster([namespace]);
  const sections = { tenants: { shop: {} }, apps: { web: app({ namespace: "shop" }) } };
  const { refused } = await askServer(cluster, await objectsOf(sections), signal);
  expect(refused.filter((line) => !/knows no/.test(line))).toEqual([]);
  expect(cluster.sent.find(({ body }) => body.kind === "Deployment")?.path).toBe(
    "/apis/apps/v1/namespaces/default/deployments",
  );
});

test.each([
  ["claim", { volumes: { d: { claim: "data" } } }, /PersistentVolumeClaim default\/data, .*add volumes\.data/],
  ["Secret", { volumes: { d: { secret: "theirs" } } }, /Secret default\/theirs, .*settings/],
])("a %s that is nowhere is told", async (_, changes, message) => {
  const objects = await objectsOf({ apps: { web: app(changes) } });
  const { refused } = await askServer(new Cluster([namespace]), objects, signal);
  expect(refused).toEqual([expect.stringMatching(message)]);
});

test("a claim of the same stack, or one that is there, is no mistake", async () => {
  const sections = {
    volumes: { own: { size: "1Gi" } },
    apps: { web: app({ volumes: { a: { claim: "own" }, b: { claim: "there" } } }) },
  };
  const cluster = new Cluster([namespace, `${namespace}/persistentvolumeclaims/there`]);
  expect((await askServer(cluster, await objectsOf(sections), signal)).refused).toEqual([]);
});

test("a kind that the cluster does not know is told", async () => {
  const objects = await objectsOf({ cronJobs: { often: { image, schedule: "0 * * * *" } } });
  const { refused } = await askServer(new Cluster([namespace]), objects, signal);
  expect(refused).toEqual([
    "CronJob default/often: the cluster knows no CronJob of batch/v1: what brings it is not installed, or of another version",
  ]);
});

test("fields that nobody can change are no mistake: the update makes the object anew, and a preview tells what that costs", async () => {
  const there = "/apis/apps/v1/namespaces/default/deployments/web-blue";
  const refuses = ({ metadata }: ClusterObject, method: string) =>
    method === "PATCH" && metadata.name === "web-blue"
      ? new KubernetesError(422, "Invalid", "spec.selector: field is immutable")
      : undefined;
  const cluster = new Cluster([namespace, there], refuses);
  expect((await askServer(cluster, await objectsOf({ apps: { web: app() } }), signal)).refused).toEqual([]);
});

test("fails where the cluster fails, for nothing is known then", async () => {
  const away = () => new KubernetesError(503, "ServiceUnavailable", "etcd is away");
  await expect(
    askServer(new Cluster([namespace], away), await objectsOf({ apps: { web: app() } }), signal),
  ).rejects.toThrow(/etcd/);
});
