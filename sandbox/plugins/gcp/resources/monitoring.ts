import { alertPolicyHooks, notificationChannelHooks } from "../hooks/monitoring";
import type { ResourceTable } from "../core/context";

/** `gcp.monitoring.NotificationChannel` */
export const notificationChannel: ResourceTable = {
  type: "gcp:monitoring/notificationChannel:NotificationChannel",
  noun: "NotificationChannel",
  service: "monitoring",
  item: "v3/{name}",
  collection: "v3/projects/{project}/notificationChannels",
  id: "{name}",
  importIds: ["{name+}"],
  update: { style: "whole", method: "PATCH" },
  hooks: notificationChannelHooks,
  rows: {
    deletionPolicy: "string computed local",
    description: "string",
    displayName: "string",
    enabled: "bool default=true",
    forceDelete: "bool local planned=false",
    labels: "map api=-",
    name: "string output",
    project: "string computed replace local from=project",
    sensitiveLabels: [
      "block unread api=-",
      {
        authToken: "string secret",
        authTokenWo: "string writeonly",
        authTokenWoVersion: "string",
        password: "string secret",
        passwordWo: "string writeonly",
        passwordWoVersion: "string",
        serviceKey: "string secret",
        serviceKeyWo: "string writeonly",
        serviceKeyWoVersion: "string",
      },
    ],
    type: "string required",
    userLabels: "map",
    verificationStatus: "string output",
  },
};

/** `gcp.monitoring.AlertPolicy` */
export const alertPolicy: ResourceTable = {
  type: "gcp:monitoring/alertPolicy:AlertPolicy",
  noun: "AlertPolicy",
  service: "monitoring",
  item: "v3/{name}",
  collection: "v3/projects/{project}/alertPolicies",
  id: "{name}",
  importIds: ["{name+}"],
  update: { style: "mask" },
  hooks: alertPolicyHooks,
  rows: {
    alertStrategy: [
      "block",
      {
        autoClose: "string",
        notificationChannelStrategies: [
          "list api=notificationChannelStrategy",
          {
            notificationChannelNames: "strings",
            renotifyInterval: "string",
          },
        ],
        notificationPrompts: "strings",
        notificationRateLimit: [
          "block",
          {
            period: "string",
          },
        ],
      },
    ],
    combiner: "string required",
    conditions: [
      "list required",
      {
        conditionAbsent: [
          "block",
          {
            aggregations: [
              "list",
              {
                alignmentPeriod: "string",
                crossSeriesReducer: "string",
                groupByFields: "strings",
                perSeriesAligner: "string",
              },
            ],
            duration: "string required",
            filter: "string",
            trigger: [
              "block",
              {
                count: "int",
                percent: "number",
              },
            ],
          },
        ],
        conditionMatchedLog: [
          "block",
          {
            filter: "string required",
            labelExtractors: "map",
          },
        ],
        conditionMonitoringQueryLanguage: [
          "block",
          {
            duration: "string required",
            evaluationMissingData: "string",
            query: "string required",
            trigger: [
              "block",
              {
                count: "int",
                percent: "number",
              },
            ],
          },
        ],
        conditionPrometheusQueryLanguage: [
          "block",
          {
            alertRule: "string",
            disableMetricValidation: "bool",
            duration: "string",
            evaluationInterval: "string",
            labels: "map",
            query: "string required",
            ruleGroup: "string",
          },
        ],
        conditionSql: [
          "block",
          {
            booleanTest: [
              "block",
              {
                column: "string required",
              },
            ],
            daily: [
              "block",
              {
                executionTime: [
                  "block",
                  {
                    hours: "int",
                    minutes: "int",
                    nanos: "int",
                    seconds: "int",
                  },
                ],
                periodicity: "int required",
              },
            ],
            hourly: [
              "block",
              {
                minuteOffset: "int",
                periodicity: "int required",
              },
            ],
            minutes: [
              "block",
              {
                periodicity: "int required",
              },
            ],
            query: "string required",
            rowCountTest: [
              "block",
              {
                comparison: "string required",
                threshold: "int required",
              },
            ],
          },
        ],
        conditionThreshold: [
          "block",
          {
            aggregations: [
              "list",
              {
                alignmentPeriod: "string",
                crossSeriesReducer: "string",
                groupByFields: "strings",
                perSeriesAligner: "string",
              },
            ],
            comparison: "string required",
            denominatorAggregations: [
              "list",
              {
                alignmentPeriod: "string",
                crossSeriesReducer: "string",
                groupByFields: "strings",
                perSeriesAligner: "string",
              },
            ],
            denominatorFilter: "string",
            duration: "string required",
            evaluationMissingData: "string",
            filter: "string",
            forecastOptions: [
              "block",
              {
                forecastHorizon: "string required",
              },
            ],
            thresholdValue: "number",
            trigger: [
              "block",
              {
                count: "int",
                percent: "number",
              },
            ],
          },
        ],
        displayName: "string required",
        name: "string output",
      },
    ],
    creationRecords: [
      "list output api=creationRecord as=single",
      {
        mutateTime: "string output",
        mutatedBy: "string output",
      },
    ],
    deletionPolicy: "string computed local",
    displayName: "string required",
    documentation: [
      "block",
      {
        content: "string",
        links: [
          "list",
          {
            displayName: "string",
            url: "string",
          },
        ],
        mimeType: "string default=text/markdown",
        subject: "string",
      },
    ],
    enabled: "bool default=true",
    name: "string output",
    notificationChannels: "strings",
    project: "string computed replace local from=project",
    severity: "string",
    userLabels: "map",
  },
};
