import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { credentials } from "../../sandbox/home/credentials";
import { pushImage, type BaseImage } from "../../sandbox/images";
import { passwd, shell } from "../../sandbox/images/contents";
import { registryAddress } from "../../sandbox/kubernetes";
import { registryAuthFile } from "../../sandbox/registry";
import {
  BOOT_MS,
  eventually,
  quiet,
  sharedCluster,
  webDeployment,
  type TestCluster,
} from "../../sandbox/testing/test-cluster";

jest.setTimeout(180_000);
/** metrics-server is built when it is first needed. */
const BUILD_MS = 600_000;
let cluster: TestCluster;
let namespace: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  namespace = await cluster.createNamespace();
}, BOOT_MS);

afterAll(() => cluster.deleteNamespace(namespace), 120_000);

describe("images", () => {
  // A project whose images everyone may use, so that no repository has to be made for it first.
  const path = `google-samples/test-${process.pid}/which`;
  const hosts = ["gcr.io", "asia-northeast3-docker.pkg.dev"] as const;

  test("one path at two registries is two images, by tag and by digest", async () => {
    for (const host of hosts) await push(`${host}/${path}:blue`, host);
    const references = [...hosts.map((host) => `${host}/${path}:blue`), `gcr.io/${path}@${await digestOf("gcr.io")}`];
    for (const [index, image] of references.entries())
      await runToEnd(`which-${index}`, { image, command: ["cat", "/which"] });
    const said = await Promise.all(references.map((_, index) => logs(`which-${index}`)));
    expect(said).toEqual(["gcr.io", "asia-northeast3-docker.pkg.dev", "gcr.io"]);
  });

  test("fails with the registry's own words for an image that nobody pushed", async () => {
    await cluster.apply(pod("missing", { image: `gcr.io/${path}:purple` }));
    await eventually("the pull error", async () =>
      (await cluster.kubectl(["-n", namespace, "describe", "pod", "missing"])).includes(
        `gcr.io/${path}:purple: not found`,
      ),
    );
  });

  async function push(name: string, content: string): Promise<void> {
    const { home, instance } = cluster.sandbox;
    const registry = registryAddress(instance);
    const which = {
      sources: () => Promise.resolve([]),
      write: (root: string) => writeFile(join(root, "which"), content),
    };
    const image: BaseImage = {
      names: [name],
      contents: [passwd, shell, which],
      entrypoint: [],
      command: ["sh"],
      environment: { CONTENT: content },
      user: "",
    };
    const authFile = await registryAuthFile(home, [registry]);
    await pushImage(image, { registry, accessToken: credentials(home).accessToken, authFile }, quiet);
  }

  async function digestOf(host: string): Promise<string> {
    const { home, instance } = cluster.sandbox;
    const response = await fetch(`http://${registryAddress(instance)}/v2/${host}/${path}/manifests/blue`, {
      method: "HEAD",
      headers: {
        Authorization: `Bearer ${credentials(home).accessToken}`,
        Accept: "application/vnd.oci.image.manifest.v1+json",
      },
    });
    return response.headers.get("docker-content-digest") ?? "";
  }
});

test("a pod finds Services by name: with an address, headless, and elsewhere", async () => {
  const service = (name: string, spec: object) => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace },
    spec: { selector: { app: "named" }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
  });
  await cluster.apply(
    webDeployment(namespace, "named", 2),
    service("named", {}),
    service("each", { clusterIP: "None" }),
    service("alias", { type: "ExternalName", externalName: `named.${namespace}.svc.cluster.local` }),
  );
  await cluster.kubectl(["-n", namespace, "rollout", "status", "deployment/named", "--timeout=120s"]);
  const script = [
    "wget -qO- http://named; echo",
    `wget -qO- http://alias.${namespace}.svc.cluster.local; echo`,
    `nslookup -type=a each.${namespace}.svc.cluster.local | grep -c '^Address: '`,
    "nslookup -type=a kubernetes.default.svc.cluster.local > /dev/null && echo found",
    "nslookup -type=a no-such-name.default.svc.cluster.local > /dev/null || echo missing",
  ];
  await runToEnd("resolver", { image: "busybox", command: ["sh", "-c", script.join("\n")] });
  const lines = (await logs("resolver")).split("\n");
  expect(lines.slice(0, 2)).toEqual([expect.stringMatching(/^named-/), expect.stringMatching(/^named-/)]);
  expect(lines.slice(2)).toEqual(["2", "found", "missing"]);
});

describe("disks", () => {
  test.each(["standard-rwo", "standard", "premium-rwo"])(
    "class %s: what a pod wrote is there when the pod has moved to another node",
    async (storageClassName) => {
      const [first, second] = (await cluster.nodes()).map(({ name }) => name);
      const claim = `data-${storageClassName}`;
      await cluster.apply(claimOf(claim, { storageClassName }));
      await runToEnd(`writer-${storageClassName}`, withDisk(claim, `echo ${storageClassName} > /data/file`), first);
      await runToEnd(`reader-${storageClassName}`, withDisk(claim, "cat /data/file"), second);
      expect(await logs(`reader-${storageClassName}`)).toBe(storageClassName);
    },
  );

  test("the default class is standard-rwo, fsGroup owns the disk, and a fresh one has lost+found", async () => {
    await cluster.apply(claimOf("default", {}));
    const script = "touch /data/mine && stat -c '%g' /data && ls /data";
    await runToEnd("owner", {
      ...withDisk("default", script),
      securityContext: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 2000 },
    });
    expect((await logs("owner")).split("\n")).toEqual(["2000", "lost+found", "mine"]);
    const found = await cluster.kubectl(["-n", namespace, "get", "pvc", "default", "-o", "json"]);
    expect((JSON.parse(found) as { spec: { storageClassName: string } }).spec.storageClassName).toBe("standard-rwo");
  });

  test("one that is asked to grow grows, and goes with its claim", async () => {
    await cluster.apply(claimOf("grown", { storageClassName: "standard" }));
    await eventually("bound", async () => (await claimView("grown")).status.phase === "Bound");
    const { volumeName } = (await claimView("grown")).spec;
    await cluster.kubectl([
      ...["-n", namespace, "patch", "pvc", "grown", "-p"],
      '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}',
    ]);
    await eventually("grown", async () => (await claimView("grown")).status.capacity?.["storage"] === "2Gi");
    await cluster.kubectl(["-n", namespace, "delete", "pvc", "grown", "--timeout=60s"]);
    await eventually(
      "the volume is gone",
      async () => (await cluster.api.find("GET", `/api/v1/persistentvolumes/${volumeName}`)) === undefined,
    );
  });

  interface ClaimView {
    readonly spec: { readonly volumeName: string };
    readonly status: { readonly phase: string; readonly capacity?: Readonly<Record<string, string>> };
  }

  async function claimView(name: string): Promise<ClaimView> {
    return await cluster.api.call("GET", `/api/v1/namespaces/${namespace}/persistentvolumeclaims/${name}`);
  }

  function claimOf(name: string, spec: object): object {
    return {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name, namespace },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, ...spec },
    };
  }

  function withDisk(claimName: string, script: string): object {
    return {
      image: "busybox",
      command: ["sh", "-c", script],
      volumeMounts: [{ name: "disk", mountPath: "/data" }],
      volumes: [{ name: "disk", persistentVolumeClaim: { claimName } }],
    };
  }
});

test(
  "an autoscaler adds replicas under load and takes them away after it",
  async () => {
    const target = {
      type: "Resource",
      resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } },
    };
    const deployment = webDeployment(namespace, "busy", 1);
    await cluster.apply(deployment, {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "busy", namespace },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "busy" },
        minReplicas: 1,
        maxReplicas: 3,
        metrics: [target],
        behavior: { scaleDown: { stabilizationWindowSeconds: 0 } },
      },
    });
    await cluster.kubectl(["-n", namespace, "rollout", "status", "deployment/busy", "--timeout=120s"]);
    // Half of its 20m request is soon used up; the loop ends by itself.
    const load =
      "end=$(( $(date +%s) + 90 )); while [ $(date +%s) -lt $end ]; do wget -qO- http://$TARGET:8080 >/dev/null; done";
    const [busy] = await podAddresses("busy");
    await cluster.apply(
      pod("load", { image: "busybox", command: ["sh", "-c", load], env: [{ name: "TARGET", value: busy }] }),
    );
    await eventually("more than one replica", async () => (await podAddresses("busy")).length > 1, BUILD_MS);
    await cluster.kubectl(["-n", namespace, "delete", "pod", "load", "--grace-period=0", "--force"]);
    await eventually("one replica again", async () => (await podAddresses("busy")).length === 1, 120_000);
    const top = await cluster.kubectl(["-n", namespace, "top", "pods"]);
    expect(top).toMatch(/busy-\S+\s+\d+m\s+\d+Mi/);
  },
  BUILD_MS + 240_000,
);

test("GKE's own kinds are served, and a field that they do not have is refused", async () => {
  const policy = (field: string) => ({
    apiVersion: "networking.gke.io/v1",
    kind: "GCPBackendPolicy",
    metadata: { name: "drain", namespace },
    spec: {
      targetRef: { group: "", kind: "Service", name: "web" },
      default: { connectionDraining: { [field]: 60 } },
    },
  });
  await cluster.apply(policy("drainingTimeoutSec"));
  await expect(cluster.apply(policy("drainingTimeout"))).rejects.toThrow(/unknown field .*drainingTimeout"/);
});

/** A pod of one container; what belongs to the pod and what to the container is told apart here. */
function pod(name: string, spec: object, nodeName?: string): object {
  const { volumes, securityContext, ...container } = spec as { volumes?: unknown; securityContext?: unknown };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace },
    spec: {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 1,
      ...(volumes === undefined ? {} : { volumes }),
      ...(securityContext === undefined ? {} : { securityContext }),
      // By way of the scheduler, which chooses the zone of a disk.
      ...(nodeName === undefined ? {} : { nodeSelector: { "kubernetes.io/hostname": nodeName } }),
      containers: [{ name: "main", ...container }],
    },
  };
}

async function runToEnd(name: string, spec: object, nodeName?: string): Promise<void> {
  await cluster.apply(pod(name, spec, nodeName));
  await eventually(
    `pod ${name} has ended`,
    async () => {
      const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
      const { phase } = (await cluster.api.call<{ status: { phase: string } }>("GET", path)).status;
      if (phase === "Failed") throw new Error(await logs(name));
      return phase === "Succeeded";
    },
    90_000,
  );
}

async function logs(name: string): Promise<string> {
  return (await cluster.kubectl(["-n", namespace, "logs", name])).trim();
}

async function podAddresses(app: string): Promise<string[]> {
  const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=app%3D${app}`;
  const { items } = await cluster.api.call<{
    items: { metadata: { deletionTimestamp?: string }; status: { podIP?: string } }[];
  }>("GET", path);
  return items
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(({ status }) => status.podIP ?? "");
}
