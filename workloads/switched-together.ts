import type * as pulumi from "@pulumi/pulumi";
import { type BlueGreenApp, SWITCH_TIMEOUTS } from "./blue-green-app";
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
    const { live, receipts } = new TrafficSwitchGroup(
      name,
      { members: apps.map(({ switchable }) => switchable.inputs) },
      this.child({
        dependsOn: apps.flatMap(({ switchable }) => switchable.resources),
        customTimeouts: SWITCH_TIMEOUTS,
      }),
    );
    for (const { switchable } of apps) {
      const { name: app } = switchable;
      switchable.settle?.({
        live: live.apply((colors) => colors[app] ?? ""),
        receipt: receipts.apply((all) => all[app] ?? null),
      });
    }
    this.registerOutputs({ live, receipts });
  }
}
