import type { Rows } from "../../core/schema";

/** What a cluster tells of itself, and its price: `gcp.container.Cluster`. */
export const observabilityRows: Rows = {
  clusterTelemetry: [
    "block computed api=clusterTelemetry",
    {
      type: "string required",
    },
  ],
  costManagementConfig: [
    "block computed",
    {
      enabled: "bool required",
    },
  ],
  loggingConfig: [
    "block computed",
    {
      enableComponents: "string-set required empty api=componentConfig.enableComponents",
    },
  ],
  loggingService: "string computed",
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
};
