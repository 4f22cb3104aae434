/* eslint-disable */
// Made by generate.ts from npm @google-cloud/artifact-registry 4.7.1, build/protos/protos.json; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type AptArtifactPackageType =
  | "PACKAGE_TYPE_UNSPECIFIED"
  | "BINARY"
  | "SOURCE";
export type YumArtifactPackageType =
  | "PACKAGE_TYPE_UNSPECIFIED"
  | "BINARY"
  | "SOURCE";
export type RepositoryMavenRepositoryConfigVersionPolicy =
  | "VERSION_POLICY_UNSPECIFIED"
  | "RELEASE"
  | "SNAPSHOT";
export type RemoteRepositoryConfigDockerRepositoryPublicRepository =
  | "PUBLIC_REPOSITORY_UNSPECIFIED"
  | "DOCKER_HUB";
export type RemoteRepositoryConfigMavenRepositoryPublicRepository =
  | "PUBLIC_REPOSITORY_UNSPECIFIED"
  | "MAVEN_CENTRAL";
export type RemoteRepositoryConfigNpmRepositoryPublicRepository =
  | "PUBLIC_REPOSITORY_UNSPECIFIED"
  | "NPMJS";
export type RemoteRepositoryConfigPythonRepositoryPublicRepository =
  | "PUBLIC_REPOSITORY_UNSPECIFIED"
  | "PYPI";
export type RemoteRepositoryConfigAptRepositoryPublicRepositoryRepositoryBase =
  | "REPOSITORY_BASE_UNSPECIFIED"
  | "DEBIAN"
  | "UBUNTU"
  | "DEBIAN_SNAPSHOT";
export type RemoteRepositoryConfigYumRepositoryPublicRepositoryRepositoryBase =
  | "REPOSITORY_BASE_UNSPECIFIED"
  | "CENTOS"
  | "CENTOS_DEBUG"
  | "CENTOS_VAULT"
  | "CENTOS_STREAM"
  | "ROCKY"
  | "EPEL";
export type RepositoryFormat =
  | "FORMAT_UNSPECIFIED"
  | "DOCKER"
  | "MAVEN"
  | "NPM"
  | "APT"
  | "YUM"
  | "PYTHON"
  | "KFP"
  | "GO"
  | "GENERIC"
  | "RUBY";
export type RepositoryMode =
  | "MODE_UNSPECIFIED"
  | "STANDARD_REPOSITORY"
  | "VIRTUAL_REPOSITORY"
  | "REMOTE_REPOSITORY";
export type CleanupPolicyConditionTagState =
  | "TAG_STATE_UNSPECIFIED"
  | "TAGGED"
  | "UNTAGGED"
  | "ANY";
export type CleanupPolicyAction =
  | "ACTION_UNSPECIFIED"
  | "DELETE"
  | "KEEP";
export type RepositoryVulnerabilityScanningConfigEnablementConfig =
  | "ENABLEMENT_CONFIG_UNSPECIFIED"
  | "INHERITED"
  | "DISABLED";
export type RepositoryVulnerabilityScanningConfigEnablementState =
  | "ENABLEMENT_STATE_UNSPECIFIED"
  | "SCANNING_UNSUPPORTED"
  | "SCANNING_DISABLED"
  | "SCANNING_ACTIVE";
export type VersionView =
  | "VERSION_VIEW_UNSPECIFIED"
  | "BASIC"
  | "FULL";
export type HashHashType =
  | "HASH_TYPE_UNSPECIFIED"
  | "SHA256"
  | "MD5"
  | "DIRSUM_SHA256";
export type RuleAction =
  | "ACTION_UNSPECIFIED"
  | "ALLOW"
  | "DENY";
export type RuleOperation =
  | "OPERATION_UNSPECIFIED"
  | "DOWNLOAD";
export type LogType =
  | "LOG_TYPE_UNSPECIFIED"
  | "ADMIN_READ"
  | "DATA_WRITE"
  | "DATA_READ";
export type ProjectSettingsRedirectionState =
  | "REDIRECTION_STATE_UNSPECIFIED"
  | "REDIRECTION_FROM_GCR_IO_DISABLED"
  | "REDIRECTION_FROM_GCR_IO_ENABLED"
  | "REDIRECTION_FROM_GCR_IO_FINALIZED"
  | "REDIRECTION_FROM_GCR_IO_ENABLED_AND_COPYING"
  | "REDIRECTION_FROM_GCR_IO_PARTIAL_AND_COPYING";
export type VPCSCConfigVPCSCPolicy =
  | "VPCSC_POLICY_UNSPECIFIED"
  | "DENY"
  | "ALLOW";
export interface ListDockerImagesRequest {
  parent?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  orderBy?: string | undefined;
}
export interface ListDockerImagesResponse {
  dockerImages?: DockerImage[] | undefined;
  nextPageToken?: string | undefined;
}
export interface DockerImage {
  name?: string | undefined;
  uri?: string | undefined;
  tags?: string[] | undefined;
  imageSizeBytes?: string | undefined;
  uploadTime?: string | undefined;
  mediaType?: string | undefined;
  buildTime?: string | undefined;
  updateTime?: string | undefined;
  artifactType?: string | undefined;
  imageManifests?: ImageManifest[] | undefined;
}
export interface ImageManifest {
  architecture?: string | undefined;
  os?: string | undefined;
  digest?: string | undefined;
  mediaType?: string | undefined;
  osVersion?: string | undefined;
  osFeatures?: string[] | undefined;
  variant?: string | undefined;
}
export interface GetDockerImageRequest {
  name?: string | undefined;
}
export interface ListMavenArtifactsRequest {
  parent?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListMavenArtifactsResponse {
  mavenArtifacts?: MavenArtifact[] | undefined;
  nextPageToken?: string | undefined;
}
export interface MavenArtifact {
  name?: string | undefined;
  pomUri?: string | undefined;
  groupId?: string | undefined;
  artifactId?: string | undefined;
  version?: string | undefined;
  createTime?: string | undefined;
  updateTime?: string | undefined;
}
export interface GetMavenArtifactRequest {
  name?: string | undefined;
}
export interface ListNpmPackagesRequest {
  parent?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListNpmPackagesResponse {
  npmPackages?: NpmPackage[] | undefined;
  nextPageToken?: string | undefined;
}
export interface NpmPackage {
  name?: string | undefined;
  packageName?: string | undefined;
  version?: string | undefined;
  tags?: string[] | undefined;
  createTime?: string | undefined;
  updateTime?: string | undefined;
}
export interface GetNpmPackageRequest {
  name?: string | undefined;
}
export interface ListPythonPackagesRequest {
  parent?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListPythonPackagesResponse {
  pythonPackages?: PythonPackage[] | undefined;
  nextPageToken?: string | undefined;
}
export interface PythonPackage {
  name?: string | undefined;
  uri?: string | undefined;
  packageName?: string | undefined;
  version?: string | undefined;
  createTime?: string | undefined;
  updateTime?: string | undefined;
}
export interface GetPythonPackageRequest {
  name?: string | undefined;
}
export interface ImportAptArtifactsRequest {
  gcsSource?: ImportAptArtifactsGcsSource | undefined;
  parent?: string | undefined;
}
export interface ImportAptArtifactsGcsSource {
  uris?: string[] | undefined;
  useWildcards?: boolean | undefined;
}
export interface Operation {
  name?: string | undefined;
  metadata?: ({ "@type": string } & Record<string, unknown>) | undefined;
  done?: boolean | undefined;
  error?: Status | undefined;
  response?: ({ "@type": string } & Record<string, unknown>) | undefined;
}
export interface Status {
  code?: number | undefined;
  message?: string | undefined;
  details?: ({ "@type": string } & Record<string, unknown>)[] | undefined;
}
export interface ImportAptArtifactsResponse {
  aptArtifacts?: AptArtifact[] | undefined;
  errors?: ImportAptArtifactsErrorInfo[] | undefined;
}
export interface AptArtifact {
  name?: string | undefined;
  packageName?: string | undefined;
  packageType?: AptArtifactPackageType | undefined;
  architecture?: string | undefined;
  component?: string | undefined;
  controlFile?: string | undefined;
}
export interface ImportAptArtifactsErrorInfo {
  gcsSource?: ImportAptArtifactsGcsSource | undefined;
  error?: Status | undefined;
}
export interface ImportAptArtifactsMetadata {
}
export interface ImportYumArtifactsRequest {
  gcsSource?: ImportYumArtifactsGcsSource | undefined;
  parent?: string | undefined;
}
export interface ImportYumArtifactsGcsSource {
  uris?: string[] | undefined;
  useWildcards?: boolean | undefined;
}
export interface ImportYumArtifactsResponse {
  yumArtifacts?: YumArtifact[] | undefined;
  errors?: ImportYumArtifactsErrorInfo[] | undefined;
}
export interface YumArtifact {
  name?: string | undefined;
  packageName?: string | undefined;
  packageType?: YumArtifactPackageType | undefined;
  architecture?: string | undefined;
}
export interface ImportYumArtifactsErrorInfo {
  gcsSource?: ImportYumArtifactsGcsSource | undefined;
  error?: Status | undefined;
}
export interface ImportYumArtifactsMetadata {
}
export interface ListRepositoriesRequest {
  parent?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  filter?: string | undefined;
  orderBy?: string | undefined;
}
export interface ListRepositoriesResponse {
  repositories?: Repository[] | undefined;
  nextPageToken?: string | undefined;
}
export interface Repository {
  mavenConfig?: RepositoryMavenRepositoryConfig | undefined;
  dockerConfig?: RepositoryDockerRepositoryConfig | undefined;
  virtualRepositoryConfig?: VirtualRepositoryConfig | undefined;
  remoteRepositoryConfig?: RemoteRepositoryConfig | undefined;
  name?: string | undefined;
  format?: RepositoryFormat | undefined;
  description?: string | undefined;
  labels?: Record<string, string> | undefined;
  createTime?: string | undefined;
  updateTime?: string | undefined;
  kmsKeyName?: string | undefined;
  mode?: RepositoryMode | undefined;
  cleanupPolicies?: Record<string, CleanupPolicy> | undefined;
  sizeBytes?: string | undefined;
  satisfiesPzs?: boolean | undefined;
  cleanupPolicyDryRun?: boolean | undefined;
  vulnerabilityScanningConfig?: RepositoryVulnerabilityScanningConfig | undefined;
  disallowUnspecifiedMode?: boolean | undefined;
  satisfiesPzi?: boolean | undefined;
  registryUri?: string | undefined;
}
export interface RepositoryMavenRepositoryConfig {
  allowSnapshotOverwrites?: boolean | undefined;
  versionPolicy?: RepositoryMavenRepositoryConfigVersionPolicy | undefined;
}
export interface RepositoryDockerRepositoryConfig {
  immutableTags?: boolean | undefined;
}
export interface VirtualRepositoryConfig {
  upstreamPolicies?: UpstreamPolicy[] | undefined;
}
export interface UpstreamPolicy {
  id?: string | undefined;
  repository?: string | undefined;
  priority?: number | undefined;
}
export interface RemoteRepositoryConfig {
  dockerRepository?: RemoteRepositoryConfigDockerRepository | undefined;
  mavenRepository?: RemoteRepositoryConfigMavenRepository | undefined;
  npmRepository?: RemoteRepositoryConfigNpmRepository | undefined;
  pythonRepository?: RemoteRepositoryConfigPythonRepository | undefined;
  aptRepository?: RemoteRepositoryConfigAptRepository | undefined;
  yumRepository?: RemoteRepositoryConfigYumRepository | undefined;
  commonRepository?: RemoteRepositoryConfigCommonRemoteRepository | undefined;
  description?: string | undefined;
  upstreamCredentials?: RemoteRepositoryConfigUpstreamCredentials | undefined;
  disableUpstreamValidation?: boolean | undefined;
}
export interface RemoteRepositoryConfigDockerRepository {
  publicRepository?: RemoteRepositoryConfigDockerRepositoryPublicRepository | undefined;
  customRepository?: RemoteRepositoryConfigDockerRepositoryCustomRepository | undefined;
}
export interface RemoteRepositoryConfigDockerRepositoryCustomRepository {
  uri?: string | undefined;
}
export interface RemoteRepositoryConfigMavenRepository {
  publicRepository?: RemoteRepositoryConfigMavenRepositoryPublicRepository | undefined;
  customRepository?: RemoteRepositoryConfigMavenRepositoryCustomRepository | undefined;
}
export interface RemoteRepositoryConfigMavenRepositoryCustomRepository {
  uri?: string | undefined;
}
export interface RemoteRepositoryConfigNpmRepository {
  publicRepository?: RemoteRepositoryConfigNpmRepositoryPublicRepository | undefined;
  customRepository?: RemoteRepositoryConfigNpmRepositoryCustomRepository | undefined;
}
export interface RemoteRepositoryConfigNpmRepositoryCustomRepository {
  uri?: string | undefined;
}
export interface RemoteRepositoryConfigPythonRepository {
  publicRepository?: RemoteRepositoryConfigPythonRepositoryPublicRepository | undefined;
  customRepository?: RemoteRepositoryConfigPythonRepositoryCustomRepository | undefined;
}
export interface RemoteRepositoryConfigPythonRepositoryCustomRepository {
  uri?: string | undefined;
}
export interface RemoteRepositoryConfigAptRepository {
  publicRepository?: RemoteRepositoryConfigAptRepositoryPublicRepository | undefined;
  customRepository?: RemoteRepositoryConfigAptRepositoryCustomRepository | undefined;
}
export interface RemoteRepositoryConfigAptRepositoryPublicRepository {
  repositoryBase?: RemoteRepositoryConfigAptRepositoryPublicRepositoryRepositoryBase | undefined;
  repositoryPath?: string | undefined;
}
export interface RemoteRepositoryConfigAptRepositoryCustomRepository {
  uri?: string | undefined;
}
export interface RemoteRepositoryConfigYumRepository {
  publicRepository?: RemoteRepositoryConfigYumRepositoryPublicRepository | undefined;
  customRepository?: RemoteRepositoryConfigYumRepositoryCustomRepository | undefined;
}
export interface RemoteRepositoryConfigYumRepositoryPublicRepository {
  repositoryBase?: RemoteRepositoryConfigYumRepositoryPublicRepositoryRepositoryBase | undefined;
  repositoryPath?: string | undefined;
}
export interface RemoteRepositoryConfigYumRepositoryCustomRepository {
  uri?: string | undefined;
}
export interface RemoteRepositoryConfigCommonRemoteRepository {
  uri?: string | undefined;
}
export interface RemoteRepositoryConfigUpstreamCredentials {
  usernamePasswordCredentials?: RemoteRepositoryConfigUpstreamCredentialsUsernamePasswordCredentials | undefined;
}
export interface RemoteRepositoryConfigUpstreamCredentialsUsernamePasswordCredentials {
  username?: string | undefined;
  passwordSecretVersion?: string | undefined;
}
export interface CleanupPolicy {
  condition?: CleanupPolicyCondition | undefined;
  mostRecentVersions?: CleanupPolicyMostRecentVersions | undefined;
  id?: string | undefined;
  action?: CleanupPolicyAction | undefined;
}
export interface CleanupPolicyCondition {
  tagState?: CleanupPolicyConditionTagState | undefined;
  tagPrefixes?: string[] | undefined;
  versionNamePrefixes?: string[] | undefined;
  packageNamePrefixes?: string[] | undefined;
  olderThan?: string | undefined;
  newerThan?: string | undefined;
}
export interface CleanupPolicyMostRecentVersions {
  packageNamePrefixes?: string[] | undefined;
  keepCount?: number | undefined;
}
export interface RepositoryVulnerabilityScanningConfig {
  enablementConfig?: RepositoryVulnerabilityScanningConfigEnablementConfig | undefined;
  lastEnableTime?: string | undefined;
  enablementState?: RepositoryVulnerabilityScanningConfigEnablementState | undefined;
  enablementStateReason?: string | undefined;
}
export interface GetRepositoryRequest {
  name?: string | undefined;
}
export interface CreateRepositoryRequest {
  parent?: string | undefined;
  repositoryId?: string | undefined;
  repository?: Repository | undefined;
}
export interface OperationMetadata {
}
export interface UpdateRepositoryRequest {
  repository?: Repository | undefined;
  updateMask?: string | undefined;
}
export interface DeleteRepositoryRequest {
  name?: string | undefined;
}
export interface Empty {
}
export interface ListPackagesRequest {
  parent?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  filter?: string | undefined;
  orderBy?: string | undefined;
}
export interface ListPackagesResponse {
  packages?: Package[] | undefined;
  nextPageToken?: string | undefined;
}
export interface Package {
  name?: string | undefined;
  displayName?: string | undefined;
  createTime?: string | undefined;
  updateTime?: string | undefined;
  annotations?: Record<string, string> | undefined;
}
export interface GetPackageRequest {
  name?: string | undefined;
}
export interface DeletePackageRequest {
  name?: string | undefined;
}
export interface ListVersionsRequest {
  parent?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  view?: VersionView | undefined;
  orderBy?: string | undefined;
  filter?: string | undefined;
}
export interface ListVersionsResponse {
  versions?: Version[] | undefined;
  nextPageToken?: string | undefined;
}
export interface Version {
  name?: string | undefined;
  description?: string | undefined;
  createTime?: string | undefined;
  updateTime?: string | undefined;
  relatedTags?: Tag[] | undefined;
  metadata?: Record<string, unknown> | undefined;
  annotations?: Record<string, string> | undefined;
  fingerprints?: Hash[] | undefined;
}
export interface Tag {
  name?: string | undefined;
  version?: string | undefined;
}
export interface Hash {
  type?: HashHashType | undefined;
  value?: string | undefined;
}
export interface GetVersionRequest {
  name?: string | undefined;
  view?: VersionView | undefined;
}
export interface DeleteVersionRequest {
  name?: string | undefined;
  force?: boolean | undefined;
}
export interface BatchDeleteVersionsRequest {
  parent?: string | undefined;
  names?: string[] | undefined;
  validateOnly?: boolean | undefined;
}
export interface BatchDeleteVersionsMetadata {
  failedVersions?: string[] | undefined;
}
export interface UpdateVersionRequest {
  version?: Version | undefined;
  updateMask?: string | undefined;
}
export interface ListFilesRequest {
  parent?: string | undefined;
  filter?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  orderBy?: string | undefined;
}
export interface ListFilesResponse {
  files?: File[] | undefined;
  nextPageToken?: string | undefined;
}
export interface File {
  name?: string | undefined;
  sizeBytes?: string | undefined;
  hashes?: Hash[] | undefined;
  createTime?: string | undefined;
  updateTime?: string | undefined;
  owner?: string | undefined;
  fetchTime?: string | undefined;
  annotations?: Record<string, string> | undefined;
}
export interface GetFileRequest {
  name?: string | undefined;
}
export interface DeleteFileRequest {
  name?: string | undefined;
}
export interface UpdateFileRequest {
  file?: File | undefined;
  updateMask?: string | undefined;
}
export interface ListTagsRequest {
  parent?: string | undefined;
  filter?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListTagsResponse {
  tags?: Tag[] | undefined;
  nextPageToken?: string | undefined;
}
export interface GetTagRequest {
  name?: string | undefined;
}
export interface CreateTagRequest {
  parent?: string | undefined;
  tagId?: string | undefined;
  tag?: Tag | undefined;
}
export interface UpdateTagRequest {
  tag?: Tag | undefined;
  updateMask?: string | undefined;
}
export interface DeleteTagRequest {
  name?: string | undefined;
}
export interface CreateRuleRequest {
  parent?: string | undefined;
  ruleId?: string | undefined;
  rule?: Rule | undefined;
}
export interface Rule {
  name?: string | undefined;
  action?: RuleAction | undefined;
  operation?: RuleOperation | undefined;
  condition?: Expr | undefined;
  packageId?: string | undefined;
}
export interface Expr {
  expression?: string | undefined;
  title?: string | undefined;
  description?: string | undefined;
  location?: string | undefined;
}
export interface ListRulesRequest {
  parent?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListRulesResponse {
  rules?: Rule[] | undefined;
  nextPageToken?: string | undefined;
}
export interface GetRuleRequest {
  name?: string | undefined;
}
export interface UpdateRuleRequest {
  rule?: Rule | undefined;
  updateMask?: string | undefined;
}
export interface DeleteRuleRequest {
  name?: string | undefined;
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
export interface GetProjectSettingsRequest {
  name?: string | undefined;
}
export interface ProjectSettings {
  name?: string | undefined;
  legacyRedirectionState?: ProjectSettingsRedirectionState | undefined;
  pullPercent?: number | undefined;
}
export interface UpdateProjectSettingsRequest {
  projectSettings?: ProjectSettings | undefined;
  updateMask?: string | undefined;
}
export interface GetVPCSCConfigRequest {
  name?: string | undefined;
}
export interface VPCSCConfig {
  name?: string | undefined;
  vpcscPolicy?: VPCSCConfigVPCSCPolicy | undefined;
}
export interface UpdateVPCSCConfigRequest {
  vpcscConfig?: VPCSCConfig | undefined;
  updateMask?: string | undefined;
}
export interface UpdatePackageRequest {
  package?: Package | undefined;
  updateMask?: string | undefined;
}
export interface ListAttachmentsRequest {
  parent?: string | undefined;
  filter?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListAttachmentsResponse {
  attachments?: Attachment[] | undefined;
  nextPageToken?: string | undefined;
}
export interface Attachment {
  name?: string | undefined;
  target?: string | undefined;
  type?: string | undefined;
  attachmentNamespace?: string | undefined;
  annotations?: Record<string, string> | undefined;
  createTime?: string | undefined;
  updateTime?: string | undefined;
  files?: string[] | undefined;
  ociVersionName?: string | undefined;
}
export interface GetAttachmentRequest {
  name?: string | undefined;
}
export interface CreateAttachmentRequest {
  parent?: string | undefined;
  attachmentId?: string | undefined;
  attachment?: Attachment | undefined;
}
export interface DeleteAttachmentRequest {
  name?: string | undefined;
}
export interface ExportArtifactRequest {
  sourceVersion?: string | undefined;
  sourceTag?: string | undefined;
  gcsPath?: string | undefined;
  repository?: string | undefined;
}
export interface ExportArtifactResponse {
  exportedVersion?: Version | undefined;
}
export interface ExportArtifactMetadata {
  exportedFiles?: ExportArtifactMetadataExportedFile[] | undefined;
}
export interface ExportArtifactMetadataExportedFile {
  gcsObjectPath?: string | undefined;
  name?: string | undefined;
  hashes?: Hash[] | undefined;
}
/** Method → its request and response. */
export interface Methods {
  "ArtifactRegistry.ListDockerImages": [ListDockerImagesRequest, ListDockerImagesResponse];
  "ArtifactRegistry.GetDockerImage": [GetDockerImageRequest, DockerImage];
  "ArtifactRegistry.ListMavenArtifacts": [ListMavenArtifactsRequest, ListMavenArtifactsResponse];
  "ArtifactRegistry.GetMavenArtifact": [GetMavenArtifactRequest, MavenArtifact];
  "ArtifactRegistry.ListNpmPackages": [ListNpmPackagesRequest, ListNpmPackagesResponse];
  "ArtifactRegistry.GetNpmPackage": [GetNpmPackageRequest, NpmPackage];
  "ArtifactRegistry.ListPythonPackages": [ListPythonPackagesRequest, ListPythonPackagesResponse];
  "ArtifactRegistry.GetPythonPackage": [GetPythonPackageRequest, PythonPackage];
  "ArtifactRegistry.ImportAptArtifacts": [ImportAptArtifactsRequest, Operation];
  "ArtifactRegistry.ImportYumArtifacts": [ImportYumArtifactsRequest, Operation];
  "ArtifactRegistry.ListRepositories": [ListRepositoriesRequest, ListRepositoriesResponse];
  "ArtifactRegistry.GetRepository": [GetRepositoryRequest, Repository];
  "ArtifactRegistry.CreateRepository": [CreateRepositoryRequest, Operation];
  "ArtifactRegistry.UpdateRepository": [UpdateRepositoryRequest, Repository];
  "ArtifactRegistry.DeleteRepository": [DeleteRepositoryRequest, Operation];
  "ArtifactRegistry.ListPackages": [ListPackagesRequest, ListPackagesResponse];
  "ArtifactRegistry.GetPackage": [GetPackageRequest, Package];
  "ArtifactRegistry.DeletePackage": [DeletePackageRequest, Operation];
  "ArtifactRegistry.ListVersions": [ListVersionsRequest, ListVersionsResponse];
  "ArtifactRegistry.GetVersion": [GetVersionRequest, Version];
  "ArtifactRegistry.DeleteVersion": [DeleteVersionRequest, Operation];
  "ArtifactRegistry.BatchDeleteVersions": [BatchDeleteVersionsRequest, Operation];
  "ArtifactRegistry.UpdateVersion": [UpdateVersionRequest, Version];
  "ArtifactRegistry.ListFiles": [ListFilesRequest, ListFilesResponse];
  "ArtifactRegistry.GetFile": [GetFileRequest, File];
  "ArtifactRegistry.DeleteFile": [DeleteFileRequest, Operation];
  "ArtifactRegistry.UpdateFile": [UpdateFileRequest, File];
  "ArtifactRegistry.ListTags": [ListTagsRequest, ListTagsResponse];
  "ArtifactRegistry.GetTag": [GetTagRequest, Tag];
  "ArtifactRegistry.CreateTag": [CreateTagRequest, Tag];
  "ArtifactRegistry.UpdateTag": [UpdateTagRequest, Tag];
  "ArtifactRegistry.DeleteTag": [DeleteTagRequest, Empty];
  "ArtifactRegistry.CreateRule": [CreateRuleRequest, Rule];
  "ArtifactRegistry.ListRules": [ListRulesRequest, ListRulesResponse];
  "ArtifactRegistry.GetRule": [GetRuleRequest, Rule];
  "ArtifactRegistry.UpdateRule": [UpdateRuleRequest, Rule];
  "ArtifactRegistry.DeleteRule": [DeleteRuleRequest, Empty];
  "ArtifactRegistry.SetIamPolicy": [SetIamPolicyRequest, Policy];
  "ArtifactRegistry.GetIamPolicy": [GetIamPolicyRequest, Policy];
  "ArtifactRegistry.TestIamPermissions": [TestIamPermissionsRequest, TestIamPermissionsResponse];
  "ArtifactRegistry.GetProjectSettings": [GetProjectSettingsRequest, ProjectSettings];
  "ArtifactRegistry.UpdateProjectSettings": [UpdateProjectSettingsRequest, ProjectSettings];
  "ArtifactRegistry.GetVPCSCConfig": [GetVPCSCConfigRequest, VPCSCConfig];
  "ArtifactRegistry.UpdateVPCSCConfig": [UpdateVPCSCConfigRequest, VPCSCConfig];
  "ArtifactRegistry.UpdatePackage": [UpdatePackageRequest, Package];
  "ArtifactRegistry.ListAttachments": [ListAttachmentsRequest, ListAttachmentsResponse];
  "ArtifactRegistry.GetAttachment": [GetAttachmentRequest, Attachment];
  "ArtifactRegistry.CreateAttachment": [CreateAttachmentRequest, Operation];
  "ArtifactRegistry.DeleteAttachment": [DeleteAttachmentRequest, Operation];
  "ArtifactRegistry.ExportArtifact": [ExportArtifactRequest, Operation];
}
