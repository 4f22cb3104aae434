import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { parsePart } from "../config/part";
import { persistentVolume, type PersistentVolumeConfig } from "../config/volumes";
import { WorkloadComponent } from "./component";
import { VolumeDisk } from "./volume-disk";

/** Which disk, or share. */
export interface PersistentVolumeArgs {
  /** As a stack file writes it. */
  readonly config: z.input<typeof persistentVolume>;
}

/**
 * A disk that pods mount by its claim's name; with `disk` or `nfs` one that exists already and outlives the stack. It grows in place; a
 * change that would make an empty disk in place of a full one is refused.
 */
export class Volume extends WorkloadComponent {
  /** The PersistentVolumeClaim that pods name. */
  readonly claim: k8s.core.v1.PersistentVolumeClaim;

  constructor(name: string, args: PersistentVolumeArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(persistentVolume, args.config, name);
    super("Volume", name, options);
    const { namespace, size, accessMode, storageClass } = config;
    const storage = String(size);
    const source = existing(config);
    const disk = new VolumeDisk(
      name,
      {
        namespace,
        size: storage,
        accessMode,
        existing: source !== undefined,
        ...(storageClass !== undefined && { storageClass }),
      },
      this.child(),
    );
    // Names of PersistentVolumes are the whole cluster's.
    const volumeName = `${namespace}-${name}`;
    const volume = source && [
      new k8s.core.v1.PersistentVolume(
        name,
        {
          metadata: { name: volumeName },
          spec: {
            ...source,
            capacity: { storage },
            accessModes: [accessMode],
            persistentVolumeReclaimPolicy: "Retain",
            storageClassName: "",
            claimRef: { namespace, name },
          },
        },
        this.child({ dependsOn: [disk] }),
      ),
    ];
    this.claim = new k8s.core.v1.PersistentVolumeClaim(
      name,
      {
        metadata: { name, namespace },
        spec: {
          accessModes: [accessMode],
          resources: { requests: { storage } },
          // An empty class is "none", so that no disk is made for it; an absent one is the cluster's own.
          ...(volume
            ? { storageClassName: "", volumeName }
            : storageClass !== undefined && { storageClassName: storageClass }),
        },
      },
      this.child({ dependsOn: [disk, ...(volume ?? [])] }),
    );
    this.registerOutputs({});
  }
}

function existing({ disk, nfs }: PersistentVolumeConfig) {
  if (disk !== undefined) return { csi: { driver: "pd.csi.storage.gke.io", volumeHandle: disk, fsType: "ext4" } };
  return nfs && { nfs };
}
