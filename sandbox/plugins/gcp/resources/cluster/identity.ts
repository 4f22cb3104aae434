import type { Rows } from "../../core/schema";

/** What a cluster is called, which version it has and when that changes: `gcp.container.Cluster`. */
export const identityRows: Rows = {
  deletionPolicy: "string computed local",
  deletionProtection: "bool local planned=true",
  description: "string replace",
  desiredEmulatedVersion: "string sparse",
  effectiveLabels: "map output api=-",
  emulatedVersion: "string output",
  enableAutopilot: "bool empty replace api=autopilot.enabled",
  enableK8sBetaApis: [
    "block",
    {
      enabledApis: "string-set required",
    },
  ],
  enableKubernetesAlpha: "bool replace planned=false",
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
  gkeAutoUpgradeConfig: [
    "block computed",
    {
      patchMode: "string required",
    },
  ],
  labelFingerprint: "string output",
  location: "string computed replace local from=location",
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
  masterVersion: "string output api=currentMasterVersion",
  minMasterVersion: "string local",
  name: "string required replace",
  operation: "string output api=-",
  project: "string computed replace local from=project",
  pulumiLabels: "map output api=-",
  releaseChannel: [
    "block computed",
    {
      channel: "string required as=releaseChannel",
    },
  ],
  resourceLabels: "map api=-",
  rollbackSafeUpgrade: [
    "block",
    {
      controlPlaneSoakDuration: "string",
    },
  ],
  selfLink: "string output as=selfLink",
};
