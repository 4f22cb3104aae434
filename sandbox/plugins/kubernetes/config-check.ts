import {
  equalValues,
  isMap,
  Unknown,
  unwrap,
  unwrapMap,
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
  type DiffRequest,
  type DiffResult,
  type PropertyMap,
  type PropertyValue,
} from "../../../lib/plugin";
import { activeCluster, readKubeconfig, type ClusterEntry, type Kubeconfig } from "./kubeconfig";

/** Refuses settings that contradict each other. */
export function checkConfig(request: CheckRequest): CheckResult {
  const news = unwrapMap(request.news);
  const failures: CheckFailure[] = [];
  const has = (key: string): boolean => news[key] !== undefined && news[key] !== "";
  const isOn = (key: string): boolean => news[key] === true || news[key] === "true";
  if (isOn("strictMode")) {
    if (request.name.startsWith("default")) {
      failures.push({
        property: "strictMode",
        reason: "strict mode prohibits default provider; give each resource a kubernetes.Provider of its own",
      });
    }
    for (const key of ["kubeconfig", "context"]) {
      if (!has(key)) failures.push({ property: key, reason: `strict mode requires Provider "${key}" argument` });
    }
  }
  if (has("renderYamlToDirectory")) {
    for (const key of ["cluster", "context"]) {
      if (has(key))
        failures.push({ property: key, reason: `"${key}" arg is not compatible with "renderYamlToDirectory" arg` });
    }
    if (has("kubeconfig") && news["kubeconfig"] !== process.env["KUBECONFIG"]) {
      failures.push({
        property: "kubeconfig",
        reason: `"kubeconfig" arg is not compatible with "renderYamlToDirectory" arg`,
      });
    }
  } else if (isOn("alwaysRender")) {
    failures.push({ property: "alwaysRender", reason: `"alwaysRender" arg requires "renderYamlToDirectory" arg` });
  }
  return { inputs: request.news, failures };
}

/** Which changes of a provider's configuration mean another cluster, and so new resources. */
export function diffConfig(request: DiffRequest): DiffResult {
  const olds = unwrapMap(request.olds);
  const news = unwrapMap(request.news);
  const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (key) => !equalValues(olds[key], news[key]),
  );
  if (changed.length === 0) return { changes: "none" };
  const replaces = new Set<string>();
  const unknowns = ["kubeconfig", "context", "cluster"].filter((key) => news[key] instanceof Unknown);
  const [identified, sameIdentity] = ["clusterIdentifier"].map((key) => [
    olds[key] !== undefined && news[key] !== undefined,
    equalValues(olds[key], news[key]),
  ])[0] ?? [false, false];
  if (identified && !sameIdentity) replaces.add("clusterIdentifier");
  if (changed.includes("renderYamlToDirectory")) replaces.add("renderYamlToDirectory");
  // What is unknown may be another cluster.
  for (const key of unknowns) replaces.add(key);
  if (unknowns.length === 0 && !sameCluster(olds, news)) {
    for (const key of ["kubeconfig", "context", "cluster"]) if (changed.includes(key)) replaces.add(key);
  }
  return {
    changes: "some",
    diffs: unknowns.length > 0 ? unknowns : changed,
    replaces: identified && sameIdentity ? [] : [...replaces],
  };
}

/** A cluster has no identity of its own; the entry that says how to reach it is the best there is. */
function sameCluster(olds: PropertyMap, news: PropertyMap): boolean {
  const [before, after] = [clusterEntry(olds), clusterEntry(news)];
  if (!before || !after) return true;
  return equalValues(before as PropertyValue, after as PropertyValue);
}

function clusterEntry(config: PropertyMap): ClusterEntry | undefined {
  const text = (key: string): string | undefined => {
    const value = unwrap(config[key] ?? null);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  try {
    const given = unwrap(config["kubeconfig"] ?? null);
    const parsed = isMap(given) ? (given as Kubeconfig) : readKubeconfig(text("kubeconfig") ?? "");
    return activeCluster(parsed, { context: text("context"), cluster: text("cluster") }).cluster;
  } catch {
    // Without a usable kubeconfig on one side there is nothing to compare.
    return undefined;
  }
}
