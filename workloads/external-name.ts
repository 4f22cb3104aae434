import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { externalName } from "../config/external-names";
import { parsePart } from "../config/part";
import { WorkloadComponent } from "./component";

/** Which host the name stands for. */
export interface ExternalNameArgs {
  /** As a stack file writes it. */
  readonly config: z.input<typeof externalName>;
}

/** A name inside the cluster for a host outside: apps keep the name when the host moves. */
export class ExternalName extends WorkloadComponent {
  /** The Service in the cluster, of type ExternalName. */
  readonly service: k8s.core.v1.Service;

  constructor(name: string, args: ExternalNameArgs, options?: pulumi.ComponentResourceOptions) {
    const { namespace, host } = parsePart(externalName, args.config, name);
    super("ExternalName", name, options);
    this.service = new k8s.core.v1.Service(
      name,
      { metadata: { name, namespace }, spec: { type: "ExternalName", externalName: host } },
      this.child(),
    );
    this.registerOutputs({});
  }
}
