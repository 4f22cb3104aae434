import type { Rows } from "../../core/schema";

/** Secrets of Secret Manager, in files or as Secrets: whether, and how often they are read anew. */
const withRotation: Rows[string] = [
  "block",
  {
    enabled: "bool required",
    rotationConfig: [
      "block computed",
      {
        enabled: "bool required",
        rotationInterval: "string computed",
      },
    ],
  },
];

/** Who may do what in a cluster, and with which keys: `gcp.container.Cluster`. */
export const accessRows: Rows = {
  allowNetAdmin: "bool api=autopilot.workloadPolicyConfig.allowNetAdmin sparse",
  anonymousAuthenticationConfig: [
    "block computed",
    {
      mode: "string required",
    },
  ],
  authenticatorGroupsConfig: [
    "block computed",
    {
      securityGroup: "string required",
    },
  ],
  autopilotClusterPolicyConfig: [
    "block computed api=autopilot.clusterPolicyConfig",
    {
      noStandardNodePools: "bool",
      noSystemImpersonation: "bool",
      noSystemMutation: "bool",
      noUnsafeWebhooks: "bool",
    },
  ],
  autopilotPrivilegedAdmissions: "strings computed api=autopilot.privilegedAdmissionConfig.allowlistPaths",
  binaryAuthorization: [
    "block",
    {
      enabled: "bool",
      evaluationMode: "string computed",
    },
  ],
  databaseEncryption: [
    "block computed",
    {
      keyName: "string",
      state: "string required",
    },
  ],
  enableLegacyAbac: "bool empty planned=false api=legacyAbac.enabled",
  identityServiceConfig: [
    "block computed",
    {
      enabled: "bool",
    },
  ],
  masterAuth: [
    "block computed",
    {
      clientCertificate: "string output",
      clientCertificateConfig: [
        "block required replace",
        {
          issueClientCertificate: "bool required replace empty",
        },
      ],
      clientKey: "string output secret",
      clusterCaCertificate: "string output",
    },
  ],
  podSecurityPolicyConfig: [
    "block",
    {
      enabled: "bool required",
    },
  ],
  protectConfig: [
    "block computed",
    {
      workloadConfig: [
        "block computed",
        {
          auditMode: "string required",
        },
      ],
      workloadVulnerabilityMode: "string computed",
    },
  ],
  rbacBindingConfig: [
    "block computed",
    {
      enableInsecureBindingSystemAuthenticated: "bool empty",
      enableInsecureBindingSystemUnauthenticated: "bool empty",
    },
  ],
  secretManagerConfig: withRotation,
  secretSyncConfig: withRotation,
  securityPostureConfig: [
    "block computed",
    {
      mode: "string computed same=unspecified",
      vulnerabilityMode: "string computed same=unspecified",
    },
  ],
  userManagedKeysConfig: [
    "block solid",
    {
      aggregationCa: "string replace",
      clusterCa: "string replace",
      controlPlaneDiskEncryptionKey: "string",
      controlPlaneDiskEncryptionKeyVersions: "string-set output",
      etcdApiCa: "string replace",
      etcdPeerCa: "string replace",
      gkeopsEtcdBackupEncryptionKey: "string",
      serviceAccountSigningKeys: "string-set",
      serviceAccountVerificationKeys: "string-set",
    },
  ],
  workloadAltsConfig: [
    "block computed",
    {
      enableAlts: "bool required",
    },
  ],
  workloadIdentityConfig: [
    "block computed",
    {
      workloadPool: "string",
    },
  ],
};
