import type { Rows } from "../core/schema";

/** Properties of a cluster, `addonsConfig` to `ipAllocationPolicy`. */
export const clusterRowsAToI: Rows = {
  addonsConfig: [
    "block computed",
    {
      agentSandboxConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      cloudrunConfig: [
        "block computed api=cloudRunConfig",
        {
          disabled: "bool required empty",
          loadBalancerType: "string",
        },
      ],
      configConnectorConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      dnsCacheConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      gcePersistentDiskCsiDriverConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      gcpFilestoreCsiDriverConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      gcsFuseCsiDriverConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      gkeBackupAgentConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      highScaleCheckpointingConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      horizontalPodAutoscaling: [
        "block computed",
        {
          disabled: "bool required empty",
        },
      ],
      httpLoadBalancing: [
        "block computed",
        {
          disabled: "bool required empty",
        },
      ],
      istioConfig: [
        "block computed",
        {
          auth: "string same=unspecified",
          disabled: "bool required empty",
        },
      ],
      kalmConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      lustreCsiDriverConfig: [
        "block computed",
        {
          disableMultiNic: "bool",
          enableLegacyLustrePort: "bool",
          enabled: "bool required empty",
        },
      ],
      networkPolicyConfig: [
        "block computed",
        {
          disabled: "bool required empty",
        },
      ],
      nodeReadinessConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      parallelstoreCsiDriverConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      podSnapshotConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      rayOperatorConfigs: [
        "list computed api=rayOperatorConfig as=single",
        {
          enabled: "bool required empty",
          rayClusterLoggingConfig: [
            "block computed",
            {
              enabled: "bool required empty",
            },
          ],
          rayClusterMonitoringConfig: [
            "block computed",
            {
              enabled: "bool required empty",
            },
          ],
        },
      ],
      sliceControllerConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      slurmOperatorConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
      statefulHaConfig: [
        "block computed",
        {
          enabled: "bool required empty",
        },
      ],
    },
  ],
  allowNetAdmin: "bool api=autopilot.workloadPolicyConfig.allowNetAdmin sparse",
  anonymousAuthenticationConfig: [
    "block computed",
    {
      mode: "string required",
    },
  ],
  authenticatorGroupsConfig: [
    "block computed",
    {
      securityGroup: "string required",
    },
  ],
  autopilotClusterPolicyConfig: [
    "block computed api=autopilot.clusterPolicyConfig",
    {
      noStandardNodePools: "bool",
      noSystemImpersonation: "bool",
      noSystemMutation: "bool",
      noUnsafeWebhooks: "bool",
    },
  ],
  autopilotPrivilegedAdmissions: "strings computed api=autopilot.privilegedAdmissionConfig.allowlistPaths",
  binaryAuthorization: [
    "block",
    {
      enabled: "bool",
      evaluationMode: "string computed",
    },
  ],
  clusterAutoscaling: [
    "block computed api=autoscaling",
    {
      autoProvisioningDefaults: [
        "block computed api=autoprovisioningNodePoolDefaults",
        {
          bootDiskKmsKey: "string replace",
          diskSize: "int api=diskSizeGb default=100",
          diskType: "string default=pd-standard",
          imageType: "string default=COS_CONTAINERD",
          management: [
            "block computed",
            {
              autoRepair: "bool computed",
              autoUpgrade: "bool computed",
              upgradeOptions: [
                "list output as=single",
                {
                  autoUpgradeStartTime: "string output",
                  description: "string output",
                },
              ],
            },
          ],
          minCpuPlatform: "string same=unspecified",
          oauthScopes: "strings computed",
          serviceAccount: "string default=default",
          shieldedInstanceConfig: [
            "block",
            {
              enableIntegrityMonitoring: "bool default=true",
              enableSecureBoot: "bool planned=false",
            },
          ],
          upgradeSettings: [
            "block computed",
            {
              blueGreenSettings: [
                "block computed",
                {
                  nodePoolSoakDuration: "string computed",
                  standardRolloutPolicy: [
                    "block computed",
                    {
                      batchNodeCount: "int computed",
                      batchPercentage: "number computed",
                      batchSoakDuration: "string default=0s",
                    },
                  ],
                },
              ],
              maxSurge: "int",
              maxUnavailable: "int",
              strategy: "string computed",
            },
          ],
        },
      ],
      autoProvisioningLocations: "strings computed api=autoprovisioningLocations",
      autoscalingProfile: "string default=BALANCED",
      defaultComputeClassEnabled: "bool api=defaultComputeClassConfig.enabled",
      enabled: "bool computed empty api=enableNodeAutoprovisioning",
      resourceLimits: [
        "list computed",
        {
          maximum: "int required as=int64",
          minimum: "int as=int64",
          resourceType: "string required",
        },
      ],
    },
  ],
  clusterIpv4Cidr: "string computed replace",
  clusterTelemetry: [
    "block computed api=clusterTelemetry",
    {
      type: "string required",
    },
  ],
  confidentialNodes: [
    "block computed replace",
    {
      confidentialInstanceType: "string replace",
      enabled: "bool required replace",
    },
  ],
  controlPlaneEndpointsConfig: [
    "block computed",
    {
      dnsEndpointConfig: [
        "block computed",
        {
          allowExternalTraffic: "bool empty",
          enableK8sCertsViaDns: "bool empty",
          enableK8sTokensViaDns: "bool empty",
          endpoint: "string computed",
        },
      ],
      ipEndpointsConfig: [
        "block computed",
        {
          enabled: "bool empty",
        },
      ],
    },
  ],
  costManagementConfig: [
    "block computed",
    {
      enabled: "bool required",
    },
  ],
  databaseEncryption: [
    "block computed",
    {
      keyName: "string",
      state: "string required",
    },
  ],
  datapathProvider: "string computed replace same=unspecified api=networkConfig.datapathProvider",
  dataplaneOptimizationMode: "string replace api=networkConfig.dataplaneOptimizationMode sparse",
  defaultMaxPodsPerNode: "int computed replace api=defaultMaxPodsConstraint.maxPodsPerNode as=int64",
  defaultSnatStatus: [
    "block computed api=networkConfig.defaultSnatStatus",
    {
      disabled: "bool required",
    },
  ],
  deletionPolicy: "string computed local",
  deletionProtection: "bool local planned=true",
  description: "string replace",
  desiredEmulatedVersion: "string sparse",
  disableL4LbFirewallReconciliation: "bool planned=false api=networkConfig.disableL4LbFirewallReconciliation",
  dnsConfig: [
    "block kept api=networkConfig.dnsConfig",
    {
      additiveVpcScopeDnsDomain: "string",
      clusterDns: "string default=PROVIDER_UNSPECIFIED",
      clusterDnsDomain: "string",
      clusterDnsScope: "string",
    },
  ],
  effectiveLabels: "map output api=-",
  emulatedVersion: "string output",
  enableAutopilot: "bool empty replace api=autopilot.enabled",
  enableCiliumClusterwideNetworkPolicy: "bool planned=false api=networkConfig.enableCiliumClusterwideNetworkPolicy",
  enableFqdnNetworkPolicy: "bool planned=false api=networkConfig.enableFqdnNetworkPolicy",
  enableIntranodeVisibility: "bool computed api=networkConfig.enableIntraNodeVisibility",
  enableK8sBetaApis: [
    "block",
    {
      enabledApis: "string-set required",
    },
  ],
  enableKubernetesAlpha: "bool replace planned=false",
  enableL4IlbSubsetting: "bool computed api=networkConfig.enableL4ilbSubsetting",
  enableLegacyAbac: "bool empty planned=false api=legacyAbac.enabled",
  enableMultiNetworking: "bool planned=false api=networkConfig.enableMultiNetworking",
  enableShieldedNodes: "bool empty default=true api=shieldedNodes.enabled unless=enableAutopilot",
  enableTpu: "bool computed replace",
  endpoint: "string output",
  enterpriseConfig: [
    "block computed",
    {
      clusterTier: "string output",
      desiredTier: "string computed same=unspecified",
    },
  ],
  fleet: [
    "block",
    {
      membership: "string output",
      membershipId: "string output",
      membershipLocation: "string output",
      membershipType: "string",
      preRegistered: "bool output",
      project: "string",
    },
  ],
  gatewayApiConfig: [
    "block computed api=networkConfig.gatewayApiConfig",
    {
      channel: "string required",
    },
  ],
  gkeAutoUpgradeConfig: [
    "block computed",
    {
      patchMode: "string required",
    },
  ],
  identityServiceConfig: [
    "block computed",
    {
      enabled: "bool",
    },
  ],
  ignoreNodeCountChanges: "bool local",
  inTransitEncryptionConfig: "string api=networkConfig.inTransitEncryptionConfig",
  initialNodeCount: "int replace",
  ipAllocationPolicy: [
    "block computed replace present as=ipAllocation",
    {
      additionalIpRangesConfigs: [
        "list api=additionalIpRangesConfigs",
        {
          podIpv4RangeNames: "strings",
          status: "string",
          subnetwork: "string required same=link",
        },
      ],
      additionalPodRangesConfig: [
        "block",
        {
          podRangeNames: "string-set required",
        },
      ],
      autoIpamConfig: [
        "block computed",
        {
          enabled: "bool required",
        },
      ],
      clusterIpv4CidrBlock: "string computed replace same=cidr",
      clusterSecondaryRangeName: "string computed replace",
      networkTierConfig: [
        "block computed",
        {
          networkTier: "string required",
        },
      ],
      podCidrOverprovisionConfig: [
        "block computed replace",
        {
          disabled: "bool required api=disable",
        },
      ],
      servicesIpv4CidrBlock: "string computed replace same=cidr",
      servicesSecondaryRangeName: "string computed replace",
      stackType: "string default=IPV4",
    },
  ],
};
