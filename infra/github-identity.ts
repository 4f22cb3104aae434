import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { githubIdentity } from "../config/identities";
import { parsePart } from "../config/part";
import { InfraComponent } from "./component";
import { ServiceAccount } from "./service-account";

/** Which repository may act as what. */
export interface GitHubIdentityArgs {
  /** The Google Cloud project's id. */
  readonly project: string;
  /** Stem of the accounts' names. */
  readonly name: string;
  /** The section `identities.github`, as a stack file writes it: defaults are filled in, and mistakes are refused with their path. */
  readonly config: z.input<typeof githubIdentity>;
  /** Accounts that a deployment starts things as: nodes and builds. */
  readonly actsAs: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * What a deployment changes. Creating accounts and granting roles on the project is not among it: the first `pulumi up`, and every
 * change of identities, is a person's, so that a pipeline can never widen its own rights.
 */
export const deployRoles = [
  "roles/artifactregistry.admin",
  "roles/cloudbuild.builds.editor",
  "roles/compute.networkAdmin",
  "roles/compute.securityAdmin",
  "roles/container.admin",
  "roles/monitoring.editor",
  "roles/serviceusage.serviceUsageAdmin",
  "roles/storage.admin",
] as const;

/**
 * What a preview reads, and a look for drift: it gets each thing by itself. A pull request's code runs with it: it can change nothing,
 * and see no Secret.
 */
export const previewRoles = [
  "roles/artifactregistry.reader",
  "roles/cloudbuild.builds.viewer",
  "roles/compute.viewer",
  "roles/container.viewer",
  "roles/iam.securityReviewer",
  "roles/iam.workloadIdentityPoolViewer",
  "roles/monitoring.viewer",
  "roles/storage.bucketViewer",
] as const;

/** Events that only somebody who may write to the repository causes. */
const ownEvents = ["push", "workflow_dispatch", "schedule"].map((event) => `'${event}'`).join(", ");

/** GitHub Actions acts as Google accounts without a key: one account that deploys, one that can only look. */
export class GitHubIdentity extends InfraComponent {
  /** For `google-github-actions/auth`: `workload_identity_provider`. */
  readonly workloadIdentityProvider: pulumi.Output<string>;
  /** E-mail address of the account that deploys. */
  readonly deployAccount: pulumi.Output<string>;
  /** E-mail address of the account that only reads, for previews and plans. */
  readonly previewAccount: pulumi.Output<string>;

  constructor(name: string, args: GitHubIdentityArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(githubIdentity, args.config, name);
    super("GitHubIdentity", name, options);
    const { project } = args;
    const pool = new gcp.iam.WorkloadIdentityPool(
      name,
      { project, workloadIdentityPoolId: config.pool, displayName: "GitHub Actions" },
      this.child(),
    );
    const provider = new gcp.iam.WorkloadIdentityPoolProvider(
      name,
      {
        project,
        workloadIdentityPoolId: pool.workloadIdentityPoolId,
        workloadIdentityPoolProviderId: "github",
        displayName: "GitHub",
        oidc: { issuerUri: "https://token.actions.githubusercontent.com" },
        attributeMapping: {
          "google.subject": "assertion.sub",
          "attribute.repository_id": "assertion.repository_id",
          // A job without an environment has no such claim, and must not fail for it: it may still be the one that `ref` admits.
          "attribute.environment":
            "assertion.repository_id + '/' + (has(assertion.environment) ? assertion.environment : '')",
          // A token of pull_request_target, issue_comment or workflow_run carries the default branch's ref, whoever caused the event.
          "attribute.ref": `assertion.repository_id + '/' + (assertion.event_name in [${ownEvents}] ? assertion.ref : '')`,
        },
        // All of GitHub has this one issuer: without a condition, anybody's workflow could ask.
        attributeCondition: `assertion.repository_id == '${config.repositoryId}'`,
      },
      this.child(),
    );
    const deploy = this.account(`${name}-deploy`, args, "deploy", deployRoles);
    const preview = this.account(`${name}-preview`, args, "preview", previewRoles);
    const principals = (attribute: string, value: string) =>
      pulumi.interpolate`principalSet://iam.googleapis.com/${pool.name}/attribute.${attribute}/${config.repositoryId}/${value}`;
    this.mayAct(
      `${name}-deploy`,
      deploy,
      "environment" in config.deploy
        ? principals("environment", config.deploy.environment)
        : principals("ref", config.deploy.ref),
    );
    this.mayAct(`${name}-preview`, preview, principals("environment", config.preview.environment));
    if (config.plan.environment !== config.preview.environment)
      this.mayAct(`${name}-plan`, preview, principals("environment", config.plan.environment));
    if (config.state) {
      this.mayUse(`${name}-preview`, preview, config.state, "roles/storage.objectViewer");
      this.mayUse(`${name}-deploy`, deploy, config.state, "roles/storage.objectUser");
    }
    for (const [who, account] of Object.entries(args.actsAs))
      new gcp.serviceaccount.IAMMember(
        `${name}-deploy-as-${who}`,
        {
          serviceAccountId: pulumi.interpolate`projects/${project}/serviceAccounts/${account}`,
          role: "roles/iam.serviceAccountUser",
          member: deploy.member,
        },
        this.child(),
      );
    this.workloadIdentityProvider = provider.name;
    this.deployAccount = deploy.email;
    this.previewAccount = preview.email;
    this.registerOutputs({ workloadIdentityProvider: provider.name });
  }

  private account(
    name: string,
    args: GitHubIdentityArgs,
    use: "deploy" | "preview",
    roles: readonly string[],
  ): ServiceAccount {
    const displayName = `GitHub Actions of ${args.config.repository}: ${use}`;
    return new ServiceAccount(
      name,
      { project: args.project, accountId: `${args.name}-${use}`, displayName, roles },
      { parent: this },
    );
  }

  /** The engine's state, and the key that its secrets are under. Nobody needs to encrypt: the engine does that with what it decrypted. */
  private mayUse(
    name: string,
    { member }: ServiceAccount,
    { bucket, key }: NonNullable<GitHubIdentityArgs["config"]["state"]>,
    role: string,
  ): void {
    new gcp.storage.BucketIAMMember(`${name}-state`, { bucket, role, member }, this.child());
    if (key !== undefined)
      new gcp.kms.CryptoKeyIAMMember(
        `${name}-key`,
        { cryptoKeyId: key, role: "roles/cloudkms.cryptoKeyDecrypter", member },
        this.child(),
      );
  }

  private mayAct(name: string, account: ServiceAccount, member: pulumi.Input<string>): void {
    new gcp.serviceaccount.IAMMember(
      name,
      { serviceAccountId: account.resourceName, role: "roles/iam.workloadIdentityUser", member },
      this.child(),
    );
  }
}
