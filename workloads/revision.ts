import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";

/** Two templates with one hash are the same release. Names of settings carry their content's hash, so settings count. */
export function revisionOf(template: object): pulumi.Output<string> {
  return pulumi
    .output(template)
    .apply((known) => createHash("sha256").update(JSON.stringify(known)).digest("hex").slice(0, 16));
}
