import { availableParallelism, totalmem } from "node:os";
import fc from "fast-check";
import { reservation } from "../../../sandbox/kubernetes/node/machine";
import { newNodeName, nodeLabels } from "../../../sandbox/kubernetes/node/identity";
import type { NodeRecord } from "../../../sandbox/kubernetes/state";

const id = { project: "p", location: "asia-northeast3", name: "imageview" };
const pool = {
  name: "default-pool",
  machineType: "n1-standard-1",
  cpus: 1,
  memoryMiB: 3840,
  zones: ["asia-northeast3-a"],
  nodeCount: 3,
  labels: { team: "images" },
  taints: [],
  version: "1.35.4",
  maxPodsPerNode: 110,
  diskSizeGb: 100,
  diskType: "pd-standard",
  imageType: "COS_CONTAINERD",
  spot: false,
};
const record = (changes: Partial<typeof pool> = {}): NodeRecord => ({
  name: "n",
  zone: "asia-northeast3-a",
  host: 3,
  podBlock: 0,
  pool: { ...pool, ...changes },
});

test("a node's name has the cluster, the pool and two suffixes, as GKE's", () => {
  expect(newNodeName(id, "default-pool", "asia-northeast3-a")).toMatch(
    /^gke-imageview-default-pool-[0-9a-f]{8}-[b-z0-9]{4}$/,
  );
  const group = (zone: string) => newNodeName(id, "default-pool", zone).split("-").at(-2);
  expect(group("asia-northeast3-a")).toBe(group("asia-northeast3-a"));
  expect(group("asia-northeast3-a")).not.toBe(group("asia-northeast3-b"));
});

test("a node's name is a DNS label for the longest cluster and pool names that GKE accepts", () => {
  const name = fc.stringMatching(/^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/);
  fc.assert(
    fc.property(name, name, (cluster, poolName) => {
      expect(newNodeName({ ...id, name: cluster }, poolName, "z")).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])$/);
    }),
  );
});

test("labels say the machine, the place and the pool; the pool's own win", () => {
  expect(nodeLabels(record())).toMatchObject({
    "cloud.google.com/gke-nodepool": "default-pool",
    "cloud.google.com/gke-os-distribution": "cos",
    "node.kubernetes.io/instance-type": "n1-standard-1",
    "topology.kubernetes.io/region": "asia-northeast3",
    "topology.kubernetes.io/zone": "asia-northeast3-a",
    team: "images",
  });
  expect(nodeLabels(record())).not.toHaveProperty(["cloud.google.com/gke-spot"]);
  expect(nodeLabels(record({ spot: true }))).toHaveProperty(["cloud.google.com/gke-spot"], "true");
});

test("what is reserved leaves to pods what GKE leaves of an n1-standard-1", () => {
  const { systemReserved, kubeReserved } = reservation({ cpus: 1, memoryMiB: 3840 });
  expect(kubeReserved).toEqual({ cpu: "60m", memory: "960Mi" });
  expect(systemReserved["cpu"]).toBe(`${(availableParallelism() - 1) * 1000}m`);
  expect(systemReserved["memory"]).toBe(`${Math.floor(totalmem() / 2 ** 20) - 3840}Mi`);
});

test("a machine type larger than the machine takes nothing away but GKE's part", () => {
  const { systemReserved } = reservation({ cpus: 416, memoryMiB: 12_000_000 });
  expect(systemReserved).toEqual({ cpu: "0m", memory: "0Mi" });
});
