/* eslint-disable */
// Made by generate.ts from PyPI google-api-python-client, discovery document cloudresourcemanager.v1 revision 20261107; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type ProjectLifecycleState =
  | "LIFECYCLE_STATE_UNSPECIFIED"
  | "ACTIVE"
  | "DELETE_REQUESTED"
  | "DELETE_IN_PROGRESS";
export type ProjectManagementType =
  | "MANAGEMENT_TYPE_UNSPECIFIED"
  | "SELF_MANAGED"
  | "HUB";
export type ListPolicyAllValues =
  | "ALL_VALUES_UNSPECIFIED"
  | "ALLOW"
  | "DENY";
export type AuditLogConfigLogType =
  | "LOG_TYPE_UNSPECIFIED"
  | "ADMIN_READ"
  | "DATA_WRITE"
  | "DATA_READ";
export type ConstraintConstraintDefault =
  | "CONSTRAINT_DEFAULT_UNSPECIFIED"
  | "ALLOW"
  | "DENY";
export interface ProjectsClearOrgPolicyRequest {
  resource?: string | undefined;
  body?: ClearOrgPolicyRequest | undefined;
}
export interface ClearOrgPolicyRequest {
  constraint?: string | undefined;
  etag?: string | undefined;
}
export interface Empty {
}
export interface ProjectsCreateRequest {
  body?: Project | undefined;
}
export interface Project {
  configuredCapabilities?: string[] | undefined;
  createTime?: string | undefined;
  isManagementProject?: boolean | undefined;
  labels?: Record<string, string> | undefined;
  lifecycleState?: ProjectLifecycleState | undefined;
  managementType?: ProjectManagementType | undefined;
  name?: string | undefined;
  parent?: ResourceId | undefined;
  projectId?: string | undefined;
  projectNumber?: string | undefined;
  tags?: Record<string, string> | undefined;
}
export interface ResourceId {
  id?: string | undefined;
  type?: string | undefined;
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
export interface ProjectsDeleteRequest {
  projectId?: string | undefined;
}
export interface ProjectsGetRequest {
  projectId?: string | undefined;
}
export interface ProjectsGetAncestryRequest {
  projectId?: string | undefined;
  body?: GetAncestryRequest | undefined;
}
export interface GetAncestryRequest {
}
export interface GetAncestryResponse {
  ancestor?: Ancestor[] | undefined;
}
export interface Ancestor {
  resourceId?: ResourceId | undefined;
}
export interface ProjectsGetEffectiveOrgPolicyRequest {
  resource?: string | undefined;
  body?: GetEffectiveOrgPolicyRequest | undefined;
}
export interface GetEffectiveOrgPolicyRequest {
  constraint?: string | undefined;
}
export interface OrgPolicy {
  booleanPolicy?: BooleanPolicy | undefined;
  constraint?: string | undefined;
  etag?: string | undefined;
  listPolicy?: ListPolicy | undefined;
  restoreDefault?: RestoreDefault | undefined;
  updateTime?: string | undefined;
  version?: number | undefined;
}
export interface BooleanPolicy {
  enforced?: boolean | undefined;
}
export interface ListPolicy {
  allValues?: ListPolicyAllValues | undefined;
  allowedValues?: string[] | undefined;
  deniedValues?: string[] | undefined;
  inheritFromParent?: boolean | undefined;
  suggestedValue?: string | undefined;
}
export interface RestoreDefault {
}
export interface ProjectsGetIamPolicyRequest {
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
export interface ProjectsGetOrgPolicyRequest {
  resource?: string | undefined;
  body?: GetOrgPolicyRequest | undefined;
}
export interface GetOrgPolicyRequest {
  constraint?: string | undefined;
}
export interface ProjectsListRequest {
  filter?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListProjectsResponse {
  nextPageToken?: string | undefined;
  projects?: Project[] | undefined;
}
export interface ProjectsListAvailableOrgPolicyConstraintsRequest {
  resource?: string | undefined;
  body?: ListAvailableOrgPolicyConstraintsRequest | undefined;
}
export interface ListAvailableOrgPolicyConstraintsRequest {
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListAvailableOrgPolicyConstraintsResponse {
  constraints?: Constraint[] | undefined;
  nextPageToken?: string | undefined;
}
export interface Constraint {
  booleanConstraint?: BooleanConstraint | undefined;
  constraintDefault?: ConstraintConstraintDefault | undefined;
  description?: string | undefined;
  displayName?: string | undefined;
  listConstraint?: ListConstraint | undefined;
  name?: string | undefined;
  version?: number | undefined;
}
export interface BooleanConstraint {
}
export interface ListConstraint {
  suggestedValue?: string | undefined;
  supportsUnder?: boolean | undefined;
}
export interface ProjectsListOrgPoliciesRequest {
  resource?: string | undefined;
  body?: ListOrgPoliciesRequest | undefined;
}
export interface ListOrgPoliciesRequest {
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListOrgPoliciesResponse {
  nextPageToken?: string | undefined;
  policies?: OrgPolicy[] | undefined;
}
export interface ProjectsSetIamPolicyRequest {
  resource?: string | undefined;
  body?: SetIamPolicyRequest | undefined;
}
export interface SetIamPolicyRequest {
  policy?: Policy | undefined;
  updateMask?: string | undefined;
}
export interface ProjectsSetOrgPolicyRequest {
  resource?: string | undefined;
  body?: SetOrgPolicyRequest | undefined;
}
export interface SetOrgPolicyRequest {
  policy?: OrgPolicy | undefined;
}
export interface ProjectsTestIamPermissionsRequest {
  resource?: string | undefined;
  body?: TestIamPermissionsRequest | undefined;
}
export interface TestIamPermissionsRequest {
  permissions?: string[] | undefined;
}
export interface TestIamPermissionsResponse {
  permissions?: string[] | undefined;
}
export interface ProjectsUndeleteRequest {
  projectId?: string | undefined;
  body?: UndeleteProjectRequest | undefined;
}
export interface UndeleteProjectRequest {
}
export interface ProjectsUpdateRequest {
  projectId?: string | undefined;
  body?: Project | undefined;
}
export interface ProtobufEmpty {
}
/** Method → its request and response. */
export interface Methods {
  "projects.clearOrgPolicy": [ProjectsClearOrgPolicyRequest, Empty];
  "projects.create": [ProjectsCreateRequest, Operation];
  "projects.delete": [ProjectsDeleteRequest, Empty];
  "projects.get": [ProjectsGetRequest, Project];
  "projects.getAncestry": [ProjectsGetAncestryRequest, GetAncestryResponse];
  "projects.getEffectiveOrgPolicy": [ProjectsGetEffectiveOrgPolicyRequest, OrgPolicy];
  "projects.getIamPolicy": [ProjectsGetIamPolicyRequest, Policy];
  "projects.getOrgPolicy": [ProjectsGetOrgPolicyRequest, OrgPolicy];
  "projects.list": [ProjectsListRequest, ListProjectsResponse];
  "projects.listAvailableOrgPolicyConstraints": [ProjectsListAvailableOrgPolicyConstraintsRequest, ListAvailableOrgPolicyConstraintsResponse];
  "projects.listOrgPolicies": [ProjectsListOrgPoliciesRequest, ListOrgPoliciesResponse];
  "projects.setIamPolicy": [ProjectsSetIamPolicyRequest, Policy];
  "projects.setOrgPolicy": [ProjectsSetOrgPolicyRequest, OrgPolicy];
  "projects.testIamPermissions": [ProjectsTestIamPermissionsRequest, TestIamPermissionsResponse];
  "projects.undelete": [ProjectsUndeleteRequest, Empty];
  "projects.update": [ProjectsUpdateRequest, Project];
}
