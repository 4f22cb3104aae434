import * as pulumi from "@pulumi/pulumi";
import { createHash, scryptSync } from "node:crypto";
import {
  type OtherUser,
  SETTINGS_IN_USE,
  settingsInUseResult,
  type WorkloadReference,
} from "../lib/release/settings-in-use";
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
export interface FormerName {
  /** To the engine. */
  readonly logical: string;
  /** The same of another workload that has the same. */
  readonly logicalOf: (owner: string) => string;
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
  logicalOf: (other) => `${other}-${key}-${hash}`,
  inCluster: [`${owner}-${key}-${hash}`, `${key}-${hash}`],
});

/** Whose settings they are, and how the cluster is asked about them. */
export interface SettingsUsers {
  /** Absent: nobody can be asked. */
  readonly kubeconfig: pulumi.Input<string> | undefined;
  readonly namespace: string;
  readonly workloads: readonly WorkloadReference[];
}

/** How an object is known to the engine, and who needs it besides its owner. */
export interface Standing {
  /** The logical name that it may have in the state. */
  readonly alias: string;
  /** Other workloads whose pods name this very object: version 0.1.0 gave those with equal settings one, under a name without an owner. */
  readonly others: readonly OtherUser[];
}

/**
 * Of each object, by its name: its former name as an alias, where pods still use it under that, so that the object stays and no pod changes;
 * else its own name. Nowhere else does a former name go, for it tells of what a Secret holds. Where nobody can be asked the former name is given.
 */
export async function standings(
  users: SettingsUsers,
  objects: readonly { readonly name: string; readonly former: FormerName }[],
): Promise<(name: string) => Standing> {
  const former = new Map(objects.map(({ name, former: names }) => [name, names]));
  const names = [...new Set(objects.flatMap(({ former: { inCluster } }) => inCluster))];
  const { inUse, others } = await settingsUse(users, names);
  return (name) => {
    const { logical = name, inCluster = [] } = former.get(name) ?? {};
    return {
      alias: inCluster.some((one) => inUse.includes(one)) ? logical : name,
      others: others.filter(({ uses }) => inCluster.includes(uses)),
    };
  };
}

/** Which of these names the workloads' pods use, and who else; in a cluster that is yet to be made nobody uses any. */
export async function settingsUse({ kubeconfig, ...asked }: SettingsUsers, names: readonly string[]) {
  if (names.length === 0) return settingsInUseResult.parse({});
  if (kubeconfig === undefined) return { inUse: names, others: [] };
  // An alias must be known, also in a preview.
  const reachable = await known(kubeconfig);
  const answer =
    reachable === undefined ? {} : await answerOf(SETTINGS_IN_USE, { kubeconfig: reachable, ...asked, names });
  return settingsInUseResult.parse(answer);
}

/** The names without an owner under which a colour's pods may still use an object of version 0.1.0, by its logical name of today or then. */
export function formerNamesIn(template: object, owner: string, logical: string): readonly string[] {
  const start = `${logical.slice(owner.length + 1).replace(/-[0-9a-f]+$/, "")}-`;
  const texts = JSON.stringify(template).match(/"[a-z0-9.-]+"/g) ?? [];
  const names = texts.map((text) => text.slice(1, -1)).filter((text) => text.startsWith(start));
  return [...new Set(names)].filter((name) => /^[0-9a-f]{10}$/.test(name.slice(start.length)));
}
