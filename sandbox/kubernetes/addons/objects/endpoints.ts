import type { KubernetesObject } from "@kubernetes/client-node";

/** A server outside of the nodes that a Service of the cluster leads to. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

interface ServicePort {
  readonly name: string;
  readonly protocol: string;
}

/** The EndpointSlice of a Service without a selector. */
export function endpointsOf(
  service: { readonly name: string; readonly namespace: string },
  ports: readonly ServicePort[],
  { address, port }: Endpoint,
): KubernetesObject {
  const slice = {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      name: `${service.name}-sandbox`,
      namespace: service.namespace,
      labels: {
        "kubernetes.io/service-name": service.name,
        "endpointslice.kubernetes.io/managed-by": "gke-bluegreen-sandbox",
      },
    },
    addressType: "IPv4",
    endpoints: [{ addresses: [address], conditions: { ready: true, serving: true } }],
    ports: ports.map(({ name, protocol }) => ({ name, protocol, port })),
  };
  return slice;
}
