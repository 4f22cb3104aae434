import { only } from "../infra/program";
import { app, deployed, image, one, otherImage } from "./cluster";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

interface Pod {
  readonly metadata: object;
  readonly spec: { readonly containers: readonly object[]; readonly initContainers: readonly object[] };
}

/** The Deployment of blue. */
const blue = async (changes: object) =>
  (await one({ apps: { web: app(changes) } }, DEPLOYMENT, "web-blue")) as unknown as {
    readonly spec: { readonly template: Pod };
  };
const pod = async (changes: object) => (await blue(changes)).spec.template;

test("an app with everything is pinned: names are API, and every field was looked at once", async () => {
  const settings = { configMaps: { conf: { mode: "fast" } } };
  const resources = await deployed({
    apps: {
      web: app({
        settings,
        env: { MODE: { configMap: "conf", key: "mode" }, POD: { field: "metadata.name" }, PLAIN: "text" },
        initCommand: ["./migrate"],
        args: ["serve"],
        volumes: { tmp: { emptyDir: {} }, conf: { configMap: "conf" } },
        mounts: { tmp: "/tmp", conf: "/etc/conf" },
        sidecars: { logs: { image: otherImage, mounts: { tmp: "/tmp" } } },
        serviceAccount: { name: "web", googleServiceAccount: "web@p.iam.gserviceaccount.com" },
        autoscaling: { max: 10 },
        expose: { kind: "LoadBalancer" },
      }),
    },
  });
  expect(resources).toMatchSnapshot();
});

describe("options of a Deployment", () => {
  test.each<[string, object, object]>([
    ["maxSurge", { maxSurge: 1 }, { strategy: { rollingUpdate: { maxSurge: 1 } } }],
    ["maxUnavailable", { maxUnavailable: "10%" }, { strategy: { rollingUpdate: { maxUnavailable: "10%" } } }],
    ["progressDeadline", { progressDeadline: "2m" }, { progressDeadlineSeconds: 120 }],
    ["revisionHistoryLimit", { revisionHistoryLimit: 7 }, { revisionHistoryLimit: 7 }],
    ["minReadySeconds", { minReadySeconds: 4 }, { minReadySeconds: 4 }],
  ])("%s", async (_, changes, spec) => expect(await blue(changes)).toMatchObject({ spec }));
});

describe("options of the pods", () => {
  const settings = { configMaps: { conf: { a: "b" } } };
  test.each<[string, object, object]>([
    ["labels", { labels: { type: "webserver" } }, { metadata: { labels: { app: "web", color: "blue", type: "webserver" } } }],
    ["annotations", { annotations: { note: "x" } }, { metadata: { annotations: { note: "x" } } }],
    ["drain and shutdown", { drain: "5s", shutdown: "40s" }, { spec: { terminationGracePeriodSeconds: 45, containers: [{ lifecycle: { preStop: { sleep: { seconds: 5 } } } }] } }],
    ["command and args", { command: ["a"], args: ["b"] }, { spec: { containers: [{ command: ["a"], args: ["b"] }] } }],
    ["env", { env: { A: "b" } }, { spec: { containers: [{ env: [{ name: "A", value: "b" }] }] } }],
    ["env of a field", { env: { A: { field: "status.podIP" } } }, { spec: { containers: [{ env: [{ name: "A", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }] }] } }],
    ["ports", { port: 8080, ports: { metrics: 9090 } }, { spec: { containers: [{ ports: [{ name: "http", containerPort: 8080 }, { name: "metrics", containerPort: 9090 }] }] } }],
    ["resources", { resources: { cpu: 2, memory: "1Gi" } }, { spec: { containers: [{ resources: { requests: { cpu: "2", memory: "1Gi" }, limits: { memory: "1Gi" } } }] } }],
    ["readiness over HTTP", { port: 8080, readiness: { path: "/ok" } }, { spec: { containers: [{ readinessProbe: { httpGet: { path: "/ok", port: 8080 }, periodSeconds: 1, failureThreshold: 2 } }] } }],
    ["readiness over HTTPS", { readiness: { path: "/", port: 443, https: true } }, { spec: { containers: [{ readinessProbe: { httpGet: { port: 443, scheme: "HTTPS" } } }] } }],
    ["liveness by TCP", { liveness: { tcp: 80, period: "20s", failures: 9 } }, { spec: { containers: [{ livenessProbe: { tcpSocket: { port: 80 }, periodSeconds: 20, failureThreshold: 9 } }] } }],
    ["startup by command", { startup: { exec: ["true"] } }, { spec: { containers: [{ startupProbe: { exec: { command: ["true"] }, failureThreshold: 120 } }] } }],
    ["readiness by gRPC", { readiness: { grpc: 80 } }, { spec: { containers: [{ readinessProbe: { grpc: { port: 80 } } }] } }],
    ["service account", { serviceAccount: { name: "web" } }, { spec: { serviceAccountName: "web" } }],
    ["no service account", {}, { spec: { automountServiceAccountToken: false } }],
    ["user and group", { runAsUser: 7, fsGroup: 8 }, { spec: { securityContext: { runAsNonRoot: true, runAsUser: 7, fsGroup: 8 } } }],
    ["a disk belongs to the user", { runAsUser: 7, volumes: { d: { claim: "data" } }, mounts: { d: "/d" } }, { spec: { securityContext: { fsGroup: 7 }, volumes: [{ name: "d", persistentVolumeClaim: { claimName: "data" } }] } }],
    ["a writable root", { readOnlyRootFilesystem: false }, { spec: { containers: [{ securityContext: { readOnlyRootFilesystem: false, allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } }] } }],
    ["an empty folder with a size", { volumes: { t: { emptyDir: { sizeLimit: "1Gi" } } }, mounts: { t: "/t" } }, { spec: { volumes: [{ name: "t", emptyDir: { sizeLimit: "1Gi" } }], containers: [{ volumeMounts: [{ name: "t", mountPath: "/t" }] }] } }],
    ["files with permissions", { settings, volumes: { c: { configMap: "conf", mode: "0440" } } }, { spec: { volumes: [{ name: "c", configMap: { name: expect.stringMatching(/^web-conf-[0-9a-f]{32}$/) as string, defaultMode: 0o440 } }] } }],
    ["files of a Secret that others made", { volumes: { s: { secret: "theirs" } } }, { spec: { volumes: [{ name: "s", secret: { secretName: "theirs" } }] } }],
    ["node labels", { nodeSelector: { pool: "gpu" } }, { spec: { nodeSelector: { pool: "gpu" } } }],
    ["tolerations", { tolerations: [{ key: "gpu", value: "yes", effect: "NoSchedule" }, {}] }, { spec: { tolerations: [{ operator: "Equal", key: "gpu", value: "yes", effect: "NoSchedule" }, { operator: "Exists" }] } }],
    ["a sidecar", { sidecars: { s: { image: otherImage, ports: [9000], readiness: { path: "/" } } } }, { spec: { initContainers: [{ name: "s", image: otherImage, restartPolicy: "Always", readinessProbe: { httpGet: { port: 9000 } } }] } }],
    ["an init container", { initContainers: { i: { command: ["x"] } } }, { spec: { initContainers: [{ name: "i", image, command: ["x"] }] } }],
    ["an init container sees what the app sees", { env: { A: "b" }, volumes: { t: { emptyDir: {} } }, mounts: { t: "/t" }, initContainers: { i: {} } }, { spec: { initContainers: [{ env: [{ name: "A", value: "b" }], volumeMounts: [{ name: "t", mountPath: "/t" }] }] } }],
    ["an init container of its own", { volumes: { t: { emptyDir: {} } }, initContainers: { i: { image: otherImage, env: { C: "d" }, mounts: { t: "/u" }, resources: { memory: "1Gi" } } } }, { spec: { initContainers: [{ image: otherImage, env: [{ name: "C", value: "d" }], volumeMounts: [{ name: "t", mountPath: "/u" }], resources: { limits: { memory: "1Gi" } } }] } }],
    ["a device, and the toleration of its taint", { resources: { extended: { "nvidia.com/gpu": 2 } } }, { spec: { containers: [{ resources: { requests: { "nvidia.com/gpu": "2" }, limits: { "nvidia.com/gpu": "2", memory: "128Mi" } } }], tolerations: [{ operator: "Exists", key: "nvidia.com/gpu", effect: "NoSchedule" }] } }],
    ["pull secrets", { imagePullSecrets: ["registry"] }, { spec: { imagePullSecrets: [{ name: "registry" }] } }],
    ["a file of a volume", { settings, volumes: { c: { configMap: "conf" } }, mounts: { c: { path: "/etc/a", subPath: "a", readOnly: true } } }, { spec: { containers: [{ volumeMounts: [{ name: "c", mountPath: "/etc/a", subPath: "a", readOnly: true }] }] } }],
    ["a volume in two places", { volumes: { t: { emptyDir: {} } }, mounts: { t: [{ path: "/a" }, { path: "/b", subPath: "b" }] } }, { spec: { containers: [{ volumeMounts: [{ mountPath: "/a" }, { mountPath: "/b", subPath: "b" }] }] } }],
    ["a port of another protocol", { ports: { dns: { port: 53, protocol: "UDP" } } }, { spec: { containers: [{ ports: [{ name: "http" }, { name: "dns", containerPort: 53, protocol: "UDP" }] }] } }],
    ["a probe's headers and times", { readiness: { path: "/", headers: { Host: "a.example" }, timeout: "9s", delay: "1m" } }, { spec: { containers: [{ readinessProbe: { httpGet: { httpHeaders: [{ name: "Host", value: "a.example" }] }, timeoutSeconds: 9, initialDelaySeconds: 60 } }] } }],
    ["a gRPC probe of one service", { liveness: { grpc: 80, service: "shop.Cart" } }, { spec: { containers: [{ livenessProbe: { grpc: { port: 80, service: "shop.Cart" } } }] } }],
    ["root, with its reason", { runAsRoot: { reason: "binds to its own users", capabilities: ["CHOWN"] } }, { metadata: { annotations: { "gke-bluegreen.dev/runs-as-root": "binds to its own users" } }, spec: { securityContext: { runAsNonRoot: false, runAsUser: 0 }, containers: [{ securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"], add: ["CHOWN"] } } }] } }],
    ["init containers in their own order", { initContainers: [{ name: "fetch", command: ["a"] }, { name: "convert", command: ["b"] }] }, { spec: { initContainers: [{ name: "fetch", command: ["a"] }, { name: "convert", command: ["b"] }] } }],
    ["a variable after those that it names", { env: { DATABASE: "postgres://$(DB_USER)@$(DB_HOST)/$$(DB_USER)", DB_HOST: "db", DB_USER: "$(WHO)", WHO: "shop" } }, { spec: { containers: [{ env: [{ name: "WHO" }, { name: "DB_USER" }, { name: "DB_HOST" }, { name: "DATABASE" }] }] } }],
    ["variables as they stand, where that is right, and in a circle", { env: { A: "$(B)", B: "$(A)", C: "$$(D)", D: "$(C)" } }, { spec: { containers: [{ env: [{ name: "B" }, { name: "A" }, { name: "C" }, { name: "D" }] }] } }],
    ["a patch, said in an annotation", { podPatch: { spec: { hostAliases: [{ ip: "10.0.0.1", hostnames: ["db"] }] } } }, { metadata: { annotations: { "gke-bluegreen.dev/pod-patch": "spec.hostAliases" } }, spec: { hostAliases: [{ ip: "10.0.0.1" }], containers: [{ name: "web" }] } }],
    ["a low port", { port: 80 }, { spec: { securityContext: { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }] } } }],
  ])("%s", async (_, changes, template) => expect(await pod(changes)).toMatchObject(template)); // prettier-ignore

  test("sidecars come before init containers, and the initial command last, without the app's arguments", async () => {
    const { spec } = await pod({
      args: ["serve"],
      initCommand: ["./migrate"],
      initContainers: { i: {} },
      sidecars: { s: { image: otherImage } },
    });
    expect(spec.initContainers.map((container) => (container as { name: string }).name)).toEqual(["s", "i", "init"]);
    expect(spec.initContainers[2]).toMatchObject({ command: ["./migrate"] });
    expect(spec.initContainers[2]).not.toHaveProperty("args");
  });
});

test("a release that runs with variables in the old order keeps it, and another gets the right one", async () => {
  const sections = { apps: { web: app({ env: { A: "$(B)", B: "b" } }) } };
  const order = (resources: Awaited<ReturnType<typeof deployed>>, name: string) => {
    const { spec } = only(resources, DEPLOYMENT, name) as unknown as { spec: { template: Pod } };
    return (spec.template.spec.containers[0] as { env: { name: string }[] }).env.map((one) => one.name);
  };
  // What it asks for a colour: earlier versions' labels in this order, and then in that of the alphabet.
  const asked: string[] = [];
  const resources = await deployed(sections, (token, { deployment }) => {
    asked.push(`${token} ${String(deployment)}`);
    return { runs: deployment === "web-blue" && asked.filter((one) => one.endsWith("web-blue")).length === 2 };
  });
  const blue = "gke-bluegreen:workloads:runsRevision web-blue";
  const green = "gke-bluegreen:workloads:runsRevision web-green";
  expect(asked.sort()).toEqual([blue, blue, green, green]);
  expect(order(resources, "web-blue")).toEqual(["A", "B"]);
  expect(order(resources, "web-green")).toEqual(["B", "A"]);
});

test("a colour with settings of its own has a ConfigMap of its own, and shared ones are one object", async () => {
  const configMaps = (resources: Awaited<ReturnType<typeof deployed>>) =>
    resources.filter(({ type }) => type === "kubernetes:core/v1:ConfigMap");
  const shared = { settings: { configMaps: { conf: { a: "1" } } } };
  expect(configMaps(await deployed({ apps: { web: app(shared) } }))).toHaveLength(1);
  const own = app(shared);
  const green = { image: otherImage, settings: { configMaps: { conf: { a: "2" } } } };
  expect(configMaps(await deployed({ apps: { web: { ...own, colors: { ...own.colors, green } } } }))).toHaveLength(2);
});

test("images by tag are pinned once each, and only digests reach a pod", async () => {
  const tagged = "europe-docker.pkg.dev/p/r/web:1";
  const sidecar = { image: "docker.io/library/proxy:2" };
  const colors = { blue: { image: tagged }, green: { image: tagged } };
  const resources = await deployed({ apps: { web: app({ colors, sidecars: { sidecar } }) } });
  expect(
    resources.filter(({ type }) => type === "gke-bluegreen:workloads:PinnedImage").map(({ name }) => name),
  ).toEqual([sidecar.image, tagged]);
  const pod = only(resources, "kubernetes:apps/v1:Deployment", "web-green");
  expect(pod).toMatchObject({
    spec: {
      template: {
        spec: {
          containers: [{ image: "europe-docker.pkg.dev/p/r/web@sha256:pinned" }],
          initContainers: [{ image: "docker.io/library/proxy@sha256:pinned" }],
        },
      },
    },
  });
});

test("workloads of one namespace share an account, which stays where its first user goes", async () => {
  const serviceAccount = { name: "shop", googleServiceAccount: "shop@p.iam.gserviceaccount.com" };
  const account = (resources: Awaited<ReturnType<typeof deployed>>) =>
    resources.filter(({ type }) => type === "kubernetes:core/v1:ServiceAccount").map(({ name }) => name);
  const apps = { web: app({ serviceAccount }), api: app({ serviceAccount }) };
  const jobs = { seed: { image, serviceAccount } };
  expect(account(await deployed({ apps, jobs }))).toEqual(["shop"]);
  expect(account(await deployed({ apps: { ...apps, other: app({ serviceAccount, namespace: "b" }) } }))).toEqual([
    "b-shop",
    "shop",
  ]);
  const other = app({ serviceAccount: { name: "shop" } });
  await expect(deployed({ apps: { ...apps, other } })).rejects.toThrow(/that of apps\.web, which has the account shop/);
});

test("an autoscaler a colour, and no fixed size for the switch", async () => {
  const sections = { apps: { web: app({ autoscaling: { min: 3, max: 9, cpuPercent: 60 } }) } };
  expect(await one(sections, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "web-green")).toMatchObject({
    spec: { minReplicas: 3, maxReplicas: 9, scaleTargetRef: { name: "web-green" } },
  });
  expect(await one(sections, "gke-bluegreen:workloads:TrafficSwitch")).toMatchObject({ minReplicas: 3 });
});

test.each<[string, object, RegExp, object?]>([
  ["a variable of a key that is not there", { env: { A: { configMap: "c", key: "k" } } }, /apps\.web\.env\.A.*settings\.configMaps\.c has/s],
  ["a mount of no volume", { mounts: { data: "/d" } }, /apps\.web\.mounts\.data.*it has none/s],
  ["a sidecar's mount of no volume", { volumes: { a: { emptyDir: {} } }, sidecars: { s: { image, mounts: { b: "/b" } } } }, /sidecars\.s\.mounts\.b.*one of its volumes: a/s],
  ["an image of a registry without a tag", { colors: { blue: { image: "docker.io/web" }, green: { image } } }, /one with a registry and a tag/],
  ["an image of no registry", { colors: { blue: { image: "library/web:1" }, green: { image } } }, /one with a registry and a tag/],
  ["an image that the stack does not build", { colors: { blue: { image: "web:1" }, green: { image } } }, /this stack's images, of which there are none/],
  ["the switch's own label", { labels: { color: "x" } }, /switch's own/],
  ["Google's certificate for nginx", { expose: { kind: "Ingress", class: "nginx", hosts: ["a.example"], tls: { managedCertificate: true } } }, /for class gce/],
  ["a third colour where both have traffic for a while", { colors: { blue: { image }, green: { image }, red: { image } }, expose: { kind: "Ingress", hosts: ["a.example"] } }, /apps\.web\.colors.*two colours: while both/s],
  ["a port that is taken", { port: 80, ports: { other: 80 } }, /ports other than 80/],
  ["root where the namespace forbids it", { runAsRoot: { reason: "binds to its own users" }, namespace: "team" }, /whose Pod Security level is restricted/, { tenants: { team: {} } }],
  ["root without a reason", { runAsRoot: { reason: "" } }, /a sentence that says why/],
  ["a key of another kind", { expose: { kind: "LoadBalancer", hosts: ["a.example"] } }, /hosts belongs to kind: Ingress or kind: Gateway/],
  ["an init container of a mapping that is none", { initContainers: { a: { comand: ["x"] } } }, /Did you mean command/],
  ["a probe of no kind", { readiness: { http: "/" } }, /readiness\.path.*expected a text/],
])("fails with %s", async (_, changes, message, sections = {}) => {
  await expect(deployed({ apps: { web: app(changes) }, ...sections })).rejects.toThrow(message);
}); // prettier-ignore
