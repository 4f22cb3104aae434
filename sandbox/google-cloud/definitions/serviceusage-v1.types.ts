/* eslint-disable */
// Made by generate.ts from npm @google-cloud/service-usage 4.2.2, build/protos/protos.json; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type Syntax =
  | "SYNTAX_PROTO2"
  | "SYNTAX_PROTO3"
  | "SYNTAX_EDITIONS";
export type ValueType =
  | "STRING"
  | "BOOL"
  | "INT64";
export type LaunchStage =
  | "LAUNCH_STAGE_UNSPECIFIED"
  | "UNIMPLEMENTED"
  | "PRELAUNCH"
  | "EARLY_ACCESS"
  | "ALPHA"
  | "BETA"
  | "GA"
  | "DEPRECATED";
export type State =
  | "STATE_UNSPECIFIED"
  | "DISABLED"
  | "ENABLED";
export type DisableServiceRequestCheckIfServiceHasUsage =
  | "CHECK_IF_SERVICE_HAS_USAGE_UNSPECIFIED"
  | "SKIP"
  | "CHECK";
export interface EnableServiceRequest {
  name?: string | undefined;
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
export interface EnableServiceResponse {
  service?: Service | undefined;
}
export interface Service {
  name?: string | undefined;
  parent?: string | undefined;
  config?: ServiceConfig | undefined;
  state?: State | undefined;
}
export interface ServiceConfig {
  name?: string | undefined;
  title?: string | undefined;
  apis?: Api[] | undefined;
  documentation?: Documentation | undefined;
  quota?: Quota | undefined;
  authentication?: Authentication | undefined;
  usage?: Usage | undefined;
  endpoints?: Endpoint[] | undefined;
  monitoredResources?: MonitoredResourceDescriptor[] | undefined;
  monitoring?: Monitoring | undefined;
}
export interface Api {
  name?: string | undefined;
  methods?: Method[] | undefined;
  options?: Option[] | undefined;
  version?: string | undefined;
  sourceContext?: SourceContext | undefined;
  mixins?: Mixin[] | undefined;
  syntax?: Syntax | undefined;
}
export interface Method {
  name?: string | undefined;
  requestTypeUrl?: string | undefined;
  requestStreaming?: boolean | undefined;
  responseTypeUrl?: string | undefined;
  responseStreaming?: boolean | undefined;
  options?: Option[] | undefined;
  syntax?: Syntax | undefined;
}
export interface Option {
  name?: string | undefined;
  value?: ({ "@type": string } & Record<string, unknown>) | undefined;
}
export interface SourceContext {
  fileName?: string | undefined;
}
export interface Mixin {
  name?: string | undefined;
  root?: string | undefined;
}
export interface Documentation {
  summary?: string | undefined;
  pages?: Page[] | undefined;
  rules?: DocumentationRule[] | undefined;
  documentationRootUrl?: string | undefined;
  serviceRootUrl?: string | undefined;
  overview?: string | undefined;
}
export interface Page {
  name?: string | undefined;
  content?: string | undefined;
  subpages?: Page[] | undefined;
}
export interface DocumentationRule {
  selector?: string | undefined;
  description?: string | undefined;
  deprecationDescription?: string | undefined;
}
export interface Quota {
  limits?: QuotaLimit[] | undefined;
  metricRules?: MetricRule[] | undefined;
}
export interface QuotaLimit {
  name?: string | undefined;
  description?: string | undefined;
  defaultLimit?: string | undefined;
  maxLimit?: string | undefined;
  freeTier?: string | undefined;
  duration?: string | undefined;
  metric?: string | undefined;
  unit?: string | undefined;
  values?: Record<string, string> | undefined;
  displayName?: string | undefined;
}
export interface MetricRule {
  selector?: string | undefined;
  metricCosts?: Record<string, string> | undefined;
}
export interface Authentication {
  rules?: AuthenticationRule[] | undefined;
  providers?: AuthProvider[] | undefined;
}
export interface AuthenticationRule {
  selector?: string | undefined;
  oauth?: OAuthRequirements | undefined;
  allowWithoutCredential?: boolean | undefined;
  requirements?: AuthRequirement[] | undefined;
}
export interface OAuthRequirements {
  canonicalScopes?: string | undefined;
}
export interface AuthRequirement {
  providerId?: string | undefined;
  audiences?: string | undefined;
}
export interface AuthProvider {
  id?: string | undefined;
  issuer?: string | undefined;
  jwksUri?: string | undefined;
  audiences?: string | undefined;
  authorizationUrl?: string | undefined;
  jwtLocations?: JwtLocation[] | undefined;
}
export interface JwtLocation {
  header?: string | undefined;
  query?: string | undefined;
  cookie?: string | undefined;
  valuePrefix?: string | undefined;
}
export interface Usage {
  requirements?: string[] | undefined;
  rules?: UsageRule[] | undefined;
  producerNotificationChannel?: string | undefined;
}
export interface UsageRule {
  selector?: string | undefined;
  allowUnregisteredCalls?: boolean | undefined;
  skipServiceControl?: boolean | undefined;
}
export interface Endpoint {
  name?: string | undefined;
  aliases?: string[] | undefined;
  target?: string | undefined;
  allowCors?: boolean | undefined;
}
export interface MonitoredResourceDescriptor {
  name?: string | undefined;
  type?: string | undefined;
  displayName?: string | undefined;
  description?: string | undefined;
  labels?: LabelDescriptor[] | undefined;
  launchStage?: LaunchStage | undefined;
}
export interface LabelDescriptor {
  key?: string | undefined;
  valueType?: ValueType | undefined;
  description?: string | undefined;
}
export interface Monitoring {
  producerDestinations?: MonitoringDestination[] | undefined;
  consumerDestinations?: MonitoringDestination[] | undefined;
}
export interface MonitoringDestination {
  monitoredResource?: string | undefined;
  metrics?: string[] | undefined;
}
export interface OperationMetadata {
  resourceNames?: string[] | undefined;
}
export interface DisableServiceRequest {
  name?: string | undefined;
  disableDependentServices?: boolean | undefined;
  checkIfServiceHasUsage?: DisableServiceRequestCheckIfServiceHasUsage | undefined;
}
export interface DisableServiceResponse {
  service?: Service | undefined;
}
export interface GetServiceRequest {
  name?: string | undefined;
}
export interface ListServicesRequest {
  parent?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  filter?: string | undefined;
}
export interface ListServicesResponse {
  services?: Service[] | undefined;
  nextPageToken?: string | undefined;
}
export interface BatchEnableServicesRequest {
  parent?: string | undefined;
  serviceIds?: string[] | undefined;
}
export interface BatchEnableServicesResponse {
  services?: Service[] | undefined;
  failures?: BatchEnableServicesResponseEnableFailure[] | undefined;
}
export interface BatchEnableServicesResponseEnableFailure {
  serviceId?: string | undefined;
  errorMessage?: string | undefined;
}
export interface BatchGetServicesRequest {
  parent?: string | undefined;
  names?: string[] | undefined;
}
export interface BatchGetServicesResponse {
  services?: Service[] | undefined;
}
/** Method → its request and response. */
export interface Methods {
  "ServiceUsage.EnableService": [EnableServiceRequest, Operation];
  "ServiceUsage.DisableService": [DisableServiceRequest, Operation];
  "ServiceUsage.GetService": [GetServiceRequest, Service];
  "ServiceUsage.ListServices": [ListServicesRequest, ListServicesResponse];
  "ServiceUsage.BatchEnableServices": [BatchEnableServicesRequest, Operation];
  "ServiceUsage.BatchGetServices": [BatchGetServicesRequest, BatchGetServicesResponse];
}
