import { z } from "zod";
import { kubernetesName } from "./containers";
import { diskSize, namespaceName, objectName } from "./kubernetes-values";

/** A PersistentVolumeClaim, and the PersistentVolume behind it where the disk exists already. */
export const persistentVolume = z
  .strictObject({
    namespace: namespaceName
      .default("default")
      .meta({ description: "Namespace of the claim: that of the pods that mount it." }),
    size: diskSize.meta({ description: "For example 10Gi. It can grow later, not shrink." }),
    accessMode: z
      .enum(["ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany", "ReadOnlyMany"])
      .default("ReadWriteOnce")
      .meta({ description: "A Google disk is written to from one node; an NFS share (Filestore) from many." }),
    storageClass: objectName.optional().meta({ description: "Absent: the cluster's own, standard-rwo on GKE." }),
    disk: z
      .string()
      .regex(/^projects\/[^/]+\/(zones|regions)\/[^/]+\/disks\/[^/]+$/, { error: "projects/P/zones/Z/disks/D" })
      .optional()
      .meta({ description: "A persistent disk that exists; it stays when the stack goes." }),
    nfs: z
      .strictObject({
        server: z.string().meta({ description: "Address or host name of the NFS server, reachable from the nodes." }),
        path: z.string().startsWith("/").meta({ description: "Path of the share on the server, such as /vol1." }),
      })
      .optional()
      .meta({ description: "A share that exists, of Filestore for example." }),
  })
  .superRefine((value, context) => {
    const issue = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    if (value.disk !== undefined && value.nfs) issue(["nfs"], "either a disk or a share");
    if ((value.disk !== undefined || value.nfs) && value.storageClass !== undefined)
      issue(["storageClass"], "none beside a disk or a share that exists");
    if (value.accessMode === "ReadWriteMany" && value.disk !== undefined)
      issue(["accessMode"], "ReadWriteOnce or ReadOnlyMany: a Google disk is written to from one node");
  });

/** PersistentVolumeClaims by name. */
export const volumes = z.record(kubernetesName, persistentVolume).default({}).meta({
  description: "PersistentVolumeClaims by name; pods mount one with `volumes: { data: { claim: NAME } }`.",
});

/** A volume after validation, with its defaults. */
export type PersistentVolumeConfig = z.output<typeof persistentVolume>;
