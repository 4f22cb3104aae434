/** What a method needs, where the data set says nothing, or names what only some calls need. */
interface Row {
  /** None: every caller who is somebody may. */
  readonly permissions: readonly string[];
  /** Where it is said, or what it follows from. */
  readonly source: string;
}

const STORAGE = "https://cloud.google.com/storage/docs/access-control/iam-json";
const COMPUTE = "https://cloud.google.com/compute/docs/reference/rest/v1";
const IAM = "https://cloud.google.com/iam/docs/reference/rest/v1";
const CREDENTIALS = "https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts";

/** Of storage's methods, `getIamPolicy` and `setIamPolicy` are for callers who ask for access control lists; a sandbox has none. */
export const rows: Readonly<Record<string, Row>> = {
  "storage.buckets.get": { permissions: ["storage.buckets.get"], source: STORAGE },
  "storage.buckets.list": { permissions: ["storage.buckets.list"], source: STORAGE },
  "storage.buckets.patch": { permissions: ["storage.buckets.get", "storage.buckets.update"], source: STORAGE },
  "storage.objects.get": { permissions: ["storage.objects.get"], source: STORAGE },
  "storage.objects.list": { permissions: ["storage.objects.list"], source: STORAGE },
  "storage.objects.insert": { permissions: ["storage.objects.create"], source: STORAGE },
  "storage.objects.patch": { permissions: ["storage.objects.get", "storage.objects.update"], source: STORAGE },
  "storage.anywhereCaches.list": { permissions: ["storage.anywhereCaches.list"], source: STORAGE },
  // Of addresses: the `…Internal` ones are for internal addresses, which a sandbox refuses.
  "compute.GlobalAddresses.Insert": {
    permissions: ["compute.globalAddresses.create"],
    source: `${COMPUTE}/globalAddresses/insert`,
  },
  "compute.GlobalAddresses.Delete": {
    permissions: ["compute.globalAddresses.delete"],
    source: `${COMPUTE}/globalAddresses/delete`,
  },
  "compute.Addresses.Insert": { permissions: ["compute.addresses.create"], source: `${COMPUTE}/addresses/insert` },
  "compute.Addresses.Delete": { permissions: ["compute.addresses.delete"], source: `${COMPUTE}/addresses/delete` },
  "compute.Firewalls.Insert": {
    permissions: ["compute.firewalls.create", "compute.networks.updatePolicy"],
    source: `${COMPUTE}/firewalls/insert`,
  },
  "compute.Firewalls.Update": {
    permissions: ["compute.firewalls.update", "compute.networks.updatePolicy"],
    source: `${COMPUTE}/firewalls/update`,
  },
  // The data set knows REST's names.
  "cloudkms.KeyManagementService.Encrypt": {
    permissions: ["cloudkms.cryptoKeyVersions.useToEncrypt"],
    source: "https://cloud.google.com/kms/docs/reference/permissions-and-roles",
  },
  "cloudkms.KeyManagementService.Decrypt": {
    permissions: ["cloudkms.cryptoKeyVersions.useToDecrypt"],
    source: "https://cloud.google.com/kms/docs/reference/permissions-and-roles",
  },
  "container.ClusterManager.GetServerConfig": {
    permissions: ["container.clusters.list"],
    source: "https://github.com/cloudpilot-ai/karpenter-provider-gcp/pull/403",
  },
  "iam.projects.locations.workloadIdentityPools.patch": {
    permissions: ["iam.workloadIdentityPools.update"],
    source: `${IAM}/projects.locations.workloadIdentityPools/patch`,
  },
  "iam.projects.locations.workloadIdentityPools.listAttestationRules": {
    permissions: ["iam.workloadIdentityPools.getAttestationRules"],
    source: `${IAM}/projects.locations.workloadIdentityPools/listAttestationRules`,
  },
  "iam.projects.locations.workloadIdentityPools.operations.get": {
    permissions: ["iam.workloadIdentityPools.get"],
    source: "derived: no predefined role has a permission on these operations",
  },
  // The data set has the permission of workforce pools here.
  "iam.projects.locations.workloadIdentityPools.providers.patch": {
    permissions: ["iam.workloadIdentityPoolProviders.update"],
    source: `${IAM}/projects.locations.workloadIdentityPools.providers/patch`,
  },
  "iam.projects.locations.workloadIdentityPools.providers.operations.get": {
    permissions: ["iam.workloadIdentityPoolProviders.get"],
    source: "derived: no predefined role has a permission on these operations",
  },
  "iamcredentials.projects.serviceAccounts.generateAccessToken": {
    permissions: ["iam.serviceAccounts.getAccessToken"],
    source: `${CREDENTIALS}/generateAccessToken`,
  },
  "iamcredentials.projects.serviceAccounts.generateIdToken": {
    permissions: ["iam.serviceAccounts.getOpenIdToken"],
    source: `${CREDENTIALS}/generateIdToken`,
  },
  "logging.LoggingServiceV2.WriteLogEntries": {
    permissions: ["logging.logEntries.create"],
    source: "https://cloud.google.com/logging/docs/access-control",
  },
  "logging.LoggingServiceV2.ListLogEntries": {
    permissions: ["logging.logEntries.list"],
    source: "https://cloud.google.com/logging/docs/access-control",
  },
  "secretmanager.SecretManagerService.EnableSecretVersion": {
    permissions: ["secretmanager.versions.enable"],
    source: "https://cloud.google.com/secret-manager/docs/access-control",
  },
  "secretmanager.SecretManagerService.DisableSecretVersion": {
    permissions: ["secretmanager.versions.disable"],
    source: "https://cloud.google.com/secret-manager/docs/access-control",
  },
  "cloudbilling.projects.getBillingInfo": {
    permissions: ["resourcemanager.projects.get"],
    source: "https://cloud.google.com/billing/docs/reference/rest/v1/projects/getBillingInfo",
  },
  "cloudresourcemanager.Projects.SearchProjects": {
    permissions: [],
    source:
      "https://cloud.google.com/resource-manager/reference/rest/v3/projects/search (finds what the caller may see)",
  },
  "cloudresourcemanager.Projects.TestIamPermissions": {
    permissions: [],
    source: "https://cloud.google.com/resource-manager/reference/rest/v3/projects/testIamPermissions",
  },
};

/** What looking at a long-running operation needs, by the operation's API. None: no predefined role has a permission for it. */
export const operationPermissions: Readonly<Record<string, readonly string[]>> = {
  artifactregistry: [],
  cloudbuild: ["cloudbuild.builds.get"],
  cloudresourcemanager: [],
  iam: [],
  serviceusage: ["serviceusage.operations.get"],
};

/** Permissions that are asked for beside a method's own. */
export const used: readonly string[] = [
  "artifactregistry.repositories.downloadArtifacts",
  "artifactregistry.repositories.uploadArtifacts",
  "iam.serviceAccounts.actAs",
  "iam.serviceAccounts.signBlob",
  "iam.serviceAccounts.signJwt",
  "serviceusage.operations.get",
  "storage.objects.create",
  "storage.objects.delete",
];
