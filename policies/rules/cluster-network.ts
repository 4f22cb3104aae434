import { cis, failIf, gpa, link } from "../rule";
import { autopilot, type ClusterRule } from "../cluster";

export const intranodeVisibility: ClusterRule = {
  id: "cluster-intranode-visibility",
  title: "Traffic between pods of one node is in the flow logs",
  severity: "low",
  sources: [cis("5.6.1"), gpa("intranode_visibility")],
  field: "enableIntranodeVisibility",
  fix: "Set enableIntranodeVisibility to true; its cost is that of the subnetwork's flow logs.",
  examples: { pass: { enableIntranodeVisibility: true }, fail: {} },
  check: (cluster) =>
    failIf(!autopilot(cluster) && cluster.enableIntranodeVisibility !== true, "pods on one node talk unseen"),
};

export const vpcNative: ClusterRule = {
  id: "cluster-vpc-native",
  title: "Pods have addresses of the VPC",
  severity: "high",
  sources: [cis("5.6.2"), gpa("vpc_native_cluster")],
  field: "ipAllocationPolicy",
  fix: "Set ipAllocationPolicy with the names of the subnetwork's secondary ranges.",
  examples: {
    pass: { ipAllocationPolicy: { clusterSecondaryRangeName: "pods", servicesSecondaryRangeName: "services" } },
    fail: { networkingMode: "ROUTES" },
  },
  check: (cluster) =>
    failIf(
      cluster.networkingMode === "ROUTES" ||
        (!autopilot(cluster) && cluster.networkingMode !== "VPC_NATIVE" && !cluster.ipAllocationPolicy),
      "routes-based networking: no network endpoint groups, no firewall rules by pod range",
    ),
};

export const privateNodes: ClusterRule = {
  id: "cluster-private-nodes",
  title: "Nodes have no public addresses",
  severity: "high",
  sources: [cis("5.6.5"), gpa("private_cluster")],
  field: "privateClusterConfig.enablePrivateNodes",
  fix: "Set privateClusterConfig.enablePrivateNodes to true and give the network a Cloud NAT.",
  examples: { pass: { privateClusterConfig: { enablePrivateNodes: true } }, fail: {} },
  check: ({ privateClusterConfig }) =>
    failIf(privateClusterConfig?.enablePrivateNodes !== true, "every node can be reached from the internet"),
};

export const networkPolicy: ClusterRule = {
  id: "cluster-network-policy",
  title: "NetworkPolicies are enforced",
  severity: "high",
  sources: [gpa("network_policies"), cis("4.3.1")],
  field: "datapathProvider, networkPolicy",
  fix: "Set datapathProvider to ADVANCED_DATAPATH (Dataplane V2), or networkPolicy.enabled to true.",
  examples: { pass: { datapathProvider: "ADVANCED_DATAPATH" }, fail: {} },
  check: (cluster) =>
    failIf(
      !autopilot(cluster) &&
        cluster.datapathProvider !== "ADVANCED_DATAPATH" &&
        cluster.networkPolicy?.enabled !== true,
      "NetworkPolicy objects are accepted and do nothing",
    ),
};

export const nodeLocalDns: ClusterRule = {
  id: "cluster-node-local-dns",
  title: "Every node caches DNS",
  severity: "low",
  sources: [gpa("node_local_dns_cache")],
  field: "addonsConfig.dnsCacheConfig.enabled",
  fix: "Set addonsConfig.dnsCacheConfig.enabled to true.",
  examples: { pass: { addonsConfig: { dnsCacheConfig: { enabled: true } } }, fail: {} },
  check: (cluster) =>
    failIf(
      !autopilot(cluster) && cluster.addonsConfig?.dnsCacheConfig?.enabled !== true,
      "kube-dns is a bottleneck for the whole cluster",
    ),
};

export const externalIps: ClusterRule = {
  id: "cluster-external-ips",
  title: "Services cannot claim foreign addresses",
  severity: "medium",
  sources: [link("https://github.com/kubernetes/kubernetes/issues/97076")],
  field: "serviceExternalIpsConfig.enabled",
  fix: "Leave serviceExternalIpsConfig out, or set enabled to false.",
  examples: { pass: {}, fail: { serviceExternalIpsConfig: { enabled: true } } },
  check: ({ serviceExternalIpsConfig }) =>
    failIf(
      serviceExternalIpsConfig?.enabled === true,
      "whoever may create a Service can take over traffic to any address",
    ),
};
