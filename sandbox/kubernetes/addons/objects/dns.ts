import type { KubernetesObject } from "@kubernetes/client-node";
import { METADATA_ADDRESS } from "../../network/google-names";
import { endpointsOf, type Endpoint } from "./endpoints";

/** The Service that every pod's resolver asks. The server itself stands outside of the nodes: a drain takes no DNS away. */
export function dnsObjects(clusterIP: string, server: Endpoint): KubernetesObject[] {
  const metadata = {
    name: "kube-dns",
    namespace: "kube-system",
    labels: { "k8s-app": "kube-dns", "kubernetes.io/cluster-service": "true", "kubernetes.io/name": "KubeDNS" },
  };
  const ports = [
    { name: "dns", port: 53, protocol: "UDP", targetPort: server.port },
    { name: "dns-tcp", port: 53, protocol: "TCP", targetPort: server.port },
  ];
  const service = { apiVersion: "v1", kind: "Service", metadata, spec: { clusterIP, ports } };
  return [service, endpointsOf(metadata, ports, server)];
}

/**
 * CoreDNS' configuration. Google's names lead to the sandbox, for names outside of it would be Google Cloud's.
 * @param google the address of the sandbox's Google Cloud
 * @param upstream name servers for names outside of the cluster; none: such names do not exist
 */
export function corefile(address: string, kubeconfig: string, google: string, upstream: readonly string[]): string {
  return `.:53 {
    bind ${address}
    errors
    ready ${address}:8181
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        kubeconfig ${kubeconfig}
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
        ttl 5
    }
    template IN A metadata.google.internal {
        answer "{{ .Name }} 60 IN A ${METADATA_ADDRESS}"
    }
    template IN A googleapis.com {
        answer "{{ .Name }} 60 IN A ${google}"
    }
    template IN AAAA metadata.google.internal googleapis.com {
        rcode NOERROR
    }
    ${upstream.length > 0 ? `forward . ${upstream.join(" ")}` : "template ANY ANY {\n        rcode NXDOMAIN\n    }"}
    cache 30 {
        disable success cluster.local
        disable denial cluster.local
    }
    loadbalance
}
`;
}

/** The name servers of a resolv.conf that can be asked from another network namespace. */
export function nameServers(resolvConf: string): string[] {
  return [...resolvConf.matchAll(/^\s*nameserver\s+(\S+)/gm)]
    .map(([, address]) => address as string)
    .filter((address) => !/^127\.|^::1$|^fe80:|%/.test(address))
    .slice(0, 3);
}
