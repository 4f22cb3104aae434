import * as pulumi from "@pulumi/pulumi";
import { mendStackTraces } from "../lib/errors/stack-traces";

const tokenOf = (kind: string) => `gke-bluegreen:workloads:${kind}`;

/** The engine's name of a component of this room that stands by itself. */
export const componentUrn = (kind: string, name: string): pulumi.Output<string> =>
  pulumi.createUrn(name, tokenOf(kind));

/** A component of this room: its type token, and the options of what it holds. */
export abstract class WorkloadComponent extends pulumi.ComponentResource {
  constructor(kind: string, name: string, options?: pulumi.ComponentResourceOptions) {
    super(tokenOf(kind), name, {}, options);
    mendStackTraces();
  }

  protected child(options: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return { parent: this, ...options };
  }
}
