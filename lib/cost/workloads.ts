import { quantity } from "../quantity";
import { exactly, priceBook, type Range } from "./price-book";
import { textOf, type PricedResource, type Properties } from "./resource";

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

/** What a pod of such requests costs a month on Autopilot. */
export function autopilotPod({ vcpu, gib }: Requests): number {
  const { perVcpuHour, perGibHour } = priceBook().autopilot;
  return (vcpu * perVcpuHour + gib * perGibHour) * priceBook().hoursPerMonth;
}

/** How many pods a workload has: the range of its autoscaler, else what its traffic switch gives it, else what it says. */
export function replicasOf(workload: PricedResource, all: readonly PricedResource[]): Range {
  const target = (workload.inputs["metadata"] as { name?: unknown } | undefined)?.name ?? workload.name;
  const owner = all.flatMap(switchesOf).find(({ deployments }) => Object.values(deployments).includes(target));
  const isLive = owner?.deployments[owner.active] === target;
  if (owner && owner.scaledDown && !isLive) return exactly(0);
  for (const { type, inputs } of all) {
    if (!type.endsWith(":HorizontalPodAutoscaler")) continue;
    const spec = inputs["spec"] as
      { scaleTargetRef?: { name?: unknown }; minReplicas?: unknown; maxReplicas?: unknown } | undefined;
    if (spec?.scaleTargetRef?.name !== target) continue;
    return { low: Number(spec.minReplicas ?? 1), high: Number(spec.maxReplicas ?? 1) };
  }
  if (owner) return exactly(owner.replicas);
  const replicas = (workload.inputs["spec"] as { replicas?: unknown } | undefined)?.replicas;
  return exactly(typeof replicas === "number" ? replicas : 1);
}

/** What a traffic switch says of the Deployments of its colours. */
export interface SwitchColours {
  readonly app: string;
  readonly active: string;
  readonly replicas: number;
  readonly scaledDown: boolean;
  /** Colour → the Deployment's name. */
  readonly deployments: Readonly<Record<string, unknown>>;
}

/** The switches that a resource is: one, those of a group, or none. */
export function switchesOf({ type, name, inputs }: PricedResource): SwitchColours[] {
  if (type === "gke-bluegreen:workloads:TrafficSwitch") return [switchOf(name, inputs)];
  if (type !== "gke-bluegreen:workloads:TrafficSwitchGroup" || !Array.isArray(inputs["members"])) return [];
  return (inputs["members"] as Properties[]).map((member) => switchOf(name, member));
}

function switchOf(name: string, inputs: Properties): SwitchColours {
  const colours = (inputs["colors"] ?? {}) as Record<string, Properties>;
  return {
    app: textOf(inputs["app"], name),
    active: textOf(inputs["active"]),
    replicas: Number(inputs["replicas"] ?? inputs["minReplicas"] ?? 1),
    scaledDown: inputs["idle"] === "scaled-down",
    deployments: Object.fromEntries(Object.entries(colours).map(([colour, { deployment }]) => [colour, deployment])),
  };
}
