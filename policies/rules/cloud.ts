import type { Unwrap } from "@pulumi/pulumi";
import type { RepositoryArgs } from "@pulumi/gcp/artifactregistry";
import type { FirewallArgs, SubnetworkArgs } from "@pulumi/gcp/compute";
import type { WorkloadIdentityPoolProviderArgs } from "@pulumi/gcp/iam";
import type { IAMMemberArgs } from "@pulumi/gcp/projects";
import { cis, failIf, link, resourceRules } from "../rule";

const federation = "https://docs.cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation";

/** A grant names one member, a binding several, and a policy is a text with all bindings. */
type Grant = Partial<Unwrap<IAMMemberArgs>> & {
  readonly members?: readonly string[];
  readonly policyData?: string;
};
interface Binding {
  readonly role?: string;
  readonly members?: readonly string[];
}
const bindings = ({ policyData }: Grant) =>
  policyData === undefined
    ? undefined
    : ((JSON.parse(policyData) as { readonly bindings?: readonly Binding[] }).bindings ?? []);
/** Reads members alone: the role may be unknown. */
const strangers = (grant: Grant) =>
  (bindings(grant)?.flatMap(({ members }) => members ?? []) ?? [grant.member, ...(grant.members ?? [])]).filter(
    (one) => one === "allUsers" || one === "allAuthenticatedUsers",
  );
const roles = (grant: Grant, matching: RegExp) =>
  (bindings(grant)?.map(({ role }) => role ?? "") ?? [grant.role ?? ""]).filter((role) => matching.test(role));

export const cloudRules = [
  ...resourceRules<Unwrap<RepositoryArgs>>(
    ["gcp:artifactregistry/repository:Repository"],
    [
      {
        id: "registry-scanning",
        title: "Images in the registry are scanned",
        severity: "medium",
        sources: [cis("5.1.1")],
        field: "vulnerabilityScanningConfig.enablementConfig",
        fix: "Leave it INHERITED and enable containerscanning.googleapis.com.",
        examples: {
          pass: { repositoryId: "r", format: "DOCKER", vulnerabilityScanningConfig: { enablementConfig: "INHERITED" } },
          fail: { repositoryId: "r", format: "DOCKER", vulnerabilityScanningConfig: { enablementConfig: "DISABLED" } },
        },
        check: ({ vulnerabilityScanningConfig }) =>
          failIf(vulnerabilityScanningConfig?.enablementConfig === "DISABLED", "known holes in images go unreported"),
      },
      {
        id: "registry-immutable-tags",
        title: "A tag keeps its image",
        severity: "low",
        sources: [link("https://docs.cloud.google.com/artifact-registry/docs/docker/manage-images")],
        field: "dockerConfig.immutableTags",
        fix: "Set dockerConfig.immutableTags to true and give each build a tag of its own.",
        examples: {
          pass: { repositoryId: "r", format: "DOCKER", dockerConfig: { immutableTags: true } },
          fail: { repositoryId: "r", format: "DOCKER" },
        },
        check: ({ dockerConfig, format }) =>
          failIf(format === "DOCKER" && dockerConfig?.immutableTags !== true, "a tag can be moved to another image"),
      },
    ],
  ),
  ...resourceRules<Grant & { readonly repository?: string }>(
    [
      "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
      "gcp:artifactregistry/repositoryIamBinding:RepositoryIamBinding",
      "gcp:artifactregistry/repositoryIamPolicy:RepositoryIamPolicy",
    ],
    [
      {
        id: "registry-not-public",
        title: "The registry is not public",
        severity: "high",
        sources: [cis("5.1.2"), cis("5.1.3")],
        field: "member",
        fix: "Name a service account; nodes need roles/artifactregistry.reader only.",
        examples: {
          pass: {
            repository: "r",
            role: "roles/artifactregistry.reader",
            member: "serviceAccount:nodes@p.iam.gserviceaccount.com",
          },
          fail: { repository: "r", role: "roles/artifactregistry.reader", member: "allUsers" },
        },
        check: (grant) => {
          const everybody = strangers(grant);
          return failIf(everybody.length > 0, `${everybody.join(", ")} can pull every image`);
        },
      },
    ],
  ),
  ...resourceRules<Grant>(
    ["gcp:projects/iAMMember:IAMMember", "gcp:projects/iAMBinding:IAMBinding", "gcp:projects/iAMPolicy:IAMPolicy"],
    [
      {
        id: "iam-no-primitive-role",
        title: "Nobody gets owner, editor or viewer",
        severity: "high",
        sources: [link("https://docs.cloud.google.com/iam/docs/best-practices-service-accounts")],
        field: "role",
        fix: "Use the predefined role of the one service that is needed.",
        examples: {
          pass: { project: "p", role: "roles/container.viewer", member: "user:a@example.com" },
          fail: { project: "p", role: "roles/editor", member: "user:a@example.com" },
        },
        check: (grant) => {
          const primitive = roles(grant, /^roles\/(owner|editor|viewer)$/);
          return failIf(primitive.length > 0, `${primitive.join(", ")} reaches every service of the project`);
        },
      },
      {
        id: "iam-not-public",
        title: "Strangers get no role in the project",
        severity: "critical",
        sources: [link("https://docs.cloud.google.com/iam/docs/overview#all-users")],
        field: "member",
        fix: "Name a user, group or service account.",
        examples: {
          pass: { project: "p", role: "roles/x", member: "group:a@example.com" },
          fail: { project: "p", role: "roles/x", member: "allAuthenticatedUsers" },
        },
        check: (grant) => {
          const everybody = strangers(grant);
          return failIf(everybody.length > 0, `${everybody.join(", ")} gets the role`);
        },
      },
      {
        id: "iam-no-project-wide-impersonation",
        title: "Nobody may act as every service account",
        severity: "high",
        sources: [link("https://docs.cloud.google.com/iam/docs/best-practices-service-accounts")],
        field: "role",
        fix: "Grant roles/iam.serviceAccountUser or TokenCreator on the one service account (serviceaccount.IAMMember).",
        examples: {
          pass: { project: "p", role: "roles/container.developer", member: "user:a@example.com" },
          fail: { project: "p", role: "roles/iam.serviceAccountTokenCreator", member: "user:a@example.com" },
        },
        check: (grant) =>
          failIf(
            roles(grant, /^roles\/iam\.serviceAccount(User|TokenCreator)$/).length > 0,
            "can take on any identity of the project",
          ),
      },
    ],
  ),
  ...resourceRules<Record<string, unknown>>(
    ["gcp:serviceaccount/key:Key"],
    [
      {
        id: "iam-no-keys",
        title: "Service accounts have no keys",
        severity: "critical",
        sources: [link("https://docs.cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys")],
        field: "(the resource itself)",
        fix: "Use Workload Identity, Workload Identity Federation or impersonation.",
        examples: { pass: { disabled: true }, fail: { serviceAccountId: "a" } },
        check: (key) => failIf(key["disabled"] !== true, "a key is a password without an end"),
      },
    ],
  ),
  ...resourceRules<Unwrap<WorkloadIdentityPoolProviderArgs>>(
    ["gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider"],
    [
      {
        id: "federation-repository-id",
        title: "Federation admits one repository, by number",
        severity: "critical",
        sources: [link(federation)],
        field: "attributeCondition",
        fix: "Compare assertion.repository_id (and repository_owner_id) with numbers: names can be taken over.",
        examples: {
          pass: {
            workloadIdentityPoolId: "g",
            workloadIdentityPoolProviderId: "g",
            attributeCondition: "assertion.repository_id == '12345'",
          },
          fail: {
            workloadIdentityPoolId: "g",
            workloadIdentityPoolProviderId: "g",
            oidc: { issuerUri: "https://token.actions.githubusercontent.com" },
            attributeCondition: "assertion.repository == 'o/r'",
          },
        },
        check: ({ oidc, attributeCondition }) =>
          failIf(
            /githubusercontent/.test(oidc?.issuerUri ?? "githubusercontent") &&
              !/repository_id\s*==|repository_owner_id\s*==/.test(attributeCondition ?? ""),
            "tokens of other organisations on the same issuer can match",
          ),
      },
    ],
  ),
  ...resourceRules<Unwrap<FirewallArgs>>(
    ["gcp:compute/firewall:Firewall"],
    [
      {
        id: "firewall-not-open",
        title: "No firewall rule lets the whole internet in",
        severity: "high",
        sources: [cis("5.6.6")],
        field: "sourceRanges",
        fix: "Name the ranges; Google's load balancers are 35.191.0.0/16 and 130.211.0.0/22.",
        examples: {
          pass: { network: "n", allows: [{ protocol: "tcp" }], sourceRanges: ["35.191.0.0/16"] },
          fail: { network: "n", allows: [{ protocol: "tcp" }], sourceRanges: ["0.0.0.0/0"] },
        },
        check: ({ allows, sourceRanges, direction }) =>
          failIf(
            direction !== "EGRESS" && !!allows?.length && (sourceRanges ?? []).some((range) => /\/0$/.test(range)),
            "every address may connect",
          ),
      },
    ],
  ),
  ...resourceRules<Unwrap<SubnetworkArgs>>(
    ["gcp:compute/subnetwork:Subnetwork"],
    [
      {
        id: "subnetwork-private-google-access",
        title: "Private nodes reach Google's APIs",
        severity: "medium",
        sources: [cis("5.6.5")],
        field: "privateIpGoogleAccess",
        fix: "Set privateIpGoogleAccess to true.",
        examples: {
          pass: { network: "n", ipCidrRange: "10.0.0.0/20", privateIpGoogleAccess: true },
          fail: { network: "n", ipCidrRange: "10.0.0.0/20" },
        },
        check: ({ privateIpGoogleAccess }) =>
          failIf(privateIpGoogleAccess !== true, "private nodes cannot pull images or send logs without a NAT"),
      },
      {
        id: "subnetwork-flow-logs",
        title: "The subnetwork keeps flow logs",
        severity: "low",
        sources: [cis("5.6.1")],
        field: "logConfig",
        fix: "Set logConfig; sample it (flowSampling 0.1) to keep the cost small.",
        examples: {
          pass: { network: "n", ipCidrRange: "10.0.0.0/20", logConfig: { flowSampling: 0.1 } },
          fail: { network: "n", ipCidrRange: "10.0.0.0/20" },
        },
        check: ({ logConfig }) => failIf(!logConfig, "an intrusion leaves no trace of whom it talked to"),
      },
    ],
  ),
];
