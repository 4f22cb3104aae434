import { cleanupPoliciesFrom, cleanupPoliciesTo } from "../hooks/cleanup-policies";
import type { ResourceTable } from "../core/context";

/** `gcp.artifactregistry.Repository` */
export const repository: ResourceTable = {
  type: "gcp:artifactregistry/repository:Repository",
  noun: "Repository",
  service: "artifactRegistry",
  item: "projects/{project}/locations/{location}/repositories/{repositoryId}",
  collection: "projects/{project}/locations/{location}/repositories?repository_id={repositoryId}",
  importIds: ["{project}/{location}/{repositoryId}", "{location}/{repositoryId}", "{repositoryId}"],
  wait: "longrunning",
  labels: { property: "labels", api: "labels" },
  update: { style: "mask" },
  hooks: { body: cleanupPoliciesTo, state: cleanupPoliciesFrom },
  rows: {
    cleanupPolicies: [
      "set api=-",
      {
        action: "string",
        condition: [
          "block",
          {
            newerThan: "string same=duration",
            olderThan: "string same=duration",
            packageNamePrefixes: "strings",
            tagPrefixes: "strings",
            tagState: "string default=ANY",
            versionNamePrefixes: "strings",
          },
        ],
        id: "string required",
        mostRecentVersions: [
          "block",
          {
            keepCount: "int",
            packageNamePrefixes: "strings",
          },
        ],
      },
    ],
    cleanupPolicyDryRun: "bool",
    createTime: "string output",
    deletionPolicy: "string computed local",
    description: "string",
    dockerConfig: [
      "block",
      {
        immutableTags: "bool",
      },
    ],
    effectiveLabels: "map output api=-",
    format: "string required replace same=case",
    kmsKeyName: "string replace",
    labels: "map api=-",
    location: "string computed replace local from=region",
    mavenConfig: [
      "block",
      {
        allowSnapshotOverwrites: "bool replace",
        versionPolicy: "string replace default=VERSION_POLICY_UNSPECIFIED",
      },
    ],
    mode: "string replace default=STANDARD_REPOSITORY",
    name: "string output as=lastPart",
    project: "string computed replace local from=project",
    pulumiLabels: "map output api=-",
    registryUri: "string output",
    remoteRepositoryConfig: [
      "block replace",
      {
        aptRepository: [
          "block replace",
          {
            publicRepository: [
              "block replace",
              {
                repositoryBase: "string required replace",
                repositoryPath: "string required replace",
              },
            ],
          },
        ],
        commonRepository: [
          "block replace",
          {
            uri: "string required replace",
          },
        ],
        description: "string replace",
        disableUpstreamValidation: "bool",
        dockerRepository: [
          "block replace",
          {
            customRepository: [
              "block replace",
              {
                uri: "string replace",
              },
            ],
            publicRepository: "string replace",
          },
        ],
        mavenRepository: [
          "block replace",
          {
            customRepository: [
              "block replace",
              {
                uri: "string replace",
              },
            ],
            publicRepository: "string replace",
          },
        ],
        noCache: ["block replace", {}],
        npmRepository: [
          "block replace",
          {
            customRepository: [
              "block replace",
              {
                uri: "string replace",
              },
            ],
            publicRepository: "string replace",
          },
        ],
        pythonRepository: [
          "block replace",
          {
            customRepository: [
              "block replace",
              {
                uri: "string replace",
              },
            ],
            publicRepository: "string replace",
          },
        ],
        upstreamCredentials: [
          "block",
          {
            usernamePasswordCredentials: [
              "block",
              {
                passwordSecretVersion: "string",
                username: "string",
              },
            ],
          },
        ],
        yumRepository: [
          "block replace",
          {
            publicRepository: [
              "block replace",
              {
                repositoryBase: "string required replace",
                repositoryPath: "string required replace",
              },
            ],
          },
        ],
      },
    ],
    repositoryId: "string required replace local",
    updateTime: "string output",
    virtualRepositoryConfig: [
      "block",
      {
        upstreamPolicies: [
          "list",
          {
            id: "string",
            priority: "int",
            repository: "string",
          },
        ],
      },
    ],
    vulnerabilityScanningConfig: [
      "block computed",
      {
        enablementConfig: "string",
        enablementState: "string output",
        enablementStateReason: "string output",
      },
    ],
  },
};
