/* eslint-disable */
// Made by generate.ts from npm @google-cloud/artifact-registry 4.7.1, build/protos/protos.json; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export interface ListOperationsRequest {
  name?: string | undefined;
  filter?: string | undefined;
  pageSize?: number | undefined;
  pageToken?: string | undefined;
}
export interface ListOperationsResponse {
  operations?: Operation[] | undefined;
  nextPageToken?: string | undefined;
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
export interface GetOperationRequest {
  name?: string | undefined;
}
export interface DeleteOperationRequest {
  name?: string | undefined;
}
export interface Empty {
}
export interface CancelOperationRequest {
  name?: string | undefined;
}
export interface WaitOperationRequest {
  name?: string | undefined;
  timeout?: string | undefined;
}
/** Method → its request and response. */
export interface Methods {
  "Operations.ListOperations": [ListOperationsRequest, ListOperationsResponse];
  "Operations.GetOperation": [GetOperationRequest, Operation];
  "Operations.DeleteOperation": [DeleteOperationRequest, Empty];
  "Operations.CancelOperation": [CancelOperationRequest, Empty];
  "Operations.WaitOperation": [WaitOperationRequest, Operation];
}
