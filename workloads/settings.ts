import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import type { EnvironmentConfig, SettingsConfig } from "../config/containers";

/** ConfigMaps and Secrets under the names they have in the cluster: theirs, and a hash of what they hold. */
export interface NamedSettings {
  readonly configMaps: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

function contentHash(content: object): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 10);
}

/** The names in the cluster. Content decides, so that a changed setting is another object and the old one stays while a colour uses it. */
export function namesOf({ configMaps, secrets }: SettingsConfig): NamedSettings {
  return {
    configMaps: Object.fromEntries(
      Object.entries(configMaps).map(([name, data]) => [name, `${name}-${contentHash(data)}`]),
    ),
    secrets: Object.fromEntries(
      Object.entries(secrets).map(([name, data]) => {
        const revealed = Object.entries(data).map(([key, value]) => [key, value.reveal()]);
        return [name, `${name}-${contentHash(revealed)}`];
      }),
    ),
  };
}

/** Creates the ConfigMaps and Secrets of several colours; what two colours share is one object. */
export function createSettings(
  app: string,
  namespace: string,
  perColor: readonly SettingsConfig[],
  child: (options?: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const made = new Map<string, pulumi.Resource>();
  for (const settings of perColor) {
    const names = namesOf(settings);
    for (const [key, data] of Object.entries(settings.configMaps)) {
      const name = names.configMaps[key] ?? key;
      if (made.has(`ConfigMap ${name}`)) continue;
      made.set(
        `ConfigMap ${name}`,
        new k8s.core.v1.ConfigMap(
          `${app}-${name}`,
          { metadata: { name, namespace, labels: { app } }, data, immutable: true },
          child(),
        ),
      );
    }
    for (const [key, data] of Object.entries(settings.secrets)) {
      const name = names.secrets[key] ?? key;
      if (made.has(`Secret ${name}`)) continue;
      const stringData = Object.fromEntries(
        Object.entries(data).map(([entry, value]) => [entry, pulumi.secret(value.reveal())]),
      );
      made.set(
        `Secret ${name}`,
        new k8s.core.v1.Secret(
          `${app}-${name}`,
          { metadata: { name, namespace, labels: { app } }, stringData, immutable: true },
          child(),
        ),
      );
    }
  }
  return [...made.values()];
}

/** Environment variables of a container: a variable stands after those that its text names, or they would not be put in. */
export function environment(env: EnvironmentConfig, names: NamedSettings): k8s.types.input.core.v1.EnvVar[] {
  return byReference(env).map(([name, source]) => {
    if (typeof source === "string") return { name, value: source };
    if ("field" in source) return { name, valueFrom: { fieldRef: { fieldPath: source.field } } };
    const { key } = source;
    return "configMap" in source
      ? { name, valueFrom: { configMapKeyRef: { name: names.configMaps[source.configMap] ?? source.configMap, key } } }
      : { name, valueFrom: { secretKeyRef: { name: names.secrets[source.secret] ?? source.secret, key } } };
  });
}

/** `$(NAME)`, and `$$(NAME)`, which is that text itself: https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/ */
const reference = /\$\$|\$\(([^)]+)\)/g;

/** As given, but for what a text names: that comes before it. A circle stays as it is. */
export function byReference(env: EnvironmentConfig): [string, EnvironmentConfig[string]][] {
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
