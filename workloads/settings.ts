import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import type { EnvironmentConfig, SettingsConfig } from "../config/containers";

/** ConfigMaps and Secrets by the names that the program gives them: what they are called in the cluster. */
export interface NamedSettings {
  readonly configMaps: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The settings of one workload, made. */
export interface MadeSettings {
  readonly resources: readonly pulumi.Resource[];
  /** Of each that was given, in their order. */
  readonly names: readonly NamedSettings[];
}

type Child = (options?: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions;
type Made = k8s.core.v1.ConfigMap | k8s.core.v1.Secret;

function contentHash(content: object): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 10);
}

/**
 * Creates the ConfigMaps and Secrets of a workload's colours; what two of its colours share is one object. Their names in the cluster carry
 * their owner, so that no other workload's end takes them away, and a hash of what they hold, so that a changed setting is another object
 * and the old one stays while a colour uses it. One that an earlier version made keeps the name without an owner until its content changes:
 * another name would change pods that have users.
 */
export function createSettings(
  owner: string,
  namespace: string,
  perColor: readonly SettingsConfig[],
  child: Child,
): MadeSettings {
  const made = new Map<string, Made>();
  const once = (key: string, make: () => Made): pulumi.Output<string> => {
    const known = made.get(key) ?? make();
    made.set(key, known);
    return known.metadata.name;
  };
  const keepName = () => child({ ignoreChanges: ["metadata.name"] });
  const metadata = (name: string) => ({ name, namespace, labels: { app: owner } });
  const names = perColor.map(({ configMaps, secrets }): NamedSettings => {
    const maps = Object.entries(configMaps).map(([key, data]) => {
      const name = `${owner}-${key}-${contentHash(data)}`;
      const make = () =>
        new k8s.core.v1.ConfigMap(name, { metadata: metadata(name), data, immutable: true }, keepName());
      return [key, once(`ConfigMap ${name}`, make)] as const;
    });
    const confidential = Object.entries(secrets).map(([key, data]) => {
      const revealed = Object.entries(data).map(([entry, value]) => [entry, value.reveal()] as const);
      const name = `${owner}-${key}-${contentHash(revealed)}`;
      const make = () => {
        const stringData = Object.fromEntries(revealed.map(([entry, value]) => [entry, pulumi.secret(value)]));
        return new k8s.core.v1.Secret(name, { metadata: metadata(name), stringData, immutable: true }, keepName());
      };
      return [key, once(`Secret ${name}`, make)] as const;
    });
    return { configMaps: Object.fromEntries(maps), secrets: Object.fromEntries(confidential) };
  });
  return { resources: [...made.values()], names };
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
