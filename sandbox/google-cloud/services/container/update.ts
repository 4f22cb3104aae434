import type { Cluster, ClusterUpdate } from "../../definitions/container-v1beta1.types";
import { invalid, unimplemented } from "../../transport/errors";

type Desired = keyof ClusterUpdate;

/** `update.desiredX` → what it changes. Google's naming is regular for most; these are the ones that go elsewhere or merge. */
const CHANGES: { readonly [K in Desired]?: (value: NonNullable<ClusterUpdate[K]>, cluster: Cluster) => Cluster } = {
  desiredAddonsConfig: (value, { addonsConfig }) => ({ addonsConfig: { ...addonsConfig, ...value } }),
  desiredMonitoringConfig: (value, { monitoringConfig }) => ({ monitoringConfig: { ...monitoringConfig, ...value } }),
  desiredSecurityPostureConfig: (value, { securityPostureConfig }) => ({
    securityPostureConfig: { ...securityPostureConfig, ...value },
  }),
  desiredClusterAutoscaling: (value, { autoscaling }) => ({ autoscaling: { ...autoscaling, ...value } }),
  desiredDatabaseEncryption: (value) => ({
    databaseEncryption: {
      ...value,
      currentState: value.state === "ENCRYPTED" ? "CURRENT_STATE_ENCRYPTED" : "CURRENT_STATE_DECRYPTED",
    },
  }),
  desiredReleaseChannel: (value) => ({ releaseChannel: value.channel === "UNSPECIFIED" ? {} : value }),
  desiredControlPlaneEndpointsConfig: (value, { controlPlaneEndpointsConfig: now }) => ({
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { ...now?.dnsEndpointConfig, ...value.dnsEndpointConfig },
      ipEndpointsConfig: { ...now?.ipEndpointsConfig, ...value.ipEndpointsConfig },
    },
    masterAuthorizedNetworksConfig: value.ipEndpointsConfig?.authorizedNetworksConfig,
  }),
  desiredIntraNodeVisibilityConfig: (value, { networkConfig }) => ({
    networkConfig: { ...networkConfig, enableIntraNodeVisibility: value.enabled },
  }),
  desiredDnsConfig: (value, { networkConfig }) => ({ networkConfig: { ...networkConfig, dnsConfig: value } }),
  desiredGatewayApiConfig: (value, { networkConfig }) => ({
    networkConfig: { ...networkConfig, gatewayApiConfig: value },
  }),
  desiredServiceExternalIpsConfig: (value, { networkConfig }) => ({
    networkConfig: { ...networkConfig, serviceExternalIpsConfig: value },
  }),
  desiredDefaultSnatStatus: (value, { networkConfig }) => ({
    networkConfig: { ...networkConfig, defaultSnatStatus: value },
  }),
  desiredL4ilbSubsettingConfig: (value, { networkConfig }) => ({
    networkConfig: { ...networkConfig, enableL4ilbSubsetting: value.enabled },
  }),
  desiredEnableFqdnNetworkPolicy: (value, { networkConfig }) => ({
    networkConfig: { ...networkConfig, enableFqdnNetworkPolicy: value },
  }),
  desiredDefaultEnablePrivateNodes: (value, { networkConfig }) => ({
    networkConfig: { ...networkConfig, defaultEnablePrivateNodes: value },
  }),
  desiredEnablePrivateEndpoint: (value, { privateClusterConfig }) => ({
    privateClusterConfig: { ...privateClusterConfig, enablePrivateEndpoint: value },
  }),
};

/** Fields that the name alone maps: `desiredShieldedNodes` → `shieldedNodes`. */
const PLAIN: readonly string[] = [
  "desiredLoggingService",
  "desiredMonitoringService",
  "desiredLoggingConfig",
  "desiredLocations",
  "desiredShieldedNodes",
  "desiredVerticalPodAutoscaling",
  "desiredNotificationConfig",
  "desiredWorkloadIdentityConfig",
  "desiredBinaryAuthorization",
  "desiredMasterAuthorizedNetworksConfig",
  "desiredAuthenticatorGroupsConfig",
  "desiredCostManagementConfig",
  "desiredMeshCertificates",
  "desiredIdentityServiceConfig",
  "desiredResourceUsageExportConfig",
  "desiredNodePoolAutoConfig",
  "desiredRbacBindingConfig",
  "desiredAnonymousAuthenticationConfig",
  "desiredPodAutoscaling",
  "desiredFleet",
  "desiredSecretManagerConfig",
  "desiredMaintenancePolicy",
  "desiredConfidentialNodes",
];

/** Fields of an update that change something. */
export const updatable: readonly string[] = [...Object.keys(CHANGES), ...PLAIN];

/** What an update changes in a cluster; a field that nothing here changes is refused, not dropped. */
export function desiredChanges(cluster: Cluster, update: ClusterUpdate): Cluster {
  let changes: Cluster = {};
  const set = (Object.keys(update) as Desired[]).filter((key) => update[key] !== undefined);
  if (set.length === 0) throw invalid("Must specify a field to update.");
  for (const key of set) {
    const change = CHANGES[key] as ((value: unknown, cluster: Cluster) => Cluster) | undefined;
    if (change) changes = { ...changes, ...change(update[key], { ...cluster, ...changes }) };
    else if (PLAIN.includes(key)) changes = { ...changes, [plainName(key)]: update[key] };
    // The dispatcher refuses these before, unless they are empty.
    else throw unimplemented(`the field update.${key} of clusters.update`);
  }
  return changes;
}

function plainName(key: string): string {
  const name = key.slice("desired".length);
  return `${name[0]?.toLowerCase()}${name.slice(1)}`;
}
