import { silentLog } from "../../../lib/plugin";
import { KubernetesError } from "../../../lib/kubernetes";
import { ClusterCleanupHandler } from "../../../provider/cluster-cleanup/handler";
import type { Kubernetes, KubernetesObject } from "../../../provider/cluster-cleanup/objects";
import { GoogleServer } from "./google-server";

const cluster = "projects/p/locations/asia-northeast3-a/clusters/c";
const object = (name: string, more: object = {}, metadata: object = {}): KubernetesObject => ({
  metadata: { name, namespace: "shop", ...metadata },
  ...more,
});
const notFound = () => new KubernetesError(404, "NotFound", "not there");

/** A cluster that takes its time to take things away: an object is gone when it was listed once more after its deletion. */
class SlowCluster implements Kubernetes {
  readonly deleted: string[] = [];
  /** Pods that were ended without a kubelet's word. */
  readonly forced: string[] = [];
  readonly lists: Record<string, KubernetesObject[]> = {};
  readonly single: Record<string, KubernetesObject> = {};
  /** Paths that never go. */
  readonly stuck = new Set<string>();
  closed = false;

  json<T>(method: string, path: string, { body }: { body?: unknown }): Promise<T> {
    const [, api = "", , name = ""] = /^(.*?)\/(?:namespaces\/([^/]+)\/)?(\w+\/[^/]+)$/.exec(path) ?? [];
    if (method === "DELETE") {
      if ((body as { gracePeriodSeconds?: number } | undefined)?.gracePeriodSeconds === 0) {
        this.forced.push(path);
        return Promise.resolve({} as T);
      }
      this.deleted.push(`${api}/${name}`);
      return Promise.resolve({} as T);
    }
    if (path in this.single) return Promise.resolve(this.single[path] as T);
    const items = this.lists[path];
    if (!items) return Promise.reject(notFound());
    this.lists[path] = items.filter((item) => {
      const one = `${path}/${item.metadata.name}`;
      return this.stuck.has(one) || !this.deleted.includes(one);
    });
    // The disk of a claim goes when the claim has gone.
    if (path === "/api/v1/persistentvolumeclaims" && this.lists[path]?.length === 0)
      this.lists["/api/v1/persistentvolumes"] = [];
    return Promise.resolve({ items } as T);
  }

  close() {
    this.closed = true;
  }
}

let google: GoogleServer;
let state: object | undefined;
let slow: SlowCluster;
beforeEach(async () => {
  state = { endpoint: "192.0.2.1", status: "RUNNING" };
  slow = new SlowCluster();
  google = await new GoogleServer(() => state && { body: state }).start();
});
afterEach(() => google.stop());

const warnings: string[] = [];
beforeEach(() => warnings.splice(0));
const destroy = (deletionProtection = false, timeoutSeconds = 30, signal = new AbortController().signal) =>
  new ClusterCleanupHandler(undefined, () => slow, 1).delete({
    urn: "u",
    type: "t",
    name: "cluster",
    log: { ...silentLog, warning: (message) => void warnings.push(message) },
    signal,
    id: cluster,
    properties: { cluster, kubeconfig: "{}", deletionProtection },
    oldInputs: {},
    timeoutSeconds,
  });

test("nothing is taken from a cluster of the user's own, which Google does not run", async () => {
  state = { endpoint: "127.0.0.1:21010", status: "RUNNING" };
  slow.lists["/api/v1/services"] = [object("theirs", { spec: { type: "LoadBalancer" } })];
  slow.lists["/api/v1/persistentvolumeclaims"] = [object("data")];
  await destroy();
  expect(slow.deleted).toEqual([]);
});

test("load balancers, disks and what holds the disks go, and it waits until they are gone; the rest stays", async () => {
  slow.lists["/api/v1/services"] = [
    object("web", { spec: { type: "LoadBalancer" } }),
    object("inside", { spec: { type: "ClusterIP" } }),
  ];
  slow.lists["/apis/networking.k8s.io/v1/ingresses"] = [object("front")];
  slow.lists["/api/v1/persistentvolumeclaims"] = [object("data-keeps-0")];
  slow.lists["/api/v1/persistentvolumes"] = [
    object("pv", { spec: { persistentVolumeReclaimPolicy: "Delete", claimRef: {} } }, { namespace: undefined }),
    object("kept", { spec: { persistentVolumeReclaimPolicy: "Retain", claimRef: {} } }, { namespace: undefined }),
  ];
  slow.lists["/api/v1/pods"] = [
    object(
      "keeps-0",
      { spec: { volumes: [{ persistentVolumeClaim: { claimName: "data-keeps-0" } }] } },
      { ownerReferences: [{ kind: "StatefulSet", name: "keeps", apiVersion: "apps/v1" }] },
    ),
    object("idle", { spec: { volumes: [{}] } }),
  ];
  slow.single["/apis/apps/v1/namespaces/shop/statefulsets/keeps"] = object("keeps");
  await destroy();
  expect(slow.deleted.sort()).toEqual([
    "/api/v1/persistentvolumeclaims/data-keeps-0",
    "/api/v1/services/web",
    "/apis/apps/v1/statefulsets/keeps",
    "/apis/networking.k8s.io/v1/ingresses/front",
  ]);
  // Its node is gone, and with it the kubelet that would end it.
  expect(new Set(slow.forced)).toEqual(new Set(["/api/v1/namespaces/shop/pods/keeps-0"]));
  expect(slow.lists["/api/v1/services"]).toHaveLength(1);
  expect(slow.closed).toBe(true);
});

describe("a cluster that still has nodes", () => {
  const running = { status: { phase: "Running" } };
  beforeEach(() => {
    state = { endpoint: "192.0.2.1", status: "RUNNING", nodePools: [{ name: "default" }] };
    slow.lists["/api/v1/services"] = [object("web", { spec: { type: "LoadBalancer" } })];
    slow.lists["/api/v1/persistentvolumeclaims"] = [object("data")];
  });

  test("and runs somebody's pods keeps everything, and what would outlive it is told", async () => {
    slow.lists["/api/v1/pods"] = [object("theirs-0", running)];
    await destroy();
    expect([slow.deleted, slow.forced]).toEqual([[], []]);
    expect(warnings).toEqual([
      "the cluster still runs shop/theirs-0, so everything in it stays: Service shop/web, PersistentVolumeClaim shop/data. " +
        "If the cluster is deleted nevertheless, delete these first: their load balancers and disks outlive it",
    ]);
    expect(slow.closed).toBe(true);
  });

  test.each([
    ["are GKE's own", object("dns", running, { namespace: "kube-system" })],
    ["are ending", object("web-1", running, { deletionTimestamp: "2026-01-01T00:00:00Z" })],
    ["have ended", object("job-1", { status: { phase: "Succeeded" } })],
  ])("is cleaned where its pods %s, and no pod is ended by force", async (_, pod) => {
    slow.lists["/api/v1/pods"] = [pod];
    await destroy();
    expect(slow.deleted.sort()).toEqual(["/api/v1/persistentvolumeclaims/data", "/api/v1/services/web"]);
    expect([slow.forced, warnings]).toEqual([[], []]);
  });
});

test("what does not go in time is named", async () => {
  slow.lists["/api/v1/services"] = [object("web", { spec: { type: "LoadBalancer" } })];
  slow.stuck.add("/api/v1/services/web");
  await expect(destroy(false, 0.05)).rejects.toThrow(/still holds Service shop\/web: .*Run destroy again/);
});

test("a protected cluster keeps everything", async () => {
  slow.lists["/api/v1/services"] = [object("web", { spec: { type: "LoadBalancer" } })];
  await expect(destroy(true)).rejects.toThrow(/deletionProtection to false/);
  expect(slow.deleted).toEqual([]);
});

test.each([
  ["is gone", undefined],
  ["never came up", { status: "ERROR" }],
])("a cluster that %s holds nothing, and nobody asks it", async (_, found) => {
  state = found;
  await destroy();
  expect(slow.closed).toBe(false);
});

test("a cluster that does not answer is told, with what to do", async () => {
  slow.json = () => Promise.reject(new Error("connect ETIMEDOUT"));
  await expect(destroy()).rejects.toThrow(/does not answer \(connect ETIMEDOUT\).*or delete the cluster by hand/);
});

test("cancelling stops the wait", async () => {
  slow.lists["/api/v1/services"] = [object("web", { spec: { type: "LoadBalancer" } })];
  slow.stuck.add("/api/v1/services/web");
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 20);
  await expect(destroy(false, 30, stop.signal)).rejects.toThrow(/cancelled/);
});
