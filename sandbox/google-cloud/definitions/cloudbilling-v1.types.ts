/* eslint-disable */
// Made by generate.ts from PyPI google-api-python-client, discovery document cloudbilling.v1 revision 20260901; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export interface ProjectsGetBillingInfoRequest {
  name?: string | undefined;
}
export interface ProjectBillingInfo {
  billingAccountName?: string | undefined;
  billingEnabled?: boolean | undefined;
  name?: string | undefined;
  projectId?: string | undefined;
}
export interface ProjectsUpdateBillingInfoRequest {
  name?: string | undefined;
  body?: ProjectBillingInfo | undefined;
}
export interface Empty {
}
/** Method → its request and response. */
export interface Methods {
  "projects.getBillingInfo": [ProjectsGetBillingInfoRequest, ProjectBillingInfo];
  "projects.updateBillingInfo": [ProjectsUpdateBillingInfoRequest, ProjectBillingInfo];
}
