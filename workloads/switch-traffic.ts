import type * as pulumi from "@pulumi/pulumi";
import { groupKeys } from "../lib/release/group-keys";
import type { Receipt } from "../lib/release/receipt";
import { TrafficSwitch, type TrafficSwitchArgs, TrafficSwitchGroup } from "./traffic-switch";

/** An app as its switch needs it. */
export interface SwitchMember {
  readonly inputs: TrafficSwitchArgs;
  /** What must be there before its traffic moves. */
  readonly resources: readonly pulumi.Input<pulumi.Resource>[];
}

/** What became of an app's traffic. */
export interface SwitchOutcome {
  /** The colour that has it. */
  readonly live: pulumi.Output<string>;
  /** What the last switch did; `null` before the first. */
  readonly receipt: pulumi.Output<Receipt | null>;
}

/** A switch takes as long as its parts; the engine's own limit must not cut it off in the middle. */
const TIMEOUTS = { create: "3h", update: "3h" };

/** Switches apps in one transaction, in this order: one app alone, or several of which all are switched or none. Answers what became of each. */
export function switchTraffic(
  name: string,
  members: readonly SwitchMember[],
  options: pulumi.CustomResourceOptions,
): readonly SwitchOutcome[] {
  const inputs = members.map((member) => member.inputs);
  const waiting = { ...options, dependsOn: members.flatMap(({ resources }) => resources), customTimeouts: TIMEOUTS };
  const [only, ...others] = inputs;
  if (!only) return [];
  if (others.length === 0) return [new TrafficSwitch(name, only, waiting)];
  const { live, receipts } = new TrafficSwitchGroup(name, { members: inputs }, waiting);
  return groupKeys(inputs).map((key) => {
    return { live: live.apply((all) => all[key] ?? ""), receipt: receipts.apply((all) => all[key] ?? null) };
  });
}
