/* eslint-disable */
// Made by generate.ts from PyPI google-api-python-client, discovery document storage.v1 revision 20261009; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type BucketsGetRequestProjection =
  | "full"
  | "noAcl";
export type BucketEncryptionCustomerManagedEncryptionEnforcementConfigRestrictionMode =
  | "NotRestricted"
  | "FullyRestricted";
export type BucketEncryptionCustomerSuppliedEncryptionEnforcementConfigRestrictionMode =
  | "NotRestricted"
  | "FullyRestricted";
export type BucketEncryptionGoogleManagedEncryptionEnforcementConfigRestrictionMode =
  | "NotRestricted"
  | "FullyRestricted";
export type BucketsInsertRequestPredefinedAcl =
  | "authenticatedRead"
  | "private"
  | "projectPrivate"
  | "publicRead"
  | "publicReadWrite";
export type BucketsInsertRequestPredefinedDefaultObjectAcl =
  | "authenticatedRead"
  | "bucketOwnerFullControl"
  | "bucketOwnerRead"
  | "private"
  | "projectPrivate"
  | "publicRead";
export type BucketsInsertRequestProjection =
  | "full"
  | "noAcl";
export type BucketsListRequestProjection =
  | "full"
  | "noAcl";
export type BucketsPatchRequestPredefinedAcl =
  | "authenticatedRead"
  | "private"
  | "projectPrivate"
  | "publicRead"
  | "publicReadWrite";
export type BucketsPatchRequestPredefinedDefaultObjectAcl =
  | "authenticatedRead"
  | "bucketOwnerFullControl"
  | "bucketOwnerRead"
  | "private"
  | "projectPrivate"
  | "publicRead";
export type BucketsPatchRequestProjection =
  | "full"
  | "noAcl";
export type BucketsRestoreRequestProjection =
  | "full"
  | "noAcl";
export type BucketsUpdateRequestPredefinedAcl =
  | "authenticatedRead"
  | "private"
  | "projectPrivate"
  | "publicRead"
  | "publicReadWrite";
export type BucketsUpdateRequestPredefinedDefaultObjectAcl =
  | "authenticatedRead"
  | "bucketOwnerFullControl"
  | "bucketOwnerRead"
  | "private"
  | "projectPrivate"
  | "publicRead";
export type BucketsUpdateRequestProjection =
  | "full"
  | "noAcl";
export type ObjectsComposeRequestDestinationPredefinedAcl =
  | "authenticatedRead"
  | "bucketOwnerFullControl"
  | "bucketOwnerRead"
  | "private"
  | "projectPrivate"
  | "publicRead";
export type ObjectsCopyRequestDestinationPredefinedAcl =
  | "authenticatedRead"
  | "bucketOwnerFullControl"
  | "bucketOwnerRead"
  | "private"
  | "projectPrivate"
  | "publicRead";
export type ObjectsCopyRequestProjection =
  | "full"
  | "noAcl";
export type ObjectsGetRequestProjection =
  | "full"
  | "noAcl";
export type ObjectsInsertRequestPredefinedAcl =
  | "authenticatedRead"
  | "bucketOwnerFullControl"
  | "bucketOwnerRead"
  | "private"
  | "projectPrivate"
  | "publicRead";
export type ObjectsInsertRequestProjection =
  | "full"
  | "noAcl";
export type ObjectsListRequestProjection =
  | "full"
  | "noAcl";
export type ObjectsMoveRequestProjection =
  | "full"
  | "noAcl";
export type ObjectsPatchRequestPredefinedAcl =
  | "authenticatedRead"
  | "bucketOwnerFullControl"
  | "bucketOwnerRead"
  | "private"
  | "projectPrivate"
  | "publicRead";
export type ObjectsPatchRequestProjection =
  | "full"
  | "noAcl";
export type ObjectsRestoreRequestProjection =
  | "full"
  | "noAcl";
export type ObjectsRewriteRequestDestinationPredefinedAcl =
  | "authenticatedRead"
  | "bucketOwnerFullControl"
  | "bucketOwnerRead"
  | "private"
  | "projectPrivate"
  | "publicRead";
export type ObjectsRewriteRequestProjection =
  | "full"
  | "noAcl";
export type ObjectsUpdateRequestPredefinedAcl =
  | "authenticatedRead"
  | "bucketOwnerFullControl"
  | "bucketOwnerRead"
  | "private"
  | "projectPrivate"
  | "publicRead";
export type ObjectsUpdateRequestProjection =
  | "full"
  | "noAcl";
export type ObjectFullContextType =
  | "CUSTOM";
export interface AnywhereCachesDisableRequest {
  anywhereCacheId?: string | undefined;
  bucket?: string | undefined;
}
export interface AnywhereCache {
  admissionPolicy?: string | undefined;
  anywhereCacheId?: string | undefined;
  bucket?: string | undefined;
  createTime?: string | undefined;
  id?: string | undefined;
  ingestOnWrite?: boolean | undefined;
  kind?: string | undefined;
  pendingUpdate?: boolean | undefined;
  selfLink?: string | undefined;
  state?: string | undefined;
  ttl?: string | undefined;
  updateTime?: string | undefined;
  zone?: string | undefined;
}
export interface AnywhereCachesGetRequest {
  anywhereCacheId?: string | undefined;
  bucket?: string | undefined;
}
export interface AnywhereCachesInsertRequest {
  bucket?: string | undefined;
  body?: AnywhereCache | undefined;
}
export interface GoogleLongrunningOperation {
  done?: boolean | undefined;
  error?: GoogleRpcStatus | undefined;
  kind?: string | undefined;
  metadata?: Record<string, unknown> | undefined;
  name?: string | undefined;
  response?: Record<string, unknown> | undefined;
  selfLink?: string | undefined;
}
export interface GoogleRpcStatus {
  code?: number | undefined;
  details?: Record<string, unknown>[] | undefined;
  message?: string | undefined;
}
export interface AnywhereCachesListRequest {
  bucket?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface AnywhereCaches {
  items?: AnywhereCache[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
}
export interface AnywhereCachesPauseRequest {
  anywhereCacheId?: string | undefined;
  bucket?: string | undefined;
}
export interface AnywhereCachesResumeRequest {
  anywhereCacheId?: string | undefined;
  bucket?: string | undefined;
}
export interface AnywhereCachesUpdateRequest {
  anywhereCacheId?: string | undefined;
  bucket?: string | undefined;
  body?: AnywhereCache | undefined;
}
export interface BucketsDeleteRequest {
  bucket?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  userProject?: string | undefined;
}
export interface BucketsGetRequest {
  bucket?: string | undefined;
  generation?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  projection?: BucketsGetRequestProjection | undefined;
  softDeleted?: boolean | undefined;
  userProject?: string | undefined;
}
export interface Bucket {
  acl?: BucketAccessControl[] | undefined;
  autoclass?: BucketAutoclass | undefined;
  billing?: BucketBilling | undefined;
  cors?: BucketCors[] | undefined;
  customPlacementConfig?: BucketCustomPlacementConfig | undefined;
  defaultEventBasedHold?: boolean | undefined;
  defaultObjectAcl?: ObjectAccessControl[] | undefined;
  encryption?: BucketEncryption | undefined;
  etag?: string | undefined;
  generation?: string | undefined;
  hardDeleteTime?: string | undefined;
  hierarchicalNamespace?: BucketHierarchicalNamespace | undefined;
  iamConfiguration?: BucketIamConfiguration | undefined;
  id?: string | undefined;
  ipFilter?: BucketIpFilter | undefined;
  kind?: string | undefined;
  labels?: Record<string, string> | undefined;
  lifecycle?: BucketLifecycle | undefined;
  location?: string | undefined;
  locationType?: string | undefined;
  logging?: BucketLogging | undefined;
  metageneration?: string | undefined;
  name?: string | undefined;
  objectRetention?: BucketObjectRetention | undefined;
  owner?: BucketOwner | undefined;
  projectNumber?: string | undefined;
  retentionPolicy?: BucketRetentionPolicy | undefined;
  rpo?: string | undefined;
  satisfiesPZI?: boolean | undefined;
  satisfiesPZS?: boolean | undefined;
  selfLink?: string | undefined;
  softDeletePolicy?: BucketSoftDeletePolicy | undefined;
  softDeleteTime?: string | undefined;
  storageClass?: string | undefined;
  timeCreated?: string | undefined;
  updated?: string | undefined;
  versioning?: BucketVersioning | undefined;
  website?: BucketWebsite | undefined;
}
export interface BucketAccessControl {
  bucket?: string | undefined;
  domain?: string | undefined;
  email?: string | undefined;
  entity?: string | undefined;
  entityId?: string | undefined;
  etag?: string | undefined;
  id?: string | undefined;
  kind?: string | undefined;
  projectTeam?: BucketAccessControlProjectTeam | undefined;
  role?: string | undefined;
  selfLink?: string | undefined;
}
export interface BucketAccessControlProjectTeam {
  projectNumber?: string | undefined;
  team?: string | undefined;
}
export interface BucketAutoclass {
  enabled?: boolean | undefined;
  terminalStorageClass?: string | undefined;
  terminalStorageClassUpdateTime?: string | undefined;
  toggleTime?: string | undefined;
}
export interface BucketBilling {
  requesterPays?: boolean | undefined;
}
export interface BucketCors {
  maxAgeSeconds?: number | undefined;
  method?: string[] | undefined;
  origin?: string[] | undefined;
  responseHeader?: string[] | undefined;
}
export interface BucketCustomPlacementConfig {
  dataLocations?: string[] | undefined;
}
export interface ObjectAccessControl {
  bucket?: string | undefined;
  domain?: string | undefined;
  email?: string | undefined;
  entity?: string | undefined;
  entityId?: string | undefined;
  etag?: string | undefined;
  generation?: string | undefined;
  id?: string | undefined;
  kind?: string | undefined;
  object?: string | undefined;
  projectTeam?: ObjectAccessControlProjectTeam | undefined;
  role?: string | undefined;
  selfLink?: string | undefined;
}
export interface ObjectAccessControlProjectTeam {
  projectNumber?: string | undefined;
  team?: string | undefined;
}
export interface BucketEncryption {
  customerManagedEncryptionEnforcementConfig?: BucketEncryptionCustomerManagedEncryptionEnforcementConfig | undefined;
  customerSuppliedEncryptionEnforcementConfig?: BucketEncryptionCustomerSuppliedEncryptionEnforcementConfig | undefined;
  defaultKmsKeyName?: string | undefined;
  googleManagedEncryptionEnforcementConfig?: BucketEncryptionGoogleManagedEncryptionEnforcementConfig | undefined;
}
export interface BucketEncryptionCustomerManagedEncryptionEnforcementConfig {
  effectiveTime?: string | undefined;
  restrictionMode?: BucketEncryptionCustomerManagedEncryptionEnforcementConfigRestrictionMode | undefined;
}
export interface BucketEncryptionCustomerSuppliedEncryptionEnforcementConfig {
  effectiveTime?: string | undefined;
  restrictionMode?: BucketEncryptionCustomerSuppliedEncryptionEnforcementConfigRestrictionMode | undefined;
}
export interface BucketEncryptionGoogleManagedEncryptionEnforcementConfig {
  effectiveTime?: string | undefined;
  restrictionMode?: BucketEncryptionGoogleManagedEncryptionEnforcementConfigRestrictionMode | undefined;
}
export interface BucketHierarchicalNamespace {
  enabled?: boolean | undefined;
}
export interface BucketIamConfiguration {
  bucketPolicyOnly?: BucketIamConfigurationBucketPolicyOnly | undefined;
  publicAccessPrevention?: string | undefined;
  uniformBucketLevelAccess?: BucketIamConfigurationUniformBucketLevelAccess | undefined;
}
export interface BucketIamConfigurationBucketPolicyOnly {
  enabled?: boolean | undefined;
  lockedTime?: string | undefined;
}
export interface BucketIamConfigurationUniformBucketLevelAccess {
  enabled?: boolean | undefined;
  lockedTime?: string | undefined;
}
export interface BucketIpFilter {
  allowAllServiceAgentAccess?: boolean | undefined;
  allowCrossOrgVpcs?: boolean | undefined;
  mode?: string | undefined;
  publicNetworkSource?: BucketIpFilterPublicNetworkSource | undefined;
  vpcNetworkSources?: BucketIpFilterVpcNetworkSources[] | undefined;
}
export interface BucketIpFilterPublicNetworkSource {
  allowedIpCidrRanges?: string[] | undefined;
}
export interface BucketIpFilterVpcNetworkSources {
  allowedIpCidrRanges?: string[] | undefined;
  network?: string | undefined;
}
export interface BucketLifecycle {
  rule?: BucketLifecycleRule[] | undefined;
}
export interface BucketLifecycleRule {
  action?: BucketLifecycleRuleAction | undefined;
  condition?: BucketLifecycleRuleCondition | undefined;
}
export interface BucketLifecycleRuleAction {
  storageClass?: string | undefined;
  type?: string | undefined;
}
export interface BucketLifecycleRuleCondition {
  age?: number | undefined;
  createdBefore?: string | undefined;
  customTimeBefore?: string | undefined;
  daysSinceCustomTime?: number | undefined;
  daysSinceNoncurrentTime?: number | undefined;
  isLive?: boolean | undefined;
  matchesPattern?: string | undefined;
  matchesPrefix?: string[] | undefined;
  matchesStorageClass?: string[] | undefined;
  matchesSuffix?: string[] | undefined;
  noncurrentTimeBefore?: string | undefined;
  numNewerVersions?: number | undefined;
  sizeAboveBytes?: string | undefined;
  sizeBelowBytes?: string | undefined;
}
export interface BucketLogging {
  logBucket?: string | undefined;
  logObjectPrefix?: string | undefined;
}
export interface BucketObjectRetention {
  mode?: string | undefined;
}
export interface BucketOwner {
  entity?: string | undefined;
  entityId?: string | undefined;
}
export interface BucketRetentionPolicy {
  effectiveTime?: string | undefined;
  isLocked?: boolean | undefined;
  retentionPeriod?: string | undefined;
}
export interface BucketSoftDeletePolicy {
  effectiveTime?: string | undefined;
  hardDeletePause?: BucketSoftDeletePolicyHardDeletePause | undefined;
  retentionDurationSeconds?: string | undefined;
}
export interface BucketSoftDeletePolicyHardDeletePause {
  effectiveTime?: string | undefined;
  enabled?: boolean | undefined;
}
export interface BucketVersioning {
  enabled?: boolean | undefined;
}
export interface BucketWebsite {
  mainPageSuffix?: string | undefined;
  notFoundPage?: string | undefined;
}
export interface BucketsGetIamPolicyRequest {
  bucket?: string | undefined;
  optionsRequestedPolicyVersion?: number | undefined;
  userProject?: string | undefined;
}
export interface Policy {
  bindings?: PolicyBindings[] | undefined;
  etag?: string | undefined;
  kind?: string | undefined;
  resourceId?: string | undefined;
  version?: number | undefined;
}
export interface PolicyBindings {
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
export interface BucketsGetStorageLayoutRequest {
  bucket?: string | undefined;
  prefix?: string | undefined;
}
export interface BucketStorageLayout {
  bucket?: string | undefined;
  customPlacementConfig?: BucketStorageLayoutCustomPlacementConfig | undefined;
  hierarchicalNamespace?: BucketStorageLayoutHierarchicalNamespace | undefined;
  kind?: string | undefined;
  location?: string | undefined;
  locationType?: string | undefined;
}
export interface BucketStorageLayoutCustomPlacementConfig {
  dataLocations?: string[] | undefined;
}
export interface BucketStorageLayoutHierarchicalNamespace {
  enabled?: boolean | undefined;
}
export interface BucketsInsertRequest {
  enableObjectRetention?: boolean | undefined;
  predefinedAcl?: BucketsInsertRequestPredefinedAcl | undefined;
  predefinedDefaultObjectAcl?: BucketsInsertRequestPredefinedDefaultObjectAcl | undefined;
  project?: string | undefined;
  projection?: BucketsInsertRequestProjection | undefined;
  userProject?: string | undefined;
  body?: Bucket | undefined;
}
export interface BucketsListRequest {
  maxResults?: number | undefined;
  pageToken?: string | undefined;
  prefix?: string | undefined;
  project?: string | undefined;
  projection?: BucketsListRequestProjection | undefined;
  returnPartialSuccess?: boolean | undefined;
  softDeleted?: boolean | undefined;
  userProject?: string | undefined;
}
export interface Buckets {
  items?: Bucket[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  unreachable?: string[] | undefined;
}
export interface BucketsLockRetentionPolicyRequest {
  bucket?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  userProject?: string | undefined;
}
export interface BucketsPatchRequest {
  bucket?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  predefinedAcl?: BucketsPatchRequestPredefinedAcl | undefined;
  predefinedDefaultObjectAcl?: BucketsPatchRequestPredefinedDefaultObjectAcl | undefined;
  projection?: BucketsPatchRequestProjection | undefined;
  userProject?: string | undefined;
  body?: Bucket | undefined;
}
export interface BucketsRelocateRequest {
  bucket?: string | undefined;
  body?: RelocateBucketRequest | undefined;
}
export interface RelocateBucketRequest {
  destinationCustomPlacementConfig?: RelocateBucketRequestDestinationCustomPlacementConfig | undefined;
  destinationKmsKeyName?: string | undefined;
  destinationLocation?: string | undefined;
  validateOnly?: boolean | undefined;
}
export interface RelocateBucketRequestDestinationCustomPlacementConfig {
  dataLocations?: string[] | undefined;
}
export interface BucketsRestoreRequest {
  bucket?: string | undefined;
  generation?: string | undefined;
  projection?: BucketsRestoreRequestProjection | undefined;
  userProject?: string | undefined;
}
export interface BucketsSetIamPolicyRequest {
  bucket?: string | undefined;
  userProject?: string | undefined;
  body?: Policy | undefined;
}
export interface BucketsTestIamPermissionsRequest {
  bucket?: string | undefined;
  permissions?: string[] | undefined;
  userProject?: string | undefined;
}
export interface TestIamPermissionsResponse {
  kind?: string | undefined;
  permissions?: string[] | undefined;
}
export interface BucketsUpdateRequest {
  bucket?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  predefinedAcl?: BucketsUpdateRequestPredefinedAcl | undefined;
  predefinedDefaultObjectAcl?: BucketsUpdateRequestPredefinedDefaultObjectAcl | undefined;
  projection?: BucketsUpdateRequestProjection | undefined;
  userProject?: string | undefined;
  body?: Bucket | undefined;
}
export interface ObjectsBulkRestoreRequest {
  bucket?: string | undefined;
  body?: BulkRestoreObjectsRequest | undefined;
}
export interface BulkRestoreObjectsRequest {
  allowOverwrite?: boolean | undefined;
  copySourceAcl?: boolean | undefined;
  createdAfterTime?: string | undefined;
  createdBeforeTime?: string | undefined;
  matchGlobs?: string[] | undefined;
  softDeletedAfterTime?: string | undefined;
  softDeletedBeforeTime?: string | undefined;
}
export interface ObjectsComposeRequest {
  destinationBucket?: string | undefined;
  destinationObject?: string | undefined;
  destinationPredefinedAcl?: ObjectsComposeRequestDestinationPredefinedAcl | undefined;
  dropContextGroups?: string[] | undefined;
  ifGenerationMatch?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  kmsKeyName?: string | undefined;
  userProject?: string | undefined;
  body?: ComposeRequest | undefined;
}
export interface ComposeRequest {
  deleteSourceObjects?: boolean | undefined;
  destination?: V1Object | undefined;
  kind?: string | undefined;
  sourceObjects?: ComposeRequestSourceObjects[] | undefined;
}
export interface V1Object {
  acl?: ObjectAccessControl[] | undefined;
  bucket?: string | undefined;
  cacheControl?: string | undefined;
  componentCount?: number | undefined;
  contentDisposition?: string | undefined;
  contentEncoding?: string | undefined;
  contentLanguage?: string | undefined;
  contentType?: string | undefined;
  contexts?: ObjectContexts | undefined;
  crc32c?: string | undefined;
  customTime?: string | undefined;
  customerEncryption?: ObjectCustomerEncryption | undefined;
  etag?: string | undefined;
  eventBasedHold?: boolean | undefined;
  generation?: string | undefined;
  hardDeleteTime?: string | undefined;
  id?: string | undefined;
  kind?: string | undefined;
  kmsKeyName?: string | undefined;
  md5Hash?: string | undefined;
  mediaLink?: string | undefined;
  metadata?: Record<string, string> | undefined;
  metageneration?: string | undefined;
  name?: string | undefined;
  owner?: ObjectOwner | undefined;
  restoreToken?: string | undefined;
  retention?: ObjectRetention | undefined;
  retentionExpirationTime?: string | undefined;
  selfLink?: string | undefined;
  size?: string | undefined;
  softDeleteTime?: string | undefined;
  storageClass?: string | undefined;
  temporaryHold?: boolean | undefined;
  timeCreated?: string | undefined;
  timeDeleted?: string | undefined;
  timeFinalized?: string | undefined;
  timeStorageClassUpdated?: string | undefined;
  updated?: string | undefined;
}
export interface ObjectContexts {
  custom?: Record<string, ObjectCustomContextPayload> | undefined;
}
export interface ObjectCustomContextPayload {
  createTime?: string | undefined;
  extendedDataTypeUrl?: string | undefined;
  updateTime?: string | undefined;
  value?: string | undefined;
}
export interface ObjectCustomerEncryption {
  encryptionAlgorithm?: string | undefined;
  keySha256?: string | undefined;
}
export interface ObjectOwner {
  entity?: string | undefined;
  entityId?: string | undefined;
}
export interface ObjectRetention {
  mode?: string | undefined;
  retainUntilTime?: string | undefined;
}
export interface ComposeRequestSourceObjects {
  generation?: string | undefined;
  name?: string | undefined;
  objectPreconditions?: ComposeRequestSourceObjectsObjectPreconditions | undefined;
}
export interface ComposeRequestSourceObjectsObjectPreconditions {
  ifGenerationMatch?: string | undefined;
}
export interface ObjectsCopyRequest {
  destinationBucket?: string | undefined;
  destinationKmsKeyName?: string | undefined;
  destinationObject?: string | undefined;
  destinationPredefinedAcl?: ObjectsCopyRequestDestinationPredefinedAcl | undefined;
  ifGenerationMatch?: string | undefined;
  ifGenerationNotMatch?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  ifSourceGenerationMatch?: string | undefined;
  ifSourceGenerationNotMatch?: string | undefined;
  ifSourceMetagenerationMatch?: string | undefined;
  ifSourceMetagenerationNotMatch?: string | undefined;
  projection?: ObjectsCopyRequestProjection | undefined;
  sourceBucket?: string | undefined;
  sourceGeneration?: string | undefined;
  sourceObject?: string | undefined;
  userProject?: string | undefined;
  body?: V1Object | undefined;
}
export interface ObjectsDeleteRequest {
  bucket?: string | undefined;
  generation?: string | undefined;
  ifGenerationMatch?: string | undefined;
  ifGenerationNotMatch?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  object?: string | undefined;
  userProject?: string | undefined;
}
export interface ObjectsGetRequest {
  bucket?: string | undefined;
  generation?: string | undefined;
  ifGenerationMatch?: string | undefined;
  ifGenerationNotMatch?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  object?: string | undefined;
  projection?: ObjectsGetRequestProjection | undefined;
  restoreToken?: string | undefined;
  softDeleted?: boolean | undefined;
  userProject?: string | undefined;
}
export interface ObjectsGetIamPolicyRequest {
  bucket?: string | undefined;
  generation?: string | undefined;
  object?: string | undefined;
  userProject?: string | undefined;
}
export interface ObjectsInsertRequest {
  bucket?: string | undefined;
  contentEncoding?: string | undefined;
  ifGenerationMatch?: string | undefined;
  ifGenerationNotMatch?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  kmsKeyName?: string | undefined;
  name?: string | undefined;
  predefinedAcl?: ObjectsInsertRequestPredefinedAcl | undefined;
  projection?: ObjectsInsertRequestProjection | undefined;
  userProject?: string | undefined;
  body?: V1Object | undefined;
}
export interface ObjectsListRequest {
  bucket?: string | undefined;
  delimiter?: string | undefined;
  endOffset?: string | undefined;
  filter?: string | undefined;
  includeFoldersAsPrefixes?: boolean | undefined;
  includeTrailingDelimiter?: boolean | undefined;
  matchGlob?: string | undefined;
  maxResults?: number | undefined;
  pageToken?: string | undefined;
  prefix?: string | undefined;
  projection?: ObjectsListRequestProjection | undefined;
  softDeleted?: boolean | undefined;
  startOffset?: string | undefined;
  userProject?: string | undefined;
  versions?: boolean | undefined;
}
export interface Objects {
  items?: V1Object[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  prefixes?: string[] | undefined;
}
export interface ObjectsMoveRequest {
  bucket?: string | undefined;
  destinationObject?: string | undefined;
  ifGenerationMatch?: string | undefined;
  ifGenerationNotMatch?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  ifSourceGenerationMatch?: string | undefined;
  ifSourceGenerationNotMatch?: string | undefined;
  ifSourceMetagenerationMatch?: string | undefined;
  ifSourceMetagenerationNotMatch?: string | undefined;
  projection?: ObjectsMoveRequestProjection | undefined;
  sourceObject?: string | undefined;
  userProject?: string | undefined;
}
export interface ObjectsPatchRequest {
  bucket?: string | undefined;
  generation?: string | undefined;
  ifGenerationMatch?: string | undefined;
  ifGenerationNotMatch?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  object?: string | undefined;
  overrideUnlockedRetention?: boolean | undefined;
  predefinedAcl?: ObjectsPatchRequestPredefinedAcl | undefined;
  projection?: ObjectsPatchRequestProjection | undefined;
  userProject?: string | undefined;
  body?: V1Object | undefined;
}
export interface ObjectsRestoreRequest {
  bucket?: string | undefined;
  copySourceAcl?: boolean | undefined;
  generation?: string | undefined;
  ifGenerationMatch?: string | undefined;
  ifGenerationNotMatch?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  object?: string | undefined;
  projection?: ObjectsRestoreRequestProjection | undefined;
  restoreToken?: string | undefined;
  userProject?: string | undefined;
}
export interface ObjectsRewriteRequest {
  destinationBucket?: string | undefined;
  destinationKmsKeyName?: string | undefined;
  destinationObject?: string | undefined;
  destinationPredefinedAcl?: ObjectsRewriteRequestDestinationPredefinedAcl | undefined;
  dropContextGroups?: string[] | undefined;
  ifGenerationMatch?: string | undefined;
  ifGenerationNotMatch?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  ifSourceGenerationMatch?: string | undefined;
  ifSourceGenerationNotMatch?: string | undefined;
  ifSourceMetagenerationMatch?: string | undefined;
  ifSourceMetagenerationNotMatch?: string | undefined;
  maxBytesRewrittenPerCall?: string | undefined;
  projection?: ObjectsRewriteRequestProjection | undefined;
  rewriteToken?: string | undefined;
  sourceBucket?: string | undefined;
  sourceGeneration?: string | undefined;
  sourceObject?: string | undefined;
  userProject?: string | undefined;
  body?: V1Object | undefined;
}
export interface RewriteResponse {
  done?: boolean | undefined;
  kind?: string | undefined;
  objectSize?: string | undefined;
  resource?: V1Object | undefined;
  rewriteToken?: string | undefined;
  totalBytesRewritten?: string | undefined;
}
export interface ObjectsSetIamPolicyRequest {
  bucket?: string | undefined;
  generation?: string | undefined;
  object?: string | undefined;
  userProject?: string | undefined;
  body?: Policy | undefined;
}
export interface ObjectsTestIamPermissionsRequest {
  bucket?: string | undefined;
  generation?: string | undefined;
  object?: string | undefined;
  permissions?: string[] | undefined;
  userProject?: string | undefined;
}
export interface ObjectsUpdateRequest {
  bucket?: string | undefined;
  generation?: string | undefined;
  ifGenerationMatch?: string | undefined;
  ifGenerationNotMatch?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
  object?: string | undefined;
  overrideUnlockedRetention?: boolean | undefined;
  predefinedAcl?: ObjectsUpdateRequestPredefinedAcl | undefined;
  projection?: ObjectsUpdateRequestProjection | undefined;
  userProject?: string | undefined;
  body?: V1Object | undefined;
}
export interface ObjectsViewFullContextRequest {
  bucket?: string | undefined;
  contextKey?: string | undefined;
  generation?: string | undefined;
  object?: string | undefined;
  userProject?: string | undefined;
}
export interface ObjectFullContext {
  createTime?: string | undefined;
  extendedData?: Record<string, unknown> | undefined;
  key?: string | undefined;
  kind?: string | undefined;
  type?: ObjectFullContextType | undefined;
  updateTime?: string | undefined;
  value?: string | undefined;
}
export interface BucketsOperationsAdvanceRelocateBucketRequest {
  bucket?: string | undefined;
  operationId?: string | undefined;
  body?: AdvanceRelocateBucketOperationRequest | undefined;
}
export interface AdvanceRelocateBucketOperationRequest {
  expireTime?: string | undefined;
  ttl?: string | undefined;
}
export interface BucketsOperationsCancelRequest {
  bucket?: string | undefined;
  operationId?: string | undefined;
}
export interface BucketsOperationsGetRequest {
  bucket?: string | undefined;
  operationId?: string | undefined;
}
export interface BucketsOperationsListRequest {
  bucket?: string | undefined;
  filter?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface GoogleLongrunningListOperationsResponse {
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  operations?: GoogleLongrunningOperation[] | undefined;
}
export interface Empty {
}
/** Method → its request and response. */
export interface Methods {
  "anywhereCaches.disable": [AnywhereCachesDisableRequest, AnywhereCache];
  "anywhereCaches.get": [AnywhereCachesGetRequest, AnywhereCache];
  "anywhereCaches.insert": [AnywhereCachesInsertRequest, GoogleLongrunningOperation];
  "anywhereCaches.list": [AnywhereCachesListRequest, AnywhereCaches];
  "anywhereCaches.pause": [AnywhereCachesPauseRequest, AnywhereCache];
  "anywhereCaches.resume": [AnywhereCachesResumeRequest, AnywhereCache];
  "anywhereCaches.update": [AnywhereCachesUpdateRequest, GoogleLongrunningOperation];
  "buckets.delete": [BucketsDeleteRequest, Empty];
  "buckets.get": [BucketsGetRequest, Bucket];
  "buckets.getIamPolicy": [BucketsGetIamPolicyRequest, Policy];
  "buckets.getStorageLayout": [BucketsGetStorageLayoutRequest, BucketStorageLayout];
  "buckets.insert": [BucketsInsertRequest, Bucket];
  "buckets.list": [BucketsListRequest, Buckets];
  "buckets.lockRetentionPolicy": [BucketsLockRetentionPolicyRequest, Bucket];
  "buckets.patch": [BucketsPatchRequest, Bucket];
  "buckets.relocate": [BucketsRelocateRequest, GoogleLongrunningOperation];
  "buckets.restore": [BucketsRestoreRequest, Bucket];
  "buckets.setIamPolicy": [BucketsSetIamPolicyRequest, Policy];
  "buckets.testIamPermissions": [BucketsTestIamPermissionsRequest, TestIamPermissionsResponse];
  "buckets.update": [BucketsUpdateRequest, Bucket];
  "objects.bulkRestore": [ObjectsBulkRestoreRequest, GoogleLongrunningOperation];
  "objects.compose": [ObjectsComposeRequest, V1Object];
  "objects.copy": [ObjectsCopyRequest, V1Object];
  "objects.delete": [ObjectsDeleteRequest, Empty];
  "objects.get": [ObjectsGetRequest, V1Object];
  "objects.getIamPolicy": [ObjectsGetIamPolicyRequest, Policy];
  "objects.insert": [ObjectsInsertRequest, V1Object];
  "objects.list": [ObjectsListRequest, Objects];
  "objects.move": [ObjectsMoveRequest, V1Object];
  "objects.patch": [ObjectsPatchRequest, V1Object];
  "objects.restore": [ObjectsRestoreRequest, V1Object];
  "objects.rewrite": [ObjectsRewriteRequest, RewriteResponse];
  "objects.setIamPolicy": [ObjectsSetIamPolicyRequest, Policy];
  "objects.testIamPermissions": [ObjectsTestIamPermissionsRequest, TestIamPermissionsResponse];
  "objects.update": [ObjectsUpdateRequest, V1Object];
  "objects.viewFullContext": [ObjectsViewFullContextRequest, ObjectFullContext];
  "buckets.operations.advanceRelocateBucket": [BucketsOperationsAdvanceRelocateBucketRequest, Empty];
  "buckets.operations.cancel": [BucketsOperationsCancelRequest, Empty];
  "buckets.operations.get": [BucketsOperationsGetRequest, GoogleLongrunningOperation];
  "buckets.operations.list": [BucketsOperationsListRequest, GoogleLongrunningListOperationsResponse];
}
