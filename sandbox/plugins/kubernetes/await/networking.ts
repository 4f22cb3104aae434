import type { PropertyMap, PropertyValue } from "../../../../lib/plugin";
import { at, list, map, nameOf, text, type KubeObject, type ObjectKind } from "../object";
import { ready, waiting, type ReadyRule, type Related, type Verdict } from "./verdict";

const endpointSliceKind: ObjectKind = { group: "discovery.k8s.io", version: "v1", kind: "EndpointSlice" };
const serviceKind: ObjectKind = { group: "", version: "v1", kind: "Service" };
const podKind: ObjectKind = { group: "", version: "v1", kind: "Pod" };
const podMakers: readonly ObjectKind[] = ["Deployment", "StatefulSet", "DaemonSet"].map((kind) => ({
  group: "apps",
  version: "v1",
  kind,
}));

/** A program often makes a Service and its pods at the same time. */
const podsMayComeSeconds = 3;

/** Addresses behind a Service, from its EndpointSlices. */
function endpoints(service: string, slices: readonly KubeObject[]): { ready: number; notReady: number } {
  let [readyCount, notReady] = [0, 0];
  for (const slice of slices) {
    if (text(at(slice, "metadata", "labels", "kubernetes.io/service-name")) !== service) continue;
    for (const endpoint of list(slice["endpoints"])) {
      // Absent means ready: that is how the API defines it.
      if (at(endpoint, "conditions", "ready") === false) notReady++;
      else readyCount++;
    }
  }
  return { ready: readyCount, notReady };
}

/**
 * A load balancer has an address; a selector has found at least one ready endpoint, as the EndpointSlices say, without a
 * fixed time to settle. A Service that selects nothing, and for which no workload is making pods, is ready with a warning:
 * its pods may be meant to come later (the Deployment may depend on the Service).
 */
export const serviceRule: ReadyRule = {
  group: "",
  kind: "Service",
  watches: [endpointSliceKind, podKind, ...podMakers],
  judge({ object, related }): Verdict {
    const type = text(at(object, "spec", "type")) ?? "ClusterIP";
    if (type === "ExternalName") return ready;
    if (type === "LoadBalancer" && list(at(object, "status", "loadBalancer", "ingress")).length === 0) {
      return waiting("Waiting for the load balancer to get an address", [
        "Service was not allocated an IP address; does your cloud provider support this?",
      ]);
    }
    const selector = map(at(object, "spec", "selector"));
    if (Object.keys(selector).length === 0 || text(at(object, "spec", "clusterIP")) === "None") return ready;
    const found = endpoints(nameOf(object), related.of(endpointSliceKind));
    if (found.ready > 0) return ready;
    const pods = related.of(podKind).filter((pod) => isRunnable(pod) && hasLabels(at(pod, "metadata"), selector));
    if (pods.length === 0) {
      const makers = podMakers.flatMap((kind) => related.of(kind)).filter((maker) => makesPods(maker, selector));
      if (makers.length > 0) return waiting(`Waiting for the Pods of ${makers.map(nameOf).join(", ")}`);
      return {
        state: "ready",
        settleSeconds: podsMayComeSeconds,
        warning: `Service "${nameOf(object)}" selects no Pod (${describe(selector)}): it has nowhere to send traffic`,
      };
    }
    return waiting(`Waiting for a ready endpoint (0/${pods.length} Pods ready)`, [
      `Service does not target any ready Pod: ${pods.length} Pods have the labels ${describe(selector)}, none of them is ready`,
    ]);
  },
};

function isRunnable(pod: KubeObject): boolean {
  return !["Succeeded", "Failed"].includes(text(at(pod, "status", "phase")) ?? "");
}

function hasLabels(metadata: PropertyValue | undefined, selector: PropertyMap): boolean {
  return Object.entries(selector).every(([key, value]) => at(metadata, "labels", key) === value);
}

function makesPods(workload: KubeObject, selector: PropertyMap): boolean {
  return at(workload, "spec", "replicas") !== 0 && hasLabels(at(workload, "spec", "template", "metadata"), selector);
}

function describe(selector: PropertyMap): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${text(value) ?? ""}`)
    .join(",");
}

/** The controller has given an address; backends without a Service or endpoint are only worth a warning. */
export const ingressRule: ReadyRule = {
  group: "networking.k8s.io",
  kind: "Ingress",
  watches: [serviceKind, endpointSliceKind],
  judge({ object, related }): Verdict {
    if (list(at(object, "status", "loadBalancer", "ingress")).length === 0) {
      return waiting("Waiting for the Ingress controller to give an address", [
        "Ingress .status.loadBalancer field was not updated with a hostname/IP address. " +
          "\n    for more information about this error, see https://pulumi.io/xdv72s",
      ]);
    }
    const missing = backendsWithoutEndpoints(object, related);
    return missing.length > 0
      ? { state: "ready", warning: `No ready endpoint behind ${missing.map((name) => `Service "${name}"`).join(", ")}` }
      : ready;
  },
};

function backendsWithoutEndpoints(ingress: KubeObject, related: Related): string[] {
  const backends = [at(ingress, "spec", "defaultBackend")];
  for (const rule of list(at(ingress, "spec", "rules"))) {
    for (const path of list(at(rule, "http", "paths"))) backends.push(at(path, "backend"));
  }
  const names = new Set(
    backends.map((backend) => text(at(backend, "service", "name"))).filter((name) => name !== undefined),
  );
  return [...names].filter((name) => {
    const service = related.of(serviceKind).find((candidate) => nameOf(candidate) === name);
    if (text(at(service, "spec", "type")) === "ExternalName") return false;
    return endpoints(name, related.of(endpointSliceKind)).ready === 0;
  });
}
