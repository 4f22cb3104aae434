import { invalid } from "../../transport/errors";

/** A machine that a node can be. */
export interface MachineType {
  readonly name: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly sharedCpu: boolean;
}

/** Memory per processor in GiB, by family and kind. Source: cloud.google.com/compute/docs/general-purpose-machines, read 2026-08. */
const FAMILIES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  n1: { standard: 3.75, highmem: 6.5, highcpu: 0.9 },
  n2: { standard: 4, highmem: 8, highcpu: 1 },
  n2d: { standard: 4, highmem: 8, highcpu: 1 },
  e2: { standard: 4, highmem: 8, highcpu: 1 },
  c2: { standard: 4 },
  c2d: { standard: 4, highmem: 8, highcpu: 2 },
  c3: { standard: 4, highmem: 8, highcpu: 2 },
  c4: { standard: 3.75, highmem: 7.75, highcpu: 2 },
  n4: { standard: 4, highmem: 8, highcpu: 2 },
  t2d: { standard: 4 },
  t2a: { standard: 4 },
  ek: { standard: 4 },
};
const SIZES: Readonly<Record<string, readonly number[]>> = {
  n1: [1, 2, 4, 8, 16, 32, 64, 96],
  n2: [2, 4, 8, 16, 32, 48, 64, 80, 96, 128],
  n2d: [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224],
  e2: [2, 4, 8, 16, 32],
  c2: [4, 8, 16, 30, 60],
  c2d: [2, 4, 8, 16, 32, 56, 112],
  c3: [4, 8, 22, 44, 88, 176],
  c4: [2, 4, 8, 16, 24, 32, 48, 96, 144, 192],
  n4: [2, 4, 8, 16, 32, 48, 64, 80],
  t2d: [1, 2, 4, 8, 16, 32, 48, 60],
  t2a: [1, 2, 4, 8, 16, 32, 48],
  ek: [8, 16, 32],
};
const SHARED: Readonly<Record<string, readonly [cpus: number, memoryMiB: number]>> = {
  "e2-micro": [2, 1024],
  "e2-small": [2, 2048],
  "e2-medium": [2, 4096],
  "f1-micro": [1, 614],
  "g1-small": [1, 1740],
};

/** The machine types that are offered, in every zone: the families and sizes above. */
export const machineTypes: readonly MachineType[] = [
  ...Object.entries(SHARED).map(([name, [cpus, memoryMiB]]) => ({ name, cpus, memoryMiB, sharedCpu: true })),
  ...Object.entries(FAMILIES).flatMap(([family, kinds]) =>
    Object.entries(kinds).flatMap(([kind, gib]) =>
      (SIZES[family] ?? []).map((cpus) => ({
        name: `${family}-${kind}-${cpus}`,
        cpus,
        memoryMiB: Math.round(cpus * gib * 1024),
        sharedCpu: false,
      })),
    ),
  ),
];
const byName = new Map(machineTypes.map((type) => [type.name, type]));

/** A predefined type, or a custom one (`n2-custom-4-8192`). */
export function findMachineType(name: string): MachineType | undefined {
  const [, cpus, memory] = /^(?:[a-z]\w*-)?custom-(\d+)-(\d+)(?:-ext)?$/.exec(name) ?? [];
  if (cpus && memory) return { name, cpus: Number(cpus), memoryMiB: Number(memory), sharedCpu: false };
  return byName.get(name);
}

/** The machine type of this name. Refuses others as Google does. */
export function requireMachineType(name: string, zone: string): MachineType {
  const found = findMachineType(name);
  if (found) return found;
  throw invalid(`Machine type with name "${name}" does not exist in zone "${zone}".`);
}
