import { z } from "zod";
import { duration, sensitive } from "./values";

/** A name in Kubernetes that also fits a DNS label, with room for what is put behind it. */
const kubernetesName = z.string().regex(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/, {
  error: "1 to 40 lower-case letters, digits and hyphens, a letter first and no hyphen last",
});

const quantity = z.union([z.string().regex(/^\d+(\.\d+)?(m|k|M|G|Ki|Mi|Gi)?$/), z.number()], {
  error: 'an amount such as "250m", "128Mi" or 2',
});

const port = z.number().int().min(1).max(65535);

/** `imageview:blue` of this stack's images, or a reference that names a digest. */
const imageReference = z
  .string()
  .regex(/^([a-z][a-z0-9-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?|[^\s@]+@sha256:[0-9a-f]{64})$/, {
    error: "an image of this stack (`<key>:<tag>` of images), or a reference with a digest (name@sha256:…)",
  });

const key = z.string().regex(/^[-._a-zA-Z0-9]+$/, { error: "letters, digits, - _ and ." });
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, { error: "the name of an environment variable" });

const environmentValue = z.union([
  z.string(),
  z.strictObject({ configMap: z.string(), key }),
  z.strictObject({ secret: z.string(), key }),
]);

const settingsShape = z.strictObject({
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

const settings = settingsShape.prefault({});

const httpProbe = z.strictObject({ path: z.string().startsWith("/"), port: port.optional() });

const resources = z.strictObject({
  cpu: quantity.default("100m").meta({ description: "Processors that are reserved." }),
  memory: quantity.default("128Mi").meta({ description: "Memory that is reserved, and the limit." }),
});

/** A container beside the app's: starts before it and ends after it, so that no log line or connection is lost. */
const sidecar = z.strictObject({
  image: imageReference,
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  env: z.record(variable, environmentValue).default({}),
  ports: z.array(port).default([]),
  mounts: z.record(kubernetesName, z.string().startsWith("/")).default({}),
  resources: resources.prefault({}),
});

const volume = z.union([
  z.strictObject({ emptyDir: z.strictObject({ sizeLimit: quantity.optional() }) }),
  z.strictObject({ claim: z.string() }),
  z.strictObject({ configMap: z.string() }),
  z.strictObject({ secret: z.string() }),
]);

/** What may differ between the colours; what is absent is the app's. */
const color = z.strictObject({
  image: imageReference,
  env: z.record(variable, environmentValue).optional().meta({ description: "In place of the app's." }),
  settings: settingsShape.optional().meta({ description: "In place of the app's." }),
});

const check = z.union([
  z.strictObject({
    http: z.strictObject({
      path: z.string().startsWith("/").default("/"),
      status: z.number().int().min(100).max(599).default(200),
      body: z.string().optional().meta({ description: "Text that the answer must hold." }),
      headers: z.record(z.string(), z.string()).default({}),
      within: duration.default("2s").meta({ description: "Longest time of an answer." }),
      times: z.number().int().min(1).max(1000).default(3).meta({ description: "Right answers in a row." }),
    }),
  }),
  z.strictObject({
    job: z.strictObject({
      image: imageReference,
      command: z.array(z.string()).min(1),
      timeout: duration.default("5m"),
    }),
  }),
  z.strictObject({
    prometheus: z.strictObject({
      server: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+:\d+$/, { error: "namespace/service:port" }),
      query: z.string().min(1),
      max: z.number(),
    }),
  }),
]);

const host = z.string().regex(/^[a-z0-9*]([a-z0-9.-]*[a-z0-9])?$/, { error: "a host name such as app.example.com" });

const exposure = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ClusterIP") }),
  z.strictObject({ kind: z.literal("NodePort"), nodePort: port.optional() }),
  z.strictObject({
    kind: z.literal("LoadBalancer"),
    internal: z.boolean().default(false).meta({ description: "An address inside the VPC only." }),
    sourceRanges: z.array(z.string()).default([]).meta({ description: "Who may reach it. Everybody where empty." }),
  }),
  z.strictObject({
    kind: z.literal("Ingress"),
    class: z.enum(["gce", "gce-internal", "nginx"]).default("gce"),
    hosts: z.array(host).min(1),
    paths: z.array(z.string().startsWith("/")).default(["/"]),
    tls: z
      .union([
        z.strictObject({ secret: z.string() }),
        z.strictObject({ certManagerIssuer: z.string() }),
        z.strictObject({ managedCertificate: z.literal(true) }),
      ])
      .optional(),
    backendHttps: z.boolean().default(false),
    overlap: duration.default("60s").meta({
      description: "How long both colours have traffic in a switch, until the load balancer knows the new endpoints.",
    }),
  }),
  z.strictObject({
    kind: z.literal("Gateway"),
    class: z.string().default("gke-l7-global-external-managed"),
    hosts: z.array(host).min(1),
    paths: z.array(z.string().startsWith("/")).default(["/"]),
    tls: z.strictObject({ secret: z.string() }).optional(),
    steps: z
      .array(z.number().int().min(1).max(100))
      .min(1)
      .default([100])
      .meta({ description: "Percentages of the target on the way, ending in 100; the analysis runs at each." }),
    previewHost: host.optional().meta({ description: "A host that always leads to the idle colour." }),
  }),
]);

const autoscaling = z.strictObject({
  min: z.number().int().min(1).default(2),
  max: z.number().int().min(1),
  cpuPercent: z.number().int().min(1).max(100).default(70),
});

/** One blue/green app. */
export const app = z
  .strictObject({
    namespace: z.string().default("default"),
    active: z.string().meta({ description: "The colour that has the traffic. Changing it is a switch." }),
    colors: z.record(z.string().regex(/^[a-z]{1,12}$/, { error: "a colour: 1 to 12 lower-case letters" }), color),
    replicas: z.number().int().min(1).default(3),
    autoscaling: autoscaling.optional().meta({ description: "In place of `replicas`." }),
    port: port.default(80).meta({ description: "Port of the container and of the Services." }),
    labels: z
      .record(z.string(), z.string())
      .default({})
      .meta({ description: "Further labels of the pods; the live Service selects by them as well." }),
    settings,
    env: z.record(variable, environmentValue).default({}),
    command: z.array(z.string()).optional(),
    args: z.array(z.string()).optional(),
    initCommand: z
      .array(z.string())
      .optional()
      .meta({ description: "Runs to its end, in the app's image, before the app starts." }),
    readiness: httpProbe.prefault({ path: "/" }),
    liveness: httpProbe.optional(),
    resources: resources.prefault({}),
    sidecars: z.record(kubernetesName, sidecar).default({}),
    volumes: z.record(kubernetesName, volume).default({}),
    mounts: z
      .record(kubernetesName, z.string().startsWith("/"))
      .default({})
      .meta({ description: "Volume → folder in the container." }),
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
    readOnlyRootFilesystem: z.boolean().default(true),
    maxSurge: z.union([z.number().int().min(0), z.string().regex(/^\d+%$/)]).default("25%"),
    maxUnavailable: z.union([z.number().int().min(0), z.string().regex(/^\d+%$/)]).default(0),
    progressDeadline: duration.default("5m"),
    revisionHistoryLimit: z.number().int().min(0).default(2),
    minReadySeconds: z.number().int().min(0).default(0),
    drain: duration
      .default("15s")
      .meta({ description: "How long a pod still serves after it was taken out of the traffic." }),
    expose: exposure.prefault({ kind: "ClusterIP" }),
    verify: z.array(check).default([]),
    analysis: z
      .strictObject({
        seconds: z.number().min(0).default(10),
        maxErrorRate: z.number().min(0).max(1).default(0),
        path: z.string().startsWith("/").default("/"),
      })
      .prefault({}),
    idle: z.enum(["warm", "scaled-down"]).default("warm").meta({
      description: "What becomes of the colour without traffic: ready for an instant return, or without pods.",
    }),
    allowInPlace: z
      .boolean()
      .default(false)
      .meta({ description: "Lets the live colour's image and settings change under its users." }),
  })
  .superRefine((value, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    if (!(value.active in value.colors))
      issue(["active"], `one of the app's colours: ${Object.keys(value.colors).join(", ")}`);
    if (Object.keys(value.colors).length < 2) issue(["colors"], "two colours or more");
    for (const [name, one] of [["", { env: value.env }] as const, ...Object.entries(value.colors)]) {
      const there = ("settings" in one ? one.settings : undefined) ?? value.settings;
      for (const [variableName, source] of Object.entries(one.env ?? {})) {
        const path = name === "" ? ["env", variableName] : ["colors", name, "env", variableName];
        if (typeof source === "string") continue;
        const [kind, from] =
          "configMap" in source ? (["configMaps", source.configMap] as const) : (["secrets", source.secret] as const);
        if (!(source.key in (there[kind][from] ?? {}))) issue(path, `a key that settings.${kind}.${from} has`);
      }
    }
    for (const mount of Object.keys(value.mounts))
      if (!(mount in value.volumes)) issue(["mounts", mount], "a volume of this app");
    if (value.expose.kind === "Gateway" && value.expose.steps.at(-1) !== 100)
      issue(["expose", "steps"], "steps that end in 100");
    if (value.autoscaling && value.autoscaling.max < value.autoscaling.min)
      issue(["autoscaling", "max"], `${value.autoscaling.min} or more`);
  });

export const apps = z.record(kubernetesName, app).default({}).meta({ description: "Blue/green apps by name." });

export type AppConfig = z.output<typeof app>;
export type AppsConfig = z.output<typeof apps>;
export type CheckConfig = z.output<typeof check>;
export type SettingsConfig = z.output<typeof settings>;
export type EnvironmentConfig = AppConfig["env"];
