import type { KubernetesObject } from "@kubernetes/client-node";
import { endpointsOf, type Endpoint } from "./endpoints";

/** What makes `kubectl top` and autoscaling find the metrics server. To be applied when it answers: an API whose server is
 * away makes discovery, and with it the deletion of namespaces, fail. */
export function metricsObjects(server: Endpoint): KubernetesObject[] {
  const metadata = { name: "metrics-server", namespace: "kube-system", labels: { "k8s-app": "metrics-server" } };
  const ports = [{ name: "https", port: 443, protocol: "TCP", targetPort: server.port }];
  const service = { apiVersion: "v1", kind: "Service", metadata, spec: { ports } };
  const api = {
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: "v1beta1.metrics.k8s.io" },
    spec: {
      service: { name: metadata.name, namespace: metadata.namespace, port: 443 },
      group: "metrics.k8s.io",
      version: "v1beta1",
      // Its certificate is its own; it is reached over the sandbox's bridge only.
      insecureSkipTLSVerify: true,
      groupPriorityMinimum: 100,
      versionPriority: 100,
    },
  };
  const readers = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: {
      name: "system:aggregated-metrics-reader",
      labels: Object.fromEntries(
        ["view", "edit", "admin"].map((role) => [`rbac.authorization.k8s.io/aggregate-to-${role}`, "true"]),
      ),
    },
    rules: [{ apiGroups: ["metrics.k8s.io"], resources: ["pods", "nodes"], verbs: ["get", "list", "watch"] }],
  };
  return [service, endpointsOf(metadata, ports, server), readers, api];
}
