import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../lib/errors/user-error";
import { namespace, readConfiguration } from "./read";
import { type StackConfig } from "./schema";

/** A stack's configuration and the Google Cloud project it is for. */
export interface Stack extends StackConfig {
  /** From `gcp:project`, else from the environment. */
  readonly project: string;
}

/** Where the official gcp plugin looks as well. */
const projectVariables = ["GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT"];

/**
 * Reads and validates the running stack's configuration.
 * @throws A `UserError` that names every mistake, before anything is created.
 */
export function readStack(): Stack {
  const source = { namespace: `${namespace}:`, file: `Pulumi.${pulumi.getStack()}.yaml` };
  const config = readConfiguration(pulumi.runtime.allConfig(), secretKeys(), source);
  const project =
    new pulumi.Config("gcp").get("project") ?? projectVariables.map((name) => process.env[name]).find(Boolean);
  if (!project)
    throw new UserError({
      setting: "gcp:project",
      got: "nothing",
      expected: "the id of a Google Cloud project",
      fix: "pulumi config set gcp:project MY-PROJECT",
    });
  return { ...config, project };
}

/** The engine tells the language host which keys were encrypted. */
function secretKeys(): ReadonlySet<string> {
  return new Set(JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]") as string[]);
}
