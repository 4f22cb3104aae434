import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { TriggersConfig } from "../config/triggers";
import { InfraComponent } from "./component";

/** Which builds start by themselves, and as whom. */
export interface TriggersArgs {
  /** The Google Cloud project's id. */
  readonly project: string;
  /** The section `triggers` as it is after validation, by name. */
  readonly triggers: TriggersConfig;
  /** Account that builds: `projects/…/serviceAccounts/…`. */
  readonly serviceAccount: pulumi.Input<string>;
}

/** Cloud Build triggers: builds that start when a repository changes. */
export class Triggers extends InfraComponent {
  constructor(name: string, args: TriggersArgs, options?: pulumi.ComponentResourceOptions) {
    super("Triggers", name, options);
    for (const [trigger, config] of Object.entries(args.triggers))
      new gcp.cloudbuild.Trigger(
        `${name}-${trigger}`,
        {
          project: args.project,
          name: trigger,
          location: config.location,
          filename: config.filename,
          serviceAccount: args.serviceAccount,
          substitutions: config.substitutions,
          ...(config.includedFiles.length > 0 && { includedFiles: config.includedFiles }),
          ...(config.approval && { approvalConfig: { approvalRequired: true } }),
          ...source(config),
        },
        this.child(),
      );
    this.registerOutputs({});
  }
}

function source({
  github,
  repository,
  branch,
  tag,
}: TriggersConfig[string]): Pick<gcp.cloudbuild.TriggerArgs, "github" | "repositoryEventConfig"> {
  const push = branch !== undefined ? { branch } : { tag: tag ?? "" };
  if (repository !== undefined) return { repositoryEventConfig: { repository, push } };
  const [owner = "", name = ""] = (github ?? "").split("/");
  return { github: { owner, name, push } };
}
