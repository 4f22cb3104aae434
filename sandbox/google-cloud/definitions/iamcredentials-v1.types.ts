/* eslint-disable */
// Made by generate.ts from PyPI google-api-python-client, discovery document iamcredentials.v1 revision 20260630; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export interface ProjectsServiceAccountsGenerateAccessTokenRequest {
  name?: string | undefined;
  body?: GenerateAccessTokenRequest | undefined;
}
export interface GenerateAccessTokenRequest {
  delegates?: string[] | undefined;
  lifetime?: string | undefined;
  scope?: string[] | undefined;
}
export interface GenerateAccessTokenResponse {
  accessToken?: string | undefined;
  expireTime?: string | undefined;
}
export interface ProjectsServiceAccountsGenerateIdTokenRequest {
  name?: string | undefined;
  body?: GenerateIdTokenRequest | undefined;
}
export interface GenerateIdTokenRequest {
  audience?: string | undefined;
  delegates?: string[] | undefined;
  includeEmail?: boolean | undefined;
  organizationNumberIncluded?: boolean | undefined;
}
export interface GenerateIdTokenResponse {
  token?: string | undefined;
}
export interface ProjectsServiceAccountsGetAllowedLocationsRequest {
  name?: string | undefined;
}
export interface ServiceAccountAllowedLocations {
  encodedLocations?: string | undefined;
  locations?: string[] | undefined;
}
export interface ProjectsServiceAccountsSignBlobRequest {
  name?: string | undefined;
  body?: SignBlobRequest | undefined;
}
export interface SignBlobRequest {
  delegates?: string[] | undefined;
  payload?: string | undefined;
}
export interface SignBlobResponse {
  keyId?: string | undefined;
  signedBlob?: string | undefined;
}
export interface ProjectsServiceAccountsSignJwtRequest {
  name?: string | undefined;
  body?: SignJwtRequest | undefined;
}
export interface SignJwtRequest {
  delegates?: string[] | undefined;
  payload?: string | undefined;
}
export interface SignJwtResponse {
  keyId?: string | undefined;
  signedJwt?: string | undefined;
}
export interface Empty {
}
/** Method → its request and response. */
export interface Methods {
  "projects.serviceAccounts.generateAccessToken": [ProjectsServiceAccountsGenerateAccessTokenRequest, GenerateAccessTokenResponse];
  "projects.serviceAccounts.generateIdToken": [ProjectsServiceAccountsGenerateIdTokenRequest, GenerateIdTokenResponse];
  "projects.serviceAccounts.getAllowedLocations": [ProjectsServiceAccountsGetAllowedLocationsRequest, ServiceAccountAllowedLocations];
  "projects.serviceAccounts.signBlob": [ProjectsServiceAccountsSignBlobRequest, SignBlobResponse];
  "projects.serviceAccounts.signJwt": [ProjectsServiceAccountsSignJwtRequest, SignJwtResponse];
}
