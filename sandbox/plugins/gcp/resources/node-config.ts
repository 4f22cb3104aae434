import type { Rows } from "../core/schema";

const kubeletRows: Rows = {
  allowedUnsafeSysctls: "strings",
  containerLogMaxFiles: "int",
  containerLogMaxSize: "string",
  cpuCfsQuota: "bool computed",
  cpuCfsQuotaPeriod: "string",
  cpuManagerPolicy: "string",
  crashLoopBackOff: [
    "block",
    {
      maxContainerRestartPeriod: "string",
    },
  ],
  evictionMaxPodGracePeriodSeconds: "int",
  evictionMinimumReclaim: [
    "block",
    {
      imagefsAvailable: "string",
      imagefsInodesFree: "string",
      memoryAvailable: "string",
      nodefsAvailable: "string",
      nodefsInodesFree: "string",
      pidAvailable: "string",
    },
  ],
  evictionSoft: [
    "block",
    {
      imagefsAvailable: "string",
      imagefsInodesFree: "string",
      memoryAvailable: "string",
      nodefsAvailable: "string",
      nodefsInodesFree: "string",
      pidAvailable: "string",
    },
  ],
  evictionSoftGracePeriod: [
    "block",
    {
      imagefsAvailable: "string",
      imagefsInodesFree: "string",
      memoryAvailable: "string",
      nodefsAvailable: "string",
      nodefsInodesFree: "string",
      pidAvailable: "string",
    },
  ],
  imageGcHighThresholdPercent: "int",
  imageGcLowThresholdPercent: "int",
  imageMaximumGcAge: "string",
  imageMinimumGcAge: "string",
  insecureKubeletReadonlyPortEnabled: "string computed as=yesNo",
  maxParallelImagePulls: "int computed",
  memoryManager: [
    "block",
    {
      policy: "string computed",
    },
  ],
  podPidsLimit: "int as=int64",
  shutdownGracePeriodCriticalPodsSeconds: "int computed",
  shutdownGracePeriodSeconds: "int computed",
  singleProcessOomKill: "bool",
  topologyManager: [
    "block",
    {
      policy: "string computed",
      scope: "string computed",
    },
  ],
};

const linuxRows: Rows = {
  accurateTimeConfig: [
    "block",
    {
      enablePtpKvmTimeSync: "bool",
    },
  ],
  cgroupMode: "string computed same=unspecified",
  customNodeInit: [
    "block",
    {
      initScript: [
        "block",
        {
          gcpSecretManagerSecretUri: "string",
          gcsGeneration: "int computed",
          gcsUri: "string",
        },
      ],
    },
  ],
  hugepagesConfig: [
    "block api=hugepages",
    {
      hugepageSize1g: "int",
      hugepageSize2m: "int",
    },
  ],
  nodeKernelModuleLoading: [
    "block",
    {
      policy: "string same=unspecified",
    },
  ],
  swapConfig: [
    "block",
    {
      bootDiskProfile: [
        "block",
        {
          swapSizeGib: "int",
          swapSizePercent: "int",
        },
      ],
      dedicatedLocalSsdProfile: [
        "block",
        {
          diskCount: "int",
        },
      ],
      enabled: "bool",
      encryptionConfig: [
        "block",
        {
          disabled: "bool",
        },
      ],
      ephemeralLocalSsdProfile: [
        "block",
        {
          swapSizeGib: "int",
          swapSizePercent: "int",
        },
      ],
    },
  ],
  sysctls: "map",
  transparentHugepageDefrag: "string same=unspecified",
  transparentHugepageEnabled: "string computed same=unspecified",
};

/** How a node's containerd is configured. */
export const containerdRows: Rows = {
  privateRegistryAccessConfig: [
    "block",
    {
      certificateAuthorityDomainConfigs: [
        "list api=certificateAuthorityDomainConfig",
        {
          fqdns: "strings required",
          gcpSecretManagerCertificateConfig: [
            "block required",
            {
              secretUri: "string required",
            },
          ],
        },
      ],
      enabled: "bool required",
    },
  ],
  registryHosts: [
    "list",
    {
      hosts: [
        "list",
        {
          capabilities: "strings",
          cas: [
            "list api=ca",
            {
              gcpSecretManagerSecretUri: "string",
            },
          ],
          clients: [
            "list api=client",
            {
              cert: [
                "block required",
                {
                  gcpSecretManagerSecretUri: "string",
                },
              ],
              key: [
                "block",
                {
                  gcpSecretManagerSecretUri: "string",
                },
              ],
            },
          ],
          dialTimeout: "string",
          headers: [
            "list api=header",
            {
              key: "string required",
              values: "strings required api=value",
            },
          ],
          host: "string required",
          overridePath: "bool",
        },
      ],
      server: "string required",
    },
  ],
  writableCgroups: [
    "block",
    {
      enabled: "bool required",
    },
  ],
};

/** What every node of a pool is: a cluster's `nodeConfig`, a pool's `nodeConfig`, and that of pools written inside a cluster. */
export const nodeConfigRows: Rows = {
  advancedMachineFeatures: [
    "block replace",
    {
      enableNestedVirtualization: "bool replace",
      performanceMonitoringUnit: "string same=unspecified",
      threadsPerCore: "int required replace as=int64",
    },
  ],
  bootDisk: [
    "block computed",
    {
      diskType: "string computed",
      provisionedIops: "int computed as=int64",
      provisionedThroughput: "int computed as=int64",
      sizeGb: "int computed as=int64",
    },
  ],
  bootDiskKmsKey: "string replace",
  confidentialNodes: [
    "block computed",
    {
      confidentialInstanceType: "string replace",
      enabled: "bool required",
    },
  ],
  containerdConfig: ["block computed", containerdRows],
  diskSizeGb: "int computed",
  diskType: "string computed",
  effectiveTaints: [
    "list output api=taints",
    {
      effect: "string output",
      key: "string output",
      value: "string output",
    },
  ],
  enableConfidentialStorage: "bool replace",
  ephemeralStorageConfig: [
    "block replace",
    {
      localSsdCount: "int required replace",
    },
  ],
  ephemeralStorageLocalSsdConfig: [
    "block replace",
    {
      dataCacheCount: "int replace",
      localSsdCount: "int required replace",
    },
  ],
  fastSocket: [
    "block",
    {
      enabled: "bool required",
    },
  ],
  flexStart: "bool replace",
  gcfsConfig: [
    "block computed",
    {
      enabled: "bool required",
    },
  ],
  gpudirectStrategy: "string computed same=case api=gpuDirectConfig.gpuDirectStrategy",
  guestAccelerators: [
    "list computed replace api=accelerators",
    {
      count: "int required replace api=acceleratorCount as=int64",
      gpuDriverInstallationConfig: [
        "block computed replace",
        {
          gpuDriverVersion: "string required replace",
        },
      ],
      gpuPartitionSize: "string replace",
      gpuSharingConfig: [
        "block replace",
        {
          gpuSharingStrategy: "string required replace",
          maxSharedClientsPerGpu: "int required replace as=int64",
        },
      ],
      type: "string required replace same=link api=acceleratorType",
    },
  ],
  gvnic: [
    "block",
    {
      enabled: "bool required",
    },
  ],
  hostMaintenancePolicy: [
    "block replace",
    {
      maintenanceInterval: "string required replace",
      opportunisticMaintenanceStrategy: [
        "block replace",
        {
          maintenanceAvailabilityWindow: "string required replace",
          minNodesPerPool: "int required replace as=int64",
          nodeIdleTimeWindow: "string required replace",
        },
      ],
    },
  ],
  imageType: "string computed same=case",
  kubeletConfig: ["block computed", kubeletRows],
  labels: "map computed",
  linuxNodeConfig: ["block computed", linuxRows],
  localNvmeSsdBlockConfig: [
    "block replace",
    {
      localSsdCount: "int required replace",
    },
  ],
  localSsdCount: "int computed replace",
  localSsdEncryptionMode: "string replace",
  loggingVariant: "string computed api=loggingConfig.variantConfig.variant",
  machineType: "string computed",
  maxRunDuration: "string replace",
  metadata: "map computed replace",
  minCpuPlatform: "string computed replace",
  nodeGroup: "string replace",
  nodeImageConfigs: [
    "list computed api=nodeImageConfig as=single",
    {
      image: "string computed",
      imageProject: "string computed",
    },
  ],
  oauthScopes: "string-set computed replace same=scope as=scopes",
  preemptible: "bool replace planned=false",
  reservationAffinity: [
    "block replace",
    {
      consumeReservationType: "string required replace",
      key: "string replace",
      values: "string-set replace",
    },
  ],
  resourceLabels: "map same=googleLabels",
  resourceManagerTags: "map api=resourceManagerTags.tags",
  sandboxConfig: [
    "block replace",
    {
      sandboxType: "string",
      type: "string",
    },
  ],
  secondaryBootDisks: [
    "list replace",
    {
      diskImage: "string required replace",
      mode: "string replace",
    },
  ],
  serviceAccount: "string computed replace",
  shieldedInstanceConfig: [
    "block computed replace",
    {
      enableIntegrityMonitoring: "bool replace empty default=true",
      enableSecureBoot: "bool replace planned=false",
    },
  ],
  soleTenantConfig: [
    "block replace",
    {
      minNodeCpus: "int",
      nodeAffinities: [
        "set required replace",
        {
          key: "string required replace",
          operator: "string required replace",
          values: "strings required replace",
        },
      ],
    },
  ],
  spot: "bool replace planned=false",
  storagePools: "strings",
  tags: "strings",
  taintConfig: [
    "block",
    {
      architectureTaintBehavior: "string required",
    },
  ],
  taints: [
    "list api=taints",
    {
      effect: "string required",
      key: "string required",
      value: "string required",
    },
  ],
  windowsNodeConfig: [
    "block computed",
    {
      osversion: "string same=unspecified api=osVersion default=OS_VERSION_UNSPECIFIED",
    },
  ],
  workloadMetadataConfig: [
    "block computed",
    {
      mode: "string required",
    },
  ],
};
