import type { Rows } from "../core/schema";
import type { ResourceTable } from "../core/context";
import { iamMemberHooks, type PolicyAccess } from "../hooks/iam-member";

interface MemberOf {
  readonly type: string;
  readonly noun: string;
  readonly service: ResourceTable["service"];
  /** Properties that say whose policy it is. */
  readonly rows: Rows;
  readonly policy: PolicyAccess;
}

/** A member of a role in somebody's policy: the same for everything that has a policy. */
function iamMember({ type, noun, service, rows, policy }: MemberOf): ResourceTable {
  return {
    type,
    noun,
    service,
    item: policy.resource,
    collection: policy.resource,
    id: "{id}",
    timeoutsInState: false,
    rows: {
      ...rows,
      condition: [
        "block replace api=-",
        { description: "string replace", expression: "string required replace", title: "string required replace" },
      ],
      etag: "string output api=-",
      member: "string required replace api=-",
      role: "string required replace api=-",
    },
    hooks: iamMemberHooks(policy),
  };
}

/** One member of one role, for each kind of resource that has a policy. */
export const iamMembers: readonly ResourceTable[] = [
  iamMember({
    type: "gcp:projects/iAMMember:IAMMember",
    noun: "project",
    service: "resourceManager",
    rows: { project: "string required replace api=-" },
    policy: { resource: "projects/{project}", idPrefix: "{project}", get: { method: "POST" } },
  }),
  iamMember({
    type: "gcp:serviceaccount/iAMMember:IAMMember",
    noun: "service account",
    service: "iamBeta",
    rows: { serviceAccountId: "string required replace same=link api=-" },
    policy: { resource: "{serviceAccountId}", get: { method: "POST", query: "?options.requestedPolicyVersion=3" } },
  }),
  iamMember({
    type: "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
    noun: "repository",
    service: "artifactRegistry",
    rows: {
      location: "string computed replace api=- from=region",
      project: "string computed replace api=- from=project",
      repository: "string required replace same=link api=-",
    },
    policy: {
      resource: "projects/{project}/locations/{location}/repositories/{repository}",
      names: "repository",
      get: { method: "GET" },
    },
  }),
  iamMember({
    type: "gcp:secretmanager/secretIamMember:SecretIamMember",
    noun: "secret",
    service: "secretManager",
    rows: {
      project: "string computed replace api=- from=project",
      secretId: "string required replace same=link api=-",
    },
    policy: {
      resource: "projects/{project}/secrets/{secretId}",
      names: "secretId",
      get: { method: "GET", query: "?options.requestedPolicyVersion=3" },
    },
  }),
  iamMember({
    type: "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
    noun: "key",
    service: "kms",
    rows: { cryptoKeyId: "string required replace same=link api=-" },
    policy: { resource: "{cryptoKeyId}", get: { method: "GET", query: "?options.requestedPolicyVersion=3" } },
  }),
  iamMember({
    type: "gcp:storage/bucketIAMMember:BucketIAMMember",
    noun: "bucket",
    service: "storage",
    rows: { bucket: "string required replace same=link api=-" },
    policy: {
      resource: "b/{bucket}",
      names: "bucket",
      get: { method: "GET", path: "/iam", query: "?optionsRequestedPolicyVersion=3" },
      set: { method: "PUT", path: "/iam" },
    },
  }),
];
