import type * as pulumi from "@pulumi/pulumi";
import { OwnResource } from "./own-resource";

export interface ServicesReadyArgs {
  readonly project: string;
  readonly services: readonly string[];
}

/** Resolves when every API answers: a harmless read of each is repeated until it is no longer refused as disabled. */
export class ServicesReady extends OwnResource {
  constructor(name: string, args: ServicesReadyArgs, options?: pulumi.CustomResourceOptions) {
    super("ServicesReady", name, { ...args }, [], options);
  }
}
