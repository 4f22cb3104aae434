import { bucketHooks } from "../hooks/bucket";
import { bucketObjectHooks } from "../hooks/bucket-object";
import type { ResourceTable } from "../core/context";

/** `gcp.storage.Bucket` */
export const bucket: ResourceTable = {
  type: "gcp:storage/bucket:Bucket",
  noun: "Bucket",
  service: "storage",
  item: "b/{name}",
  collection: "b?project={project}",
  id: "{name}",
  importIds: ["{project}/{name}"],
  autoname: { property: "name", maxLength: 63 },
  labels: { property: "labels", api: "labels" },
  minutes: { create: 10, read: 4, update: 4, delete: 0 },
  schemaVersion: 4,
  hooks: bucketHooks,
  rows: {
    autoclass: [
      "block",
      {
        enabled: "bool required",
        terminalStorageClass: "string computed",
      },
    ],
    cors: [
      "list",
      {
        maxAgeSeconds: "int",
        methods: "strings api=method",
        origins: "strings api=origin",
        responseHeaders: "strings api=responseHeader",
      },
    ],
    customPlacementConfig: [
      "block",
      {
        dataLocations: "string-set required replace",
      },
    ],
    defaultEventBasedHold: "bool",
    deletionPolicy: "string computed local",
    effectiveLabels: "map output api=-",
    enableObjectRetention: "bool replace api=-",
    encryption: [
      "block",
      {
        customerManagedEncryptionEnforcementConfig: [
          "block",
          {
            effectiveTime: "string output",
            restrictionMode: "string required",
          },
        ],
        customerSuppliedEncryptionEnforcementConfig: [
          "block",
          {
            effectiveTime: "string output",
            restrictionMode: "string required",
          },
        ],
        defaultKmsKeyName: "string",
        googleManagedEncryptionEnforcementConfig: [
          "block",
          {
            effectiveTime: "string output",
            restrictionMode: "string required",
          },
        ],
      },
    ],
    forceDestroy: "bool local planned=false",
    hierarchicalNamespace: [
      "block replace",
      {
        enabled: "bool required replace",
      },
    ],
    ipFilter: [
      "block",
      {
        allowAllServiceAgentAccess: "bool",
        allowCrossOrgVpcs: "bool",
        mode: "string required",
        publicNetworkSource: [
          "block",
          {
            allowedIpCidrRanges: "strings required",
          },
        ],
        vpcNetworkSources: [
          "list",
          {
            allowedIpCidrRanges: "strings required",
            network: "string required",
          },
        ],
      },
    ],
    labels: "map api=-",
    lifecycleRules: [
      "list api=-",
      {
        action: [
          "block required zeros",
          {
            storageClass: "string",
            type: "string required",
          },
        ],
        condition: [
          "block required zeros",
          {
            age: "int",
            createdBefore: "string",
            customTimeBefore: "string",
            daysSinceCustomTime: "int",
            daysSinceNoncurrentTime: "int",
            matchesPrefixes: "strings api=matchesPrefix",
            matchesStorageClasses: "strings api=matchesStorageClass",
            matchesSuffixes: "strings api=matchesSuffix",
            noncurrentTimeBefore: "string",
            numNewerVersions: "int",
            sendAgeIfZero: "bool",
            sendDaysSinceCustomTimeIfZero: "bool",
            sendDaysSinceNoncurrentTimeIfZero: "bool",
            sendNumNewerVersionsIfZero: "bool",
            sizeAboveBytes: "int",
            sizeBelowBytes: "int",
            withState: "string computed",
          },
        ],
      },
    ],
    location: "string required replace",
    logging: [
      "block",
      {
        logBucket: "string required",
        logObjectPrefix: "string computed",
      },
    ],
    name: "string required replace unread",
    project: "string computed replace api=- from=project",
    projectNumber: "int output",
    publicAccessPrevention: "string computed api=iamConfiguration.publicAccessPrevention",
    pulumiLabels: "map output api=-",
    requesterPays: "bool api=billing.requesterPays",
    retentionPolicy: [
      "block",
      {
        isLocked: "bool planned=false",
        retentionPeriod: "string required as=int64",
      },
    ],
    rpo: "string computed sparse",
    selfLink: "string output as=selfLink",
    softDeletePolicy: [
      "block computed",
      {
        effectiveTime: "string output",
        retentionDurationSeconds: "int default=604800",
      },
    ],
    storageClass: "string default=STANDARD",
    timeCreated: "string output",
    uniformBucketLevelAccess: "bool computed api=iamConfiguration.uniformBucketLevelAccess.enabled",
    updated: "string output",
    url: "string output api=-",
    versioning: [
      "block computed",
      {
        enabled: "bool required",
      },
    ],
    website: [
      "block computed",
      {
        mainPageSuffix: "string",
        notFoundPage: "string",
      },
    ],
  },
};

/** `gcp.storage.BucketObject` */
export const bucketObject: ResourceTable = {
  type: "gcp:storage/bucketObject:BucketObject",
  noun: "BucketObject",
  service: "storage",
  item: "b/{bucket}/o/{object}",
  collection: "b/{bucket}/o",
  id: "{bucket}-{outputName}",
  autoname: { property: "name" },
  minutes: { create: 4, update: 4, delete: 4 },
  hooks: bucketObjectHooks,
  rows: {
    bucket: "string required replace",
    cacheControl: "string replace",
    content: "string computed secret api=-",
    contentDisposition: "string replace",
    contentEncoding: "string replace",
    contentLanguage: "string replace",
    contentType: "string computed replace",
    contexts: [
      "block",
      {
        customs: [
          "list required api=custom",
          {
            createTime: "string output",
            key: "string required",
            updateTime: "string output",
            value: "string required",
          },
        ],
      },
    ],
    crc32c: "string output",
    customerEncryption: [
      "block secret",
      {
        encryptionAlgorithm: "string replace default=AES256",
        encryptionKey: "string required replace secret",
      },
    ],
    deletionPolicy: "string computed local",
    detectMd5hash: "string api=- default=different%20hash",
    eventBasedHold: "bool",
    forceEmptyContentType: "bool replace local",
    generation: "int output",
    kmsKeyName: "string computed replace same=link",
    md5hash: "string output api=md5Hash",
    md5hexhash: "string output api=-",
    mediaLink: "string output",
    metadata: "map replace",
    name: "string required replace",
    outputName: "string output api=name",
    retention: [
      "block",
      {
        mode: "string required",
        retainUntilTime: "string required",
      },
    ],
    selfLink: "string output as=selfLink",
    source: "string replace api=-",
    sourceMd5hash: "string",
    storageClass: "string computed replace",
    temporaryHold: "bool",
  },
};
