import { mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import {
  PatchStrategy,
  setHeaderOptions,
  type CoreV1Api,
  type V1Node,
  type V1PersistentVolume,
  type V1PersistentVolumeClaim,
  type V1StorageClass,
} from "@kubernetes/client-node";
import { PROVISIONER } from "../objects/storage";

const ZONE = "topology.gke.io/zone";
const SELECTED_NODE = "volume.kubernetes.io/selected-node";
const PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";
const mergePatch = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);

/** What disks follow from. */
export interface VolumeObjects {
  readonly claims: readonly V1PersistentVolumeClaim[];
  readonly volumes: readonly V1PersistentVolume[];
  readonly classes: readonly V1StorageClass[];
  readonly nodes: readonly V1Node[];
}

/** What has to be done so that every claim has its disk and no disk is left over. */
export type VolumeStep =
  | { readonly kind: "create"; readonly volume: V1PersistentVolume }
  | { readonly kind: "resize"; readonly claim: V1PersistentVolumeClaim; readonly volume: V1PersistentVolume }
  | { readonly kind: "delete"; readonly volume: V1PersistentVolume };

/** Decides as Google's persistent disk driver would. */
export function volumeSteps({ claims, volumes, classes, nodes }: VolumeObjects, folder: string): VolumeStep[] {
  const byName = new Map(volumes.map((volume) => [volume.metadata?.name, volume]));
  const steps = claims.flatMap((claim): VolumeStep[] => {
    const storageClass = classes.find(({ metadata }) => metadata?.name === claim.spec?.storageClassName);
    if (storageClass?.provisioner !== PROVISIONER || claim.metadata?.deletionTimestamp) return [];
    const volume = byName.get(claim.spec?.volumeName ?? volumeName(claim));
    if (volume) return grows(claim, volume, storageClass) ? [{ kind: "resize", claim, volume }] : [];
    if (claim.spec?.volumeName !== undefined) return [];
    const node = claim.metadata?.annotations?.[SELECTED_NODE];
    if (storageClass.volumeBindingMode === "WaitForFirstConsumer" && node === undefined) return [];
    return [{ kind: "create", volume: volumeFor(claim, storageClass, zoneOf(nodes, node), folder) }];
  });
  const released = volumes.filter(
    ({ metadata, spec, status }) =>
      metadata?.annotations?.[PROVISIONED_BY] === PROVISIONER &&
      !metadata.deletionTimestamp &&
      status?.phase === "Released" &&
      spec?.persistentVolumeReclaimPolicy === "Delete",
  );
  return [...steps, ...released.map((volume) => ({ kind: "delete" as const, volume }))];
}

/** The disks of a cluster: folders that all of its nodes see, so that a pod finds its data on whichever node it runs. */
export class Volumes {
  constructor(
    private readonly core: CoreV1Api,
    private readonly folder: string,
  ) {}

  async reconcile(objects: VolumeObjects): Promise<void> {
    for (const step of volumeSteps(objects, this.folder)) await this.take(step);
  }

  private async take(step: VolumeStep): Promise<void> {
    const name = step.volume.metadata?.name ?? "";
    switch (step.kind) {
      case "create": {
        const path = join(this.folder, name);
        // A fresh ext4 disk: root's, with the folder that some databases stumble over.
        mkdirSync(path, { recursive: true, mode: 0o755 });
        mkdirSync(join(path, "lost+found"), { recursive: true, mode: 0o700 });
        await this.core.createPersistentVolume({ body: step.volume }).catch(unless(409));
        console.log(`disk ${name} made for ${claimName(step.volume)}`);
        return;
      }
      case "resize": {
        const storage = requested(step.claim);
        const { name: claim = "", namespace = "" } = step.claim.metadata ?? {};
        await this.core.patchPersistentVolume({ name, body: { spec: { capacity: { storage } } } }, mergePatch);
        const body = { status: { capacity: { storage }, conditions: [] } };
        await this.core.patchNamespacedPersistentVolumeClaimStatus({ name: claim, namespace, body }, mergePatch);
        console.log(`disk ${name} grown to ${storage}`);
        return;
      }
      case "delete":
        await this.core.deletePersistentVolume({ name }).catch(unless(404));
        await rm(join(this.folder, name), { recursive: true, force: true });
        console.log(`disk ${name} deleted`);
        return;
      default:
        step satisfies never;
    }
  }
}

function volumeFor(
  claim: V1PersistentVolumeClaim,
  storageClass: V1StorageClass,
  zone: string | undefined,
  folder: string,
): V1PersistentVolume {
  const name = volumeName(claim);
  const { name: claimed, namespace, uid } = claim.metadata ?? {};
  // A disk of Google's is bound to its zone; a `local` volume must say where it can be used.
  const place = zone === undefined ? { key: "kubernetes.io/os", values: ["linux"] } : { key: ZONE, values: [zone] };
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name, annotations: { [PROVISIONED_BY]: PROVISIONER } },
    spec: {
      accessModes: claim.spec?.accessModes ?? ["ReadWriteOnce"],
      capacity: { storage: requested(claim) },
      claimRef: {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        ...(claimed === undefined ? {} : { name: claimed }),
        ...(namespace === undefined ? {} : { namespace }),
        ...(uid === undefined ? {} : { uid }),
      },
      // Not `hostPath`: the kubelet gives a local volume to the pod's fsGroup, as it does a disk.
      local: { path: join(folder, name) },
      nodeAffinity: {
        required: { nodeSelectorTerms: [{ matchExpressions: [{ ...place, operator: "In" }] }] },
      },
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? "Delete",
      ...(storageClass.metadata?.name === undefined ? {} : { storageClassName: storageClass.metadata.name }),
      volumeMode: "Filesystem",
    },
  };
}

function grows(claim: V1PersistentVolumeClaim, volume: V1PersistentVolume, storageClass: V1StorageClass): boolean {
  return (
    storageClass.allowVolumeExpansion === true &&
    claim.status?.phase === "Bound" &&
    (requested(claim) !== volume.spec?.capacity?.["storage"] || requested(claim) !== claim.status.capacity?.["storage"])
  );
}

function zoneOf(nodes: readonly V1Node[], selected: string | undefined): string | undefined {
  const node = selected === undefined ? nodes[0] : nodes.find(({ metadata }) => metadata?.name === selected);
  return node?.metadata?.labels?.[ZONE];
}

function requested(claim: V1PersistentVolumeClaim): string {
  return claim.spec?.resources?.requests?.["storage"] ?? "0";
}

function volumeName({ metadata }: V1PersistentVolumeClaim): string {
  return `pvc-${metadata?.uid}`;
}

function claimName({ spec }: V1PersistentVolume): string {
  return `${spec?.claimRef?.namespace}/${spec?.claimRef?.name}`;
}

/** Takes an answer that means that somebody was faster. */
function unless(code: number): (error: unknown) => void {
  return (error) => {
    if ((error as { code?: number }).code !== code) throw error;
  };
}
