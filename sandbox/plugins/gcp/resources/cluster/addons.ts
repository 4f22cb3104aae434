import type { Rows } from "../../core/schema";

/** What runs in a cluster beside its owner's pods: `gcp.container.Cluster`. */
export const addonsRows: Rows = {
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
  managedOpentelemetryConfig: [
    "block computed",
    {
      scope: "string same=unspecified",
    },
  ],
  managedMachineLearningDiagnosticsConfig: [
    "block computed",
    {
      enabled: "bool",
    },
  ],
};
