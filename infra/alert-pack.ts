import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MonitoringConfig } from "../config/monitoring";
import { seconds } from "../config/values";

type Severity = "CRITICAL" | "ERROR" | "WARNING";

interface Common {
  /** Part of the resource's name. */
  readonly name: string;
  readonly title: string;
  readonly severity: Severity;
  /** Names of channels; all where undefined. */
  readonly channels: readonly string[] | undefined;
  /** What to do, in Markdown: shown with the alert. */
  readonly runbook: string;
  readonly link: string | undefined;
}

/** An alert on a PromQL query, or on a line of the logs. */
export type Alert = Common &
  ({ readonly query: string; readonly for: string; readonly log?: undefined } | { readonly log: string });

interface Cluster {
  readonly name: string;
  readonly location: string;
}

type Threshold = Exclude<MonitoringConfig["alerts"]["nodeCpu"], false>;

/** Alerts on a metric: file name of the runbook, title, query. Metrics of GKE itself are free of charge. */
const metricAlerts = {
  nodeCpu: {
    file: "node-cpu",
    title: "node CPU is high",
    query: ({ threshold }, cluster) =>
      `kubernetes_io:node_cpu_allocatable_utilization${selector("k8s_node", cluster)} > ${threshold}`,
  },
  nodeMemory: {
    file: "node-memory",
    title: "node memory is nearly used up",
    query: ({ threshold }, cluster) =>
      `kubernetes_io:node_memory_allocatable_utilization${selector("k8s_node", cluster, 'memory_type="non-evictable"')} > ${threshold}`,
  },
  podRestarts: {
    file: "pod-restarts",
    title: "containers keep restarting",
    // The time is the window here: restarts come and go within any waiting time.
    query: ({ threshold, for: window }, cluster) =>
      `increase(kubernetes_io:container_restart_count${selector("k8s_container", cluster)}[${seconds(window)}s]) > ${threshold}`,
    at: "1s",
  },
  unavailableReplicas: {
    file: "unavailable-replicas",
    title: "a Deployment has too few pods",
    query: ({ threshold }, { name, location }) => {
      const labels = `{cluster="${name}",location="${location}"}`;
      return `kube_deployment_spec_replicas${labels} - kube_deployment_status_replicas_available${labels} > ${threshold}`;
    },
  },
  volumeFill: {
    file: "volume-fill",
    title: "a volume fills up",
    query: ({ threshold }, cluster) =>
      `kubernetes_io:pod_volume_utilization${selector("k8s_pod", cluster)} > ${threshold}`,
  },
} satisfies Record<
  string,
  { file: string; title: string; query: (settings: Threshold, cluster: Cluster) => string; at?: string }
>;

function selector(resource: string, { name, location }: Cluster, ...more: string[]): string {
  return `{${[`monitored_resource="${resource}"`, `cluster_name="${name}"`, `location="${location}"`, ...more].join(",")}}`;
}

/** The alerts that a configuration asks for. */
export function alertPack(
  { alerts, custom }: MonitoringConfig,
  cluster: Cluster,
  runbooks: string | undefined,
): Alert[] {
  const documented = (file: string) => ({
    runbook: readFileSync(join(__dirname, "..", "docs", "runbooks", `${file}.md`), "utf8"),
    link: runbooks === undefined ? undefined : `${runbooks.replace(/\/$/, "")}/${file}.md`,
  });
  const pack = (Object.keys(metricAlerts) as (keyof typeof metricAlerts)[]).flatMap((name): Alert[] => {
    const settings = alerts[name];
    if (settings === false) return [];
    const { file, title, query, ...rest } = metricAlerts[name];
    const { severity, channels } = settings;
    const duration = "at" in rest ? rest.at : settings.for;
    return [
      { name: file, title, severity, channels, query: query(settings, cluster), for: duration, ...documented(file) },
    ];
  });
  const builds = alerts.buildFailures;
  const failures: Alert[] =
    builds === false
      ? []
      : [
          {
            name: "build-failures",
            title: "a build failed",
            severity: builds.severity,
            channels: builds.channels,
            log: 'resource.type="build" AND textPayload:"ERROR: build step"',
            ...documented("build-failures"),
          },
        ];
  const own = Object.entries(custom).map(([name, { summary, runbook, ...rest }]): Alert => ({
    name,
    title: name,
    runbook: summary,
    link: runbook,
    channels: rest.channels,
    severity: rest.severity,
    query: rest.query,
    for: rest.for,
  }));
  return [...pack, ...failures, ...own];
}
