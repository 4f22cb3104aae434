import { z } from "zod";
import { duration, sensitive } from "./values";

/** What all pods of this project have in common, whatever keeps them running: a blue/green app, a StatefulSet, a Job. */

/** A name in Kubernetes that also fits a DNS label, with room for what is put behind it. */
export const kubernetesName = z.string().regex(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/, {
  error: "1 to 40 lower-case letters, digits and hyphens, a letter first and no hyphen last",
});

/** An amount of processor, memory or disk. */
export const quantity = z.union([z.string().regex(/^\d+(\.\d+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/), z.number()], {
  error: 'an amount such as "250m", "128Mi" or 2',
});

export const port = z.number().int().min(1).max(65535);

/** `imageview:blue` of this stack's images, or a reference that names a digest, or a registry and a tag. */
export const imageReference = z
  .string()
  .regex(
    /^([a-z][a-z0-9-]*(:\w[\w.-]*)?|[^\s@]+@sha256:[0-9a-f]{64}|(localhost|[^\s/@]+[.:][^\s/@]*)\/[^\s@:]+:\w[\w.-]*)$/,
    {
      error:
        "an image of this stack (`<key>:<tag>` of images), a reference with a digest (name@sha256:…), or one with a registry and a tag (docker.io/library/nginx:1.27)",
    },
  );

const key = z.string().regex(/^[-._a-zA-Z0-9]+$/, { error: "letters, digits, - _ and ." });
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, { error: "the name of an environment variable" });
const absolutePath = z.string().startsWith("/", { error: "a path that begins with /" });

const environmentValue = z.union(
  [
    z.string(),
    z.strictObject({ configMap: z.string(), key }),
    z.strictObject({ secret: z.string(), key }),
    z.strictObject({
      field: z
        .string()
        .regex(/^(metadata|spec|status)\.[A-Za-z.[\]'/-]+$/, { error: "a field of the pod such as metadata.name" }),
    }),
  ],
  { error: "a text, { configMap, key }, { secret, key } or { field }" },
);

/** Environment variables by name. */
export const environmentVariables = z.record(variable, environmentValue);

export const settingsShape = z.strictObject({
  configMaps: z.record(kubernetesName, z.record(key, z.string())).default({}).meta({
    description:
      "ConfigMaps by name: key → text. Named by their content in the cluster, so that a change is a release.",
  }),
  secrets: z
    .record(kubernetesName, z.record(key, sensitive("a secret value")))
    .default({})
    .meta({
      description: "Secrets by name: key → value, encrypted with `pulumi config set --secret --path`.",
    }),
});

const timing = {
  period: duration.optional().meta({ description: "How often it is asked." }),
  failures: z.number().int().min(1).optional().meta({ description: "Wrong answers in a row that count." }),
};

/** How a container is asked whether it works. */
export const probe = z.union(
  [
    z.strictObject({ path: absolutePath, port: port.optional(), https: z.boolean().default(false), ...timing }),
    z.strictObject({ tcp: port, ...timing }),
    z.strictObject({ grpc: port, ...timing }),
    z.strictObject({ exec: z.array(z.string()).min(1), ...timing }),
  ],
  { error: "{ path } over HTTP, { tcp: port }, { grpc: port } or { exec: [command] }" },
);

export const resources = z.strictObject({
  cpu: quantity.default("100m").meta({ description: "Processors that are reserved." }),
  memory: quantity.default("128Mi").meta({ description: "Memory that is reserved, and the limit." }),
});

const folders = z.record(kubernetesName, absolutePath);
const mounts = folders.default({}).meta({ description: "Volume → folder in the container." });

/** A container before the app's, which runs to its end. */
const initContainer = z.strictObject({
  image: imageReference.optional().meta({ description: "Absent: the app's." }),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  env: environmentVariables.optional().meta({ description: "Absent: the app's." }),
  mounts: folders.optional().meta({ description: "Absent: the app's." }),
  resources: resources.prefault({}),
});

/** A container beside the app's: starts before it and ends after it, so that no log line or connection is lost. */
const sidecar = z.strictObject({
  image: imageReference,
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  env: environmentVariables.default({}),
  ports: z.array(port).default([]),
  mounts,
  resources: resources.prefault({}),
  readiness: probe.optional(),
});

const fileMode = z
  .string()
  .regex(/^0[0-7]{3}$/, { error: 'permissions in quotes, such as "0440"' })
  .optional();

/** What pods can mount. */
export const volume = z.union(
  [
    z.strictObject({ emptyDir: z.strictObject({ sizeLimit: quantity.optional() }) }),
    z.strictObject({ claim: z.string() }),
    z.strictObject({ configMap: z.string(), mode: fileMode }),
    z.strictObject({ secret: z.string(), mode: fileMode }),
  ],
  { error: "{ emptyDir: {} }, { claim }, { configMap } or { secret }" },
);

const toleration = z.strictObject({
  key: z.string().optional().meta({ description: "Absent: every taint." }),
  value: z.string().optional(),
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]).optional(),
});

/** The keys that every kind of pod has. */
export const podKeys = {
  namespace: z.string().default("default"),
  labels: z.record(z.string(), z.string()).default({}).meta({ description: "Further labels of the pods." }),
  annotations: z.record(z.string(), z.string()).default({}).meta({ description: "Annotations of the pods." }),
  settings: settingsShape.prefault({}),
  env: environmentVariables.default({}),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  resources: resources.prefault({}),
  initContainers: z
    .record(kubernetesName, initContainer)
    .default({})
    .meta({ description: "Containers that run to their end before the app, in the order of this file." }),
  sidecars: z
    .record(kubernetesName, sidecar)
    .default({})
    .meta({ description: "Containers beside the app: they start before it and end after it." }),
  volumes: z.record(kubernetesName, volume).default({}),
  mounts,
  serviceAccount: z
    .strictObject({ name: kubernetesName, googleServiceAccount: z.string().optional() })
    .optional()
    .meta({ description: "Identity of the pods (Workload Identity). Without it they have no token at all." }),
  runAsUser: z
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: "User id of the processes, for an image that names none." }),
  fsGroup: z
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: "Group that owns mounted disks, so that processes without privileges can write to them." }),
  readOnlyRootFilesystem: z.boolean().default(true),
  nodeSelector: z.record(z.string(), z.string()).default({}).meta({ description: "Labels that a node must have." }),
  tolerations: z
    .array(toleration)
    .default([])
    .meta({ description: "Taints that the pods live with, of a GPU or Spot pool for example." }),
};

/** What every kind of pod is made of. */
export type PodConfig = z.output<z.ZodObject<typeof podKeys>>;
export type SettingsConfig = z.output<typeof settingsShape>;
export type EnvironmentConfig = z.output<typeof environmentVariables>;
export type ProbeConfig = z.output<typeof probe>;
export type VolumeConfig = z.output<typeof volume>;

type Issue = (path: (string | number)[], message: string) => void;

/** What a pod names must be there: keys of its settings, its volumes. */
export function podRules(pod: PodConfig, issue: Issue, furtherVolumes: readonly string[] = []): void {
  const environments: [(string | number)[], EnvironmentConfig | undefined][] = [
    [["env"], pod.env],
    ...Object.entries(pod.initContainers).map(
      ([name, { env }]) => [["initContainers", name, "env"], env] as [string[], EnvironmentConfig | undefined],
    ),
    ...Object.entries(pod.sidecars).map(
      ([name, { env }]) => [["sidecars", name, "env"], env] as [string[], EnvironmentConfig],
    ),
  ];
  for (const [path, env] of environments) environmentRules(env, pod.settings, path, issue);
  const known = [...Object.keys(pod.volumes), ...furtherVolumes];
  const mounted: [(string | number)[], Readonly<Record<string, string>> | undefined][] = [
    [["mounts"], pod.mounts],
    ...Object.entries(pod.initContainers).map(
      ([name, one]) => [["initContainers", name, "mounts"], one.mounts] as [string[], Record<string, string>],
    ),
    ...Object.entries(pod.sidecars).map(
      ([name, one]) => [["sidecars", name, "mounts"], one.mounts] as [string[], Record<string, string>],
    ),
  ];
  for (const [path, folders] of mounted)
    for (const mount of Object.keys(folders ?? {}))
      if (!known.includes(mount)) issue([...path, mount], `one of its volumes: ${known.join(", ") || "it has none"}`);
}

/** Variables that name a ConfigMap or a Secret name one that is there, and a key that it has. */
export function environmentRules(
  env: EnvironmentConfig | undefined,
  settings: SettingsConfig,
  path: (string | number)[],
  issue: Issue,
): void {
  for (const [name, source] of Object.entries(env ?? {})) {
    if (typeof source === "string" || "field" in source) continue;
    const [kind, from] =
      "configMap" in source ? (["configMaps", source.configMap] as const) : (["secrets", source.secret] as const);
    if (!(source.key in (settings[kind][from] ?? {})))
      issue([...path, name], `a key that settings.${kind}.${from} has`);
  }
}
