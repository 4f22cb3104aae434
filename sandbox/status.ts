import { processesIn, memoryOf } from "./kubernetes/cgroups";
import { currentInstance } from "./instance";
import type { ClusterSpec, NodeStatus } from "./kubernetes";
import { addonStatus, capabilities, type AddonStatus, type Capability } from "./kubernetes/addons";
import { ClusterStore } from "./kubernetes/state";
import type { ProcessStatus } from "./supervisor";
import { attach } from "./up";

/** A sandbox as it is now. */
export type SandboxStatus =
  | { readonly standing: false; readonly home: string; readonly problem?: string }
  | {
      readonly standing: true;
      readonly home: string;
      readonly network: string;
      readonly processes: readonly ProcessStatus[];
      readonly clusters: readonly ClusterStatus[];
      /** How close its clusters come to GKE's. */
      readonly capabilities: readonly Capability[];
      /** Of all pods and node processes, without the page cache. */
      readonly memoryBytes: number;
      readonly processCount: number;
    };

export interface ClusterStatus {
  readonly spec: ClusterSpec;
  readonly endpoint: string;
  /** `undefined` while the API server does not answer. */
  readonly nodes: readonly NodeStatus[] | undefined;
  /** Load balancers and what is started when needed; `undefined` while that is not known. */
  readonly addons: AddonStatus | undefined;
}

/** Looks at the sandbox in `home`; changes nothing. */
export async function status(home: string): Promise<SandboxStatus> {
  const instance = currentInstance(home);
  if (!instance) return { standing: false, home };
  const { supervisor, clusters } = attach(home, instance);
  if (!(await supervisor.isRunning())) {
    return { standing: false, home, problem: "its supervisor does not run; `gke-bluegreen sandbox up` mends that" };
  }
  const states = new ClusterStore(home).all().filter(({ deleting }) => !deleting);
  return {
    standing: true,
    home,
    network: instance.network,
    processes: await supervisor.statuses(),
    clusters: await Promise.all(
      states.map(async ({ spec, index }) => ({
        spec,
        endpoint: (await clusters.access(spec.id)).endpoint,
        nodes: await clusters.nodes(spec.id).catch(() => undefined),
        addons: await addonStatus({ home, index }),
      })),
    ),
    capabilities,
    memoryBytes: memoryOf(instance.cgroup),
    processCount: processesIn(instance.cgroup).length,
  };
}
