import type { CallContext } from "../../../lib/plugin";
import type { Cluster } from "./cluster";
import type { Settings } from "./settings";

/** Where a resource goes: to a cluster, to files, or (for the reason given) nowhere. */
export type Target =
  | { readonly kind: "cluster"; readonly cluster: Cluster; readonly settings: Settings }
  | { readonly kind: "unreachable"; readonly reason: string; readonly settings: Settings }
  | { readonly kind: "files"; readonly folder: string; readonly settings: Settings };

/** The manager that a new object's fields belong to until its first update; the official plugin's, whose objects we take over. */
export const createManager = "pulumi-kubernetes";

/** Fails an operation that cannot do without its cluster. */
export function requireReachable(target: Target): asserts target is Exclude<Target, { kind: "unreachable" }> {
  if (target.kind === "unreachable") {
    throw new Error(`configured Kubernetes cluster is unreachable: ${target.reason}`);
  }
}

/** What the API server warns about, told at the resource. */
export function warningsTo({ log }: CallContext): (message: string) => void {
  return (message) => log.warning(message);
}
