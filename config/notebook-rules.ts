import { type ClusterConfig } from "./cluster";
import { amountOf } from "./kubernetes-values";
import { type MachineType, machineType } from "./machine-types";
import { type NodePoolConfig } from "./node-pools";
import { type NotebookHubConfig, type NotebooksConfig } from "./notebooks";
import { type TenantsConfig } from "./tenants";

type Issue = (path: (string | number)[], message: string) => void;
type InNamespaces = Readonly<Record<string, { readonly namespace?: string | undefined }>>;

/** What notebooks have to do with the other sections. */
export interface NotebookSurroundings {
  readonly notebooks: NotebooksConfig;
  readonly cluster: ClusterConfig;
  readonly tenants: TenantsConfig;
  readonly apps: InNamespaces;
  readonly statefulSets: InNamespaces;
  readonly daemonSets: InNamespaces;
  readonly jobs: InNamespaces;
  readonly cronJobs: InNamespaces;
  readonly volumes: InNamespaces;
  readonly loadTests: InNamespaces;
}

/** The taint of nodes that are for notebooks only, which JupyterHub's users know; GKE's own tools take no slash. */
export const NOTEBOOK_TAINTS = ["hub.jupyter.org/dedicated", "hub.jupyter.org_dedicated"] as const;
/** The value of that taint. */
export const NOTEBOOK_TAINT_VALUE = "user";

/** What must hold between notebooks and the rest of a stack. */
export function notebookRules(config: NotebookSurroundings, issue: Issue): void {
  for (const [name, hub] of Object.entries(config.notebooks)) {
    aloneInNamespace(name, hub, config, issue);
    const network = config.tenants[hub.namespace]?.network;
    // Policies add up: what lets all pods of a namespace in lets users into each other's notebooks.
    if (network?.isolated && network.withinNamespace)
      issue(
        ["tenants", hub.namespace, "network", "withinNamespace"],
        `false: notebooks.${name} says who connects to whom`,
      );
    // Where Google makes nodes by itself, it makes such as fit.
    if ("nodePools" in config.cluster && !config.cluster.nodeAutoProvisioning)
      onItsPools(name, hub, config.cluster.nodePools, issue);
  }
}

/** The hub may start pods in its namespace, and a pod there can have every account and Secret of it. */
function aloneInNamespace(name: string, { namespace }: NotebookHubConfig, config: NotebookSurroundings, issue: Issue) {
  const { apps, statefulSets, daemonSets, jobs, cronJobs, volumes, loadTests, notebooks } = config;
  const sections = { apps, statefulSets, daemonSets, jobs, cronJobs, volumes, loadTests, notebooks };
  for (const [section, members] of Object.entries(sections))
    for (const [other, one] of Object.entries<InNamespaces[string]>(members))
      if (one.namespace === namespace && !(section === "notebooks" && other === name))
        issue(
          ["notebooks", name, "namespace"],
          `a namespace of its own: ${section}.${other} is in ${namespace}, and whoever starts pods there can use all that it has`,
        );
}

function onItsPools(
  name: string,
  hub: NotebookHubConfig,
  pools: Readonly<Record<string, NodePoolConfig>>,
  issue: Issue,
): void {
  if (Object.keys(pools).length === 0) return;
  for (const [index, size] of hub.sizes.entries()) {
    const wanted = size.nodePool ?? hub.nodePool;
    const at =
      size.nodePool === undefined ? ["notebooks", name, "nodePool"] : ["notebooks", name, "sizes", index, "nodePool"];
    const pool = pools[wanted ?? ""];
    if (wanted !== undefined && !pool) {
      issue(at, `one of the cluster's node pools: ${Object.keys(pools).join(", ")}`);
      continue;
    }
    const repelled = pool?.taints.find((taint) => repels(taint, hub, size));
    if (repelled)
      issue(at, `a pool whose taints the notebooks live with: add ${repelled.key} to notebooks.${name}.tolerations`);
    const open = pool ? { [wanted ?? ""]: pool } : pools;
    const fitting = Object.entries(open).filter(
      ([, one]) => pool !== undefined || !one.taints.some((taint) => repels(taint, hub, size)),
    );
    if (!repelled && !fitting.some(([, one]) => holds(one, size)))
      issue(
        ["notebooks", name, "sizes", index],
        `a size that a node can hold; ${fitting.map(([pool, one]) => `${pool} (${one.machineType}) has ${room(one)}`).join(", ") || "no pool takes notebooks"}`,
      );
  }
}

type Size = NotebookHubConfig["sizes"][number];

function repels({ key, value, effect }: NodePoolConfig["taints"][number], hub: NotebookHubConfig, size: Size): boolean {
  if (effect === "PREFER_NO_SCHEDULE" || key in size.extended) return false;
  if (NOTEBOOK_TAINTS.some((own) => own === key) && value === NOTEBOOK_TAINT_VALUE) return false;
  return !hub.tolerations.some((one) => (one.key ?? key) === key && (one.value === undefined || one.value === value));
}

/** Whether a node of a pool has room for a notebook; of a machine that is not listed nobody knows. */
function holds({ machineType: name }: NodePoolConfig, { cpu, memory }: Size): boolean {
  const machine = machineType(name);
  if (!machine) return true;
  const { cpus, memoryGib } = allocatable(machine);
  return (amountOf(cpu) ?? 0) <= cpus && (amountOf(memory) ?? 0) <= memoryGib * 2 ** 30;
}

function room({ machineType: name }: NodePoolConfig): string {
  const machine = machineType(name);
  if (!machine) return "room for it";
  const { cpus, memoryGib } = allocatable(machine);
  return `${Math.floor(cpus * 1000)}m and ${Math.floor(memoryGib * 1024)}Mi`;
}

/** What GKE leaves of a node for pods: https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes#memory_and_cpu_reservations */
function allocatable({ cpus, memoryGib }: MachineType): MachineType {
  const EVICTION_GIB = 0.1;
  return {
    cpus:
      cpus < 1
        ? 0.94
        : cpus -
          reserved(cpus, [
            [1, 0.06],
            [1, 0.01],
            [2, 0.005],
            [Infinity, 0.0025],
          ]),
    memoryGib:
      memoryGib -
      EVICTION_GIB -
      reserved(memoryGib, [
        [4, 0.25],
        [4, 0.2],
        [8, 0.1],
        [112, 0.06],
        [Infinity, 0.02],
      ]),
  };
}

/** Of an amount, so much of its first part, so much of the next. */
function reserved(amount: number, parts: readonly (readonly [size: number, share: number])[]): number {
  let left = amount;
  let sum = 0;
  for (const [size, share] of parts) {
    sum += Math.min(left, size) * share;
    left = Math.max(0, left - size);
  }
  return sum;
}
