import { currentInstance } from "../host/instance";
import type { ClusterSpec, NodeStatus } from "../kubernetes";
import { addonStatus, capabilities, type AddonStatus, type Capability } from "../kubernetes/addons";
import { contextCapabilities } from "../kubernetes/external-cluster/capabilities";
import { ClusterStore } from "../kubernetes/state";
import { memoryOfAll } from "../host/memory";
import { pluginDifferences } from "../plugins/differences";
import { settings } from "../home/settings";
import { standIns, type StandIn } from "../images/stand-ins";
import type { ProcessStatus } from "../supervisor";
import { attach } from "./up";
import { anyAnswer, otherwise } from "../../lib/errors/expected";

/** A sandbox as it is now. */
export type SandboxStatus =
  | { readonly standing: false; readonly home: string; readonly problem?: string }
  | {
      readonly standing: true;
      readonly home: string;
      /** `undefined` on a cluster of the user's. */
      readonly network: string | undefined;
      readonly processes: readonly ProcessStatus[];
      readonly clusters: readonly ClusterStatus[];
      /** How close its clusters come to GKE's, and its plugins to the official ones. */
      readonly capabilities: readonly Capability[];
      /** Of all its processes and pods. */
      readonly memoryBytes: number;
      readonly processCount: number;
    };

/** A cluster, for `sandbox status`. */
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
  const { kubernetes, plugins, standIns: chosen } = settings(home);
  const processes = await supervisor.statuses();
  const pids = [await supervisor.pid(), ...processes.flatMap(({ pid }) => (pid === undefined ? [] : [pid]))];
  const memory = memoryOfAll(instance, pids);
  return {
    standing: true,
    home,
    network: kubernetes ? undefined : instance.network,
    processes,
    clusters: await Promise.all(
      states.map(async ({ spec, index }) => ({
        spec,
        endpoint: (await clusters.access(spec.id)).endpoint,
        nodes: await clusters.nodes(spec.id).catch(otherwise(undefined, anyAnswer)),
        addons: kubernetes ? undefined : await addonStatus({ home, index }),
      })),
    ),
    capabilities: [
      ...(kubernetes ? contextCapabilities : capabilities),
      ...(plugins === "sandbox" ? await pluginDifferences() : []),
      ...chosen.flatMap((name) => standInDifferences(standIns[name])),
    ],
    memoryBytes: memory.bytes,
    processCount: memory.processes,
  };
}

function standInDifferences({ names, text }: StandIn): Capability[] {
  return names.map((name) => ({ name: `image ${name}`, level: "differs" as const, text: `a stand-in: ${text}` }));
}
