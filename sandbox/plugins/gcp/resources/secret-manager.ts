import { secretVersionHooks } from "../hooks/secret-version";
import type { ResourceTable } from "../core/context";

/** `gcp.secretmanager.Secret` */
export const secret: ResourceTable = {
  type: "gcp:secretmanager/secret:Secret",
  noun: "Secret",
  service: "secretManager",
  item: "projects/{project}/secrets/{secretId}",
  collection: "projects/{project}/secrets?secretId={secretId}",
  importIds: ["{project}/{secretId}", "{secretId}"],
  autoname: { property: "secretId" },
  labels: { property: "labels", api: "labels" },
  update: { style: "mask" },
  rows: {
    annotations: "map",
    createTime: "string output",
    deletionPolicy: "string computed local",
    deletionProtection: "bool local planned=false",
    effectiveAnnotations: "map output api=annotations",
    effectiveLabels: "map output api=-",
    expireTime: "string computed",
    labels: "map api=-",
    name: "string output",
    project: "string computed replace local from=project",
    pulumiLabels: "map output api=-",
    replication: [
      "block required replace",
      {
        auto: [
          "block replace present api=automatic",
          {
            customerManagedEncryption: [
              "block",
              {
                kmsKeyName: "string required",
              },
            ],
          },
        ],
        userManaged: [
          "block replace",
          {
            replicas: [
              "list required replace",
              {
                customerManagedEncryption: [
                  "block",
                  {
                    kmsKeyName: "string required",
                  },
                ],
                location: "string required replace",
              },
            ],
          },
        ],
      },
    ],
    rotation: [
      "block",
      {
        nextRotationTime: "string",
        rotationPeriod: "string",
      },
    ],
    secretId: "string required replace local",
    tags: "map replace unread",
    topics: [
      "list",
      {
        name: "string required",
      },
    ],
    ttl: "string unread",
    versionAliases: "map",
    versionDestroyTtl: "string",
  },
};

/** `gcp.secretmanager.SecretVersion`: its content goes in and never comes back. */
export const secretVersion: ResourceTable = {
  type: "gcp:secretmanager/secretVersion:SecretVersion",
  noun: "SecretVersion",
  service: "secretManager",
  item: "{name}",
  collection: "{secret}:addVersion",
  id: "{name}",
  importIds: ["{name+}"],
  hooks: secretVersionHooks,
  rows: {
    createTime: "string output",
    deletionPolicy: "string computed local",
    destroyTime: "string output",
    enabled: "bool api=- default=true",
    isSecretDataBase64: "bool replace local planned=false",
    name: "string output",
    project: "string computed replace local",
    secret: "string required replace local same=link",
    secretData: "string replace secret local",
    secretDataWo: "string writeonly local",
    secretDataWoVersion: "int replace local planned=0",
    version: "string output api=name as=lastPart",
  },
};
