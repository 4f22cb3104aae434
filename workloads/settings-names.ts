import * as pulumi from "@pulumi/pulumi";
import { createHash, scryptSync } from "node:crypto";
import { SETTINGS_IN_USE, type WorkloadReference } from "../lib/release/settings-in-use";
import { answerOf } from "./answer";
import { known } from "./known";

/** One ConfigMap or Secret of a workload. */
export interface SettingsContent {
  /** The workload's name. */
  readonly owner: string;
  /** As the configuration calls it. */
  readonly key: string;
  /** What it holds, in clear. */
  readonly entries: readonly (readonly [name: string, value: string])[];
}

/** Hexadecimal digits: 128 bits, which nobody finds twice. */
const DIGITS = 32;

/** `<owner>-<key>-<hash of the content>`. */
export const configMapName = ({ owner, key, entries }: SettingsContent): string =>
  `${owner}-${key}-${createHash("sha256").update(JSON.stringify(entries)).digest("hex").slice(0, DIGITS)}`;

/**
 * `<owner>-<key>-<hash of the content>`, by the hash that passwords are stored with: names are shown to many, and a short value must not be
 * found by trying. The salt is the Secret's place, so that one guess is for one Secret; it is no key, for a name must be the same on every
 * machine and after the stack's key has changed, or pods with users would change.
 */
export function secretName(namespace: string, { owner, key, entries }: SettingsContent): string {
  const salt = JSON.stringify([pulumi.getProject(), pulumi.getStack(), namespace, owner, key]);
  const content = JSON.stringify(entries);
  const known = hashed.get(salt + content) ?? scryptSync(content, salt, DIGITS / 2).toString("hex");
  hashed.set(salt + content, known);
  return `${owner}-${key}-${known}`;
}

/** Each takes some 40 ms. */
const hashed = new Map<string, string>();

/** How 0.1.0 hashed what Secrets and ConfigMaps hold: without a salt, and 40 bits of it. */
const formerHash = (content: object): string =>
  createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 10);

/** What an earlier version called an object. */
interface FormerName {
  /** To the engine. */
  readonly logical: string;
  /** In the cluster, by either of two earlier versions. */
  readonly inCluster: readonly string[];
}

/** What earlier versions called the ConfigMap of this content. */
export const formerConfigMap = ({ owner, key, entries }: SettingsContent): FormerName =>
  formerName(owner, key, formerHash(Object.fromEntries(entries)));

/** What earlier versions called the Secret of this content. */
export const formerSecret = ({ owner, key, entries }: SettingsContent): FormerName =>
  formerName(owner, key, formerHash(entries));

const formerName = (owner: string, key: string, hash: string): FormerName => ({
  logical: `${owner}-${key}-${hash}`,
  inCluster: [`${owner}-${key}-${hash}`, `${key}-${hash}`],
});

/** Whose settings they are, and how the cluster is asked about them. */
export interface SettingsUsers {
  /** Absent: nobody can be asked. */
  readonly kubeconfig: pulumi.Input<string> | undefined;
  readonly namespace: string;
  readonly workloads: readonly WorkloadReference[];
}

/**
 * The alias of each object: its former name, where pods still use it under that, so that the object stays and no pod changes; else its own
 * name. Nowhere else does a former name go, for it tells of what a Secret holds. Where nobody can be asked the former name is given.
 */
export function aliases(
  users: SettingsUsers,
  objects: readonly { readonly name: string; readonly former: FormerName }[],
): ReadonlyMap<string, pulumi.Alias> {
  const { kubeconfig, namespace, workloads } = users;
  if (kubeconfig === undefined) return new Map(objects.map(({ name, former }) => [name, { name: former.logical }]));
  if (objects.length === 0) return new Map();
  const names = [...new Set(objects.flatMap(({ former }) => former.inCluster))];
  const inUse = namesInUse(kubeconfig, { namespace, workloads, names });
  const aliasOf = (name: string, former: FormerName) =>
    inUse.then((used) => (former.inCluster.some((one) => used.includes(one)) ? former.logical : name));
  return new Map(objects.map(({ name, former }) => [name, { name: aliasOf(name, former) }]));
}

/** In a cluster that is yet to be made nobody uses any. An alias must be known, also in a preview. */
async function namesInUse(
  kubeconfig: pulumi.Input<string>,
  asked: Pick<SettingsUsers, "namespace" | "workloads"> & { readonly names: readonly string[] },
): Promise<readonly string[]> {
  const reachable = await known(kubeconfig);
  if (reachable === undefined) return [];
  const answer: { readonly inUse?: readonly string[] } = await answerOf(SETTINGS_IN_USE, {
    kubeconfig: reachable,
    ...asked,
  });
  return answer.inUse ?? [];
}
