import { z } from "zod";
import { imageReference, kubernetesName, probe, rootReason, userOrGroupId } from "./containers";
import { exposure } from "./exposure";
import { diskSize, namespaceName, objectName } from "./kubernetes-values";
import { sensitive } from "./values";

/** A path of the folder of Pulumi.yaml; nothing outside it is ever read. */
export const stackPath = z
  .string()
  .min(1)
  .refine((path) => !path.startsWith("/") && !path.split("/").includes(".."), {
    error: "a path inside the folder of Pulumi.yaml, such as compose.yaml",
  });

const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: "the name of a variable of the compose file" });

const color = z.strictObject({
  image: imageReference.optional().meta({ description: "In place of the file's." }),
});

/** What a stack says of one service of a compose file: what the file itself cannot. */
const service = z.strictObject({
  as: z.enum(["app", "stateful", "worker", "job"]).optional().meta({
    description:
      "What it becomes: a blue/green app, pods with names and disks of their own, a worker that nobody connects to, or work that is done once. Absent: by its ports (the image's own among them), volumes and restart.",
  }),
  active: z.enum(["blue", "green"]).optional().meta({
    description:
      "Of an app with `colors`: the colour that has the traffic. Absent: blue, or where there are no colours, each change of the file is a release onto the idle one.",
  }),
  colors: z
    .strictObject({
      blue: color.optional().meta({ description: "Absent: as the file has it." }),
      green: color.optional().meta({ description: "Absent: as the file has it." }),
    })
    .prefault({})
    .meta({ description: "Of an app: what differs between its colours." }),
  expose: exposure.optional().meta({
    description: "Of an app: how it is reached. Absent: a LoadBalancer where ports are published, ClusterIP otherwise.",
  }),
  readiness: probe.optional().meta({
    description: "When a pod may have traffic. Absent: the file's healthcheck, else that its port takes connections.",
  }),
  runAsRoot: rootReason.optional().meta({ description: "For an image that must start as root." }),
  runAsUser: userOrGroupId
    .optional()
    .meta({ description: "User id of the processes. Absent: the file's `user`, else the image's." }),
  leaveOut: z
    .array(z.string().regex(/^[a-z_]+(\.[^.]+)*$/, { error: "a key of the service, such as volumes./src" }))
    .default([])
    .meta({
      description:
        "Keys of the service that are refused and that you can do without: they have no effect then, and the preview says so. An entry of a list is named by its target: volumes./src, ports.9000, cap_add.NET_ADMIN.",
    }),
});

const volume = z.strictObject({
  size: diskSize.optional().meta({ description: "Absent: 10Gi. It can grow later; it never shrinks." }),
  storageClass: objectName.optional().meta({ description: "Absent: the cluster's own." }),
});

const project = z.strictObject({
  file: z.union([stackPath, z.array(stackPath).min(1)]).meta({
    description: "The compose file, relative to Pulumi.yaml; or several, of which the later ones override.",
  }),
  profiles: z.array(z.string()).default([]).meta({ description: "Profiles whose services are wanted as well." }),
  envFiles: z.array(stackPath).default([]).meta({
    description: "Files with values for `${NAME}` in the file. Absent: `.env` beside it, if there is one.",
  }),
  variables: z.record(variableName, z.string()).default({}).meta({
    description:
      "Values for `${NAME}` in the file. They are known to whoever reads the stack file; the shell's own environment is not looked at.",
  }),
  secrets: z.record(variableName, sensitive("a secret value")).default({}).meta({
    description:
      "Secret values: for `${NAME}` in the file, for variables of that name, and for its secrets. Encrypted, or { env: VARIABLE }.",
  }),
  namespace: namespaceName.default("default").meta({ description: "Where everything of the file is." }),
  volumes: z
    .record(z.string(), volume)
    .default({})
    .meta({ description: "Disks of the file's named volumes, of which compose does not say the size." }),
  services: z
    .record(kubernetesName, service)
    .default({})
    .meta({ description: "What the file cannot say of its services, by their names." }),
});

/** Compose files by name. */
export const compose = z.record(kubernetesName, project).default({}).meta({
  description:
    "Compose files that are brought to the cluster, each under a name of its own. What becomes of every key: docs/compose.md.",
});

/** A compose file, as the stack names it. */
export type ComposeProjectConfig = z.output<typeof project>;
/** What a stack says of one of its services. */
export type ComposeServiceConfig = z.output<typeof service>;
/** What holds of a service of which the stack says nothing. */
export const undescribed: ComposeServiceConfig = service.parse({});
