import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../config/apps";
import { seconds } from "../config/values";
import { PROGRAM_WINS, REVISION } from "../lib/release/marks";
import { loadBalancerAnnotations, servicePorts } from "./exposure";
import type { GuardedRelease } from "./release-guard";

/** What the objects of one colour are made of. */
export interface ColorObjectArgs {
  /** Name of the app. */
  readonly app: string;
  /** Name of the colour. */
  readonly color: string;
  /** The app as it is after validation. */
  readonly config: AppConfig;
}

/** Name of a colour's Deployment, Service, budget and autoscaler. */
const nameOf = ({ app, color }: ColorObjectArgs) => `${app}-${color}`;

/** A Service that always leads to this colour: for checks, and so that no connection to it is cut when the live one leads elsewhere. */
export function colorService(args: ColorObjectArgs, options: pulumi.CustomResourceOptions): k8s.core.v1.Service {
  const { app, color, config } = args;
  const name = nameOf(args);
  return new k8s.core.v1.Service(
    name,
    {
      metadata: {
        name,
        namespace: config.namespace,
        labels: { app, color },
        annotations: {
          // Ready or not is for the switch to judge.
          "pulumi.com/skipAwait": "true",
          // A preview host leads to it through the same load balancer as to the live Service.
          ...("previewHost" in config.expose && loadBalancerAnnotations(app, config)),
        },
      },
      spec: { selector: { app, color }, ports: servicePorts(config) },
    },
    options,
  );
}

/** @param release as the guard gives it */
export function colorDeployment(
  args: ColorObjectArgs,
  { revision, template }: GuardedRelease["switched"],
  options: pulumi.CustomResourceOptions,
): k8s.apps.v1.Deployment {
  const { app, color, config } = args;
  const name = nameOf(args);
  return new k8s.apps.v1.Deployment(
    name,
    {
      metadata: {
        name,
        namespace: config.namespace,
        labels: { app, color },
        // The switch waits for the pods it needs, and gives up sooner on what cannot heal.
        annotations: { "pulumi.com/skipAwait": "true", [REVISION]: revision },
      },
      spec: {
        // None until the switch asks for them; from then on the number is the switch's or an autoscaler's.
        replicas: 0,
        selector: { matchLabels: { app, color } },
        strategy: {
          type: "RollingUpdate",
          rollingUpdate: { maxSurge: config.maxSurge, maxUnavailable: config.maxUnavailable },
        },
        progressDeadlineSeconds: seconds(config.progressDeadline),
        revisionHistoryLimit: config.revisionHistoryLimit,
        minReadySeconds: config.minReadySeconds,
        template,
      },
    },
    { ...options, ignoreChanges: ["spec.replicas"] },
  );
}

/** Draining nodes takes one pod of a colour at a time. */
export function disruptionBudget(
  args: ColorObjectArgs,
  options: pulumi.CustomResourceOptions,
): k8s.policy.v1.PodDisruptionBudget {
  const { app, color, config } = args;
  const name = nameOf(args);
  return new k8s.policy.v1.PodDisruptionBudget(
    name,
    {
      metadata: { name, namespace: config.namespace, labels: { app, color } },
      spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow", selector: { matchLabels: { app, color } } },
    },
    options,
  );
}

/** Nothing where the app has a fixed number of replicas. */
export function autoscaler(
  args: ColorObjectArgs,
  options: pulumi.CustomResourceOptions,
): k8s.autoscaling.v2.HorizontalPodAutoscaler[] {
  const { namespace, autoscaling } = args.config;
  const name = nameOf(args);
  if (!autoscaling) return [];
  const { min, max, cpuPercent } = autoscaling;
  return [
    new k8s.autoscaling.v2.HorizontalPodAutoscaler(
      name,
      {
        // The switch holds it at a number for a while where the program changes to one; what the program says wins.
        metadata: { name, namespace, annotations: { [PROGRAM_WINS]: "true" } },
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
          minReplicas: min,
          maxReplicas: max,
          // A colour that just got its users is still measured as the one without: Kubernetes' default would take all of it at once.
          behavior: { scaleDown: { policies: [{ type: "Percent", value: 25, periodSeconds: 60 }] } },
          metrics: [
            {
              type: "Resource",
              resource: { name: "cpu", target: { type: "Utilization", averageUtilization: cpuPercent } },
            },
          ],
        },
      },
      options,
    ),
  ];
}
