import type { Rows } from "../core/schema";
import { containerdRows, nodeConfigRows } from "./node-config";
import { nodePoolRows } from "./node-pool";

/** Properties of a cluster, `labelFingerprint` to `workloadIdentityConfig`. */
export const clusterRowsLToZ: Rows = {
  labelFingerprint: "string output",
  location: "string computed replace local from=location",
  loggingConfig: [
    "block computed",
    {
      enableComponents: "string-set required empty api=componentConfig.enableComponents",
    },
  ],
  loggingService: "string computed",
  maintenancePolicy: [
    "block api=-",
    {
      dailyMaintenanceWindow: [
        "block",
        {
          duration: "string output",
          startTime: "string required same=time",
        },
      ],
      disruptionBudget: [
        "block",
        {
          lastDisruptionTime: "string output",
          lastMinorVersionDisruptionTime: "string output",
          minorVersionDisruptionInterval: "string",
          patchVersionDisruptionInterval: "string",
        },
      ],
      maintenanceExclusions: [
        "set api=maintenanceExclusion",
        {
          endTime: "string",
          exclusionName: "string required",
          exclusionOptions: [
            "block",
            {
              endTimeBehavior: "string",
              scope: "string required",
            },
          ],
          startTime: "string required",
        },
      ],
      recurringMaintenanceWindow: [
        "block",
        {
          delayUntil: [
            "block",
            {
              day: "int required",
              month: "int required",
              year: "int required",
            },
          ],
          recurrence: "string required same=recurrence",
          windowDuration: "string required same=duration",
          windowStartTime: [
            "block required",
            {
              hours: "int required",
              minutes: "int required",
              seconds: "int required",
            },
          ],
        },
      ],
      recurringWindow: [
        "block",
        {
          endTime: "string required",
          recurrence: "string required same=recurrence",
          startTime: "string required",
        },
      ],
    },
  ],
  managedMachineLearningDiagnosticsConfig: [
    "block computed",
    {
      enabled: "bool",
    },
  ],
  managedOpentelemetryConfig: [
    "block computed",
    {
      scope: "string same=unspecified",
    },
  ],
  masterAuth: [
    "block computed",
    {
      clientCertificate: "string output",
      clientCertificateConfig: [
        "block required replace",
        {
          issueClientCertificate: "bool required replace empty",
        },
      ],
      clientKey: "string output secret",
      clusterCaCertificate: "string output",
    },
  ],
  masterAuthorizedNetworksConfig: [
    "block computed as=authorizedNetworks",
    {
      cidrBlocks: [
        "set",
        {
          cidrBlock: "string required",
          displayName: "string",
        },
      ],
      gcpPublicCidrsAccessEnabled: "bool computed",
      privateEndpointEnforcementEnabled: "bool computed",
    },
  ],
  masterVersion: "string output api=currentMasterVersion",
  meshCertificates: [
    "block computed",
    {
      enableCertificates: "bool required",
    },
  ],
  minMasterVersion: "string local",
  monitoringConfig: [
    "block computed",
    {
      advancedDatapathObservabilityConfig: [
        "block computed",
        {
          enableMetrics: "bool required",
          enableRelay: "bool required",
        },
      ],
      enableComponents: "string-set computed empty api=componentConfig.enableComponents",
      managedPrometheus: [
        "block computed api=managedPrometheusConfig",
        {
          autoMonitoringConfig: [
            "block computed",
            {
              scope: "string required",
            },
          ],
          enabled: "bool required",
        },
      ],
    },
  ],
  monitoringService: "string computed",
  name: "string required replace",
  network: "string replace same=link as=network default=default",
  networkPerformanceConfig: [
    "block api=networkConfig.networkPerformanceConfig",
    {
      totalEgressBandwidthTier: "string required",
    },
  ],
  networkPolicy: [
    "block",
    {
      enabled: "bool required",
      provider: "string same=unspecified",
    },
  ],
  networkingMode: "string computed replace api=-",
  nodeConfig: ["block computed replace", nodeConfigRows],
  nodeCreationConfig: [
    "block computed",
    {
      nodeCreationMode: "string required",
    },
  ],
  nodeLocations: "string-set computed api=-",
  nodePoolAutoConfig: [
    "block computed",
    {
      linuxNodeConfig: [
        "block",
        {
          cgroupMode: "string computed same=unspecified",
          nodeKernelModuleLoading: [
            "block",
            {
              policy: "string same=unspecified",
            },
          ],
        },
      ],
      networkTags: [
        "block",
        {
          tags: "strings",
        },
      ],
      nodeKubeletConfig: [
        "block computed",
        {
          insecureKubeletReadonlyPortEnabled: "string computed as=yesNo",
        },
      ],
      resourceManagerTags: "map api=resourceManagerTags.tags",
    },
  ],
  nodePoolDefaults: [
    "block computed",
    {
      nodeConfigDefaults: [
        "block",
        {
          containerdConfig: ["block computed", containerdRows],
          gcfsConfig: [
            "block computed",
            {
              enabled: "bool required",
            },
          ],
          insecureKubeletReadonlyPortEnabled:
            "string computed api=nodeKubeletConfig.insecureKubeletReadonlyPortEnabled as=yesNo",
          loggingVariant: "string computed api=loggingConfig.variantConfig.variant",
        },
      ],
    },
  ],
  nodePools: ["list computed replace", nodePoolRows],
  nodeVersion: "string computed api=-",
  notificationConfig: [
    "block computed",
    {
      pubsub: [
        "block required",
        {
          enabled: "bool required",
          filter: [
            "block",
            {
              eventTypes: "strings required api=eventType",
            },
          ],
          topic: "string",
        },
      ],
    },
  ],
  operation: "string output api=-",
  podAutoscaling: [
    "block computed",
    {
      hpaProfile: "string required",
    },
  ],
  podSecurityPolicyConfig: [
    "block",
    {
      enabled: "bool required",
    },
  ],
  privateClusterConfig: [
    "block kept as=privateCluster",
    {
      enablePrivateEndpoint: "bool",
      enablePrivateNodes: "bool",
      masterGlobalAccessConfig: [
        "block computed",
        {
          enabled: "bool required",
        },
      ],
      masterIpv4CidrBlock: "string computed replace",
      peeringName: "string output",
      privateEndpoint: "string output",
      privateEndpointSubnetwork: "string kept replace same=link",
      publicEndpoint: "string output",
    },
  ],
  privateIpv6GoogleAccess: "string computed api=networkConfig.privateIpv6GoogleAccess",
  project: "string computed replace local from=project",
  protectConfig: [
    "block computed",
    {
      workloadConfig: [
        "block computed",
        {
          auditMode: "string required",
        },
      ],
      workloadVulnerabilityMode: "string computed",
    },
  ],
  pulumiLabels: "map output api=-",
  rbacBindingConfig: [
    "block computed",
    {
      enableInsecureBindingSystemAuthenticated: "bool empty",
      enableInsecureBindingSystemUnauthenticated: "bool empty",
    },
  ],
  releaseChannel: [
    "block computed",
    {
      channel: "string required as=releaseChannel",
    },
  ],
  removeDefaultNodePool: "bool unread api=-",
  resourceLabels: "map api=-",
  resourceUsageExportConfig: [
    "block",
    {
      bigqueryDestination: [
        "block required",
        {
          datasetId: "string required",
        },
      ],
      enableNetworkEgressMetering: "bool planned=false",
      enableResourceConsumptionMetering: "bool api=consumptionMeteringConfig.enabled default=true",
    },
  ],
  rollbackSafeUpgrade: [
    "block",
    {
      controlPlaneSoakDuration: "string",
    },
  ],
  secretManagerConfig: [
    "block",
    {
      enabled: "bool required",
      rotationConfig: [
        "block computed",
        {
          enabled: "bool required",
          rotationInterval: "string computed",
        },
      ],
    },
  ],
  secretSyncConfig: [
    "block",
    {
      enabled: "bool required",
      rotationConfig: [
        "block computed",
        {
          enabled: "bool required",
          rotationInterval: "string computed",
        },
      ],
    },
  ],
  securityPostureConfig: [
    "block computed",
    {
      mode: "string computed same=unspecified",
      vulnerabilityMode: "string computed same=unspecified",
    },
  ],
  selfLink: "string output as=selfLink",
  serviceExternalIpsConfig: [
    "block computed api=networkConfig.serviceExternalIpsConfig",
    {
      enabled: "bool required",
    },
  ],
  servicesIpv4Cidr: "string output",
  skipNodePoolRefresh: "bool local",
  subnetwork: "string computed replace same=link as=subnetwork",
  tpuConfig: [
    "block computed",
    {
      enabled: "bool required replace",
      ipv4CidrBlock: "string output",
      useServiceNetworking: "bool replace",
    },
  ],
  tpuIpv4CidrBlock: "string output",
  userManagedKeysConfig: [
    "block solid",
    {
      aggregationCa: "string replace",
      clusterCa: "string replace",
      controlPlaneDiskEncryptionKey: "string",
      controlPlaneDiskEncryptionKeyVersions: "string-set output",
      etcdApiCa: "string replace",
      etcdPeerCa: "string replace",
      gkeopsEtcdBackupEncryptionKey: "string",
      serviceAccountSigningKeys: "string-set",
      serviceAccountVerificationKeys: "string-set",
    },
  ],
  verticalPodAutoscaling: [
    "block computed",
    {
      enabled: "bool required",
    },
  ],
  workloadAltsConfig: [
    "block computed",
    {
      enableAlts: "bool required",
    },
  ],
  workloadIdentityConfig: [
    "block computed",
    {
      workloadPool: "string",
    },
  ],
};
