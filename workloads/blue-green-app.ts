import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { app, type AppConfig } from "../config/apps";
import { parsePart } from "../config/part";
import { seconds } from "../config/values";
import { PROGRAM_WINS, REVISION } from "../lib/release/marks";
import type { Receipt } from "../lib/release/receipt";
import { WorkloadComponent } from "./component";
import { expose, loadBalancerAnnotations, servicePorts } from "./exposure";
import { keptTemplate, type LaterTemplate } from "./kept-template";
import { type LaterSwitch, laterSwitch } from "./later-switch";
import { revisionOf } from "./revision";
import { ServiceAccounts } from "./service-account";
import { createSettings, environment } from "./settings";
import { switchInputs } from "./switch-inputs";
import type { ImageResolver } from "./pod";
import { acceptedRevision, ReleaseGuard, TrafficSwitch, type TrafficSwitchArgs } from "./traffic-switch";
import { digestsOnly } from "./workload";

export interface BlueGreenAppArgs {
  /** As a stack file writes it: defaults are filled in, and mistakes are refused with their path. */
  readonly config: z.input<typeof app>;
  /** Reads an image's name as the app writes it: a name of this stack's images, or a reference with a digest. @default the latter only */
  readonly image?: ImageResolver;
  /** Accounts that other workloads may have made already. @default the app's own */
  readonly accounts?: ServiceAccounts;
  /** How the switch reaches the cluster. Holds no secret where it names an exec credential. */
  readonly kubeconfig: pulumi.Input<string>;
  /** Whose Cloud Monitoring is asked where a check names no project. */
  readonly project?: string | undefined;
  /**
   * Whether the app has a switch of its own, or is one of a `SwitchedTogether`.
   * @default "own"
   */
  readonly trafficSwitch?: "own" | "together";
}

/** What a `SwitchedTogether` has to know of one of its apps. */
export interface Switchable {
  readonly name: string;
  readonly namespace: string;
  readonly inputs: TrafficSwitchArgs;
  /** What must be there before the traffic moves. */
  readonly resources: readonly pulumi.Resource[];
  /** Through which the app learns what became of its switch. `undefined` where it has a switch of its own. */
  readonly later: LaterSwitch | undefined;
}

/** Two Deployments of one app, one per colour, and the switch that says which has the traffic. */
export class BlueGreenApp extends WorkloadComponent {
  /** The colour that has the traffic. */
  readonly live: pulumi.Output<string>;
  /** What the last switch did; `null` before the first. */
  readonly receipt: pulumi.Output<Receipt | null>;
  /** For a `SwitchedTogether`. */
  readonly switchable: Switchable;
  /** Address outside the cluster; "" where there is none. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: BlueGreenAppArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(app, args.config, name);
    const { image = digestsOnly(name), kubeconfig, project, trafficSwitch = "own" } = args;
    super("BlueGreenApp", name, options);
    const child = (more: pulumi.CustomResourceOptions = {}) => this.child(more);
    const { namespace } = config;

    const settings = createSettings(
      name,
      {
        kubeconfig,
        namespace,
        workloads: Object.keys(config.colors).map((color) => ({ kind: "Deployment", name: `${name}-${color}` })),
      },
      Object.values(config.colors).map((own) => own.settings ?? config.settings),
      child,
    );
    const colors = Object.entries(config.colors).map(([color, own], index) => {
      const named = settings.names[index] ?? { configMaps: {}, secrets: {} };
      const reference = pulumi.output(image(own.image));
      const template = keptTemplate({
        kubeconfig,
        deployment: `${name}-${color}`,
        app: name,
        color,
        config,
        env: own.env ?? config.env,
        image: reference,
        resolve: image,
        settings: named,
      });
      return {
        color,
        named,
        image: reference,
        template,
        env: own.env ?? config.env,
        revision: revisionOf(template),
        deployment: `${name}-${color}`,
      };
    });

    const account = (args.accounts ?? new ServiceAccounts()).of(config, child);
    const services = Object.fromEntries(
      colors.map(({ color, deployment }) => [
        color,
        new k8s.core.v1.Service(
          deployment,
          {
            metadata: {
              name: deployment,
              namespace,
              labels: { app: name, color },
              annotations: {
                // Ready or not is for the switch to judge.
                "pulumi.com/skipAwait": "true",
                // A preview host leads to it through the same load balancer as to the live Service.
                ...("previewHost" in config.expose && loadBalancerAnnotations(name, config)),
              },
            },
            spec: {
              selector: { app: name, color },
              ports: servicePorts(config),
            },
          },
          child(),
        ),
      ]),
    );
    const exposed = expose({ app: name, config, services }, child);
    const guard = new ReleaseGuard(
      name,
      {
        kubeconfig,
        namespace,
        app: name,
        active: config.active,
        route: exposed.route,
        allowInPlace: config.allowInPlace,
        colors: Object.fromEntries(
          colors.map(({ color, deployment, revision }) => [color, { deployment, service: deployment, revision }]),
        ),
      },
      child(),
    );
    const deployments = colors.map(({ color, deployment, template, revision }) =>
      colorDeployment(
        name,
        color,
        deployment,
        config,
        template,
        pulumi.all([guard.colors, revision]).apply(([colors, wanted]) => acceptedRevision(colors, name, color, wanted)),
        child({ dependsOn: [guard, ...settings.resources, ...account] }),
      ),
    );
    const budgets = colors.map(({ color, deployment }) => disruptionBudget(name, color, deployment, config, child()));
    const scaling = config.autoscaling;
    const autoscalers = scaling ? colors.map(({ deployment }) => autoscaler(deployment, config, scaling, child())) : [];

    const inputs = switchInputs({
      app: name,
      config,
      kubeconfig,
      project,
      image,
      route: exposed.route,
      colors: Object.fromEntries(
        colors.map((one) => [
          one.color,
          {
            deployment: one.deployment,
            service: one.deployment,
            image: one.image,
            revision: one.revision,
            template: markedWith(one.template, one.revision),
            // Only hooks need it; without any it would be noise in the state.
            env: config.before.length > 0 ? environment(one.env, one.named) : [],
          },
        ]),
      ),
    });
    const resources = [
      ...deployments,
      ...Object.values(services),
      ...exposed.resources,
      ...budgets,
      ...autoscalers,
      ...settings.resources,
    ];
    const later = trafficSwitch === "together" ? laterSwitch(name) : undefined;
    const own =
      later ?? new TrafficSwitch(name, inputs, child({ dependsOn: resources, customTimeouts: SWITCH_TIMEOUTS }));
    this.switchable = { name, namespace, inputs, resources, later };
    this.live = pulumi.output(own.live);
    this.receipt = pulumi.output(own.receipt);
    this.url = exposed.url ?? pulumi.output("");
    this.registerOutputs({ live: this.live, url: this.url, receipt: this.receipt });
  }
}

/** A switch takes as long as its parts; the engine's own limit must not cut it off in the middle. */
export const SWITCH_TIMEOUTS = { create: "3h", update: "3h" };

/** The revision is on the pods as well, so that the switch tells the new release's pods from those that still go. */
function markedWith(template: LaterTemplate, revision: pulumi.Input<string>) {
  const annotations = { ...template.metadata.annotations, [REVISION]: revision };
  return { ...template, metadata: { ...template.metadata, annotations } };
}

function colorDeployment(
  app: string,
  color: string,
  name: string,
  config: AppConfig,
  template: LaterTemplate,
  revision: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): k8s.apps.v1.Deployment {
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
        template: markedWith(template, revision),
      },
    },
    { ...options, ignoreChanges: ["spec.replicas"] },
  );
}

/** One per colour: draining nodes takes one pod of a colour at a time. */
function disruptionBudget(
  app: string,
  color: string,
  name: string,
  { namespace }: AppConfig,
  options: pulumi.CustomResourceOptions,
) {
  return new k8s.policy.v1.PodDisruptionBudget(
    name,
    {
      metadata: { name, namespace, labels: { app, color } },
      spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow", selector: { matchLabels: { app, color } } },
    },
    options,
  );
}

function autoscaler(
  name: string,
  { namespace }: AppConfig,
  scaling: NonNullable<AppConfig["autoscaling"]>,
  options: pulumi.CustomResourceOptions,
) {
  return new k8s.autoscaling.v2.HorizontalPodAutoscaler(
    name,
    {
      // The switch holds it at a number for a while where the program changes to one; what the program says wins.
      metadata: { name, namespace, annotations: { [PROGRAM_WINS]: "true" } },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
        minReplicas: scaling.min,
        maxReplicas: scaling.max,
        // A colour that just got its users is still measured as the one without: Kubernetes' default would take all of it at once.
        behavior: { scaleDown: { policies: [{ type: "Percent", value: 25, periodSeconds: 60 }] } },
        metrics: [
          {
            type: "Resource",
            resource: { name: "cpu", target: { type: "Utilization", averageUtilization: scaling.cpuPercent } },
          },
        ],
      },
    },
    options,
  );
}
