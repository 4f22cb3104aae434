import { availableParallelism, totalmem } from "node:os";
import type { NodePoolSpec } from "../spec";

const MIB = 2 ** 20;

/** What is held back from pods on a node, as the kubelet's configuration says it. */
export interface Reservation {
  /** The rest of this machine, which the node's machine type does not have. */
  readonly systemReserved: Readonly<Record<string, string>>;
  /** What GKE keeps for itself on such a machine type. */
  readonly kubeReserved: Readonly<Record<string, string>>;
}

/** Cuts a kubelet that sees the whole machine down to its machine type, with what GKE leaves of that to pods. */
export function reservation(pool: Pick<NodePoolSpec, "cpus" | "memoryMiB">): Reservation {
  const [hostCpus, hostMiB] = [availableParallelism(), Math.floor(totalmem() / MIB)];
  const spareCpu = Math.max(0, (hostCpus - pool.cpus) * 1000);
  const spareMiB = Math.max(0, hostMiB - pool.memoryMiB);
  return {
    systemReserved: { cpu: `${Math.round(spareCpu)}m`, memory: `${spareMiB}Mi` },
    kubeReserved: {
      cpu: `${reservedCpu(Math.min(pool.cpus, hostCpus))}m`,
      memory: `${reservedMemory(Math.min(pool.memoryMiB, hostMiB))}Mi`,
    },
  };
}

/** https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes: 6 % of the first core, 1 % of the second, … */
function reservedCpu(cpus: number): number {
  if (cpus < 1) return 0;
  return Math.round(60 + clamp(cpus - 1, 1) * 10 + clamp(cpus - 2, 2) * 5 + Math.max(0, cpus - 4) * 2.5);
}

/** The same page: 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % up to 128, 2 % of the rest. */
function reservedMemory(mib: number): number {
  if (mib < 1024) return 255;
  const gib = 1024;
  const steps: readonly (readonly [number, number])[] = [
    [4, 0.25],
    [4, 0.2],
    [8, 0.1],
    [112, 0.06],
    [Infinity, 0.02],
  ];
  let [left, reserved] = [mib, 0];
  for (const [size, share] of steps) {
    const part = Math.min(left, size * gib);
    reserved += part * share;
    left -= part;
  }
  return Math.round(reserved);
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
