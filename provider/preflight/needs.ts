import type { PreflightInputs, PreflightPool } from "./inputs";

/** How much of each regional quota something takes, by Google's name of it. */
export type Needs = Readonly<Record<string, number>>;

/** Series with a CPU quota of their own; the others share CPUS. */
const ownCpuQuota: Readonly<Record<string, string>> = {
  a2: "A2_CPUS",
  c2: "C2_CPUS",
  c2d: "C2D_CPUS",
  c3: "C3_CPUS",
  m1: "M1_CPUS",
  m2: "M2_CPUS",
  m3: "M3_CPUS",
  n2: "N2_CPUS",
  n2d: "N2D_CPUS",
  t2d: "T2D_CPUS",
  t2a: "T2A_CPUS",
};

/** What a configuration takes at its largest: autoscaled to the bound, in the middle of an upgrade. */
export function needs(inputs: PreflightInputs): Needs {
  const sum: Record<string, number> = {};
  const add = (quota: string, amount: number) => (sum[quota] = (sum[quota] ?? 0) + amount);
  for (const pool of inputs.pools) {
    add(cpuQuota(pool), pool.cpus * pool.mostNodes);
    if (pool.diskType !== "hyperdisk-balanced")
      add(pool.diskType === "pd-standard" ? "DISKS_TOTAL_GB" : "SSD_TOTAL_GB", pool.diskSizeGb * pool.mostNodes);
    if (!inputs.privateNodes) add("IN_USE_ADDRESSES", pool.mostNodes);
    for (const { type, count } of pool.gpus) add(gpuQuota(type, pool.spot), count * pool.mostNodes);
  }
  return sum;
}

function cpuQuota({ machineType, spot }: PreflightPool): string {
  if (spot) return "PREEMPTIBLE_CPUS";
  return ownCpuQuota[machineType.split("-")[0] ?? ""] ?? "CPUS";
}

/** `nvidia-tesla-t4` → `NVIDIA_T4_GPUS`. */
const gpuQuota = (type: string, spot: boolean): string =>
  `${spot ? "PREEMPTIBLE_" : ""}${type.replace("-tesla", "").replaceAll("-", "_").toUpperCase()}_GPUS`;

/** A quota of a region, as Compute Engine has it; `limit` and `usage` in the metric's unit. */
export interface Quota {
  readonly metric?: string;
  readonly limit?: number;
  readonly usage?: number;
}

/** What does not fit, in words. `before` is what the stack takes already, which the project's usage includes. */
export function tooMuch(after: Needs, before: Needs, quotas: readonly Quota[], region: string): string[] {
  return Object.entries(after).flatMap(([metric, wanted]) => {
    const quota = quotas.find((candidate) => candidate.metric === metric);
    if (quota?.limit === undefined) return [];
    const more = wanted - (before[metric] ?? 0);
    const free = quota.limit - (quota.usage ?? 0);
    if (more <= free) return [];
    return [
      `${more} more ${metric} are needed in ${region} at most (pools at their largest, upgrades included) and ${free} of ${quota.limit} are free: ` +
        `make the pools smaller, or ask for more at https://console.cloud.google.com/iam-admin/quotas`,
    ];
  });
}
