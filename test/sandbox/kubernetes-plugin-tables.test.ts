import { PulumiProject, type StateResource } from "../../sandbox/testing/pulumi-project";
import { BOOT_MS, eventually, sharedCluster, type TestCluster } from "../../sandbox/testing/test-cluster";

// The plugin's two tables on a real cluster, a test a row: what it waits for, and what makes a new object.

jest.setTimeout(240_000);

let cluster: TestCluster;
let namespace: string;
let kubeconfig: string;
const unique = Math.random().toString(36).slice(2, 8);

beforeAll(async () => {
  cluster = await sharedCluster();
  namespace = await cluster.createNamespace();
  kubeconfig = await cluster.kubectl(["config", "view", "--raw", "--minify", "-o", "json"]);
}, BOOT_MS);

afterAll(async () => await cluster.deleteNamespace(namespace));

/** What every program below has in scope. */
const prelude = () => `
const v = process.env.V ?? "1";
const o = { provider };
const namespace = "${namespace}";
const meta = (name, annotations = {}) => ({ name, namespace, annotations });
const global = (name) => ({ name: "${unique}-" + name });
const unwatched = (name) => meta(name, { "pulumi.com/skipAwait": "true" });
const container = (script, more = {}) => ({ name: "c", image: "busybox", command: ["sh", "-c", script], resources: { requests: { cpu: "0.01", memory: "8Mi" } }, ...more });
const forever = "trap exit TERM; touch /tmp/ready; while :; do sleep 1; done";
const late = { readinessProbe: { exec: { command: ["cat", "/tmp/ready"] }, initialDelaySeconds: 2, periodSeconds: 1 } };
const pod = (app, script = forever, more = late) => ({ metadata: { labels: { app } }, spec: { terminationGracePeriodSeconds: 1, containers: [container(script, more)] } });
const selector = (app) => ({ matchLabels: { app } });
const run = (script) => ({ spec: { restartPolicy: "Never", containers: [container(script)] } });
`;

describe("what is waited for", () => {
  let project: PulumiProject;
  let resources: readonly StateResource[];

  /** The object as it was when the plugin called it ready: what the engine keeps. */
  const rows: readonly (readonly [name: string, source: string, ready: object])[] = [
    [
      "deployment",
      `new k8s.apps.v1.Deployment("deployment", { metadata: meta("deployment"), spec: { replicas: 2, selector: selector("deployment"), template: pod("deployment") } }, o)`,
      { status: { availableReplicas: 2, readyReplicas: 2 } },
    ],
    [
      "statefulset",
      `new k8s.apps.v1.StatefulSet("statefulset", { metadata: meta("statefulset"), spec: { serviceName: "none", replicas: 2, selector: selector("statefulset"), template: pod("statefulset") } }, o)`,
      { status: { readyReplicas: 2, currentReplicas: 2 } },
    ],
    [
      "daemonset",
      `new k8s.apps.v1.DaemonSet("daemonset", { metadata: meta("daemonset"), spec: { selector: selector("daemonset"), template: pod("daemonset") } }, o)`,
      { status: { numberReady: 3, numberAvailable: 3 } },
    ],
    [
      "replicationcontroller",
      `new k8s.core.v1.ReplicationController("replicationcontroller", { metadata: meta("replicationcontroller"), spec: { replicas: 1, selector: { app: "rc" }, template: pod("rc") } }, o)`,
      { status: { availableReplicas: 1 } },
    ],
    [
      "pod",
      `new k8s.core.v1.Pod("pod", { metadata: meta("pod"), spec: pod("pod").spec }, o)`,
      { status: { phase: "Running", containerStatuses: [{ ready: true }] } },
    ],
    [
      "finished-pod",
      `new k8s.core.v1.Pod("finished-pod", { metadata: meta("finished-pod"), spec: { ...run("").spec, containers: pod("x", "sleep 2", { readinessProbe: { exec: { command: ["false"] } } }).spec.containers } }, o)`,
      { status: { phase: "Succeeded" } },
    ],
    [
      "job",
      `new k8s.batch.v1.Job("job", { metadata: meta("job"), spec: { template: run("sleep 2") } }, o)`,
      { status: { succeeded: 1 } },
    ],
    [
      "load-balancer",
      `new k8s.core.v1.Service("load-balancer", { metadata: meta("load-balancer"), spec: { type: "LoadBalancer", selector: { app: "deployment" }, ports: [{ port: 80 }] } }, o)`,
      { status: { loadBalancer: { ingress: [{ ip: expect.stringMatching(/^\d+\./) as string }] } } },
    ],
    [
      "ingress",
      `new k8s.networking.v1.Ingress("ingress", { metadata: meta("ingress"), spec: { ingressClassName: "nginx", rules: [{ host: "${unique}.example", http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "load-balancer", port: { number: 80 } } } }] } }] } }, o)`,
      { status: { loadBalancer: { ingress: [{ ip: expect.stringMatching(/^\d+\./) as string }] } } },
    ],
    [
      "volume",
      `new k8s.core.v1.PersistentVolume("volume", { metadata: global("volume"), spec: { capacity: { storage: "1Mi" }, accessModes: ["ReadWriteOnce"], storageClassName: "${unique}", hostPath: { path: "/tmp" } } }, o)`,
      { status: { phase: expect.stringMatching(/Available|Bound/) as string } },
    ],
    [
      "claim",
      `new k8s.core.v1.PersistentVolumeClaim("claim", { metadata: meta("claim"), spec: { storageClassName: "${unique}", accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Mi" } } } }, o)`,
      { status: { phase: "Bound" } },
    ],
    [
      "claim-of-first-consumer",
      `new k8s.core.v1.PersistentVolumeClaim("claim-of-first-consumer", { metadata: meta("claim-of-first-consumer"), spec: { storageClassName: "standard-rwo", accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Mi" } } } }, o)`,
      { status: { phase: "Pending" } },
    ],
    [
      "quota",
      `new k8s.core.v1.ResourceQuota("quota", { metadata: meta("quota"), spec: { hard: { "count/leases.coordination.k8s.io": "7" } } }, o)`,
      { status: { hard: { "count/leases.coordination.k8s.io": "7" } } },
    ],
    [
      "token",
      `new k8s.core.v1.Secret("token", { metadata: meta("token", { "kubernetes.io/service-account.name": "default" }), type: "kubernetes.io/service-account-token" }, o)`,
      // Secret data is kept encrypted: that it is there is all there is to see.
      { data: expect.anything() as object },
    ],
    [
      "told-by-annotation",
      `new k8s.core.v1.ConfigMap("told-by-annotation", { metadata: meta("told-by-annotation", { "pulumi.com/waitFor": "jsonpath={.data.ready}=yes" }), data: { ready: "no" } }, o)`,
      { data: { ready: "yes" } },
    ],
    [
      "not-waited-for",
      `new k8s.core.v1.Pod("not-waited-for", { metadata: unwatched("not-waited-for"), spec: { ...pod("x").spec, nodeSelector: { none: "such" } } }, o)`,
      { status: { phase: "Pending" } },
    ],
  ];

  beforeAll(async () => {
    project = await PulumiProject.create("waits", kubeconfig);
    project.program(prelude() + rows.map(([, source]) => `${source};`).join("\n"));
    const up = project.up();
    const patch = eventually("the ConfigMap that waits", async () => {
      const path = `/api/v1/namespaces/${namespace}/configmaps/told-by-annotation`;
      return (await cluster.api.find("GET", path)) !== undefined;
    }).then(() =>
      cluster.kubectl(["-n", namespace, "patch", "configmap", "told-by-annotation", "-p", '{"data":{"ready":"yes"}}']),
    );
    await Promise.all([up, patch]);
    resources = await project.resources();
  }, 240_000);
  afterAll(() => project.close());

  test.each(rows)("%s", (name, _, ready) => {
    expect(named(resources, name)?.outputs).toMatchObject(ready);
  });
});

describe("what is waited for in vain", () => {
  test.each([
    [
      "a Job that may not fail again ends the wait at once",
      `new k8s.batch.v1.Job("x", { metadata: meta("failing-job"), spec: { backoffLimit: 0, template: run("exit 3") } }, o)`,
      /BackoffLimitExceeded/,
    ],
    [
      "a Pod that never gets ready, until the timeout of its annotation",
      `new k8s.core.v1.Pod("x", { metadata: meta("unready", { "pulumi.com/timeoutSeconds": "6" }), spec: pod("unready", "sleep 600", { readinessProbe: { exec: { command: ["false"] }, periodSeconds: 1 } }).spec }, o)`,
      /unready[^]*(timed out|timeout|not.*ready)/i,
    ],
    [
      "a StatefulSet that never gets ready, until the resource's own timeout",
      `new k8s.apps.v1.StatefulSet("x", { metadata: meta("stuck"), spec: { serviceName: "none", replicas: 1, selector: selector("stuck"), template: pod("stuck", "exit 1") } }, { ...o, customTimeouts: { create: "8s" } })`,
      /stuck[^]*(CrashLoopBackOff|exit code 1|not ready|0 .*ready)/i,
    ],
  ])("%s", async (_, source, says) => {
    const project = await PulumiProject.create("vain", kubeconfig);
    try {
      project.program(`${prelude()}${source};`);
      const { exit, output } = await project.run(["up", "--yes", "--skip-preview"]);
      expect(exit).not.toBe(0);
      expect(output).toMatch(says);
      // It is in the state, so that nothing is lost and the next update goes on with it.
      expect(named(await project.resources(), "x")?.initErrors?.length).toBeGreaterThan(0);
    } finally {
      await project.close();
    }
  });

  test("a deletion that a finalizer holds up says which, and is done by the next destroy", async () => {
    const project = await PulumiProject.create("held", kubeconfig);
    try {
      project.program(
        `${prelude()}new k8s.core.v1.ConfigMap("x", { metadata: { ...meta("held"), finalizers: ["example.com/hold"] } }, { ...o, customTimeouts: { delete: "4s" } });`,
      );
      await project.up();
      const { exit, output } = await project.run(["destroy", "--yes", "--skip-preview"]);
      expect(exit).not.toBe(0);
      expect(output).toContain("example.com/hold");
      await cluster.kubectl(["-n", namespace, "patch", "configmap", "held", "-p", '{"metadata":{"finalizers":null}}']);
      await project.mustRun(["destroy", "--yes", "--skip-preview"]);
      expect(named(await project.resources(), "x")).toBeUndefined();
    } finally {
      await project.close();
    }
  });
});

describe("what makes a new object", () => {
  const workload = (kind: string, name: string, spec: string) =>
    `new k8s.apps.v1.${kind}("${name}", { metadata: unwatched("${name}"), spec: { ${spec} } }, o)`;
  const none = `{ ...pod("p").spec, nodeSelector: { none: "such" } }`;
  const rows: readonly (readonly [name: string, source: string, becomes: "new" | "same"])[] = [
    ["deployment-selector", workload("Deployment", "deployment-selector", `replicas: 0, selector: selector("d" + v), template: pod("d" + v)`), "new"],
    ["daemonset-selector", workload("DaemonSet", "daemonset-selector", `selector: selector("ds" + v), template: { ...pod("ds" + v), spec: ${none} }`), "new"],
    ["statefulset-selector", workload("StatefulSet", "statefulset-selector", `serviceName: "s", replicas: 0, selector: selector("ss" + v), template: pod("ss" + v)`), "new"],
    ["statefulset-service", workload("StatefulSet", "statefulset-service", `serviceName: "s" + v, replicas: 0, selector: selector("s"), template: pod("s")`), "new"],
    ["statefulset-order", workload("StatefulSet", "statefulset-order", `podManagementPolicy: v === "1" ? "OrderedReady" : "Parallel", serviceName: "s", replicas: 0, selector: selector("s"), template: pod("s")`), "new"],
    ["statefulset-claims", workload("StatefulSet", "statefulset-claims", `volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: v + "Mi" } } } }], serviceName: "s", replicas: 0, selector: selector("s"), template: pod("s")`), "new"],
    ["job-template", `new k8s.batch.v1.Job("job-template", { metadata: unwatched("job-template"), spec: { suspend: true, template: run("true " + v) } }, o)`, "new"],
    ["job-completions", `new k8s.batch.v1.Job("job-completions", { metadata: unwatched("job-completions"), spec: { suspend: true, completions: Number(v), template: run("true") } }, o)`, "new"],
    ["job-parallelism", `new k8s.batch.v1.Job("job-parallelism", { metadata: unwatched("job-parallelism"), spec: { suspend: true, parallelism: Number(v), template: run("true") } }, o)`, "new"],
    ["pod-container", `new k8s.core.v1.Pod("pod-container", { metadata: unwatched("pod-container"), spec: { terminationGracePeriodSeconds: 0, containers: [container(forever, { env: [{ name: "V", value: v }] })] } }, o)`, "new"],
    ["pod-host-name", `new k8s.core.v1.Pod("pod-host-name", { metadata: unwatched("pod-host-name"), spec: { terminationGracePeriodSeconds: 0, hostname: "h" + v, containers: [container(forever)] } }, o)`, "new"],
    ["claim-class", `new k8s.core.v1.PersistentVolumeClaim("claim-class", { metadata: unwatched("claim-class"), spec: { storageClassName: "none-" + v, accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Mi" } } } }, { ...o, customTimeouts: { create: "5s" } })`, "new"],
    ["volume-source", `new k8s.core.v1.PersistentVolume("volume-source", { metadata: global("volume-source"), spec: { capacity: { storage: "1Mi" }, accessModes: ["ReadWriteOnce"], storageClassName: "none", hostPath: { path: "/tmp/" + v } } }, o)`, "new"],
    ["service-address", `new k8s.core.v1.Service("service-address", { metadata: meta("service-address"), spec: { clusterIP: v === "1" ? "None" : undefined, ports: [{ port: 80 }] } }, o)`, "new"],
    ["quota-scopes", `new k8s.core.v1.ResourceQuota("quota-scopes", { metadata: meta("quota-scopes"), spec: { hard: { pods: "99" }, scopes: [v === "1" ? "BestEffort" : "NotBestEffort"] } }, o)`, "new"],
    ["secret-type", `new k8s.core.v1.Secret("secret-type", { metadata: meta("secret-type"), type: "example.com/t" + v, stringData: { a: "b" } }, o)`, "new"],
    ["secret-data", `new k8s.core.v1.Secret("secret-data", { metadata: { namespace }, stringData: { a: v } }, o)`, "new"],
    ["config-map-data", `new k8s.core.v1.ConfigMap("config-map-data", { metadata: { namespace }, data: { a: v } }, o)`, "new"],
    ["role-binding", `new k8s.rbac.v1.RoleBinding("role-binding", { metadata: meta("role-binding"), roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "r" + v }, subjects: [] }, o)`, "new"],
    ["cluster-role-binding", `new k8s.rbac.v1.ClusterRoleBinding("cluster-role-binding", { metadata: global("crb"), roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "r" + v }, subjects: [] }, o)`, "new"],
    ["storage-class-parameters", `new k8s.storage.v1.StorageClass("storage-class-parameters", { metadata: global("class"), provisioner: "example.com/none", parameters: { v } }, o)`, "new"],
    ["name", `new k8s.core.v1.ServiceAccount("name", { metadata: meta("name-" + v) }, o)`, "new"],
    ["deployment-template", workload("Deployment", "deployment-template", `replicas: 0, selector: selector("t"), template: { ...pod("t"), spec: { containers: [container("true " + v)] } }`), "same"],
    ["service-port", `new k8s.core.v1.Service("service-port", { metadata: meta("service-port"), spec: { ports: [{ port: 80 + Number(v) }] } }, o)`, "same"],
    ["quota-hard", `new k8s.core.v1.ResourceQuota("quota-hard", { metadata: meta("quota-hard"), spec: { hard: { pods: "9" + v } } }, o)`, "same"],
    ["role-rules", `new k8s.rbac.v1.Role("role-rules", { metadata: meta("role-rules"), rules: [{ apiGroups: [""], resources: ["pods"], verbs: [v === "1" ? "get" : "list"] }] }, o)`, "same"],
    ["cron-job", `new k8s.batch.v1.CronJob("cron-job", { metadata: meta("cron-job"), spec: { schedule: "0 0 " + v + " 1 *", jobTemplate: { spec: { template: run("true") } } } }, o)`, "same"],
  ]; // prettier-ignore

  let project: PulumiProject;
  let before: readonly StateResource[];
  let after: readonly StateResource[];
  let planned: ReadonlyMap<string, string>;

  beforeAll(async () => {
    project = await PulumiProject.create("replaces", kubeconfig);
    project.program(prelude() + rows.map(([, source]) => `${source};`).join("\n"));
    await project.up();
    before = await project.resources();
    const plan = JSON.parse(await project.mustRun(["preview", "--json"], { V: "2" })) as {
      steps: { urn: string; op: string }[];
    };
    planned = new Map(
      plan.steps.filter(({ op }) => !/^(create|delete)/.test(op)).map(({ urn, op }) => [nameOf(urn), op]),
    );
    await project.up({ V: "2" });
    after = await project.resources();
  }, 240_000);
  afterAll(() => project.close());

  test.each(rows)("%s", (name, _, becomes) => {
    expect(planned.get(name)).toBe(becomes === "new" ? "replace" : "update");
    const [old, fresh] = [uidOf(before, name), uidOf(after, name)];
    expect(fresh).toBeDefined();
    if (becomes === "new") expect(fresh).not.toBe(old);
    else expect(fresh).toBe(old);
  });

  test("and then there is nothing more to change", async () => {
    expect(await project.preview({ V: "2" })).toMatch(/Resources:\n\s+\d+ unchanged\s*$/);
  });
});

const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";

function named(resources: readonly StateResource[], name: string): StateResource | undefined {
  return resources.find(({ urn, type }) => nameOf(urn) === name && type.startsWith("kubernetes:"));
}

function uidOf(resources: readonly StateResource[], name: string): string | undefined {
  const { metadata } = (named(resources, name)?.outputs ?? {}) as { metadata?: { uid?: string } };
  return metadata?.uid;
}
