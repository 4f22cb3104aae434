import * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../config/apps";
import { UserError } from "../lib/errors/user-error";
import type { SwitchSpec } from "../lib/release/spec";
import type { ColorRelease } from "./color-release";
import type { SwitchColor } from "./traffic-switch";

export interface ReleaseGuardArgs {
  readonly kubeconfig: pulumi.Input<string>;
  readonly namespace: string;
  readonly app: string;
  readonly active: string;
  readonly route: SwitchSpec["route"];
  readonly allowInPlace: boolean;
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
