import { z } from "zod";

/** The plugin's function that says which ConfigMaps and Secrets the pods of workloads use. */
export const SETTINGS_IN_USE = "gke-bluegreen:workloads:settingsInUse";

/** Kinds of workloads whose pods use settings. */
export const workloadKinds = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"] as const;

/** A workload of a namespace, by what the API calls its kind. */
const workload = z.object({
  kind: z.enum(workloadKinds),
  name: z.string(),
});

/** A workload by its kind and name, whose pods may use a ConfigMap or a Secret. */
export type WorkloadReference = z.output<typeof workload>;

/** What the function is asked: which of these names the workloads' templates have. */
export const settingsInUseArgs = z.object({
  kubeconfig: z.string(),
  namespace: z.string(),
  workloads: z.array(workload),
  names: z.array(z.string()),
});

/** A workload that was not asked about and whose template has one of the names that are in use. */
const otherUser = z.object({ uses: z.string(), kind: z.enum(workloadKinds), owner: z.string() });

/** Another user of a ConfigMap or a Secret: its name in the cluster, the workload's kind, and the name by which the program has it. */
export type OtherUser = z.output<typeof otherUser>;

/** What the function answers; nothing where nobody can say. */
export const settingsInUseResult = z.object({
  inUse: z.array(z.string()).default([]),
  others: z.array(otherUser).default([]),
});
