import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { InfraComponent } from "./component";

/** Which account, with which roles. */
export interface ServiceAccountArgs {
  /** The Google Cloud project's id. */
  readonly project: string;
  /** First part of the account's address; cut to Google's 30 characters with a hash where it is longer. */
  readonly accountId: string;
  /** What the console shows, for people: whose account it is. */
  readonly displayName: string;
  /** Roles on the project, such as `roles/logging.logWriter`. */
  readonly roles: readonly string[];
}

/**
 * A Google service account with roles on its project, and nothing else. Who needs the account with its roles depends on the component:
 * an address that waited for the roles would be unknown in every preview that adds one.
 */
export class ServiceAccount extends InfraComponent {
  /** E-mail address of the account. */
  readonly email: pulumi.Output<string>;
  /** `serviceAccount:…`, as IAM bindings want it. */
  readonly member: pulumi.Output<string>;
  /** `projects/…/serviceAccounts/…`. */
  readonly resourceName: pulumi.Output<string>;

  constructor(name: string, args: ServiceAccountArgs, options?: pulumi.ComponentResourceOptions) {
    super("ServiceAccount", name, options);
    const account = new gcp.serviceaccount.Account(
      name,
      { project: args.project, accountId: accountId(args.accountId), displayName: args.displayName },
      this.child(),
    );
    for (const role of args.roles)
      new gcp.projects.IAMMember(
        `${name}-${role.replace("roles/", "")}`,
        { project: args.project, role, member: pulumi.interpolate`serviceAccount:${account.email}` },
        this.child(),
      );
    this.email = account.email;
    this.member = pulumi.interpolate`serviceAccount:${this.email}`;
    this.resourceName = pulumi.interpolate`projects/${args.project}/serviceAccounts/${this.email}`;
    this.registerOutputs({ email: this.email });
  }
}

/** Google allows 6 to 30 characters. */
export function accountId(wanted: string): string {
  if (wanted.length >= 6 && wanted.length <= 30) return wanted;
  return cutWithHash(wanted, 30);
}

/** A name that is too long, with a hash at its end: two that begin the same stay two, and none ends in a dash. */
export function cutWithHash(wanted: string, length: number): string {
  const hash = createHash("sha256").update(wanted).digest("hex").slice(0, 5);
  return `${wanted.slice(0, length - 6).replace(/-+$/, "")}-${hash}`;
}
