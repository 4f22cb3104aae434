import * as pulumi from "@pulumi/pulumi";

/** Who has settings in a program, so that what two workloads share is left, and taken over, by the right one. */
interface Shares {
  /** `namespace/name` of the program's workloads, which keep their own objects. */
  readonly owners: Set<string>;
  /** What a workload that the program has no longer left, and another has taken over. */
  readonly inherited: Set<string>;
}

const ofStack = new WeakMap<object, Shares>();
const outsideAnyStack = {};

/** Those of the program that runs: a process may run several, one after the other. */
export function shares(): Shares {
  const stack = pulumi.runtime.getStackResource() ?? outsideAnyStack;
  const found = ofStack.get(stack) ?? { owners: new Set(), inherited: new Set() };
  ofStack.set(stack, found);
  return found;
}
