import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { app, type AppConfig } from "../config/apps";
import { parsePart } from "../config/part";
import type { Receipt } from "../lib/release/receipt";
import { autoscaler, colorDeployment, type ColorObjectArgs, colorService, disruptionBudget } from "./color-objects";
import { colorRelease } from "./color-release";
import { WorkloadComponent } from "./component";
import { expose } from "./exposure";
import { laterOutput } from "./exposure-args";
import type { ImageResolver } from "./pod";
import { releaseGuard, throughGuard } from "./release-guard";
import { ServiceAccounts } from "./service-account";
import { createSettings, type MadeSettings } from "./settings";
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
    const account = accounts.of(config, child);
    const colors = Object.keys(config.colors).map((color, index): ColorObjectArgs => {
      const named = settings.names[index] ?? { configMaps: {}, secrets: {} };
      return {
        app: name,
        config,
        release: colorRelease({ app: name, color, config, kubeconfig, resolve, settings: named }),
      };
    });
    const byColor = <T>(of: (one: ColorObjectArgs) => T) =>
      Object.fromEntries(colors.map((one) => [one.release.color, of(one)]));

    const services = byColor((one) => colorService(one, child()));
    const settled = laterOutput<string>();
    const { route, resources: exposed, url } = expose({ app: name, config, services, live: settled.output }, child);
    const switched = byColor(({ release }) => release.switched);
    const guard = releaseGuard({ app: name, config, kubeconfig, route, colors: switched }, child());
    const guarded = child({ dependsOn: [guard, ...settings.resources, ...account] });
    const deployments = colors.map((one) => colorDeployment(one, throughGuard(guard, name, one.release), guarded));
    const budgets = colors.map((one) => disruptionBudget(one, child()));
    const autoscalers = colors.flatMap((one) => autoscaler(one, child()));

    const inputs = switchInputs({ app: name, config, kubeconfig, project, image: resolve, route, colors: switched });
    const made = [...deployments, ...Object.values(services), ...exposed, ...budgets, ...autoscalers];
    const { trafficSwitch = (member) => ownSwitch(name, member, child()) } = args;
    const { live, receipt } = trafficSwitch({ inputs, resources: [...made, ...settings.resources] });
    settled.settle(live);

    this.live = live;
    this.receipt = receipt;
    this.url = url;
    this.registerOutputs({ live, url, receipt });
  }
}

/** Of each colour, in their order: its own, or the app's. */
function colorSettings(
  name: string,
  { namespace, colors, settings }: AppConfig,
  kubeconfig: pulumi.Input<string>,
  child: (options?: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions,
): MadeSettings {
  const perColor = Object.values(colors).map((own) => own.settings ?? settings);
  const workloads = Object.keys(colors).map((color) => ({ kind: "Deployment", name: `${name}-${color}` }) as const);
  return createSettings(name, { kubeconfig, namespace, workloads }, perColor, child);
}

function ownSwitch(name: string, member: SwitchMember, options: pulumi.CustomResourceOptions): SwitchOutcome {
  const [own] = switchTraffic(name, [member], options);
  if (!own) throw new Error(`${name} has no switch`);
  return own;
}
