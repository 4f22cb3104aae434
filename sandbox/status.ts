import { processesIn, memoryOf } from "./kubernetes/cgroups";
import { currentInstance } from "./instance";
import type { ClusterSpec, NodeStatus } from "./kubernetes";
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
      /** Of all pods and node processes, without the page cache. */
      readonly memoryBytes: number;
      readonly processCount: number;
    };

export interface ClusterStatus {
  readonly spec: ClusterSpec;
  readonly endpoint: string;
  /** `undefined` while the API server does not answer. */
  readonly nodes: readonly NodeStatus[] | undefined;
}

/** Looks at the sandbox in `home`; changes nothing. */
export async function status(home: string): Promise<SandboxStatus> {
  const instance = currentInstance(home);
  if (!instance) return { standing: false, home };
  const { supervisor, clusters } = attach(home, instance);
  if (!(await supervisor.isRunning())) {
    return { standing: false, home, problem: "its supervisor does not run; `gke-bluegreen sandbox up` mends that" };
  }
  const specs = await clusters.list();
  return {
    standing: true,
    home,
    network: instance.network,
    processes: await supervisor.statuses(),
    clusters: await Promise.all(
      specs.map(async (spec) => ({
        spec,
        endpoint: (await clusters.access(spec.id)).endpoint,
        nodes: await clusters.nodes(spec.id).catch(() => undefined),
      })),
    ),
    memoryBytes: memoryOf(instance.cgroup),
    processCount: processesIn(instance.cgroup).length,
  };
}
