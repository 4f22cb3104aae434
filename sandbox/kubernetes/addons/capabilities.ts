/** How close the sandbox's clusters come to GKE's in one respect, for `sandbox status` and the documentation. */
export interface Capability {
  readonly name: string;
  readonly level: "real" | "differs" | "missing";
  readonly text: string;
}

/** What of GKE a sandbox has, has in another form, and has not: `sandbox status` and the manual say it. */
export const capabilities: readonly Capability[] = [
  {
    name: "Services",
    level: "real",
    text: "kube-proxy (nftables) on every node; load balancers pass packets through the kernel and survive the loss of a node",
  },
  {
    name: "LoadBalancer source addresses",
    level: "differs",
    text: "pods see the load balancer's address, not the client's, also with externalTrafficPolicy: Local",
  },
  { name: "cluster DNS", level: "real", text: "CoreDNS, outside of the nodes as Cloud DNS for GKE is" },
  {
    name: "Ingress and Gateway",
    level: "differs",
    text: "Traefik plays Google's load balancer: one address for all of a cluster's Ingresses and Gateways, which take turns by host and path; changes are live in under a second, where Google takes up to minutes",
  },
  {
    name: "Google's policies for Ingress and Gateway",
    level: "differs",
    text: "BackendConfig, FrontendConfig, ManagedCertificate, GCPBackendPolicy, GCPGatewayPolicy and HealthCheckPolicy are checked and kept, and have no effect",
  },
  {
    name: "persistent disks",
    level: "differs",
    text: "folders that all nodes share: data follows a pod to any node of its zone; the size is not enforced, and ReadWriteOnce is not held against a second node",
  },
  {
    name: "autoscaling",
    level: "real",
    text: "metrics-server with the kubelets' real figures of pods, every 10 s; a node's are those of the whole machine",
  },
  {
    name: "NetworkPolicy",
    level: "differs",
    text: "enforced for ingress and egress by packet rules on every node, within a second of a pod's start; a connection that stands is not cut; what comes through a load balancer has its address, not the client's",
  },
];
