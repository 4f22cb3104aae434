import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { app, type AppConfig } from "../config/apps";
import { colorsOf } from "../config/colors";
import { parsePart } from "../config/part";
import type { Receipt } from "../lib/release/receipt";
import { autoscaler, colorDeployment, type ColorObjectArgs, colorService, disruptionBudget } from "./color-objects";
import { colorRelease } from "./color-release";
import { WorkloadComponent } from "./component";
import { expose } from "./exposure";
import { laterOutput } from "./exposure-args";
import type { ImageResolver } from "./pod";
import { type Given, type GuardedRelease, releaseGuard, throughGuard } from "./release-guard";
import { ServiceAccounts } from "./service-account";
import { createSettings, keepSettings, type MadeSettings, noSettings } from "./settings";
import type { SettingsUsers } from "./settings-names";
import { switchInputs } from "./switch-inputs";
import { type SwitchMember, type SwitchOutcome, switchTraffic } from "./switch-traffic";
import { digestsOnly } from "./workload";

/** An app as a stack file writes it, and how the cluster is reached. */
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
  /** Makes the app's switch, as a `SwitchedTogether` does for all of its apps. @default one of its own */
  readonly trafficSwitch?: (member: SwitchMember) => SwitchOutcome;
}

/** Two Deployments of one app, one per colour, and the switch that says which has the traffic. */
export class BlueGreenApp extends WorkloadComponent {
  /** The colour that has the traffic. */
  readonly live: pulumi.Output<string>;
  /** That colour and its image, as `blue registry/web@sha256:…`. */
  readonly release: pulumi.Output<string>;
  /** What the last switch did; `null` before the first. */
  readonly receipt: pulumi.Output<Receipt | null>;
  /** Address outside the cluster; "" where there is none. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: BlueGreenAppArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(app, args.config, name);
    super("BlueGreenApp", name, options);
    const { image: resolve = digestsOnly(name), accounts = new ServiceAccounts(), kubeconfig, project } = args;
    const child = (more: pulumi.CustomResourceOptions = {}) => this.child(more);

    const settings = colorSettings(name, config, kubeconfig, child);
    const owned = Object.values(colorsOf(config)).flatMap((colored) => accounts.of(colored, child));
    const colors = Object.keys(colorsOf(config)).map((color): ColorObjectArgs => ({ app: name, color, config }));
    const byColor = <T>(of: (one: ColorObjectArgs, index: number) => T) =>
      Object.fromEntries(colors.map((one, index) => [one.color, of(one, index)]));

    const services = byColor((one) => colorService(one, child()));
    const settled = laterOutput<string>();
    const { route, resources: exposed, url } = expose({ app: name, config, services, live: settled.output }, child);
    const wanted = byColor((one, index) =>
      colorRelease({ ...one, kubeconfig, resolve, settings: settings.names[index] ?? noSettings }),
    );
    const guard = releaseGuard({ app: name, config, kubeconfig, route, colors: wanted }, child());
    const given = byColor(({ color }) => throughGuard(guard, name, color, release(wanted, color)));
    const switched = byColor(({ color }) => release(given, color).switched);
    keepNeeded({ name, config, kubeconfig, accounts }, Object.values(given), settings, child);
    const guarded = child({ dependsOn: [guard, ...settings.resources, ...owned] });
    const deployments = colors.map((one) => colorDeployment(one, release(switched, one.color), guarded));
    const budgets = colors.map((one) => disruptionBudget(one, child()));
    const autoscalers = colors.flatMap((one) => autoscaler(one, child()));

    const active = config.active ?? guard.active;
    const inputs = switchInputs({
      app: name,
      config,
      active,
      kubeconfig,
      project,
      image: resolve,
      route,
      colors: switched,
    });
    const made = [...deployments, ...Object.values(services), ...exposed, ...budgets, ...autoscalers];
    const { trafficSwitch = (member) => ownSwitch(name, member, child()) } = args;
    const { live, receipt } = trafficSwitch({ inputs, resources: [...made, ...settings.resources] });
    settled.settle(live);

    this.release = liveRelease(live, switched);
    this.live = live;
    this.receipt = receipt;
    this.url = url;
    this.registerOutputs({ live, url, receipt });
  }
}

type Child = (options?: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions;

/** Of each colour, in their order: its own, or the app's. */
function colorSettings(name: string, config: AppConfig, kubeconfig: pulumi.Input<string>, child: Child): MadeSettings {
  const perColor = Object.values(colorsOf(config)).map(({ settings }) => settings);
  return createSettings(name, settingsUsers(name, config, kubeconfig), perColor, child);
}

function settingsUsers(name: string, config: AppConfig, kubeconfig: pulumi.Input<string>): SettingsUsers {
  const workloads = Object.keys(colorsOf(config)).map((color) => {
    return { kind: "Deployment", name: `${name}-${color}` } as const;
  });
  return { kubeconfig, namespace: config.namespace, workloads };
}

interface Keeper {
  readonly name: string;
  readonly config: AppConfig;
  readonly kubeconfig: pulumi.Input<string>;
  readonly accounts: ServiceAccounts;
}

/** What a colour needs that stays what it was, and that the program has no more: settings and accounts go when no colour needs them. */
function keepNeeded(
  { name: owner, config, kubeconfig, accounts }: Keeper,
  given: readonly GuardedRelease[],
  settings: MadeSettings,
  child: Child,
): void {
  const { namespace } = config;
  const known = new Set(settings.names.flatMap(({ objects }) => objects));
  const keep = async ({ needs, account, template }: Given): Promise<void> => {
    accounts.of({ namespace, serviceAccount: account }, child);
    const users = { ...settingsUsers(owner, config, kubeconfig), owner, template };
    const missing = needs.filter((object) => !known.has(object));
    for (const object of missing) known.add(object);
    await Promise.all(missing.map((object) => keepSettings(object, users, child)));
  };
  // Where the guard's answer is no good, the colour's Deployment says so.
  for (const { given: found } of given)
    found.then(
      (one) => one && keep(one),
      () => undefined,
    );
}

/** Never without: each colour has its release. */
function release<T>(all: Readonly<Record<string, T>>, color: string): T {
  const found = all[color];
  if (found === undefined) throw new Error(`there is no colour ${color}`);
  return found;
}

function liveRelease(live: pulumi.Output<string>, colors: SwitchMember["inputs"]["colors"]) {
  const images = Object.fromEntries(Object.entries(colors).map(([color, { image }]) => [color, image]));
  return pulumi.all([live, images]).apply(([color, all]) => `${color} ${all[color] ?? ""}`);
}

function ownSwitch(name: string, member: SwitchMember, options: pulumi.CustomResourceOptions): SwitchOutcome {
  const [own] = switchTraffic(name, [member], options);
  if (!own) throw new Error(`${name} has no switch`);
  return own;
}
