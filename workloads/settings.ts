import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentConfig, SettingsConfig } from "../config/containers";
import {
  aliases,
  configMapName,
  formerConfigMap,
  formerSecret,
  secretName,
  type SettingsUsers,
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
  readonly resources: readonly pulumi.Resource[];
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
  const configMaps = perColor.map((settings) =>
    Object.entries(settings.configMaps).map(([key, data]) => {
      const content = { owner, key, entries: Object.entries(data) };
      return { key, data, name: configMapName(content), former: formerConfigMap(content) };
    }),
  );
  const secrets = perColor.map((settings) =>
    Object.entries(settings.secrets).map(([key, data]) => {
      const entries = Object.entries(data).map(([entry, value]) => [entry, value.reveal()] as const);
      const content = { owner, key, entries };
      return { key, entries, name: secretName(namespace, content), former: formerSecret(content) };
    }),
  );
  const alias = aliases(users, [...configMaps.flat(), ...secrets.flat()]);
  const made = new Map<string, Made>();
  const once = (key: string, make: () => Made): pulumi.Output<string> => {
    const known = made.get(key) ?? make();
    made.set(key, known);
    return known.metadata.name;
  };
  const metadata = (name: string) => ({ name, namespace, labels: { app: owner } });
  const options = (name: string) => child({ ignoreChanges: ["metadata.name"], aliases: [alias.get(name) ?? { name }] });
  const names = perColor.map((_, color): NamedSettings => {
    const maps = (configMaps[color] ?? []).map(({ key, data, name }) => {
      const args = { metadata: metadata(name), data, immutable: true };
      return [key, once(`ConfigMap ${name}`, () => new k8s.core.v1.ConfigMap(name, args, options(name)))] as const;
    });
    const confidential = (secrets[color] ?? []).map(({ key, entries, name }) => {
      const make = () => {
        const stringData = Object.fromEntries(entries.map(([entry, value]) => [entry, pulumi.secret(value)]));
        return new k8s.core.v1.Secret(name, { metadata: metadata(name), stringData, immutable: true }, options(name));
      };
      return [key, once(`Secret ${name}`, make)] as const;
    });
    const objects = [
      ...(configMaps[color] ?? []).map(({ name }) => `ConfigMap ${name}`),
      ...(secrets[color] ?? []).map(({ name }) => `Secret ${name}`),
    ];
    return { objects, configMaps: Object.fromEntries(maps), secrets: Object.fromEntries(confidential) };
  });
  return { resources: [...made.values()], names };
}

/**
 * Keeps an object that a colour still needs though the program has other settings by now: as it is in the state, since only that knows
 * what it holds.
 * @param object kind and logical name, as {@link NamedSettings} has them
 */
export function keepSettings(object: string, namespace: string, child: Child): void {
  const [kind, name = ""] = object.split(" ");
  const asItIs = child({ ignoreChanges: ["metadata", "data", "stringData", "immutable", "type"] });
  const metadata = { name, namespace };
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
