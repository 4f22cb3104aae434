import { randomBytes } from "node:crypto";
import type { Cluster, NodePool } from "../../definitions/container-v1beta1.types";
import { isZone, regionOf, zonesOf } from "../compute/locations";
import { project as findProject } from "../shared/projects";
import type { Store } from "../../state/store";
import { sha } from "../shared/values";
import { clusterPath, link, type Place } from "./names";
import { completePool, DEFAULT_SCOPES } from "./pool-defaults";
import { resolveVersion } from "./versions";

/** A cluster as GKE shows it right after it was asked for: what was sent, and the defaults for the rest. */
export function completeCluster(store: Store, place: Place, sent: Cluster, apiVersion: string): Cluster {
  const region = regionOf(place.location);
  const { number } = findProject(store, place.project);
  const autopilot = sent.autopilot?.enabled === true;
  const id = sha([place, Date.now(), randomBytes(8).toString("hex")]);
  const network = lastSegment(sent.network) || "default";
  const subnetwork = lastSegment(sent.subnetwork) || "default";
  const version = resolveVersion(sent.initialClusterVersion, "Master");
  const locations = sent.locations?.length
    ? sent.locations
    : isZone(place.location)
      ? [place.location]
      : zonesOf(region).slice(0, 3);
  const podRange = sent.ipAllocationPolicy?.clusterSecondaryRangeName || `gke-${place.cluster}-pods-${id.slice(0, 8)}`;
  const pods = sent.ipAllocationPolicy?.clusterIpv4CidrBlock || sent.clusterIpv4Cidr || "10.4.0.0/14";
  const services = sent.ipAllocationPolicy?.servicesIpv4CidrBlock || "34.118.224.0/20";
  const subnetworkPath = `projects/${place.project}/regions/${region}/subnetworks/${subnetwork}`;

  // GKE makes a subnetwork of its own for a private control plane that was given a range only.
  const isPrivate = Boolean(sent.privateClusterConfig?.masterIpv4CidrBlock);
  const endpointSubnetwork = `projects/${place.project}/regions/${region}/subnetworks/gke-${place.cluster}-${id.slice(0, 8)}-pe-subnet`;

  const base: Cluster = {
    ...sent,
    name: place.cluster,
    id,
    network,
    subnetwork,
    locations,
    location: place.location,
    zone: place.location,
    status: "PROVISIONING",
    selfLink: link(apiVersion, clusterPath(place)),
    createTime: new Date().toISOString().replace(/\.\d+Z$/, "+00:00"),
    initialClusterVersion: version,
    currentMasterVersion: version,
    clusterIpv4Cidr: pods,
    servicesIpv4Cidr: services,
    nodeConfig: undefined,
    initialNodeCount: sent.initialNodeCount || undefined,
    addonsConfig: addons(sent, autopilot),
    legacyAbac: { enabled: sent.legacyAbac?.enabled },
    networkConfig: {
      ...sent.networkConfig,
      network: `projects/${place.project}/global/networks/${network}`,
      subnetwork: subnetworkPath,
      datapathProvider: datapath(sent, autopilot),
      defaultSnatStatus: sent.networkConfig?.defaultSnatStatus ?? {},
      serviceExternalIpsConfig: sent.networkConfig?.serviceExternalIpsConfig ?? {},
      ...(autopilot
        ? {
            dnsConfig: { clusterDns: "CLOUD_DNS", clusterDnsScope: "CLUSTER_SCOPE", clusterDnsDomain: "cluster.local" },
            gatewayApiConfig: sent.networkConfig?.gatewayApiConfig ?? { channel: "CHANNEL_STANDARD" },
          }
        : {}),
    },
    ipAllocationPolicy: {
      ...sent.ipAllocationPolicy,
      useIpAliases: true,
      clusterIpv4Cidr: pods,
      servicesIpv4Cidr: services,
      clusterSecondaryRangeName: podRange,
      clusterIpv4CidrBlock: pods,
      servicesIpv4CidrBlock: services,
      stackType: sent.ipAllocationPolicy?.stackType ?? "IPV4",
      podCidrOverprovisionConfig: sent.ipAllocationPolicy?.podCidrOverprovisionConfig ?? {},
      defaultPodIpv4RangeUtilization: 0.0039,
      networkTierConfig: { networkTier: "NETWORK_TIER_DEFAULT" },
    },
    masterAuth: { clientCertificateConfig: sent.masterAuth?.clientCertificateConfig ?? {} },
    masterAuthorizedNetworksConfig:
      sent.controlPlaneEndpointsConfig?.ipEndpointsConfig?.authorizedNetworksConfig ??
      sent.masterAuthorizedNetworksConfig ??
      {},
    autoscaling: autopilot
      ? {
          enableNodeAutoprovisioning: true,
          autoscalingProfile: "OPTIMIZE_UTILIZATION",
          autoprovisioningNodePoolDefaults: {
            oauthScopes: DEFAULT_SCOPES,
            serviceAccount: "default",
            upgradeSettings: { maxSurge: 1, strategy: "SURGE" },
            management: { autoUpgrade: true, autoRepair: true },
            imageType: "COS_CONTAINERD",
            // Account and scopes of the nodes are the user's to choose under Autopilot too.
            ...sent.autoscaling?.autoprovisioningNodePoolDefaults,
          },
          resourceLimits: [
            { resourceType: "cpu", maximum: "1000000000" },
            { resourceType: "memory", maximum: "1000000000" },
          ],
        }
      : { ...sent.autoscaling, autoscalingProfile: sent.autoscaling?.autoscalingProfile ?? "BALANCED" },
    defaultMaxPodsConstraint: sent.defaultMaxPodsConstraint ?? { maxPodsPerNode: autopilot ? "32" : "110" },
    authenticatorGroupsConfig: sent.authenticatorGroupsConfig ?? {},
    privateClusterConfig: {
      ...sent.privateClusterConfig,
      ...(isPrivate ? { privateEndpointSubnetwork: endpointSubnetwork } : {}),
    },
    controlPlaneEndpointsConfig: controlPlaneEndpoints(
      sent,
      id,
      number,
      region,
      isPrivate ? endpointSubnetwork : undefined,
    ),
    databaseEncryption: { state: "DECRYPTED", currentState: "CURRENT_STATE_DECRYPTED", ...sent.databaseEncryption },
    shieldedNodes: sent.shieldedNodes ?? { enabled: true },
    verticalPodAutoscaling: autopilot ? { enabled: true } : (sent.verticalPodAutoscaling ?? {}),
    autopilot: sent.autopilot ?? {},
    maintenancePolicy: {
      resourceVersion: sha(sent.maintenancePolicy?.window ?? {}).slice(0, 8),
      window: sent.maintenancePolicy?.window ?? {},
    },
    notificationConfig: sent.notificationConfig ?? { pubsub: {} },
    releaseChannel:
      sent.releaseChannel?.channel === "UNSPECIFIED" ? {} : (sent.releaseChannel ?? { channel: "REGULAR" }),
    nodePoolDefaults: {
      nodeConfigDefaults: {
        ...sent.nodePoolDefaults?.nodeConfigDefaults,
        loggingConfig: { variantConfig: { variant: "DEFAULT" } },
        nodeKubeletConfig: sent.nodePoolDefaults?.nodeConfigDefaults?.nodeKubeletConfig ?? {},
        ...(autopilot ? { gcfsConfig: { enabled: true } } : {}),
      },
    },
    loggingService: sent.loggingService || "logging.googleapis.com/kubernetes",
    monitoringService: sent.monitoringService || "monitoring.googleapis.com/kubernetes",
    loggingConfig: sent.loggingConfig ?? {
      componentConfig: { enableComponents: sent.loggingService === "none" ? [] : ["SYSTEM_COMPONENTS", "WORKLOADS"] },
    },
    monitoringConfig: {
      componentConfig: { enableComponents: sent.monitoringService === "none" ? [] : MONITORING },
      managedPrometheusConfig: { enabled: true },
      advancedDatapathObservabilityConfig: autopilot ? { enableMetrics: true } : {},
      ...sent.monitoringConfig,
    },
    nodePoolAutoConfig: { nodeKubeletConfig: {}, ...sent.nodePoolAutoConfig },
    podAutoscaling: sent.podAutoscaling ?? { hpaProfile: "PERFORMANCE" },
    enterpriseConfig: { clusterTier: "STANDARD" },
    securityPostureConfig: {
      mode: "BASIC",
      vulnerabilityMode: "VULNERABILITY_DISABLED",
      ...sent.securityPostureConfig,
    },
    anonymousAuthenticationConfig: sent.anonymousAuthenticationConfig ?? { mode: "ENABLED" },
    rbacBindingConfig: sent.rbacBindingConfig ?? {
      enableInsecureBindingSystemUnauthenticated: true,
      enableInsecureBindingSystemAuthenticated: true,
    },
    userManagedKeysConfig: sent.userManagedKeysConfig ?? {},
    satisfiesPzi: true,
    ...(autopilot ? { workloadIdentityConfig: { workloadPool: `${place.project}.svc.id.goog` } } : {}),
  };
  return {
    ...base,
    nodePools: initialPools(sent, autopilot).map((pool) => completePool(place, base, pool, apiVersion)),
  };
}

const MONITORING: NonNullable<
  NonNullable<NonNullable<Cluster["monitoringConfig"]>["componentConfig"]>["enableComponents"]
> = [
  "SYSTEM_COMPONENTS",
  "STORAGE",
  "HPA",
  "POD",
  "DAEMONSET",
  "DEPLOYMENT",
  "STATEFULSET",
  "CADVISOR",
  "KUBELET",
  "DCGM",
  "JOBSET",
];

/** `nodePools`, or the deprecated fields that describe one pool. */
function initialPools(sent: Cluster, autopilot: boolean): NodePool[] {
  if (sent.nodePools?.length) return sent.nodePools;
  const autoscaling: NodePool = autopilot
    ? {
        autoscaling: { enabled: true, maxNodeCount: 1000, autoprovisioned: true, locationPolicy: "BALANCED" },
        management: { autoRepair: true, autoUpgrade: true },
      }
    : {};
  return [
    {
      name: "default-pool",
      initialNodeCount: sent.initialNodeCount || (autopilot ? 1 : 3),
      config: sent.nodeConfig ?? {},
      ...autoscaling,
    },
  ];
}

function addons(sent: Cluster, autopilot: boolean): NonNullable<Cluster["addonsConfig"]> {
  const on = autopilot ? { enabled: true } : {};
  return {
    httpLoadBalancing: {},
    horizontalPodAutoscaling: {},
    kubernetesDashboard: { disabled: true },
    networkPolicyConfig: { disabled: true },
    dnsCacheConfig: { enabled: true },
    gcePersistentDiskCsiDriverConfig: { enabled: true },
    gcsFuseCsiDriverConfig: on,
    gcpFilestoreCsiDriverConfig: on,
    gkeBackupAgentConfig: {},
    statefulHaConfig: on,
    parallelstoreCsiDriverConfig: {},
    highScaleCheckpointingConfig: {},
    ...sent.addonsConfig,
  };
}

function datapath(sent: Cluster, autopilot: boolean) {
  if (autopilot) return "ADVANCED_DATAPATH" as const;
  const asked = sent.networkConfig?.datapathProvider;
  return asked && asked !== "DATAPATH_PROVIDER_UNSPECIFIED" ? asked : ("LEGACY_DATAPATH" as const);
}

function controlPlaneEndpoints(
  sent: Cluster,
  id: string,
  number: string,
  region: string,
  endpointSubnetwork: string | undefined,
): NonNullable<Cluster["controlPlaneEndpointsConfig"]> {
  const { dnsEndpointConfig, ipEndpointsConfig } = sent.controlPlaneEndpointsConfig ?? {};
  return {
    dnsEndpointConfig: { ...dnsEndpointConfig, endpoint: `gke-${id.slice(0, 12)}-${number}.${region}.gke.goog` },
    ipEndpointsConfig: {
      enabled: true,
      enablePublicEndpoint: true,
      ...ipEndpointsConfig,
      ...(endpointSubnetwork ? { privateEndpointSubnetwork: endpointSubnetwork } : {}),
      authorizedNetworksConfig:
        ipEndpointsConfig?.authorizedNetworksConfig ?? sent.masterAuthorizedNetworksConfig ?? {},
    },
  };
}

const lastSegment = (path: string | undefined) => path?.slice(path.lastIndexOf("/") + 1) ?? "";
