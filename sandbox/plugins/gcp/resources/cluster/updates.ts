import type { JsonMap, Json } from "../../core/json";
import { getPath, mapAt } from "../../core/json";

/** How a change of one property of a cluster is asked for: `PUT <cluster> {update: {<desired>: …}}`. */
export interface ClusterUpdate {
  readonly on: string;
  /** Only when something below the property changed at this path. */
  readonly within?: string;
  readonly desired: string;
  /** Where the value is in the cluster's own JSON. */
  readonly value: (cluster: JsonMap) => Json;
}

const at =
  (...path: string[]) =>
  (cluster: JsonMap): Json =>
    getPath(cluster, path) ?? {};
const yes =
  (...path: string[]) =>
  (cluster: JsonMap): Json =>
    getPath(cluster, path) === true;
const enabled =
  (...path: string[]) =>
  (cluster: JsonMap): Json => ({ enabled: getPath(cluster, path) === true });
const text =
  (...path: string[]) =>
  (cluster: JsonMap): Json =>
    getPath(cluster, path) ?? "";

/** In the order in which the official plugin sends them. */
export const clusterUpdates: readonly ClusterUpdate[] = [
  {
    on: "privateClusterConfig",
    within: "enablePrivateNodes",
    desired: "desiredDefaultEnablePrivateNodes",
    value: yes("privateClusterConfig", "enablePrivateNodes"),
  },
  {
    on: "ipAllocationPolicy",
    within: "stackType",
    desired: "desiredStackType",
    value: text("ipAllocationPolicy", "stackType"),
  },
  { on: "addonsConfig", desired: "desiredAddonsConfig", value: at("addonsConfig") },
  { on: "clusterAutoscaling", desired: "desiredClusterAutoscaling", value: at("autoscaling") },
  { on: "dnsConfig", desired: "desiredDnsConfig", value: at("networkConfig", "dnsConfig") },
  {
    on: "allowNetAdmin",
    desired: "desiredAutopilotWorkloadPolicyConfig",
    value: (cluster) => ({
      allowNetAdmin: getPath(cluster, ["autopilot", "workloadPolicyConfig", "allowNetAdmin"]) === true,
    }),
  },
  {
    on: "autopilotPrivilegedAdmissions",
    desired: "desiredPrivilegedAdmissionConfig",
    value: at("autopilot", "privilegedAdmissionConfig"),
  },
  { on: "binaryAuthorization", desired: "desiredBinaryAuthorization", value: at("binaryAuthorization") },
  { on: "enableShieldedNodes", desired: "desiredShieldedNodes", value: enabled("shieldedNodes", "enabled") },
  { on: "releaseChannel", desired: "desiredReleaseChannel", value: at("releaseChannel") },
  { on: "gkeAutoUpgradeConfig", desired: "gkeAutoUpgradeConfig", value: at("gkeAutoUpgradeConfig") },
  {
    on: "enableIntranodeVisibility",
    desired: "desiredIntraNodeVisibilityConfig",
    value: enabled("networkConfig", "enableIntraNodeVisibility"),
  },
  {
    on: "privateIpv6GoogleAccess",
    desired: "desiredPrivateIpv6GoogleAccess",
    value: text("networkConfig", "privateIpv6GoogleAccess"),
  },
  {
    on: "enableL4IlbSubsetting",
    desired: "desiredL4ilbSubsettingConfig",
    value: enabled("networkConfig", "enableL4ilbSubsetting"),
  },
  {
    on: "disableL4LbFirewallReconciliation",
    desired: "desiredDisableL4LbFirewallReconciliation",
    value: yes("networkConfig", "disableL4LbFirewallReconciliation"),
  },
  {
    on: "inTransitEncryptionConfig",
    desired: "desiredInTransitEncryptionConfig",
    value: text("networkConfig", "inTransitEncryptionConfig"),
  },
  {
    on: "enableMultiNetworking",
    desired: "desiredEnableMultiNetworking",
    value: yes("networkConfig", "enableMultiNetworking"),
  },
  {
    on: "enableFqdnNetworkPolicy",
    desired: "desiredEnableFqdnNetworkPolicy",
    value: yes("networkConfig", "enableFqdnNetworkPolicy"),
  },
  {
    on: "enableCiliumClusterwideNetworkPolicy",
    desired: "desiredEnableCiliumClusterwideNetworkPolicy",
    value: yes("networkConfig", "enableCiliumClusterwideNetworkPolicy"),
  },
  { on: "costManagementConfig", desired: "desiredCostManagementConfig", value: at("costManagementConfig") },
  {
    on: "authenticatorGroupsConfig",
    desired: "desiredAuthenticatorGroupsConfig",
    value: at("authenticatorGroupsConfig"),
  },
  { on: "defaultSnatStatus", desired: "desiredDefaultSnatStatus", value: at("networkConfig", "defaultSnatStatus") },
  { on: "notificationConfig", desired: "desiredNotificationConfig", value: at("notificationConfig") },
  { on: "verticalPodAutoscaling", desired: "desiredVerticalPodAutoscaling", value: at("verticalPodAutoscaling") },
  {
    on: "serviceExternalIpsConfig",
    desired: "desiredServiceExternalIpsConfig",
    value: at("networkConfig", "serviceExternalIpsConfig"),
  },
  { on: "meshCertificates", desired: "desiredMeshCertificates", value: at("meshCertificates") },
  { on: "databaseEncryption", desired: "desiredDatabaseEncryption", value: at("databaseEncryption") },
  { on: "podSecurityPolicyConfig", desired: "desiredPodSecurityPolicyConfig", value: at("podSecurityPolicyConfig") },
  { on: "podAutoscaling", desired: "desiredPodAutoscaling", value: at("podAutoscaling") },
  { on: "secretManagerConfig", desired: "desiredSecretManagerConfig", value: at("secretManagerConfig") },
  { on: "secretSyncConfig", desired: "desiredSecretSyncConfig", value: at("secretSyncConfig") },
  { on: "workloadIdentityConfig", desired: "desiredWorkloadIdentityConfig", value: at("workloadIdentityConfig") },
  { on: "identityServiceConfig", desired: "desiredIdentityServiceConfig", value: at("identityServiceConfig") },
  { on: "loggingConfig", desired: "desiredLoggingConfig", value: at("loggingConfig") },
  { on: "monitoringConfig", desired: "desiredMonitoringConfig", value: at("monitoringConfig") },
  {
    on: "managedMachineLearningDiagnosticsConfig",
    desired: "desiredManagedMachineLearningDiagnosticsConfig",
    value: at("managedMachineLearningDiagnosticsConfig"),
  },
  {
    on: "managedOpentelemetryConfig",
    desired: "desiredManagedOpentelemetryConfig",
    value: at("managedOpentelemetryConfig"),
  },
  {
    on: "resourceUsageExportConfig",
    desired: "desiredResourceUsageExportConfig",
    value: at("resourceUsageExportConfig"),
  },
  {
    on: "networkPerformanceConfig",
    desired: "desiredNetworkPerformanceConfig",
    value: at("networkConfig", "networkPerformanceConfig"),
  },
  { on: "gatewayApiConfig", desired: "desiredGatewayApiConfig", value: at("networkConfig", "gatewayApiConfig") },
  { on: "fleet", desired: "desiredFleet", value: at("fleet") },
  { on: "enableK8sBetaApis", desired: "desiredK8sBetaApis", value: at("enableK8sBetaApis") },
  {
    on: "nodePoolDefaults",
    within: "nodeConfigDefaults.insecureKubeletReadonlyPortEnabled",
    desired: "desiredNodeKubeletConfig",
    value: at("nodePoolDefaults", "nodeConfigDefaults", "nodeKubeletConfig"),
  },
  {
    on: "nodePoolDefaults",
    within: "nodeConfigDefaults.loggingVariant",
    desired: "desiredNodePoolLoggingConfig",
    value: at("nodePoolDefaults", "nodeConfigDefaults", "loggingConfig"),
  },
  {
    on: "nodePoolDefaults",
    within: "nodeConfigDefaults.gcfsConfig",
    desired: "desiredGcfsConfig",
    value: at("nodePoolDefaults", "nodeConfigDefaults", "gcfsConfig"),
  },
  {
    on: "nodePoolDefaults",
    within: "nodeConfigDefaults.containerdConfig",
    desired: "desiredContainerdConfig",
    value: at("nodePoolDefaults", "nodeConfigDefaults", "containerdConfig"),
  },
  { on: "securityPostureConfig", desired: "desiredSecurityPostureConfig", value: at("securityPostureConfig") },
  {
    on: "nodePoolAutoConfig",
    within: "nodeKubeletConfig",
    desired: "desiredNodePoolAutoConfigKubeletConfig",
    value: at("nodePoolAutoConfig", "nodeKubeletConfig"),
  },
  {
    on: "nodePoolAutoConfig",
    within: "networkTags",
    desired: "desiredNodePoolAutoConfigNetworkTags",
    value: at("nodePoolAutoConfig", "networkTags"),
  },
  {
    on: "nodePoolAutoConfig",
    within: "resourceManagerTags",
    desired: "desiredNodePoolAutoConfigResourceManagerTags",
    value: at("nodePoolAutoConfig", "resourceManagerTags"),
  },
  {
    on: "nodePoolAutoConfig",
    within: "linuxNodeConfig",
    desired: "desiredNodePoolAutoConfigLinuxNodeConfig",
    value: at("nodePoolAutoConfig", "linuxNodeConfig"),
  },
  {
    on: "enterpriseConfig",
    desired: "desiredEnterpriseConfig",
    value: (cluster) => ({ desiredTier: mapAt(cluster, "enterpriseConfig")["desiredTier"] }),
  },
  {
    on: "anonymousAuthenticationConfig",
    desired: "desiredAnonymousAuthenticationConfig",
    value: at("anonymousAuthenticationConfig"),
  },
  { on: "nodeCreationConfig", desired: "desiredNodeCreationConfig", value: at("nodeCreationConfig") },
  { on: "rbacBindingConfig", desired: "desiredRbacBindingConfig", value: at("rbacBindingConfig") },
  {
    on: "autopilotClusterPolicyConfig",
    desired: "desiredAutopilotClusterPolicyConfig",
    value: at("autopilot", "clusterPolicyConfig"),
  },
  { on: "clusterTelemetry", desired: "desiredClusterTelemetry", value: at("clusterTelemetry") },
  { on: "protectConfig", desired: "desiredProtectConfig", value: at("protectConfig") },
  { on: "workloadAltsConfig", desired: "desiredWorkloadAltsConfig", value: at("workloadAltsConfig") },
  { on: "userManagedKeysConfig", desired: "desiredUserManagedKeysConfig", value: at("userManagedKeysConfig") },
];
