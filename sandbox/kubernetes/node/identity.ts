import { createHash, randomInt } from "node:crypto";
import type { ClusterId, NodeTaint } from "../spec";
import type { NodeRecord } from "../state";

/** Letters and digits of Google's suffixes: no vowels, so that no word comes of them. */
const SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz0123456789";
/** A node's name is a DNS label and has "gke-", two hyphens, eight and four letters besides these. */
const NAMES_LENGTH = 40;

/** `gke-<cluster>-<pool>-<hash of the instance group>-<random>`, as GKE names its machines. */
export function newNodeName(id: ClusterId, pool: string, zone: string): string {
  const group = createHash("sha256").update([id.project, id.location, id.name, pool, zone].join("/")).digest("hex");
  const suffix = Array.from({ length: 4 }, () => SUFFIX_LETTERS[randomInt(SUFFIX_LETTERS.length)]).join("");
  const cluster = id.name.slice(0, Math.max(NAMES_LENGTH - pool.length - 1, 15));
  const names = `${cluster}-${pool}`.slice(0, NAMES_LENGTH).replace(/-+$/, "");
  return `gke-${names}-${group.slice(0, 8)}-${suffix}`;
}

/** What Google's cloud controller calls a node. */
export function providerId({ project }: ClusterId, { zone, name }: NodeRecord): string {
  return `gce://${project}/${zone}/${name}`;
}

/** The labels that GKE puts on a node, and the pool's own. */
export function nodeLabels({ pool, zone }: NodeRecord): Readonly<Record<string, string>> {
  const region = zone.split("-").slice(0, 2).join("-");
  return {
    "cloud.google.com/gke-nodepool": pool.name,
    "cloud.google.com/gke-os-distribution": pool.imageType.toLowerCase().split("_")[0] ?? "cos",
    "cloud.google.com/gke-container-runtime": "containerd",
    "cloud.google.com/gke-boot-disk": pool.diskType,
    "cloud.google.com/machine-family": pool.machineType.split("-")[0] ?? pool.machineType,
    "cloud.google.com/gke-cpu-scaling-level": String(pool.cpus),
    "cloud.google.com/gke-max-pods-per-node": String(pool.maxPodsPerNode),
    "cloud.google.com/gke-memory-gb-scaling-level": String(Math.round(pool.memoryMiB / 1024)),
    ...(pool.spot ? { "cloud.google.com/gke-spot": "true", "cloud.google.com/gke-provisioning": "spot" } : {}),
    "node.kubernetes.io/instance-type": pool.machineType,
    "topology.kubernetes.io/region": region,
    "topology.kubernetes.io/zone": zone,
    "topology.gke.io/zone": zone,
    "failure-domain.beta.kubernetes.io/region": region,
    "failure-domain.beta.kubernetes.io/zone": zone,
    "beta.kubernetes.io/instance-type": pool.machineType,
    ...pool.labels,
  };
}

/** A node pool's taints as the kubelet registers them. */
export function registeredTaints(taints: readonly NodeTaint[]): readonly NodeTaint[] {
  return taints.map(({ key, value, effect }) => ({ key, value, effect }));
}
