import * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../config/apps";
import { UserError } from "../lib/errors/user-error";
import type { SwitchSpec } from "../lib/release/spec";
import type { ColorRelease } from "./color-release";
import type { SwitchColor } from "./traffic-switch";

/** What is about to be written of an app, for the guard to compare with what has users. */
export interface ReleaseGuardArgs {
  /** How the plugin reaches the cluster: a kubeconfig's text. Holds no secret where it names an exec credential. */
  readonly kubeconfig: pulumi.Input<string>;
  /** Namespace of the app. */
  readonly namespace: string;
  /** Name of the app. */
  readonly app: string;
  /** The colour that the program wants to have the traffic. */
  readonly active: string;
  /** Where users are looked for: which colour the cluster leads them to, and not what the state says. */
  readonly route: SwitchSpec["route"];
  /** Lets a change of pods with users pass. */
  readonly allowInPlace: boolean;
  /** Colours by name, with the revision that the program wants of each. */
  readonly colors: Readonly<Record<string, Pick<SwitchColor, "deployment" | "service" | "revision">>>;
}

/** Refuses, before any Deployment is written, a change of pods that have traffic. */
export class ReleaseGuard extends pulumi.CustomResource {
  /** What the guard has accepted: each colour's revision. */
  declare readonly colors: pulumi.Output<Readonly<Record<string, { readonly revision: string }>>>;

  constructor(name: string, args: ReleaseGuardArgs, options?: pulumi.CustomResourceOptions) {
    super("gke-bluegreen:workloads:ReleaseGuard", name, { ...args }, options);
  }
}

/** The guard of an app's colours. */
export function releaseGuard(
  {
    app,
    config: { namespace, active, allowInPlace },
    colors,
    ...args
  }: Pick<ReleaseGuardArgs, "app" | "kubeconfig" | "route"> & {
    readonly config: AppConfig;
    readonly colors: Readonly<Record<string, SwitchColor>>;
  },
  options: pulumi.CustomResourceOptions,
): ReleaseGuard {
  const guarded = Object.entries(colors).map(([color, { deployment, service, revision }]) => {
    return [color, { deployment, service, revision }] as const;
  });
  const known = { namespace, app, active, allowInPlace, colors: Object.fromEntries(guarded) };
  return new ReleaseGuard(app, { ...args, ...known }, options);
}

/** A colour's revision, by way of the guard. */
export function throughGuard(
  { colors }: Pick<ReleaseGuard, "colors">,
  app: string,
  { color, revision }: Pick<ColorRelease, "color" | "revision">,
): pulumi.Output<string> {
  return pulumi.all([colors, revision]).apply(([accepted, wanted]) => acceptedRevision(accepted, app, color, wanted));
}

/**
 * `pulumi up --target` of a Deployment alone leaves the guard out, with what it accepted last, and so cannot bring another revision under
 * users.
 *
 * @param accepted the guard's output; `undefined` where the engine has none
 */
export function acceptedRevision(
  accepted: Readonly<Record<string, { readonly revision: string }>> | undefined,
  app: string,
  color: string,
  wanted: string,
): string {
  if (accepted?.[color]?.revision === wanted) return wanted;
  throw new UserError({
    setting: `apps.${app}.colors.${color}`,
    got: "a release that the app's ReleaseGuard has not seen",
    expected: "an update that the guard is part of: it refuses a change of pods that have users",
    fix: "Run `pulumi up` without --target, or target the whole app with its ReleaseGuard and its TrafficSwitch.",
  });
}
