import { z } from "zod";
import { machineTypeMistake } from "./machine-types";
import { duration, gcpName, kubernetesVersion, seconds, serviceAccountEmail, zone } from "./values";

const count = (max: number) =>
  z
    .int({ error: "a whole number" })
    .min(0, { error: "0 or more" })
    .max(max, { error: `at most ${max}` });

const autoscaling = z
  .strictObject({
    minNodeCount: count(1000).optional().meta({ description: "Fewest nodes in each zone." }),
    maxNodeCount: count(1000).optional().meta({ description: "Most nodes in each zone." }),
    totalMinNodeCount: count(15000).optional().meta({ description: "Fewest nodes in all zones together." }),
    totalMaxNodeCount: count(15000).optional().meta({ description: "Most nodes in all zones together." }),
    locationPolicy: z
      .enum(["BALANCED", "ANY"])
      .default("BALANCED")
      .meta({ description: "ANY takes whichever zone has room: right for spot nodes and GPUs." }),
  })
  .superRefine((value, context) => {
    const perZone = value.minNodeCount !== undefined || value.maxNodeCount !== undefined;
    const total = value.totalMinNodeCount !== undefined || value.totalMaxNodeCount !== undefined;
    if (perZone === total)
      context.addIssue({
        code: "custom",
        message: "either minNodeCount and maxNodeCount (in each zone) or totalMinNodeCount and totalMaxNodeCount",
      });
    const most = value.maxNodeCount ?? value.totalMaxNodeCount;
    const fewest = value.minNodeCount ?? value.totalMinNodeCount ?? 0;
    if (perZone !== total && most === undefined)
      context.addIssue({
        code: "custom",
        message: `a ${perZone ? "maxNodeCount" : "totalMaxNodeCount"}: without a bound a mistake can buy any number of nodes`,
      });
    if (most !== undefined && most < fewest)
      context.addIssue({ code: "custom", message: `a maximum (${most}) that is not below the minimum (${fewest})` });
  });

const surge = z
  .strictObject({
    strategy: z.literal("SURGE").default("SURGE").meta({ description: "Some nodes at a time are replaced." }),
    maxSurge: count(20).default(1).meta({
      description: "Extra nodes during an upgrade.",
      why: "One node more at a time: capacity never falls, and only one node's quota is needed.",
    }),
    maxUnavailable: count(20).default(0).meta({ description: "Nodes that may be missing during an upgrade." }),
  })
  .refine((value) => value.maxSurge + value.maxUnavailable > 0, {
    error: "maxSurge or maxUnavailable above 0, or no node could ever be upgraded",
  });

const blueGreen = z
  .strictObject({
    strategy: z.literal("BLUE_GREEN").meta({
      description: "A second set of nodes is made, and the old one is drained, kept for a while and removed.",
    }),
    batchNodeCount: count(100).min(1).optional().meta({ description: "Nodes drained at a time." }),
    batchPercentage: z
      .number()
      .gt(0)
      .max(1)
      .optional()
      .meta({ description: "Part of the pool drained at a time (0 to 1)." }),
    batchSoak: duration.default("60s").meta({ description: "Wait after each batch." }),
    poolSoak: duration
      .refine((text) => seconds(text) <= 7 * 86400, { error: "7d or less" })
      .default("1h")
      .meta({
        description: "How long the old nodes stay, cordoned, for a rollback.",
        why: "Google's own default: time to notice, and only an hour of doubled nodes.",
      }),
  })
  .refine((value) => value.batchNodeCount === undefined || value.batchPercentage === undefined, {
    error: "batchNodeCount or batchPercentage, not both",
  });

const gpu = z.strictObject({
  type: z
    .string()
    .regex(/^nvidia-[a-z0-9-]+$/, { error: "an accelerator type such as nvidia-tesla-t4 or nvidia-l4" })
    .meta({
      description:
        "Type of the accelerator; the zones and the machine type must offer it. Source: https://cloud.google.com/compute/docs/gpus",
    }),
  count: z.int().min(1).max(16).meta({ description: "Accelerators of each node." }),
  driverVersion: z
    .enum(["DEFAULT", "LATEST", "INSTALLATION_DISABLED"])
    .default("DEFAULT")
    .meta({ description: "Which driver GKE installs." }),
  partitionSize: z.string().optional().meta({ description: "Multi-instance partition, such as 1g.5gb." }),
  sharing: z
    .strictObject({
      strategy: z.enum(["TIME_SHARING", "MPS"]).meta({
        description:
          "TIME_SHARING: the pods take turns; MPS: they run side by side, each with its part. Source: https://cloud.google.com/kubernetes-engine/docs/concepts/timesharing-gpus",
      }),
      maxClientsPerGpu: z.int().min(2).max(48).meta({ description: "Most containers on one GPU." }),
    })
    .optional()
    .meta({ description: "Several pods on one GPU." }),
});

const taint = z.strictObject({
  key: z.string().min(1).meta({ description: "Key of the taint, such as dedicated." }),
  value: z.string().default("").meta({ description: "Its value." }),
  effect: z.enum(["NO_SCHEDULE", "PREFER_NO_SCHEDULE", "NO_EXECUTE"]).meta({
    description:
      "What it does to pods without a toleration: none are put here, none where others have room, or those that run are evicted as well.",
  }),
});

/** One node pool. Google's names for Google's things. */
export const nodePool = z
  .strictObject({
    machineType: z
      .string()
      .superRefine((name, context) => {
        const mistake = machineTypeMistake(name);
        if (mistake) context.addIssue({ code: "custom", message: mistake });
      })
      .default("e2-standard-2")
      .meta({
        description: "Compute Engine machine type.",
        why: "The cheapest type with the memory that GKE's own pods and a small service need.",
      }),
    nodeCount: count(1000)
      .optional()
      .meta({ description: "Nodes in each zone. 1 where neither this nor autoscaling is given." }),
    autoscaling: autoscaling
      .optional()
      .meta({ description: "Lets GKE choose the number of nodes between bounds; in place of nodeCount." }),
    zones: z
      .array(zone)
      .min(1)
      .optional()
      .meta({ description: "Zones of the nodes. The cluster's zones where absent." }),
    imageType: z
      .enum(["COS_CONTAINERD", "UBUNTU_CONTAINERD"], { error: "COS_CONTAINERD or UBUNTU_CONTAINERD" })
      .default("COS_CONTAINERD")
      .meta({
        description: "Operating system of the nodes.",
        why: "Container-Optimized OS: read-only root, no package manager (CIS GKE 5.5.1).",
      }),
    diskType: z
      .enum(["pd-standard", "pd-balanced", "pd-ssd", "hyperdisk-balanced"])
      .default("pd-balanced")
      .meta({ description: "Boot disk type." }),
    diskSizeGb: z.int().min(10).max(65536).default(50).meta({
      description: "Boot disk size.",
      why: "Half of GKE's own 100 GB: pd-balanced counts against SSD_TOTAL_GB, the quota that new projects run out of first.",
    }),
    localSsdCount: count(24).default(0).meta({ description: "Local NVMe disks given to pods as ephemeral storage." }),
    gpus: z.array(gpu).max(1).default([]).meta({ description: "Accelerators of every node." }),
    spot: z
      .boolean()
      .default(false)
      .meta({ description: "Spare capacity at a discount that Google may take back with 30 s notice." }),
    labels: z.record(z.string(), z.string()).default({}).meta({ description: "Kubernetes labels of the nodes." }),
    taints: z.array(taint).default([]).meta({ description: "Kubernetes taints of the nodes." }),
    tags: z.array(gcpName(63)).default([]).meta({ description: "Network tags, for firewall rules." }),
    autoUpgrade: z.boolean().default(true).meta({
      description: "GKE keeps the nodes at the control plane's version.",
      why: "Unpatched kubelets are the commonest hole (CIS GKE 5.5.3).",
    }),
    autoRepair: z.boolean().default(true).meta({
      description: "GKE replaces nodes that fail their health checks.",
      why: "A node that hangs at night is nobody's page (CIS GKE 5.5.2).",
    }),
    upgrade: z.union([surge, blueGreen]).prefault({ strategy: "SURGE" }).meta({
      description:
        "How nodes are replaced when their version or machine changes: SURGE, or BLUE_GREEN with a soak and a rollback.",
    }),
    version: kubernetesVersion
      .optional()
      .meta({ description: "Version of the nodes, where autoUpgrade is off. The control plane's where absent." }),
    maxPodsPerNode: z
      .int()
      .min(8)
      .max(256)
      .default(110)
      .meta({ description: "Pods on one node; twice as many addresses are set aside, rounded up to a power of two." }),
    secureBoot: z.boolean().default(true).meta({
      description: "Only signed boot loaders and kernels start.",
      why: "CIS GKE 5.5.7. Turn off only for unsigned kernel modules.",
    }),
    sandbox: z
      .enum(["gvisor"])
      .optional()
      .meta({ description: "Runs the pods in gVisor, for code that is not trusted (CIS GKE 5.10.3)." }),
    serviceAccount: serviceAccountEmail
      .optional()
      .meta({ description: "An existing account for these nodes in place of the cluster's own least-privilege one." }),
    drainTimeout: duration
      .default("1h")
      .meta({ description: "How long a removed pool may take to drain with its PodDisruptionBudgets respected." }),
  })
  .superRefine((pool, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (pool.nodeCount !== undefined && pool.autoscaling)
      issue("nodeCount", "no nodeCount beside autoscaling: the autoscaler and Pulumi would undo each other");
    if (pool.version && pool.autoUpgrade)
      issue(
        "version",
        "no version while autoUpgrade is on: GKE would move the nodes away from it; set autoUpgrade: false",
      );
    if (pool.gpus.length > 0 && /^e2-|^t2/.test(pool.machineType))
      issue("gpus", `a machine series that takes accelerators (n1, g2, a2, a3), not ${pool.machineType}`);
    if (pool.sandbox && pool.imageType !== "COS_CONTAINERD")
      issue("sandbox", "imageType COS_CONTAINERD, the only one with gVisor");
  });

/** A node pool after validation, with its defaults. */
export type NodePoolConfig = z.output<typeof nodePool>;

/** Addresses of the pod range that GKE sets aside for one node: at least two for each pod, so that a name is not reused at once. */
export const podAddressesPerNode = (maxPodsPerNode: number): number => 2 ** Math.ceil(Math.log2(2 * maxPodsPerNode));

/** Most nodes that a pool holds at any time in `zones` zones: its bound, doubled or surged during an upgrade. */
export function mostNodes(pool: NodePoolConfig, zones: number): number {
  const places = pool.zones?.length ?? zones;
  const bound = pool.autoscaling
    ? (pool.autoscaling.totalMaxNodeCount ?? (pool.autoscaling.maxNodeCount ?? 0) * places)
    : (pool.nodeCount ?? 1) * places;
  return pool.upgrade.strategy === "BLUE_GREEN" ? 2 * bound : bound + pool.upgrade.maxSurge;
}
