import * as pulumi from "@pulumi/pulumi";
import { mendStackTraces } from "../lib/errors/stack-traces";

/** A component of this room: its type token is `gke-bluegreen:infra:<kind>`, part of every child's URN and so never changed. */
export abstract class InfraComponent extends pulumi.ComponentResource {
  protected constructor(kind: string, name: string, options: pulumi.ComponentResourceOptions | undefined) {
    super(`gke-bluegreen:infra:${kind}`, name, {}, options);
    mendStackTraces();
  }

  /** Options of a child resource. */
  protected child(options: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return { parent: this, ...options };
  }
}
