import { type KubernetesObject, record, text } from "./objects";
import { replicasAfter, type Switch } from "./switches";

/** The most pods a workload has at once: both colours are full in a switch, and a rollout adds its surge. */
export function mostPods(
  server: KubernetesObject,
  all: readonly Switch[],
  scalers: readonly KubernetesObject[],
): number {
  const scaler = scalers.find(
    ({ namespace, spec }) =>
      namespace === server.namespace &&
      record(spec["scaleTargetRef"])["kind"] === server.kind &&
      record(spec["scaleTargetRef"])["name"] === server.name,
  );
  const replicas = scaler ? Number(scaler.spec["maxReplicas"] ?? 1) : (replicasAfter(server, all, "during") ?? 1);
  if (server.kind !== "Deployment") return replicas;
  const surge = record(record(server.spec["strategy"])["rollingUpdate"])["maxSurge"] ?? "25%";
  const percent = /^(\d+)%$/.exec(text(surge))?.[1];
  const more = percent === undefined ? Number(surge) : Math.ceil((Number(percent) / 100) * replicas);
  return record(server.spec["strategy"])["type"] === "Recreate" ? replicas : replicas + more;
}
