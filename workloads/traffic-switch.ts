import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../lib/errors/user-error";
import type { Check, Hook, Query, SwitchSpec } from "../lib/release/spec";
import type { Receipt } from "../lib/release/receipt";

/** Each input may come from another resource. */
type Inputs<T> = { readonly [K in keyof T]: pulumi.Input<T[K]> };

/** A colour as the switch knows it. */
export interface SwitchColor {
  readonly deployment: pulumi.Input<string>;
  /** A Service that always leads to this colour. */
  readonly service: pulumi.Input<string>;
  /** Reference with a digest. */
  readonly image: pulumi.Input<string>;
  /** Hash of the pod template. */
  readonly revision: pulumi.Input<string>;
  /** The pod template as the program states it. */
  readonly template: pulumi.Input<object>;
  /** Environment of its container, which hooks get as well. */
  readonly env: pulumi.Input<readonly object[]>;
}

/** Inputs of a `TrafficSwitch`: those of `SwitchSpec`, where each may come from another resource. */
export interface TrafficSwitchArgs extends Inputs<Omit<SwitchSpec, "colors" | "before" | "verify" | "analysis">> {
  readonly colors: Readonly<Record<string, SwitchColor>>;
  readonly before: readonly pulumi.Input<Hook>[];
  readonly verify: readonly pulumi.Input<Check>[];
  readonly analysis: Omit<SwitchSpec["analysis"], "queries"> & { readonly queries: readonly pulumi.Input<Query>[] };
}

/**
 * Where an app's traffic goes. Changing `active` verifies that colour, moves the traffic and watches it, and goes back if that fails; the
 * update fails then, and the state still names the old colour.
 */
export class TrafficSwitch extends pulumi.CustomResource {
  /** The colour that has the traffic. */
  declare readonly live: pulumi.Output<string>;
  /** What the last switch did; `null` before the first. */
  declare readonly receipt: pulumi.Output<Receipt | null>;

  constructor(name: string, args: TrafficSwitchArgs, options?: pulumi.CustomResourceOptions) {
    super("gke-bluegreen:workloads:TrafficSwitch", name, { ...args, live: undefined, receipt: undefined }, options);
  }
}

export interface TrafficSwitchGroupArgs {
  /** Inputs of a `TrafficSwitch` for each app, in the order in which their traffic moves. */
  readonly members: readonly TrafficSwitchArgs[];
}

/**
 * Where the traffic of several apps goes. All of them are switched or none is: none moves before all are verified, and what fails moves
 * all back, the last one first.
 */
export class TrafficSwitchGroup extends pulumi.CustomResource {
  /** App → the colour that has its traffic. */
  declare readonly live: pulumi.Output<Readonly<Record<string, string>>>;
  /** App → what its last switch did; `null` before the first. */
  declare readonly receipts: pulumi.Output<Readonly<Record<string, Receipt | null>>>;

  constructor(name: string, args: TrafficSwitchGroupArgs, options?: pulumi.CustomResourceOptions) {
    const outputs = { live: undefined, receipts: undefined };
    super("gke-bluegreen:workloads:TrafficSwitchGroup", name, { ...args, ...outputs }, options);
  }
}

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

/**
 * A colour's revision, by way of the guard: `pulumi up --target` of a Deployment alone leaves the guard out, with what it accepted last, and
 * so cannot bring another revision under users.
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
