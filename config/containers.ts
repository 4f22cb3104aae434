import { z } from "zod";
import {
  annotations,
  diskSize,
  extendedResource,
  kubernetesName,
  labelKey,
  labels,
  labelValue,
  memoryAmount,
  namespaceName,
  objectName,
  podField,
  processors,
} from "./kubernetes-values";
import { checkPodPatch } from "./pod-patch/check";
import { duration, sensitive } from "./values";

export { kubernetesName } from "./kubernetes-values";

/** What all pods of this project have in common, whatever keeps them running: a blue/green app, a StatefulSet, a Job. */

/** A port number. */
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

/** What the image of a workload with one image is. */
export const podImage =
  "Image of the main container: `imageview:blue` of this stack's `images`, or a reference with a digest, or with a registry and a tag. A tag becomes its digest.";

const key = z
  .string()
  .max(253)
  .regex(/^(?!\.\.)(?!\.$)[-._a-zA-Z0-9]+$/, { error: "letters, digits, - _ and ., no .. first" });
/** The name of an environment variable. */
export const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, { error: "the name of an environment variable" });
const absolutePath = z.string().startsWith("/", { error: "a path that begins with /" });
const mountPath = absolutePath.refine((path) => !path.includes(":"), { error: "a path without a colon" });

const environmentValue = z.union(
  [
    z.string(),
    z.strictObject({
      configMap: objectName.meta({ description: "Name of a ConfigMap among this workload's `settings.configMaps`." }),
      key: key.meta({
        description: "Which of its keys. One that it does not have is refused before anything is created.",
      }),
    }),
    z.strictObject({
      secret: objectName.meta({ description: "Name of a Secret among this workload's `settings.secrets`." }),
      key: key.meta({
        description: "Which of its keys. One that it does not have is refused before anything is created.",
      }),
    }),
    z.strictObject({
      field: podField.meta({
        description:
          "A field of the pod itself, such as metadata.name or status.podIP. Source: https://kubernetes.io/docs/concepts/workloads/pods/downward-api/",
      }),
    }),
  ],
  { error: "a text, { configMap, key }, { secret, key } or { field }" },
);

/** Environment variables by name. */
const environmentVariables = z.record(variable, environmentValue);

/** What etcd holds of one object, less what is written around it. */
const MOST_BYTES = 2 ** 20;

const configMapData = z
  .record(key, z.string())
  .refine((data) => Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text), 0) <= MOST_BYTES, {
    error: "at most 1 MiB in one ConfigMap",
  });

/** ConfigMaps and Secrets that a workload brings with it. */
const settingsShape = z.strictObject({
  configMaps: z.record(kubernetesName, configMapData).default({}).meta({
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
  period: duration
    .optional()
    .meta({ description: "How often it is asked. Absent: each second; each 10 s for `liveness` and sidecars." }),
  failures: z
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: "Wrong answers in a row that count. Absent: 2; 6 for `liveness`, 120 for `startup`." }),
  timeout: duration
    .optional()
    .meta({ description: "How long an answer may take. Absent: 2 s; 5 s for `liveness`, 1 s for sidecars." }),
  delay: duration.optional().meta({
    description: "How long after the start of its container it is asked for the first time. Absent: at once.",
  }),
};

const probeHeaders = z
  .record(z.string().regex(/^[-A-Za-z0-9]+$/, { error: "the name of a header such as X-Probe" }), z.string())
  .optional()
  .meta({ description: "Headers of the request, such as Host. Never secrets: they are readable in the pod." });

/** How a container is asked whether it works. */
export const probe = z.union(
  [
    z.strictObject({
      path: absolutePath.meta({
        description: "Path that is asked over HTTP, such as /healthz. Right is a status of 200 to 399.",
      }),
      port: port.optional().meta({ description: "Port that is asked. Absent: the workload's first, an app's `port`." }),
      https: z.boolean().default(false).meta({ description: "Asks over HTTPS; any certificate will do." }),
      headers: probeHeaders,
      ...timing,
    }),
    z.strictObject({
      tcp: port.meta({ description: "Port that must take a TCP connection." }),
      ...timing,
    }),
    z.strictObject({
      grpc: port.meta({
        description: "Port that is asked with gRPC's health protocol. Right is SERVING.",
      }),
      service: z
        .string()
        .min(1)
        .optional()
        .meta({ description: "What is asked of gRPC's health service. Absent: the server as a whole." }),
      ...timing,
    }),
    z.strictObject({
      exec: z
        .array(z.string())
        .min(1)
        .meta({ description: "Command that runs in the container, without a shell. Right is exit code 0." }),
      ...timing,
    }),
  ],
  { error: "{ path } over HTTP, { tcp: port }, { grpc: port } or { exec: [command] }" },
);

/** The probes of workloads that do without one. */
export const probeKeys = {
  readiness: probe.optional().meta({ description: "When a pod may have traffic. Absent: as soon as it runs." }),
  liveness: probe.optional().meta({ description: "When a container is started anew. Absent: when its process ends." }),
  startup: probe
    .optional()
    .meta({ description: "Until it answers, the other two are not asked. Absent: they are at once." }),
};

const resources = z.strictObject({
  cpu: processors.default("100m").meta({ description: "Processors that are reserved." }),
  memory: memoryAmount.default("128Mi").meta({ description: "Memory that is reserved, and the limit." }),
  extended: z.record(extendedResource, z.number().int().min(1)).optional().meta({
    description:
      "Devices by resource name, such as nvidia.com/gpu: 1: reserved, and the limit. The pod also gets the toleration of a taint of that name, which GKE's GPU pools have. Source: https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/",
  }),
});

const mountPoint = z.strictObject({
  path: mountPath.meta({
    description: "Folder, or file with `subPath`, in the container. No two mounts of a container share one.",
  }),
  subPath: z
    .string()
    .min(1)
    .refine((path) => !path.startsWith("/") && !path.split("/").includes(".."), {
      error: "a path inside the volume, without / first and without ..",
    })
    .optional()
    .meta({
      description:
        "One file or folder of the volume in place of all of it. A file mounted so is not renewed while the pod lives.",
    }),
  readOnly: z.boolean().optional().meta({ description: "Nothing can be written there. Absent: false." }),
});

/** Where a volume is in a container: its folder, or more of it. */
const mountAt = z.union([mountPath, mountPoint, z.array(mountPoint).min(1)], {
  error: "a folder such as /data, { path, subPath, readOnly } or a list of these",
});

const folders = z.record(kubernetesName, mountAt);
const mounts = folders.default({}).meta({
  description: "Volume → folder in the container, or { path, subPath, readOnly }, or a list of these.",
});

/** What is spoken on a port, of the container and of its Service. */
export const portProtocol = z
  .enum(["TCP", "UDP", "SCTP"])
  .default("TCP")
  .meta({ description: "Transport protocol of the port. A probe over HTTP needs TCP." });

/** A port of a container. */
export const containerPort = z.union(
  [
    port,
    z.strictObject({
      port: port.meta({ description: "The container's." }),
      servicePort: port.optional().meta({ description: "The Service's. Absent: the container's." }),
      protocol: portProtocol,
    }),
  ],
  { error: "a port such as 9090, or { port, servicePort, protocol }" },
);

const containerCommand = z.array(z.string()).optional().meta({
  description: "In place of the image's ENTRYPOINT, without a shell. Absent: the image's.",
});
const containerArgs = z.array(z.string()).optional().meta({
  description: "In place of the image's CMD; `$(NAME)` becomes the environment variable NAME. Absent: the image's.",
});
const containerResources = resources.prefault({}).meta({
  description: "What is reserved for the container on its node, and the most memory that it may take.",
});

const initContainerKeys = {
  image: imageReference.optional().meta({ description: "Absent: the app's." }),
  command: containerCommand,
  args: containerArgs,
  env: environmentVariables.optional().meta({ description: "Absent: the app's." }),
  mounts: folders.optional().meta({ description: "Absent: the app's." }),
  resources: containerResources,
};

/** Containers before the app's, which run to their end. The engine sorts the keys of a mapping, so only a list has an order of its own. */
const initContainers = z.union(
  [
    z.record(kubernetesName, z.strictObject(initContainerKeys)),
    z.array(
      z.strictObject({
        name: kubernetesName.meta({ description: "Name of the container, once in the pod." }),
        ...initContainerKeys,
      }),
    ),
  ],
  { error: "a list of { name, image, command, … } in the order in which they run, or a mapping of one by its name" },
);

/** A container beside the app's: starts before it and ends after it, so that no log line or connection is lost. */
const sidecar = z.strictObject({
  image: imageReference.meta({ description: "Image of the sidecar, written as the app's is." }),
  command: containerCommand,
  args: containerArgs,
  env: environmentVariables
    .default({})
    .meta({ description: "Its environment variables. The app's are not among them." }),
  ports: z
    .array(port)
    .default([])
    .meta({ description: "Ports on which it listens, reachable at the pod's address and by no Service." }),
  mounts,
  resources: containerResources,
  readiness: probe.optional().meta({
    description: "When it is ready; before that its pod has no traffic. Absent: as soon as it runs.",
  }),
});

const fileMode = z
  .string()
  .regex(/^0[0-7]{3}$/, { error: 'permissions in quotes, such as "0440"' })
  .optional()
  .meta({
    description: 'Permissions of the files, octal and in quotes, such as "0440". Absent: Kubernetes\' own 0644.',
  });

/** What pods can mount. */
const volume = z.union(
  [
    z.strictObject({
      emptyDir: z
        .strictObject({
          sizeLimit: diskSize.optional().meta({
            description:
              "Most that may be in it, such as 1Gi; a pod with more is evicted. Absent: what the node's disk has.",
          }),
        })
        .meta({ description: "A folder of the node's disk that is empty at the pod's start and goes with the pod." }),
    }),
    z.strictObject({
      claim: objectName.meta({
        description:
          "Name of a PersistentVolumeClaim of the namespace: one of this stack's `volumes`, or another's. A pod waits until it is there.",
      }),
    }),
    z.strictObject({
      configMap: objectName.meta({
        description:
          "A ConfigMap as files, a key each: one of `settings.configMaps`, or one of that name in the namespace.",
      }),
      mode: fileMode,
    }),
    z.strictObject({
      secret: objectName.meta({
        description: "A Secret as files, a key each: one of `settings.secrets`, or one of that name in the namespace.",
      }),
      mode: fileMode,
    }),
  ],
  { error: "{ emptyDir: {} }, { claim }, { configMap } or { secret }" },
);

const toleration = z
  .strictObject({
    key: labelKey.optional().meta({ description: "Absent: every taint." }),
    value: labelValue.optional().meta({ description: "Value that the taint has. Absent: any." }),
    effect: z
      .enum(["NoSchedule", "PreferNoSchedule", "NoExecute"])
      .optional()
      .meta({ description: "Which effect of the taint is lived with. Absent: every one." }),
  })
  .refine(({ key: taint, value }) => taint !== undefined || value === undefined, {
    path: ["key"],
    error: "the key of the taint that has this value",
  });

/** What Kubernetes' Pod Security level `baseline` lets containers add: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
const baselineCapabilities = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
] as const;

/** Number of a user or a group that is not root's, as Linux has them. */
export const userOrGroupId = z.number().int().min(1).max(2147483647);

/** Processes as root, with what they need of its powers and why. */
export const rootReason = z.strictObject({
  reason: z.string().min(10, { error: "a sentence that says why this image cannot run as another user" }).meta({
    description: "Why. It stands in the pods' annotation gke-bluegreen.dev/runs-as-root, for whoever reviews them.",
  }),
  capabilities: z
    .array(z.enum(baselineCapabilities))
    .default([])
    .meta({ description: "Powers of root that the main container needs, such as CHOWN or SETUID. None where empty." }),
});

/** The keys that every kind of pod has. */
export const podKeys = {
  namespace: namespaceName.default("default").meta({
    description: "Namespace of all its objects. It must be there: a tenant of this stack, or made by others.",
  }),
  labels: labels
    .refine((given) => Object.keys(given).every((key) => !key.startsWith("gke-bluegreen.dev/")), {
      error: "labels without the prefix gke-bluegreen.dev/, by which workloads are told apart",
    })
    .default({})
    .meta({ description: "Further labels of the pods." }),
  annotations: annotations.default({}).meta({ description: "Annotations of the pods." }),
  settings: settingsShape.prefault({}).meta({
    description: "ConfigMaps and Secrets that this workload brings with it, for `env` and `volumes`.",
  }),
  env: environmentVariables.default({}).meta({
    description:
      "Environment variables of the main container by name: a text, or where the value is. `$(NAME)` in a text becomes that variable's value.",
  }),
  command: containerCommand,
  args: containerArgs,
  resources: containerResources,
  initContainers: initContainers.default({}).meta({
    description:
      "Containers that run to their end before the app: a list of { name, … } in the order in which they run. A mapping by name runs in the order of the alphabet.",
  }),
  sidecars: z
    .record(kubernetesName, sidecar)
    .default({})
    .meta({ description: "Containers beside the app: they start before it and end after it." }),
  volumes: z
    .record(kubernetesName, volume)
    .default({})
    .meta({ description: "What containers can mount, by name: see `mounts`." }),
  mounts,
  serviceAccount: z
    .strictObject({
      name: kubernetesName.meta({
        description: "Name of the Kubernetes ServiceAccount, which is made in the namespace.",
      }),
      googleServiceAccount: z.string().optional().meta({
        description:
          "E-mail address of the Google account that the pods act as; it must let them (roles/iam.workloadIdentityUser). Absent: none. Source: https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity",
      }),
    })
    .optional()
    .meta({
      description:
        "Identity of the pods (Workload Identity). Without it they have no token at all. Workloads of one namespace that name the same one share it.",
    }),
  imagePullSecrets: z.array(objectName).min(1).optional().meta({
    description:
      "Secrets of type kubernetes.io/dockerconfigjson in the namespace, for registries that ask who pulls. Absent: the nodes' own account only.",
  }),
  runAsUser: userOrGroupId.optional().meta({ description: "User id of the processes, for an image that names none." }),
  runAsRoot: rootReason.optional().meta({
    description:
      "Processes run as root, without its powers but those named. The namespace's Pod Security level must be baseline or privileged. Absent: never as root.",
  }),
  fsGroup: userOrGroupId
    .optional()
    .meta({ description: "Group that owns mounted disks, so that processes without privileges can write to them." }),
  readOnlyRootFilesystem: z.boolean().default(true).meta({
    description: "Nothing can be written to the image's own folders; what a process writes goes to `volumes`.",
    why: "An intruder cannot leave a program behind.",
  }),
  podPatch: z
    .record(z.string(), z.unknown())
    .superRefine((patch, context) =>
      checkPodPatch(patch, (path, message) => context.addIssue({ code: "custom", path, message })),
    )
    .optional()
    .meta({
      description:
        "For what no key here says: a strategic merge patch of the pod template (`metadata`, `spec`), as `kubectl patch` takes it, applied last and held against the API's schema. Pull-request reports list it. Absent: nothing is patched. Source: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/",
    }),
  nodeSelector: labels.default({}).meta({ description: "Labels that a node must have." }),
  tolerations: z
    .array(toleration)
    .default([])
    .meta({ description: "Taints that the pods live with, of a GPU or Spot pool for example." }),
};

/** What every kind of pod is made of. A DaemonSet may say `runAsRoot: true` without a reason. */
export type PodConfig = Omit<z.output<z.ZodObject<typeof podKeys>>, "runAsRoot"> & {
  readonly runAsRoot?: boolean | RootReason | undefined;
};
type RootReason = z.output<typeof rootReason>;
/** ConfigMaps and Secrets of a workload after validation; secrets as {@link Sensitive}. */
export type SettingsConfig = z.output<typeof settingsShape>;
/** Environment variables by name, each a text or where its value is. */
export type EnvironmentConfig = z.output<typeof environmentVariables>;
/** How a container is asked: over HTTP, TCP or gRPC, or by a command. */
export type ProbeConfig = z.output<typeof probe>;
/** What can be mounted: an empty folder, a claim, a ConfigMap or a Secret. */
export type VolumeConfig = z.output<typeof volume>;
/** Volume → where it is mounted. */
export type MountsConfig = z.output<typeof folders>;
/** One place of one volume in a container. */
export type MountPoint = z.output<typeof mountPoint>;
/** A port as it is written: a number, or with its Service's number and its protocol. */
export type ContainerPort = z.output<typeof containerPort>;
type InitContainer = z.output<z.ZodObject<typeof initContainerKeys>>;

/** The init containers in the order in which they run, by name. */
export function initContainersOf({
  initContainers: given,
}: Pick<PodConfig, "initContainers">): [string, InitContainer][] {
  return Array.isArray(given) ? given.map(({ name, ...one }) => [name, one]) : Object.entries(given);
}

/** Where a volume is mounted, written out. */
export const mountPoints = (given: MountsConfig[string]): readonly MountPoint[] =>
  typeof given === "string" ? [{ path: given }] : Array.isArray(given) ? given : [given];

/** A port written out. */
export const portOf = (given: ContainerPort): Exclude<ContainerPort, number> =>
  typeof given === "number" ? { port: given, protocol: "TCP" } : given;
