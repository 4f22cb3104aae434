import type { Capability } from "../addons";

/** What differs from GKE where the cluster is one of the user's own. */
export const contextCapabilities: readonly Capability[] = [
  {
    name: "nodes",
    level: "differs",
    text: "they are your cluster's own: node pools, sizes, machine types and versions are kept on record and change no machine; GKE's node labels are not set",
  },
  {
    name: "endpoint",
    level: "differs",
    text: "127.0.0.1 with a port; it takes the sandbox's access token and asks your cluster with your kubeconfig's credentials",
  },
  {
    name: "Services, Ingress, Gateway, disks, NetworkPolicy, metrics",
    level: "differs",
    text: "as your cluster has them: load balancer addresses, GKE's storage, Ingress and Gateway classes are not added",
  },
  {
    name: "images",
    level: "differs",
    text: "nodes find what builds pushed when their containerd is told of the sandbox's registry; `sandbox up` prints how. Cloud Build runs with Podman and runc, on Linux",
  },
];
