import type { Rows } from "../core/schema";
import type { ResourceTable } from "../core/context";
import { nodePoolHooks } from "../hooks/node-pool";
import { nodeConfigRows } from "./node-config";

/** What a pool is, alone or written inside a cluster. */
export const nodePoolRows: Rows = {
  autoscaling: [
    "block as=autoscaling",
    {
      locationPolicy: "string computed",
      maxNodeCount: "int empty",
      minNodeCount: "int empty",
      totalMaxNodeCount: "int empty",
      totalMinNodeCount: "int empty",
    },
  ],
  ignoreNodeCountChanges: "bool local",
  initialNodeCount: "int computed replace",
  instanceGroupUrls: "strings output",
  maintenancePolicies: [
    "list api=maintenancePolicy as=single",
    {
      exclusionUntilEndOfSupports: [
        "list api=exclusionUntilEndOfSupport as=single",
        {
          enabled: "bool",
          endTime: "string output",
          startTime: "string output",
        },
      ],
    },
  ],
  managedInstanceGroupUrls: "strings output api=-",
  management: [
    "block computed",
    {
      autoRepair: "bool default=true",
      autoUpgrade: "bool default=true",
    },
  ],
  maxPodsPerNode: "int computed replace api=maxPodsConstraint.maxPodsPerNode as=int64",
  name: "string computed replace",
  namePrefix: "string computed replace local",
  networkConfig: [
    "block computed",
    {
      acceleratorNetworkProfile: "string replace",
      additionalNodeNetworkConfigs: [
        "list computed replace",
        {
          network: "string computed replace",
          subnetwork: "string computed replace",
        },
      ],
      additionalPodNetworkConfigs: [
        "list replace",
        {
          maxPodsPerNode: "int computed replace api=maxPodsPerNode.maxPodsPerNode as=int64",
          secondaryPodRange: "string replace",
          subnetwork: "string replace",
        },
      ],
      createPodRange: "bool replace",
      enablePrivateNodes: "bool computed",
      networkPerformanceConfig: [
        "block",
        {
          totalEgressBandwidthTier: "string required",
        },
      ],
      podCidrOverprovisionConfig: [
        "block computed replace",
        {
          disabled: "bool required api=disable",
        },
      ],
      podIpv4CidrBlock: "string computed replace same=cidr",
      podRange: "string computed replace",
      subnetwork: "string computed replace same=link",
    },
  ],
  nodeConfig: ["block computed replace api=config", nodeConfigRows],
  nodeCount: "int computed api=-",
  nodeDrainConfigs: [
    "list computed sparse api=nodeDrainConfig as=single",
    {
      graceTerminationDuration: "string",
      pdbTimeoutDuration: "string",
      respectPdbDuringNodePoolDeletion: "bool",
    },
  ],
  nodeLocations: "string-set computed api=locations",
  placementPolicy: [
    "block replace",
    {
      policyName: "string replace",
      tpuTopology: "string",
      type: "string required",
    },
  ],
  queuedProvisioning: [
    "block replace",
    {
      enabled: "bool required replace",
    },
  ],
  upgradeSettings: [
    "block computed",
    {
      blueGreenSettings: [
        "block computed",
        {
          autoscaledRolloutPolicy: [
            "block",
            {
              waitForDrainDuration: "string computed",
            },
          ],
          nodePoolSoakDuration: "string computed",
          standardRolloutPolicy: [
            "block",
            {
              batchNodeCount: "int computed",
              batchPercentage: "number computed",
              batchSoakDuration: "string computed",
            },
          ],
        },
      ],
      maxSurge: "int computed",
      maxUnavailable: "int computed",
      strategy: "string default=SURGE",
    },
  ],
  version: "string computed",
};

/** `gcp.container.NodePool` */
export const nodePool: ResourceTable = {
  type: "gcp:container/nodePool:NodePool",
  noun: "NodePool",
  service: "container",
  item: "projects/{project}/locations/{location}/clusters/{cluster}/nodePools/{name}",
  collection: "projects/{project}/locations/{location}/clusters/{cluster}/nodePools",
  envelope: "nodePool",
  importIds: ["{project}/{location}/{cluster}/{name}", "{location}/{cluster}/{name}", "{cluster}/{name}"],
  wait: "container",
  busy: ["PROVISIONING", "RECONCILING", "STOPPING"],
  autoname: { property: "name", maxLength: 40 },
  minutes: { create: 120, update: 120, delete: 120 },
  schemaVersion: 1,
  emptyBlocks: true,
  errors: { create: "error creating NodePool: ", update: "", delete: "" },
  rows: {
    ...nodePoolRows,
    cluster: "string required replace local same=link",
    deletionPolicy: "string computed local",
    location: "string computed replace local",
    operation: "string output api=-",
    project: "string computed replace local from=project",
  },
  hooks: nodePoolHooks,
};
