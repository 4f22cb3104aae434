import { z } from "zod";
import { type CheckRequest, type CheckResult, StateOnlyHandler } from "../../lib/plugin";
import { quantity } from "../../lib/quantity";
import { plain } from "../traffic-switch/connection";

const disk = z.object({
  namespace: z.string(),
  size: z.string(),
  accessMode: z.string(),
  storageClass: z.string().optional(),
  /** Whether it was there before the stack, and stays when its claim goes. */
  existing: z.boolean(),
});

type Disk = z.output<typeof disk>;

/**
 * `gke-bluegreen:workloads:VolumeDisk`: what of a claim's disk nobody can change. It goes before the claim, which would be deleted and made
 * anew with an empty disk, and refuses that in the preview.
 */
export class VolumeDiskHandler extends StateOnlyHandler {
  override check({ olds, news }: CheckRequest): Promise<CheckResult> {
    const before = disk.safeParse(plain(olds));
    // The first time there is nothing to keep.
    const refused = before.success ? refusals(before.data, disk.parse(plain(news))) : [];
    return Promise.resolve({ inputs: news, failures: refused.map((reason) => ({ property: "", reason })) });
  }
}

const wayOut = "make a volume of another name and move the data";

/** Why one disk cannot become the other; empty where it can, or where its data stays anyhow. */
function refusals(before: Disk, after: Disk): string[] {
  if (before.existing) return [];
  if (after.existing)
    return [`disk, nfs: the claim's own disk would be deleted with its data. For one that exists ${wayOut}`];
  const fixed = (["namespace", "accessMode", "storageClass"] as const).flatMap((field) =>
    before[field] === after[field]
      ? []
      : [
          `${field}: nothing changes it on a disk that exists; it is ${said(before[field])}, and ${said(after[field])} is wanted. ` +
            `Write the old one, or ${wayOut}`,
        ],
  );
  const shrinks = (quantity(after.size) ?? 0) < (quantity(before.size) ?? 0);
  return shrinks
    ? [
        ...fixed,
        `size: a disk grows and never shrinks; it is ${before.size}, and ${after.size} is wanted. Write ${before.size}`,
      ]
    : fixed;
}

const said = (value: string | undefined): string => value ?? "the cluster's own";
