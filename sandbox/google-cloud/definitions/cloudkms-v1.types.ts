/* eslint-disable */
// Made by generate.ts from PyPI google-api-python-client, discovery document cloudkms.v1 revision 20260917; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type AuditLogConfigLogType =
  | "LOG_TYPE_UNSPECIFIED"
  | "ADMIN_READ"
  | "DATA_WRITE"
  | "DATA_READ";
export type KeyAccessJustificationsPolicyAllowedAccessReasons =
  | "REASON_UNSPECIFIED"
  | "CUSTOMER_INITIATED_SUPPORT"
  | "GOOGLE_INITIATED_SERVICE"
  | "THIRD_PARTY_DATA_REQUEST"
  | "GOOGLE_INITIATED_REVIEW"
  | "CUSTOMER_INITIATED_ACCESS"
  | "GOOGLE_INITIATED_SYSTEM_OPERATION"
  | "REASON_NOT_EXPECTED"
  | "MODIFIED_CUSTOMER_INITIATED_ACCESS"
  | "MODIFIED_GOOGLE_INITIATED_SYSTEM_OPERATION"
  | "GOOGLE_RESPONSE_TO_PRODUCTION_ALERT"
  | "CUSTOMER_AUTHORIZED_WORKFLOW_SERVICING";
export type CryptoKeyVersionAlgorithm =
  | "CRYPTO_KEY_VERSION_ALGORITHM_UNSPECIFIED"
  | "GOOGLE_SYMMETRIC_ENCRYPTION"
  | "AES_128_GCM"
  | "AES_256_GCM"
  | "AES_128_CBC"
  | "AES_256_CBC"
  | "AES_128_CTR"
  | "AES_256_CTR"
  | "RSA_SIGN_PSS_2048_SHA256"
  | "RSA_SIGN_PSS_3072_SHA256"
  | "RSA_SIGN_PSS_4096_SHA256"
  | "RSA_SIGN_PSS_4096_SHA512"
  | "RSA_SIGN_PKCS1_2048_SHA256"
  | "RSA_SIGN_PKCS1_3072_SHA256"
  | "RSA_SIGN_PKCS1_4096_SHA256"
  | "RSA_SIGN_PKCS1_4096_SHA512"
  | "RSA_SIGN_RAW_PKCS1_2048"
  | "RSA_SIGN_RAW_PKCS1_3072"
  | "RSA_SIGN_RAW_PKCS1_4096"
  | "RSA_DECRYPT_OAEP_2048_SHA256"
  | "RSA_DECRYPT_OAEP_3072_SHA256"
  | "RSA_DECRYPT_OAEP_4096_SHA256"
  | "RSA_DECRYPT_OAEP_4096_SHA512"
  | "RSA_DECRYPT_OAEP_2048_SHA1"
  | "RSA_DECRYPT_OAEP_3072_SHA1"
  | "RSA_DECRYPT_OAEP_4096_SHA1"
  | "EC_SIGN_P256_SHA256"
  | "EC_SIGN_P384_SHA384"
  | "EC_SIGN_SECP256K1_SHA256"
  | "EC_SIGN_ED25519"
  | "HMAC_SHA256"
  | "HMAC_SHA1"
  | "HMAC_SHA384"
  | "HMAC_SHA512"
  | "HMAC_SHA224"
  | "EXTERNAL_SYMMETRIC_ENCRYPTION"
  | "ML_KEM_768"
  | "ML_KEM_1024"
  | "KEM_XWING"
  | "PQ_SIGN_ML_DSA_44"
  | "PQ_SIGN_ML_DSA_65"
  | "PQ_SIGN_ML_DSA_87"
  | "PQ_SIGN_SLH_DSA_SHA2_128S"
  | "PQ_SIGN_HASH_SLH_DSA_SHA2_128S_SHA256"
  | "PQ_SIGN_ML_DSA_44_EXTERNAL_MU"
  | "PQ_SIGN_ML_DSA_65_EXTERNAL_MU"
  | "PQ_SIGN_ML_DSA_87_EXTERNAL_MU"
  | "KEM_ECDH_P256"
  | "KEM_ECDH_P384"
  | "AES_256_KWP";
export type KeyOperationAttestationFormat =
  | "ATTESTATION_FORMAT_UNSPECIFIED"
  | "CAVIUM_V1_COMPRESSED"
  | "CAVIUM_V2_COMPRESSED"
  | "CAVIUM_V209";
export type CryptoKeyVersionProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type CryptoKeyVersionState =
  | "CRYPTO_KEY_VERSION_STATE_UNSPECIFIED"
  | "PENDING_GENERATION"
  | "ENABLED"
  | "DISABLED"
  | "DESTROYED"
  | "DESTROY_SCHEDULED"
  | "PENDING_IMPORT"
  | "IMPORT_FAILED"
  | "GENERATION_FAILED"
  | "PENDING_EXTERNAL_DESTRUCTION"
  | "EXTERNAL_DESTRUCTION_FAILED";
export type CryptoKeyPurpose =
  | "CRYPTO_KEY_PURPOSE_UNSPECIFIED"
  | "ENCRYPT_DECRYPT"
  | "ASYMMETRIC_SIGN"
  | "ASYMMETRIC_DECRYPT"
  | "RAW_ENCRYPT_DECRYPT"
  | "MAC"
  | "KEY_ENCAPSULATION"
  | "AES_WRAPPING";
export type CryptoKeyVersionTemplateAlgorithm =
  | "CRYPTO_KEY_VERSION_ALGORITHM_UNSPECIFIED"
  | "GOOGLE_SYMMETRIC_ENCRYPTION"
  | "AES_128_GCM"
  | "AES_256_GCM"
  | "AES_128_CBC"
  | "AES_256_CBC"
  | "AES_128_CTR"
  | "AES_256_CTR"
  | "RSA_SIGN_PSS_2048_SHA256"
  | "RSA_SIGN_PSS_3072_SHA256"
  | "RSA_SIGN_PSS_4096_SHA256"
  | "RSA_SIGN_PSS_4096_SHA512"
  | "RSA_SIGN_PKCS1_2048_SHA256"
  | "RSA_SIGN_PKCS1_3072_SHA256"
  | "RSA_SIGN_PKCS1_4096_SHA256"
  | "RSA_SIGN_PKCS1_4096_SHA512"
  | "RSA_SIGN_RAW_PKCS1_2048"
  | "RSA_SIGN_RAW_PKCS1_3072"
  | "RSA_SIGN_RAW_PKCS1_4096"
  | "RSA_DECRYPT_OAEP_2048_SHA256"
  | "RSA_DECRYPT_OAEP_3072_SHA256"
  | "RSA_DECRYPT_OAEP_4096_SHA256"
  | "RSA_DECRYPT_OAEP_4096_SHA512"
  | "RSA_DECRYPT_OAEP_2048_SHA1"
  | "RSA_DECRYPT_OAEP_3072_SHA1"
  | "RSA_DECRYPT_OAEP_4096_SHA1"
  | "EC_SIGN_P256_SHA256"
  | "EC_SIGN_P384_SHA384"
  | "EC_SIGN_SECP256K1_SHA256"
  | "EC_SIGN_ED25519"
  | "HMAC_SHA256"
  | "HMAC_SHA1"
  | "HMAC_SHA384"
  | "HMAC_SHA512"
  | "HMAC_SHA224"
  | "EXTERNAL_SYMMETRIC_ENCRYPTION"
  | "ML_KEM_768"
  | "ML_KEM_1024"
  | "KEM_XWING"
  | "PQ_SIGN_ML_DSA_44"
  | "PQ_SIGN_ML_DSA_65"
  | "PQ_SIGN_ML_DSA_87"
  | "PQ_SIGN_SLH_DSA_SHA2_128S"
  | "PQ_SIGN_HASH_SLH_DSA_SHA2_128S_SHA256"
  | "PQ_SIGN_ML_DSA_44_EXTERNAL_MU"
  | "PQ_SIGN_ML_DSA_65_EXTERNAL_MU"
  | "PQ_SIGN_ML_DSA_87_EXTERNAL_MU"
  | "KEM_ECDH_P256"
  | "KEM_ECDH_P384"
  | "AES_256_KWP";
export type CryptoKeyVersionTemplateProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type DecryptResponseProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type EncryptResponseProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type ProjectsLocationsKeyRingsCryptoKeysListRequestVersionView =
  | "CRYPTO_KEY_VERSION_VIEW_UNSPECIFIED"
  | "FULL";
export type AsymmetricDecryptResponseProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type AsymmetricSignResponseProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type DecapsulateResponseProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsGetPublicKeyRequestPublicKeyFormat =
  | "PUBLIC_KEY_FORMAT_UNSPECIFIED"
  | "PEM"
  | "DER"
  | "NIST_PQC"
  | "XWING_RAW_BYTES";
export type PublicKeyAlgorithm =
  | "CRYPTO_KEY_VERSION_ALGORITHM_UNSPECIFIED"
  | "GOOGLE_SYMMETRIC_ENCRYPTION"
  | "AES_128_GCM"
  | "AES_256_GCM"
  | "AES_128_CBC"
  | "AES_256_CBC"
  | "AES_128_CTR"
  | "AES_256_CTR"
  | "RSA_SIGN_PSS_2048_SHA256"
  | "RSA_SIGN_PSS_3072_SHA256"
  | "RSA_SIGN_PSS_4096_SHA256"
  | "RSA_SIGN_PSS_4096_SHA512"
  | "RSA_SIGN_PKCS1_2048_SHA256"
  | "RSA_SIGN_PKCS1_3072_SHA256"
  | "RSA_SIGN_PKCS1_4096_SHA256"
  | "RSA_SIGN_PKCS1_4096_SHA512"
  | "RSA_SIGN_RAW_PKCS1_2048"
  | "RSA_SIGN_RAW_PKCS1_3072"
  | "RSA_SIGN_RAW_PKCS1_4096"
  | "RSA_DECRYPT_OAEP_2048_SHA256"
  | "RSA_DECRYPT_OAEP_3072_SHA256"
  | "RSA_DECRYPT_OAEP_4096_SHA256"
  | "RSA_DECRYPT_OAEP_4096_SHA512"
  | "RSA_DECRYPT_OAEP_2048_SHA1"
  | "RSA_DECRYPT_OAEP_3072_SHA1"
  | "RSA_DECRYPT_OAEP_4096_SHA1"
  | "EC_SIGN_P256_SHA256"
  | "EC_SIGN_P384_SHA384"
  | "EC_SIGN_SECP256K1_SHA256"
  | "EC_SIGN_ED25519"
  | "HMAC_SHA256"
  | "HMAC_SHA1"
  | "HMAC_SHA384"
  | "HMAC_SHA512"
  | "HMAC_SHA224"
  | "EXTERNAL_SYMMETRIC_ENCRYPTION"
  | "ML_KEM_768"
  | "ML_KEM_1024"
  | "KEM_XWING"
  | "PQ_SIGN_ML_DSA_44"
  | "PQ_SIGN_ML_DSA_65"
  | "PQ_SIGN_ML_DSA_87"
  | "PQ_SIGN_SLH_DSA_SHA2_128S"
  | "PQ_SIGN_HASH_SLH_DSA_SHA2_128S_SHA256"
  | "PQ_SIGN_ML_DSA_44_EXTERNAL_MU"
  | "PQ_SIGN_ML_DSA_65_EXTERNAL_MU"
  | "PQ_SIGN_ML_DSA_87_EXTERNAL_MU"
  | "KEM_ECDH_P256"
  | "KEM_ECDH_P384"
  | "AES_256_KWP";
export type PublicKeyProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type PublicKeyPublicKeyFormat =
  | "PUBLIC_KEY_FORMAT_UNSPECIFIED"
  | "PEM"
  | "DER"
  | "NIST_PQC"
  | "XWING_RAW_BYTES";
export type ImportCryptoKeyVersionRequestAlgorithm =
  | "CRYPTO_KEY_VERSION_ALGORITHM_UNSPECIFIED"
  | "GOOGLE_SYMMETRIC_ENCRYPTION"
  | "AES_128_GCM"
  | "AES_256_GCM"
  | "AES_128_CBC"
  | "AES_256_CBC"
  | "AES_128_CTR"
  | "AES_256_CTR"
  | "RSA_SIGN_PSS_2048_SHA256"
  | "RSA_SIGN_PSS_3072_SHA256"
  | "RSA_SIGN_PSS_4096_SHA256"
  | "RSA_SIGN_PSS_4096_SHA512"
  | "RSA_SIGN_PKCS1_2048_SHA256"
  | "RSA_SIGN_PKCS1_3072_SHA256"
  | "RSA_SIGN_PKCS1_4096_SHA256"
  | "RSA_SIGN_PKCS1_4096_SHA512"
  | "RSA_SIGN_RAW_PKCS1_2048"
  | "RSA_SIGN_RAW_PKCS1_3072"
  | "RSA_SIGN_RAW_PKCS1_4096"
  | "RSA_DECRYPT_OAEP_2048_SHA256"
  | "RSA_DECRYPT_OAEP_3072_SHA256"
  | "RSA_DECRYPT_OAEP_4096_SHA256"
  | "RSA_DECRYPT_OAEP_4096_SHA512"
  | "RSA_DECRYPT_OAEP_2048_SHA1"
  | "RSA_DECRYPT_OAEP_3072_SHA1"
  | "RSA_DECRYPT_OAEP_4096_SHA1"
  | "EC_SIGN_P256_SHA256"
  | "EC_SIGN_P384_SHA384"
  | "EC_SIGN_SECP256K1_SHA256"
  | "EC_SIGN_ED25519"
  | "HMAC_SHA256"
  | "HMAC_SHA1"
  | "HMAC_SHA384"
  | "HMAC_SHA512"
  | "HMAC_SHA224"
  | "EXTERNAL_SYMMETRIC_ENCRYPTION"
  | "ML_KEM_768"
  | "ML_KEM_1024"
  | "KEM_XWING"
  | "PQ_SIGN_ML_DSA_44"
  | "PQ_SIGN_ML_DSA_65"
  | "PQ_SIGN_ML_DSA_87"
  | "PQ_SIGN_SLH_DSA_SHA2_128S"
  | "PQ_SIGN_HASH_SLH_DSA_SHA2_128S_SHA256"
  | "PQ_SIGN_ML_DSA_44_EXTERNAL_MU"
  | "PQ_SIGN_ML_DSA_65_EXTERNAL_MU"
  | "PQ_SIGN_ML_DSA_87_EXTERNAL_MU"
  | "KEM_ECDH_P256"
  | "KEM_ECDH_P384"
  | "AES_256_KWP";
export type ImportTrustedKeyWrappedCryptoKeyVersionRequestAlgorithm =
  | "CRYPTO_KEY_VERSION_ALGORITHM_UNSPECIFIED"
  | "GOOGLE_SYMMETRIC_ENCRYPTION"
  | "AES_128_GCM"
  | "AES_256_GCM"
  | "AES_128_CBC"
  | "AES_256_CBC"
  | "AES_128_CTR"
  | "AES_256_CTR"
  | "RSA_SIGN_PSS_2048_SHA256"
  | "RSA_SIGN_PSS_3072_SHA256"
  | "RSA_SIGN_PSS_4096_SHA256"
  | "RSA_SIGN_PSS_4096_SHA512"
  | "RSA_SIGN_PKCS1_2048_SHA256"
  | "RSA_SIGN_PKCS1_3072_SHA256"
  | "RSA_SIGN_PKCS1_4096_SHA256"
  | "RSA_SIGN_PKCS1_4096_SHA512"
  | "RSA_SIGN_RAW_PKCS1_2048"
  | "RSA_SIGN_RAW_PKCS1_3072"
  | "RSA_SIGN_RAW_PKCS1_4096"
  | "RSA_DECRYPT_OAEP_2048_SHA256"
  | "RSA_DECRYPT_OAEP_3072_SHA256"
  | "RSA_DECRYPT_OAEP_4096_SHA256"
  | "RSA_DECRYPT_OAEP_4096_SHA512"
  | "RSA_DECRYPT_OAEP_2048_SHA1"
  | "RSA_DECRYPT_OAEP_3072_SHA1"
  | "RSA_DECRYPT_OAEP_4096_SHA1"
  | "EC_SIGN_P256_SHA256"
  | "EC_SIGN_P384_SHA384"
  | "EC_SIGN_SECP256K1_SHA256"
  | "EC_SIGN_ED25519"
  | "HMAC_SHA256"
  | "HMAC_SHA1"
  | "HMAC_SHA384"
  | "HMAC_SHA512"
  | "HMAC_SHA224"
  | "EXTERNAL_SYMMETRIC_ENCRYPTION"
  | "ML_KEM_768"
  | "ML_KEM_1024"
  | "KEM_XWING"
  | "PQ_SIGN_ML_DSA_44"
  | "PQ_SIGN_ML_DSA_65"
  | "PQ_SIGN_ML_DSA_87"
  | "PQ_SIGN_SLH_DSA_SHA2_128S"
  | "PQ_SIGN_HASH_SLH_DSA_SHA2_128S_SHA256"
  | "PQ_SIGN_ML_DSA_44_EXTERNAL_MU"
  | "PQ_SIGN_ML_DSA_65_EXTERNAL_MU"
  | "PQ_SIGN_ML_DSA_87_EXTERNAL_MU"
  | "KEM_ECDH_P256"
  | "KEM_ECDH_P384"
  | "AES_256_KWP";
export type ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsListRequestView =
  | "CRYPTO_KEY_VERSION_VIEW_UNSPECIFIED"
  | "FULL";
export type MacSignResponseProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type MacVerifyResponseProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type RawDecryptResponseProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type RawEncryptResponseProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type ImportJobImportMethod =
  | "IMPORT_METHOD_UNSPECIFIED"
  | "RSA_OAEP_3072_SHA1_AES_256"
  | "RSA_OAEP_4096_SHA1_AES_256"
  | "RSA_OAEP_3072_SHA256_AES_256"
  | "RSA_OAEP_4096_SHA256_AES_256"
  | "RSA_OAEP_3072_SHA256"
  | "RSA_OAEP_4096_SHA256"
  | "HPKE_KEM_ML_KEM_768_HKDF_SHA256_AES_256_GCM"
  | "HPKE_KEM_ML_KEM_1024_HKDF_SHA256_AES_256_GCM"
  | "HPKE_KEM_XWING_HKDF_SHA256_AES_256_GCM";
export type ImportJobProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export type ImportJobPublicKeyFormat =
  | "PUBLIC_KEY_FORMAT_UNSPECIFIED"
  | "PEM"
  | "DER"
  | "NIST_PQC"
  | "XWING_RAW_BYTES";
export type ImportJobState =
  | "IMPORT_JOB_STATE_UNSPECIFIED"
  | "PENDING_GENERATION"
  | "ACTIVE"
  | "EXPIRED";
export type ProjectsLocationsKeyRingsImportJobsGetRequestPublicKeyFormat =
  | "PUBLIC_KEY_FORMAT_UNSPECIFIED"
  | "PEM"
  | "DER"
  | "NIST_PQC"
  | "XWING_RAW_BYTES";
export interface ProjectsLocationsKeyRingsCreateRequest {
  keyRingId?: string | undefined;
  parent?: string | undefined;
  body?: KeyRing | undefined;
}
export interface KeyRing {
  createTime?: string | undefined;
  name?: string | undefined;
}
export interface ProjectsLocationsKeyRingsDeleteRequest {
  name?: string | undefined;
}
export interface Operation {
  done?: boolean | undefined;
  error?: Status | undefined;
  metadata?: Record<string, unknown> | undefined;
  name?: string | undefined;
  response?: Record<string, unknown> | undefined;
}
export interface Status {
  code?: number | undefined;
  details?: Record<string, unknown>[] | undefined;
  message?: string | undefined;
}
export interface ProjectsLocationsKeyRingsGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsKeyRingsGetIamPolicyRequest {
  "options.requestedPolicyVersion"?: number | undefined;
  resource?: string | undefined;
}
export interface Policy {
  auditConfigs?: AuditConfig[] | undefined;
  bindings?: Binding[] | undefined;
  etag?: string | undefined;
  version?: number | undefined;
}
export interface AuditConfig {
  auditLogConfigs?: AuditLogConfig[] | undefined;
  service?: string | undefined;
}
export interface AuditLogConfig {
  exemptedMembers?: string[] | undefined;
  logType?: AuditLogConfigLogType | undefined;
}
export interface Binding {
  condition?: Expr | undefined;
  members?: string[] | undefined;
  role?: string | undefined;
}
export interface Expr {
  description?: string | undefined;
  expression?: string | undefined;
  location?: string | undefined;
  title?: string | undefined;
}
export interface ProjectsLocationsKeyRingsListRequest {
  filter?: string | undefined;
  orderBy?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  parent?: string | undefined;
}
export interface ListKeyRingsResponse {
  keyRings?: KeyRing[] | undefined;
  nextPageToken?: string | undefined;
  totalSize?: number | undefined;
}
export interface ProjectsLocationsKeyRingsSetIamPolicyRequest {
  resource?: string | undefined;
  body?: SetIamPolicyRequest | undefined;
}
export interface SetIamPolicyRequest {
  policy?: Policy | undefined;
  updateMask?: string | undefined;
}
export interface ProjectsLocationsKeyRingsTestIamPermissionsRequest {
  resource?: string | undefined;
  body?: TestIamPermissionsRequest | undefined;
}
export interface TestIamPermissionsRequest {
  permissions?: string[] | undefined;
}
export interface TestIamPermissionsResponse {
  permissions?: string[] | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCreateRequest {
  cryptoKeyId?: string | undefined;
  parent?: string | undefined;
  skipInitialVersionCreation?: boolean | undefined;
  trustedWrappingEnabled?: boolean | undefined;
  body?: CryptoKey | undefined;
}
export interface CryptoKey {
  createTime?: string | undefined;
  cryptoKeyBackend?: string | undefined;
  destroyScheduledDuration?: string | undefined;
  importOnly?: boolean | undefined;
  keyAccessJustificationsPolicy?: KeyAccessJustificationsPolicy | undefined;
  labels?: Record<string, string> | undefined;
  name?: string | undefined;
  nextRotationTime?: string | undefined;
  primary?: CryptoKeyVersion | undefined;
  purpose?: CryptoKeyPurpose | undefined;
  rotationPeriod?: string | undefined;
  versionTemplate?: CryptoKeyVersionTemplate | undefined;
}
export interface KeyAccessJustificationsPolicy {
  allowedAccessReasons?: KeyAccessJustificationsPolicyAllowedAccessReasons[] | undefined;
}
export interface CryptoKeyVersion {
  algorithm?: CryptoKeyVersionAlgorithm | undefined;
  attestation?: KeyOperationAttestation | undefined;
  createTime?: string | undefined;
  destroyEventTime?: string | undefined;
  destroyTime?: string | undefined;
  externalDestructionFailureReason?: string | undefined;
  externalProtectionLevelOptions?: ExternalProtectionLevelOptions | undefined;
  generateTime?: string | undefined;
  generationFailureReason?: string | undefined;
  hsmTrusted?: boolean | undefined;
  importFailureReason?: string | undefined;
  importJob?: string | undefined;
  importTime?: string | undefined;
  name?: string | undefined;
  protectionLevel?: CryptoKeyVersionProtectionLevel | undefined;
  reimportEligible?: boolean | undefined;
  state?: CryptoKeyVersionState | undefined;
  trustedWrappingEnabled?: boolean | undefined;
}
export interface KeyOperationAttestation {
  certChains?: CertificateChains | undefined;
  content?: string | undefined;
  format?: KeyOperationAttestationFormat | undefined;
}
export interface CertificateChains {
  caviumCerts?: string[] | undefined;
  googleCardCerts?: string[] | undefined;
  googlePartitionCerts?: string[] | undefined;
}
export interface ExternalProtectionLevelOptions {
  ekmConnectionBackendOverride?: string | undefined;
  ekmConnectionKeyPath?: string | undefined;
  externalKeyUri?: string | undefined;
}
export interface CryptoKeyVersionTemplate {
  algorithm?: CryptoKeyVersionTemplateAlgorithm | undefined;
  protectionLevel?: CryptoKeyVersionTemplateProtectionLevel | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysDecryptRequest {
  name?: string | undefined;
  body?: DecryptRequest | undefined;
}
export interface DecryptRequest {
  additionalAuthenticatedData?: string | undefined;
  additionalAuthenticatedDataCrc32c?: string | undefined;
  ciphertext?: string | undefined;
  ciphertextCrc32c?: string | undefined;
}
export interface DecryptResponse {
  plaintext?: string | undefined;
  plaintextCrc32c?: string | undefined;
  protectionLevel?: DecryptResponseProtectionLevel | undefined;
  usedPrimary?: boolean | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysDeleteRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysEncryptRequest {
  name?: string | undefined;
  body?: EncryptRequest | undefined;
}
export interface EncryptRequest {
  additionalAuthenticatedData?: string | undefined;
  additionalAuthenticatedDataCrc32c?: string | undefined;
  plaintext?: string | undefined;
  plaintextCrc32c?: string | undefined;
}
export interface EncryptResponse {
  ciphertext?: string | undefined;
  ciphertextCrc32c?: string | undefined;
  name?: string | undefined;
  protectionLevel?: EncryptResponseProtectionLevel | undefined;
  verifiedAdditionalAuthenticatedDataCrc32c?: boolean | undefined;
  verifiedPlaintextCrc32c?: boolean | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysGetIamPolicyRequest {
  "options.requestedPolicyVersion"?: number | undefined;
  resource?: string | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysListRequest {
  filter?: string | undefined;
  orderBy?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  parent?: string | undefined;
  versionView?: ProjectsLocationsKeyRingsCryptoKeysListRequestVersionView | undefined;
}
export interface ListCryptoKeysResponse {
  cryptoKeys?: CryptoKey[] | undefined;
  nextPageToken?: string | undefined;
  totalSize?: number | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysPatchRequest {
  name?: string | undefined;
  updateMask?: string | undefined;
  body?: CryptoKey | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysSetIamPolicyRequest {
  resource?: string | undefined;
  body?: SetIamPolicyRequest | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysTestIamPermissionsRequest {
  resource?: string | undefined;
  body?: TestIamPermissionsRequest | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysUpdatePrimaryVersionRequest {
  name?: string | undefined;
  body?: UpdateCryptoKeyPrimaryVersionRequest | undefined;
}
export interface UpdateCryptoKeyPrimaryVersionRequest {
  cryptoKeyVersionId?: string | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsAsymmetricDecryptRequest {
  name?: string | undefined;
  body?: AsymmetricDecryptRequest | undefined;
}
export interface AsymmetricDecryptRequest {
  ciphertext?: string | undefined;
  ciphertextCrc32c?: string | undefined;
}
export interface AsymmetricDecryptResponse {
  plaintext?: string | undefined;
  plaintextCrc32c?: string | undefined;
  protectionLevel?: AsymmetricDecryptResponseProtectionLevel | undefined;
  verifiedCiphertextCrc32c?: boolean | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsAsymmetricSignRequest {
  name?: string | undefined;
  body?: AsymmetricSignRequest | undefined;
}
export interface AsymmetricSignRequest {
  data?: string | undefined;
  dataCrc32c?: string | undefined;
  digest?: Digest | undefined;
  digestCrc32c?: string | undefined;
}
export interface Digest {
  externalMu?: string | undefined;
  sha256?: string | undefined;
  sha384?: string | undefined;
  sha512?: string | undefined;
}
export interface AsymmetricSignResponse {
  name?: string | undefined;
  protectionLevel?: AsymmetricSignResponseProtectionLevel | undefined;
  signature?: string | undefined;
  signatureCrc32c?: string | undefined;
  verifiedDataCrc32c?: boolean | undefined;
  verifiedDigestCrc32c?: boolean | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsCreateRequest {
  parent?: string | undefined;
  body?: CryptoKeyVersion | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsDecapsulateRequest {
  name?: string | undefined;
  body?: DecapsulateRequest | undefined;
}
export interface DecapsulateRequest {
  ciphertext?: string | undefined;
  ciphertextCrc32c?: string | undefined;
}
export interface DecapsulateResponse {
  name?: string | undefined;
  protectionLevel?: DecapsulateResponseProtectionLevel | undefined;
  sharedSecret?: string | undefined;
  sharedSecretCrc32c?: string | undefined;
  verifiedCiphertextCrc32c?: boolean | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsDeleteRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsDestroyRequest {
  name?: string | undefined;
  body?: DestroyCryptoKeyVersionRequest | undefined;
}
export interface DestroyCryptoKeyVersionRequest {
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsExportTrustedKeyWrappedCryptoKeyVersionRequest {
  name?: string | undefined;
  wrappingKey?: string | undefined;
}
export interface ExportTrustedKeyWrappedCryptoKeyVersionResponse {
  wrappedKey?: string | undefined;
  wrappedKeyCrc32c?: string | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsGetPublicKeyRequest {
  name?: string | undefined;
  publicKeyFormat?: ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsGetPublicKeyRequestPublicKeyFormat | undefined;
}
export interface PublicKey {
  algorithm?: PublicKeyAlgorithm | undefined;
  name?: string | undefined;
  pem?: string | undefined;
  pemCrc32c?: string | undefined;
  protectionLevel?: PublicKeyProtectionLevel | undefined;
  publicKey?: ChecksummedData | undefined;
  publicKeyFormat?: PublicKeyPublicKeyFormat | undefined;
}
export interface ChecksummedData {
  crc32cChecksum?: string | undefined;
  data?: string | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsImportRequest {
  parent?: string | undefined;
  body?: ImportCryptoKeyVersionRequest | undefined;
}
export interface ImportCryptoKeyVersionRequest {
  algorithm?: ImportCryptoKeyVersionRequestAlgorithm | undefined;
  cryptoKeyVersion?: string | undefined;
  importJob?: string | undefined;
  rsaAesWrappedKey?: string | undefined;
  trustedWrappingEnabled?: boolean | undefined;
  wrappedKey?: string | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsImportTrustedKeyWrappedCryptoKeyVersionRequest {
  parent?: string | undefined;
  body?: ImportTrustedKeyWrappedCryptoKeyVersionRequest | undefined;
}
export interface ImportTrustedKeyWrappedCryptoKeyVersionRequest {
  algorithm?: ImportTrustedKeyWrappedCryptoKeyVersionRequestAlgorithm | undefined;
  cryptoKeyVersion?: string | undefined;
  importingKey?: string | undefined;
  wrappedKey?: string | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsListRequest {
  filter?: string | undefined;
  orderBy?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  parent?: string | undefined;
  view?: ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsListRequestView | undefined;
}
export interface ListCryptoKeyVersionsResponse {
  cryptoKeyVersions?: CryptoKeyVersion[] | undefined;
  nextPageToken?: string | undefined;
  totalSize?: number | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsMacSignRequest {
  name?: string | undefined;
  body?: MacSignRequest | undefined;
}
export interface MacSignRequest {
  data?: string | undefined;
  dataCrc32c?: string | undefined;
}
export interface MacSignResponse {
  mac?: string | undefined;
  macCrc32c?: string | undefined;
  name?: string | undefined;
  protectionLevel?: MacSignResponseProtectionLevel | undefined;
  verifiedDataCrc32c?: boolean | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsMacVerifyRequest {
  name?: string | undefined;
  body?: MacVerifyRequest | undefined;
}
export interface MacVerifyRequest {
  data?: string | undefined;
  dataCrc32c?: string | undefined;
  mac?: string | undefined;
  macCrc32c?: string | undefined;
}
export interface MacVerifyResponse {
  name?: string | undefined;
  protectionLevel?: MacVerifyResponseProtectionLevel | undefined;
  success?: boolean | undefined;
  verifiedDataCrc32c?: boolean | undefined;
  verifiedMacCrc32c?: boolean | undefined;
  verifiedSuccessIntegrity?: boolean | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsPatchRequest {
  name?: string | undefined;
  updateMask?: string | undefined;
  body?: CryptoKeyVersion | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsRawDecryptRequest {
  name?: string | undefined;
  body?: RawDecryptRequest | undefined;
}
export interface RawDecryptRequest {
  additionalAuthenticatedData?: string | undefined;
  additionalAuthenticatedDataCrc32c?: string | undefined;
  ciphertext?: string | undefined;
  ciphertextCrc32c?: string | undefined;
  initializationVector?: string | undefined;
  initializationVectorCrc32c?: string | undefined;
  tagLength?: number | undefined;
}
export interface RawDecryptResponse {
  plaintext?: string | undefined;
  plaintextCrc32c?: string | undefined;
  protectionLevel?: RawDecryptResponseProtectionLevel | undefined;
  verifiedAdditionalAuthenticatedDataCrc32c?: boolean | undefined;
  verifiedCiphertextCrc32c?: boolean | undefined;
  verifiedInitializationVectorCrc32c?: boolean | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsRawEncryptRequest {
  name?: string | undefined;
  body?: RawEncryptRequest | undefined;
}
export interface RawEncryptRequest {
  additionalAuthenticatedData?: string | undefined;
  additionalAuthenticatedDataCrc32c?: string | undefined;
  initializationVector?: string | undefined;
  initializationVectorCrc32c?: string | undefined;
  plaintext?: string | undefined;
  plaintextCrc32c?: string | undefined;
}
export interface RawEncryptResponse {
  ciphertext?: string | undefined;
  ciphertextCrc32c?: string | undefined;
  initializationVector?: string | undefined;
  initializationVectorCrc32c?: string | undefined;
  name?: string | undefined;
  protectionLevel?: RawEncryptResponseProtectionLevel | undefined;
  tagLength?: number | undefined;
  verifiedAdditionalAuthenticatedDataCrc32c?: boolean | undefined;
  verifiedInitializationVectorCrc32c?: boolean | undefined;
  verifiedPlaintextCrc32c?: boolean | undefined;
}
export interface ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsRestoreRequest {
  name?: string | undefined;
  body?: RestoreCryptoKeyVersionRequest | undefined;
}
export interface RestoreCryptoKeyVersionRequest {
}
export interface ProjectsLocationsKeyRingsImportJobsCreateRequest {
  importJobId?: string | undefined;
  parent?: string | undefined;
  body?: ImportJob | undefined;
}
export interface ImportJob {
  attestation?: KeyOperationAttestation | undefined;
  createTime?: string | undefined;
  cryptoKeyBackend?: string | undefined;
  expireEventTime?: string | undefined;
  expireTime?: string | undefined;
  generateTime?: string | undefined;
  importMethod?: ImportJobImportMethod | undefined;
  name?: string | undefined;
  protectionLevel?: ImportJobProtectionLevel | undefined;
  publicKey?: WrappingPublicKey | undefined;
  publicKeyFormat?: ImportJobPublicKeyFormat | undefined;
  state?: ImportJobState | undefined;
}
export interface WrappingPublicKey {
  data?: string | undefined;
  pem?: string | undefined;
}
export interface ProjectsLocationsKeyRingsImportJobsGetRequest {
  name?: string | undefined;
  publicKeyFormat?: ProjectsLocationsKeyRingsImportJobsGetRequestPublicKeyFormat | undefined;
}
export interface ProjectsLocationsKeyRingsImportJobsGetIamPolicyRequest {
  "options.requestedPolicyVersion"?: number | undefined;
  resource?: string | undefined;
}
export interface ProjectsLocationsKeyRingsImportJobsListRequest {
  filter?: string | undefined;
  orderBy?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  parent?: string | undefined;
}
export interface ListImportJobsResponse {
  importJobs?: ImportJob[] | undefined;
  nextPageToken?: string | undefined;
  totalSize?: number | undefined;
}
export interface ProjectsLocationsKeyRingsImportJobsSetIamPolicyRequest {
  resource?: string | undefined;
  body?: SetIamPolicyRequest | undefined;
}
export interface ProjectsLocationsKeyRingsImportJobsTestIamPermissionsRequest {
  resource?: string | undefined;
  body?: TestIamPermissionsRequest | undefined;
}
export interface Empty {
}
/** Method → its request and response. */
export interface Methods {
  "projects.locations.keyRings.create": [ProjectsLocationsKeyRingsCreateRequest, KeyRing];
  "projects.locations.keyRings.delete": [ProjectsLocationsKeyRingsDeleteRequest, Operation];
  "projects.locations.keyRings.get": [ProjectsLocationsKeyRingsGetRequest, KeyRing];
  "projects.locations.keyRings.getIamPolicy": [ProjectsLocationsKeyRingsGetIamPolicyRequest, Policy];
  "projects.locations.keyRings.list": [ProjectsLocationsKeyRingsListRequest, ListKeyRingsResponse];
  "projects.locations.keyRings.setIamPolicy": [ProjectsLocationsKeyRingsSetIamPolicyRequest, Policy];
  "projects.locations.keyRings.testIamPermissions": [ProjectsLocationsKeyRingsTestIamPermissionsRequest, TestIamPermissionsResponse];
  "projects.locations.keyRings.cryptoKeys.create": [ProjectsLocationsKeyRingsCryptoKeysCreateRequest, CryptoKey];
  "projects.locations.keyRings.cryptoKeys.decrypt": [ProjectsLocationsKeyRingsCryptoKeysDecryptRequest, DecryptResponse];
  "projects.locations.keyRings.cryptoKeys.delete": [ProjectsLocationsKeyRingsCryptoKeysDeleteRequest, Operation];
  "projects.locations.keyRings.cryptoKeys.encrypt": [ProjectsLocationsKeyRingsCryptoKeysEncryptRequest, EncryptResponse];
  "projects.locations.keyRings.cryptoKeys.get": [ProjectsLocationsKeyRingsCryptoKeysGetRequest, CryptoKey];
  "projects.locations.keyRings.cryptoKeys.getIamPolicy": [ProjectsLocationsKeyRingsCryptoKeysGetIamPolicyRequest, Policy];
  "projects.locations.keyRings.cryptoKeys.list": [ProjectsLocationsKeyRingsCryptoKeysListRequest, ListCryptoKeysResponse];
  "projects.locations.keyRings.cryptoKeys.patch": [ProjectsLocationsKeyRingsCryptoKeysPatchRequest, CryptoKey];
  "projects.locations.keyRings.cryptoKeys.setIamPolicy": [ProjectsLocationsKeyRingsCryptoKeysSetIamPolicyRequest, Policy];
  "projects.locations.keyRings.cryptoKeys.testIamPermissions": [ProjectsLocationsKeyRingsCryptoKeysTestIamPermissionsRequest, TestIamPermissionsResponse];
  "projects.locations.keyRings.cryptoKeys.updatePrimaryVersion": [ProjectsLocationsKeyRingsCryptoKeysUpdatePrimaryVersionRequest, CryptoKey];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.asymmetricDecrypt": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsAsymmetricDecryptRequest, AsymmetricDecryptResponse];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.asymmetricSign": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsAsymmetricSignRequest, AsymmetricSignResponse];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.create": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsCreateRequest, CryptoKeyVersion];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.decapsulate": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsDecapsulateRequest, DecapsulateResponse];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.delete": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsDeleteRequest, Operation];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.destroy": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsDestroyRequest, CryptoKeyVersion];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.exportTrustedKeyWrappedCryptoKeyVersion": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsExportTrustedKeyWrappedCryptoKeyVersionRequest, ExportTrustedKeyWrappedCryptoKeyVersionResponse];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.get": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsGetRequest, CryptoKeyVersion];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.getPublicKey": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsGetPublicKeyRequest, PublicKey];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.import": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsImportRequest, CryptoKeyVersion];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.importTrustedKeyWrappedCryptoKeyVersion": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsImportTrustedKeyWrappedCryptoKeyVersionRequest, CryptoKeyVersion];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.list": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsListRequest, ListCryptoKeyVersionsResponse];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.macSign": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsMacSignRequest, MacSignResponse];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.macVerify": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsMacVerifyRequest, MacVerifyResponse];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.patch": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsPatchRequest, CryptoKeyVersion];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.rawDecrypt": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsRawDecryptRequest, RawDecryptResponse];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.rawEncrypt": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsRawEncryptRequest, RawEncryptResponse];
  "projects.locations.keyRings.cryptoKeys.cryptoKeyVersions.restore": [ProjectsLocationsKeyRingsCryptoKeysCryptoKeyVersionsRestoreRequest, CryptoKeyVersion];
  "projects.locations.keyRings.importJobs.create": [ProjectsLocationsKeyRingsImportJobsCreateRequest, ImportJob];
  "projects.locations.keyRings.importJobs.get": [ProjectsLocationsKeyRingsImportJobsGetRequest, ImportJob];
  "projects.locations.keyRings.importJobs.getIamPolicy": [ProjectsLocationsKeyRingsImportJobsGetIamPolicyRequest, Policy];
  "projects.locations.keyRings.importJobs.list": [ProjectsLocationsKeyRingsImportJobsListRequest, ListImportJobsResponse];
  "projects.locations.keyRings.importJobs.setIamPolicy": [ProjectsLocationsKeyRingsImportJobsSetIamPolicyRequest, Policy];
  "projects.locations.keyRings.importJobs.testIamPermissions": [ProjectsLocationsKeyRingsImportJobsTestIamPermissionsRequest, TestIamPermissionsResponse];
}
