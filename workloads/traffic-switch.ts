import * as pulumi from "@pulumi/pulumi";
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
export interface TrafficSwitchArgs extends Inputs<
  Omit<SwitchSpec, "namespace" | "app" | "colors" | "before" | "verify" | "analysis">
> {
  /** Namespace of the app. */
  readonly namespace: string;
  /** Name of the app. */
  readonly app: string;
  /** Colours by name; `active` is one of them. */
  readonly colors: Readonly<Record<string, SwitchColor>>;
  /** What a release needs before its pods start, in this order. */
  readonly before: readonly pulumi.Input<Hook>[];
  /** What must hold of a colour before it has traffic, in this order. */
  readonly verify: readonly pulumi.Input<Check>[];
  /** How live traffic is watched after each move. */
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

/** The apps of one transaction. */
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
