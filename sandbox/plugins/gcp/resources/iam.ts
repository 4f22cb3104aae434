import { accountHooks } from "../hooks/service-account";
import { attestationRules, readPool } from "../hooks/workload-identity";
import type { ResourceTable } from "../core/context";

/** `gcp.serviceaccount.Account` */
export const serviceAccount: ResourceTable = {
  type: "gcp:serviceaccount/account:Account",
  noun: "service account",
  service: "iamBeta",
  item: "projects/{project}/serviceAccounts/{email}",
  collection: "projects/{project}/serviceAccounts",
  id: "projects/{project}/serviceAccounts/{email}",
  importIds: ["{project}/{email}", "{email}"],
  autoname: { property: "accountId", maxLength: 30 },
  minutes: { create: 5, update: 0, delete: 0 },
  errors: { create: "Error creating service account: " },
  hooks: accountHooks,
  rows: {
    accountId: "string required replace local",
    createIgnoreAlreadyExists: "bool local",
    deletionPolicy: "string computed local",
    description: "string",
    disabled: "bool planned=false",
    displayName: "string",
    email: "string output",
    member: "string output api=-",
    name: "string output",
    project: "string computed replace local from=project",
    uniqueId: "string output",
  },
};

/** `gcp.iam.WorkloadIdentityPool` */
export const workloadIdentityPool: ResourceTable = {
  type: "gcp:iam/workloadIdentityPool:WorkloadIdentityPool",
  noun: "WorkloadIdentityPool",
  service: "iamBeta",
  item: "projects/{project}/locations/global/workloadIdentityPools/{workloadIdentityPoolId}",
  collection:
    "projects/{project}/locations/global/workloadIdentityPools?workloadIdentityPoolId={workloadIdentityPoolId}",
  importIds: ["{project}/{workloadIdentityPoolId}", "{workloadIdentityPoolId}"],
  wait: "longrunning",
  update: { style: "mask" },
  hooks: { read: readPool, state: attestationRules },
  rows: {
    attestationRules: [
      "set api=-",
      {
        googleCloudResource: "string required",
      },
    ],
    deletionPolicy: "string computed local",
    description: "string",
    disabled: "bool",
    displayName: "string",
    inlineCertificateIssuanceConfig: [
      "block",
      {
        caPools: "map",
        keyAlgorithm: "string computed",
        lifetime: "string computed",
        rotationWindowPercentage: "int computed",
        useDefaultSharedCa: "bool",
      },
    ],
    inlineTrustConfig: [
      "block",
      {
        additionalTrustBundles: [
          "set",
          {
            trustAnchors: [
              "list required",
              {
                pemCertificate: "string required",
              },
            ],
            trustDefaultSharedCa: "bool",
            trustDomain: "string required",
          },
        ],
      },
    ],
    mode: "string computed",
    name: "string output",
    project: "string computed replace local from=project",
    state: "string output",
    workloadIdentityPoolId: "string required replace local",
  },
};

/** `gcp.iam.WorkloadIdentityPoolProvider` */
export const workloadIdentityPoolProvider: ResourceTable = {
  type: "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider",
  noun: "WorkloadIdentityPoolProvider",
  service: "iamBeta",
  item: "projects/{project}/locations/global/workloadIdentityPools/{workloadIdentityPoolId}/providers/{workloadIdentityPoolProviderId}",
  collection:
    "projects/{project}/locations/global/workloadIdentityPools/{workloadIdentityPoolId}/providers?workloadIdentityPoolProviderId={workloadIdentityPoolProviderId}",
  importIds: [
    "{project}/{workloadIdentityPoolId}/{workloadIdentityPoolProviderId}",
    "{workloadIdentityPoolId}/{workloadIdentityPoolProviderId}",
  ],
  wait: "longrunning",
  update: { style: "mask" },
  hooks: { read: readPool },
  rows: {
    attributeCondition: "string",
    attributeMapping: "map",
    aws: ["block", { accountId: "string required" }],
    deletionPolicy: "string computed local",
    description: "string",
    disabled: "bool",
    displayName: "string",
    name: "string output",
    oidc: ["block", { allowedAudiences: "strings", issuerUri: "string required", jwksJson: "string" }],
    project: "string computed replace local from=project",
    saml: ["block", { idpMetadataXml: "string required" }],
    state: "string output",
    workloadIdentityPoolId: "string required replace local",
    workloadIdentityPoolProviderId: "string required replace local",
    x509: [
      "block",
      {
        trustStore: [
          "block required",
          {
            intermediateCas: ["list", { pemCertificate: "string" }],
            trustAnchors: ["list required", { pemCertificate: "string" }],
          },
        ],
      },
    ],
  },
};
