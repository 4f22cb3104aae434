import * as pulumi from "@pulumi/pulumi";
import { version } from "../../package.json";

/** A resource of this project's own plugin (`provider/`), which Pulumi.yaml names under `plugins.providers`. */
export abstract class OwnResource extends pulumi.CustomResource {
  protected constructor(
    type: string,
    name: string,
    inputs: pulumi.Inputs,
    outputs: readonly string[],
    options?: pulumi.CustomResourceOptions,
  ) {
    // Outputs must be named for the SDK to make properties of them.
    const named = Object.fromEntries(outputs.map((output) => [output, undefined]));
    super(`gke-bluegreen:infra:${type}`, name, { ...inputs, ...named }, { version, ...options });
  }
}
