/* eslint-disable */
// Made by generate.ts from PyPI google-api-python-client, discovery document iam.v1 revision 20261023; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type InlineCertificateIssuanceConfigKeyAlgorithm =
  | "KEY_ALGORITHM_UNSPECIFIED"
  | "RSA_2048"
  | "RSA_3072"
  | "RSA_4096"
  | "ECDSA_P256"
  | "ECDSA_P384";
export type WorkloadIdentityPoolMode =
  | "MODE_UNSPECIFIED"
  | "FEDERATION_ONLY"
  | "TRUST_DOMAIN"
  | "SYSTEM_TRUST_DOMAIN";
export type WorkloadIdentityPoolState =
  | "STATE_UNSPECIFIED"
  | "ACTIVE"
  | "DELETED";
export type AuditLogConfigLogType =
  | "LOG_TYPE_UNSPECIFIED"
  | "ADMIN_READ"
  | "DATA_WRITE"
  | "DATA_READ";
export type WorkloadIdentityPoolNamespaceState =
  | "STATE_UNSPECIFIED"
  | "ACTIVE"
  | "DELETED";
export type WorkloadIdentityPoolManagedIdentityState =
  | "STATE_UNSPECIFIED"
  | "ACTIVE"
  | "DELETED";
export type WorkloadIdentityPoolProviderState =
  | "STATE_UNSPECIFIED"
  | "ACTIVE"
  | "DELETED";
export type KeyDataFormat =
  | "KEY_FORMAT_UNSPECIFIED"
  | "RSA_X509_PEM";
export type KeyDataKeySpec =
  | "KEY_SPEC_UNSPECIFIED"
  | "RSA_2048"
  | "RSA_3072"
  | "RSA_4096";
export type WorkloadIdentityPoolProviderKeyState =
  | "STATE_UNSPECIFIED"
  | "ACTIVE"
  | "DELETED";
export type WorkloadIdentityPoolProviderKeyUse =
  | "KEY_USE_UNSPECIFIED"
  | "ENCRYPTION";
export type CreateServiceAccountKeyRequestKeyAlgorithm =
  | "KEY_ALG_UNSPECIFIED"
  | "KEY_ALG_RSA_1024"
  | "KEY_ALG_RSA_2048";
export type CreateServiceAccountKeyRequestPrivateKeyType =
  | "TYPE_UNSPECIFIED"
  | "TYPE_PKCS12_FILE"
  | "TYPE_GOOGLE_CREDENTIALS_FILE";
export type ServiceAccountKeyDisableReason =
  | "SERVICE_ACCOUNT_KEY_DISABLE_REASON_UNSPECIFIED"
  | "SERVICE_ACCOUNT_KEY_DISABLE_REASON_USER_INITIATED"
  | "SERVICE_ACCOUNT_KEY_DISABLE_REASON_EXPOSED"
  | "SERVICE_ACCOUNT_KEY_DISABLE_REASON_COMPROMISE_DETECTED";
export type ExtendedStatusKey =
  | "SERVICE_ACCOUNT_KEY_EXTENDED_STATUS_KEY_UNSPECIFIED"
  | "SERVICE_ACCOUNT_KEY_EXTENDED_STATUS_KEY_EXPOSED"
  | "SERVICE_ACCOUNT_KEY_EXTENDED_STATUS_KEY_COMPROMISE_DETECTED";
export type ServiceAccountKeyKeyAlgorithm =
  | "KEY_ALG_UNSPECIFIED"
  | "KEY_ALG_RSA_1024"
  | "KEY_ALG_RSA_2048";
export type ServiceAccountKeyKeyOrigin =
  | "ORIGIN_UNSPECIFIED"
  | "USER_PROVIDED"
  | "GOOGLE_PROVIDED";
export type ServiceAccountKeyKeyType =
  | "KEY_TYPE_UNSPECIFIED"
  | "USER_MANAGED"
  | "SYSTEM_MANAGED";
export type ServiceAccountKeyPrivateKeyType =
  | "TYPE_UNSPECIFIED"
  | "TYPE_PKCS12_FILE"
  | "TYPE_GOOGLE_CREDENTIALS_FILE";
export type ProjectsServiceAccountsKeysGetRequestPublicKeyType =
  | "TYPE_NONE"
  | "TYPE_X509_PEM_FILE"
  | "TYPE_RAW_PUBLIC_KEY";
export type ProjectsServiceAccountsKeysListRequestKeyTypes =
  | "KEY_TYPE_UNSPECIFIED"
  | "USER_MANAGED"
  | "SYSTEM_MANAGED";
export interface ProjectsLocationsWorkloadIdentityPoolsAddAttestationRuleRequest {
  resource?: string | undefined;
  body?: AddAttestationRuleRequest | undefined;
}
export interface AddAttestationRuleRequest {
  attestationRule?: AttestationRule | undefined;
}
export interface AttestationRule {
  googleCloudResource?: string | undefined;
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
export interface ProjectsLocationsWorkloadIdentityPoolsCreateRequest {
  parent?: string | undefined;
  workloadIdentityPoolId?: string | undefined;
  body?: WorkloadIdentityPool | undefined;
}
export interface WorkloadIdentityPool {
  description?: string | undefined;
  disabled?: boolean | undefined;
  displayName?: string | undefined;
  expireTime?: string | undefined;
  inlineCertificateIssuanceConfig?: InlineCertificateIssuanceConfig | undefined;
  inlineTrustConfig?: InlineTrustConfig | undefined;
  mode?: WorkloadIdentityPoolMode | undefined;
  name?: string | undefined;
  state?: WorkloadIdentityPoolState | undefined;
}
export interface InlineCertificateIssuanceConfig {
  caPools?: Record<string, string> | undefined;
  keyAlgorithm?: InlineCertificateIssuanceConfigKeyAlgorithm | undefined;
  lifetime?: string | undefined;
  rotationWindowPercentage?: number | undefined;
  useDefaultSharedCa?: boolean | undefined;
}
export interface InlineTrustConfig {
  additionalTrustBundles?: Record<string, TrustStore> | undefined;
}
export interface TrustStore {
  intermediateCas?: IntermediateCA[] | undefined;
  trustAnchors?: TrustAnchor[] | undefined;
  trustDefaultSharedCa?: boolean | undefined;
}
export interface IntermediateCA {
  pemCertificate?: string | undefined;
}
export interface TrustAnchor {
  pemCertificate?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsDeleteRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsGetIamPolicyRequest {
  resource?: string | undefined;
  body?: GetIamPolicyRequest | undefined;
}
export interface GetIamPolicyRequest {
  options?: GetPolicyOptions | undefined;
}
export interface GetPolicyOptions {
  requestedPolicyVersion?: number | undefined;
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
export interface ProjectsLocationsWorkloadIdentityPoolsListRequest {
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  parent?: string | undefined;
  showDeleted?: boolean | undefined;
}
export interface ListWorkloadIdentityPoolsResponse {
  nextPageToken?: string | undefined;
  workloadIdentityPools?: WorkloadIdentityPool[] | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsListAttestationRulesRequest {
  filter?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  resource?: string | undefined;
}
export interface ListAttestationRulesResponse {
  attestationRules?: AttestationRule[] | undefined;
  nextPageToken?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsPatchRequest {
  name?: string | undefined;
  updateMask?: string | undefined;
  body?: WorkloadIdentityPool | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsRemoveAttestationRuleRequest {
  resource?: string | undefined;
  body?: RemoveAttestationRuleRequest | undefined;
}
export interface RemoveAttestationRuleRequest {
  attestationRule?: AttestationRule | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsSetAttestationRulesRequest {
  resource?: string | undefined;
  body?: SetAttestationRulesRequest | undefined;
}
export interface SetAttestationRulesRequest {
  attestationRules?: AttestationRule[] | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsSetIamPolicyRequest {
  resource?: string | undefined;
  body?: SetIamPolicyRequest | undefined;
}
export interface SetIamPolicyRequest {
  policy?: Policy | undefined;
  updateMask?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsTestIamPermissionsRequest {
  resource?: string | undefined;
  body?: TestIamPermissionsRequest | undefined;
}
export interface TestIamPermissionsRequest {
  permissions?: string[] | undefined;
}
export interface TestIamPermissionsResponse {
  permissions?: string[] | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsUndeleteRequest {
  name?: string | undefined;
  body?: UndeleteWorkloadIdentityPoolRequest | undefined;
}
export interface UndeleteWorkloadIdentityPoolRequest {
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesCreateRequest {
  parent?: string | undefined;
  workloadIdentityPoolNamespaceId?: string | undefined;
  body?: WorkloadIdentityPoolNamespace | undefined;
}
export interface WorkloadIdentityPoolNamespace {
  description?: string | undefined;
  disabled?: boolean | undefined;
  expireTime?: string | undefined;
  name?: string | undefined;
  ownerService?: OwnerService | undefined;
  state?: WorkloadIdentityPoolNamespaceState | undefined;
}
export interface OwnerService {
  principalSubject?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesDeleteRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesListRequest {
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  parent?: string | undefined;
  showDeleted?: boolean | undefined;
}
export interface ListWorkloadIdentityPoolNamespacesResponse {
  nextPageToken?: string | undefined;
  workloadIdentityPoolNamespaces?: WorkloadIdentityPoolNamespace[] | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesPatchRequest {
  name?: string | undefined;
  updateMask?: string | undefined;
  body?: WorkloadIdentityPoolNamespace | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesUndeleteRequest {
  name?: string | undefined;
  body?: UndeleteWorkloadIdentityPoolNamespaceRequest | undefined;
}
export interface UndeleteWorkloadIdentityPoolNamespaceRequest {
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesAddAttestationRuleRequest {
  resource?: string | undefined;
  body?: AddAttestationRuleRequest | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesCreateRequest {
  parent?: string | undefined;
  workloadIdentityPoolManagedIdentityId?: string | undefined;
  body?: WorkloadIdentityPoolManagedIdentity | undefined;
}
export interface WorkloadIdentityPoolManagedIdentity {
  description?: string | undefined;
  disabled?: boolean | undefined;
  expireTime?: string | undefined;
  name?: string | undefined;
  state?: WorkloadIdentityPoolManagedIdentityState | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesDeleteRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesListRequest {
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  parent?: string | undefined;
  showDeleted?: boolean | undefined;
}
export interface ListWorkloadIdentityPoolManagedIdentitiesResponse {
  nextPageToken?: string | undefined;
  workloadIdentityPoolManagedIdentities?: WorkloadIdentityPoolManagedIdentity[] | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesListAttestationRulesRequest {
  filter?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  resource?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesPatchRequest {
  name?: string | undefined;
  updateMask?: string | undefined;
  body?: WorkloadIdentityPoolManagedIdentity | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesRemoveAttestationRuleRequest {
  resource?: string | undefined;
  body?: RemoveAttestationRuleRequest | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesSetAttestationRulesRequest {
  resource?: string | undefined;
  body?: SetAttestationRulesRequest | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesUndeleteRequest {
  name?: string | undefined;
  body?: UndeleteWorkloadIdentityPoolManagedIdentityRequest | undefined;
}
export interface UndeleteWorkloadIdentityPoolManagedIdentityRequest {
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesOperationsGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesWorkloadSourcesOperationsGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsNamespacesOperationsGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsOperationsGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersCreateRequest {
  parent?: string | undefined;
  workloadIdentityPoolProviderId?: string | undefined;
  body?: WorkloadIdentityPoolProvider | undefined;
}
export interface WorkloadIdentityPoolProvider {
  actorProviders?: string[] | undefined;
  attributeCondition?: string | undefined;
  attributeMapping?: Record<string, string> | undefined;
  aws?: Aws | undefined;
  description?: string | undefined;
  disabled?: boolean | undefined;
  displayName?: string | undefined;
  expireTime?: string | undefined;
  name?: string | undefined;
  oidc?: Oidc | undefined;
  saml?: Saml | undefined;
  state?: WorkloadIdentityPoolProviderState | undefined;
  x509?: X509 | undefined;
}
export interface Aws {
  accountId?: string | undefined;
}
export interface Oidc {
  allowedAudiences?: string[] | undefined;
  discoveryUri?: string | undefined;
  issuerUri?: string | undefined;
  jwksJson?: string | undefined;
}
export interface Saml {
  idpMetadataXml?: string | undefined;
}
export interface X509 {
  trustStore?: TrustStore | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersDeleteRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersListRequest {
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  parent?: string | undefined;
  showDeleted?: boolean | undefined;
}
export interface ListWorkloadIdentityPoolProvidersResponse {
  nextPageToken?: string | undefined;
  workloadIdentityPoolProviders?: WorkloadIdentityPoolProvider[] | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersPatchRequest {
  name?: string | undefined;
  updateMask?: string | undefined;
  body?: WorkloadIdentityPoolProvider | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersUndeleteRequest {
  name?: string | undefined;
  body?: UndeleteWorkloadIdentityPoolProviderRequest | undefined;
}
export interface UndeleteWorkloadIdentityPoolProviderRequest {
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersKeysCreateRequest {
  parent?: string | undefined;
  workloadIdentityPoolProviderKeyId?: string | undefined;
  body?: WorkloadIdentityPoolProviderKey | undefined;
}
export interface WorkloadIdentityPoolProviderKey {
  expireTime?: string | undefined;
  keyData?: KeyData | undefined;
  name?: string | undefined;
  state?: WorkloadIdentityPoolProviderKeyState | undefined;
  use?: WorkloadIdentityPoolProviderKeyUse | undefined;
}
export interface KeyData {
  format?: KeyDataFormat | undefined;
  key?: string | undefined;
  keySpec?: KeyDataKeySpec | undefined;
  notAfterTime?: string | undefined;
  notBeforeTime?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersKeysDeleteRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersKeysGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersKeysListRequest {
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  parent?: string | undefined;
  showDeleted?: boolean | undefined;
}
export interface ListWorkloadIdentityPoolProviderKeysResponse {
  nextPageToken?: string | undefined;
  workloadIdentityPoolProviderKeys?: WorkloadIdentityPoolProviderKey[] | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersKeysUndeleteRequest {
  name?: string | undefined;
  body?: UndeleteWorkloadIdentityPoolProviderKeyRequest | undefined;
}
export interface UndeleteWorkloadIdentityPoolProviderKeyRequest {
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersKeysOperationsGetRequest {
  name?: string | undefined;
}
export interface ProjectsLocationsWorkloadIdentityPoolsProvidersOperationsGetRequest {
  name?: string | undefined;
}
export interface ProjectsServiceAccountsCreateRequest {
  name?: string | undefined;
  body?: CreateServiceAccountRequest | undefined;
}
export interface CreateServiceAccountRequest {
  accountId?: string | undefined;
  serviceAccount?: ServiceAccount | undefined;
}
export interface ServiceAccount {
  description?: string | undefined;
  disabled?: boolean | undefined;
  displayName?: string | undefined;
  email?: string | undefined;
  etag?: string | undefined;
  name?: string | undefined;
  oauth2ClientId?: string | undefined;
  projectId?: string | undefined;
  uniqueId?: string | undefined;
}
export interface ProjectsServiceAccountsDeleteRequest {
  name?: string | undefined;
}
export interface Empty {
}
export interface ProjectsServiceAccountsDisableRequest {
  name?: string | undefined;
  body?: DisableServiceAccountRequest | undefined;
}
export interface DisableServiceAccountRequest {
}
export interface ProjectsServiceAccountsEnableRequest {
  name?: string | undefined;
  body?: EnableServiceAccountRequest | undefined;
}
export interface EnableServiceAccountRequest {
}
export interface ProjectsServiceAccountsGetRequest {
  name?: string | undefined;
}
export interface ProjectsServiceAccountsGetIamPolicyRequest {
  "options.requestedPolicyVersion"?: number | undefined;
  resource?: string | undefined;
}
export interface ProjectsServiceAccountsListRequest {
  name?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListServiceAccountsResponse {
  accounts?: ServiceAccount[] | undefined;
  nextPageToken?: string | undefined;
}
export interface ProjectsServiceAccountsPatchRequest {
  name?: string | undefined;
  body?: PatchServiceAccountRequest | undefined;
}
export interface PatchServiceAccountRequest {
  serviceAccount?: ServiceAccount | undefined;
  updateMask?: string | undefined;
}
export interface ProjectsServiceAccountsSetIamPolicyRequest {
  resource?: string | undefined;
  body?: SetIamPolicyRequest | undefined;
}
export interface ProjectsServiceAccountsSignBlobRequest {
  name?: string | undefined;
  body?: SignBlobRequest | undefined;
}
export interface SignBlobRequest {
  bytesToSign?: string | undefined;
}
export interface SignBlobResponse {
  keyId?: string | undefined;
  signature?: string | undefined;
}
export interface ProjectsServiceAccountsSignJwtRequest {
  name?: string | undefined;
  body?: SignJwtRequest | undefined;
}
export interface SignJwtRequest {
  payload?: string | undefined;
}
export interface SignJwtResponse {
  keyId?: string | undefined;
  signedJwt?: string | undefined;
}
export interface ProjectsServiceAccountsTestIamPermissionsRequest {
  resource?: string | undefined;
  body?: TestIamPermissionsRequest | undefined;
}
export interface ProjectsServiceAccountsUndeleteRequest {
  name?: string | undefined;
  body?: UndeleteServiceAccountRequest | undefined;
}
export interface UndeleteServiceAccountRequest {
}
export interface UndeleteServiceAccountResponse {
  restoredAccount?: ServiceAccount | undefined;
}
export interface ProjectsServiceAccountsUpdateRequest {
  name?: string | undefined;
  body?: ServiceAccount | undefined;
}
export interface ProjectsServiceAccountsKeysCreateRequest {
  name?: string | undefined;
  body?: CreateServiceAccountKeyRequest | undefined;
}
export interface CreateServiceAccountKeyRequest {
  keyAlgorithm?: CreateServiceAccountKeyRequestKeyAlgorithm | undefined;
  privateKeyType?: CreateServiceAccountKeyRequestPrivateKeyType | undefined;
}
export interface ServiceAccountKey {
  disableReason?: ServiceAccountKeyDisableReason | undefined;
  disabled?: boolean | undefined;
  extendedStatus?: ExtendedStatus[] | undefined;
  keyAlgorithm?: ServiceAccountKeyKeyAlgorithm | undefined;
  keyOrigin?: ServiceAccountKeyKeyOrigin | undefined;
  keyType?: ServiceAccountKeyKeyType | undefined;
  name?: string | undefined;
  privateKeyData?: string | undefined;
  privateKeyType?: ServiceAccountKeyPrivateKeyType | undefined;
  publicKeyData?: string | undefined;
  validAfterTime?: string | undefined;
  validBeforeTime?: string | undefined;
}
export interface ExtendedStatus {
  key?: ExtendedStatusKey | undefined;
  value?: string | undefined;
}
export interface ProjectsServiceAccountsKeysDeleteRequest {
  name?: string | undefined;
}
export interface ProjectsServiceAccountsKeysDisableRequest {
  name?: string | undefined;
  body?: DisableServiceAccountKeyRequest | undefined;
}
export interface DisableServiceAccountKeyRequest {
}
export interface ProjectsServiceAccountsKeysEnableRequest {
  name?: string | undefined;
  body?: EnableServiceAccountKeyRequest | undefined;
}
export interface EnableServiceAccountKeyRequest {
}
export interface ProjectsServiceAccountsKeysGetRequest {
  name?: string | undefined;
  publicKeyType?: ProjectsServiceAccountsKeysGetRequestPublicKeyType | undefined;
}
export interface ProjectsServiceAccountsKeysListRequest {
  keyTypes?: ProjectsServiceAccountsKeysListRequestKeyTypes[] | undefined;
  name?: string | undefined;
}
export interface ListServiceAccountKeysResponse {
  keys?: ServiceAccountKey[] | undefined;
}
export interface ProjectsServiceAccountsKeysUploadRequest {
  name?: string | undefined;
  body?: UploadServiceAccountKeyRequest | undefined;
}
export interface UploadServiceAccountKeyRequest {
  publicKeyData?: string | undefined;
}
export interface ProtobufEmpty {
}
/** Method → its request and response. */
export interface Methods {
  "projects.locations.workloadIdentityPools.addAttestationRule": [ProjectsLocationsWorkloadIdentityPoolsAddAttestationRuleRequest, Operation];
  "projects.locations.workloadIdentityPools.create": [ProjectsLocationsWorkloadIdentityPoolsCreateRequest, Operation];
  "projects.locations.workloadIdentityPools.delete": [ProjectsLocationsWorkloadIdentityPoolsDeleteRequest, Operation];
  "projects.locations.workloadIdentityPools.get": [ProjectsLocationsWorkloadIdentityPoolsGetRequest, WorkloadIdentityPool];
  "projects.locations.workloadIdentityPools.getIamPolicy": [ProjectsLocationsWorkloadIdentityPoolsGetIamPolicyRequest, Policy];
  "projects.locations.workloadIdentityPools.list": [ProjectsLocationsWorkloadIdentityPoolsListRequest, ListWorkloadIdentityPoolsResponse];
  "projects.locations.workloadIdentityPools.listAttestationRules": [ProjectsLocationsWorkloadIdentityPoolsListAttestationRulesRequest, ListAttestationRulesResponse];
  "projects.locations.workloadIdentityPools.patch": [ProjectsLocationsWorkloadIdentityPoolsPatchRequest, Operation];
  "projects.locations.workloadIdentityPools.removeAttestationRule": [ProjectsLocationsWorkloadIdentityPoolsRemoveAttestationRuleRequest, Operation];
  "projects.locations.workloadIdentityPools.setAttestationRules": [ProjectsLocationsWorkloadIdentityPoolsSetAttestationRulesRequest, Operation];
  "projects.locations.workloadIdentityPools.setIamPolicy": [ProjectsLocationsWorkloadIdentityPoolsSetIamPolicyRequest, Policy];
  "projects.locations.workloadIdentityPools.testIamPermissions": [ProjectsLocationsWorkloadIdentityPoolsTestIamPermissionsRequest, TestIamPermissionsResponse];
  "projects.locations.workloadIdentityPools.undelete": [ProjectsLocationsWorkloadIdentityPoolsUndeleteRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.create": [ProjectsLocationsWorkloadIdentityPoolsNamespacesCreateRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.delete": [ProjectsLocationsWorkloadIdentityPoolsNamespacesDeleteRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.get": [ProjectsLocationsWorkloadIdentityPoolsNamespacesGetRequest, WorkloadIdentityPoolNamespace];
  "projects.locations.workloadIdentityPools.namespaces.list": [ProjectsLocationsWorkloadIdentityPoolsNamespacesListRequest, ListWorkloadIdentityPoolNamespacesResponse];
  "projects.locations.workloadIdentityPools.namespaces.patch": [ProjectsLocationsWorkloadIdentityPoolsNamespacesPatchRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.undelete": [ProjectsLocationsWorkloadIdentityPoolsNamespacesUndeleteRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.managedIdentities.addAttestationRule": [ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesAddAttestationRuleRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.managedIdentities.create": [ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesCreateRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.managedIdentities.delete": [ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesDeleteRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.managedIdentities.get": [ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesGetRequest, WorkloadIdentityPoolManagedIdentity];
  "projects.locations.workloadIdentityPools.namespaces.managedIdentities.list": [ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesListRequest, ListWorkloadIdentityPoolManagedIdentitiesResponse];
  "projects.locations.workloadIdentityPools.namespaces.managedIdentities.listAttestationRules": [ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesListAttestationRulesRequest, ListAttestationRulesResponse];
  "projects.locations.workloadIdentityPools.namespaces.managedIdentities.patch": [ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesPatchRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.managedIdentities.removeAttestationRule": [ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesRemoveAttestationRuleRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.managedIdentities.setAttestationRules": [ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesSetAttestationRulesRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.managedIdentities.undelete": [ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesUndeleteRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.managedIdentities.operations.get": [ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesOperationsGetRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.managedIdentities.workloadSources.operations.get": [ProjectsLocationsWorkloadIdentityPoolsNamespacesManagedIdentitiesWorkloadSourcesOperationsGetRequest, Operation];
  "projects.locations.workloadIdentityPools.namespaces.operations.get": [ProjectsLocationsWorkloadIdentityPoolsNamespacesOperationsGetRequest, Operation];
  "projects.locations.workloadIdentityPools.operations.get": [ProjectsLocationsWorkloadIdentityPoolsOperationsGetRequest, Operation];
  "projects.locations.workloadIdentityPools.providers.create": [ProjectsLocationsWorkloadIdentityPoolsProvidersCreateRequest, Operation];
  "projects.locations.workloadIdentityPools.providers.delete": [ProjectsLocationsWorkloadIdentityPoolsProvidersDeleteRequest, Operation];
  "projects.locations.workloadIdentityPools.providers.get": [ProjectsLocationsWorkloadIdentityPoolsProvidersGetRequest, WorkloadIdentityPoolProvider];
  "projects.locations.workloadIdentityPools.providers.list": [ProjectsLocationsWorkloadIdentityPoolsProvidersListRequest, ListWorkloadIdentityPoolProvidersResponse];
  "projects.locations.workloadIdentityPools.providers.patch": [ProjectsLocationsWorkloadIdentityPoolsProvidersPatchRequest, Operation];
  "projects.locations.workloadIdentityPools.providers.undelete": [ProjectsLocationsWorkloadIdentityPoolsProvidersUndeleteRequest, Operation];
  "projects.locations.workloadIdentityPools.providers.keys.create": [ProjectsLocationsWorkloadIdentityPoolsProvidersKeysCreateRequest, Operation];
  "projects.locations.workloadIdentityPools.providers.keys.delete": [ProjectsLocationsWorkloadIdentityPoolsProvidersKeysDeleteRequest, Operation];
  "projects.locations.workloadIdentityPools.providers.keys.get": [ProjectsLocationsWorkloadIdentityPoolsProvidersKeysGetRequest, WorkloadIdentityPoolProviderKey];
  "projects.locations.workloadIdentityPools.providers.keys.list": [ProjectsLocationsWorkloadIdentityPoolsProvidersKeysListRequest, ListWorkloadIdentityPoolProviderKeysResponse];
  "projects.locations.workloadIdentityPools.providers.keys.undelete": [ProjectsLocationsWorkloadIdentityPoolsProvidersKeysUndeleteRequest, Operation];
  "projects.locations.workloadIdentityPools.providers.keys.operations.get": [ProjectsLocationsWorkloadIdentityPoolsProvidersKeysOperationsGetRequest, Operation];
  "projects.locations.workloadIdentityPools.providers.operations.get": [ProjectsLocationsWorkloadIdentityPoolsProvidersOperationsGetRequest, Operation];
  "projects.serviceAccounts.create": [ProjectsServiceAccountsCreateRequest, ServiceAccount];
  "projects.serviceAccounts.delete": [ProjectsServiceAccountsDeleteRequest, Empty];
  "projects.serviceAccounts.disable": [ProjectsServiceAccountsDisableRequest, Empty];
  "projects.serviceAccounts.enable": [ProjectsServiceAccountsEnableRequest, Empty];
  "projects.serviceAccounts.get": [ProjectsServiceAccountsGetRequest, ServiceAccount];
  "projects.serviceAccounts.getIamPolicy": [ProjectsServiceAccountsGetIamPolicyRequest, Policy];
  "projects.serviceAccounts.list": [ProjectsServiceAccountsListRequest, ListServiceAccountsResponse];
  "projects.serviceAccounts.patch": [ProjectsServiceAccountsPatchRequest, ServiceAccount];
  "projects.serviceAccounts.setIamPolicy": [ProjectsServiceAccountsSetIamPolicyRequest, Policy];
  "projects.serviceAccounts.signBlob": [ProjectsServiceAccountsSignBlobRequest, SignBlobResponse];
  "projects.serviceAccounts.signJwt": [ProjectsServiceAccountsSignJwtRequest, SignJwtResponse];
  "projects.serviceAccounts.testIamPermissions": [ProjectsServiceAccountsTestIamPermissionsRequest, TestIamPermissionsResponse];
  "projects.serviceAccounts.undelete": [ProjectsServiceAccountsUndeleteRequest, UndeleteServiceAccountResponse];
  "projects.serviceAccounts.update": [ProjectsServiceAccountsUpdateRequest, ServiceAccount];
  "projects.serviceAccounts.keys.create": [ProjectsServiceAccountsKeysCreateRequest, ServiceAccountKey];
  "projects.serviceAccounts.keys.delete": [ProjectsServiceAccountsKeysDeleteRequest, Empty];
  "projects.serviceAccounts.keys.disable": [ProjectsServiceAccountsKeysDisableRequest, Empty];
  "projects.serviceAccounts.keys.enable": [ProjectsServiceAccountsKeysEnableRequest, Empty];
  "projects.serviceAccounts.keys.get": [ProjectsServiceAccountsKeysGetRequest, ServiceAccountKey];
  "projects.serviceAccounts.keys.list": [ProjectsServiceAccountsKeysListRequest, ListServiceAccountKeysResponse];
  "projects.serviceAccounts.keys.upload": [ProjectsServiceAccountsKeysUploadRequest, ServiceAccountKey];
}
