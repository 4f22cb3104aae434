import { z } from "zod";

/** The plugin's function that says which ConfigMaps and Secrets the pods of workloads use. */
export const SETTINGS_IN_USE = "gke-bluegreen:workloads:settingsInUse";

/** A workload of a namespace, by what the API calls its kind. */
const workload = z.object({
  kind: z.enum(["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"]),
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
