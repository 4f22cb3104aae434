import { z } from "zod";
import {
  environmentVariables,
  imageReference,
  kubernetesName,
  podKeys,
  port,
  portOf,
  probe,
  settingsShape,
} from "./containers";
import { exposure } from "./exposure";
import { exposureRules } from "./exposure-rules";
import { portNameText } from "./kubernetes-values";
import { environmentRules, podRules } from "./pod-rules";
import { rolloutRules } from "./rollout-rules";
import { switchingKeys, switchingRules } from "./switching";
import { duration } from "./values";

/** Of a further port; `http` is the app's own. */
const portName = z
  .string()
  .regex(/^(?!http$)[a-z]/, { error: "the name of a port, other than http, a letter first" })
  .regex(portNameText, { error: "the name of a port: at most 15 lower-case letters, digits and single hyphens" });

/** A further port; one for users is on the load balancer as well. */
const appPort = z.union(
  [
    port,
    z.strictObject({
      port: port.meta({ description: "The container's." }),
      servicePort: port.optional().meta({ description: "The Services'. Absent: the container's." }),
      protocol: z.enum(["TCP", "UDP", "SCTP"]).default("TCP"),
      outside: z.boolean().default(false).meta({
        description: "Whether users have it as well, at a LoadBalancer or NodePort. It moves with the colour then.",
      }),
    }),
  ],
  { error: "a port such as 9090, or { port, servicePort, protocol, outside }" },
);

/** What may differ between the colours; what is absent is the app's. */
const color = z.strictObject({
  image: imageReference,
  env: environmentVariables.optional().meta({ description: "In place of the app's." }),
  settings: settingsShape.optional().meta({ description: "In place of the app's." }),
});

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
    servicePort: port.optional().meta({
      description: "Port of the Services, where it differs from the container's: what clients and load balancers name.",
    }),
    ports: z
      .record(portName, appPort)
      .default({})
      .meta({ description: "Further ports by name, such as metrics: 9090; not for users unless `outside` says so." }),
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
    podRules(value, issue, { containers: [...(value.initCommand ? ["init"] : [])], ports: value.ports });
    rolloutRules(value, issue);
    exposureRules(value, issue);
    switchingRules(value, issue);
    for (const [name, { env, settings }] of Object.entries(value.colors)) {
      environmentRules(env ?? value.env, settings ?? value.settings, ["colors", name, "env"], issue);
      for (const [sidecar, one] of Object.entries(settings ? value.sidecars : {}))
        environmentRules(one.env, settings ?? value.settings, ["sidecars", sidecar, "env"], issue);
    }
    if (value.labels["app"] !== undefined || value.labels["color"] !== undefined)
      issue(["labels"], "labels other than app and color, which are the switch's own");
    if (Object.values(value.ports).some((one) => portOf(one).port === value.port && portOf(one).protocol === "TCP"))
      issue(["ports"], `ports other than ${value.port}`);
    if (value.autoscaling && value.autoscaling.max < value.autoscaling.min)
      issue(["autoscaling", "max"], `${value.autoscaling.min} or more`);
  });

export const apps = z.record(kubernetesName, app).default({}).meta({ description: "Blue/green apps by name." });

export type AppConfig = z.output<typeof app>;
export type AppsConfig = z.output<typeof apps>;
