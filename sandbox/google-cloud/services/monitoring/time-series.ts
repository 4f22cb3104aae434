import { quantity } from "../../../../lib/quantity";
import type { TimeSeries } from "../../definitions/monitoring-v3.types";
import type { Clusters, ClusterSpec } from "../../../kubernetes/spec";
import { readKubernetes } from "../shared/kubernetes";
import { anyAnswer, otherwise } from "../../../../lib/errors/expected";

/** Node metrics by GKE's names, and how they follow from what the cluster's metrics server says. */
const NODE_METRICS: Readonly<Record<string, (node: NodeFacts) => number>> = {
  "kubernetes.io/node/cpu/allocatable_utilization": ({ cpuUsed, cpu }) => cpuUsed / cpu,
  "kubernetes.io/node/memory/allocatable_utilization": ({ memoryUsed, memory }) => memoryUsed / memory,
  "kubernetes.io/node/cpu/allocatable_cores": ({ cpu }) => cpu,
};

interface NodeFacts {
  readonly name: string;
  readonly cpu: number;
  readonly memory: number;
  readonly cpuUsed: number;
  readonly memoryUsed: number;
}

/** The present value of a node metric, as of `at`, for each node of a project's clusters; clusters that do not answer have none. */
export async function nodeSeries(
  clusters: Clusters,
  project: string,
  filter: string,
  at = new Date().toISOString(),
): Promise<TimeSeries[]> {
  const type = restriction(filter, "metric.type");
  const compute = NODE_METRICS[type ?? ""];
  if (!type || !compute) return [];
  const specs = (await clusters.list()).filter(({ id }) => id.project === project);
  const found = await Promise.all(specs.map((spec) => facts(clusters, spec).catch(otherwise([], anyAnswer))));
  return specs.flatMap(({ id }, index) =>
    (found[index] ?? []).map((node): TimeSeries => ({
      metric: { type, labels: {} },
      resource: {
        type: "k8s_node",
        labels: { project_id: project, location: id.location, cluster_name: id.name, node_name: node.name },
      },
      metricKind: "GAUGE",
      valueType: "DOUBLE",
      points: [{ interval: { startTime: at, endTime: at }, value: { doubleValue: compute(node) } }],
    })),
  );
}

/** `a = "x" AND b = "y"`, as far as it restricts types and labels. */
export function matchesSeries(series: TimeSeries, filter: string): boolean {
  return filter.split(/\s+AND\s+/i).every((term) => {
    const [, field = "", value = ""] = /^\s*([\w.]+)\s*=\s*"?([^"]*?)"?\s*$/.exec(term) ?? [];
    const [root, ...path] = field.split(".");
    const owner = root === "metric" ? series.metric : root === "resource" ? series.resource : undefined;
    if (path[0] === "type") return owner?.type === value;
    return path[0] === "label" || path[0] === "labels" ? owner?.labels?.[path.slice(1).join(".")] === value : true;
  });
}

function restriction(filter: string, field: string): string | undefined {
  return new RegExp(`${field.replace(".", "\\.")}\\s*=\\s*"([^"]*)"`).exec(filter)?.[1];
}

interface NodeList {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly status?: { readonly allocatable: { readonly cpu: string; readonly memory: string } };
    readonly usage?: { readonly cpu: string; readonly memory: string };
  }[];
}

async function facts(clusters: Clusters, { id }: ClusterSpec): Promise<NodeFacts[]> {
  const access = await clusters.access(id);
  const [nodes, usage] = await Promise.all([
    readKubernetes<NodeList>(access, "/api/v1/nodes"),
    readKubernetes<NodeList>(access, "/apis/metrics.k8s.io/v1beta1/nodes"),
  ]);
  return usage.items.flatMap(({ metadata: { name }, usage: used }) => {
    const allocatable = nodes.items.find(({ metadata }) => metadata.name === name)?.status?.allocatable;
    if (!allocatable || !used) return [];
    return [
      {
        name,
        cpu: quantity(allocatable.cpu) ?? 0,
        memory: quantity(allocatable.memory) ?? 0,
        cpuUsed: quantity(used.cpu) ?? 0,
        memoryUsed: quantity(used.memory) ?? 0,
      },
    ];
  });
}
