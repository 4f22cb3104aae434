import * as pulumi from "@pulumi/pulumi";
import { BlueGreenApp, type BlueGreenAppArgs } from "./blue-green-app";
import { WorkloadComponent } from "./component";
import { type SwitchMember, type SwitchOutcome, switchTraffic } from "./switch-traffic";

/** An app of a group. */
export interface SwitchedApp {
  readonly name: string;
  readonly args: Omit<BlueGreenAppArgs, "trafficSwitch">;
  /** The app stands beside the group, so that it can leave it. */
  readonly options?: pulumi.ComponentResourceOptions;
}

/** Whose traffic moves together. */
export interface SwitchedTogetherArgs {
  /** In the order in which their traffic moves. */
  readonly apps: readonly SwitchedApp[];
}

/** Several apps whose traffic moves in one transaction: all are switched, or none. */
export class SwitchedTogether extends WorkloadComponent {
  /** In their order. */
  readonly apps: readonly BlueGreenApp[];

  constructor(name: string, { apps }: SwitchedTogetherArgs, options?: pulumi.ComponentResourceOptions) {
    super("SwitchedTogether", name, options);
    const members: SwitchMember[] = [];
    let switched!: (outcomes: readonly SwitchOutcome[]) => void;
    const outcomes = pulumi.output(new Promise<readonly SwitchOutcome[]>((resolve) => (switched = resolve)));
    this.apps = apps.map(({ name: app, args, options: own }) => {
      const trafficSwitch = (member: SwitchMember): SwitchOutcome => {
        const index = members.push(member) - 1;
        return {
          live: outcomes.apply((all) => all[index]?.live ?? ""),
          receipt: outcomes.apply((all) => all[index]?.receipt ?? null),
        };
      };
      return new BlueGreenApp(app, { ...args, trafficSwitch }, own);
    });
    switched(switchTraffic(name, members, this.child()));
    this.registerOutputs({});
  }
}
