import type { Unwrap } from "@pulumi/pulumi";
import type { ClusterArgs } from "@pulumi/gcp/container";
import { cis, fail, failIf, gpa, link, pass, resourceRules } from "../rule";

type Cluster = Unwrap<ClusterArgs>;

/** Autopilot sets these itself and refuses them in a request. */
const autopilot = (cluster: Cluster) => cluster.enableAutopilot === true;

const hardening = "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster";

export const clusterRules = resourceRules<Cluster>(
  ["gcp:container/cluster:Cluster"],
  [
    {
      id: "cluster-binary-authorization",
      title: "Only images that were attested run",
      severity: "medium",
      sources: [cis("5.1.4"), gpa("cluster_binary_authorization")],
      field: "binaryAuthorization.evaluationMode",
      fix: "Set binaryAuthorization.evaluationMode to PROJECT_SINGLETON_POLICY_ENFORCE.",
      examples: {
        pass: { binaryAuthorization: { evaluationMode: "PROJECT_SINGLETON_POLICY_ENFORCE" } },
        fail: { binaryAuthorization: { evaluationMode: "DISABLED" } },
      },
      check: ({ binaryAuthorization }) =>
        failIf(
          ["DISABLED", "", undefined].includes(binaryAuthorization?.evaluationMode) && !binaryAuthorization?.enabled,
          "any image may run",
        ),
    },
    {
      id: "cluster-workload-identity",
      title: "Pods use identities of their own, not the node's",
      severity: "high",
      sources: [cis("5.2.2"), gpa("workload_identity")],
      field: "workloadIdentityConfig.workloadPool",
      fix: "Set workloadIdentityConfig.workloadPool to <project>.svc.id.goog.",
      examples: { pass: { workloadIdentityConfig: { workloadPool: "p.svc.id.goog" } }, fail: {} },
      check: (cluster) =>
        failIf(
          !autopilot(cluster) && !cluster.workloadIdentityConfig?.workloadPool,
          "every pod can act as its node's service account",
        ),
    },
    {
      id: "cluster-secrets-encrypted",
      title: "Kubernetes Secrets are encrypted with a key of your own",
      severity: "medium",
      sources: [cis("5.3.1"), gpa("secret_encryption")],
      field: "databaseEncryption.state",
      fix: "Set databaseEncryption to { state: ENCRYPTED, keyName: <Cloud KMS key> }.",
      examples: { pass: { databaseEncryption: { state: "ENCRYPTED", keyName: "k" } }, fail: {} },
      check: ({ databaseEncryption }) =>
        failIf(databaseEncryption?.state !== "ENCRYPTED", "Secrets in etcd are readable to whoever reads the disk"),
    },
    {
      id: "cluster-release-channel",
      title: "The cluster follows a release channel",
      severity: "low",
      sources: [cis("5.5.4"), gpa("cluster_release_channels")],
      field: "releaseChannel.channel",
      fix: "Set releaseChannel.channel to REGULAR or STABLE.",
      examples: {
        pass: { releaseChannel: { channel: "REGULAR" } },
        fail: { releaseChannel: { channel: "UNSPECIFIED" } },
      },
      check: (cluster) =>
        failIf(
          !autopilot(cluster) && ["UNSPECIFIED", undefined].includes(cluster.releaseChannel?.channel),
          "security fixes arrive only when somebody upgrades by hand",
        ),
    },
    {
      id: "cluster-shielded-nodes",
      title: "Nodes prove what they are when they join",
      severity: "high",
      sources: [cis("5.5.5"), gpa("shielded_nodes")],
      field: "enableShieldedNodes",
      fix: "Leave enableShieldedNodes out (on is GKE's default) or set it to true.",
      examples: { pass: {}, fail: { enableShieldedNodes: false } },
      check: (cluster) =>
        failIf(
          !autopilot(cluster) && cluster.enableShieldedNodes === false,
          "a stolen node credential can impersonate a node",
        ),
    },
    {
      id: "cluster-intranode-visibility",
      title: "Traffic between pods of one node is in the flow logs",
      severity: "low",
      sources: [cis("5.6.1"), gpa("intranode_visibility")],
      field: "enableIntranodeVisibility",
      fix: "Set enableIntranodeVisibility to true; its cost is that of the subnetwork's flow logs.",
      examples: { pass: { enableIntranodeVisibility: true }, fail: {} },
      check: (cluster) =>
        failIf(!autopilot(cluster) && cluster.enableIntranodeVisibility !== true, "pods on one node talk unseen"),
    },
    {
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
    },
    {
      id: "cluster-authorized-networks",
      title: "The control plane's address is closed to the internet",
      severity: "high",
      sources: [cis("5.6.3"), gpa("control_plane_access")],
      field: "masterAuthorizedNetworksConfig.cidrBlocks",
      fix: "List the networks that may reach it, or use the DNS endpoint and turn IP endpoints off (controlPlaneEndpointsConfig.ipEndpointsConfig.enabled: false).",
      examples: {
        pass: { masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "203.0.113.0/24" }] } },
        fail: { masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "0.0.0.0/0" }] } },
      },
      check: (cluster) => {
        if (cluster.controlPlaneEndpointsConfig?.ipEndpointsConfig?.enabled === false) return pass;
        const blocks = cluster.masterAuthorizedNetworksConfig?.cidrBlocks;
        if (cluster.masterAuthorizedNetworksConfig === undefined) return fail("any address may try to log in");
        return failIf(
          (blocks ?? []).some(({ cidrBlock }) => /\/0$/.test(cidrBlock)),
          "a block of size /0 lets every address in",
        );
      },
    },
    {
      id: "cluster-private-endpoint",
      title: "The control plane has no public address",
      severity: "medium",
      sources: [cis("5.6.4"), gpa("control_plane_endpoint")],
      field: "privateClusterConfig.enablePrivateEndpoint",
      fix: "Set enablePrivateEndpoint, or controlPlaneEndpointsConfig.ipEndpointsConfig.enabled to false and use the DNS endpoint.",
      examples: { pass: { controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false } } }, fail: {} },
      check: (cluster) =>
        failIf(
          cluster.privateClusterConfig?.enablePrivateEndpoint !== true &&
            cluster.controlPlaneEndpointsConfig?.ipEndpointsConfig?.enabled !== false,
          "the API server answers on a public address",
        ),
    },
    {
      id: "cluster-private-nodes",
      title: "Nodes have no public addresses",
      severity: "high",
      sources: [cis("5.6.5"), gpa("private_cluster")],
      field: "privateClusterConfig.enablePrivateNodes",
      fix: "Set privateClusterConfig.enablePrivateNodes to true and give the network a Cloud NAT.",
      examples: { pass: { privateClusterConfig: { enablePrivateNodes: true } }, fail: {} },
      check: ({ privateClusterConfig }) =>
        failIf(privateClusterConfig?.enablePrivateNodes !== true, "every node can be reached from the internet"),
    },
    {
      id: "cluster-logging-and-monitoring",
      title: "System logs and metrics are collected",
      severity: "high",
      sources: [cis("5.7.1"), gpa("monitoring_and_logging")],
      field: "loggingConfig.enableComponents, monitoringConfig.enableComponents",
      fix: "Name at least SYSTEM_COMPONENTS in both, or leave both out (GKE's default).",
      examples: { pass: {}, fail: { loggingConfig: { enableComponents: [] } } },
      check: ({ loggingConfig, monitoringConfig, loggingService, monitoringService }) => {
        if (loggingService === "none" || monitoringService === "none")
          return fail("logging or monitoring is turned off");
        const without = [
          ["loggingConfig", loggingConfig?.enableComponents] as const,
          ["monitoringConfig", monitoringConfig?.enableComponents] as const,
        ].filter(([, components]) => components && !components.includes("SYSTEM_COMPONENTS"));
        return failIf(
          without.length > 0,
          `${without.map(([name]) => name).join(" and ")} leaves SYSTEM_COMPONENTS out`,
        );
      },
    },
    {
      id: "cluster-no-client-certificate",
      title: "No client certificate is issued",
      severity: "critical",
      sources: [cis("5.8.1"), gpa("control_plane_disable_cert_authentication")],
      field: "masterAuth.clientCertificateConfig.issueClientCertificate",
      fix: "Leave masterAuth out: a certificate cannot be revoked.",
      examples: { pass: {}, fail: { masterAuth: { clientCertificateConfig: { issueClientCertificate: true } } } },
      check: ({ masterAuth }) =>
        failIf(
          masterAuth?.clientCertificateConfig?.issueClientCertificate === true,
          "a certificate for an administrator is made that cannot be revoked",
        ),
    },
    {
      id: "cluster-rbac-groups",
      title: "RBAC is given to Google Groups",
      severity: "low",
      sources: [cis("5.8.2"), gpa("node_rbac_security_group")],
      field: "authenticatorGroupsConfig.securityGroup",
      fix: "Set authenticatorGroupsConfig.securityGroup to gke-security-groups@<your domain>.",
      examples: { pass: { authenticatorGroupsConfig: { securityGroup: "gke-security-groups@example.com" } }, fail: {} },
      check: ({ authenticatorGroupsConfig }) =>
        failIf(!authenticatorGroupsConfig?.securityGroup, "access is bound to persons, who leave and stay in bindings"),
    },
    {
      id: "cluster-no-legacy-authorization",
      title: "Legacy authorization is off",
      severity: "critical",
      sources: [cis("5.8.3"), gpa("control_plane_disable_legacy_authorization")],
      field: "enableLegacyAbac",
      fix: "Remove enableLegacyAbac.",
      examples: { pass: {}, fail: { enableLegacyAbac: true } },
      check: ({ enableLegacyAbac }) =>
        failIf(enableLegacyAbac === true, "attribute-based access gives every service account wide powers beside RBAC"),
    },
    {
      id: "cluster-no-alpha",
      title: "No alpha cluster",
      severity: "critical",
      sources: [cis("5.10.2")],
      field: "enableKubernetesAlpha",
      fix: "Remove enableKubernetesAlpha: such a cluster is deleted after 30 days.",
      examples: { pass: {}, fail: { enableKubernetesAlpha: true } },
      check: ({ enableKubernetesAlpha }) =>
        failIf(enableKubernetesAlpha === true, "the cluster expires after 30 days and gets no security fix"),
    },
    {
      id: "cluster-security-posture",
      title: "The security posture dashboard watches the cluster",
      severity: "low",
      sources: [cis("5.10.4"), gpa("cluster_enable_security_posture")],
      field: "securityPostureConfig.mode",
      fix: "Set securityPostureConfig.mode to BASIC or ENTERPRISE.",
      examples: {
        pass: { securityPostureConfig: { mode: "BASIC" } },
        fail: { securityPostureConfig: { mode: "DISABLED" } },
      },
      check: ({ securityPostureConfig }) =>
        failIf(!["BASIC", "ENTERPRISE"].includes(securityPostureConfig?.mode ?? ""), "misconfigurations go unreported"),
    },
    {
      id: "cluster-workload-scanning",
      title: "Running images are scanned for vulnerabilities",
      severity: "low",
      sources: [gpa("cluster_enable_workload_scanning")],
      field: "securityPostureConfig.vulnerabilityMode",
      fix: "Set securityPostureConfig.vulnerabilityMode to VULNERABILITY_BASIC or VULNERABILITY_ENTERPRISE.",
      examples: { pass: { securityPostureConfig: { vulnerabilityMode: "VULNERABILITY_BASIC" } }, fail: {} },
      check: ({ securityPostureConfig }) =>
        failIf(
          !["VULNERABILITY_BASIC", "VULNERABILITY_ENTERPRISE"].includes(securityPostureConfig?.vulnerabilityMode ?? ""),
          "known holes in running images go unreported",
        ),
    },
    {
      id: "cluster-maintenance-window",
      title: "Upgrades come in a window that you chose",
      severity: "low",
      sources: [gpa("cluster_maintenance_window")],
      field: "maintenancePolicy",
      fix: "Set maintenancePolicy with a daily or recurring window.",
      examples: { pass: { maintenancePolicy: { dailyMaintenanceWindow: { startTime: "03:00" } } }, fail: {} },
      check: ({ maintenancePolicy }) => failIf(!maintenancePolicy, "an upgrade may start at the busiest hour"),
    },
    {
      id: "cluster-upgrade-notifications",
      title: "Upgrades and security bulletins are announced",
      severity: "low",
      sources: [gpa("cluster_receive_updates")],
      field: "notificationConfig.pubsub",
      fix: "Set notificationConfig.pubsub to { enabled: true, topic: <Pub/Sub topic> }.",
      examples: { pass: { notificationConfig: { pubsub: { enabled: true, topic: "t" } } }, fail: {} },
      check: ({ notificationConfig }) =>
        failIf(notificationConfig?.pubsub.enabled !== true, "nobody hears of an upgrade before it happens"),
    },
    {
      id: "cluster-regional",
      title: "The control plane stands in several zones",
      severity: "low",
      sources: [gpa("control_plane_redundancy")],
      field: "location",
      fix: "Use a region as location; a cluster cannot be moved later, only made anew.",
      examples: { pass: { location: "europe-west1" }, fail: { location: "europe-west1-b" } },
      check: ({ location }) =>
        failIf(
          /-[a-z]$/.test(location ?? ""),
          "no change can be made, and nothing is rescheduled, while that zone is down",
        ),
    },
    {
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
    },
    {
      id: "cluster-persistent-disk-driver",
      title: "The persistent disk driver is installed",
      severity: "low",
      sources: [gpa("cluster_gce_csi_driver")],
      field: "addonsConfig.gcePersistentDiskCsiDriverConfig.enabled",
      fix: "Leave gcePersistentDiskCsiDriverConfig out (on is the default).",
      examples: { pass: {}, fail: { addonsConfig: { gcePersistentDiskCsiDriverConfig: { enabled: false } } } },
      check: ({ addonsConfig }) =>
        failIf(
          addonsConfig?.gcePersistentDiskCsiDriverConfig?.enabled === false,
          "PersistentVolumeClaims stay pending",
        ),
    },
    {
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
    },
    {
      id: "cluster-kubelet-read-only-port",
      title: "The kubelet's read-only port is closed",
      severity: "high",
      sources: [link(hardening)],
      field: "nodePoolDefaults.nodeConfigDefaults.insecureKubeletReadonlyPortEnabled",
      fix: 'Set it to "FALSE" here and in every node pool: the default is not applied to pools that exist.',
      examples: {
        pass: { nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "FALSE" } } },
        fail: { nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "TRUE" } } },
      },
      check: (cluster) => {
        const setting = cluster.nodePoolDefaults?.nodeConfigDefaults?.insecureKubeletReadonlyPortEnabled;
        return failIf(
          !autopilot(cluster) && setting !== "FALSE",
          "pod names, images and environment can be read without logging in",
        );
      },
    },
    {
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
    },
    {
      id: "cluster-google-public-cidrs",
      title: "Google Cloud's public addresses are not let in",
      severity: "medium",
      sources: [link(hardening)],
      field: "masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled",
      fix: "Set gcpPublicCidrsAccessEnabled to false.",
      examples: {
        pass: { masterAuthorizedNetworksConfig: { cidrBlocks: [], gcpPublicCidrsAccessEnabled: false } },
        fail: { masterAuthorizedNetworksConfig: { cidrBlocks: [], gcpPublicCidrsAccessEnabled: true } },
      },
      check: ({ masterAuthorizedNetworksConfig }) =>
        failIf(
          masterAuthorizedNetworksConfig?.gcpPublicCidrsAccessEnabled === true,
          "every virtual machine of every Google customer may try to log in",
        ),
    },
    {
      id: "cluster-deletion-protection",
      title: "The cluster cannot be deleted by mistake",
      severity: "medium",
      sources: [link("https://www.pulumi.com/registry/packages/gcp/api-docs/container/cluster/")],
      field: "deletionProtection",
      fix: "Leave deletionProtection out (on is the default); turn it off in the update before the one that deletes.",
      examples: { pass: {}, fail: { deletionProtection: false } },
      check: ({ deletionProtection }) =>
        failIf(deletionProtection === false, "one wrong destroy takes the cluster and all in it"),
    },
    {
      id: "cluster-anonymous-access",
      title: "Anonymous requests reach health checks only",
      severity: "medium",
      sources: [cis("4.1.8"), link(hardening)],
      field: "anonymousAuthenticationConfig.mode",
      fix: "Set anonymousAuthenticationConfig.mode to LIMITED.",
      examples: {
        pass: { anonymousAuthenticationConfig: { mode: "LIMITED" } },
        fail: { anonymousAuthenticationConfig: { mode: "ENABLED" } },
      },
      check: ({ anonymousAuthenticationConfig }) =>
        failIf(
          anonymousAuthenticationConfig?.mode === "ENABLED",
          "one wrong binding to system:anonymous opens the cluster to everybody",
        ),
    },
    {
      id: "cluster-autoprovisioning-identity",
      title: "Autoprovisioned nodes have a service account of their own",
      severity: "high",
      sources: [cis("5.2.1"), gpa("nap_forbid_default_sa")],
      field: "clusterAutoscaling.autoProvisioningDefaults.serviceAccount",
      fix: "Name a least-privilege service account there.",
      examples: {
        pass: {
          clusterAutoscaling: {
            enabled: true,
            autoProvisioningDefaults: { serviceAccount: "nodes@p.iam.gserviceaccount.com" },
          },
        },
        fail: { clusterAutoscaling: { enabled: true } },
      },
      check: (cluster) =>
        failIf(
          !autopilot(cluster) &&
            cluster.clusterAutoscaling?.enabled === true &&
            isDefaultAccount(cluster.clusterAutoscaling.autoProvisioningDefaults?.serviceAccount),
          "new nodes run as the Compute Engine default account, an editor of the project",
        ),
    },
    {
      id: "cluster-autoprovisioning-image",
      title: "Autoprovisioned nodes run Container-Optimized OS",
      severity: "medium",
      sources: [cis("5.5.1"), gpa("nap_use_cos")],
      field: "clusterAutoscaling.autoProvisioningDefaults.imageType",
      fix: "Set it to COS_CONTAINERD, or leave it out.",
      examples: {
        pass: { clusterAutoscaling: { enabled: true } },
        fail: { clusterAutoscaling: { enabled: true, autoProvisioningDefaults: { imageType: "UBUNTU_CONTAINERD" } } },
      },
      check: ({ clusterAutoscaling }) =>
        failIf(
          clusterAutoscaling?.enabled === true &&
            !/^cos/i.test(clusterAutoscaling.autoProvisioningDefaults?.imageType ?? "cos"),
          "a general-purpose system has more to attack",
        ),
    },
    {
      id: "cluster-autoprovisioning-integrity",
      title: "A changed boot of an autoprovisioned node is noticed",
      severity: "medium",
      sources: [cis("5.5.6"), gpa("nap_integrity_monitoring")],
      field: "clusterAutoscaling.autoProvisioningDefaults.shieldedInstanceConfig.enableIntegrityMonitoring",
      fix: "Leave enableIntegrityMonitoring out (on is the default).",
      examples: {
        pass: { clusterAutoscaling: { enabled: true } },
        fail: {
          clusterAutoscaling: {
            enabled: true,
            autoProvisioningDefaults: { shieldedInstanceConfig: { enableIntegrityMonitoring: false } },
          },
        },
      },
      check: ({ clusterAutoscaling }) =>
        failIf(
          clusterAutoscaling?.enabled === true &&
            clusterAutoscaling.autoProvisioningDefaults?.shieldedInstanceConfig?.enableIntegrityMonitoring === false,
          "a tampered boot goes unnoticed",
        ),
    },
  ],
);

/** The Compute Engine default service account, by name or by silence. */
export function isDefaultAccount(account: string | undefined): boolean {
  return (
    account === undefined ||
    account === "" ||
    account === "default" ||
    /^\d+-compute@developer\.gserviceaccount\.com$/.test(account)
  );
}
