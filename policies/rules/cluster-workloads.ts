import { cis, failIf, gpa } from "../rule";
import { autopilot, type ClusterRule } from "../cluster";

export const binaryAuthorization: ClusterRule = {
  id: "cluster-binary-authorization",
  title: "Only images that were attested run",
  severity: "medium",
  sources: [cis("5.1.4"), gpa("cluster_binary_authorization")],
  field: "binaryAuthorization.evaluationMode",
  fix: "Set binaryAuthorization.evaluationMode to PROJECT_SINGLETON_POLICY_ENFORCE.",
  examples: {
    pass: { binaryAuthorization: { evaluationMode: "PROJECT_SINGLETON_POLICY_ENFORCE" } },
    fail: { binaryAuthorization: { evaluationMode: "DISABLED" } },
  },
  check: ({ binaryAuthorization }) =>
    failIf(
      ["DISABLED", "", undefined].includes(binaryAuthorization?.evaluationMode) && !binaryAuthorization?.enabled,
      "any image may run",
    ),
};

export const workloadIdentity: ClusterRule = {
  id: "cluster-workload-identity",
  title: "Pods use identities of their own, not the node's",
  severity: "high",
  sources: [cis("5.2.2"), gpa("workload_identity")],
  field: "workloadIdentityConfig.workloadPool",
  fix: "Set workloadIdentityConfig.workloadPool to <project>.svc.id.goog.",
  examples: { pass: { workloadIdentityConfig: { workloadPool: "p.svc.id.goog" } }, fail: {} },
  check: (cluster) =>
    failIf(
      !autopilot(cluster) && !cluster.workloadIdentityConfig?.workloadPool,
      "every pod can act as its node's service account",
    ),
};

export const secretsEncrypted: ClusterRule = {
  id: "cluster-secrets-encrypted",
  title: "Kubernetes Secrets are encrypted with a key of your own",
  severity: "medium",
  sources: [cis("5.3.1"), gpa("secret_encryption")],
  field: "databaseEncryption.state",
  fix: "Set databaseEncryption to { state: ENCRYPTED, keyName: <Cloud KMS key> }.",
  examples: { pass: { databaseEncryption: { state: "ENCRYPTED", keyName: "k" } }, fail: {} },
  check: ({ databaseEncryption }) =>
    failIf(databaseEncryption?.state !== "ENCRYPTED", "Secrets in etcd are readable to whoever reads the disk"),
};

export const securityPosture: ClusterRule = {
  id: "cluster-security-posture",
  title: "The security posture dashboard watches the cluster",
  severity: "low",
  sources: [cis("5.10.4"), gpa("cluster_enable_security_posture")],
  field: "securityPostureConfig.mode",
  fix: "Set securityPostureConfig.mode to BASIC or ENTERPRISE.",
  examples: {
    pass: { securityPostureConfig: { mode: "BASIC" } },
    fail: { securityPostureConfig: { mode: "DISABLED" } },
  },
  check: ({ securityPostureConfig }) =>
    failIf(!["BASIC", "ENTERPRISE"].includes(securityPostureConfig?.mode ?? ""), "misconfigurations go unreported"),
};

export const workloadScanning: ClusterRule = {
  id: "cluster-workload-scanning",
  title: "Running images are scanned for vulnerabilities",
  severity: "low",
  sources: [gpa("cluster_enable_workload_scanning")],
  field: "securityPostureConfig.vulnerabilityMode",
  fix: "Set securityPostureConfig.vulnerabilityMode to VULNERABILITY_BASIC or VULNERABILITY_ENTERPRISE.",
  examples: { pass: { securityPostureConfig: { vulnerabilityMode: "VULNERABILITY_BASIC" } }, fail: {} },
  check: ({ securityPostureConfig }) =>
    failIf(
      !["VULNERABILITY_BASIC", "VULNERABILITY_ENTERPRISE"].includes(securityPostureConfig?.vulnerabilityMode ?? ""),
      "known holes in running images go unreported",
    ),
};
