/* eslint-disable */
// Made by generate.ts from npm @google-cloud/container 7.2.0, build/protos/protos.json; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type GPUSharingConfigGPUSharingStrategy =
  | "GPU_SHARING_STRATEGY_UNSPECIFIED"
  | "TIME_SHARING"
  | "MPS";
export type GPUDriverInstallationConfigGPUDriverVersion =
  | "GPU_DRIVER_VERSION_UNSPECIFIED"
  | "INSTALLATION_DISABLED"
  | "DEFAULT"
  | "LATEST";
export type SandboxConfigType =
  | "UNSPECIFIED"
  | "GVISOR";
export type ReservationAffinityType =
  | "UNSPECIFIED"
  | "NO_RESERVATION"
  | "ANY_RESERVATION"
  | "SPECIFIC_RESERVATION";
export type WorkloadMetadataConfigNodeMetadata =
  | "UNSPECIFIED"
  | "SECURE"
  | "EXPOSE"
  | "GKE_METADATA_SERVER";
export type WorkloadMetadataConfigMode =
  | "MODE_UNSPECIFIED"
  | "GCE_METADATA"
  | "GKE_METADATA";
export type NodeTaintEffect =
  | "EFFECT_UNSPECIFIED"
  | "NO_SCHEDULE"
  | "PREFER_NO_SCHEDULE"
  | "NO_EXECUTE";
export type LinuxNodeConfigCgroupMode =
  | "CGROUP_MODE_UNSPECIFIED"
  | "CGROUP_MODE_V1"
  | "CGROUP_MODE_V2";
export type LinuxNodeConfigTransparentHugepageEnabled =
  | "TRANSPARENT_HUGEPAGE_ENABLED_UNSPECIFIED"
  | "TRANSPARENT_HUGEPAGE_ENABLED_ALWAYS"
  | "TRANSPARENT_HUGEPAGE_ENABLED_MADVISE"
  | "TRANSPARENT_HUGEPAGE_ENABLED_NEVER";
export type LinuxNodeConfigTransparentHugepageDefrag =
  | "TRANSPARENT_HUGEPAGE_DEFRAG_UNSPECIFIED"
  | "TRANSPARENT_HUGEPAGE_DEFRAG_ALWAYS"
  | "TRANSPARENT_HUGEPAGE_DEFRAG_DEFER"
  | "TRANSPARENT_HUGEPAGE_DEFRAG_DEFER_WITH_MADVISE"
  | "TRANSPARENT_HUGEPAGE_DEFRAG_MADVISE"
  | "TRANSPARENT_HUGEPAGE_DEFRAG_NEVER";
export type LinuxNodeConfigNodeKernelModuleLoadingPolicy =
  | "POLICY_UNSPECIFIED"
  | "ENFORCE_SIGNED_MODULES"
  | "DO_NOT_ENFORCE_SIGNED_MODULES";
export type AdvancedMachineFeaturesPerformanceMonitoringUnit =
  | "PERFORMANCE_MONITORING_UNIT_UNSPECIFIED"
  | "ARCHITECTURAL"
  | "STANDARD"
  | "ENHANCED";
export type ConfidentialNodesConfidentialInstanceType =
  | "CONFIDENTIAL_INSTANCE_TYPE_UNSPECIFIED"
  | "SEV"
  | "SEV_SNP"
  | "TDX";
export type LoggingVariantConfigVariant =
  | "VARIANT_UNSPECIFIED"
  | "DEFAULT"
  | "MAX_THROUGHPUT";
export type WindowsNodeConfigOSVersion =
  | "OS_VERSION_UNSPECIFIED"
  | "OS_VERSION_LTSC2019"
  | "OS_VERSION_LTSC2022";
export type SoleTenantConfigNodeAffinityOperator =
  | "OPERATOR_UNSPECIFIED"
  | "IN"
  | "NOT_IN";
export type ContainerdConfigRegistryHostConfigHostCapability =
  | "HOST_CAPABILITY_UNSPECIFIED"
  | "HOST_CAPABILITY_PULL"
  | "HOST_CAPABILITY_RESOLVE"
  | "HOST_CAPABILITY_PUSH";
export type HostMaintenancePolicyMaintenanceInterval =
  | "MAINTENANCE_INTERVAL_UNSPECIFIED"
  | "AS_NEEDED"
  | "PERIODIC";
export type SecondaryBootDiskMode =
  | "MODE_UNSPECIFIED"
  | "CONTAINER_IMAGE_CACHE";
export type GPUDirectConfigGPUDirectStrategy =
  | "GPU_DIRECT_STRATEGY_UNSPECIFIED"
  | "RDMA";
export type NodeConfigLocalSsdEncryptionMode =
  | "LOCAL_SSD_ENCRYPTION_MODE_UNSPECIFIED"
  | "STANDARD_ENCRYPTION"
  | "EPHEMERAL_KEY_ENCRYPTION";
export type NodeConfigEffectiveCgroupMode =
  | "EFFECTIVE_CGROUP_MODE_UNSPECIFIED"
  | "EFFECTIVE_CGROUP_MODE_V1"
  | "EFFECTIVE_CGROUP_MODE_V2";
export type TaintConfigArchitectureTaintBehavior =
  | "ARCHITECTURE_TAINT_BEHAVIOR_UNSPECIFIED"
  | "NONE"
  | "ARM";
export type IstioConfigIstioAuthMode =
  | "AUTH_NONE"
  | "AUTH_MUTUAL_TLS";
export type CloudRunConfigLoadBalancerType =
  | "LOAD_BALANCER_TYPE_UNSPECIFIED"
  | "LOAD_BALANCER_TYPE_EXTERNAL"
  | "LOAD_BALANCER_TYPE_INTERNAL";
export type NodeNetworkConfigNetworkPerformanceConfigTier =
  | "TIER_UNSPECIFIED"
  | "TIER_1";
export type NetworkTierConfigNetworkTier =
  | "NETWORK_TIER_UNSPECIFIED"
  | "NETWORK_TIER_DEFAULT"
  | "NETWORK_TIER_PREMIUM"
  | "NETWORK_TIER_STANDARD";
export type NodePoolStatus =
  | "STATUS_UNSPECIFIED"
  | "PROVISIONING"
  | "RUNNING"
  | "RUNNING_WITH_ERROR"
  | "RECONCILING"
  | "STOPPING"
  | "ERROR";
export type NodePoolAutoscalingLocationPolicy =
  | "LOCATION_POLICY_UNSPECIFIED"
  | "BALANCED"
  | "ANY";
export type StatusConditionCode =
  | "UNKNOWN"
  | "GCE_STOCKOUT"
  | "GKE_SERVICE_ACCOUNT_DELETED"
  | "GCE_QUOTA_EXCEEDED"
  | "SET_BY_OPERATOR"
  | "CLOUD_KMS_KEY_ERROR"
  | "CA_EXPIRING"
  | "NODE_SERVICE_ACCOUNT_MISSING_PERMISSIONS"
  | "CLOUD_KMS_KEY_DESTROYED";
export type Code =
  | "OK"
  | "CANCELLED"
  | "UNKNOWN"
  | "INVALID_ARGUMENT"
  | "DEADLINE_EXCEEDED"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "PERMISSION_DENIED"
  | "UNAUTHENTICATED"
  | "RESOURCE_EXHAUSTED"
  | "FAILED_PRECONDITION"
  | "ABORTED"
  | "OUT_OF_RANGE"
  | "UNIMPLEMENTED"
  | "INTERNAL"
  | "UNAVAILABLE"
  | "DATA_LOSS";
export type NodePoolUpdateStrategy =
  | "NODE_POOL_UPDATE_STRATEGY_UNSPECIFIED"
  | "BLUE_GREEN"
  | "SURGE"
  | "SHORT_LIVED";
export type NodePoolPlacementPolicyType =
  | "TYPE_UNSPECIFIED"
  | "COMPACT";
export type NodePoolUpdateInfoBlueGreenInfoPhase =
  | "PHASE_UNSPECIFIED"
  | "UPDATE_STARTED"
  | "CREATING_GREEN_POOL"
  | "CORDONING_BLUE_POOL"
  | "WAITING_TO_DRAIN_BLUE_POOL"
  | "DRAINING_BLUE_POOL"
  | "NODE_POOL_SOAKING"
  | "DELETING_BLUE_POOL"
  | "ROLLBACK_STARTED";
export type NetworkPolicyProvider =
  | "PROVIDER_UNSPECIFIED"
  | "CALICO";
export type IPAllocationPolicyStackType =
  | "STACK_TYPE_UNSPECIFIED"
  | "IPV4"
  | "IPV4_IPV6";
export type IPAllocationPolicyIPv6AccessType =
  | "IPV6_ACCESS_TYPE_UNSPECIFIED"
  | "INTERNAL"
  | "EXTERNAL";
export type AdditionalIPRangesConfigStatus =
  | "STATUS_UNSPECIFIED"
  | "ACTIVE"
  | "DRAINING";
export type MaintenanceExclusionOptionsScope =
  | "NO_UPGRADES"
  | "NO_MINOR_UPGRADES"
  | "NO_MINOR_OR_NODE_UPGRADES";
export type MaintenanceExclusionOptionsEndTimeBehavior =
  | "END_TIME_BEHAVIOR_UNSPECIFIED"
  | "UNTIL_END_OF_SUPPORT";
export type BinaryAuthorizationEvaluationMode =
  | "EVALUATION_MODE_UNSPECIFIED"
  | "DISABLED"
  | "PROJECT_SINGLETON_POLICY_ENFORCE"
  | "POLICY_BINDINGS"
  | "POLICY_BINDINGS_AND_PROJECT_SINGLETON_POLICY_ENFORCE";
export type ClusterAutoscalingAutoscalingProfile =
  | "PROFILE_UNSPECIFIED"
  | "OPTIMIZE_UTILIZATION"
  | "BALANCED";
export type ClusterAutoscalingAutopilotGeneralProfile =
  | "AUTOPILOT_GENERAL_PROFILE_UNSPECIFIED"
  | "NO_PERFORMANCE"
  | "NONE";
export type DatapathProvider =
  | "DATAPATH_PROVIDER_UNSPECIFIED"
  | "LEGACY_DATAPATH"
  | "ADVANCED_DATAPATH";
export type PrivateIPv6GoogleAccess =
  | "PRIVATE_IPV6_GOOGLE_ACCESS_UNSPECIFIED"
  | "PRIVATE_IPV6_GOOGLE_ACCESS_DISABLED"
  | "PRIVATE_IPV6_GOOGLE_ACCESS_TO_GOOGLE"
  | "PRIVATE_IPV6_GOOGLE_ACCESS_BIDIRECTIONAL";
export type DNSConfigProvider =
  | "PROVIDER_UNSPECIFIED"
  | "PLATFORM_DEFAULT"
  | "CLOUD_DNS"
  | "KUBE_DNS";
export type DNSConfigDNSScope =
  | "DNS_SCOPE_UNSPECIFIED"
  | "CLUSTER_SCOPE"
  | "VPC_SCOPE";
export type GatewayAPIConfigChannel =
  | "CHANNEL_UNSPECIFIED"
  | "CHANNEL_DISABLED"
  | "CHANNEL_EXPERIMENTAL"
  | "CHANNEL_STANDARD";
export type NetworkConfigClusterNetworkPerformanceConfigTier =
  | "TIER_UNSPECIFIED"
  | "TIER_1";
export type InTransitEncryptionConfig =
  | "IN_TRANSIT_ENCRYPTION_CONFIG_UNSPECIFIED"
  | "IN_TRANSIT_ENCRYPTION_DISABLED"
  | "IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT";
export type DataplaneV2ConfigScalabilityMode =
  | "SCALABILITY_MODE_UNSPECIFIED"
  | "DISABLED"
  | "SCALE_OPTIMIZED";
export type ReleaseChannelChannel =
  | "UNSPECIFIED"
  | "RAPID"
  | "REGULAR"
  | "STABLE"
  | "EXTENDED";
export type ClusterTelemetryType =
  | "UNSPECIFIED"
  | "DISABLED"
  | "ENABLED"
  | "SYSTEM_ONLY";
export type NotificationConfigEventType =
  | "EVENT_TYPE_UNSPECIFIED"
  | "UPGRADE_AVAILABLE_EVENT"
  | "UPGRADE_EVENT"
  | "SECURITY_BULLETIN_EVENT"
  | "UPGRADE_INFO_EVENT";
export type ClusterStatus =
  | "STATUS_UNSPECIFIED"
  | "PROVISIONING"
  | "RUNNING"
  | "RECONCILING"
  | "STOPPING"
  | "ERROR"
  | "DEGRADED";
export type DatabaseEncryptionState =
  | "UNKNOWN"
  | "ENCRYPTED"
  | "DECRYPTED"
  | "ALL_OBJECTS_ENCRYPTION_ENABLED";
export type DatabaseEncryptionCurrentState =
  | "CURRENT_STATE_UNSPECIFIED"
  | "CURRENT_STATE_ENCRYPTED"
  | "CURRENT_STATE_DECRYPTED"
  | "CURRENT_STATE_ENCRYPTION_PENDING"
  | "CURRENT_STATE_ENCRYPTION_ERROR"
  | "CURRENT_STATE_DECRYPTION_PENDING"
  | "CURRENT_STATE_DECRYPTION_ERROR"
  | "CURRENT_STATE_ALL_OBJECTS_ENCRYPTION_ENABLED"
  | "CURRENT_STATE_ALL_OBJECTS_ENCRYPTION_PENDING"
  | "CURRENT_STATE_ALL_OBJECTS_ENCRYPTION_ERROR";
export type AutopilotConversionStatusState =
  | "STATE_UNSPECIFIED"
  | "DONE";
export type LoggingComponentConfigComponent =
  | "COMPONENT_UNSPECIFIED"
  | "SYSTEM_COMPONENTS"
  | "WORKLOADS"
  | "APISERVER"
  | "SCHEDULER"
  | "CONTROLLER_MANAGER"
  | "KCP_SSHD"
  | "KCP_CONNECTION"
  | "KCP_HPA";
export type MonitoringComponentConfigComponent =
  | "COMPONENT_UNSPECIFIED"
  | "SYSTEM_COMPONENTS"
  | "WORKLOADS"
  | "APISERVER"
  | "SCHEDULER"
  | "CONTROLLER_MANAGER"
  | "STORAGE"
  | "HPA"
  | "POD"
  | "DAEMONSET"
  | "DEPLOYMENT"
  | "STATEFULSET"
  | "CADVISOR"
  | "KUBELET"
  | "DCGM"
  | "JOBSET";
export type AutoMonitoringConfigScope =
  | "SCOPE_UNSPECIFIED"
  | "ALL"
  | "NONE";
export type AdvancedDatapathObservabilityConfigRelayMode =
  | "RELAY_MODE_UNSPECIFIED"
  | "DISABLED"
  | "INTERNAL_VPC_LB"
  | "EXTERNAL_LB";
export type WorkloadConfigMode =
  | "MODE_UNSPECIFIED"
  | "DISABLED"
  | "BASIC"
  | "BASELINE"
  | "RESTRICTED";
export type ProtectConfigWorkloadVulnerabilityMode =
  | "WORKLOAD_VULNERABILITY_MODE_UNSPECIFIED"
  | "DISABLED"
  | "BASIC";
export type PodAutoscalingHPAProfile =
  | "HPA_PROFILE_UNSPECIFIED"
  | "NONE"
  | "PERFORMANCE";
export type FleetMembershipType =
  | "MEMBERSHIP_TYPE_UNSPECIFIED"
  | "LIGHTWEIGHT";
export type SecurityPostureConfigMode =
  | "MODE_UNSPECIFIED"
  | "DISABLED"
  | "BASIC"
  | "ENTERPRISE";
export type SecurityPostureConfigVulnerabilityMode =
  | "VULNERABILITY_MODE_UNSPECIFIED"
  | "VULNERABILITY_DISABLED"
  | "VULNERABILITY_BASIC"
  | "VULNERABILITY_ENTERPRISE";
export type EnterpriseConfigClusterTier =
  | "CLUSTER_TIER_UNSPECIFIED"
  | "STANDARD"
  | "ENTERPRISE";
export type CompliancePostureConfigMode =
  | "MODE_UNSPECIFIED"
  | "DISABLED"
  | "ENABLED";
export type GkeAutoUpgradeConfigPatchMode =
  | "PATCH_MODE_UNSPECIFIED"
  | "ACCELERATED";
export type AnonymousAuthenticationConfigMode =
  | "MODE_UNSPECIFIED"
  | "ENABLED"
  | "LIMITED";
export type ManagedOpenTelemetryConfigScope =
  | "SCOPE_UNSPECIFIED"
  | "NONE"
  | "COLLECTION_AND_INSTRUMENTATION_COMPONENTS";
export type ControlPlaneEgressMode =
  | "MODE_UNSPECIFIED"
  | "VIA_CONTROL_PLANE"
  | "NONE";
export type NodeCreationConfigMode =
  | "MODE_UNSPECIFIED"
  | "VIA_KUBELET"
  | "VIA_CONTROL_PLANE";
export type OperationType =
  | "TYPE_UNSPECIFIED"
  | "CREATE_CLUSTER"
  | "DELETE_CLUSTER"
  | "UPGRADE_MASTER"
  | "UPGRADE_NODES"
  | "REPAIR_CLUSTER"
  | "UPDATE_CLUSTER"
  | "CREATE_NODE_POOL"
  | "DELETE_NODE_POOL"
  | "SET_NODE_POOL_MANAGEMENT"
  | "AUTO_REPAIR_NODES"
  | "AUTO_UPGRADE_NODES"
  | "SET_LABELS"
  | "SET_MASTER_AUTH"
  | "SET_NODE_POOL_SIZE"
  | "SET_NETWORK_POLICY"
  | "SET_MAINTENANCE_POLICY"
  | "RESIZE_CLUSTER"
  | "FLEET_FEATURE_UPGRADE";
export type OperationStatus =
  | "STATUS_UNSPECIFIED"
  | "PENDING"
  | "RUNNING"
  | "DONE"
  | "ABORTING";
export type StackType =
  | "STACK_TYPE_UNSPECIFIED"
  | "IPV4"
  | "IPV4_IPV6";
export type SetMasterAuthRequestAction =
  | "UNKNOWN"
  | "SET_PASSWORD"
  | "GENERATE_PASSWORD"
  | "SET_USERNAME";
export type UsableSubnetworkSecondaryRangeStatus =
  | "UNKNOWN"
  | "UNUSED"
  | "IN_USE_SERVICE"
  | "IN_USE_SHAREABLE_POD"
  | "IN_USE_MANAGED_POD";
export type AutopilotCompatibilityIssueIssueType =
  | "UNSPECIFIED"
  | "INCOMPATIBILITY"
  | "ADDITIONAL_CONFIG_REQUIRED"
  | "PASSED_WITH_OPTIONAL_CONFIG";
export type LocationLocationType =
  | "LOCATION_TYPE_UNSPECIFIED"
  | "ZONE"
  | "REGION";
export type ClusterUpgradeInfoAutoUpgradeStatus =
  | "UNKNOWN"
  | "ACTIVE"
  | "MINOR_UPGRADE_PAUSED"
  | "UPGRADE_PAUSED";
export type ClusterUpgradeInfoAutoUpgradePausedReason =
  | "AUTO_UPGRADE_PAUSED_REASON_UNSPECIFIED"
  | "MAINTENANCE_WINDOW"
  | "MAINTENANCE_EXCLUSION_NO_UPGRADES"
  | "MAINTENANCE_EXCLUSION_NO_MINOR_UPGRADES"
  | "CLUSTER_DISRUPTION_BUDGET"
  | "CLUSTER_DISRUPTION_BUDGET_MINOR_UPGRADE"
  | "SYSTEM_CONFIG";
export type UpgradeDetailsState =
  | "UNKNOWN"
  | "FAILED"
  | "SUCCEEDED"
  | "CANCELED"
  | "RUNNING";
export type UpgradeDetailsStartType =
  | "START_TYPE_UNSPECIFIED"
  | "AUTOMATIC"
  | "MANUAL";
export type RollbackSafeUpgradeStatusMode =
  | "MODE_UNSPECIFIED"
  | "KCP_MINOR_UPGRADE_ROLLBACK_SAFE_MODE";
export type NodePoolUpgradeInfoAutoUpgradeStatus =
  | "UNKNOWN"
  | "ACTIVE"
  | "MINOR_UPGRADE_PAUSED"
  | "UPGRADE_PAUSED";
export type NodePoolUpgradeInfoAutoUpgradePausedReason =
  | "AUTO_UPGRADE_PAUSED_REASON_UNSPECIFIED"
  | "MAINTENANCE_WINDOW"
  | "MAINTENANCE_EXCLUSION_NO_UPGRADES"
  | "MAINTENANCE_EXCLUSION_NO_MINOR_UPGRADES"
  | "SYSTEM_CONFIG";
export interface ListClustersRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  parent?: string | undefined;
}
export interface ListClustersResponse {
  clusters?: Cluster[] | undefined;
  missingZones?: string[] | undefined;
}
export interface Cluster {
  name?: string | undefined;
  description?: string | undefined;
  initialNodeCount?: number | undefined;
  nodeConfig?: NodeConfig | undefined;
  masterAuth?: MasterAuth | undefined;
  loggingService?: string | undefined;
  monitoringService?: string | undefined;
  network?: string | undefined;
  clusterIpv4Cidr?: string | undefined;
  addonsConfig?: AddonsConfig | undefined;
  subnetwork?: string | undefined;
  nodePools?: NodePool[] | undefined;
  locations?: string[] | undefined;
  enableKubernetesAlpha?: boolean | undefined;
  alphaClusterFeatureGates?: string[] | undefined;
  enableK8sBetaApis?: K8sBetaAPIConfig | undefined;
  resourceLabels?: Record<string, string> | undefined;
  labelFingerprint?: string | undefined;
  legacyAbac?: LegacyAbac | undefined;
  networkPolicy?: NetworkPolicy | undefined;
  ipAllocationPolicy?: IPAllocationPolicy | undefined;
  masterAuthorizedNetworksConfig?: MasterAuthorizedNetworksConfig | undefined;
  maintenancePolicy?: MaintenancePolicy | undefined;
  binaryAuthorization?: BinaryAuthorization | undefined;
  podSecurityPolicyConfig?: PodSecurityPolicyConfig | undefined;
  autoscaling?: ClusterAutoscaling | undefined;
  networkConfig?: NetworkConfig | undefined;
  privateCluster?: boolean | undefined;
  masterIpv4CidrBlock?: string | undefined;
  defaultMaxPodsConstraint?: MaxPodsConstraint | undefined;
  resourceUsageExportConfig?: ResourceUsageExportConfig | undefined;
  authenticatorGroupsConfig?: AuthenticatorGroupsConfig | undefined;
  privateClusterConfig?: PrivateClusterConfig | undefined;
  verticalPodAutoscaling?: VerticalPodAutoscaling | undefined;
  shieldedNodes?: ShieldedNodes | undefined;
  releaseChannel?: ReleaseChannel | undefined;
  workloadIdentityConfig?: WorkloadIdentityConfig | undefined;
  workloadCertificates?: WorkloadCertificates | undefined;
  meshCertificates?: MeshCertificates | undefined;
  workloadAltsConfig?: WorkloadALTSConfig | undefined;
  costManagementConfig?: CostManagementConfig | undefined;
  clusterTelemetry?: ClusterTelemetry | undefined;
  tpuConfig?: TpuConfig | undefined;
  notificationConfig?: NotificationConfig | undefined;
  confidentialNodes?: ConfidentialNodes | undefined;
  identityServiceConfig?: IdentityServiceConfig | undefined;
  selfLink?: string | undefined;
  zone?: string | undefined;
  endpoint?: string | undefined;
  initialClusterVersion?: string | undefined;
  currentMasterVersion?: string | undefined;
  currentEmulatedVersion?: string | undefined;
  rollbackSafeUpgrade?: RollbackSafeUpgrade | undefined;
  nodePoolUpgradeConcurrencyConfig?: NodePoolUpgradeConcurrencyConfig | undefined;
  currentNodeVersion?: string | undefined;
  createTime?: string | undefined;
  status?: ClusterStatus | undefined;
  statusMessage?: string | undefined;
  nodeIpv4CidrSize?: number | undefined;
  servicesIpv4Cidr?: string | undefined;
  instanceGroupUrls?: string[] | undefined;
  currentNodeCount?: number | undefined;
  expireTime?: string | undefined;
  location?: string | undefined;
  enableTpu?: boolean | undefined;
  tpuIpv4CidrBlock?: string | undefined;
  databaseEncryption?: DatabaseEncryption | undefined;
  conditions?: StatusCondition[] | undefined;
  master?: Master | undefined;
  autopilot?: Autopilot | undefined;
  id?: string | undefined;
  nodePoolDefaults?: NodePoolDefaults | undefined;
  loggingConfig?: LoggingConfig | undefined;
  monitoringConfig?: MonitoringConfig | undefined;
  nodePoolAutoConfig?: NodePoolAutoConfig | undefined;
  protectConfig?: ProtectConfig | undefined;
  podAutoscaling?: PodAutoscaling | undefined;
  etag?: string | undefined;
  fleet?: Fleet | undefined;
  securityPostureConfig?: SecurityPostureConfig | undefined;
  controlPlaneEndpointsConfig?: ControlPlaneEndpointsConfig | undefined;
  enterpriseConfig?: EnterpriseConfig | undefined;
  secretManagerConfig?: SecretManagerConfig | undefined;
  compliancePostureConfig?: CompliancePostureConfig | undefined;
  satisfiesPzs?: boolean | undefined;
  satisfiesPzi?: boolean | undefined;
  userManagedKeysConfig?: UserManagedKeysConfig | undefined;
  rbacBindingConfig?: RBACBindingConfig | undefined;
  gkeAutoUpgradeConfig?: GkeAutoUpgradeConfig | undefined;
  anonymousAuthenticationConfig?: AnonymousAuthenticationConfig | undefined;
  scheduleUpgradeConfig?: ScheduleUpgradeConfig | undefined;
  secretSyncConfig?: SecretSyncConfig | undefined;
  managedOpentelemetryConfig?: ManagedOpenTelemetryConfig | undefined;
  controlPlaneEgress?: ControlPlaneEgress | undefined;
  managedMachineLearningDiagnosticsConfig?: ManagedMachineLearningDiagnosticsConfig | undefined;
  nodeCreationConfig?: NodeCreationConfig | undefined;
}
export interface NodeConfig {
  machineType?: string | undefined;
  diskSizeGb?: number | undefined;
  oauthScopes?: string[] | undefined;
  serviceAccount?: string | undefined;
  metadata?: Record<string, string> | undefined;
  imageType?: string | undefined;
  nodeImageConfig?: CustomImageConfig | undefined;
  labels?: Record<string, string> | undefined;
  localSsdCount?: number | undefined;
  tags?: string[] | undefined;
  preemptible?: boolean | undefined;
  accelerators?: AcceleratorConfig[] | undefined;
  sandboxConfig?: SandboxConfig | undefined;
  nodeGroup?: string | undefined;
  reservationAffinity?: ReservationAffinity | undefined;
  diskType?: string | undefined;
  minCpuPlatform?: string | undefined;
  workloadMetadataConfig?: WorkloadMetadataConfig | undefined;
  taints?: NodeTaint[] | undefined;
  bootDiskKmsKey?: string | undefined;
  shieldedInstanceConfig?: ShieldedInstanceConfig | undefined;
  linuxNodeConfig?: LinuxNodeConfig | undefined;
  kubeletConfig?: NodeKubeletConfig | undefined;
  ephemeralStorageConfig?: EphemeralStorageConfig | undefined;
  gcfsConfig?: GcfsConfig | undefined;
  advancedMachineFeatures?: AdvancedMachineFeatures | undefined;
  gvnic?: VirtualNIC | undefined;
  spot?: boolean | undefined;
  confidentialNodes?: ConfidentialNodes | undefined;
  fastSocket?: FastSocket | undefined;
  resourceLabels?: Record<string, string> | undefined;
  loggingConfig?: NodePoolLoggingConfig | undefined;
  windowsNodeConfig?: WindowsNodeConfig | undefined;
  localNvmeSsdBlockConfig?: LocalNvmeSsdBlockConfig | undefined;
  ephemeralStorageLocalSsdConfig?: EphemeralStorageLocalSsdConfig | undefined;
  soleTenantConfig?: SoleTenantConfig | undefined;
  containerdConfig?: ContainerdConfig | undefined;
  hostMaintenancePolicy?: HostMaintenancePolicy | undefined;
  resourceManagerTags?: ResourceManagerTags | undefined;
  enableConfidentialStorage?: boolean | undefined;
  secondaryBootDisks?: SecondaryBootDisk[] | undefined;
  storagePools?: string[] | undefined;
  secondaryBootDiskUpdateStrategy?: SecondaryBootDiskUpdateStrategy | undefined;
  gpuDirectConfig?: GPUDirectConfig | undefined;
  maxRunDuration?: string | undefined;
  localSsdEncryptionMode?: NodeConfigLocalSsdEncryptionMode | undefined;
  effectiveCgroupMode?: NodeConfigEffectiveCgroupMode | undefined;
  flexStart?: boolean | undefined;
  bootDisk?: BootDisk | undefined;
  consolidationDelay?: string | undefined;
  taintConfig?: TaintConfig | undefined;
}
export interface CustomImageConfig {
  image?: string | undefined;
  imageProject?: string | undefined;
}
export interface AcceleratorConfig {
  acceleratorCount?: string | undefined;
  acceleratorType?: string | undefined;
  gpuPartitionSize?: string | undefined;
  maxTimeSharedClientsPerGpu?: string | undefined;
  gpuSharingConfig?: GPUSharingConfig | undefined;
  gpuDriverInstallationConfig?: GPUDriverInstallationConfig | undefined;
}
export interface GPUSharingConfig {
  maxSharedClientsPerGpu?: string | undefined;
  gpuSharingStrategy?: GPUSharingConfigGPUSharingStrategy | undefined;
}
export interface GPUDriverInstallationConfig {
  gpuDriverVersion?: GPUDriverInstallationConfigGPUDriverVersion | undefined;
}
export interface SandboxConfig {
  sandboxType?: string | undefined;
  type?: SandboxConfigType | undefined;
}
export interface ReservationAffinity {
  consumeReservationType?: ReservationAffinityType | undefined;
  key?: string | undefined;
  values?: string[] | undefined;
}
export interface WorkloadMetadataConfig {
  nodeMetadata?: WorkloadMetadataConfigNodeMetadata | undefined;
  mode?: WorkloadMetadataConfigMode | undefined;
}
export interface NodeTaint {
  key?: string | undefined;
  value?: string | undefined;
  effect?: NodeTaintEffect | undefined;
}
export interface ShieldedInstanceConfig {
  enableSecureBoot?: boolean | undefined;
  enableIntegrityMonitoring?: boolean | undefined;
}
export interface LinuxNodeConfig {
  sysctls?: Record<string, string> | undefined;
  cgroupMode?: LinuxNodeConfigCgroupMode | undefined;
  hugepages?: LinuxNodeConfigHugepagesConfig | undefined;
  transparentHugepageEnabled?: LinuxNodeConfigTransparentHugepageEnabled | undefined;
  transparentHugepageDefrag?: LinuxNodeConfigTransparentHugepageDefrag | undefined;
  customNodeInit?: LinuxNodeConfigCustomNodeInit | undefined;
  swapConfig?: LinuxNodeConfigSwapConfig | undefined;
  nodeKernelModuleLoading?: LinuxNodeConfigNodeKernelModuleLoading | undefined;
  accurateTimeConfig?: LinuxNodeConfigAccurateTimeConfig | undefined;
}
export interface LinuxNodeConfigHugepagesConfig {
  hugepageSize2m?: number | undefined;
  hugepageSize1g?: number | undefined;
}
export interface LinuxNodeConfigCustomNodeInit {
  initScript?: LinuxNodeConfigCustomNodeInitInitScript | undefined;
}
export interface LinuxNodeConfigCustomNodeInitInitScript {
  gcsUri?: string | undefined;
  gcsGeneration?: string | undefined;
  args?: string[] | undefined;
  gcpSecretManagerSecretUri?: string | undefined;
}
export interface LinuxNodeConfigSwapConfig {
  enabled?: boolean | undefined;
  encryptionConfig?: LinuxNodeConfigSwapConfigEncryptionConfig | undefined;
  bootDiskProfile?: LinuxNodeConfigSwapConfigBootDiskProfile | undefined;
  ephemeralLocalSsdProfile?: LinuxNodeConfigSwapConfigEphemeralLocalSsdProfile | undefined;
  dedicatedLocalSsdProfile?: LinuxNodeConfigSwapConfigDedicatedLocalSsdProfile | undefined;
}
export interface LinuxNodeConfigSwapConfigEncryptionConfig {
  disabled?: boolean | undefined;
}
export interface LinuxNodeConfigSwapConfigBootDiskProfile {
  swapSizeGib?: string | undefined;
  swapSizePercent?: number | undefined;
}
export interface LinuxNodeConfigSwapConfigEphemeralLocalSsdProfile {
  swapSizeGib?: string | undefined;
  swapSizePercent?: number | undefined;
}
export interface LinuxNodeConfigSwapConfigDedicatedLocalSsdProfile {
  diskCount?: string | undefined;
}
export interface LinuxNodeConfigNodeKernelModuleLoading {
  policy?: LinuxNodeConfigNodeKernelModuleLoadingPolicy | undefined;
}
export interface LinuxNodeConfigAccurateTimeConfig {
  enablePtpKvmTimeSync?: boolean | undefined;
}
export interface NodeKubeletConfig {
  cpuManagerPolicy?: string | undefined;
  topologyManager?: TopologyManager | undefined;
  memoryManager?: MemoryManager | undefined;
  cpuCfsQuota?: boolean | undefined;
  cpuCfsQuotaPeriod?: string | undefined;
  podPidsLimit?: string | undefined;
  insecureKubeletReadonlyPortEnabled?: boolean | undefined;
  imageGcLowThresholdPercent?: number | undefined;
  imageGcHighThresholdPercent?: number | undefined;
  imageMinimumGcAge?: string | undefined;
  imageMaximumGcAge?: string | undefined;
  containerLogMaxSize?: string | undefined;
  containerLogMaxFiles?: number | undefined;
  allowedUnsafeSysctls?: string[] | undefined;
  evictionSoft?: EvictionSignals | undefined;
  evictionSoftGracePeriod?: EvictionGracePeriod | undefined;
  evictionMinimumReclaim?: EvictionMinimumReclaim | undefined;
  evictionMaxPodGracePeriodSeconds?: number | undefined;
  maxParallelImagePulls?: number | undefined;
  singleProcessOomKill?: boolean | undefined;
  crashLoopBackOff?: NodeKubeletConfigCrashLoopBackOffConfig | undefined;
  shutdownGracePeriodSeconds?: number | undefined;
  shutdownGracePeriodCriticalPodsSeconds?: number | undefined;
}
export interface TopologyManager {
  policy?: string | undefined;
  scope?: string | undefined;
}
export interface MemoryManager {
  policy?: string | undefined;
}
export interface EvictionSignals {
  memoryAvailable?: string | undefined;
  nodefsAvailable?: string | undefined;
  nodefsInodesFree?: string | undefined;
  imagefsAvailable?: string | undefined;
  imagefsInodesFree?: string | undefined;
  pidAvailable?: string | undefined;
}
export interface EvictionGracePeriod {
  memoryAvailable?: string | undefined;
  nodefsAvailable?: string | undefined;
  nodefsInodesFree?: string | undefined;
  imagefsAvailable?: string | undefined;
  imagefsInodesFree?: string | undefined;
  pidAvailable?: string | undefined;
}
export interface EvictionMinimumReclaim {
  memoryAvailable?: string | undefined;
  nodefsAvailable?: string | undefined;
  nodefsInodesFree?: string | undefined;
  imagefsAvailable?: string | undefined;
  imagefsInodesFree?: string | undefined;
  pidAvailable?: string | undefined;
}
export interface NodeKubeletConfigCrashLoopBackOffConfig {
  maxContainerRestartPeriod?: string | undefined;
}
export interface EphemeralStorageConfig {
  localSsdCount?: number | undefined;
}
export interface GcfsConfig {
  enabled?: boolean | undefined;
}
export interface AdvancedMachineFeatures {
  threadsPerCore?: string | undefined;
  enableNestedVirtualization?: boolean | undefined;
  performanceMonitoringUnit?: AdvancedMachineFeaturesPerformanceMonitoringUnit | undefined;
}
export interface VirtualNIC {
  enabled?: boolean | undefined;
}
export interface ConfidentialNodes {
  enabled?: boolean | undefined;
  confidentialInstanceType?: ConfidentialNodesConfidentialInstanceType | undefined;
}
export interface FastSocket {
  enabled?: boolean | undefined;
}
export interface NodePoolLoggingConfig {
  variantConfig?: LoggingVariantConfig | undefined;
}
export interface LoggingVariantConfig {
  variant?: LoggingVariantConfigVariant | undefined;
}
export interface WindowsNodeConfig {
  osVersion?: WindowsNodeConfigOSVersion | undefined;
}
export interface LocalNvmeSsdBlockConfig {
  localSsdCount?: number | undefined;
}
export interface EphemeralStorageLocalSsdConfig {
  localSsdCount?: number | undefined;
  dataCacheCount?: number | undefined;
}
export interface SoleTenantConfig {
  nodeAffinities?: SoleTenantConfigNodeAffinity[] | undefined;
  minNodeCpus?: number | undefined;
}
export interface SoleTenantConfigNodeAffinity {
  key?: string | undefined;
  operator?: SoleTenantConfigNodeAffinityOperator | undefined;
  values?: string[] | undefined;
}
export interface ContainerdConfig {
  privateRegistryAccessConfig?: ContainerdConfigPrivateRegistryAccessConfig | undefined;
  writableCgroups?: ContainerdConfigWritableCgroups | undefined;
  registryHosts?: ContainerdConfigRegistryHostConfig[] | undefined;
}
export interface ContainerdConfigPrivateRegistryAccessConfig {
  enabled?: boolean | undefined;
  certificateAuthorityDomainConfig?: ContainerdConfigPrivateRegistryAccessConfigCertificateAuthorityDomainConfig[] | undefined;
}
export interface ContainerdConfigPrivateRegistryAccessConfigCertificateAuthorityDomainConfig {
  fqdns?: string[] | undefined;
  gcpSecretManagerCertificateConfig?: ContainerdConfigPrivateRegistryAccessConfigCertificateAuthorityDomainConfigGCPSecretManagerCertificateConfig | undefined;
}
export interface ContainerdConfigPrivateRegistryAccessConfigCertificateAuthorityDomainConfigGCPSecretManagerCertificateConfig {
  secretUri?: string | undefined;
}
export interface ContainerdConfigWritableCgroups {
  enabled?: boolean | undefined;
}
export interface ContainerdConfigRegistryHostConfig {
  server?: string | undefined;
  hosts?: ContainerdConfigRegistryHostConfigHostConfig[] | undefined;
}
export interface ContainerdConfigRegistryHostConfigHostConfig {
  host?: string | undefined;
  capabilities?: ContainerdConfigRegistryHostConfigHostCapability[] | undefined;
  overridePath?: boolean | undefined;
  header?: ContainerdConfigRegistryHostConfigRegistryHeader[] | undefined;
  ca?: ContainerdConfigRegistryHostConfigCertificateConfig[] | undefined;
  client?: ContainerdConfigRegistryHostConfigCertificateConfigPair[] | undefined;
  dialTimeout?: string | undefined;
}
export interface ContainerdConfigRegistryHostConfigRegistryHeader {
  key?: string | undefined;
  value?: string[] | undefined;
}
export interface ContainerdConfigRegistryHostConfigCertificateConfig {
  gcpSecretManagerSecretUri?: string | undefined;
}
export interface ContainerdConfigRegistryHostConfigCertificateConfigPair {
  cert?: ContainerdConfigRegistryHostConfigCertificateConfig | undefined;
  key?: ContainerdConfigRegistryHostConfigCertificateConfig | undefined;
}
export interface HostMaintenancePolicy {
  maintenanceInterval?: HostMaintenancePolicyMaintenanceInterval | undefined;
  opportunisticMaintenanceStrategy?: HostMaintenancePolicyOpportunisticMaintenanceStrategy | undefined;
}
export interface HostMaintenancePolicyOpportunisticMaintenanceStrategy {
  nodeIdleTimeWindow?: string | undefined;
  maintenanceAvailabilityWindow?: string | undefined;
  minNodesPerPool?: string | undefined;
}
export interface ResourceManagerTags {
  tags?: Record<string, string> | undefined;
}
export interface SecondaryBootDisk {
  mode?: SecondaryBootDiskMode | undefined;
  diskImage?: string | undefined;
}
export interface SecondaryBootDiskUpdateStrategy {
}
export interface GPUDirectConfig {
  gpuDirectStrategy?: GPUDirectConfigGPUDirectStrategy | undefined;
}
export interface BootDisk {
  diskType?: string | undefined;
  sizeGb?: string | undefined;
  provisionedIops?: string | undefined;
  provisionedThroughput?: string | undefined;
}
export interface TaintConfig {
  architectureTaintBehavior?: TaintConfigArchitectureTaintBehavior | undefined;
}
export interface MasterAuth {
  username?: string | undefined;
  password?: string | undefined;
  clientCertificateConfig?: ClientCertificateConfig | undefined;
  clusterCaCertificate?: string | undefined;
  clientCertificate?: string | undefined;
  clientKey?: string | undefined;
}
export interface ClientCertificateConfig {
  issueClientCertificate?: boolean | undefined;
}
export interface AddonsConfig {
  httpLoadBalancing?: HttpLoadBalancing | undefined;
  horizontalPodAutoscaling?: HorizontalPodAutoscaling | undefined;
  kubernetesDashboard?: KubernetesDashboard | undefined;
  networkPolicyConfig?: NetworkPolicyConfig | undefined;
  istioConfig?: IstioConfig | undefined;
  cloudRunConfig?: CloudRunConfig | undefined;
  dnsCacheConfig?: DnsCacheConfig | undefined;
  configConnectorConfig?: ConfigConnectorConfig | undefined;
  gcePersistentDiskCsiDriverConfig?: GcePersistentDiskCsiDriverConfig | undefined;
  kalmConfig?: KalmConfig | undefined;
  gcpFilestoreCsiDriverConfig?: GcpFilestoreCsiDriverConfig | undefined;
  gkeBackupAgentConfig?: GkeBackupAgentConfig | undefined;
  gcsFuseCsiDriverConfig?: GcsFuseCsiDriverConfig | undefined;
  statefulHaConfig?: StatefulHAConfig | undefined;
  parallelstoreCsiDriverConfig?: ParallelstoreCsiDriverConfig | undefined;
  rayOperatorConfig?: RayOperatorConfig | undefined;
  highScaleCheckpointingConfig?: HighScaleCheckpointingConfig | undefined;
  lustreCsiDriverConfig?: LustreCsiDriverConfig | undefined;
  podSnapshotConfig?: PodSnapshotConfig | undefined;
  slurmOperatorConfig?: SlurmOperatorConfig | undefined;
  sliceControllerConfig?: SliceControllerConfig | undefined;
  agentSandboxConfig?: AgentSandboxConfig | undefined;
  nodeReadinessConfig?: NodeReadinessConfig | undefined;
}
export interface HttpLoadBalancing {
  disabled?: boolean | undefined;
}
export interface HorizontalPodAutoscaling {
  disabled?: boolean | undefined;
}
export interface KubernetesDashboard {
  disabled?: boolean | undefined;
}
export interface NetworkPolicyConfig {
  disabled?: boolean | undefined;
}
export interface IstioConfig {
  disabled?: boolean | undefined;
  auth?: IstioConfigIstioAuthMode | undefined;
}
export interface CloudRunConfig {
  disabled?: boolean | undefined;
  loadBalancerType?: CloudRunConfigLoadBalancerType | undefined;
}
export interface DnsCacheConfig {
  enabled?: boolean | undefined;
}
export interface ConfigConnectorConfig {
  enabled?: boolean | undefined;
}
export interface GcePersistentDiskCsiDriverConfig {
  enabled?: boolean | undefined;
}
export interface KalmConfig {
  enabled?: boolean | undefined;
}
export interface GcpFilestoreCsiDriverConfig {
  enabled?: boolean | undefined;
}
export interface GkeBackupAgentConfig {
  enabled?: boolean | undefined;
}
export interface GcsFuseCsiDriverConfig {
  enabled?: boolean | undefined;
}
export interface StatefulHAConfig {
  enabled?: boolean | undefined;
}
export interface ParallelstoreCsiDriverConfig {
  enabled?: boolean | undefined;
}
export interface RayOperatorConfig {
  enabled?: boolean | undefined;
  rayClusterLoggingConfig?: RayClusterLoggingConfig | undefined;
  rayClusterMonitoringConfig?: RayClusterMonitoringConfig | undefined;
}
export interface RayClusterLoggingConfig {
  enabled?: boolean | undefined;
}
export interface RayClusterMonitoringConfig {
  enabled?: boolean | undefined;
}
export interface HighScaleCheckpointingConfig {
  enabled?: boolean | undefined;
}
export interface LustreCsiDriverConfig {
  enabled?: boolean | undefined;
  enableLegacyLustrePort?: boolean | undefined;
  disableMultiNic?: boolean | undefined;
}
export interface PodSnapshotConfig {
  enabled?: boolean | undefined;
}
export interface SlurmOperatorConfig {
  enabled?: boolean | undefined;
}
export interface SliceControllerConfig {
  enabled?: boolean | undefined;
}
export interface AgentSandboxConfig {
  enabled?: boolean | undefined;
}
export interface NodeReadinessConfig {
  enabled?: boolean | undefined;
}
export interface NodePool {
  name?: string | undefined;
  config?: NodeConfig | undefined;
  initialNodeCount?: number | undefined;
  locations?: string[] | undefined;
  networkConfig?: NodeNetworkConfig | undefined;
  selfLink?: string | undefined;
  version?: string | undefined;
  instanceGroupUrls?: string[] | undefined;
  status?: NodePoolStatus | undefined;
  statusMessage?: string | undefined;
  autoscaling?: NodePoolAutoscaling | undefined;
  management?: NodeManagement | undefined;
  maxPodsConstraint?: MaxPodsConstraint | undefined;
  conditions?: StatusCondition[] | undefined;
  podIpv4CidrSize?: number | undefined;
  upgradeSettings?: NodePoolUpgradeSettings | undefined;
  placementPolicy?: NodePoolPlacementPolicy | undefined;
  updateInfo?: NodePoolUpdateInfo | undefined;
  etag?: string | undefined;
  queuedProvisioning?: NodePoolQueuedProvisioning | undefined;
  bestEffortProvisioning?: BestEffortProvisioning | undefined;
  nodeDrainConfig?: NodePoolNodeDrainConfig | undefined;
  maintenancePolicy?: NodePoolNodePoolMaintenancePolicy | undefined;
}
export interface NodeNetworkConfig {
  createPodRange?: boolean | undefined;
  podRange?: string | undefined;
  podIpv4CidrBlock?: string | undefined;
  enablePrivateNodes?: boolean | undefined;
  networkPerformanceConfig?: NodeNetworkConfigNetworkPerformanceConfig | undefined;
  podCidrOverprovisionConfig?: PodCIDROverprovisionConfig | undefined;
  additionalNodeNetworkConfigs?: AdditionalNodeNetworkConfig[] | undefined;
  additionalPodNetworkConfigs?: AdditionalPodNetworkConfig[] | undefined;
  podIpv4RangeUtilization?: number | undefined;
  subnetwork?: string | undefined;
  networkTierConfig?: NetworkTierConfig | undefined;
  acceleratorNetworkProfile?: string | undefined;
}
export interface NodeNetworkConfigNetworkPerformanceConfig {
  totalEgressBandwidthTier?: NodeNetworkConfigNetworkPerformanceConfigTier | undefined;
  externalIpEgressBandwidthTier?: NodeNetworkConfigNetworkPerformanceConfigTier | undefined;
}
export interface PodCIDROverprovisionConfig {
  disable?: boolean | undefined;
}
export interface AdditionalNodeNetworkConfig {
  network?: string | undefined;
  subnetwork?: string | undefined;
}
export interface AdditionalPodNetworkConfig {
  subnetwork?: string | undefined;
  secondaryPodRange?: string | undefined;
  maxPodsPerNode?: MaxPodsConstraint | undefined;
}
export interface MaxPodsConstraint {
  maxPodsPerNode?: string | undefined;
}
export interface NetworkTierConfig {
  networkTier?: NetworkTierConfigNetworkTier | undefined;
}
export interface NodePoolAutoscaling {
  enabled?: boolean | undefined;
  minNodeCount?: number | undefined;
  maxNodeCount?: number | undefined;
  autoprovisioned?: boolean | undefined;
  locationPolicy?: NodePoolAutoscalingLocationPolicy | undefined;
  totalMinNodeCount?: number | undefined;
  totalMaxNodeCount?: number | undefined;
}
export interface NodeManagement {
  autoUpgrade?: boolean | undefined;
  autoRepair?: boolean | undefined;
  upgradeOptions?: AutoUpgradeOptions | undefined;
}
export interface AutoUpgradeOptions {
  autoUpgradeStartTime?: string | undefined;
  description?: string | undefined;
}
export interface StatusCondition {
  code?: StatusConditionCode | undefined;
  message?: string | undefined;
  canonicalCode?: Code | undefined;
}
export interface NodePoolUpgradeSettings {
  maxSurge?: number | undefined;
  maxUnavailable?: number | undefined;
  strategy?: NodePoolUpdateStrategy | undefined;
  blueGreenSettings?: BlueGreenSettings | undefined;
}
export interface BlueGreenSettings {
  standardRolloutPolicy?: BlueGreenSettingsStandardRolloutPolicy | undefined;
  autoscaledRolloutPolicy?: BlueGreenSettingsAutoscaledRolloutPolicy | undefined;
  nodePoolSoakDuration?: string | undefined;
}
export interface BlueGreenSettingsStandardRolloutPolicy {
  batchPercentage?: number | undefined;
  batchNodeCount?: number | undefined;
  batchSoakDuration?: string | undefined;
}
export interface BlueGreenSettingsAutoscaledRolloutPolicy {
  waitForDrainDuration?: string | undefined;
}
export interface NodePoolPlacementPolicy {
  type?: NodePoolPlacementPolicyType | undefined;
  tpuTopology?: string | undefined;
  policyName?: string | undefined;
}
export interface NodePoolUpdateInfo {
  blueGreenInfo?: NodePoolUpdateInfoBlueGreenInfo | undefined;
}
export interface NodePoolUpdateInfoBlueGreenInfo {
  phase?: NodePoolUpdateInfoBlueGreenInfoPhase | undefined;
  blueInstanceGroupUrls?: string[] | undefined;
  greenInstanceGroupUrls?: string[] | undefined;
  bluePoolDeletionStartTime?: string | undefined;
  greenPoolVersion?: string | undefined;
}
export interface NodePoolQueuedProvisioning {
  enabled?: boolean | undefined;
}
export interface BestEffortProvisioning {
  enabled?: boolean | undefined;
  minProvisionNodes?: number | undefined;
}
export interface NodePoolNodeDrainConfig {
  pdbTimeoutDuration?: string | undefined;
  graceTerminationDuration?: string | undefined;
  respectPdbDuringNodePoolDeletion?: boolean | undefined;
}
export interface NodePoolNodePoolMaintenancePolicy {
  exclusionUntilEndOfSupport?: NodePoolExclusionUntilEndOfSupport | undefined;
}
export interface NodePoolExclusionUntilEndOfSupport {
  enabled?: boolean | undefined;
  startTime?: string | undefined;
  endTime?: string | undefined;
}
export interface K8sBetaAPIConfig {
  enabledApis?: string[] | undefined;
}
export interface LegacyAbac {
  enabled?: boolean | undefined;
}
export interface NetworkPolicy {
  provider?: NetworkPolicyProvider | undefined;
  enabled?: boolean | undefined;
}
export interface IPAllocationPolicy {
  useIpAliases?: boolean | undefined;
  createSubnetwork?: boolean | undefined;
  subnetworkName?: string | undefined;
  clusterIpv4Cidr?: string | undefined;
  nodeIpv4Cidr?: string | undefined;
  servicesIpv4Cidr?: string | undefined;
  clusterSecondaryRangeName?: string | undefined;
  servicesSecondaryRangeName?: string | undefined;
  clusterIpv4CidrBlock?: string | undefined;
  nodeIpv4CidrBlock?: string | undefined;
  servicesIpv4CidrBlock?: string | undefined;
  allowRouteOverlap?: boolean | undefined;
  tpuIpv4CidrBlock?: string | undefined;
  useRoutes?: boolean | undefined;
  stackType?: IPAllocationPolicyStackType | undefined;
  ipv6AccessType?: IPAllocationPolicyIPv6AccessType | undefined;
  podCidrOverprovisionConfig?: PodCIDROverprovisionConfig | undefined;
  subnetIpv6CidrBlock?: string | undefined;
  servicesIpv6CidrBlock?: string | undefined;
  additionalPodRangesConfig?: AdditionalPodRangesConfig | undefined;
  defaultPodIpv4RangeUtilization?: number | undefined;
  additionalIpRangesConfigs?: AdditionalIPRangesConfig[] | undefined;
  autoIpamConfig?: AutoIpamConfig | undefined;
  networkTierConfig?: NetworkTierConfig | undefined;
}
export interface AdditionalPodRangesConfig {
  podRangeNames?: string[] | undefined;
  podRangeInfo?: RangeInfo[] | undefined;
}
export interface RangeInfo {
  rangeName?: string | undefined;
  utilization?: number | undefined;
}
export interface AdditionalIPRangesConfig {
  subnetwork?: string | undefined;
  podIpv4RangeNames?: string[] | undefined;
  status?: AdditionalIPRangesConfigStatus | undefined;
}
export interface AutoIpamConfig {
  enabled?: boolean | undefined;
}
export interface MasterAuthorizedNetworksConfig {
  enabled?: boolean | undefined;
  cidrBlocks?: MasterAuthorizedNetworksConfigCidrBlock[] | undefined;
  gcpPublicCidrsAccessEnabled?: boolean | undefined;
  privateEndpointEnforcementEnabled?: boolean | undefined;
}
export interface MasterAuthorizedNetworksConfigCidrBlock {
  displayName?: string | undefined;
  cidrBlock?: string | undefined;
}
export interface MaintenancePolicy {
  window?: MaintenanceWindow | undefined;
  resourceVersion?: string | undefined;
  disruptionBudget?: DisruptionBudget | undefined;
}
export interface MaintenanceWindow {
  dailyMaintenanceWindow?: DailyMaintenanceWindow | undefined;
  recurringWindow?: RecurringTimeWindow | undefined;
  recurringMaintenanceWindow?: RecurringMaintenanceWindow | undefined;
  maintenanceExclusions?: Record<string, TimeWindow> | undefined;
}
export interface DailyMaintenanceWindow {
  startTime?: string | undefined;
  duration?: string | undefined;
}
export interface RecurringTimeWindow {
  window?: TimeWindow | undefined;
  recurrence?: string | undefined;
}
export interface TimeWindow {
  maintenanceExclusionOptions?: MaintenanceExclusionOptions | undefined;
  startTime?: string | undefined;
  endTime?: string | undefined;
}
export interface MaintenanceExclusionOptions {
  scope?: MaintenanceExclusionOptionsScope | undefined;
  endTimeBehavior?: MaintenanceExclusionOptionsEndTimeBehavior | undefined;
}
export interface RecurringMaintenanceWindow {
  delayUntil?: TypeDate | undefined;
  windowStartTime?: TimeOfDay | undefined;
  windowDuration?: string | undefined;
  recurrence?: string | undefined;
}
export interface TypeDate {
  year?: number | undefined;
  month?: number | undefined;
  day?: number | undefined;
}
export interface TimeOfDay {
  hours?: number | undefined;
  minutes?: number | undefined;
  seconds?: number | undefined;
  nanos?: number | undefined;
}
export interface DisruptionBudget {
  minorVersionDisruptionInterval?: string | undefined;
  patchVersionDisruptionInterval?: string | undefined;
  lastMinorVersionDisruptionTime?: string | undefined;
  lastDisruptionTime?: string | undefined;
}
export interface BinaryAuthorization {
  enabled?: boolean | undefined;
  evaluationMode?: BinaryAuthorizationEvaluationMode | undefined;
  policyBindings?: BinaryAuthorizationPolicyBinding[] | undefined;
}
export interface BinaryAuthorizationPolicyBinding {
  name?: string | undefined;
}
export interface PodSecurityPolicyConfig {
  enabled?: boolean | undefined;
}
export interface ClusterAutoscaling {
  enableNodeAutoprovisioning?: boolean | undefined;
  resourceLimits?: ResourceLimit[] | undefined;
  autoscalingProfile?: ClusterAutoscalingAutoscalingProfile | undefined;
  autoprovisioningNodePoolDefaults?: AutoprovisioningNodePoolDefaults | undefined;
  autoprovisioningLocations?: string[] | undefined;
  defaultComputeClassConfig?: DefaultComputeClassConfig | undefined;
  autopilotGeneralProfile?: ClusterAutoscalingAutopilotGeneralProfile | undefined;
}
export interface ResourceLimit {
  resourceType?: string | undefined;
  minimum?: string | undefined;
  maximum?: string | undefined;
}
export interface AutoprovisioningNodePoolDefaults {
  oauthScopes?: string[] | undefined;
  serviceAccount?: string | undefined;
  upgradeSettings?: NodePoolUpgradeSettings | undefined;
  management?: NodeManagement | undefined;
  minCpuPlatform?: string | undefined;
  diskSizeGb?: number | undefined;
  diskType?: string | undefined;
  shieldedInstanceConfig?: ShieldedInstanceConfig | undefined;
  bootDiskKmsKey?: string | undefined;
  imageType?: string | undefined;
  insecureKubeletReadonlyPortEnabled?: boolean | undefined;
}
export interface DefaultComputeClassConfig {
  enabled?: boolean | undefined;
}
export interface NetworkConfig {
  network?: string | undefined;
  subnetwork?: string | undefined;
  enableIntraNodeVisibility?: boolean | undefined;
  defaultSnatStatus?: DefaultSnatStatus | undefined;
  enableL4ilbSubsetting?: boolean | undefined;
  datapathProvider?: DatapathProvider | undefined;
  privateIpv6GoogleAccess?: PrivateIPv6GoogleAccess | undefined;
  dnsConfig?: DNSConfig | undefined;
  serviceExternalIpsConfig?: ServiceExternalIPsConfig | undefined;
  gatewayApiConfig?: GatewayAPIConfig | undefined;
  enableMultiNetworking?: boolean | undefined;
  networkPerformanceConfig?: NetworkConfigClusterNetworkPerformanceConfig | undefined;
  enableFqdnNetworkPolicy?: boolean | undefined;
  inTransitEncryptionConfig?: InTransitEncryptionConfig | undefined;
  enableCiliumClusterwideNetworkPolicy?: boolean | undefined;
  defaultEnablePrivateNodes?: boolean | undefined;
  dataplaneV2Config?: DataplaneV2Config | undefined;
  disableL4LbFirewallReconciliation?: boolean | undefined;
}
export interface DefaultSnatStatus {
  disabled?: boolean | undefined;
}
export interface DNSConfig {
  clusterDns?: DNSConfigProvider | undefined;
  clusterDnsScope?: DNSConfigDNSScope | undefined;
  clusterDnsDomain?: string | undefined;
  additiveVpcScopeDnsDomain?: string | undefined;
}
export interface ServiceExternalIPsConfig {
  enabled?: boolean | undefined;
}
export interface GatewayAPIConfig {
  channel?: GatewayAPIConfigChannel | undefined;
}
export interface NetworkConfigClusterNetworkPerformanceConfig {
  totalEgressBandwidthTier?: NetworkConfigClusterNetworkPerformanceConfigTier | undefined;
}
export interface DataplaneV2Config {
  scalabilityMode?: DataplaneV2ConfigScalabilityMode | undefined;
}
export interface ResourceUsageExportConfig {
  bigqueryDestination?: ResourceUsageExportConfigBigQueryDestination | undefined;
  enableNetworkEgressMetering?: boolean | undefined;
  consumptionMeteringConfig?: ResourceUsageExportConfigConsumptionMeteringConfig | undefined;
}
export interface ResourceUsageExportConfigBigQueryDestination {
  datasetId?: string | undefined;
}
export interface ResourceUsageExportConfigConsumptionMeteringConfig {
  enabled?: boolean | undefined;
}
export interface AuthenticatorGroupsConfig {
  enabled?: boolean | undefined;
  securityGroup?: string | undefined;
}
export interface PrivateClusterConfig {
  enablePrivateNodes?: boolean | undefined;
  enablePrivateEndpoint?: boolean | undefined;
  masterIpv4CidrBlock?: string | undefined;
  privateEndpoint?: string | undefined;
  publicEndpoint?: string | undefined;
  peeringName?: string | undefined;
  masterGlobalAccessConfig?: PrivateClusterMasterGlobalAccessConfig | undefined;
  privateEndpointSubnetwork?: string | undefined;
}
export interface PrivateClusterMasterGlobalAccessConfig {
  enabled?: boolean | undefined;
}
export interface VerticalPodAutoscaling {
  enabled?: boolean | undefined;
}
export interface ShieldedNodes {
  enabled?: boolean | undefined;
}
export interface ReleaseChannel {
  channel?: ReleaseChannelChannel | undefined;
}
export interface WorkloadIdentityConfig {
  identityNamespace?: string | undefined;
  workloadPool?: string | undefined;
  identityProvider?: string | undefined;
}
export interface WorkloadCertificates {
  enableCertificates?: boolean | undefined;
}
export interface MeshCertificates {
  enableCertificates?: boolean | undefined;
}
export interface WorkloadALTSConfig {
  enableAlts?: boolean | undefined;
}
export interface CostManagementConfig {
  enabled?: boolean | undefined;
}
export interface ClusterTelemetry {
  type?: ClusterTelemetryType | undefined;
}
export interface TpuConfig {
  enabled?: boolean | undefined;
  useServiceNetworking?: boolean | undefined;
  ipv4CidrBlock?: string | undefined;
}
export interface NotificationConfig {
  pubsub?: NotificationConfigPubSub | undefined;
}
export interface NotificationConfigPubSub {
  enabled?: boolean | undefined;
  topic?: string | undefined;
  filter?: NotificationConfigFilter | undefined;
}
export interface NotificationConfigFilter {
  eventType?: NotificationConfigEventType[] | undefined;
}
export interface IdentityServiceConfig {
  enabled?: boolean | undefined;
}
export interface RollbackSafeUpgrade {
  controlPlaneSoakDuration?: string | undefined;
}
export interface NodePoolUpgradeConcurrencyConfig {
  maxCount?: string | undefined;
}
export interface DatabaseEncryption {
  keyName?: string | undefined;
  state?: DatabaseEncryptionState | undefined;
  currentState?: DatabaseEncryptionCurrentState | undefined;
  decryptionKeys?: string[] | undefined;
  lastOperationErrors?: DatabaseEncryptionOperationError[] | undefined;
}
export interface DatabaseEncryptionOperationError {
  keyName?: string | undefined;
  errorMessage?: string | undefined;
  timestamp?: string | undefined;
}
export interface Master {
  compatibilityStatus?: CompatibilityStatus | undefined;
}
export interface CompatibilityStatus {
  downgradableVersion?: string | undefined;
  emulatedVersionTime?: string | undefined;
}
export interface Autopilot {
  enabled?: boolean | undefined;
  workloadPolicyConfig?: WorkloadPolicyConfig | undefined;
  conversionStatus?: AutopilotConversionStatus | undefined;
  privilegedAdmissionConfig?: PrivilegedAdmissionConfig | undefined;
  clusterPolicyConfig?: ClusterPolicyConfig | undefined;
}
export interface WorkloadPolicyConfig {
  allowNetAdmin?: boolean | undefined;
  autopilotCompatibilityAuditingEnabled?: boolean | undefined;
}
export interface AutopilotConversionStatus {
  state?: AutopilotConversionStatusState | undefined;
}
export interface PrivilegedAdmissionConfig {
  allowlistPaths?: string[] | undefined;
}
export interface ClusterPolicyConfig {
  noSystemMutation?: boolean | undefined;
  noSystemImpersonation?: boolean | undefined;
  noUnsafeWebhooks?: boolean | undefined;
  noStandardNodePools?: boolean | undefined;
}
export interface NodePoolDefaults {
  nodeConfigDefaults?: NodeConfigDefaults | undefined;
}
export interface NodeConfigDefaults {
  gcfsConfig?: GcfsConfig | undefined;
  loggingConfig?: NodePoolLoggingConfig | undefined;
  containerdConfig?: ContainerdConfig | undefined;
  hostMaintenancePolicy?: HostMaintenancePolicy | undefined;
  nodeKubeletConfig?: NodeKubeletConfig | undefined;
}
export interface LoggingConfig {
  componentConfig?: LoggingComponentConfig | undefined;
}
export interface LoggingComponentConfig {
  enableComponents?: LoggingComponentConfigComponent[] | undefined;
}
export interface MonitoringConfig {
  componentConfig?: MonitoringComponentConfig | undefined;
  managedPrometheusConfig?: ManagedPrometheusConfig | undefined;
  advancedDatapathObservabilityConfig?: AdvancedDatapathObservabilityConfig | undefined;
}
export interface MonitoringComponentConfig {
  enableComponents?: MonitoringComponentConfigComponent[] | undefined;
}
export interface ManagedPrometheusConfig {
  enabled?: boolean | undefined;
  autoMonitoringConfig?: AutoMonitoringConfig | undefined;
}
export interface AutoMonitoringConfig {
  scope?: AutoMonitoringConfigScope | undefined;
}
export interface AdvancedDatapathObservabilityConfig {
  enableMetrics?: boolean | undefined;
  relayMode?: AdvancedDatapathObservabilityConfigRelayMode | undefined;
  enableRelay?: boolean | undefined;
}
export interface NodePoolAutoConfig {
  networkTags?: NetworkTags | undefined;
  resourceManagerTags?: ResourceManagerTags | undefined;
  nodeKubeletConfig?: NodeKubeletConfig | undefined;
  linuxNodeConfig?: LinuxNodeConfig | undefined;
}
export interface NetworkTags {
  tags?: string[] | undefined;
}
export interface ProtectConfig {
  workloadConfig?: WorkloadConfig | undefined;
  workloadVulnerabilityMode?: ProtectConfigWorkloadVulnerabilityMode | undefined;
}
export interface WorkloadConfig {
  auditMode?: WorkloadConfigMode | undefined;
}
export interface PodAutoscaling {
  hpaProfile?: PodAutoscalingHPAProfile | undefined;
}
export interface Fleet {
  project?: string | undefined;
  membership?: string | undefined;
  preRegistered?: boolean | undefined;
  membershipType?: FleetMembershipType | undefined;
}
export interface SecurityPostureConfig {
  mode?: SecurityPostureConfigMode | undefined;
  vulnerabilityMode?: SecurityPostureConfigVulnerabilityMode | undefined;
}
export interface ControlPlaneEndpointsConfig {
  dnsEndpointConfig?: ControlPlaneEndpointsConfigDNSEndpointConfig | undefined;
  ipEndpointsConfig?: ControlPlaneEndpointsConfigIPEndpointsConfig | undefined;
}
export interface ControlPlaneEndpointsConfigDNSEndpointConfig {
  endpoint?: string | undefined;
  allowExternalTraffic?: boolean | undefined;
  enableK8sTokensViaDns?: boolean | undefined;
  enableK8sCertsViaDns?: boolean | undefined;
}
export interface ControlPlaneEndpointsConfigIPEndpointsConfig {
  enabled?: boolean | undefined;
  enablePublicEndpoint?: boolean | undefined;
  globalAccess?: boolean | undefined;
  authorizedNetworksConfig?: MasterAuthorizedNetworksConfig | undefined;
  publicEndpoint?: string | undefined;
  privateEndpoint?: string | undefined;
  privateEndpointSubnetwork?: string | undefined;
}
export interface EnterpriseConfig {
  clusterTier?: EnterpriseConfigClusterTier | undefined;
  desiredTier?: EnterpriseConfigClusterTier | undefined;
}
export interface SecretManagerConfig {
  enabled?: boolean | undefined;
  rotationConfig?: SecretManagerConfigRotationConfig | undefined;
}
export interface SecretManagerConfigRotationConfig {
  enabled?: boolean | undefined;
  rotationInterval?: string | undefined;
}
export interface CompliancePostureConfig {
  mode?: CompliancePostureConfigMode | undefined;
  complianceStandards?: CompliancePostureConfigComplianceStandard[] | undefined;
}
export interface CompliancePostureConfigComplianceStandard {
  standard?: string | undefined;
}
export interface UserManagedKeysConfig {
  clusterCa?: string | undefined;
  etcdApiCa?: string | undefined;
  etcdPeerCa?: string | undefined;
  serviceAccountSigningKeys?: string[] | undefined;
  serviceAccountVerificationKeys?: string[] | undefined;
  aggregationCa?: string | undefined;
  controlPlaneDiskEncryptionKey?: string | undefined;
  controlPlaneDiskEncryptionKeyVersions?: string[] | undefined;
  gkeopsEtcdBackupEncryptionKey?: string | undefined;
}
export interface RBACBindingConfig {
  enableInsecureBindingSystemUnauthenticated?: boolean | undefined;
  enableInsecureBindingSystemAuthenticated?: boolean | undefined;
}
export interface GkeAutoUpgradeConfig {
  patchMode?: GkeAutoUpgradeConfigPatchMode | undefined;
}
export interface AnonymousAuthenticationConfig {
  mode?: AnonymousAuthenticationConfigMode | undefined;
}
export interface ScheduleUpgradeConfig {
  enabled?: boolean | undefined;
}
export interface SecretSyncConfig {
  enabled?: boolean | undefined;
  rotationConfig?: SecretSyncConfigSyncRotationConfig | undefined;
}
export interface SecretSyncConfigSyncRotationConfig {
  enabled?: boolean | undefined;
  rotationInterval?: string | undefined;
}
export interface ManagedOpenTelemetryConfig {
  scope?: ManagedOpenTelemetryConfigScope | undefined;
}
export interface ControlPlaneEgress {
  mode?: ControlPlaneEgressMode | undefined;
}
export interface ManagedMachineLearningDiagnosticsConfig {
  enabled?: boolean | undefined;
}
export interface NodeCreationConfig {
  nodeCreationMode?: NodeCreationConfigMode | undefined;
}
export interface GetClusterRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  name?: string | undefined;
}
export interface CreateClusterRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  cluster?: Cluster | undefined;
  parent?: string | undefined;
}
export interface Operation {
  name?: string | undefined;
  zone?: string | undefined;
  operationType?: OperationType | undefined;
  status?: OperationStatus | undefined;
  detail?: string | undefined;
  statusMessage?: string | undefined;
  selfLink?: string | undefined;
  targetLink?: string | undefined;
  location?: string | undefined;
  startTime?: string | undefined;
  endTime?: string | undefined;
  progress?: OperationProgress | undefined;
  clusterConditions?: StatusCondition[] | undefined;
  nodepoolConditions?: StatusCondition[] | undefined;
  error?: Status | undefined;
}
export interface OperationProgress {
  name?: string | undefined;
  status?: OperationStatus | undefined;
  metrics?: OperationProgressMetric[] | undefined;
  stages?: OperationProgress[] | undefined;
}
export interface OperationProgressMetric {
  name?: string | undefined;
  intValue?: string | undefined;
  doubleValue?: number | undefined;
  stringValue?: string | undefined;
}
export interface Status {
  code?: number | undefined;
  message?: string | undefined;
  details?: ({ "@type": string } & Record<string, unknown>)[] | undefined;
}
export interface UpdateClusterRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  update?: ClusterUpdate | undefined;
  name?: string | undefined;
}
export interface ClusterUpdate {
  desiredNodeVersion?: string | undefined;
  desiredMonitoringService?: string | undefined;
  desiredAddonsConfig?: AddonsConfig | undefined;
  desiredNodePoolId?: string | undefined;
  desiredImageType?: string | undefined;
  desiredNodePoolAutoscaling?: NodePoolAutoscaling | undefined;
  desiredLocations?: string[] | undefined;
  desiredMasterAuthorizedNetworksConfig?: MasterAuthorizedNetworksConfig | undefined;
  desiredPodSecurityPolicyConfig?: PodSecurityPolicyConfig | undefined;
  desiredClusterAutoscaling?: ClusterAutoscaling | undefined;
  desiredBinaryAuthorization?: BinaryAuthorization | undefined;
  desiredLoggingService?: string | undefined;
  desiredResourceUsageExportConfig?: ResourceUsageExportConfig | undefined;
  desiredVerticalPodAutoscaling?: VerticalPodAutoscaling | undefined;
  desiredPrivateClusterConfig?: PrivateClusterConfig | undefined;
  desiredIntraNodeVisibilityConfig?: IntraNodeVisibilityConfig | undefined;
  desiredDefaultSnatStatus?: DefaultSnatStatus | undefined;
  desiredClusterTelemetry?: ClusterTelemetry | undefined;
  desiredReleaseChannel?: ReleaseChannel | undefined;
  privateClusterConfig?: PrivateClusterConfig | undefined;
  desiredTpuConfig?: TpuConfig | undefined;
  desiredL4ilbSubsettingConfig?: ILBSubsettingConfig | undefined;
  desiredDatapathProvider?: DatapathProvider | undefined;
  desiredPrivateIpv6GoogleAccess?: PrivateIPv6GoogleAccess | undefined;
  desiredNotificationConfig?: NotificationConfig | undefined;
  desiredMasterVersion?: string | undefined;
  desiredGcfsConfig?: GcfsConfig | undefined;
  desiredImage?: string | undefined;
  desiredImageProject?: string | undefined;
  desiredDatabaseEncryption?: DatabaseEncryption | undefined;
  desiredWorkloadIdentityConfig?: WorkloadIdentityConfig | undefined;
  desiredWorkloadCertificates?: WorkloadCertificates | undefined;
  desiredMeshCertificates?: MeshCertificates | undefined;
  desiredWorkloadAltsConfig?: WorkloadALTSConfig | undefined;
  desiredShieldedNodes?: ShieldedNodes | undefined;
  desiredCostManagementConfig?: CostManagementConfig | undefined;
  desiredMaster?: Master | undefined;
  desiredDnsConfig?: DNSConfig | undefined;
  desiredServiceExternalIpsConfig?: ServiceExternalIPsConfig | undefined;
  desiredAuthenticatorGroupsConfig?: AuthenticatorGroupsConfig | undefined;
  desiredLoggingConfig?: LoggingConfig | undefined;
  desiredMonitoringConfig?: MonitoringConfig | undefined;
  desiredIdentityServiceConfig?: IdentityServiceConfig | undefined;
  desiredEnablePrivateEndpoint?: boolean | undefined;
  desiredDefaultEnablePrivateNodes?: boolean | undefined;
  desiredControlPlaneEndpointsConfig?: ControlPlaneEndpointsConfig | undefined;
  desiredNodePoolAutoConfigNetworkTags?: NetworkTags | undefined;
  desiredProtectConfig?: ProtectConfig | undefined;
  desiredPodAutoscaling?: PodAutoscaling | undefined;
  desiredGatewayApiConfig?: GatewayAPIConfig | undefined;
  etag?: string | undefined;
  desiredNodePoolLoggingConfig?: NodePoolLoggingConfig | undefined;
  desiredFleet?: Fleet | undefined;
  desiredStackType?: StackType | undefined;
  additionalPodRangesConfig?: AdditionalPodRangesConfig | undefined;
  removedAdditionalPodRangesConfig?: AdditionalPodRangesConfig | undefined;
  enableK8sBetaApis?: K8sBetaAPIConfig | undefined;
  desiredSecurityPostureConfig?: SecurityPostureConfig | undefined;
  desiredNetworkPerformanceConfig?: NetworkConfigClusterNetworkPerformanceConfig | undefined;
  desiredEnableFqdnNetworkPolicy?: boolean | undefined;
  desiredAutopilotWorkloadPolicyConfig?: WorkloadPolicyConfig | undefined;
  desiredK8sBetaApis?: K8sBetaAPIConfig | undefined;
  desiredHostMaintenancePolicy?: HostMaintenancePolicy | undefined;
  desiredContainerdConfig?: ContainerdConfig | undefined;
  desiredEnableMultiNetworking?: boolean | undefined;
  desiredNodePoolAutoConfigResourceManagerTags?: ResourceManagerTags | undefined;
  desiredInTransitEncryptionConfig?: InTransitEncryptionConfig | undefined;
  desiredEnableCiliumClusterwideNetworkPolicy?: boolean | undefined;
  desiredSecretManagerConfig?: SecretManagerConfig | undefined;
  desiredCompliancePostureConfig?: CompliancePostureConfig | undefined;
  desiredNodeKubeletConfig?: NodeKubeletConfig | undefined;
  desiredNodePoolAutoConfigKubeletConfig?: NodeKubeletConfig | undefined;
  userManagedKeysConfig?: UserManagedKeysConfig | undefined;
  desiredRbacBindingConfig?: RBACBindingConfig | undefined;
  desiredAdditionalIpRangesConfig?: DesiredAdditionalIPRangesConfig | undefined;
  desiredEnterpriseConfig?: DesiredEnterpriseConfig | undefined;
  desiredAutoIpamConfig?: AutoIpamConfig | undefined;
  desiredDisableL4LbFirewallReconciliation?: boolean | undefined;
  desiredNodePoolAutoConfigLinuxNodeConfig?: LinuxNodeConfig | undefined;
  desiredUserManagedKeysConfig?: UserManagedKeysConfig | undefined;
  desiredAnonymousAuthenticationConfig?: AnonymousAuthenticationConfig | undefined;
  gkeAutoUpgradeConfig?: GkeAutoUpgradeConfig | undefined;
  desiredNetworkTierConfig?: NetworkTierConfig | undefined;
  desiredScheduleUpgradeConfig?: ScheduleUpgradeConfig | undefined;
  desiredSecretSyncConfig?: SecretSyncConfig | undefined;
  desiredPrivilegedAdmissionConfig?: PrivilegedAdmissionConfig | undefined;
  desiredControlPlaneEgress?: ControlPlaneEgress | undefined;
  desiredRollbackSafeUpgrade?: RollbackSafeUpgrade | undefined;
  desiredNodePoolUpgradeConcurrencyConfig?: NodePoolUpgradeConcurrencyConfig | undefined;
  desiredManagedOpentelemetryConfig?: ManagedOpenTelemetryConfig | undefined;
  desiredAutopilotClusterPolicyConfig?: ClusterPolicyConfig | undefined;
  desiredManagedMachineLearningDiagnosticsConfig?: ManagedMachineLearningDiagnosticsConfig | undefined;
  desiredNodeCreationConfig?: NodeCreationConfig | undefined;
}
export interface IntraNodeVisibilityConfig {
  enabled?: boolean | undefined;
}
export interface ILBSubsettingConfig {
  enabled?: boolean | undefined;
}
export interface DesiredAdditionalIPRangesConfig {
  additionalIpRangesConfigs?: AdditionalIPRangesConfig[] | undefined;
}
export interface DesiredEnterpriseConfig {
  desiredTier?: EnterpriseConfigClusterTier | undefined;
}
export interface UpdateNodePoolRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  nodePoolId?: string | undefined;
  nodeVersion?: string | undefined;
  imageType?: string | undefined;
  image?: string | undefined;
  imageProject?: string | undefined;
  locations?: string[] | undefined;
  workloadMetadataConfig?: WorkloadMetadataConfig | undefined;
  name?: string | undefined;
  upgradeSettings?: NodePoolUpgradeSettings | undefined;
  tags?: NetworkTags | undefined;
  taints?: NodeTaints | undefined;
  labels?: NodeLabels | undefined;
  linuxNodeConfig?: LinuxNodeConfig | undefined;
  kubeletConfig?: NodeKubeletConfig | undefined;
  nodeNetworkConfig?: NodeNetworkConfig | undefined;
  gcfsConfig?: GcfsConfig | undefined;
  confidentialNodes?: ConfidentialNodes | undefined;
  gvnic?: VirtualNIC | undefined;
  etag?: string | undefined;
  fastSocket?: FastSocket | undefined;
  loggingConfig?: NodePoolLoggingConfig | undefined;
  resourceLabels?: ResourceLabels | undefined;
  windowsNodeConfig?: WindowsNodeConfig | undefined;
  accelerators?: AcceleratorConfig[] | undefined;
  machineType?: string | undefined;
  diskType?: string | undefined;
  diskSizeGb?: string | undefined;
  resourceManagerTags?: ResourceManagerTags | undefined;
  containerdConfig?: ContainerdConfig | undefined;
  queuedProvisioning?: NodePoolQueuedProvisioning | undefined;
  storagePools?: string[] | undefined;
  maxRunDuration?: string | undefined;
  flexStart?: boolean | undefined;
  bootDisk?: BootDisk | undefined;
  nodeDrainConfig?: NodePoolNodeDrainConfig | undefined;
  consolidationDelay?: string | undefined;
  taintConfig?: TaintConfig | undefined;
}
export interface NodeTaints {
  taints?: NodeTaint[] | undefined;
}
export interface NodeLabels {
  labels?: Record<string, string> | undefined;
}
export interface ResourceLabels {
  labels?: Record<string, string> | undefined;
}
export interface SetNodePoolAutoscalingRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  nodePoolId?: string | undefined;
  autoscaling?: NodePoolAutoscaling | undefined;
  name?: string | undefined;
}
export interface SetLoggingServiceRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  loggingService?: string | undefined;
  name?: string | undefined;
}
export interface SetMonitoringServiceRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  monitoringService?: string | undefined;
  name?: string | undefined;
}
export interface SetAddonsConfigRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  addonsConfig?: AddonsConfig | undefined;
  name?: string | undefined;
}
export interface SetLocationsRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  locations?: string[] | undefined;
  name?: string | undefined;
}
export interface UpdateMasterRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  masterVersion?: string | undefined;
  name?: string | undefined;
}
export interface SetMasterAuthRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  action?: SetMasterAuthRequestAction | undefined;
  update?: MasterAuth | undefined;
  name?: string | undefined;
}
export interface DeleteClusterRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  name?: string | undefined;
}
export interface ListOperationsRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  parent?: string | undefined;
}
export interface ListOperationsResponse {
  operations?: Operation[] | undefined;
  missingZones?: string[] | undefined;
}
export interface GetOperationRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  operationId?: string | undefined;
  name?: string | undefined;
}
export interface CancelOperationRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  operationId?: string | undefined;
  name?: string | undefined;
}
export interface Empty {
}
export interface GetServerConfigRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  name?: string | undefined;
}
export interface ServerConfig {
  defaultClusterVersion?: string | undefined;
  validNodeVersions?: string[] | undefined;
  defaultImageType?: string | undefined;
  validImageTypes?: string[] | undefined;
  validMasterVersions?: string[] | undefined;
  channels?: ServerConfigReleaseChannelConfig[] | undefined;
  windowsVersionMaps?: Record<string, WindowsVersions> | undefined;
}
export interface ServerConfigReleaseChannelConfig {
  channel?: ReleaseChannelChannel | undefined;
  defaultVersion?: string | undefined;
  availableVersions?: ServerConfigReleaseChannelConfigAvailableVersion[] | undefined;
  validVersions?: string[] | undefined;
  upgradeTargetVersion?: string | undefined;
}
export interface ServerConfigReleaseChannelConfigAvailableVersion {
  version?: string | undefined;
  reason?: string | undefined;
}
export interface WindowsVersions {
  windowsVersions?: WindowsVersionsWindowsVersion[] | undefined;
}
export interface WindowsVersionsWindowsVersion {
  imageType?: string | undefined;
  osVersion?: string | undefined;
  supportEndDate?: TypeDate | undefined;
}
export interface GetJSONWebKeysRequest {
  parent?: string | undefined;
}
export interface GetJSONWebKeysResponse {
  keys?: Jwk[] | undefined;
}
export interface Jwk {
  kty?: string | undefined;
  alg?: string | undefined;
  use?: string | undefined;
  kid?: string | undefined;
  n?: string | undefined;
  e?: string | undefined;
  x?: string | undefined;
  y?: string | undefined;
  crv?: string | undefined;
}
export interface ListNodePoolsRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  parent?: string | undefined;
}
export interface ListNodePoolsResponse {
  nodePools?: NodePool[] | undefined;
}
export interface GetNodePoolRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  nodePoolId?: string | undefined;
  name?: string | undefined;
}
export interface CreateNodePoolRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  nodePool?: NodePool | undefined;
  parent?: string | undefined;
}
export interface DeleteNodePoolRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  nodePoolId?: string | undefined;
  name?: string | undefined;
}
export interface CompleteNodePoolUpgradeRequest {
  name?: string | undefined;
}
export interface RollbackNodePoolUpgradeRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  nodePoolId?: string | undefined;
  name?: string | undefined;
  respectPdb?: boolean | undefined;
}
export interface SetNodePoolManagementRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  nodePoolId?: string | undefined;
  management?: NodeManagement | undefined;
  name?: string | undefined;
}
export interface SetLabelsRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  resourceLabels?: Record<string, string> | undefined;
  labelFingerprint?: string | undefined;
  name?: string | undefined;
}
export interface SetLegacyAbacRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  enabled?: boolean | undefined;
  name?: string | undefined;
}
export interface StartIPRotationRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  name?: string | undefined;
  rotateCredentials?: boolean | undefined;
}
export interface CompleteIPRotationRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  name?: string | undefined;
}
export interface SetNodePoolSizeRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  nodePoolId?: string | undefined;
  nodeCount?: number | undefined;
  name?: string | undefined;
}
export interface SetNetworkPolicyRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  networkPolicy?: NetworkPolicy | undefined;
  name?: string | undefined;
}
export interface SetMaintenancePolicyRequest {
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  maintenancePolicy?: MaintenancePolicy | undefined;
  name?: string | undefined;
}
export interface ListUsableSubnetworksRequest {
  parent?: string | undefined;
  filter?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListUsableSubnetworksResponse {
  subnetworks?: UsableSubnetwork[] | undefined;
  nextPageToken?: string | undefined;
}
export interface UsableSubnetwork {
  subnetwork?: string | undefined;
  network?: string | undefined;
  ipCidrRange?: string | undefined;
  secondaryIpRanges?: UsableSubnetworkSecondaryRange[] | undefined;
  statusMessage?: string | undefined;
}
export interface UsableSubnetworkSecondaryRange {
  rangeName?: string | undefined;
  ipCidrRange?: string | undefined;
  status?: UsableSubnetworkSecondaryRangeStatus | undefined;
}
export interface CheckAutopilotCompatibilityRequest {
  name?: string | undefined;
}
export interface CheckAutopilotCompatibilityResponse {
  issues?: AutopilotCompatibilityIssue[] | undefined;
  summary?: string | undefined;
}
export interface AutopilotCompatibilityIssue {
  lastObservation?: string | undefined;
  constraintType?: string | undefined;
  incompatibilityType?: AutopilotCompatibilityIssueIssueType | undefined;
  subjects?: string[] | undefined;
  documentationUrl?: string | undefined;
  description?: string | undefined;
}
export interface ListLocationsRequest {
  parent?: string | undefined;
}
export interface ListLocationsResponse {
  locations?: Location[] | undefined;
  nextPageToken?: string | undefined;
}
export interface Location {
  type?: LocationLocationType | undefined;
  name?: string | undefined;
  recommended?: boolean | undefined;
}
export interface FetchClusterUpgradeInfoRequest {
  name?: string | undefined;
  version?: string | undefined;
}
export interface ClusterUpgradeInfo {
  minorTargetVersion?: string | undefined;
  patchTargetVersion?: string | undefined;
  autoUpgradeStatus?: ClusterUpgradeInfoAutoUpgradeStatus[] | undefined;
  pausedReason?: ClusterUpgradeInfoAutoUpgradePausedReason[] | undefined;
  upgradeDetails?: UpgradeDetails[] | undefined;
  endOfStandardSupportTimestamp?: string | undefined;
  endOfExtendedSupportTimestamp?: string | undefined;
  rollbackSafeUpgradeStatus?: RollbackSafeUpgradeStatus | undefined;
}
export interface UpgradeDetails {
  state?: UpgradeDetailsState | undefined;
  startTime?: string | undefined;
  endTime?: string | undefined;
  initialVersion?: string | undefined;
  targetVersion?: string | undefined;
  startType?: UpgradeDetailsStartType | undefined;
  initialEmulatedVersion?: string | undefined;
  targetEmulatedVersion?: string | undefined;
}
export interface RollbackSafeUpgradeStatus {
  mode?: RollbackSafeUpgradeStatusMode | undefined;
  controlPlaneUpgradeRollbackEndTime?: string | undefined;
  previousVersion?: string | undefined;
}
export interface FetchNodePoolUpgradeInfoRequest {
  name?: string | undefined;
  version?: string | undefined;
}
export interface NodePoolUpgradeInfo {
  minorTargetVersion?: string | undefined;
  patchTargetVersion?: string | undefined;
  autoUpgradeStatus?: NodePoolUpgradeInfoAutoUpgradeStatus[] | undefined;
  pausedReason?: NodePoolUpgradeInfoAutoUpgradePausedReason[] | undefined;
  upgradeDetails?: UpgradeDetails[] | undefined;
  endOfStandardSupportTimestamp?: string | undefined;
  endOfExtendedSupportTimestamp?: string | undefined;
}
export interface CompleteControlPlaneUpgradeRequest {
  name?: string | undefined;
  version?: string | undefined;
}
/** Method → its request and response. */
export interface Methods {
  "ClusterManager.ListClusters": [ListClustersRequest, ListClustersResponse];
  "ClusterManager.GetCluster": [GetClusterRequest, Cluster];
  "ClusterManager.CreateCluster": [CreateClusterRequest, Operation];
  "ClusterManager.UpdateCluster": [UpdateClusterRequest, Operation];
  "ClusterManager.UpdateNodePool": [UpdateNodePoolRequest, Operation];
  "ClusterManager.SetNodePoolAutoscaling": [SetNodePoolAutoscalingRequest, Operation];
  "ClusterManager.SetLoggingService": [SetLoggingServiceRequest, Operation];
  "ClusterManager.SetMonitoringService": [SetMonitoringServiceRequest, Operation];
  "ClusterManager.SetAddonsConfig": [SetAddonsConfigRequest, Operation];
  "ClusterManager.SetLocations": [SetLocationsRequest, Operation];
  "ClusterManager.UpdateMaster": [UpdateMasterRequest, Operation];
  "ClusterManager.SetMasterAuth": [SetMasterAuthRequest, Operation];
  "ClusterManager.DeleteCluster": [DeleteClusterRequest, Operation];
  "ClusterManager.ListOperations": [ListOperationsRequest, ListOperationsResponse];
  "ClusterManager.GetOperation": [GetOperationRequest, Operation];
  "ClusterManager.CancelOperation": [CancelOperationRequest, Empty];
  "ClusterManager.GetServerConfig": [GetServerConfigRequest, ServerConfig];
  "ClusterManager.GetJSONWebKeys": [GetJSONWebKeysRequest, GetJSONWebKeysResponse];
  "ClusterManager.ListNodePools": [ListNodePoolsRequest, ListNodePoolsResponse];
  "ClusterManager.GetNodePool": [GetNodePoolRequest, NodePool];
  "ClusterManager.CreateNodePool": [CreateNodePoolRequest, Operation];
  "ClusterManager.DeleteNodePool": [DeleteNodePoolRequest, Operation];
  "ClusterManager.CompleteNodePoolUpgrade": [CompleteNodePoolUpgradeRequest, Empty];
  "ClusterManager.RollbackNodePoolUpgrade": [RollbackNodePoolUpgradeRequest, Operation];
  "ClusterManager.SetNodePoolManagement": [SetNodePoolManagementRequest, Operation];
  "ClusterManager.SetLabels": [SetLabelsRequest, Operation];
  "ClusterManager.SetLegacyAbac": [SetLegacyAbacRequest, Operation];
  "ClusterManager.StartIPRotation": [StartIPRotationRequest, Operation];
  "ClusterManager.CompleteIPRotation": [CompleteIPRotationRequest, Operation];
  "ClusterManager.SetNodePoolSize": [SetNodePoolSizeRequest, Operation];
  "ClusterManager.SetNetworkPolicy": [SetNetworkPolicyRequest, Operation];
  "ClusterManager.SetMaintenancePolicy": [SetMaintenancePolicyRequest, Operation];
  "ClusterManager.ListUsableSubnetworks": [ListUsableSubnetworksRequest, ListUsableSubnetworksResponse];
  "ClusterManager.CheckAutopilotCompatibility": [CheckAutopilotCompatibilityRequest, CheckAutopilotCompatibilityResponse];
  "ClusterManager.ListLocations": [ListLocationsRequest, ListLocationsResponse];
  "ClusterManager.FetchClusterUpgradeInfo": [FetchClusterUpgradeInfoRequest, ClusterUpgradeInfo];
  "ClusterManager.FetchNodePoolUpgradeInfo": [FetchNodePoolUpgradeInfoRequest, NodePoolUpgradeInfo];
  "ClusterManager.CompleteControlPlaneUpgrade": [CompleteControlPlaneUpgradeRequest, Operation];
}
