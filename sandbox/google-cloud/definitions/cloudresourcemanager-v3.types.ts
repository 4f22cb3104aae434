/* eslint-disable */
// Made by generate.ts from npm @google-cloud/resource-manager 6.3.0, build/protos/protos.json; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type ProjectState =
  | "STATE_UNSPECIFIED"
  | "ACTIVE"
  | "DELETE_REQUESTED";
export type LogType =
  | "LOG_TYPE_UNSPECIFIED"
  | "ADMIN_READ"
  | "DATA_WRITE"
  | "DATA_READ";
export interface GetProjectRequest {
  name?: string | undefined;
}
export interface Project {
  name?: string | undefined;
  parent?: string | undefined;
  projectId?: string | undefined;
  state?: ProjectState | undefined;
  displayName?: string | undefined;
  createTime?: string | undefined;
  updateTime?: string | undefined;
  deleteTime?: string | undefined;
  etag?: string | undefined;
  labels?: Record<string, string> | undefined;
}
export interface ListProjectsRequest {
  parent?: string | undefined;
  pageToken?: string | undefined;
  pageSize?: number | undefined;
  showDeleted?: boolean | undefined;
}
export interface ListProjectsResponse {
  projects?: Project[] | undefined;
  nextPageToken?: string | undefined;
}
export interface SearchProjectsRequest {
  query?: string | undefined;
  pageToken?: string | undefined;
  pageSize?: number | undefined;
}
export interface SearchProjectsResponse {
  projects?: Project[] | undefined;
  nextPageToken?: string | undefined;
}
export interface CreateProjectRequest {
  project?: Project | undefined;
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
export interface CreateProjectMetadata {
  createTime?: string | undefined;
  gettable?: boolean | undefined;
  ready?: boolean | undefined;
}
export interface UpdateProjectRequest {
  project?: Project | undefined;
  updateMask?: string | undefined;
}
export interface UpdateProjectMetadata {
}
export interface MoveProjectRequest {
  name?: string | undefined;
  destinationParent?: string | undefined;
}
export interface MoveProjectMetadata {
}
export interface DeleteProjectRequest {
  name?: string | undefined;
}
export interface DeleteProjectMetadata {
}
export interface UndeleteProjectRequest {
  name?: string | undefined;
}
export interface UndeleteProjectMetadata {
}
export interface GetIamPolicyRequest {
  resource?: string | undefined;
  options?: GetPolicyOptions | undefined;
}
export interface GetPolicyOptions {
  requestedPolicyVersion?: number | undefined;
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
export interface SetIamPolicyRequest {
  resource?: string | undefined;
  policy?: Policy | undefined;
  updateMask?: string | undefined;
}
export interface TestIamPermissionsRequest {
  resource?: string | undefined;
  permissions?: string[] | undefined;
}
export interface TestIamPermissionsResponse {
  permissions?: string[] | undefined;
}
/** Method → its request and response. */
export interface Methods {
  "Projects.GetProject": [GetProjectRequest, Project];
  "Projects.ListProjects": [ListProjectsRequest, ListProjectsResponse];
  "Projects.SearchProjects": [SearchProjectsRequest, SearchProjectsResponse];
  "Projects.CreateProject": [CreateProjectRequest, Operation];
  "Projects.UpdateProject": [UpdateProjectRequest, Operation];
  "Projects.MoveProject": [MoveProjectRequest, Operation];
  "Projects.DeleteProject": [DeleteProjectRequest, Operation];
  "Projects.UndeleteProject": [UndeleteProjectRequest, Operation];
  "Projects.GetIamPolicy": [GetIamPolicyRequest, Policy];
  "Projects.SetIamPolicy": [SetIamPolicyRequest, Policy];
  "Projects.TestIamPermissions": [TestIamPermissionsRequest, TestIamPermissionsResponse];
}
