import * as pulumi from "@pulumi/pulumi";
import { mendStackTraces } from "../lib/errors/stack-traces";

/** A component of this room: its type token, and the options of what it holds. */
export abstract class WorkloadComponent extends pulumi.ComponentResource {
  constructor(kind: string, name: string, options?: pulumi.ComponentResourceOptions) {
    super(`gke-bluegreen:workloads:${kind}`, name, {}, options);
    mendStackTraces();
  }

  protected child(options: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return { parent: this, ...options };
  }
}
