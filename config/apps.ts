import { z } from "zod";
import {
  environmentVariables,
  imageReference,
  kubernetesName,
  podKeys,
  port,
  portOf,
  portProtocol,
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
      protocol: portProtocol,
      outside: z.boolean().default(false).meta({
        description: "Whether users have it as well, at a LoadBalancer or NodePort. It moves with the colour then.",
      }),
    }),
  ],
  { error: "a port such as 9090, or { port, servicePort, protocol, outside }" },
);

/** What may differ between the colours; what is absent is the app's. */
const color = z.strictObject({
  image: imageReference.meta({
    description:
      "Image of the colour's main container: `imageview:blue` of this stack's `images`, or a reference with a digest, or with a registry and a tag. A tag becomes its digest.",
  }),
  env: environmentVariables.optional().meta({ description: "In place of the app's." }),
  settings: settingsShape.optional().meta({ description: "In place of the app's." }),
});

const autoscaling = z.strictObject({
  min: z.number().int().min(1).default(2).meta({ description: "Fewest pods of the live colour." }),
  max: z.number().int().min(1).meta({ description: "Most pods of a colour; not below `min`." }),
  cpuPercent: z.number().int().min(1).max(100).default(70).meta({
    description: "Use of the reserved processors, in percent and averaged over the pods, that it keeps to.",
  }),
});

/** One blue/green app. */
export const app = z
  .strictObject({
    ...podKeys,
    active: z.string().meta({ description: "The colour that has the traffic. Changing it is a switch." }),
    colors: z
      .record(z.string().regex(/^[a-z]{1,12}$/, { error: "a colour: 1 to 12 lower-case letters" }), color)
      .meta({ description: "The colours by name, two or more; each is a Deployment with a Service, `NAME-COLOUR`." }),
    replicas: z
      .number()
      .int()
      .min(1)
      .default(3)
      .meta({ description: "Pods of the live colour. The switch brings the next one to as many first." }),
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
    maxSurge: z
      .union([z.number().int().min(0), z.string().regex(/^\d+%$/)])
      .default("25%")
      .meta({
        description: "Pods above `replicas` while a colour's pods are renewed: a number, or a part such as 25%.",
      }),
    maxUnavailable: z
      .union([z.number().int().min(0), z.string().regex(/^\d+%$/)])
      .default(0)
      .meta({
        description:
          "Pods that may be missing while a colour's pods are renewed: a number, or a part such as 25%. Not 0 together with `maxSurge`.",
      }),
    progressDeadline: duration.default("5m").meta({
      description:
        "How long a colour may make no progress in getting ready before its release has failed; the switch waits half a minute more.",
    }),
    revisionHistoryLimit: z.number().int().min(0).default(2).meta({
      description:
        "Former ReplicaSets of a colour that are kept, for `kubectl rollout history`. Going back to the other colour needs none.",
    }),
    minReadySeconds: z.number().int().min(0).default(0).meta({
      description: "Seconds that a pod must stay ready before it counts as available.",
    }),
    drain: duration
      .default("15s")
      .meta({ description: "How long a pod that is to go still serves after it was taken out of the traffic." }),
    shutdown: duration
      .default("15s")
      .meta({ description: "How long its processes then have to end what they have begun." }),
    expose: exposure.prefault({ kind: "ClusterIP" }).meta({
      description: "How the app is reached: inside the cluster, by a load balancer, an Ingress or a Gateway.",
    }),
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

/** Blue/green apps by name. */
export const apps = z.record(kubernetesName, app).default({}).meta({ description: "Blue/green apps by name." });

/** One app after validation, with its defaults. */
export type AppConfig = z.output<typeof app>;
/** All apps of a stack after validation, by name. */
export type AppsConfig = z.output<typeof apps>;
