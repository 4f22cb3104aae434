import type { StackConfig } from "../config/schema";

/** The APIs that a configuration needs. */
export function requiredServices(config: StackConfig): string[] {
  const own = "location" in config.cluster ? config.cluster : undefined;
  const builds = Object.keys(config.images).length > 0 || Object.keys(config.triggers).length > 0;
  const names = [
    // Enabling the others, and granting roles, goes through these two.
    "cloudresourcemanager",
    "iam",
    "container",
    ...(own ? ["compute", "logging", "monitoring", "artifactregistry"] : []),
    ...(own?.binaryAuthorization ? ["binaryauthorization"] : []),
    ...(own && own.securityPosture !== "DISABLED" ? ["containersecurity"] : []),
    ...(own?.secretManager ? ["secretmanager"] : []),
    ...(own?.databaseEncryptionKey !== undefined || own?.bootDiskKey !== undefined ? ["cloudkms"] : []),
    ...(config.identities.github?.state?.key !== undefined ? ["cloudkms"] : []),
    ...(own && config.registry.vulnerabilityScanning ? ["containerscanning"] : []),
    ...(builds ? ["artifactregistry", "cloudbuild", "storage"] : []),
    ...(config.identities.github ? ["iamcredentials", "sts"] : []),
  ];
  return [...new Set([...names.map((name) => `${name}.googleapis.com`), ...config.services.extra])].sort();
}
