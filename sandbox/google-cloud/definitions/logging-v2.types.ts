/* eslint-disable */
// Made by generate.ts from npm @google-cloud/logging-api 0.2.0, build/protos/protos.json; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type LogSeverity =
  | "DEFAULT"
  | "DEBUG"
  | "INFO"
  | "NOTICE"
  | "WARNING"
  | "ERROR"
  | "CRITICAL"
  | "ALERT"
  | "EMERGENCY";
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
export interface DeleteLogRequest {
  logName?: string | undefined;
}
export interface Empty {
}
export interface WriteLogEntriesRequest {
  logName?: string | undefined;
  resource?: MonitoredResource | undefined;
  labels?: Record<string, string> | undefined;
  entries?: LogEntry[] | undefined;
  partialSuccess?: boolean | undefined;
  dryRun?: boolean | undefined;
}
export interface MonitoredResource {
  type?: string | undefined;
  labels?: Record<string, string> | undefined;
}
export interface LogEntry {
  logName?: string | undefined;
  resource?: MonitoredResource | undefined;
  protoPayload?: ({ "@type": string } & Record<string, unknown>) | undefined;
  textPayload?: string | undefined;
  jsonPayload?: Record<string, unknown> | undefined;
  timestamp?: string | undefined;
  receiveTimestamp?: string | undefined;
  severity?: LogSeverity | undefined;
  insertId?: string | undefined;
  httpRequest?: HttpRequest | undefined;
  labels?: Record<string, string> | undefined;
  operation?: LogEntryOperation | undefined;
  trace?: string | undefined;
  spanId?: string | undefined;
  traceSampled?: boolean | undefined;
  sourceLocation?: LogEntrySourceLocation | undefined;
  split?: LogSplit | undefined;
}
export interface HttpRequest {
  requestMethod?: string | undefined;
  requestUrl?: string | undefined;
  requestSize?: string | undefined;
  status?: number | undefined;
  responseSize?: string | undefined;
  userAgent?: string | undefined;
  remoteIp?: string | undefined;
  serverIp?: string | undefined;
  referer?: string | undefined;
  latency?: string | undefined;
  cacheLookup?: boolean | undefined;
  cacheHit?: boolean | undefined;
  cacheValidatedWithOriginServer?: boolean | undefined;
  cacheFillBytes?: string | undefined;
  protocol?: string | undefined;
}
export interface LogEntryOperation {
  id?: string | undefined;
  producer?: string | undefined;
  first?: boolean | undefined;
  last?: boolean | undefined;
}
export interface LogEntrySourceLocation {
  file?: string | undefined;
  line?: string | undefined;
  function?: string | undefined;
}
export interface LogSplit {
  uid?: string | undefined;
  index?: number | undefined;
  totalSplits?: number | undefined;
}
export interface WriteLogEntriesResponse {
}
export interface ListLogEntriesRequest {
  resourceNames?: string[] | undefined;
  filter?: string | undefined;
  orderBy?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListLogEntriesResponse {
  entries?: LogEntry[] | undefined;
  nextPageToken?: string | undefined;
}
export interface ListMonitoredResourceDescriptorsRequest {
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
export interface LabelDescriptor {
  key?: string | undefined;
  valueType?: ValueType | undefined;
  description?: string | undefined;
}
export interface ListLogsRequest {
  parent?: string | undefined;
  resourceNames?: string[] | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListLogsResponse {
  logNames?: string[] | undefined;
  nextPageToken?: string | undefined;
}
/** Method → its request and response. */
export interface Methods {
  "LoggingServiceV2.DeleteLog": [DeleteLogRequest, Empty];
  "LoggingServiceV2.WriteLogEntries": [WriteLogEntriesRequest, WriteLogEntriesResponse];
  "LoggingServiceV2.ListLogEntries": [ListLogEntriesRequest, ListLogEntriesResponse];
  "LoggingServiceV2.ListMonitoredResourceDescriptors": [ListMonitoredResourceDescriptorsRequest, ListMonitoredResourceDescriptorsResponse];
  "LoggingServiceV2.ListLogs": [ListLogsRequest, ListLogsResponse];
}
