import { labelsOf, list, matches, objects, podLabels, podMakers, record, selects, text } from "../objects";
import { cis, each, kubeScore, link, type StackRule, type Violation } from "../rule";
import { object, web } from "../examples";

const serviceSelectsPods: StackRule = {
  id: "service-selects-pods",
  title: "A Service selects pods that exist",
  severity: "high",
  sources: [kubeScore("service-targets-pod")],
  field: "spec.selector",
  fix: "Correct the selector, or the labels of the pod template.",
  examples: {
    pass: [web, object("Service", "core/v1", { spec: { selector: { app: "a" } } })],
    fail: [web, object("Service", "core/v1", { spec: { selector: { app: "typo" } } })],
  },
  check: (resources) => {
    const pods = objects(resources, ...podMakers);
    return each(objects(resources, "Service"), ({ urn, namespace, spec }) => {
      const selector = labelsOf(spec["selector"]);
      // The live Service of a blue/green app has its selector written by the traffic switch, not by the program.
      if (Object.keys(selector).length === 0 || spec["type"] === "ExternalName") return [];
      if (pods.some((pod) => pod.namespace === namespace && matches(selector, podLabels(pod)))) return [];
      return [{ urn, because: `no pod of this stack has ${JSON.stringify(selector)}: it answers nobody` }];
    });
  },
};

const policyPerNamespace: StackRule = {
  id: "namespace-network-policy",
  title: "A namespace with pods has a NetworkPolicy",
  severity: "medium",
  sources: [cis("4.3.2"), kubeScore("pod-networkpolicy")],
  field: "NetworkPolicy.metadata.namespace",
  fix: "Add a default-deny NetworkPolicy and the allowances (the Tenant component does).",
  examples: {
    pass: [web, object("NetworkPolicy", "networking.k8s.io/v1", { spec: { podSelector: {} } })],
    fail: [web],
  },
  check: (resources) => {
    const guarded = new Set(objects(resources, "NetworkPolicy").map(({ namespace }) => namespace));
    const seen = new Set<string>();
    return each(objects(resources, ...podMakers), (server) => {
      if (guarded.has(server.namespace) || seen.has(server.namespace)) return [];
      seen.add(server.namespace);
      return [{ urn: server.urn, because: `every pod of the cluster can reach namespace ${server.namespace}` }];
    });
  },
};

const networkPolicySelects: StackRule = {
  id: "network-policy-selects",
  title: "A NetworkPolicy selects pods that exist",
  severity: "medium",
  sources: [kubeScore("networkpolicy-targets-pod")],
  field: "spec.podSelector",
  fix: "Correct the labels.",
  examples: {
    pass: [
      web,
      object("NetworkPolicy", "networking.k8s.io/v1", { spec: { podSelector: { matchLabels: { app: "a" } } } }),
    ],
    fail: [
      web,
      object("NetworkPolicy", "networking.k8s.io/v1", { spec: { podSelector: { matchLabels: { app: "typo" } } } }),
    ],
  },
  check: (resources) =>
    each(objects(resources, "NetworkPolicy"), (policy) => {
      const selector = record(policy.spec["podSelector"]);
      if (Object.keys(selector).length === 0) return [];
      const found = objects(resources, ...podMakers).some(
        (pod) => pod.namespace === policy.namespace && selects(selector, podLabels(pod)),
      );
      return found ? [] : [{ urn: policy.urn, because: `guards no pod of this stack (${JSON.stringify(selector)})` }];
    }),
};

const ingressBackend: StackRule = {
  id: "ingress-backend",
  title: "An Ingress leads to a Service that exists",
  severity: "high",
  sources: [kubeScore("ingress-targets-service")],
  field: "spec.rules[].http.paths[].backend.service",
  fix: "Name a Service of the same namespace and one of its ports.",
  examples: {
    pass: [
      object("Service", "core/v1", { spec: { ports: [{ port: 80 }] } }),
      object("Ingress", "networking.k8s.io/v1", {
        spec: { defaultBackend: { service: { name: "a", port: { number: 80 } } } },
      }),
    ],
    fail: [
      object("Ingress", "networking.k8s.io/v1", {
        spec: { defaultBackend: { service: { name: "b", port: { number: 80 } } } },
      }),
    ],
  },
  check: (resources) => {
    const services = objects(resources, "Service");
    return each(objects(resources, "Ingress"), (ingress) => {
      const paths = list(ingress.spec["rules"]).flatMap((rule) =>
        list(record(rule["http"])["paths"]).map((path) => record(path["backend"])),
      );
      return [record(ingress.spec["defaultBackend"]), ...paths].flatMap((backend): Violation[] => {
        const wanted = record(backend["service"]);
        const name = text(wanted["name"]);
        if (!name) return [];
        const service = services.find(
          (candidate) => candidate.namespace === ingress.namespace && candidate.name === name,
        );
        if (!service) return [{ urn: ingress.urn, because: `Service ${name} is not in this stack` }];
        const port = record(wanted["port"]);
        const known = list(service.spec["ports"]).some(
          (p) => p["port"] === port["number"] || (port["name"] !== undefined && p["name"] === port["name"]),
        );
        return known ? [] : [{ urn: ingress.urn, because: `Service ${name} has no port ${JSON.stringify(port)}` }];
      });
    });
  },
};

const httpRoute = (backend: string) =>
  object("HTTPRoute", "gateway.networking.k8s.io/v1", {
    spec: { rules: [{ backendRefs: [{ name: backend, port: 80 }] }] },
  });

const routeBackend: StackRule = {
  id: "route-backend",
  title: "A route of a Gateway leads to Services that exist",
  severity: "high",
  sources: [link("https://gateway-api.sigs.k8s.io/api-types/httproute/#backendrefs-optional")],
  field: "spec.rules[].backendRefs[]",
  fix: "Name Services of the same namespace (or with a ReferenceGrant of another) and their ports.",
  examples: {
    pass: [object("Service", "core/v1", { spec: { ports: [{ port: 80 }] } }), httpRoute("a")],
    fail: [object("Service", "core/v1", { spec: { ports: [{ port: 80 }] } }), httpRoute("b")],
  },
  check: (resources) => {
    const services = objects(resources, "Service");
    return each(objects(resources, "HTTPRoute", "GRPCRoute"), (route) =>
      list(route.spec["rules"])
        .flatMap((rule) => list(rule["backendRefs"]))
        // Routes lead to buckets and to Services of other clusters too.
        .filter(({ kind }) => kind === undefined || kind === "Service")
        .flatMap((backend): Violation[] => {
          const name = text(backend["name"]);
          const namespace = text(backend["namespace"]) || route.namespace;
          const service = services.find((candidate) => candidate.namespace === namespace && candidate.name === name);
          if (!service) return [{ urn: route.urn, because: `Service ${namespace}/${name} is not in this stack` }];
          return list(service.spec["ports"]).some(({ port }) => port === backend["port"])
            ? []
            : [{ urn: route.urn, because: `Service ${name} has no port ${JSON.stringify(backend["port"])}` }];
        }),
    );
  },
};

export const reachabilityRules: readonly StackRule[] = [
  serviceSelectsPods,
  policyPerNamespace,
  networkPolicySelects,
  ingressBackend,
  routeBackend,
];
