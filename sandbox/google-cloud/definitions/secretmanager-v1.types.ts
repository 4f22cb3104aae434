/* eslint-disable */
// Made by generate.ts from npm @google-cloud/secret-manager 6.3.0, build/protos/protos.json; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type RotationManagedRotationStatusState =
  | "STATE_UNSPECIFIED"
  | "ACTIVE"
  | "INACTIVE";
export type SecretSecretType =
  | "SECRET_TYPE_UNSPECIFIED"
  | "CLOUD_SQL_DB_CREDENTIALS"
  | "ACCESS_KEY"
  | "CERTIFICATE"
  | "OTHER_DB_CREDENTIALS"
  | "OTHER";
export type SecretVersionState =
  | "STATE_UNSPECIFIED"
  | "ENABLED"
  | "DISABLED"
  | "DESTROYED";
export type LogType =
  | "LOG_TYPE_UNSPECIFIED"
  | "ADMIN_READ"
  | "DATA_WRITE"
  | "DATA_READ";
export interface ListSecretsRequest {
  parent?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  filter?: string | undefined;
}
export interface ListSecretsResponse {
  secrets?: Secret[] | undefined;
  nextPageToken?: string | undefined;
  totalSize?: number | undefined;
}
export interface Secret {
  name?: string | undefined;
  replication?: Replication | undefined;
  createTime?: string | undefined;
  labels?: Record<string, string> | undefined;
  topics?: Topic[] | undefined;
  expireTime?: string | undefined;
  ttl?: string | undefined;
  etag?: string | undefined;
  rotation?: Rotation | undefined;
  versionAliases?: Record<string, string> | undefined;
  annotations?: Record<string, string> | undefined;
  versionDestroyTtl?: string | undefined;
  customerManagedEncryption?: CustomerManagedEncryption | undefined;
  tags?: Record<string, string> | undefined;
  secretType?: SecretSecretType | undefined;
  policyMember?: ResourcePolicyMember | undefined;
}
export interface Replication {
  automatic?: ReplicationAutomatic | undefined;
  userManaged?: ReplicationUserManaged | undefined;
}
export interface ReplicationAutomatic {
  customerManagedEncryption?: CustomerManagedEncryption | undefined;
}
export interface CustomerManagedEncryption {
  kmsKeyName?: string | undefined;
}
export interface ReplicationUserManaged {
  replicas?: ReplicationUserManagedReplica[] | undefined;
}
export interface ReplicationUserManagedReplica {
  location?: string | undefined;
  customerManagedEncryption?: CustomerManagedEncryption | undefined;
}
export interface Topic {
  name?: string | undefined;
}
export interface Rotation {
  nextRotationTime?: string | undefined;
  rotationPeriod?: string | undefined;
  managedRotationStatus?: RotationManagedRotationStatus | undefined;
}
export interface RotationManagedRotationStatus {
  state?: RotationManagedRotationStatusState | undefined;
  error?: Status | undefined;
}
export interface Status {
  code?: number | undefined;
  message?: string | undefined;
  details?: ({ "@type": string } & Record<string, unknown>)[] | undefined;
}
export interface ResourcePolicyMember {
  iamPolicyNamePrincipal?: string | undefined;
  iamPolicyUidPrincipal?: string | undefined;
}
export interface CreateSecretRequest {
  parent?: string | undefined;
  secretId?: string | undefined;
  secret?: Secret | undefined;
}
export interface AddSecretVersionRequest {
  parent?: string | undefined;
  payload?: SecretPayload | undefined;
}
export interface SecretPayload {
  data?: string | undefined;
  dataCrc32c?: string | undefined;
}
export interface SecretVersion {
  name?: string | undefined;
  createTime?: string | undefined;
  destroyTime?: string | undefined;
  state?: SecretVersionState | undefined;
  replicationStatus?: ReplicationStatus | undefined;
  etag?: string | undefined;
  clientSpecifiedPayloadChecksum?: boolean | undefined;
  scheduledDestroyTime?: string | undefined;
  customerManagedEncryption?: CustomerManagedEncryptionStatus | undefined;
}
export interface ReplicationStatus {
  automatic?: ReplicationStatusAutomaticStatus | undefined;
  userManaged?: ReplicationStatusUserManagedStatus | undefined;
}
export interface ReplicationStatusAutomaticStatus {
  customerManagedEncryption?: CustomerManagedEncryptionStatus | undefined;
}
export interface CustomerManagedEncryptionStatus {
  kmsKeyVersionName?: string | undefined;
}
export interface ReplicationStatusUserManagedStatus {
  replicas?: ReplicationStatusUserManagedStatusReplicaStatus[] | undefined;
}
export interface ReplicationStatusUserManagedStatusReplicaStatus {
  location?: string | undefined;
  customerManagedEncryption?: CustomerManagedEncryptionStatus | undefined;
}
export interface GetSecretRequest {
  name?: string | undefined;
}
export interface UpdateSecretRequest {
  secret?: Secret | undefined;
  updateMask?: string | undefined;
}
export interface DeleteSecretRequest {
  name?: string | undefined;
  etag?: string | undefined;
}
export interface Empty {
}
export interface ListSecretVersionsRequest {
  parent?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  filter?: string | undefined;
}
export interface ListSecretVersionsResponse {
  versions?: SecretVersion[] | undefined;
  nextPageToken?: string | undefined;
  totalSize?: number | undefined;
}
export interface GetSecretVersionRequest {
  name?: string | undefined;
}
export interface AccessSecretVersionRequest {
  name?: string | undefined;
}
export interface AccessSecretVersionResponse {
  name?: string | undefined;
  payload?: SecretPayload | undefined;
}
export interface DisableSecretVersionRequest {
  name?: string | undefined;
  etag?: string | undefined;
}
export interface EnableSecretVersionRequest {
  name?: string | undefined;
  etag?: string | undefined;
}
export interface DestroySecretVersionRequest {
  name?: string | undefined;
  etag?: string | undefined;
}
export interface SetIamPolicyRequest {
  resource?: string | undefined;
  policy?: Policy | undefined;
  updateMask?: string | undefined;
}
export interface Policy {
  version?: number | undefined;
  bindings?: Binding[] | undefined;
  auditConfigs?: AuditConfig[] | undefined;
  etag?: string | undefined;
}
export interface Binding {
  role?: string | undefined;
  members?: string[] | undefined;
  condition?: Expr | undefined;
}
export interface Expr {
  expression?: string | undefined;
  title?: string | undefined;
  description?: string | undefined;
  location?: string | undefined;
}
export interface AuditConfig {
  service?: string | undefined;
  auditLogConfigs?: AuditLogConfig[] | undefined;
}
export interface AuditLogConfig {
  logType?: LogType | undefined;
  exemptedMembers?: string[] | undefined;
}
export interface GetIamPolicyRequest {
  resource?: string | undefined;
  options?: GetPolicyOptions | undefined;
}
export interface GetPolicyOptions {
  requestedPolicyVersion?: number | undefined;
}
export interface TestIamPermissionsRequest {
  resource?: string | undefined;
  permissions?: string[] | undefined;
}
export interface TestIamPermissionsResponse {
  permissions?: string[] | undefined;
}
export interface EnableManagedRotationRequest {
  parent?: string | undefined;
  cloudSqlSingleUserCredentials?: EnableManagedRotationRequestCloudSQLSingleUserCredentials | undefined;
}
export interface EnableManagedRotationRequestCloudSQLSingleUserCredentials {
  instanceId?: string | undefined;
  username?: string | undefined;
  password?: string | undefined;
}
export interface RotateSecretRequest {
  parent?: string | undefined;
}
/** Method → its request and response. */
export interface Methods {
  "SecretManagerService.ListSecrets": [ListSecretsRequest, ListSecretsResponse];
  "SecretManagerService.CreateSecret": [CreateSecretRequest, Secret];
  "SecretManagerService.AddSecretVersion": [AddSecretVersionRequest, SecretVersion];
  "SecretManagerService.GetSecret": [GetSecretRequest, Secret];
  "SecretManagerService.UpdateSecret": [UpdateSecretRequest, Secret];
  "SecretManagerService.DeleteSecret": [DeleteSecretRequest, Empty];
  "SecretManagerService.ListSecretVersions": [ListSecretVersionsRequest, ListSecretVersionsResponse];
  "SecretManagerService.GetSecretVersion": [GetSecretVersionRequest, SecretVersion];
  "SecretManagerService.AccessSecretVersion": [AccessSecretVersionRequest, AccessSecretVersionResponse];
  "SecretManagerService.DisableSecretVersion": [DisableSecretVersionRequest, SecretVersion];
  "SecretManagerService.EnableSecretVersion": [EnableSecretVersionRequest, SecretVersion];
  "SecretManagerService.DestroySecretVersion": [DestroySecretVersionRequest, SecretVersion];
  "SecretManagerService.SetIamPolicy": [SetIamPolicyRequest, Policy];
  "SecretManagerService.GetIamPolicy": [GetIamPolicyRequest, Policy];
  "SecretManagerService.TestIamPermissions": [TestIamPermissionsRequest, TestIamPermissionsResponse];
  "SecretManagerService.EnableManagedRotation": [EnableManagedRotationRequest, SecretVersion];
  "SecretManagerService.RotateSecret": [RotateSecretRequest, SecretVersion];
}
