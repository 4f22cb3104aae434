/* eslint-disable */
// Made by generate.ts from npm @google-cloud/cloudbuild 5.6.0, build/protos/protos.json; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type BuildStatus =
  | "STATUS_UNKNOWN"
  | "PENDING"
  | "QUEUED"
  | "WORKING"
  | "SUCCESS"
  | "FAILURE"
  | "INTERNAL_ERROR"
  | "TIMEOUT"
  | "CANCELLED"
  | "EXPIRED";
export type StorageSourceSourceFetcher =
  | "SOURCE_FETCHER_UNSPECIFIED"
  | "GSUTIL"
  | "GCS_FETCHER";
export type HashHashType =
  | "NONE"
  | "SHA256"
  | "MD5"
  | "GO_MODULE_H1"
  | "SHA512";
export type BuildOptionsVerifyOption =
  | "NOT_VERIFIED"
  | "VERIFIED";
export type BuildOptionsMachineType =
  | "UNSPECIFIED"
  | "N1_HIGHCPU_8"
  | "N1_HIGHCPU_32"
  | "E2_HIGHCPU_8"
  | "E2_HIGHCPU_32"
  | "E2_MEDIUM"
  | "E2_STANDARD_2";
export type BuildOptionsSubstitutionOption =
  | "MUST_MATCH"
  | "ALLOW_LOOSE";
export type BuildOptionsLogStreamingOption =
  | "STREAM_DEFAULT"
  | "STREAM_ON"
  | "STREAM_OFF";
export type BuildOptionsLoggingMode =
  | "LOGGING_UNSPECIFIED"
  | "LEGACY"
  | "GCS_ONLY"
  | "STACKDRIVER_ONLY"
  | "CLOUD_LOGGING_ONLY"
  | "NONE";
export type BuildOptionsDefaultLogsBucketBehavior =
  | "DEFAULT_LOGS_BUCKET_BEHAVIOR_UNSPECIFIED"
  | "REGIONAL_USER_OWNED_BUCKET"
  | "LEGACY_BUCKET";
export type BuildApprovalState =
  | "STATE_UNSPECIFIED"
  | "PENDING"
  | "APPROVED"
  | "REJECTED"
  | "CANCELLED";
export type ApprovalResultDecision =
  | "DECISION_UNSPECIFIED"
  | "APPROVED"
  | "REJECTED";
export type BuildWarningPriority =
  | "PRIORITY_UNSPECIFIED"
  | "INFO"
  | "WARNING"
  | "ALERT";
export type BuildFailureInfoFailureType =
  | "FAILURE_TYPE_UNSPECIFIED"
  | "PUSH_FAILED"
  | "PUSH_IMAGE_NOT_FOUND"
  | "PUSH_NOT_AUTHORIZED"
  | "LOGGING_FAILURE"
  | "USER_BUILD_STEP"
  | "FETCH_SOURCE_FAILED";
export type PullRequestFilterCommentControl =
  | "COMMENTS_DISABLED"
  | "COMMENTS_ENABLED"
  | "COMMENTS_ENABLED_FOR_EXTERNAL_CONTRIBUTORS_ONLY";
export type PubsubConfigState =
  | "STATE_UNSPECIFIED"
  | "OK"
  | "SUBSCRIPTION_DELETED"
  | "TOPIC_DELETED"
  | "SUBSCRIPTION_MISCONFIGURED";
export type WebhookConfigState =
  | "STATE_UNSPECIFIED"
  | "OK"
  | "SECRET_DELETED";
export type GitFileSourceRepoType =
  | "UNKNOWN"
  | "CLOUD_SOURCE_REPOSITORIES"
  | "GITHUB"
  | "BITBUCKET_SERVER"
  | "GITLAB";
export type RepositoryEventConfigRepositoryType =
  | "REPOSITORY_TYPE_UNSPECIFIED"
  | "GITHUB"
  | "GITHUB_ENTERPRISE"
  | "GITLAB_ENTERPRISE";
export type WorkerPoolState =
  | "STATE_UNSPECIFIED"
  | "CREATING"
  | "RUNNING"
  | "DELETING"
  | "DELETED"
  | "UPDATING";
export type PrivatePoolV1ConfigNetworkConfigEgressOption =
  | "EGRESS_OPTION_UNSPECIFIED"
  | "NO_PUBLIC_EGRESS"
  | "PUBLIC_EGRESS";
export interface CreateBuildRequest {
  parent?: string | undefined;
  projectId?: string | undefined;
  build?: Build | undefined;
}
export interface Build {
  name?: string | undefined;
  id?: string | undefined;
  projectId?: string | undefined;
  status?: BuildStatus | undefined;
  statusDetail?: string | undefined;
  source?: Source | undefined;
  steps?: BuildStep[] | undefined;
  results?: Results | undefined;
  createTime?: string | undefined;
  startTime?: string | undefined;
  finishTime?: string | undefined;
  timeout?: string | undefined;
  images?: string[] | undefined;
  queueTtl?: string | undefined;
  artifacts?: Artifacts | undefined;
  logsBucket?: string | undefined;
  sourceProvenance?: SourceProvenance | undefined;
  buildTriggerId?: string | undefined;
  options?: BuildOptions | undefined;
  logUrl?: string | undefined;
  substitutions?: Record<string, string> | undefined;
  tags?: string[] | undefined;
  secrets?: Secret[] | undefined;
  timing?: Record<string, TimeSpan> | undefined;
  approval?: BuildApproval | undefined;
  serviceAccount?: string | undefined;
  availableSecrets?: Secrets | undefined;
  warnings?: BuildWarning[] | undefined;
  gitConfig?: GitConfig | undefined;
  failureInfo?: BuildFailureInfo | undefined;
  dependencies?: Dependency[] | undefined;
}
export interface Source {
  storageSource?: StorageSource | undefined;
  repoSource?: RepoSource | undefined;
  gitSource?: GitSource | undefined;
  storageSourceManifest?: StorageSourceManifest | undefined;
  connectedRepository?: ConnectedRepository | undefined;
}
export interface StorageSource {
  bucket?: string | undefined;
  object?: string | undefined;
  generation?: string | undefined;
  sourceFetcher?: StorageSourceSourceFetcher | undefined;
}
export interface RepoSource {
  projectId?: string | undefined;
  repoName?: string | undefined;
  branchName?: string | undefined;
  tagName?: string | undefined;
  commitSha?: string | undefined;
  dir?: string | undefined;
  invertRegex?: boolean | undefined;
  substitutions?: Record<string, string> | undefined;
}
export interface GitSource {
  url?: string | undefined;
  dir?: string | undefined;
  revision?: string | undefined;
}
export interface StorageSourceManifest {
  bucket?: string | undefined;
  object?: string | undefined;
  generation?: string | undefined;
}
export interface ConnectedRepository {
  repository?: string | undefined;
  dir?: string | undefined;
  revision?: string | undefined;
}
export interface BuildStep {
  name?: string | undefined;
  env?: string[] | undefined;
  args?: string[] | undefined;
  dir?: string | undefined;
  id?: string | undefined;
  waitFor?: string[] | undefined;
  entrypoint?: string | undefined;
  secretEnv?: string[] | undefined;
  volumes?: Volume[] | undefined;
  timing?: TimeSpan | undefined;
  pullTiming?: TimeSpan | undefined;
  timeout?: string | undefined;
  status?: BuildStatus | undefined;
  allowFailure?: boolean | undefined;
  exitCode?: number | undefined;
  allowExitCodes?: number[] | undefined;
  script?: string | undefined;
  automapSubstitutions?: boolean | undefined;
}
export interface Volume {
  name?: string | undefined;
  path?: string | undefined;
}
export interface TimeSpan {
  startTime?: string | undefined;
  endTime?: string | undefined;
}
export interface Results {
  images?: BuiltImage[] | undefined;
  buildStepImages?: string[] | undefined;
  artifactManifest?: string | undefined;
  numArtifacts?: string | undefined;
  buildStepOutputs?: string[] | undefined;
  artifactTiming?: TimeSpan | undefined;
  pythonPackages?: UploadedPythonPackage[] | undefined;
  mavenArtifacts?: UploadedMavenArtifact[] | undefined;
  goModules?: UploadedGoModule[] | undefined;
  npmPackages?: UploadedNpmPackage[] | undefined;
}
export interface BuiltImage {
  name?: string | undefined;
  digest?: string | undefined;
  pushTiming?: TimeSpan | undefined;
  artifactRegistryPackage?: string | undefined;
}
export interface UploadedPythonPackage {
  uri?: string | undefined;
  fileHashes?: FileHashes | undefined;
  pushTiming?: TimeSpan | undefined;
  artifactRegistryPackage?: string | undefined;
}
export interface FileHashes {
  fileHash?: Hash[] | undefined;
}
export interface Hash {
  type?: HashHashType | undefined;
  value?: string | undefined;
}
export interface UploadedMavenArtifact {
  uri?: string | undefined;
  fileHashes?: FileHashes | undefined;
  pushTiming?: TimeSpan | undefined;
  artifactRegistryPackage?: string | undefined;
}
export interface UploadedGoModule {
  uri?: string | undefined;
  fileHashes?: FileHashes | undefined;
  pushTiming?: TimeSpan | undefined;
  artifactRegistryPackage?: string | undefined;
}
export interface UploadedNpmPackage {
  uri?: string | undefined;
  fileHashes?: FileHashes | undefined;
  pushTiming?: TimeSpan | undefined;
  artifactRegistryPackage?: string | undefined;
}
export interface Artifacts {
  images?: string[] | undefined;
  objects?: ArtifactsArtifactObjects | undefined;
  mavenArtifacts?: ArtifactsMavenArtifact[] | undefined;
  goModules?: ArtifactsGoModule[] | undefined;
  pythonPackages?: ArtifactsPythonPackage[] | undefined;
  npmPackages?: ArtifactsNpmPackage[] | undefined;
}
export interface ArtifactsArtifactObjects {
  location?: string | undefined;
  paths?: string[] | undefined;
  timing?: TimeSpan | undefined;
}
export interface ArtifactsMavenArtifact {
  repository?: string | undefined;
  path?: string | undefined;
  artifactId?: string | undefined;
  groupId?: string | undefined;
  version?: string | undefined;
}
export interface ArtifactsGoModule {
  repositoryName?: string | undefined;
  repositoryLocation?: string | undefined;
  repositoryProjectId?: string | undefined;
  sourcePath?: string | undefined;
  modulePath?: string | undefined;
  moduleVersion?: string | undefined;
}
export interface ArtifactsPythonPackage {
  repository?: string | undefined;
  paths?: string[] | undefined;
}
export interface ArtifactsNpmPackage {
  repository?: string | undefined;
  packagePath?: string | undefined;
}
export interface SourceProvenance {
  resolvedStorageSource?: StorageSource | undefined;
  resolvedRepoSource?: RepoSource | undefined;
  resolvedStorageSourceManifest?: StorageSourceManifest | undefined;
  resolvedConnectedRepository?: ConnectedRepository | undefined;
  resolvedGitSource?: GitSource | undefined;
  fileHashes?: Record<string, FileHashes> | undefined;
}
export interface BuildOptions {
  sourceProvenanceHash?: HashHashType[] | undefined;
  requestedVerifyOption?: BuildOptionsVerifyOption | undefined;
  machineType?: BuildOptionsMachineType | undefined;
  diskSizeGb?: string | undefined;
  substitutionOption?: BuildOptionsSubstitutionOption | undefined;
  dynamicSubstitutions?: boolean | undefined;
  automapSubstitutions?: boolean | undefined;
  logStreamingOption?: BuildOptionsLogStreamingOption | undefined;
  workerPool?: string | undefined;
  pool?: BuildOptionsPoolOption | undefined;
  logging?: BuildOptionsLoggingMode | undefined;
  env?: string[] | undefined;
  secretEnv?: string[] | undefined;
  volumes?: Volume[] | undefined;
  defaultLogsBucketBehavior?: BuildOptionsDefaultLogsBucketBehavior | undefined;
  enableStructuredLogging?: boolean | undefined;
}
export interface BuildOptionsPoolOption {
  name?: string | undefined;
}
export interface Secret {
  kmsKeyName?: string | undefined;
  secretEnv?: Record<string, string> | undefined;
}
export interface BuildApproval {
  state?: BuildApprovalState | undefined;
  config?: ApprovalConfig | undefined;
  result?: ApprovalResult | undefined;
}
export interface ApprovalConfig {
  approvalRequired?: boolean | undefined;
}
export interface ApprovalResult {
  approverAccount?: string | undefined;
  approvalTime?: string | undefined;
  decision?: ApprovalResultDecision | undefined;
  comment?: string | undefined;
  url?: string | undefined;
}
export interface Secrets {
  secretManager?: SecretManagerSecret[] | undefined;
  inline?: InlineSecret[] | undefined;
}
export interface SecretManagerSecret {
  versionName?: string | undefined;
  env?: string | undefined;
}
export interface InlineSecret {
  kmsKeyName?: string | undefined;
  envMap?: Record<string, string> | undefined;
}
export interface BuildWarning {
  text?: string | undefined;
  priority?: BuildWarningPriority | undefined;
}
export interface GitConfig {
  http?: GitConfigHttpConfig | undefined;
}
export interface GitConfigHttpConfig {
  proxySecretVersionName?: string | undefined;
}
export interface BuildFailureInfo {
  type?: BuildFailureInfoFailureType | undefined;
  detail?: string | undefined;
}
export interface Dependency {
  empty?: boolean | undefined;
  gitSource?: DependencyGitSourceDependency | undefined;
}
export interface DependencyGitSourceDependency {
  repository?: DependencyGitSourceRepository | undefined;
  revision?: string | undefined;
  recurseSubmodules?: boolean | undefined;
  depth?: string | undefined;
  destPath?: string | undefined;
}
export interface DependencyGitSourceRepository {
  url?: string | undefined;
  developerConnect?: string | undefined;
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
export interface BuildOperationMetadata {
  build?: Build | undefined;
}
export interface GetBuildRequest {
  name?: string | undefined;
  projectId?: string | undefined;
  id?: string | undefined;
}
export interface ListBuildsRequest {
  parent?: string | undefined;
  projectId?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  filter?: string | undefined;
}
export interface ListBuildsResponse {
  builds?: Build[] | undefined;
  nextPageToken?: string | undefined;
}
export interface CancelBuildRequest {
  name?: string | undefined;
  projectId?: string | undefined;
  id?: string | undefined;
}
export interface RetryBuildRequest {
  name?: string | undefined;
  projectId?: string | undefined;
  id?: string | undefined;
}
export interface ApproveBuildRequest {
  name?: string | undefined;
  approvalResult?: ApprovalResult | undefined;
}
export interface CreateBuildTriggerRequest {
  parent?: string | undefined;
  projectId?: string | undefined;
  trigger?: BuildTrigger | undefined;
}
export interface BuildTrigger {
  resourceName?: string | undefined;
  id?: string | undefined;
  description?: string | undefined;
  name?: string | undefined;
  tags?: string[] | undefined;
  triggerTemplate?: RepoSource | undefined;
  github?: GitHubEventsConfig | undefined;
  pubsubConfig?: PubsubConfig | undefined;
  webhookConfig?: WebhookConfig | undefined;
  autodetect?: boolean | undefined;
  build?: Build | undefined;
  filename?: string | undefined;
  gitFileSource?: GitFileSource | undefined;
  createTime?: string | undefined;
  disabled?: boolean | undefined;
  substitutions?: Record<string, string> | undefined;
  ignoredFiles?: string[] | undefined;
  includedFiles?: string[] | undefined;
  filter?: string | undefined;
  sourceToBuild?: GitRepoSource | undefined;
  serviceAccount?: string | undefined;
  repositoryEventConfig?: RepositoryEventConfig | undefined;
  approvalConfig?: ApprovalConfig | undefined;
  includeBuildLogs?: string | undefined;
}
export interface GitHubEventsConfig {
  installationId?: string | undefined;
  owner?: string | undefined;
  name?: string | undefined;
  pullRequest?: PullRequestFilter | undefined;
  push?: PushFilter | undefined;
}
export interface PullRequestFilter {
  branch?: string | undefined;
  commentControl?: PullRequestFilterCommentControl | undefined;
  invertRegex?: boolean | undefined;
}
export interface PushFilter {
  branch?: string | undefined;
  tag?: string | undefined;
  invertRegex?: boolean | undefined;
}
export interface PubsubConfig {
  subscription?: string | undefined;
  topic?: string | undefined;
  serviceAccountEmail?: string | undefined;
  state?: PubsubConfigState | undefined;
}
export interface WebhookConfig {
  secret?: string | undefined;
  state?: WebhookConfigState | undefined;
}
export interface GitFileSource {
  path?: string | undefined;
  uri?: string | undefined;
  repository?: string | undefined;
  repoType?: GitFileSourceRepoType | undefined;
  revision?: string | undefined;
  githubEnterpriseConfig?: string | undefined;
}
export interface GitRepoSource {
  uri?: string | undefined;
  repository?: string | undefined;
  ref?: string | undefined;
  repoType?: GitFileSourceRepoType | undefined;
  githubEnterpriseConfig?: string | undefined;
}
export interface RepositoryEventConfig {
  repository?: string | undefined;
  repositoryType?: RepositoryEventConfigRepositoryType | undefined;
  pullRequest?: PullRequestFilter | undefined;
  push?: PushFilter | undefined;
}
export interface GetBuildTriggerRequest {
  name?: string | undefined;
  projectId?: string | undefined;
  triggerId?: string | undefined;
}
export interface ListBuildTriggersRequest {
  parent?: string | undefined;
  projectId?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListBuildTriggersResponse {
  triggers?: BuildTrigger[] | undefined;
  nextPageToken?: string | undefined;
}
export interface DeleteBuildTriggerRequest {
  name?: string | undefined;
  projectId?: string | undefined;
  triggerId?: string | undefined;
}
export interface Empty {
}
export interface UpdateBuildTriggerRequest {
  projectId?: string | undefined;
  triggerId?: string | undefined;
  trigger?: BuildTrigger | undefined;
  updateMask?: string | undefined;
}
export interface RunBuildTriggerRequest {
  name?: string | undefined;
  projectId?: string | undefined;
  triggerId?: string | undefined;
  source?: RepoSource | undefined;
}
export interface ReceiveTriggerWebhookRequest {
  name?: string | undefined;
  body?: HttpBody | undefined;
  projectId?: string | undefined;
  trigger?: string | undefined;
  secret?: string | undefined;
}
export interface HttpBody {
  contentType?: string | undefined;
  data?: string | undefined;
  extensions?: ({ "@type": string } & Record<string, unknown>)[] | undefined;
}
export interface ReceiveTriggerWebhookResponse {
}
export interface CreateWorkerPoolRequest {
  parent?: string | undefined;
  workerPool?: WorkerPool | undefined;
  workerPoolId?: string | undefined;
  validateOnly?: boolean | undefined;
}
export interface WorkerPool {
  name?: string | undefined;
  displayName?: string | undefined;
  uid?: string | undefined;
  annotations?: Record<string, string> | undefined;
  createTime?: string | undefined;
  updateTime?: string | undefined;
  deleteTime?: string | undefined;
  state?: WorkerPoolState | undefined;
  privatePoolV1Config?: PrivatePoolV1Config | undefined;
  etag?: string | undefined;
}
export interface PrivatePoolV1Config {
  workerConfig?: PrivatePoolV1ConfigWorkerConfig | undefined;
  networkConfig?: PrivatePoolV1ConfigNetworkConfig | undefined;
  privateServiceConnect?: PrivatePoolV1ConfigPrivateServiceConnect | undefined;
}
export interface PrivatePoolV1ConfigWorkerConfig {
  machineType?: string | undefined;
  diskSizeGb?: string | undefined;
  enableNestedVirtualization?: boolean | undefined;
}
export interface PrivatePoolV1ConfigNetworkConfig {
  peeredNetwork?: string | undefined;
  egressOption?: PrivatePoolV1ConfigNetworkConfigEgressOption | undefined;
  peeredNetworkIpRange?: string | undefined;
}
export interface PrivatePoolV1ConfigPrivateServiceConnect {
  networkAttachment?: string | undefined;
  publicIpAddressDisabled?: boolean | undefined;
  routeAllTraffic?: boolean | undefined;
}
export interface CreateWorkerPoolOperationMetadata {
  workerPool?: string | undefined;
  createTime?: string | undefined;
  completeTime?: string | undefined;
}
export interface GetWorkerPoolRequest {
  name?: string | undefined;
}
export interface DeleteWorkerPoolRequest {
  name?: string | undefined;
  etag?: string | undefined;
  allowMissing?: boolean | undefined;
  validateOnly?: boolean | undefined;
}
export interface DeleteWorkerPoolOperationMetadata {
  workerPool?: string | undefined;
  createTime?: string | undefined;
  completeTime?: string | undefined;
}
export interface UpdateWorkerPoolRequest {
  workerPool?: WorkerPool | undefined;
  updateMask?: string | undefined;
  validateOnly?: boolean | undefined;
}
export interface UpdateWorkerPoolOperationMetadata {
  workerPool?: string | undefined;
  createTime?: string | undefined;
  completeTime?: string | undefined;
}
export interface ListWorkerPoolsRequest {
  parent?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListWorkerPoolsResponse {
  workerPools?: WorkerPool[] | undefined;
  nextPageToken?: string | undefined;
}
export interface GetDefaultServiceAccountRequest {
  name?: string | undefined;
}
export interface DefaultServiceAccount {
  name?: string | undefined;
  serviceAccountEmail?: string | undefined;
}
/** Method → its request and response. */
export interface Methods {
  "CloudBuild.CreateBuild": [CreateBuildRequest, Operation];
  "CloudBuild.GetBuild": [GetBuildRequest, Build];
  "CloudBuild.ListBuilds": [ListBuildsRequest, ListBuildsResponse];
  "CloudBuild.CancelBuild": [CancelBuildRequest, Build];
  "CloudBuild.RetryBuild": [RetryBuildRequest, Operation];
  "CloudBuild.ApproveBuild": [ApproveBuildRequest, Operation];
  "CloudBuild.CreateBuildTrigger": [CreateBuildTriggerRequest, BuildTrigger];
  "CloudBuild.GetBuildTrigger": [GetBuildTriggerRequest, BuildTrigger];
  "CloudBuild.ListBuildTriggers": [ListBuildTriggersRequest, ListBuildTriggersResponse];
  "CloudBuild.DeleteBuildTrigger": [DeleteBuildTriggerRequest, Empty];
  "CloudBuild.UpdateBuildTrigger": [UpdateBuildTriggerRequest, BuildTrigger];
  "CloudBuild.RunBuildTrigger": [RunBuildTriggerRequest, Operation];
  "CloudBuild.ReceiveTriggerWebhook": [ReceiveTriggerWebhookRequest, ReceiveTriggerWebhookResponse];
  "CloudBuild.CreateWorkerPool": [CreateWorkerPoolRequest, Operation];
  "CloudBuild.GetWorkerPool": [GetWorkerPoolRequest, WorkerPool];
  "CloudBuild.DeleteWorkerPool": [DeleteWorkerPoolRequest, Operation];
  "CloudBuild.UpdateWorkerPool": [UpdateWorkerPoolRequest, Operation];
  "CloudBuild.ListWorkerPools": [ListWorkerPoolsRequest, ListWorkerPoolsResponse];
  "CloudBuild.GetDefaultServiceAccount": [GetDefaultServiceAccountRequest, DefaultServiceAccount];
}
