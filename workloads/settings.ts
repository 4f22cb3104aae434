import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentConfig, SettingsConfig } from "../config/containers";
import type { OtherUser } from "../lib/release/settings-in-use";
import { componentUrn } from "./component";
import { shares } from "./shared-settings";
import {
  configMapName,
  formerConfigMap,
  formerNamesIn,
  type FormerName,
  formerSecret,
  secretName,
  type SettingsUsers,
  settingsUse,
  type Standing,
  standings,
} from "./settings-names";

/** ConfigMaps and Secrets by the names that the program gives them: what they are called in the cluster. */
export interface NamedSettings {
  /** Logical names of the objects, each with its kind before it. */
  readonly objects: readonly string[];
  readonly configMaps: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The settings of one workload, made. */
export interface MadeSettings {
  readonly resources: readonly Promise<pulumi.Resource>[];
  /** Of each that was given, in their order. */
  readonly names: readonly NamedSettings[];
}

/** Settings of nothing. */
export const noSettings: NamedSettings = { objects: [], configMaps: {}, secrets: {} };

type Child = (options?: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions;
type Made = k8s.core.v1.ConfigMap | k8s.core.v1.Secret;

/**
 * Creates the ConfigMaps and Secrets of a workload's colours; what two of its colours share is one object. Their names in the cluster carry
 * their owner, so that no other workload's end takes them away, and a hash of what they hold, so that a changed setting is another object
 * and the old one stays while a colour uses it. One that an earlier version made keeps its name until its content changes: another name
 * would change pods that have users.
 */
export function createSettings(
  owner: string,
  users: SettingsUsers,
  perColor: readonly SettingsConfig[],
  child: Child,
): MadeSettings {
  const { namespace } = users;
  shares().owners.add(`${namespace}/${owner}`);
  const configMaps = perColor.map((settings) =>
    Object.entries(settings.configMaps).map(([key, data]): Setting => {
      const content = { owner, key, entries: Object.entries(data) };
      const make: Setting["make"] = (name, metadata, options) =>
        new k8s.core.v1.ConfigMap(name, { metadata, data, immutable: true }, options);
      const called = (by: string) => configMapName({ ...content, owner: by });
      return { kind: "ConfigMap", key, called, name: called(owner), former: formerConfigMap(content), make };
    }),
  );
  const secrets = perColor.map((settings) =>
    Object.entries(settings.secrets).map(([key, data]): Setting => {
      const entries = Object.entries(data).map(([entry, value]) => [entry, value.reveal()] as const);
      const content = { owner, key, entries };
      const make: Setting["make"] = (name, metadata, options) => {
        const stringData = Object.fromEntries(entries.map(([entry, value]) => [entry, pulumi.secret(value)]));
        return new k8s.core.v1.Secret(name, { metadata, stringData, immutable: true }, options);
      };
      const called = (by: string) => secretName(namespace, { ...content, owner: by });
      return { kind: "Secret", key, called, name: called(owner), former: formerSecret(content), make };
    }),
  );
  const standing = standings(users, [...configMaps.flat(), ...secrets.flat()]);
  const made = new Map<string, Promise<Made>>();
  const once = (setting: Setting): pulumi.Output<string> => {
    const object = objectOf(setting);
    const known = made.get(object) ?? standing.then((of) => create(setting, of(setting.name), owner, namespace, child));
    made.set(object, known);
    return pulumi.output(known.then(({ metadata }) => metadata.name));
  };
  const names = perColor.map((_, color): NamedSettings => {
    const named = (settings: readonly Setting[] = []) =>
      Object.fromEntries(settings.map((one) => [one.key, once(one)] as const));
    const objects = [...(configMaps[color] ?? []), ...(secrets[color] ?? [])].map(objectOf);
    return { objects, configMaps: named(configMaps[color]), secrets: named(secrets[color]) };
  });
  return { resources: [...made.values()], names };
}

/** One ConfigMap or Secret of a workload. */
interface Setting {
  readonly kind: "ConfigMap" | "Secret";
  /** As the configuration calls it. */
  readonly key: string;
  readonly name: string;
  /** What it would be called if it were another workload's. */
  readonly called: (owner: string) => string;
  readonly former: FormerName;
  readonly make: (name: string, metadata: object, options: pulumi.CustomResourceOptions) => Made;
}

const objectOf = ({ kind, name }: Setting): string => `${kind} ${name}`;

function create(setting: Setting, { alias, others }: Standing, owner: string, namespace: string, child: Child): Made {
  const { name, make } = setting;
  const options = { ignoreChanges: ["metadata.name"], aliases: [{ name: alias }] };
  // Who else needs this very object still does when this owner's part of the stack ends.
  const shared = { ...options, retainOnDelete: others.length > 0 };
  const { owners, inherited } = shares();
  for (const other of others) {
    const entry = `${setting.kind} ${namespace}/${other.uses} ${other.owner}`;
    if (owners.has(`${namespace}/${other.owner}`) || inherited.has(entry)) continue;
    inherited.add(entry);
    inherit(setting, other, namespace, child);
  }
  return make(name, { name, namespace, labels: { app: owner } }, child(shared));
}

/**
 * Takes over what a workload that the program has no longer left in the state of an object that it shared, or the engine would delete the
 * object with it. The next update leaves that entry, and the object stays.
 */
function inherit(
  { called, former, make }: Setting,
  { kind, owner, uses }: OtherUser,
  namespace: string,
  child: Child,
): void {
  const name = called(owner);
  const parent = componentUrn(kind === "Deployment" ? "BlueGreenApp" : kind, owner);
  const aliases = [name, former.logicalOf(owner)].map((one) => ({ name: one, parent }));
  const asItIs = { ignoreChanges: ["metadata"], retainOnDelete: true, aliases };
  make(name, { name: uses, namespace }, child(asItIs));
}

/** A colour whose settings stay, and who has made them. */
interface KeptUsers extends SettingsUsers {
  readonly owner: string;
  /** The colour's pods, which name the objects that they need. */
  readonly template: object;
}

/**
 * Keeps an object that a colour still needs though the program has other settings by now: as it is in the state, since only that knows
 * what it holds.
 * @param object kind and logical name, as {@link NamedSettings} has them
 */
export async function keepSettings(
  object: string,
  { owner, template, ...users }: KeptUsers,
  child: Child,
): Promise<void> {
  const [kind, name = ""] = object.split(" ");
  const inCluster = formerNamesIn(template, owner, name);
  const others = inCluster.length === 0 ? [] : (await settingsUse(users, inCluster)).others;
  const retainOnDelete = others.length > 0;
  const asItIs = child({ ignoreChanges: ["metadata", "data", "stringData", "immutable", "type"], retainOnDelete });
  const metadata = { name, namespace: users.namespace };
  if (kind === "Secret") new k8s.core.v1.Secret(name, { metadata }, asItIs);
  else new k8s.core.v1.ConfigMap(name, { metadata }, asItIs);
}

/** Environment variables of a container: a variable stands after those that its text names, or they would not be put in. */
export function environment(
  env: EnvironmentConfig,
  names: NamedSettings,
  order: EnvironmentOrder = "by-reference",
): k8s.types.input.core.v1.EnvVar[] {
  return (order === "as-given" ? Object.entries(env) : byReference(env)).map(([name, source]) => {
    if (typeof source === "string") return { name, value: source };
    if ("field" in source) return { name, valueFrom: { fieldRef: { fieldPath: source.field } } };
    const { key } = source;
    return "configMap" in source
      ? { name, valueFrom: { configMapKeyRef: { name: names.configMaps[source.configMap] ?? source.configMap, key } } }
      : { name, valueFrom: { secretKeyRef: { name: names.secrets[source.secret] ?? source.secret, key } } };
  });
}

/** As the configuration has them, which is how earlier versions wrote them; or each after those that it names. */
export type EnvironmentOrder = "as-given" | "by-reference";

/** Whether both orders are one. */
export const isOrdered = (env: EnvironmentConfig): boolean =>
  byReference(env).every(([name], index) => name === Object.keys(env)[index]);

/** `$(NAME)`, and `$$(NAME)`, which is that text itself: https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/ */
const reference = /\$\$|\$\(([^)]+)\)/g;

/** As given, but for what a text names: that comes before it. A circle stays as it is. */
function byReference(env: EnvironmentConfig): [string, EnvironmentConfig[string]][] {
  const placed = new Set<string>();
  const place = (name: string): [string, EnvironmentConfig[string]][] => {
    const source = env[name];
    if (source === undefined || placed.has(name)) return [];
    placed.add(name);
    const named = typeof source === "string" ? [...source.matchAll(reference)].flatMap(([, one]) => one ?? []) : [];
    return [...named.flatMap(place), [name, source]];
  };
  return Object.keys(env).flatMap(place);
}
