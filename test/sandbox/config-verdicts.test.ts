import { checkAgainstServer } from "../../cli/server-check";
import { parseStack } from "../../config";
import { app } from "../../config/apps";
import { userKubeconfigFile } from "../../sandbox/kubernetes";
import { BOOT_MS, eventually, sharedCluster, type TestCluster } from "../../sandbox/testing/test-cluster";
import { podTemplate } from "../../workloads";
import { accepted, verdicts } from "../cluster-verdicts";

jest.setTimeout(120_000);
let cluster: TestCluster;
let namespace: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  namespace = await cluster.createNamespace();
}, BOOT_MS);

afterAll(() => cluster.deleteNamespace(namespace), 120_000);

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: object;
}

/** Where objects of a kind are made. */
const collections: Readonly<Record<string, string>> = {
  Namespace: "/api/v1/namespaces",
  Pod: "/api/v1/namespaces/NAMESPACE/pods",
  Service: "/api/v1/namespaces/NAMESPACE/services",
  ResourceQuota: "/api/v1/namespaces/NAMESPACE/resourcequotas",
  Deployment: "/apis/apps/v1/namespaces/NAMESPACE/deployments",
  CronJob: "/apis/batch/v1/namespaces/NAMESPACE/cronjobs",
  Ingress: "/apis/networking.k8s.io/v1/namespaces/NAMESPACE/ingresses",
};

/** What the API server says to an object that it does not keep; nothing where it takes it. */
async function verdictOn(object: object, keep = false): Promise<string | undefined> {
  const { metadata, ...rest } = object as Manifest;
  const path = (collections[rest.kind] ?? "").replace("NAMESPACE", namespace);
  const place = rest.kind === "Namespace" ? {} : { namespace };
  try {
    await cluster.api.call("POST", keep ? path : `${path}?dryRun=All`, {
      ...rest,
      metadata: { ...metadata, ...place },
    });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : "refused";
  }
}

test("a stack is tried in the cluster itself: what its quota and its claims do not allow is told, and nothing is made", async () => {
  const image = `docker.io/library/web@sha256:${"a".repeat(64)}`;
  const colors = { blue: { image }, green: { image } };
  const app = (changes: object) => ({ active: "blue", namespace, colors, ...changes });
  const config = parseStack(
    {
      cluster: { existing: { name: "c", location: "asia-northeast3-a" } },
      apps: { web: app({ volumes: { data: { claim: "nowhere" } } }), lost: app({ namespace: "no-such-place" }) },
    },
    { namespace: "gke-bluegreen:", file: "Pulumi.test.yaml" },
  );
  await cluster.apply({
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "few", namespace },
    spec: { hard: { services: "0" } },
  });
  const { id } = cluster;
  const given = process.env["KUBECONFIG"];
  process.env["KUBECONFIG"] = userKubeconfigFile(cluster.sandbox.home);
  try {
    const context = `gke_${id.project}_${id.location}_${id.name}`;
    const { refused, objects } = await checkAgainstServer({ config, project: undefined }, "test", { context });
    expect(objects).toBeGreaterThan(10);
    expect(refused.filter((line) => line.includes(" needs the ")).sort()).toEqual([
      expect.stringMatching(`needs the PersistentVolumeClaim ${namespace}/nowhere, which is neither`),
      expect.stringMatching(/needs the Namespace no-such-place, which is neither/),
    ]);
    const services = refused.filter((line) => !line.includes(" needs the "));
    expect(services).toHaveLength(3);
    for (const line of services) expect(line).toMatch(/quota/);
  } finally {
    if (given === undefined) delete process.env["KUBECONFIG"];
    else process.env["KUBECONFIG"] = given;
    await cluster.kubectl(["-n", namespace, "delete", "resourcequota", "few"]);
  }
  expect(await cluster.kubectl(["-n", namespace, "get", "deployments,services", "-o", "name"])).toBe("");
});

describe("what the check refuses", () => {
  test.each(verdicts.filter(({ server }) => server !== undefined))(
    "the API server refuses as well: $what",
    async ({ object, server, onlyKept }) => expect(await verdictOn(object, onlyKept)).toMatch(server ?? ""),
  );

  test.each(verdicts.filter(({ server }) => server === undefined))(
    "the API server takes, though nothing can run with it: $what",
    async ({ object }) => expect(await verdictOn(object)).toBeUndefined(),
  );
});

test.each(accepted)("what the check takes, the API server takes: $what", async ({ object }) =>
  expect(await verdictOn(object)).toBeUndefined(),
);

test("pods with everything that can be written are taken as they are made, but for what the level forbids", async () => {
  const made = template({
    imagePullSecrets: ["registry"],
    volumes: { data: { emptyDir: {} } },
    mounts: { data: [{ path: "/data" }, { path: "/etc/x.conf", subPath: "x.conf", readOnly: true }] },
    ports: { dns: { port: 53, servicePort: 5353, protocol: "UDP" } },
    readiness: { path: "/", headers: { Host: "a.example.com" }, timeout: "3s", delay: "1s" },
    liveness: { grpc: 9000, service: "shop.Cart" },
    initContainers: [{ name: "second" }, { name: "first" }],
    runAsRoot: { reason: "the image binds to its own user database", capabilities: ["CHOWN", "SETUID"] },
    env: { A: "$(B)", B: "b" },
  });
  expect(await verdictOn({ apiVersion: "v1", kind: "Pod", ...made, metadata: { ...made.metadata, name: "all" } })).toBe(
    undefined,
  );
});

test("a pod that asks for a GPU stands on the node that has one, and others stay away from it", async () => {
  const [node] = await cluster.nodes();
  const path = `/api/v1/nodes/${node?.name ?? ""}`;
  const { spec } = await cluster.api.call<{ spec: { taints?: object[] } }>("GET", path);
  const patch = (what: string, body: object, to = path) =>
    cluster
      .kubectl([
        "patch",
        "node",
        node?.name ?? "",
        "--type=merge",
        ...(to === path ? [] : ["--subresource=status"]),
        "-p",
        JSON.stringify(body),
      ])
      .catch((error: unknown) => {
        throw new Error(what, { cause: error });
      });
  // As a device plugin and GKE do: https://kubernetes.io/docs/tasks/administer-cluster/extended-resource-node/
  const taint = { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" };
  await patch("the taint", { spec: { taints: [...(spec.taints ?? []), taint] } });
  await patch("the device", { status: { capacity: { "nvidia.com/gpu": "1" } } }, `${path}/status`);
  try {
    const { metadata, spec: pod } = template({
      resources: { cpu: "10m", memory: "32Mi", extended: { "nvidia.com/gpu": 1 } },
    });
    await cluster.apply({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { ...metadata, name: "model", namespace },
      spec: { ...pod, securityContext: { ...pod.securityContext, runAsUser: 1000 } },
    });
    await eventually("the GPU's pod", async () => {
      const found = await cluster.api.call<{ spec: { nodeName?: string }; status: { phase: string } }>(
        "GET",
        `/api/v1/namespaces/${namespace}/pods/model`,
      );
      return found.spec.nodeName === node?.name && found.status.phase === "Running";
    });
  } finally {
    await cluster.kubectl(["-n", namespace, "delete", "pod", "model", "--ignore-not-found", "--grace-period=1"]);
    await patch("no taint", { spec: { taints: spec.taints ?? null } });
    await patch("no device", { status: { capacity: { "nvidia.com/gpu": null } } }, `${path}/status`);
  }
});

/** Pods of an app with these settings, on an image that every sandbox has. */
function template(changes: object) {
  const image = "node:20-slim";
  const reference = `docker.io/library/node@sha256:${"a".repeat(64)}`;
  const colors = { blue: { image: reference }, green: { image: reference } };
  const command = ["node", "-e", "require('http').createServer((_, answer) => answer.end()).listen(80)"];
  const config = app.parse({ active: "blue", colors, command, drain: "1s", ...changes });
  const settings = { objects: [], configMaps: {}, secrets: {} };
  const made = podTemplate({
    app: "web",
    color: "blue",
    config,
    env: config.env,
    image,
    resolve: () => image,
    settings,
  });
  return made as { readonly metadata: object; readonly spec: { readonly securityContext: object } };
}
