import * as z from "zod/mini";
import data from "./prices/google-cloud.json";

/** The book is data that people edit: a slip in it is an error at start, not a wrong sum. */
const schema = z.object({
  region: z.string(),
  currency: z.literal("USD"),
  date: z.string(),
  hoursPerMonth: z.number(),
  clusterFee: z.object({ perHour: z.number(), note: z.string() }),
  machineFamilies: z.record(
    z.string(),
    z.object({ perVcpuHour: z.number(), perGibHour: z.number(), sustainedUse: z.number() }),
  ),
  machineShapes: z.record(z.string(), z.record(z.string(), z.number())),
  sharedMachines: z.record(z.string(), z.object({ vcpu: z.number(), gib: z.number() })),
  spotDiscount: z.object({ low: z.number(), high: z.number() }),
  autopilot: z.object({
    perVcpuHour: z.number(),
    perGibHour: z.number(),
    defaultVcpu: z.number(),
    defaultGib: z.number(),
  }),
  disks: z.record(z.string(), z.union([z.number(), z.string()])),
  defaultDisk: z.object({ type: z.string(), gib: z.number() }),
  localSsdPerGibMonth: z.number(),
  storageClasses: z.record(z.string(), z.string()),
  forwardingRules: z.object({ firstFivePerHour: z.number(), eachMorePerHour: z.number() }),
  externalAddress: z.object({ usedPerHour: z.number(), spotPerHour: z.number(), idlePerHour: z.number() }),
  nat: z.object({ perVmHour: z.number(), mostVms: z.number() }),
  byUse: z.record(z.string(), z.string()),
});

/** Prices of one region, in dollars, with their date. */
export type PriceBook = z.infer<typeof schema>;

let read: PriceBook | undefined;
/** Prices with their source and date; parsed once. */
export function priceBook(): PriceBook {
  return (read ??= schema.parse(data));
}

/** Dollars a month, from the least to the most. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** No dollars. */
export const nothing: Range = { low: 0, high: 0 };
/** A price without a range. */
export const exactly = (value: number): Range => ({ low: value, high: value });
/** All together: the least of each, and the most of each. */
export const sum = (ranges: readonly Range[]): Range =>
  ranges.reduce((total, { low, high }) => ({ low: total.low + low, high: total.high + high }), nothing);
/** A price for a number of things, which may itself be a range. */
export const times = ({ low, high }: Range, counts: Range): Range => ({
  low: low * counts.low,
  high: high * counts.high,
});

/** `3`, or `1–5`. */
export function count({ low, high }: Range): string {
  return low === high ? String(low) : `${low}–${high}`;
}

/** A machine type's vCPUs and memory, when its family is in the book. */
export function machine(
  type: string,
): { readonly family: string; readonly vcpu: number; readonly gib: number } | undefined {
  const book = priceBook();
  const shared = book.sharedMachines[type];
  if (shared) return { family: "e2", ...shared };
  const custom = /^(?:(e2|n2d?|n1)-)?custom-(\d+)-(\d+)(?:-ext)?$/.exec(type);
  if (custom) return { family: custom[1] ?? "n1", vcpu: Number(custom[2]), gib: Number(custom[3]) / 1024 };
  const [family = "", shape = "", vcpu = ""] = type.split("-");
  const gibPerVcpu = book.machineShapes[family]?.[shape];
  if (gibPerVcpu === undefined || !/^\d+$/.test(vcpu)) return undefined;
  return { family, vcpu: Number(vcpu), gib: Number(vcpu) * gibPerVcpu };
}

/** A machine's month: with the discount for running all month, and without; spot machines as a range. */
export function machineMonth(type: string, spot: boolean): Range | undefined {
  const book = priceBook();
  const found = machine(type);
  const family = found && book.machineFamilies[found.family];
  if (!found || !family) return undefined;
  const list = (found.vcpu * family.perVcpuHour + found.gib * family.perGibHour) * book.hoursPerMonth;
  if (spot) return { low: list * (1 - book.spotDiscount.high), high: list * (1 - book.spotDiscount.low) };
  return { low: list * (1 - family.sustainedUse), high: list };
}

/** A disk's price by GiB and month. */
export function diskPrice(type: string): number | undefined {
  const price = priceBook().disks[type];
  return typeof price === "number" ? price : undefined;
}
