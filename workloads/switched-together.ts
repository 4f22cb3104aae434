import type * as pulumi from "@pulumi/pulumi";
import { groupKeys } from "../lib/release/group-keys";
import { type BlueGreenApp, SWITCH_TIMEOUTS, type Switchable } from "./blue-green-app";
import { WorkloadComponent } from "./component";
import { TrafficSwitchGroup } from "./traffic-switch";

export interface SwitchedTogetherArgs {
  /** Apps made with `trafficSwitch: "together"`, in the order in which their traffic moves. */
  readonly apps: readonly BlueGreenApp[];
}

/** Several apps whose traffic moves in one transaction: all are switched, or none. */
export class SwitchedTogether extends WorkloadComponent {
  constructor(name: string, { apps }: SwitchedTogetherArgs, options?: pulumi.ComponentResourceOptions) {
    super("SwitchedTogether", name, options);
    for (const { switchable } of apps) belongsHere(name, switchable);
    const keys = groupKeys(apps.map(({ switchable }) => ({ namespace: switchable.namespace, app: switchable.name })));
    const { live, receipts } = new TrafficSwitchGroup(
      name,
      { members: apps.map(({ switchable }) => switchable.inputs) },
      this.child({
        dependsOn: apps.flatMap(({ switchable }) => switchable.resources),
        customTimeouts: SWITCH_TIMEOUTS,
      }),
    );
    for (const [index, { switchable }] of apps.entries()) {
      const key = keys[index] ?? switchable.name;
      switchable.later?.settle({
        live: live.apply((colors) => colors[key] ?? ""),
        receipt: receipts.apply((all) => all[key] ?? null),
      });
    }
    this.registerOutputs({ live, receipts });
  }
}

/** An app has one switch: its own, or that of one group. */
function belongsHere(group: string, { name, later }: Switchable): void {
  if (later === undefined)
    throw new Error(
      `SwitchedTogether ${group}: ${name} has a switch of its own. Make it with \`trafficSwitch: "together"\`, or leave it out of the group`,
    );
  if (later.isSettled())
    throw new Error(`SwitchedTogether ${group}: ${name} is in another group already. Leave it out of one of them`);
}
