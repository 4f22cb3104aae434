import { closest } from "fastest-levenshtein";
import data from "./machine-types.json";

/** Size of a Compute Engine machine type. */
export interface MachineType {
  /** vCPUs that count against the CPUS quota; below 1 for the shared-core types. */
  readonly cpus: number;
  readonly memoryGib: number;
}

type Series = Readonly<Record<string, { gibPerCpu: number; cpus: readonly number[] } | undefined>>;
const series: Readonly<Record<string, Series | undefined>> = data.series;
const shared: Readonly<Record<string, MachineType | undefined>> = data.shared;

const known: readonly string[] = [
  ...Object.keys(data.shared),
  ...Object.entries(series).flatMap(([family, classes = {}]) =>
    Object.entries(classes).flatMap(([kind, shape]) => (shape?.cpus ?? []).map((cpus) => `${family}-${kind}-${cpus}`)),
  ),
];

/** A machine type's size, or undefined for one that this list does not know (the preflight then asks Google). */
export function machineType(name: string): MachineType | undefined {
  const small = shared[name];
  if (small) return small;
  const custom = /^(?:[a-z]\d[a-z]?-)?custom-(\d+)-(\d+)(-ext)?$/.exec(name);
  if (custom) return { cpus: Number(custom[1]), memoryGib: Number(custom[2]) / 1024 };
  const [family = "", kind = "", cpus = ""] = name.split("-");
  const shape = series[family]?.[kind];
  if (!shape?.cpus.includes(Number(cpus))) return undefined;
  return { cpus: Number(cpus), memoryGib: Number(cpus) * shape.gibPerCpu };
}

/**
 * What is wrong with a machine type's name, or undefined.
 * Series that are not in the list pass: Google adds new ones, and the preflight asks what the zone offers.
 */
export function machineTypeMistake(name: string): string | undefined {
  if (machineType(name)) return undefined;
  const [family = ""] = name.split("-");
  const plausible = /^[a-z]\d{1,2}[a-z]{0,2}-[a-z]+(-\d+)*[a-z0-9-]*$/.test(name);
  if (plausible && !series[family]) return undefined;
  return `a Compute Engine machine type; the nearest known one is ${closest(name, known)}`;
}
