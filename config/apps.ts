import { z } from "zod";
import { appPodKeys, color, colorPodRules, colorRules } from "./colors";
import { kubernetesName, podKeys, port, portOf, portProtocol } from "./containers";
import { exposure } from "./exposure";
import { exposureRules } from "./exposure-rules";
import { portNameText } from "./kubernetes-values";
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
    ...appPodKeys,
    active: z.string().optional().meta({
      description:
        "Beside `colors`: the colour that has the traffic. Changing it releases what the program says to that colour, or goes back to it where nothing was changed since.",
    }),
    colors: z
      .record(z.string().regex(/^[a-z]{1,12}$/, { error: "a colour: 1 to 12 lower-case letters" }), color)
      .optional()
      .meta({
        description:
          "Colours by name, two or more, and what is each one's own; each is a Deployment with a Service, `NAME-COLOUR`. A colour stays as it is until a release goes to it, or what is its own changes. Absent: `blue` and `green`, and every change of the app is a release to the one without traffic.",
      }),
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
    colorRules(value, issue);
    colorPodRules(value, issue);
    rolloutRules(value, issue);
    exposureRules(value, issue);
    switchingRules(value, issue);
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
