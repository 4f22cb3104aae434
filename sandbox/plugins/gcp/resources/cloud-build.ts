import type { ResourceTable } from "../core/context";

/** `gcp.cloudbuild.Trigger` */
export const trigger: ResourceTable = {
  type: "gcp:cloudbuild/trigger:Trigger",
  noun: "Trigger",
  service: "cloudBuild",
  item: "projects/{project}/locations/{location}/triggers/{triggerId}",
  collection: "projects/{project}/locations/{location}/triggers",
  importIds: ["projects/{project}/triggers/{triggerId}", "{project}/{triggerId}", "{triggerId}"],
  schemaVersion: 2,
  update: { style: "whole", method: "PATCH" },
  rows: {
    approvalConfig: [
      "block computed present as=approval",
      {
        approvalRequired: "bool planned=false",
      },
    ],
    bitbucketServerTriggerConfig: [
      "block",
      {
        bitbucketServerConfigResource: "string required",
        projectKey: "string required",
        pullRequest: [
          "block",
          {
            branch: "string required",
            commentControl: "string",
            invertRegex: "bool",
          },
        ],
        push: [
          "block",
          {
            branch: "string",
            invertRegex: "bool",
            tag: "string",
          },
        ],
        repoSlug: "string required",
      },
    ],
    build: [
      "block",
      {
        artifacts: [
          "block",
          {
            images: "strings",
            mavenArtifacts: [
              "list",
              {
                artifactId: "string",
                groupId: "string",
                path: "string",
                repository: "string",
                version: "string",
              },
            ],
            npmPackages: [
              "list",
              {
                packagePath: "string",
                repository: "string",
              },
            ],
            objects: [
              "block",
              {
                location: "string",
                paths: "strings",
                timings: [
                  "list output api=timing",
                  {
                    endTime: "string",
                    startTime: "string",
                  },
                ],
              },
            ],
            pythonPackages: [
              "list",
              {
                paths: "strings",
                repository: "string",
              },
            ],
          },
        ],
        availableSecrets: [
          "block",
          {
            secretManagers: [
              "list required api=secretManager",
              {
                env: "string required",
                versionName: "string required",
              },
            ],
          },
        ],
        images: "strings",
        logsBucket: "string",
        options: [
          "block",
          {
            diskSizeGb: "int",
            dynamicSubstitutions: "bool",
            envs: "strings api=env",
            logStreamingOption: "string",
            logging: "string",
            machineType: "string",
            requestedVerifyOption: "string",
            secretEnvs: "strings api=secretEnv",
            sourceProvenanceHashes: "strings api=sourceProvenanceHash",
            substitutionOption: "string",
            volumes: [
              "list",
              {
                name: "string",
                path: "string",
              },
            ],
            workerPool: "string",
          },
        ],
        queueTtl: "string",
        secrets: [
          "list",
          {
            kmsKeyName: "string required",
            secretEnv: "map",
          },
        ],
        source: [
          "block",
          {
            repoSource: [
              "block",
              {
                branchName: "string",
                commitSha: "string",
                dir: "string",
                invertRegex: "bool",
                projectId: "string",
                repoName: "string required",
                substitutions: "map",
                tagName: "string",
              },
            ],
            storageSource: [
              "block",
              {
                bucket: "string required",
                generation: "string",
                object: "string required",
              },
            ],
          },
        ],
        steps: [
          "list required",
          {
            allowExitCodes: "ints",
            allowFailure: "bool",
            args: "strings",
            dir: "string",
            entrypoint: "string",
            envs: "strings api=env",
            id: "string",
            name: "string required",
            script: "string",
            secretEnvs: "strings api=secretEnv",
            timeout: "string",
            timing: "string",
            volumes: [
              "list",
              {
                name: "string required",
                path: "string required",
              },
            ],
            waitFors: "strings api=waitFor",
          },
        ],
        substitutions: "map",
        tags: "strings",
        timeout: "string default=600s",
      },
    ],
    createTime: "string output",
    deletionPolicy: "string computed local",
    description: "string",
    developerConnectEventConfig: [
      "block",
      {
        gitRepositoryLink: "string required",
        gitRepositoryLinkType: "string output",
        pullRequest: [
          "block",
          {
            branch: "string",
            commentControl: "string",
            invertRegex: "bool",
          },
        ],
        push: [
          "block",
          {
            branch: "string",
            invertRegex: "bool",
            tag: "string",
          },
        ],
      },
    ],
    disabled: "bool",
    filename: "string",
    filter: "string",
    gitFileSource: [
      "block",
      {
        bitbucketServerConfig: "string",
        githubEnterpriseConfig: "string",
        path: "string required",
        repoType: "string required",
        repository: "string",
        revision: "string",
        uri: "string",
      },
    ],
    github: [
      "block",
      {
        enterpriseConfigResourceName: "string",
        name: "string",
        owner: "string",
        pullRequest: [
          "block",
          {
            branch: "string required",
            commentControl: "string",
            invertRegex: "bool",
          },
        ],
        push: [
          "block",
          {
            branch: "string",
            invertRegex: "bool",
            tag: "string",
          },
        ],
      },
    ],
    ignoredFiles: "strings",
    includeBuildLogs: "string",
    includedFiles: "strings",
    location: "string replace local default=global",
    name: "string computed",
    project: "string computed replace local from=project",
    pubsubConfig: [
      "block",
      {
        serviceAccountEmail: "string",
        state: "string output",
        subscription: "string output",
        topic: "string required",
      },
    ],
    repositoryEventConfig: [
      "block",
      {
        pullRequest: [
          "block",
          {
            branch: "string",
            commentControl: "string",
            invertRegex: "bool",
          },
        ],
        push: [
          "block",
          {
            branch: "string",
            invertRegex: "bool",
            tag: "string",
          },
        ],
        repository: "string",
      },
    ],
    serviceAccount: "string",
    sourceToBuild: [
      "block",
      {
        bitbucketServerConfig: "string",
        githubEnterpriseConfig: "string",
        ref: "string required",
        repoType: "string required",
        repository: "string",
        uri: "string",
      },
    ],
    substitutions: "map",
    tags: "strings",
    triggerId: "string output api=id",
    triggerTemplate: [
      "block",
      {
        branchName: "string",
        commitSha: "string",
        dir: "string",
        invertRegex: "bool",
        projectId: "string computed",
        repoName: "string default=default",
        tagName: "string",
      },
    ],
    webhookConfig: [
      "block",
      {
        secret: "string required",
        state: "string output",
      },
    ],
  },
};
