/* eslint-disable */
// Made by generate.ts from npm @google-cloud/kms 5.7.0, build/protos/protos.json; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type ProtectionLevel =
  | "PROTECTION_LEVEL_UNSPECIFIED"
  | "SOFTWARE"
  | "HSM"
  | "EXTERNAL"
  | "EXTERNAL_VPC"
  | "HSM_SINGLE_TENANT";
export interface EncryptRequest {
  name?: string | undefined;
  plaintext?: string | undefined;
  additionalAuthenticatedData?: string | undefined;
  plaintextCrc32c?: string | undefined;
  additionalAuthenticatedDataCrc32c?: string | undefined;
}
export interface EncryptResponse {
  name?: string | undefined;
  ciphertext?: string | undefined;
  ciphertextCrc32c?: string | undefined;
  verifiedPlaintextCrc32c?: boolean | undefined;
  verifiedAdditionalAuthenticatedDataCrc32c?: boolean | undefined;
  protectionLevel?: ProtectionLevel | undefined;
}
export interface DecryptRequest {
  name?: string | undefined;
  ciphertext?: string | undefined;
  additionalAuthenticatedData?: string | undefined;
  ciphertextCrc32c?: string | undefined;
  additionalAuthenticatedDataCrc32c?: string | undefined;
}
export interface DecryptResponse {
  plaintext?: string | undefined;
  plaintextCrc32c?: string | undefined;
  usedPrimary?: boolean | undefined;
  protectionLevel?: ProtectionLevel | undefined;
}
/** Method → its request and response. */
export interface Methods {
  "KeyManagementService.Encrypt": [EncryptRequest, EncryptResponse];
  "KeyManagementService.Decrypt": [DecryptRequest, DecryptResponse];
}
