/* eslint-disable */
// Made by generate.ts from npm @google-cloud/monitoring 5.4.0, build/protos/protos.json; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type AggregationAligner =
  | "ALIGN_NONE"
  | "ALIGN_DELTA"
  | "ALIGN_RATE"
  | "ALIGN_INTERPOLATE"
  | "ALIGN_NEXT_OLDER"
  | "ALIGN_MIN"
  | "ALIGN_MAX"
  | "ALIGN_MEAN"
  | "ALIGN_COUNT"
  | "ALIGN_SUM"
  | "ALIGN_STDDEV"
  | "ALIGN_COUNT_TRUE"
  | "ALIGN_COUNT_FALSE"
  | "ALIGN_FRACTION_TRUE"
  | "ALIGN_PERCENTILE_99"
  | "ALIGN_PERCENTILE_95"
  | "ALIGN_PERCENTILE_50"
  | "ALIGN_PERCENTILE_05"
  | "ALIGN_PERCENT_CHANGE";
export type AggregationReducer =
  | "REDUCE_NONE"
  | "REDUCE_MEAN"
  | "REDUCE_MIN"
  | "REDUCE_MAX"
  | "REDUCE_SUM"
  | "REDUCE_STDDEV"
  | "REDUCE_COUNT"
  | "REDUCE_COUNT_TRUE"
  | "REDUCE_COUNT_FALSE"
  | "REDUCE_FRACTION_TRUE"
  | "REDUCE_PERCENTILE_99"
  | "REDUCE_PERCENTILE_95"
  | "REDUCE_PERCENTILE_50"
  | "REDUCE_PERCENTILE_05";
export type ComparisonType =
  | "COMPARISON_UNSPECIFIED"
  | "COMPARISON_GT"
  | "COMPARISON_GE"
  | "COMPARISON_LT"
  | "COMPARISON_LE"
  | "COMPARISON_EQ"
  | "COMPARISON_NE";
export type AlertPolicyConditionEvaluationMissingData =
  | "EVALUATION_MISSING_DATA_UNSPECIFIED"
  | "EVALUATION_MISSING_DATA_INACTIVE"
  | "EVALUATION_MISSING_DATA_ACTIVE"
  | "EVALUATION_MISSING_DATA_NO_OP";
export type AlertPolicyConditionCombinerType =
  | "COMBINE_UNSPECIFIED"
  | "AND"
  | "OR"
  | "AND_WITH_MATCHING_RESOURCE";
export type AlertPolicyAlertStrategyNotificationPrompt =
  | "NOTIFICATION_PROMPT_UNSPECIFIED"
  | "OPENED"
  | "CLOSED";
export type AlertPolicySeverity =
  | "SEVERITY_UNSPECIFIED"
  | "CRITICAL"
  | "ERROR"
  | "WARNING";
export type ValueType =
  | "STRING"
  | "BOOL"
  | "INT64";
export type ServiceTier =
  | "SERVICE_TIER_UNSPECIFIED"
  | "SERVICE_TIER_BASIC"
  | "SERVICE_TIER_PREMIUM";
export type LaunchStage =
  | "LAUNCH_STAGE_UNSPECIFIED"
  | "UNIMPLEMENTED"
  | "PRELAUNCH"
  | "EARLY_ACCESS"
  | "ALPHA"
  | "BETA"
  | "GA"
  | "DEPRECATED";
export type NotificationChannelVerificationStatus =
  | "VERIFICATION_STATUS_UNSPECIFIED"
  | "UNVERIFIED"
  | "VERIFIED";
export type MetricKind =
  | "METRIC_KIND_UNSPECIFIED"
  | "GAUGE"
  | "DELTA"
  | "CUMULATIVE";
export type MetricDescriptorValueType =
  | "VALUE_TYPE_UNSPECIFIED"
  | "BOOL"
  | "INT64"
  | "DOUBLE"
  | "STRING"
  | "DISTRIBUTION"
  | "MONEY";
export type TimeSeriesResourceHierarchyLevel =
  | "TIME_SERIES_RESOURCE_HIERARCHY_LEVEL_UNSPECIFIED"
  | "PROJECT"
  | "ORGANIZATION"
  | "FOLDER";
export type ListTimeSeriesRequestTimeSeriesView =
  | "FULL"
  | "HEADERS";
export interface ListAlertPoliciesRequest {
  name?: string | undefined;
  filter?: string | undefined;
  orderBy?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListAlertPoliciesResponse {
  alertPolicies?: AlertPolicy[] | undefined;
  nextPageToken?: string | undefined;
  totalSize?: number | undefined;
}
export interface AlertPolicy {
  name?: string | undefined;
  displayName?: string | undefined;
  documentation?: AlertPolicyDocumentation | undefined;
  userLabels?: Record<string, string> | undefined;
  conditions?: AlertPolicyCondition[] | undefined;
  combiner?: AlertPolicyConditionCombinerType | undefined;
  enabled?: boolean | undefined;
  validity?: Status | undefined;
  notificationChannels?: string[] | undefined;
  creationRecord?: MutationRecord | undefined;
  mutationRecord?: MutationRecord | undefined;
  alertStrategy?: AlertPolicyAlertStrategy | undefined;
  severity?: AlertPolicySeverity | undefined;
}
export interface AlertPolicyDocumentation {
  content?: string | undefined;
  mimeType?: string | undefined;
  subject?: string | undefined;
  links?: AlertPolicyDocumentationLink[] | undefined;
}
export interface AlertPolicyDocumentationLink {
  displayName?: string | undefined;
  url?: string | undefined;
}
export interface AlertPolicyCondition {
  name?: string | undefined;
  displayName?: string | undefined;
  conditionThreshold?: AlertPolicyConditionMetricThreshold | undefined;
  conditionAbsent?: AlertPolicyConditionMetricAbsence | undefined;
  conditionMatchedLog?: AlertPolicyConditionLogMatch | undefined;
  conditionMonitoringQueryLanguage?: AlertPolicyConditionMonitoringQueryLanguageCondition | undefined;
  conditionPrometheusQueryLanguage?: AlertPolicyConditionPrometheusQueryLanguageCondition | undefined;
  conditionSql?: AlertPolicyConditionSqlCondition | undefined;
}
export interface AlertPolicyConditionMetricThreshold {
  filter?: string | undefined;
  aggregations?: Aggregation[] | undefined;
  denominatorFilter?: string | undefined;
  denominatorAggregations?: Aggregation[] | undefined;
  forecastOptions?: AlertPolicyConditionMetricThresholdForecastOptions | undefined;
  comparison?: ComparisonType | undefined;
  thresholdValue?: number | undefined;
  duration?: string | undefined;
  trigger?: AlertPolicyConditionTrigger | undefined;
  evaluationMissingData?: AlertPolicyConditionEvaluationMissingData | undefined;
}
export interface Aggregation {
  alignmentPeriod?: string | undefined;
  perSeriesAligner?: AggregationAligner | undefined;
  crossSeriesReducer?: AggregationReducer | undefined;
  groupByFields?: string[] | undefined;
}
export interface AlertPolicyConditionMetricThresholdForecastOptions {
  forecastHorizon?: string | undefined;
}
export interface AlertPolicyConditionTrigger {
  count?: number | undefined;
  percent?: number | undefined;
}
export interface AlertPolicyConditionMetricAbsence {
  filter?: string | undefined;
  aggregations?: Aggregation[] | undefined;
  duration?: string | undefined;
  trigger?: AlertPolicyConditionTrigger | undefined;
}
export interface AlertPolicyConditionLogMatch {
  filter?: string | undefined;
  labelExtractors?: Record<string, string> | undefined;
}
export interface AlertPolicyConditionMonitoringQueryLanguageCondition {
  query?: string | undefined;
  duration?: string | undefined;
  trigger?: AlertPolicyConditionTrigger | undefined;
  evaluationMissingData?: AlertPolicyConditionEvaluationMissingData | undefined;
}
export interface AlertPolicyConditionPrometheusQueryLanguageCondition {
  query?: string | undefined;
  duration?: string | undefined;
  evaluationInterval?: string | undefined;
  labels?: Record<string, string> | undefined;
  ruleGroup?: string | undefined;
  alertRule?: string | undefined;
  disableMetricValidation?: boolean | undefined;
}
export interface AlertPolicyConditionSqlCondition {
  query?: string | undefined;
  minutes?: AlertPolicyConditionSqlConditionMinutes | undefined;
  hourly?: AlertPolicyConditionSqlConditionHourly | undefined;
  daily?: AlertPolicyConditionSqlConditionDaily | undefined;
  rowCountTest?: AlertPolicyConditionSqlConditionRowCountTest | undefined;
  booleanTest?: AlertPolicyConditionSqlConditionBooleanTest | undefined;
}
export interface AlertPolicyConditionSqlConditionMinutes {
  periodicity?: number | undefined;
}
export interface AlertPolicyConditionSqlConditionHourly {
  periodicity?: number | undefined;
  minuteOffset?: number | undefined;
}
export interface AlertPolicyConditionSqlConditionDaily {
  periodicity?: number | undefined;
  executionTime?: TimeOfDay | undefined;
}
export interface TimeOfDay {
  hours?: number | undefined;
  minutes?: number | undefined;
  seconds?: number | undefined;
  nanos?: number | undefined;
}
export interface AlertPolicyConditionSqlConditionRowCountTest {
  comparison?: ComparisonType | undefined;
  threshold?: string | undefined;
}
export interface AlertPolicyConditionSqlConditionBooleanTest {
  column?: string | undefined;
}
export interface Status {
  code?: number | undefined;
  message?: string | undefined;
  details?: ({ "@type": string } & Record<string, unknown>)[] | undefined;
}
export interface MutationRecord {
  mutateTime?: string | undefined;
  mutatedBy?: string | undefined;
}
export interface AlertPolicyAlertStrategy {
  notificationRateLimit?: AlertPolicyAlertStrategyNotificationRateLimit | undefined;
  notificationPrompts?: AlertPolicyAlertStrategyNotificationPrompt[] | undefined;
  autoClose?: string | undefined;
  notificationChannelStrategy?: AlertPolicyAlertStrategyNotificationChannelStrategy[] | undefined;
}
export interface AlertPolicyAlertStrategyNotificationRateLimit {
  period?: string | undefined;
}
export interface AlertPolicyAlertStrategyNotificationChannelStrategy {
  notificationChannelNames?: string[] | undefined;
  renotifyInterval?: string | undefined;
}
export interface GetAlertPolicyRequest {
  name?: string | undefined;
}
export interface CreateAlertPolicyRequest {
  name?: string | undefined;
  alertPolicy?: AlertPolicy | undefined;
}
export interface DeleteAlertPolicyRequest {
  name?: string | undefined;
}
export interface Empty {
}
export interface UpdateAlertPolicyRequest {
  updateMask?: string | undefined;
  alertPolicy?: AlertPolicy | undefined;
}
export interface ListNotificationChannelDescriptorsRequest {
  name?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListNotificationChannelDescriptorsResponse {
  channelDescriptors?: NotificationChannelDescriptor[] | undefined;
  nextPageToken?: string | undefined;
}
export interface NotificationChannelDescriptor {
  name?: string | undefined;
  type?: string | undefined;
  displayName?: string | undefined;
  description?: string | undefined;
  labels?: LabelDescriptor[] | undefined;
  supportedTiers?: ServiceTier[] | undefined;
  launchStage?: LaunchStage | undefined;
}
export interface LabelDescriptor {
  key?: string | undefined;
  valueType?: ValueType | undefined;
  description?: string | undefined;
}
export interface GetNotificationChannelDescriptorRequest {
  name?: string | undefined;
}
export interface ListNotificationChannelsRequest {
  name?: string | undefined;
  filter?: string | undefined;
  orderBy?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListNotificationChannelsResponse {
  notificationChannels?: NotificationChannel[] | undefined;
  nextPageToken?: string | undefined;
  totalSize?: number | undefined;
}
export interface NotificationChannel {
  type?: string | undefined;
  name?: string | undefined;
  displayName?: string | undefined;
  description?: string | undefined;
  labels?: Record<string, string> | undefined;
  userLabels?: Record<string, string> | undefined;
  verificationStatus?: NotificationChannelVerificationStatus | undefined;
  enabled?: boolean | undefined;
  creationRecord?: MutationRecord | undefined;
  mutationRecords?: MutationRecord[] | undefined;
}
export interface GetNotificationChannelRequest {
  name?: string | undefined;
}
export interface CreateNotificationChannelRequest {
  name?: string | undefined;
  notificationChannel?: NotificationChannel | undefined;
}
export interface UpdateNotificationChannelRequest {
  updateMask?: string | undefined;
  notificationChannel?: NotificationChannel | undefined;
}
export interface DeleteNotificationChannelRequest {
  name?: string | undefined;
  force?: boolean | undefined;
}
export interface SendNotificationChannelVerificationCodeRequest {
  name?: string | undefined;
}
export interface GetNotificationChannelVerificationCodeRequest {
  name?: string | undefined;
  expireTime?: string | undefined;
}
export interface GetNotificationChannelVerificationCodeResponse {
  code?: string | undefined;
  expireTime?: string | undefined;
}
export interface VerifyNotificationChannelRequest {
  name?: string | undefined;
  code?: string | undefined;
}
export interface ListMonitoredResourceDescriptorsRequest {
  name?: string | undefined;
  filter?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListMonitoredResourceDescriptorsResponse {
  resourceDescriptors?: MonitoredResourceDescriptor[] | undefined;
  nextPageToken?: string | undefined;
}
export interface MonitoredResourceDescriptor {
  name?: string | undefined;
  type?: string | undefined;
  displayName?: string | undefined;
  description?: string | undefined;
  labels?: LabelDescriptor[] | undefined;
  launchStage?: LaunchStage | undefined;
}
export interface GetMonitoredResourceDescriptorRequest {
  name?: string | undefined;
}
export interface ListMetricDescriptorsRequest {
  name?: string | undefined;
  filter?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
  activeOnly?: boolean | undefined;
}
export interface ListMetricDescriptorsResponse {
  metricDescriptors?: MetricDescriptor[] | undefined;
  nextPageToken?: string | undefined;
}
export interface MetricDescriptor {
  name?: string | undefined;
  type?: string | undefined;
  labels?: LabelDescriptor[] | undefined;
  metricKind?: MetricKind | undefined;
  valueType?: MetricDescriptorValueType | undefined;
  unit?: string | undefined;
  description?: string | undefined;
  displayName?: string | undefined;
  metadata?: MetricDescriptorMetadata | undefined;
  launchStage?: LaunchStage | undefined;
  monitoredResourceTypes?: string[] | undefined;
}
export interface MetricDescriptorMetadata {
  launchStage?: LaunchStage | undefined;
  samplePeriod?: string | undefined;
  ingestDelay?: string | undefined;
  timeSeriesResourceHierarchyLevel?: TimeSeriesResourceHierarchyLevel[] | undefined;
}
export interface GetMetricDescriptorRequest {
  name?: string | undefined;
}
export interface CreateMetricDescriptorRequest {
  name?: string | undefined;
  metricDescriptor?: MetricDescriptor | undefined;
}
export interface DeleteMetricDescriptorRequest {
  name?: string | undefined;
}
export interface ListTimeSeriesRequest {
  name?: string | undefined;
  filter?: string | undefined;
  interval?: TimeInterval | undefined;
  aggregation?: Aggregation | undefined;
  secondaryAggregation?: Aggregation | undefined;
  orderBy?: string | undefined;
  view?: ListTimeSeriesRequestTimeSeriesView | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface TimeInterval {
  endTime?: string | undefined;
  startTime?: string | undefined;
}
export interface ListTimeSeriesResponse {
  timeSeries?: TimeSeries[] | undefined;
  nextPageToken?: string | undefined;
  executionErrors?: Status[] | undefined;
  unit?: string | undefined;
}
export interface TimeSeries {
  metric?: Metric | undefined;
  resource?: MonitoredResource | undefined;
  metadata?: MonitoredResourceMetadata | undefined;
  metricKind?: MetricKind | undefined;
  valueType?: MetricDescriptorValueType | undefined;
  points?: Point[] | undefined;
  unit?: string | undefined;
  description?: string | undefined;
}
export interface Metric {
  type?: string | undefined;
  labels?: Record<string, string> | undefined;
}
export interface MonitoredResource {
  type?: string | undefined;
  labels?: Record<string, string> | undefined;
}
export interface MonitoredResourceMetadata {
  systemLabels?: Record<string, unknown> | undefined;
  userLabels?: Record<string, string> | undefined;
}
export interface Point {
  interval?: TimeInterval | undefined;
  value?: TypedValue | undefined;
}
export interface TypedValue {
  boolValue?: boolean | undefined;
  int64Value?: string | undefined;
  doubleValue?: number | undefined;
  stringValue?: string | undefined;
  distributionValue?: Distribution | undefined;
}
export interface Distribution {
  count?: string | undefined;
  mean?: number | undefined;
  sumOfSquaredDeviation?: number | undefined;
  range?: Range | undefined;
  bucketOptions?: BucketOptions | undefined;
  bucketCounts?: string[] | undefined;
  exemplars?: Exemplar[] | undefined;
}
export interface Range {
  min?: number | undefined;
  max?: number | undefined;
}
export interface BucketOptions {
  linearBuckets?: Linear | undefined;
  exponentialBuckets?: Exponential | undefined;
  explicitBuckets?: Explicit | undefined;
}
export interface Linear {
  numFiniteBuckets?: number | undefined;
  width?: number | undefined;
  offset?: number | undefined;
}
export interface Exponential {
  numFiniteBuckets?: number | undefined;
  growthFactor?: number | undefined;
  scale?: number | undefined;
}
export interface Explicit {
  bounds?: number[] | undefined;
}
export interface Exemplar {
  value?: number | undefined;
  timestamp?: string | undefined;
  attachments?: ({ "@type": string } & Record<string, unknown>)[] | undefined;
}
export interface CreateTimeSeriesRequest {
  name?: string | undefined;
  timeSeries?: TimeSeries[] | undefined;
}
/** Method → its request and response. */
export interface Methods {
  "AlertPolicyService.ListAlertPolicies": [ListAlertPoliciesRequest, ListAlertPoliciesResponse];
  "AlertPolicyService.GetAlertPolicy": [GetAlertPolicyRequest, AlertPolicy];
  "AlertPolicyService.CreateAlertPolicy": [CreateAlertPolicyRequest, AlertPolicy];
  "AlertPolicyService.DeleteAlertPolicy": [DeleteAlertPolicyRequest, Empty];
  "AlertPolicyService.UpdateAlertPolicy": [UpdateAlertPolicyRequest, AlertPolicy];
  "NotificationChannelService.ListNotificationChannelDescriptors": [ListNotificationChannelDescriptorsRequest, ListNotificationChannelDescriptorsResponse];
  "NotificationChannelService.GetNotificationChannelDescriptor": [GetNotificationChannelDescriptorRequest, NotificationChannelDescriptor];
  "NotificationChannelService.ListNotificationChannels": [ListNotificationChannelsRequest, ListNotificationChannelsResponse];
  "NotificationChannelService.GetNotificationChannel": [GetNotificationChannelRequest, NotificationChannel];
  "NotificationChannelService.CreateNotificationChannel": [CreateNotificationChannelRequest, NotificationChannel];
  "NotificationChannelService.UpdateNotificationChannel": [UpdateNotificationChannelRequest, NotificationChannel];
  "NotificationChannelService.DeleteNotificationChannel": [DeleteNotificationChannelRequest, Empty];
  "NotificationChannelService.SendNotificationChannelVerificationCode": [SendNotificationChannelVerificationCodeRequest, Empty];
  "NotificationChannelService.GetNotificationChannelVerificationCode": [GetNotificationChannelVerificationCodeRequest, GetNotificationChannelVerificationCodeResponse];
  "NotificationChannelService.VerifyNotificationChannel": [VerifyNotificationChannelRequest, NotificationChannel];
  "MetricService.ListMonitoredResourceDescriptors": [ListMonitoredResourceDescriptorsRequest, ListMonitoredResourceDescriptorsResponse];
  "MetricService.GetMonitoredResourceDescriptor": [GetMonitoredResourceDescriptorRequest, MonitoredResourceDescriptor];
  "MetricService.ListMetricDescriptors": [ListMetricDescriptorsRequest, ListMetricDescriptorsResponse];
  "MetricService.GetMetricDescriptor": [GetMetricDescriptorRequest, MetricDescriptor];
  "MetricService.CreateMetricDescriptor": [CreateMetricDescriptorRequest, MetricDescriptor];
  "MetricService.DeleteMetricDescriptor": [DeleteMetricDescriptorRequest, Empty];
  "MetricService.ListTimeSeries": [ListTimeSeriesRequest, ListTimeSeriesResponse];
  "MetricService.CreateTimeSeries": [CreateTimeSeriesRequest, Empty];
  "MetricService.CreateServiceTimeSeries": [CreateTimeSeriesRequest, Empty];
}
