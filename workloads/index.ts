import type * as pulumi from "@pulumi/pulumi";
import type * as k8s from "@pulumi/kubernetes";
import type { AppConfig, AppsConfig } from "../config/apps";
import type { PodConfig } from "../config/containers";
import type { StackConfig } from "../config/schema";
import type { SwitchesConfig } from "../config/switching";
import type { TenantsConfig } from "../config/tenants";
import { UserError } from "../lib/errors/user-error";
import type { Receipt } from "../lib/release/receipt";
import { BlueGreenApp } from "./blue-green-app";
import { CronJob } from "./cron-job";
import { DaemonSet } from "./daemon-set";
import { schemeOf } from "./exposure";
import { servicePortOf } from "./service-port";
import { ExternalName } from "./external-name";
import { InOrder, type UpdateOrder } from "./in-order";
import { Job } from "./job";
import { LoadTest, type LoadTestArgs } from "./load-test";
import { Manifests, type ManifestsArgs } from "./manifests";
import { NotebookHub } from "./notebooks";
import { PinnedImage } from "./pinned-image";
import type { ImageResolver } from "./pod";
import { ServiceAccounts } from "./service-account";
import { ServicePolicy, type ServicePolicyArgs } from "./service-policy";
import { StatefulSet } from "./stateful-set";
import { SwitchedTogether } from "./switched-together";
import { Tenant } from "./tenant";
import { Volume } from "./volume";

export { BlueGreenApp, type BlueGreenAppArgs } from "./blue-green-app";
export { CronJob, type CronJobArgs } from "./cron-job";
export { DaemonSet, type DaemonSetArgs } from "./daemon-set";
export { ExternalName, type ExternalNameArgs } from "./external-name";
export { Job, type JobArgs } from "./job";
export { JobRun, type JobRunArgs } from "./job-run";
export { LoadTest, type LoadTestArgs } from "./load-test";
export { Manifests, type ManifestsArgs } from "./manifests";
export { NotebookHub, type NotebookHubArgs } from "./notebooks";
export { PinnedImage, type PinnedImageArgs } from "./pinned-image";
export { type KnownFieldsOptions, rejectUnknownFields } from "./known-fields";
export { podTemplate } from "./pod-template";
export { ServicePolicy, type ServicePolicyArgs } from "./service-policy";
export { StatefulSet, type StatefulSetArgs } from "./stateful-set";
export { StatefulSetClaims, type StatefulSetClaimsArgs } from "./stateful-set-claims";
export type { SwitchMember, SwitchOutcome } from "./switch-traffic";
export { type SwitchedApp, SwitchedTogether, type SwitchedTogetherArgs } from "./switched-together";
export { Tenant } from "./tenant";
export { ReleaseGuard } from "./release-guard";
export {
  TrafficSwitch,
  type TrafficSwitchArgs,
  TrafficSwitchGroup,
  type TrafficSwitchGroupArgs,
} from "./traffic-switch";
export { Volume, type PersistentVolumeArgs } from "./volume";

/** The sections of a stack's configuration that become objects in the cluster, besides apps and tenants. */
type Further = Pick<
  StackConfig,
  "statefulSets" | "daemonSets" | "jobs" | "cronJobs" | "volumes" | "externalNames" | "loadTests" | "notebooks"
>;

/** The sections of a stack that are about the cluster, and how the cluster is reached. */
export interface WorkloadsArgs extends Partial<Further> {
  /** Blue/green apps by name. */
  readonly apps: AppsConfig;
  /** Apps that are switched in one transaction. */
  readonly switches?: SwitchesConfig;
  /** Namespaces by name. They are made before everything in them. */
  readonly tenants: TenantsConfig;
  /** Provider of the official Kubernetes plugin, for the same cluster as `kubeconfig`. */
  readonly provider: k8s.Provider;
  /** How the plugin reaches the cluster: a kubeconfig's text. Holds no secret where it names an exec credential. */
  readonly kubeconfig: pulumi.Input<string>;
  /** Whose Cloud Monitoring is asked where a check names no project. */
  readonly project?: string;
  /** This stack's images: `<key>:<tag>` → reference with a digest. */
  readonly images: Readonly<Record<string, pulumi.Output<string>>>;
  /** Objects that are deployed as they are. @default none */
  readonly objects?: readonly (ManifestsArgs & { readonly name: string })[];
  /** What a compose file asks for besides what is in the sections. @default nothing */
  readonly brought?: {
    /** `apps.web` → what has to be ready before it is made, such as `statefulSets.db`. */
    readonly after: UpdateOrder;
    /** Who may connect to which service. */
    readonly policies: readonly ServicePolicyArgs[];
  };
}

/** What a stack shows of an app. */
export interface AppOutputs {
  readonly active: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly receipt: pulumi.Output<Receipt | null>;
}

/** Everything in the cluster that a stack's configuration asks for: what others need first, what tests them last. */
export function deployWorkloads(args: WorkloadsArgs): Readonly<Record<string, AppOutputs>> {
  const { apps, switches = {}, tenants, provider, kubeconfig, project, images } = args;
  const namespaces = new Map(
    Object.entries(tenants).map(([name, config]) => [name, new Tenant(name, config, { provider })]),
  );
  const within = (namespace: string, ...more: pulumi.Resource[]) => {
    const tenant = namespaces.get(namespace);
    return { provider, dependsOn: [...(tenant ? [tenant] : []), ...more] };
  };
  const { daemonSets = {}, statefulSets = {}, jobs = {}, cronJobs = {} } = args;
  const accounts = new ServiceAccounts(
    [daemonSets, statefulSets, jobs, cronJobs, apps].flatMap((section) => Object.values<PodConfig>(section)),
  );
  const pinned = new Map<string, PinnedImage>();
  const pin = (reference: string) => {
    const known = pinned.get(reference) ?? new PinnedImage(reference, { reference });
    pinned.set(reference, known);
    return known.image;
  };
  const resolver = (section: keyof Further | "apps", name: string) => (reference: string) =>
    resolveImage(`gke-bluegreen:${section}.${name}`, reference, images, pin);

  for (const [name, config] of Object.entries(args.externalNames ?? {}))
    new ExternalName(name, { config }, within(config.namespace));
  const volumes = Object.entries(args.volumes ?? {}).map(
    ([name, config]) => new Volume(name, { config }, within(config.namespace)),
  );
  for (const [name, config] of Object.entries(daemonSets))
    new DaemonSet(
      name,
      { config, image: resolver("daemonSets", name), kubeconfig, accounts },
      within(config.namespace),
    );
  for (const one of args.objects ?? []) new Manifests(one.name, one, within(one.namespace));
  const { policies = [], after = {} } = args.brought ?? {};
  for (const policy of policies) new ServicePolicy(policy.service, policy, within(policy.namespace));
  const order = new InOrder(after);
  order.section("statefulSets", Object.keys(statefulSets), (name, before) => {
    const config = statefulSets[name];
    if (!config) return undefined;
    const own = { config, image: resolver("statefulSets", name), kubeconfig, accounts };
    return new StatefulSet(name, own, within(config.namespace, ...volumes, ...before));
  });
  order.section("jobs", Object.keys(jobs), (name, before) => {
    const config = jobs[name];
    if (!config) return undefined;
    const own = { config, image: resolver("jobs", name), kubeconfig, accounts };
    // Where nobody says otherwise: a Job may need any of the databases.
    const stateful = `jobs.${name}` in after ? before : order.all("statefulSets");
    return new Job(name, own, within(config.namespace, ...volumes, ...stateful));
  });
  for (const [name, config] of Object.entries(cronJobs))
    new CronJob(
      name,
      { config, image: resolver("cronJobs", name), kubeconfig, accounts },
      within(config.namespace, ...volumes),
    );

  for (const [name, config] of Object.entries(args.notebooks ?? {}))
    new NotebookHub(name, { config, image: resolver("notebooks", name) }, within(config.namespace));

  const appOf = (name: string, config: AppConfig) => ({
    name,
    args: { config, image: resolver("apps", name), kubeconfig, project, accounts },
    options: within(config.namespace, ...volumes),
  });
  const byName = new Map<string, BlueGreenApp>();
  for (const [name, { together }] of Object.entries(switches)) {
    const group = together.flatMap((one) => (apps[one] ? [appOf(one, apps[one])] : []));
    const made = new SwitchedTogether(name, { apps: group }, { provider });
    for (const [index, one] of made.apps.entries()) byName.set(group[index]?.name ?? "", one);
  }
  order.section("apps", Object.keys(apps), (name, before) => {
    const config = apps[name];
    const known = byName.get(name);
    if (known || !config) return known;
    const { args: own } = appOf(name, config);
    const app = new BlueGreenApp(name, own, within(config.namespace, ...volumes, ...before));
    byName.set(name, app);
    return app;
  });
  order.make();
  for (const [name, config] of Object.entries(args.loadTests ?? {})) {
    const image = resolver("loadTests", name);
    const app = config.app === undefined ? undefined : byName.get(config.app);
    const target = app && config.app !== undefined ? { target: targetOf(config.app, apps[config.app], app) } : {};
    const namespace = config.namespace ?? apps[config.app ?? ""]?.namespace ?? "default";
    new LoadTest(name, { config, image, kubeconfig, ...target }, within(namespace, ...(app ? [app] : [])));
  }
  return Object.fromEntries(
    Object.keys(apps).flatMap((name) => {
      const app = byName.get(name);
      return app ? [[name, { active: app.live, url: app.url, receipt: app.receipt }] as const] : [];
    }),
  );
}

/** An app as a load test asks it: by its Service, inside the cluster. */
function targetOf(name: string, config: AppConfig | undefined, app: BlueGreenApp): NonNullable<LoadTestArgs["target"]> {
  if (!config) throw new Error(`${name} has no configuration`);
  const { namespace } = config;
  return {
    namespace,
    url: `${schemeOf(config)}://${name}.${namespace}.svc.cluster.local:${servicePortOf(config)}`,
    release: app.release,
  };
}

function resolveImage(
  setting: string,
  reference: string,
  images: WorkloadsArgs["images"],
  pin: ImageResolver,
): pulumi.Input<string> {
  if (reference.includes("@sha256:")) return reference;
  const built = images[reference];
  if (built) return built;
  // A name of this stack's images has no slash.
  if (reference.includes("/")) return pin(reference);
  throw new UserError({
    setting,
    got: `the image ${JSON.stringify(reference)}`,
    expected: `one of ${Object.keys(images).join(", ") || "this stack's images, of which there are none"}`,
    fix: "Name an image of gke-bluegreen:images as <key>:<tag>, or a reference with a registry and a tag or digest.",
  });
}
