import * as k8s from "@pulumi/kubernetes";
import { BlueGreenApp, StatefulSet, Tenant, Volume } from "../../../workloads";
import { only, registered } from "../infra/program";
import { app, deployed, image, one } from "./cluster";

const secured = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };

test("one of each kind is pinned: names are API, and every field was looked at once", async () => {
  expect(
    await deployed({
      tenants: { data: {} },
      volumes: { backups: { namespace: "data", size: "1Gi" } },
      externalNames: { warehouse: { namespace: "data", host: "db.example.com" } },
      statefulSets: {
        store: {
          namespace: "data",
          image,
          replicas: 3,
          ports: { db: 5432 },
          readiness: { tcp: 5432 },
          claims: { data: { size: "10Gi", mount: "/data" } },
        },
      },
      daemonSets: { agent: { namespace: "data", image } },
      jobs: { migrate: { namespace: "data", image, command: ["./migrate"] } },
      cronJobs: { backup: { namespace: "data", image, schedule: "30 2 * * *" } },
      apps: { web: app({ namespace: "data" }) },
      loadTests: { load: { app: "web", image } },
    }),
  ).toMatchSnapshot();
});

describe("options of a StatefulSet", () => {
  test.each<[string, object, object]>([
    ["replicas", { replicas: 3 }, { replicas: 3 }],
    ["partition", { partition: 2 }, { updateStrategy: { rollingUpdate: { partition: 2 } } }],
    ["podManagement", { podManagement: "Parallel" }, { podManagementPolicy: "Parallel" }],
    ["whenDeleted and whenScaled", { whenDeleted: "Delete", whenScaled: "Delete" }, { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete", whenScaled: "Delete" } }],
    ["disks are kept", {}, { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" } }],
    ["claims", { runAsUser: 999, claims: { d: { size: "5Gi", mount: "/d", storageClass: "premium-rwo", accessMode: "ReadWriteOncePod" } } }, { volumeClaimTemplates: [{ metadata: { name: "d" }, spec: { accessModes: ["ReadWriteOncePod"], storageClassName: "premium-rwo", resources: { requests: { storage: "5Gi" } } } }], template: { spec: { securityContext: { ...secured, fsGroup: 999 }, containers: [{ volumeMounts: [{ name: "d", mountPath: "/d" }] }] } } }],
    ["a folder of a disk", { claims: { d: { size: "5Gi", mount: "/d", folder: "data" } } }, { template: { spec: { containers: [{ volumeMounts: [{ name: "d", mountPath: "/d", subPath: "data" }] }] } } }],
    ["shutdown", { shutdown: "2m" }, { template: { spec: { terminationGracePeriodSeconds: 120 } } }],
    ["probes at the first port", { ports: { db: 5432 }, readiness: { path: "/ok" } }, { template: { spec: { containers: [{ readinessProbe: { httpGet: { path: "/ok", port: 5432 } } }] } } }],
  ])("%s", async (_, changes, spec) => {
    expect(await one({ statefulSets: { db: { image, ...changes } } }, "kubernetes:apps/v1:StatefulSet")).toMatchObject({ spec });
  }); // prettier-ignore

  test("its Service is headless, and a budget guards more than one pod", async () => {
    const sections = { statefulSets: { db: { image, replicas: 2, ports: { db: 5432 } } } };
    expect(await one(sections, "kubernetes:core/v1:Service")).toMatchObject({
      metadata: { name: "db" },
      spec: { clusterIP: "None", selector: { app: "db" }, ports: [{ name: "db", port: 5432, targetPort: 5432 }] },
    });
    expect(await one(sections, "kubernetes:policy/v1:PodDisruptionBudget")).toMatchObject({
      spec: { maxUnavailable: 1 },
    });
    const single = await deployed({ statefulSets: { db: { image } } });
    expect(single.map(({ type }) => type)).not.toContain("kubernetes:policy/v1:PodDisruptionBudget");
  });
});

describe("options of a DaemonSet", () => {
  test.each<[string, object, object]>([
    ["maxUnavailable", { maxUnavailable: "20%" }, { updateStrategy: { rollingUpdate: { maxUnavailable: "20%" } } }],
    ["folders of the node, to be read", { hostPaths: { logs: "/var/log" } }, { template: { spec: { volumes: [{ name: "logs", hostPath: { path: "/var/log" } }], containers: [{ volumeMounts: [{ name: "logs", mountPath: "/var/log", readOnly: true }] }] } } }],
    ["as root, without privileges", { runAsRoot: true }, { template: { spec: { securityContext: { runAsNonRoot: false, runAsUser: 0 }, containers: [{ securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } }] } } }],
    ["as somebody else by default", {}, { template: { spec: { securityContext: secured } } }],
  ])("%s", async (_, changes, spec) => {
    expect(await one({ daemonSets: { agent: { image, ...changes } } }, "kubernetes:apps/v1:DaemonSet")).toMatchObject({ spec });
  }); // prettier-ignore
});

describe("options of Jobs", () => {
  const cases: [string, object, object][] = [
    ["completions and parallelism", { completions: 5, parallelism: 2 }, { completions: 5, parallelism: 2 }],
    ["backoffLimit", { backoffLimit: 0 }, { backoffLimit: 0 }],
    ["timeout", { timeout: "90s" }, { activeDeadlineSeconds: 90 }],
    ["restartPolicy", { restartPolicy: "OnFailure" }, { template: { spec: { restartPolicy: "OnFailure" } } }],
    ["command", { command: ["x"] }, { template: { spec: { containers: [{ image, command: ["x"] }], securityContext: secured } } }],
  ]; // prettier-ignore
  test.each(cases)("of a Job: %s", async (_, changes, spec) => {
    expect(await one({ jobs: { once: { image, ...changes } } }, "kubernetes:batch/v1:Job")).toMatchObject({ spec });
  });
  const cron = { image, schedule: "@daily" };
  test.each(cases)("of a CronJob: %s", async (_, changes, spec) => {
    expect(await one({ cronJobs: { often: { ...cron, ...changes } } }, "kubernetes:batch/v1:CronJob")).toMatchObject({
      spec: { jobTemplate: { spec } },
    });
  });
  test.each<[string, object, object]>([
    ["schedule and timeZone", { schedule: "*/5 1-3 * * mon,fri", timeZone: "Asia/Seoul" }, { schedule: "*/5 1-3 * * mon,fri", timeZone: "Asia/Seoul" }],
    ["concurrencyPolicy", { concurrencyPolicy: "Replace" }, { concurrencyPolicy: "Replace" }],
    ["startingDeadline", { startingDeadline: "1m" }, { startingDeadlineSeconds: 60 }],
    ["suspend", { suspend: true }, { suspend: true }],
    ["history", { successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 9 }, { successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 9 }],
  ])("%s", async (_, changes, spec) => {
    expect(await one({ cronJobs: { often: { ...cron, ...changes } } }, "kubernetes:batch/v1:CronJob")).toMatchObject({ spec });
  }); // prettier-ignore
});

describe("volumes", () => {
  const claim = "kubernetes:core/v1:PersistentVolumeClaim";
  test("a new disk is the cluster's own kind where none is named", async () => {
    const made = await one({ volumes: { data: { size: "1Gi" } } }, claim);
    expect(made).toMatchObject({
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    });
    expect(made["spec"]).not.toHaveProperty("storageClassName");
  });

  test.each<[string, object, object]>([
    ["disk", { disk: "projects/p/zones/z/disks/d" }, { csi: { driver: "pd.csi.storage.gke.io", volumeHandle: "projects/p/zones/z/disks/d" } }],
    ["share", { nfs: { server: "192.0.2.1", path: "/share" }, accessMode: "ReadWriteMany" }, { nfs: { server: "192.0.2.1", path: "/share" }, accessModes: ["ReadWriteMany"] }],
  ])("a %s that exists is bound to its claim alone and stays", async (_, source, spec) => {
    const sections = { volumes: { data: { namespace: "ns", size: "1Gi", ...source } } };
    expect(await one(sections, "kubernetes:core/v1:PersistentVolume")).toMatchObject({
      metadata: { name: "ns-data" },
      spec: { ...spec, claimRef: { namespace: "ns", name: "data" }, persistentVolumeReclaimPolicy: "Retain" },
    });
    expect(await one(sections, claim)).toMatchObject({ spec: { storageClassName: "", volumeName: "ns-data" } });
  }); // prettier-ignore
});

test("a load test asks the app's Service inside the cluster, and what is live is part of it", async () => {
  const sections = {
    apps: { web: app({ namespace: "shop", port: 8080 }) },
    tenants: { shop: {} },
    loadTests: {
      load: { app: "web", image, path: "/page", rate: 5, duration: "10s", maxErrorRate: 0.01, maxLatency: "1s" },
    },
  };
  const job = await one(sections, "kubernetes:batch/v1:Job");
  expect(job).toMatchObject({
    metadata: { namespace: "shop" },
    spec: { backoffLimit: 0, template: { spec: { restartPolicy: "Never", securityContext: secured } } },
  });
  const { env } = (
    job as unknown as { spec: { template: { spec: { containers: [{ env: { name: string; value: string }[] }] } } } }
  ).spec.template.spec.containers[0];
  expect(Object.fromEntries(env.map(({ name, value }) => [name, value]))).toEqual({
    URL: "http://web.shop.svc.cluster.local:8080/page",
    RATE: "5",
    SECONDS: "10",
    MAX_ERROR_RATE: "0.01",
    MAX_LATENCY_MS: "1000",
  });
});

test.each<[string, object, RegExp]>([
  ["a schedule that is none", { cronJobs: { a: { image, schedule: "daily" } } }, /cronJobs\.a\.schedule: got "daily"; expected five fields/],
  ["a time zone that is none", { cronJobs: { a: { image, schedule: "@daily", timeZone: "Seoul" } } }, /timeZone: got "Seoul"; expected a time zone/],
  ["a Service twice", { statefulSets: { db: { image } }, externalNames: { db: { host: "a.example" } } }, /externalNames\.db.*statefulSets\.db has the Service db/s],
  ["an app's colour as a name", { apps: { web: app() }, statefulSets: { "web-blue": { image } } }, /apps\.web has the Service web-blue/],
  ["a load test of no app", { apps: { web: app() }, loadTests: { l: { app: "wbe", image } } }, /loadTests\.l\.app: got "wbe"; expected one of the apps: web/],
  ["an address where a name belongs", { externalNames: { db: { host: "192.0.2.1" } } }, /a host name, not an address/],
  ["a disk and a share at once", { volumes: { v: { size: 1, disk: "projects/p/zones/z/disks/d", nfs: { server: "s", path: "/" } } } }, /either a disk or a share/],
  ["a probe without a port", { statefulSets: { db: { image, readiness: { path: "/" } } } }, /readiness\.port.*has none of its own/s],
])("fails with %s", async (_, sections, message) => {
  await expect(deployed(sections)).rejects.toThrow(message);
}); // prettier-ignore

describe("from another program", () => {
  let count = 0;
  const provider = () => ({ provider: new k8s.Provider(`p${++count}`, { kubeconfig: "{}" }) });

  test("a component takes what a stack file would say, and fills in the rest", async () => {
    const { resources } = await registered(() => new StatefulSet("db", { config: { image } }, provider()));
    expect(only(resources, "kubernetes:apps/v1:StatefulSet")).toMatchObject({ metadata: { namespace: "default" } });
  });

  test("an app and a tenant as well", async () => {
    const { resources } = await registered(() => {
      new Tenant("shop", { quota: { pods: 5 } }, provider());
      new BlueGreenApp("web", { config: app({ namespace: "shop" }), kubeconfig: "{}" }, provider());
    });
    expect(only(resources, "kubernetes:core/v1:ResourceQuota")).toMatchObject({ spec: { hard: { pods: "5" } } });
    expect(only(resources, "gke-bluegreen:workloads:TrafficSwitch")).toMatchObject({ active: "blue", replicas: 3 });
    const wrong = { config: app({ active: "purple" }), kubeconfig: "{}" };
    await expect(registered(() => new BlueGreenApp("web", wrong, provider()))).rejects.toThrow(
      /web\.active: got "purple"; expected one of the app's colours: blue, green/,
    );
  });

  test("a mistake is refused with its path in the component", async () => {
    const wrong = { config: { size: "1Gi", acessMode: "ReadWriteMany" } } as never;
    await expect(registered(() => new Volume("data", wrong, provider()))).rejects.toThrow(
      /data\.acessMode: got a key that does not exist; expected accessMode.*Rename it in the program/s,
    );
  });

  test("an image by tag is refused", async () => {
    const made = registered(() => new StatefulSet("db", { config: { image: "mysql:8" } }, provider()));
    await expect(made).rejects.toThrow(/db\.image.*expected a reference with a digest/s);
  });
});
