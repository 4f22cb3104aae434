/** Google's APIs, for all parts of the project. */
export { type Answer, type Call, GoogleClient } from "./client";
export { type CredentialSettings, environmentTokens, tokenSource, type TokenSource } from "./credentials";
export { type Api, endpoint, uploadEndpoint } from "./endpoints";
export { failureOf, GoogleError } from "./errors";
