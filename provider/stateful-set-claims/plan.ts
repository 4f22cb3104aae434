import type { V1PersistentVolumeClaim, V1StatefulSet, V1StorageClass } from "@kubernetes/client-node";
import { quantity } from "../../lib/quantity";

/** A disk that each pod has for itself, as the stack wants it. */
interface WantedClaim {
  readonly size: string;
  /** Absent: the cluster's own class. */
  readonly storageClass?: string | undefined;
  readonly accessMode: string;
}

/** What a StatefulSet is made with and Kubernetes lets nobody change. */
export interface Wanted {
  readonly set: string;
  readonly podManagement: string;
  readonly claims: Readonly<Record<string, WantedClaim>>;
}

/** What the cluster says. */
export interface Found {
  readonly set: V1StatefulSet;
  /** Claims of the namespace, this set's among them. */
  readonly claims: readonly V1PersistentVolumeClaim[];
  readonly classes: readonly V1StorageClass[];
}

/** A claim that is to grow, and to what: a Kubernetes quantity. */
export interface Growth {
  readonly claim: string;
  readonly size: string;
}

/** How the set and its disks become what is wanted; or why they cannot. */
export interface ClaimPlan {
  /** Reasons why nothing may be done. */
  readonly refused: readonly string[];
  /** Claims to enlarge. */
  readonly grow: readonly Growth[];
  /** The set has to be made anew around its pods, which go on running. */
  readonly remake: boolean;
  /** Claims that stay smaller than what they were made from, because their class lets none grow. */
  readonly lagging: readonly string[];
}

/** Compares what is wanted with what the set was made with, and what its disks are. */
export function planClaims(wanted: Wanted, found: Found): ClaimPlan {
  const refused: string[] = [];
  const grow: Growth[] = [];
  const lagging: string[] = [];
  let remake = (found.set.spec?.podManagementPolicy ?? "OrderedReady") !== wanted.podManagement;
  const made = new Map(found.set.spec?.volumeClaimTemplates?.map((claim) => [claim.metadata?.name ?? "", claim]));
  for (const name of made.keys())
    if (!wanted.claims[name])
      refused.push(`claims.${name} is gone, and a StatefulSet keeps the claims that it was made with: ${wayOut}`);
  for (const [name, claim] of Object.entries(wanted.claims)) {
    const template = made.get(name);
    if (!template) {
      refused.push(`claims.${name} is new, and a StatefulSet keeps the claims that it was made with: ${wayOut}`);
      continue;
    }
    refused.push(...fixedFields(name, claim, template));
    const before = requested(template);
    if (bytes(claim.size) < bytes(before)) {
      refused.push(
        `claims.${name}.size: a disk grows and never shrinks; it is ${before}, and ${claim.size} is wanted. Write ${before}`,
      );
      continue;
    }
    const grown = bytes(claim.size) > bytes(before);
    remake ||= grown;
    for (const disk of disksOf(wanted.set, name, found.claims)) {
      if (bytes(claim.size) <= bytes(requested(disk))) continue;
      const own = disk.metadata?.name ?? "";
      if (mayGrow(disk, found.classes)) grow.push({ claim: own, size: claim.size });
      else if (grown) refused.push(`claims.${name}.size: ${notExpandable(disk)}. Write ${before}, or ${wayOut}`);
      else lagging.push(`${own} stays at ${requested(disk)}: ${notExpandable(disk)}`);
    }
  }
  return { refused: [...new Set(refused)], grow, remake, lagging };
}

const wayOut = "for other disks make a StatefulSet of another name and move the data";

function fixedFields(name: string, wanted: WantedClaim, template: V1PersistentVolumeClaim): string[] {
  const fields = [
    ["storageClass", template.spec?.storageClassName ?? "", wanted.storageClass ?? ""],
    ["accessMode", template.spec?.accessModes?.[0] ?? "", wanted.accessMode],
  ] as const;
  return fields
    .filter(([, before, after]) => before !== after)
    .map(
      ([field, before, after]) =>
        `claims.${name}.${field}: nothing changes it on a disk that exists; it is ${before || "the cluster's own"}, and ` +
        `${after || "the cluster's own"} is wanted. Write the old one, or ${wayOut}`,
    );
}

/** The set's claims of one template: `<template>-<set>-<ordinal>`, also those of pods that are scaled away. */
function disksOf(set: string, template: string, claims: readonly V1PersistentVolumeClaim[]): V1PersistentVolumeClaim[] {
  const stem = `${template}-${set}-`;
  return claims.filter(({ metadata }) => {
    const name = metadata?.name ?? "";
    return name.startsWith(stem) && /^\d+$/.test(name.slice(stem.length)) && !metadata?.deletionTimestamp;
  });
}

function mayGrow(disk: V1PersistentVolumeClaim, classes: readonly V1StorageClass[]): boolean {
  const storageClass = classes.find(({ metadata }) => metadata?.name === disk.spec?.storageClassName);
  return storageClass?.allowVolumeExpansion === true;
}

function notExpandable({ spec, metadata }: V1PersistentVolumeClaim): string {
  const { storageClassName = "" } = spec ?? {};
  return storageClassName === ""
    ? `the disk of ${metadata?.name} has no StorageClass that could enlarge it`
    : `the StorageClass ${storageClassName} of ${metadata?.name} lets no disk grow (allowVolumeExpansion is not true)`;
}

/** The size that a claim asks for: a Kubernetes quantity. @default 0 */
export const requested = ({ spec }: V1PersistentVolumeClaim): string => spec?.resources?.requests?.["storage"] ?? "0";

/** A Kubernetes quantity in bytes; 0 for what is none. */
export const bytes = (size: string): number => quantity(size) ?? 0;
