import type { Properties, ResourceState } from "./model";
import { exactly, priceBook, quantity, type Range } from "./price-book";

/** What one pod asks of its node. */
export interface Requests {
  readonly vcpu: number;
  readonly gib: number;
}

interface PodSpec {
  readonly containers?: readonly {
    readonly resources?: { readonly requests?: Properties; readonly limits?: Properties };
  }[];
}

/** The requests of a workload's pod; a container without any gets Autopilot's default. */
export function podRequests(inputs: Properties): Requests {
  const spec = (inputs["spec"] as { template?: { spec?: PodSpec } } | undefined)?.template?.spec;
  const { defaultVcpu, defaultGib } = priceBook().autopilot;
  let vcpu = 0;
  let gib = 0;
  for (const { resources } of spec?.containers ?? []) {
    const wanted = { ...resources?.limits, ...resources?.requests };
    vcpu += quantity(wanted["cpu"]) ?? defaultVcpu;
    gib += (quantity(wanted["memory"]) ?? defaultGib * 2 ** 30) / 2 ** 30;
  }
  return { vcpu, gib };
}

/** How many pods a workload has: those it says, or the range of its autoscaler. */
export function replicasOf(workload: ResourceState, all: readonly ResourceState[], otherwise = 1): Range {
  const target = (workload.inputs["metadata"] as { name?: unknown } | undefined)?.name;
  for (const { type, inputs } of all) {
    if (!type.endsWith(":HorizontalPodAutoscaler")) continue;
    const spec = inputs["spec"] as
      { scaleTargetRef?: { name?: unknown }; minReplicas?: unknown; maxReplicas?: unknown } | undefined;
    if (target === undefined || spec?.scaleTargetRef?.name !== target) continue;
    return { low: Number(spec.minReplicas ?? 1), high: Number(spec.maxReplicas ?? 1) };
  }
  const replicas = (workload.inputs["spec"] as { replicas?: unknown } | undefined)?.replicas;
  return exactly(typeof replicas === "number" ? replicas : otherwise);
}
