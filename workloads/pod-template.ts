import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../config/apps";
import { seconds } from "../config/values";
import { APP_LABEL } from "../lib/release/marks";
import {
  type ImageResolver,
  mainContainer,
  patched,
  podAnnotations,
  type PodArgs,
  podSpec,
  probes,
  spread,
} from "./pod";
import type { EnvironmentOrder, NamedSettings } from "./settings";

/** A pod template whose parts are known here, not inputs of inputs. */
export interface PodTemplate {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: k8s.types.input.core.v1.PodSpec;
}

/** What a colour's pods are made of; images are references with a digest. */
export interface PodTemplateArgs {
  /** Name of the app: the label `app`, and the main container's name. */
  readonly app: string;
  /** Name of the colour: the label `color`. */
  readonly color: string;
  /** The app as it is after validation. */
  readonly config: AppConfig;
  /** Environment of the main container: the colour's own, else the app's. */
  readonly env: AppConfig["env"];
  /** Image of the main container. */
  readonly image: pulumi.Input<string>;
  /** How images of sidecars and init containers are read. */
  readonly resolve: ImageResolver;
  /** ConfigMaps and Secrets of this colour, by the names that variables and volumes use. */
  readonly settings: NamedSettings;
  /** Of the variables. @default by-reference */
  readonly order?: EnvironmentOrder;
  /** Those of version 0.1.0: none but the app's, the colour's and the configuration's. @default false */
  readonly formerLabels?: boolean;
}

/** The pods of one colour. The defaults are those a switch without a lost request needs. */
export function podTemplate({
  app,
  color,
  config,
  env,
  image,
  resolve,
  settings,
  order,
  formerLabels = false,
}: PodTemplateArgs): PodTemplate {
  const drain = seconds(config.drain);
  const pod: PodArgs = {
    name: app,
    config,
    env,
    image,
    resolve,
    settings,
    ...(order && { order }),
    ports: { http: config.port, ...config.ports },
    drainSeconds: drain,
    main: {
      ...probes(config, config.port),
      // The kubelet waits here before it signals the process, while the process still serves.
      lifecycle: { preStop: { sleep: { seconds: drain } } },
    },
  };
  const { initContainers, ...spec } = podSpec(pod);
  const annotations = podAnnotations(config);
  return patched(config, {
    metadata: {
      labels: formerLabels
        ? { app, ...config.labels, color }
        : { ...recommended(app, color), ...config.labels, app, color, [APP_LABEL]: app },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: {
      ...spec,
      // The pod serves on while load balancers and nodes learn that it goes; then the app ends what it has begun.
      terminationGracePeriodSeconds: drain + seconds(config.shutdown),
      topologySpreadConstraints: spread({ app, color }),
      initContainers: [...(initContainers as Container[]), ...initCommand(config, pod)],
    },
  });
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
const recommended = (app: string, color: string) => ({
  "app.kubernetes.io/name": app,
  "app.kubernetes.io/instance": `${app}-${color}`,
  "app.kubernetes.io/managed-by": "gke-bluegreen",
});

type Container = k8s.types.input.core.v1.Container;

/** The app's own image with another command, before the app. */
function initCommand({ initCommand: command }: AppConfig, pod: PodArgs): Container[] {
  if (!command) return [];
  const container = { ...mainContainer({ ...pod, ports: {}, main: {} }), name: "init", command };
  // The app's arguments are not this command's.
  delete container.args;
  return [container];
}
