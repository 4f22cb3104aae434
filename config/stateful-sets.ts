import { z } from "zod";
import { containerPort, imageReference, kubernetesName, podImage, podKeys, probeKeys } from "./containers";
import { containerPortName, diskSize, objectName } from "./kubernetes-values";
import { podRules } from "./pod-rules";
import { duration } from "./values";

/** A disk that each pod of a StatefulSet has for itself. */
const claim = z.strictObject({
  size: diskSize.meta({
    description: "For example 10Gi. It can grow later, without a restart, where the class allows it; it never shrinks.",
  }),
  mount: z.string().startsWith("/").meta({ description: "Folder in the container." }),
  folder: z
    .string()
    .regex(/^[A-Za-z0-9][-\w.]*$/, { error: "the name of one folder, such as data" })
    .optional()
    .meta({
      description:
        "Folder of the disk that is mounted, and made where it is missing. Absent: the whole disk, with the lost+found in which some databases see data of others.",
    }),
  storageClass: objectName.optional().meta({ description: "Absent: the cluster's own, standard-rwo on GKE." }),
  accessMode: z
    .enum(["ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany", "ReadOnlyMany"])
    .default("ReadWriteOnce")
    .meta({
      description: "Who may write: pods of one node, one pod, pods of many nodes, nobody. The class must know it.",
    }),
});

/** Pods with names and disks of their own: a database, a queue. */
export const statefulSet = z
  .strictObject({
    ...podKeys,
    image: imageReference.meta({ description: podImage }),
    replicas: z.number().int().min(0).default(1).meta({ description: "Pods, numbered from 0." }),
    ports: z
      .record(containerPortName, containerPort)
      .default({})
      .meta({ description: "Ports by name; each pod is found at <pod>.<name> through the headless Service." }),
    claims: z.record(kubernetesName, claim).default({}).meta({
      description:
        "Disks by name, one of each a pod. Which there are, and of which class and mode, stays as it was made.",
    }),
    whenDeleted: z.enum(["Retain", "Delete"]).default("Retain").meta({
      description: "What becomes of the disks with the StatefulSet.",
      why: "Data is worth more than the disk costs.",
    }),
    whenScaled: z
      .enum(["Retain", "Delete"])
      .default("Retain")
      .meta({ description: "What becomes of the disks of pods that are no longer wanted." }),
    podManagement: z
      .enum(["OrderedReady", "Parallel"])
      .default("OrderedReady")
      .meta({ description: "Pods one after the other, or all at once." }),
    partition: z
      .number()
      .int()
      .min(0)
      .default(0)
      .meta({ description: "An update reaches pods of this number and above only." }),
    ...probeKeys,
    shutdown: duration.default("30s").meta({ description: "How long its processes have to end." }),
  })
  .superRefine((value, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    podRules(value, issue, {
      furtherVolumes: Object.keys(value.claims),
      furtherMounts: Object.values(value.claims).map(({ mount }) => mount),
      ports: value.ports,
    });
    const folders = Object.values(value.claims).map(({ mount }) => mount);
    for (const [name, { mount }] of Object.entries(value.claims))
      if (folders.filter((one) => one === mount).length > 1)
        issue(["claims", name, "mount"], "a folder where no other disk is");
    for (const name of Object.keys(value.claims))
      if (name in value.volumes) issue(["claims", name], "a name that no volume has");
    for (const kind of ["readiness", "liveness", "startup"] as const) {
      const one = value[kind];
      if (one && "path" in one && one.port === undefined && Object.keys(value.ports).length === 0)
        issue([kind, "port"], "a port, since this StatefulSet has none of its own");
    }
  });

/** StatefulSets by name. */
export const statefulSets = z
  .record(kubernetesName, statefulSet)
  .default({})
  .meta({ description: "StatefulSets by name, each with a headless Service of that name." });

/** A StatefulSet after validation, with its defaults. */
export type StatefulSetConfig = z.output<typeof statefulSet>;
