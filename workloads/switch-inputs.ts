import * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../config/apps";
import { colorsOf } from "../config/colors";
import type { CheckConfig, HookConfig, QueryConfig } from "../config/switching";
import { seconds } from "../config/values";
import type { Check, Hook, Query, SwitchSpec } from "../lib/release/spec";
import { schemeOf } from "./exposure";
import { servicePortOf } from "./service-port";
import type { SwitchColor, TrafficSwitchArgs } from "./traffic-switch";

/** An app, and what the program made for it. */
export interface SwitchInputsArgs {
  /** Name of the app. */
  readonly app: string;
  /** The app as it is after validation. */
  readonly config: AppConfig;
  /** The colour that shall have the traffic. */
  readonly active: pulumi.Input<string>;
  /** How the plugin reaches the cluster: a kubeconfig's text. Holds no secret where it names an exec credential. */
  readonly kubeconfig: pulumi.Input<string>;
  /** Whose Cloud Monitoring is asked where a check names no project. */
  readonly project: string | undefined;
  /** How images of hooks and checks are read. */
  readonly image: (reference: string) => pulumi.Input<string>;
  /** Colours by name, as the program made them. */
  readonly colors: Readonly<Record<string, SwitchColor>>;
  /** Where its traffic is led. */
  readonly route: SwitchSpec["route"];
}

/** What a switch has to know of an app: times in numbers, images with digests. */
export function switchInputs(args: SwitchInputsArgs): TrafficSwitchArgs {
  const { app, config, active, kubeconfig, colors, route } = args;
  const colored = colorsOf(config);
  const target = (config.active === undefined ? undefined : colored[config.active]) ?? config;
  return {
    kubeconfig,
    namespace: config.namespace,
    app,
    active,
    colors,
    route,
    port: servicePortOf(config),
    scheme: schemeOf(config),
    replicas: config.autoscaling ? null : config.replicas,
    minReplicas: config.autoscaling?.min ?? config.replicas,
    before: config.before.map((hook) => switchHook(hook, { ...args, config: target })),
    verify: config.verify.map((check) => switchCheck(check, args)),
    analysis: {
      ...config.analysis,
      seconds: config.analysis.seconds ?? ("path" in target.readiness ? 10 : 0),
      queries: config.analysis.queries.map((query) => switchQuery(query, args)),
    },
    drainSeconds: Math.max(...Object.values(colored).map(({ drain }) => seconds(drain)), propagationSeconds(config)),
    idle: config.idle,
    warmSeconds: config.warmFor === undefined ? null : seconds(config.warmFor),
    readySeconds: seconds(config.progressDeadline) + 30,
    returnSeconds: seconds(config.returnWithin),
    allowInPlace: config.allowInPlace,
  };
}

/** How long a load balancer may still lead users to a colour after its weight is 0. */
const propagationSeconds = ({ expose }: AppConfig) => (expose.kind === "Gateway" ? seconds(expose.propagation) : 0);

function switchHook({ job }: HookConfig, { config, image }: SwitchInputsArgs): pulumi.Input<Hook> {
  const rest = {
    command: job.command,
    timeoutSeconds: seconds(job.timeout),
    ...(config.serviceAccount && { serviceAccount: config.serviceAccount.name }),
    ...(config.runAsRoot ? { runAsUser: 0 } : config.runAsUser !== undefined && { runAsUser: config.runAsUser }),
  };
  if (job.image === undefined) return { job: rest };
  return pulumi.output(image(job.image)).apply((reference) => ({ job: { ...rest, image: reference } }));
}

function switchCheck(check: CheckConfig, args: SwitchInputsArgs): pulumi.Input<Check> {
  if ("http" in check) {
    const { within, body, ...http } = check.http;
    return { http: { ...http, ...(body !== undefined && { body }), withinMs: seconds(within) * 1000 } };
  }
  if ("job" in check) {
    const { command, timeout } = check.job;
    return pulumi
      .output(args.image(check.job.image))
      .apply((reference) => ({ job: { image: reference, command, timeoutSeconds: seconds(timeout) } }));
  }
  return switchQuery(check, args);
}

function switchQuery(query: QueryConfig, { project: own = "" }: SwitchInputsArgs): Query {
  if ("prometheus" in query) return query;
  const { window, project = own, ...rest } = query.cloudMonitoring;
  return { cloudMonitoring: { ...rest, project, windowSeconds: seconds(window) } };
}
