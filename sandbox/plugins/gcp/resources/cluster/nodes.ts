import type { Rows } from "../../core/schema";
import { containerdRows, nodeConfigRows } from "../node-config";
import { nodePoolRows } from "../node-pool";

/** What a cluster's nodes are and how many: `gcp.container.Cluster`. */
export const nodesRows: Rows = {
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
  confidentialNodes: [
    "block computed replace",
    {
      confidentialInstanceType: "string replace",
      enabled: "bool required replace",
    },
  ],
  defaultMaxPodsPerNode: "int computed replace api=defaultMaxPodsConstraint.maxPodsPerNode as=int64",
  enableShieldedNodes: "bool empty default=true api=shieldedNodes.enabled unless=enableAutopilot",
  enableTpu: "bool computed replace",
  ignoreNodeCountChanges: "bool local",
  initialNodeCount: "int replace",
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
  podAutoscaling: [
    "block computed",
    {
      hpaProfile: "string required",
    },
  ],
  removeDefaultNodePool: "bool unread api=-",
  skipNodePoolRefresh: "bool local",
  tpuConfig: [
    "block computed",
    {
      enabled: "bool required replace",
      ipv4CidrBlock: "string output",
      useServiceNetworking: "bool replace",
    },
  ],
  tpuIpv4CidrBlock: "string output",
  verticalPodAutoscaling: [
    "block computed",
    {
      enabled: "bool required",
    },
  ],
};
