/** Where a definition is made from. */
export type Source =
  | {
      readonly api: string;
      readonly host: string;
      /** An npm package with `build/protos/protos.json`. */
      readonly npm: string;
      readonly package: string;
      /** Services in that package; all of their methods are known, few are implemented. */
      readonly services: readonly string[];
      /** Of those, the only methods to know. @default all */
      readonly only?: readonly string[];
      /** Messages and fields that only the REST API has, from its discovery document; in the compact form. */
      readonly restOnly?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    }
  | {
      readonly api: string;
      readonly host: string;
      /** A discovery document inside the Python package google-api-python-client. */
      readonly document: string;
      readonly package: string;
      /** Methods to know, by their id's beginning. */
      readonly methods: readonly string[];
    };

const computeServices = [
  "Networks",
  "Subnetworks",
  "Routers",
  "Addresses",
  "GlobalAddresses",
  "Firewalls",
  "Zones",
  "Regions",
  "MachineTypes",
  "InstanceGroupManagers",
  "RegionInstanceGroupManagers",
  "InstanceGroups",
  "GlobalOperations",
  "RegionOperations",
  "ZoneOperations",
  "Projects",
  "BackendServices",
];

/** Definitions whose methods are known and served by a newer version's handlers: nothing is written against their types. */
export const untyped: readonly string[] = ["container-v1", "compute-v1"];

/** Output file name → what it is made of. */
export const sources: Readonly<Record<string, Source>> = {
  "container-v1": {
    api: "container",
    host: "container.googleapis.com",
    npm: "@google-cloud/container",
    package: "google.container.v1",
    services: ["ClusterManager"],
  },
  "container-v1beta1": {
    api: "container",
    host: "container.googleapis.com",
    npm: "@google-cloud/container",
    package: "google.container.v1beta1",
    services: ["ClusterManager"],
  },
  "compute-v1": {
    api: "compute",
    host: "compute.googleapis.com",
    npm: "@google-cloud/compute",
    package: "google.cloud.compute.v1",
    services: computeServices,
    // No definition has these; the official plugin sends them with every network and NAT, so Google must take them.
    restOnly: {
      "google.cloud.compute.v1.NetworkRoutingConfig": { deleteBgpAlwaysCompareMed: "100001 bool" },
      "google.cloud.compute.v1.RouterNat": { initialNatIps: "100001 []string" },
    },
  },
  "compute-beta": {
    api: "compute",
    host: "compute.googleapis.com",
    npm: "@google-cloud/compute",
    package: "google.cloud.compute.v1beta",
    services: computeServices,
    // No definition has these; the official plugin sends them with every network and NAT, so Google must take them.
    restOnly: {
      "google.cloud.compute.v1beta.NetworkRoutingConfig": { deleteBgpAlwaysCompareMed: "100001 bool" },
      "google.cloud.compute.v1beta.RouterNat": { initialNatIps: "100001 []string" },
    },
  },
  "artifactregistry-v1": {
    api: "artifactregistry",
    host: "artifactregistry.googleapis.com",
    npm: "@google-cloud/artifact-registry",
    package: "google.devtools.artifactregistry.v1",
    services: ["ArtifactRegistry"],
  },
  "cloudbuild-v1": {
    api: "cloudbuild",
    host: "cloudbuild.googleapis.com",
    npm: "@google-cloud/cloudbuild",
    package: "google.devtools.cloudbuild.v1",
    services: ["CloudBuild"],
    restOnly: {
      "google.devtools.cloudbuild.v1.BuildTrigger": {
        approvalConfig: "100001 .ApprovalConfig",
        includeBuildLogs: "100002 string",
      },
      "google.devtools.cloudbuild.v1.ApprovalConfig": { approvalRequired: "1 bool" },
    },
  },
  "serviceusage-v1": {
    api: "serviceusage",
    host: "serviceusage.googleapis.com",
    npm: "@google-cloud/service-usage",
    package: "google.api.serviceusage.v1",
    services: ["ServiceUsage"],
  },
  "cloudresourcemanager-v3": {
    api: "cloudresourcemanager",
    host: "cloudresourcemanager.googleapis.com",
    npm: "@google-cloud/resource-manager",
    package: "google.cloud.resourcemanager.v3",
    services: ["Projects"],
  },
  "monitoring-v3": {
    api: "monitoring",
    host: "monitoring.googleapis.com",
    npm: "@google-cloud/monitoring",
    package: "google.monitoring.v3",
    services: ["AlertPolicyService", "NotificationChannelService", "MetricService"],
  },
  "secretmanager-v1": {
    api: "secretmanager",
    host: "secretmanager.googleapis.com",
    npm: "@google-cloud/secret-manager",
    package: "google.cloud.secretmanager.v1",
    services: ["SecretManagerService"],
  },
  "logging-v2": {
    api: "logging",
    host: "logging.googleapis.com",
    npm: "@google-cloud/logging-api",
    package: "google.logging.v2",
    services: ["LoggingServiceV2"],
  },
  "longrunning-v1": {
    api: "longrunning",
    host: "longrunning.googleapis.com",
    npm: "@google-cloud/artifact-registry",
    package: "google.longrunning",
    services: ["Operations"],
  },
  "cloudresourcemanager-v1": {
    api: "cloudresourcemanager",
    host: "cloudresourcemanager.googleapis.com",
    document: "cloudresourcemanager.v1",
    package: "cloudresourcemanager.v1",
    methods: ["cloudresourcemanager.projects."],
  },
  "iam-v1": {
    api: "iam",
    host: "iam.googleapis.com",
    document: "iam.v1",
    package: "iam.v1",
    methods: ["iam.projects.serviceAccounts.", "iam.projects.locations.workloadIdentityPools."],
  },
  "storage-v1": {
    api: "storage",
    host: "storage.googleapis.com",
    document: "storage.v1",
    package: "storage.v1",
    methods: ["storage.buckets.", "storage.objects.", "storage.anywhereCaches."],
  },
  "cloudbilling-v1": {
    api: "cloudbilling",
    host: "cloudbilling.googleapis.com",
    document: "cloudbilling.v1",
    package: "cloudbilling.v1",
    methods: ["cloudbilling.projects."],
  },
  "iamcredentials-v1": {
    api: "iamcredentials",
    host: "iamcredentials.googleapis.com",
    document: "iamcredentials.v1",
    package: "iamcredentials.v1",
    methods: ["iamcredentials.projects.serviceAccounts."],
  },
  // Its gRPC form, beside REST's: the engine's key store and Google's clients speak that.
  "cloudkms-rpc-v1": {
    api: "cloudkms",
    host: "cloudkms.googleapis.com",
    npm: "@google-cloud/kms",
    package: "google.cloud.kms.v1",
    services: ["KeyManagementService"],
    only: ["Encrypt", "Decrypt"],
  },
  "cloudkms-v1": {
    api: "cloudkms",
    host: "cloudkms.googleapis.com",
    document: "cloudkms.v1",
    package: "cloudkms.v1",
    methods: ["cloudkms.projects.locations.keyRings."],
  },
};
