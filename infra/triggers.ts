import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { parsePart } from "../config/part";
import { triggers, type TriggersConfig } from "../config/triggers";
import { InfraComponent } from "./component";

/** Which builds start by themselves, and as whom. */
export interface TriggersArgs {
  /** The Google Cloud project's id. */
  readonly project: string;
  /** The section `triggers`, by name, as a stack file writes it: defaults are filled in, and mistakes are refused with their path. */
  readonly triggers: z.input<typeof triggers>;
  /** Account that builds: `projects/…/serviceAccounts/…`. */
  readonly serviceAccount: pulumi.Input<string>;
}

/** Cloud Build triggers: builds that start when a repository changes. */
export class Triggers extends InfraComponent {
  constructor(name: string, args: TriggersArgs, options?: pulumi.ComponentResourceOptions) {
    const parsed = parsePart(triggers, args.triggers, name);
    super("Triggers", name, options);
    for (const [trigger, config] of Object.entries(parsed))
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
