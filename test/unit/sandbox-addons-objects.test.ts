import type { V1PersistentVolume, V1PersistentVolumeClaim, V1StorageClass } from "@kubernetes/client-node";
import { Reconciler } from "../../sandbox/kubernetes/addons/controller/watched";
import { OptionalAddon } from "../../sandbox/kubernetes/addons/controller/optional";
import { volumeSteps, type VolumeObjects } from "../../sandbox/kubernetes/addons/controller/volumes";
import { corefile, dnsObjects, nameServers } from "../../sandbox/kubernetes/addons/objects/dns";
import { googleApiObjects } from "../../sandbox/kubernetes/addons/objects/google-resources";
import { storageObjects } from "../../sandbox/kubernetes/addons/objects/storage";
import type { Supervisor } from "../../sandbox/supervisor";

describe("disks", () => {
  const classes = storageObjects() as V1StorageClass[];
  const nodes = [{ metadata: { name: "a", labels: { "topology.gke.io/zone": "z-a" } } }];
  const claim = (changes: Partial<V1PersistentVolumeClaim> = {}): V1PersistentVolumeClaim => ({
    metadata: { name: "data", namespace: "n", uid: "u" },
    spec: {
      accessModes: ["ReadWriteOnce"],
      storageClassName: "standard-rwo",
      resources: { requests: { storage: "1Gi" } },
    },
    ...changes,
  });
  const selected = claim({
    metadata: { name: "data", namespace: "n", uid: "u", annotations: { "volume.kubernetes.io/selected-node": "a" } },
  });
  const steps = (objects: Partial<VolumeObjects>) =>
    volumeSteps({ claims: [], volumes: [], classes, nodes, ...objects }, "/disks");

  test("one is made when the scheduler has chosen a node, in that node's zone", () => {
    expect(steps({ claims: [claim()] })).toEqual([]);
    const [step] = steps({ claims: [selected] });
    expect(step).toMatchObject({
      kind: "create",
      volume: {
        metadata: { name: "pvc-u" },
        spec: {
          capacity: { storage: "1Gi" },
          local: { path: "/disks/pvc-u" },
          claimRef: { name: "data", namespace: "n", uid: "u" },
          nodeAffinity: {
            required: { nodeSelectorTerms: [{ matchExpressions: [{ key: "topology.gke.io/zone", values: ["z-a"] }] }] },
          },
        },
      },
    });
  });

  test("class `standard` does not wait for a pod, and other classes are not ours", () => {
    const of = (storageClassName: string) => claim({ spec: { ...claim().spec, storageClassName } });
    expect(steps({ claims: [of("standard")] })).toHaveLength(1);
    expect(steps({ claims: [of("nfs")] })).toEqual([]);
  });

  test("one that was made is not made again", () => {
    const [step] = steps({ claims: [selected] });
    expect(steps({ claims: [selected], volumes: [(step as { volume: V1PersistentVolume }).volume] })).toEqual([]);
  });

  test("a bound claim that asks for more gets it", () => {
    const [made] = steps({ claims: [selected] });
    const { volume } = made as { volume: V1PersistentVolume };
    const bound = {
      ...selected,
      spec: { ...selected.spec, volumeName: "pvc-u", resources: { requests: { storage: "2Gi" } } },
      status: { phase: "Bound", capacity: { storage: "1Gi" } },
    };
    expect(steps({ claims: [bound], volumes: [volume] })).toMatchObject([{ kind: "resize" }]);
  });

  test("a released one is deleted unless it is to be kept, and only if it is ours", () => {
    const [made] = steps({ claims: [selected] });
    const { volume } = made as { volume: V1PersistentVolume };
    const released = { ...volume, status: { phase: "Released" } };
    expect(steps({ volumes: [released] })).toMatchObject([{ kind: "delete" }]);
    expect(steps({ volumes: [volume] })).toEqual([]);
    const kept = { ...released, spec: { ...released.spec, persistentVolumeReclaimPolicy: "Retain" } };
    expect(steps({ volumes: [kept] })).toEqual([]);
    expect(steps({ volumes: [{ ...released, metadata: { name: "theirs" } }] })).toEqual([]);
  });

  test("just one class is the default", () => {
    const defaults = classes.filter(
      ({ metadata }) => metadata?.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true",
    );
    expect(defaults.map(({ metadata }) => metadata?.name)).toEqual(["standard-rwo"]);
  });
});

describe("cluster DNS", () => {
  test("its Service leads to the server outside of the nodes, over both protocols", () => {
    const [service, slice] = dnsObjects("10.1.0.10", { address: "10.0.0.9", port: 53 });
    expect(service).toMatchObject({ spec: { clusterIP: "10.1.0.10" } });
    expect(slice).toMatchObject({
      endpoints: [{ addresses: ["10.0.0.9"] }],
      ports: [
        { name: "dns", protocol: "UDP", port: 53 },
        { name: "dns-tcp", protocol: "TCP", port: 53 },
      ],
    });
  });

  test("name servers on this machine's loopback cannot be asked from elsewhere", () => {
    expect(nameServers("nameserver 127.0.0.53\nsearch x\nnameserver 10.0.0.2\n# nameserver 1.1.1.1\n")).toEqual([
      "10.0.0.2",
    ]);
  });

  test("without any, other names do not exist", () => {
    expect(corefile("10.0.0.9", "/k", "10.0.0.1", [])).toContain("NXDOMAIN");
    expect(corefile("10.0.0.9", "/k", "10.0.0.1", ["10.0.0.2"])).toContain("forward . 10.0.0.2");
  });
});

test("Google's kinds know the fields of zero-downtime releases, each with a schema", () => {
  const text = JSON.stringify(googleApiObjects());
  for (const field of ["drainingTimeoutSec", "requestPath", "redirectToHttps", "domains", "targetRef"]) {
    expect(text).toContain(field);
  }
});

describe("a reconciler", () => {
  const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

  test("works once for the changes before its start, never twice at once, and once more for one that came meanwhile", async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const reconciler: Reconciler = new Reconciler("test", async () => {
      runs++;
      most = Math.max(most, ++running);
      if (runs === 1) reconciler.poke();
      await Promise.resolve();
      running--;
    });
    reconciler.poke();
    expect(runs).toBe(0);
    reconciler.start();
    await settle();
    expect({ runs, most }).toEqual({ runs: 2, most: 1 });
  });

  test("tries again after a failure", async () => {
    const said = jest.spyOn(console, "error").mockImplementation(() => undefined);
    let runs = 0;
    const reconciler = new Reconciler(
      "test",
      () => (++runs === 1 ? Promise.reject(new Error("away")) : Promise.resolve()),
      1,
    );
    reconciler.start();
    await settle();
    expect(runs).toBe(2);
    expect(said).toHaveBeenCalledWith(expect.stringContaining("away"));
    said.mockRestore();
  });
});

describe("an addon that is started when it is needed", () => {
  const ensured: string[] = [];
  const supervisor = {
    ensure: ({ name }: { name: string }) => Promise.resolve(void ensured.push(name)),
    waitUntilReady: () => Promise.resolve(),
  } as unknown as Supervisor;

  test("starts once for many needs, and again after a failed build", async () => {
    let builds = 0;
    const addon = new OptionalAddon(
      supervisor,
      "x",
      () => (++builds === 1 ? Promise.reject(new Error("no disk")) : Promise.resolve({ name: "x", command: ["x"] })),
      () => Promise.resolve(),
    );
    expect(addon.phase).toBe("not needed yet");
    await expect(addon.need()).rejects.toThrow("no disk");
    expect(addon.phase).toBe("failed");
    await Promise.all([addon.need(), addon.need()]);
    expect({ phase: addon.phase, builds, ensured }).toEqual({ phase: "running", builds: 2, ensured: ["x"] });
  });
});
