import { z } from "zod";
import {
  environmentRules,
  environmentVariables,
  imageReference,
  kubernetesName,
  podKeys,
  podRules,
  port,
  probe,
  settingsShape,
} from "./containers";
import { switchingKeys, switchingRules } from "./switching";
import { duration, sensitive } from "./values";

/** What may differ between the colours; what is absent is the app's. */
const portName = z
  .string()
  .regex(/^(?!http$)[a-z]([a-z0-9-]{0,13}[a-z0-9])?$/, { error: "the name of a port, other than http" });

const color = z.strictObject({
  image: imageReference,
  env: environmentVariables.optional().meta({ description: "In place of the app's." }),
  settings: settingsShape.optional().meta({ description: "In place of the app's." }),
});

const host = z.string().regex(/^[a-z0-9*]([a-z0-9.-]*[a-z0-9])?$/, { error: "a host name such as app.example.com" });

const paths = z
  .array(z.string().startsWith("/"))
  .min(1)
  .default(["/"])
  .meta({ description: "Path prefixes that are this app's." });

/** Certificates that every kind of front can have. */
const certificates = [
  z.strictObject({ secret: z.string().meta({ description: "A Secret of type kubernetes.io/tls that exists." }) }),
  z.strictObject({
    certificate: sensitive("a certificate chain in PEM"),
    key: sensitive("a private key in PEM"),
  }),
  z.strictObject({
    certManagerIssuer: z.string().meta({ description: "A ClusterIssuer of cert-manager, which makes the Secret." }),
  }),
] as const;

const previewHost = host.optional().meta({
  description: "A host that leads to the colour without traffic: the first that is not active.",
});

const overlap = (what: string, time: string) =>
  duration.default(time).meta({ description: `How long both colours have traffic in a switch, until ${what}.` });

const exposure = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("ClusterIP"),
    overlap: duration.optional().meta({
      description:
        "How long both colours have traffic in a switch. For an app among another's `backends`, whose load balancer learns of pods late: 60s. None where absent.",
    }),
  }),
  z.strictObject({
    kind: z.literal("Headless").meta({ description: "DNS answers with the pods' own addresses." }),
    overlap: overlap("clients have asked DNS again", "30s"),
  }),
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
    paths,
    backends: z
      .record(z.string().startsWith("/"), z.string())
      .default({})
      .meta({ description: "Further path prefixes that lead to other Services of the namespace, such as /api: api." }),
    tls: z
      .union(
        [
          ...certificates,
          z.strictObject({
            managedCertificate: z.literal(true).meta({ description: "Google makes and renews it (class gce)." }),
          }),
        ],
        { error: "{ secret }, { certificate, key }, { certManagerIssuer } or { managedCertificate: true }" },
      )
      .optional(),
    redirectToHttps: z
      .boolean()
      .default(true)
      .meta({ description: "Where there is a certificate, plain HTTP is sent to HTTPS." }),
    backendHttps: z.boolean().default(false).meta({ description: "The app itself speaks HTTPS on its port." }),
    previewHost,
    overlap: overlap("the load balancer knows the new endpoints", "60s"),
  }),
  z.strictObject({
    kind: z.literal("Gateway"),
    class: z.string().default("gke-l7-global-external-managed"),
    hosts: z.array(host).min(1),
    paths,
    tls: z
      .union(
        [
          ...certificates,
          z.strictObject({
            certificateMap: z.string().meta({ description: "A map of Google's Certificate Manager." }),
          }),
        ],
        { error: "{ secret }, { certificate, key }, { certManagerIssuer } or { certificateMap }" },
      )
      .optional(),
    steps: z
      .array(z.number().int().min(1).max(100))
      .min(1)
      .default([100])
      .meta({ description: "Percentages of the target on the way, ending in 100; the analysis runs at each." }),
    // Google's load balancers took up to 36 s: https://github.com/argoproj/argo-rollouts/issues/4710, read 2026-11.
    propagation: duration.default("60s").meta({
      description:
        "How long the load balancer may take to hear of pods that have just got ready, which get no users before, and of a colour without traffic, whose pods stay for that time.",
    }),
    previewHost,
    previewHeader: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, { error: "the name of a header such as x-color" })
      .optional()
      .meta({ description: "Requests that carry this header with a colour's name as its value go to that colour." }),
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
    ...podKeys,
    active: z.string().meta({ description: "The colour that has the traffic. Changing it is a switch." }),
    colors: z.record(z.string().regex(/^[a-z]{1,12}$/, { error: "a colour: 1 to 12 lower-case letters" }), color),
    replicas: z.number().int().min(1).default(3),
    autoscaling: autoscaling.optional().meta({ description: "In place of `replicas`." }),
    port: port.default(80).meta({ description: "Port of the container and of the Services." }),
    ports: z
      .record(portName, port)
      .default({})
      .meta({ description: "Further ports by name, such as metrics: 9090; not for users, and not switched." }),
    labels: z.record(z.string(), z.string()).default({}).meta({ description: "Further labels of the pods." }),
    initCommand: z
      .array(z.string())
      .optional()
      .meta({ description: "Runs to its end, in the app's image, before the app starts." }),
    readiness: probe.prefault({ path: "/" }).meta({ description: "When a pod may have traffic." }),
    liveness: probe.optional().meta({ description: "When a container is started anew." }),
    startup: probe.optional().meta({ description: "Until it answers, the other two are not asked." }),
    maxSurge: z.union([z.number().int().min(0), z.string().regex(/^\d+%$/)]).default("25%"),
    maxUnavailable: z.union([z.number().int().min(0), z.string().regex(/^\d+%$/)]).default(0),
    progressDeadline: duration.default("5m"),
    revisionHistoryLimit: z.number().int().min(0).default(2),
    minReadySeconds: z.number().int().min(0).default(0),
    drain: duration
      .default("15s")
      .meta({ description: "How long a pod that is to go still serves after it was taken out of the traffic." }),
    shutdown: duration
      .default("15s")
      .meta({ description: "How long its processes then have to end what they have begun." }),
    expose: exposure.prefault({ kind: "ClusterIP" }),
    ...switchingKeys,
    allowInPlace: z
      .boolean()
      .default(false)
      .meta({ description: "Lets the live colour's image and settings change under its users." }),
  })
  .superRefine((value, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    if (!Object.hasOwn(value.colors, value.active))
      issue(["active"], `one of the app's colours: ${Object.keys(value.colors).join(", ")}`);
    if (Object.keys(value.colors).length < 2) issue(["colors"], "two colours or more");
    if (Object.keys(value.colors).length > 2 && "overlap" in value.expose && value.expose.overlap !== undefined)
      issue(["colors"], "two colours: while both have traffic (overlap) a third one would have it as well");
    podRules(value, issue);
    switchingRules(value, issue);
    for (const [name, { env, settings }] of Object.entries(value.colors)) {
      environmentRules(env ?? value.env, settings ?? value.settings, ["colors", name, "env"], issue);
      for (const [sidecar, one] of Object.entries(settings ? value.sidecars : {}))
        environmentRules(one.env, settings ?? value.settings, ["sidecars", sidecar, "env"], issue);
    }
    if (value.labels["app"] !== undefined || value.labels["color"] !== undefined)
      issue(["labels"], "labels other than app and color, which are the switch's own");
    if (Object.values(value.ports).includes(value.port)) issue(["ports"], `ports other than ${value.port}`);
    if (value.expose.kind === "Ingress" && value.expose.tls && "managedCertificate" in value.expose.tls) {
      if (value.expose.class !== "gce") issue(["expose", "tls"], "another certificate: Google's are for class gce");
      if (value.expose.hosts.some((one) => one.startsWith("*")))
        issue(["expose", "hosts"], "hosts without *, which Google's managed certificates do not have");
    }
    if (value.expose.kind === "Gateway" && value.expose.steps.at(-1) !== 100)
      issue(["expose", "steps"], "steps that end in 100");
    if (value.autoscaling && value.autoscaling.max < value.autoscaling.min)
      issue(["autoscaling", "max"], `${value.autoscaling.min} or more`);
  });

export const apps = z.record(kubernetesName, app).default({}).meta({ description: "Blue/green apps by name." });

export type AppConfig = z.output<typeof app>;
export type AppsConfig = z.output<typeof apps>;
export type { EnvironmentConfig, SettingsConfig } from "./containers";
