import type { V1PersistentVolumeClaim, V1StatefulSet } from "@kubernetes/client-node";
import { type PropertyMap, silentLog, unknown } from "../../../lib/plugin";
import { type KubernetesClient, KubernetesError } from "../../../lib/kubernetes";
import { StatefulSetClaimsHandler } from "../../../provider/stateful-set-claims/handler";

const path = {
  set: "/apis/apps/v1/namespaces/shop/statefulsets/db",
  claims: "/api/v1/namespaces/shop/persistentvolumeclaims",
  journal: "/api/v1/namespaces/shop/secrets/gke-bluegreen-remake-db",
};

const claim = (name: string, size: string, more: object = {}): V1PersistentVolumeClaim => ({
  metadata: { name },
  spec: { storageClassName: "grows", resources: { requests: { storage: size } }, ...more },
  status: { capacity: { storage: size } },
});

/** A cluster with the set `db` of two pods, each with a disk of 1Gi, whose driver enlarges at once. */
class Cluster {
  readonly calls: string[] = [];
  /** Methods and paths that fail once, as when the process dies there. */
  readonly dies = new Set<string>();
  claims = [claim("data-db-0", "1Gi"), claim("data-db-1", "1Gi"), claim("data-db-old-0", "1Gi")];
  objects: Record<string, unknown> = {
    [path.set]: {
      metadata: { name: "db", namespace: "shop", uid: "1", resourceVersion: "7", generation: 1, labels: { app: "db" } },
      spec: {
        podManagementPolicy: "OrderedReady",
        template: { spec: { containers: [] } },
        volumeClaimTemplates: [
          {
            metadata: { name: "data" },
            spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
            status: { phase: "Pending" },
          },
        ],
      },
      status: { readyReplicas: 2, observedGeneration: 1 },
    },
  };

  json<T>(method: string, at: string, { body, query }: { body?: unknown; query?: object } = {}): Promise<T> {
    return Promise.resolve().then(() => this.answer(method, at, body, query) as T);
  }

  async *watch() {
    // Ends at once: the list is read again.
  }

  close() {
    // Nothing is open.
  }

  get set(): V1StatefulSet | undefined {
    return this.objects[path.set] as V1StatefulSet | undefined;
  }

  private answer(method: string, at: string, body: unknown, query: object | undefined): unknown {
    if (method !== "GET") this.calls.push(`${method} ${at.split("/").slice(-2).join("/")}`);
    if (this.dies.delete(`${method} ${at}`)) throw new Error("killed");
    if (method === "GET") return this.read(at);
    if (method === "DELETE") {
      const { propagationPolicy } = (body ?? {}) as { propagationPolicy?: string };
      if (at === path.set) expect(propagationPolicy).toBe("Orphan");
      delete this.objects[at];
      return {};
    }
    if (method === "PATCH") {
      const size = (body as V1PersistentVolumeClaim).spec?.resources?.requests?.["storage"] ?? "";
      this.claims = this.claims.map((one) =>
        at.endsWith(`/${one.metadata?.name}`) ? claim(one.metadata?.name ?? "", size) : one,
      );
      return {};
    }
    return this.create(at, body as V1StatefulSet & { stringData?: { set: string } }, query);
  }

  private create(at: string, body: V1StatefulSet & { stringData?: { set: string } }, query: object | undefined) {
    const own = `${at}/${body.metadata?.name}`;
    if (this.objects[own]) throw new KubernetesError(409, "AlreadyExists", "there already");
    if (own === path.set) expect(query).toEqual({ fieldManager: "pulumi-kubernetes" });
    this.objects[own] = body.stringData
      ? { data: { set: Buffer.from(body.stringData.set).toString("base64") } }
      : {
          ...body,
          metadata: { ...body.metadata, uid: "2", generation: 1 },
          status: { readyReplicas: 2, observedGeneration: 1 },
        };
    return {};
  }

  private read(at: string): unknown {
    if (at === path.claims) return { metadata: { resourceVersion: "1" }, items: this.claims };
    if (at.endsWith("/statefulsets")) return { metadata: { resourceVersion: "1" }, items: this.set ? [this.set] : [] };
    if (at.endsWith("/storageclasses"))
      return { items: [{ metadata: { name: "grows" }, allowVolumeExpansion: true }, { metadata: { name: "fixed" } }] };
    if (this.objects[at]) return this.objects[at];
    throw new KubernetesError(404, "NotFound", "not there");
  }
}

let cluster: Cluster;
let handler: StatefulSetClaimsHandler;
beforeEach(() => {
  cluster = new Cluster();
  handler = new StatefulSetClaimsHandler(() => cluster as unknown as KubernetesClient);
});

const inputs = (claims: PropertyMap = { data: { size: "1Gi", accessMode: "ReadWriteOnce" } }, more: PropertyMap = {}): PropertyMap => ({
  kubeconfig: "{}", namespace: "shop", set: "db", podManagement: "OrderedReady", claims, ...more,
}); // prettier-ignore
const data = (size: string, more: PropertyMap = {}) => ({ data: { size, accessMode: "ReadWriteOnce", ...more } });

const call = () => ({ urn: "u", type: "t", name: "db", log: silentLog, signal: new AbortController().signal });
const refusals = async (news: PropertyMap) =>
  ((await handler.check({ ...call(), olds: {}, news, randomSeed: new Uint8Array() })).failures ?? []).map(
    ({ reason }) => reason,
  );
const update = (news: PropertyMap, preview = false) =>
  handler.update({
    ...call(),
    id: "db",
    olds: {},
    oldInputs: inputs(),
    news,
    preview,
    ignoreChanges: [],
    timeoutSeconds: undefined,
  });
const sizes = () =>
  cluster.claims.map(({ metadata, spec }) => `${metadata?.name} ${spec?.resources?.requests?.["storage"]}`);
const template = () => cluster.set?.spec?.volumeClaimTemplates?.[0]?.spec?.resources?.requests?.["storage"];

test("a larger size enlarges each claim of the set, and makes the set anew as an orphaner", async () => {
  const news = inputs(data("2Gi"));
  expect(await refusals(news)).toEqual([]);
  await update(news, true);
  expect(cluster.calls).toEqual([]);
  await update(news);
  expect(sizes()).toEqual(["data-db-0 2Gi", "data-db-1 2Gi", "data-db-old-0 1Gi"]);
  expect(template()).toBe("2Gi");
  expect(cluster.set?.metadata).toMatchObject({ uid: "2", labels: { app: "db" } });
  expect(cluster.calls.slice(2)).toEqual([
    "POST shop/secrets",
    "DELETE statefulsets/db",
    "POST shop/statefulsets",
    "DELETE secrets/gke-bluegreen-remake-db",
  ]);
});

test("nothing is done where everything is as wanted, or nothing is there yet", async () => {
  await update(inputs());
  delete cluster.objects[path.set];
  expect(await refusals(inputs(data("9Gi")))).toEqual([]);
  expect(await refusals(inputs(undefined, { kubeconfig: unknown }))).toEqual([]);
  await handler.create({ ...call(), inputs: inputs(data("9Gi")), preview: false, timeoutSeconds: undefined });
  expect(cluster.calls).toEqual([]);
});

test("another way to start pods makes the set anew and touches no disk", async () => {
  await update(inputs(undefined, { podManagement: "Parallel" }));
  expect(cluster.set?.spec?.podManagementPolicy).toBe("Parallel");
  expect(cluster.calls.filter((one) => one.startsWith("PATCH"))).toEqual([]);
});

test.each([
  ["less", data("512Mi"), /claims\.data\.size: a disk grows and never shrinks; it is 1Gi, and 512Mi is wanted/],
  ["another class", data("1Gi", { storageClass: "fast" }), /claims\.data\.storageClass: nothing changes it.*it is the cluster's own, and fast is wanted/],
  ["another mode", data("1Gi", { accessMode: "ReadWriteMany" }), /claims\.data\.accessMode: nothing changes it/],
  ["a claim more", { ...data("1Gi"), logs: { size: "1Gi", accessMode: "ReadWriteOnce" } }, /claims\.logs is new/],
  ["a claim less", {}, /claims\.data is gone/],
])("refuses %s, in the preview and in the update", async (_, claims, message) => {
  const news = inputs(claims);
  expect(await refusals(news)).toEqual([expect.stringMatching(message)]);
  await expect(update(news)).rejects.toThrow(message);
  expect(cluster.calls).toEqual([]);
}); // prettier-ignore

test("refuses to grow a disk whose class lets none grow, or that has no class", async () => {
  cluster.claims = [
    claim("data-db-0", "1Gi", { storageClassName: "fixed" }),
    claim("data-db-1", "1Gi", { storageClassName: "" }),
  ];
  expect(await refusals(inputs(data("2Gi")))).toEqual([
    expect.stringMatching(/the StorageClass fixed of data-db-0 lets no disk grow/),
    expect.stringMatching(/the disk of data-db-1 has no StorageClass/),
  ]);
});

test("a disk that an earlier version left behind its set grows, or is told of where it cannot", async () => {
  cluster.claims = [claim("data-db-0", "512Mi"), claim("data-db-1", "512Mi", { storageClassName: "fixed" })];
  const warnings: string[] = [];
  const log = { ...silentLog, warning: (line: string) => warnings.push(line) };
  expect(await refusals(inputs())).toEqual([]);
  await handler.create({ ...call(), log, inputs: inputs(), preview: false, timeoutSeconds: undefined });
  expect(sizes()).toEqual(["data-db-0 1Gi", "data-db-1 512Mi"]);
  expect(warnings).toEqual([expect.stringMatching(/^data-db-1 stays at 512Mi: the StorageClass fixed/)]);
});

test.each(["POST /apis/apps/v1/namespaces/shop/statefulsets", `DELETE ${path.set}`, `DELETE ${path.journal}`])(
  "an update that dies at %s is taken up by the next",
  async (at) => {
    cluster.dies.add(at);
    const news = inputs(data("2Gi"));
    await expect(update(news)).rejects.toThrow("killed");
    expect(await refusals(news)).toEqual([]);
    await update(news);
    expect(template()).toBe("2Gi");
    expect(cluster.objects[path.journal]).toBeUndefined();
  },
);
