import type * as pulumi from "@pulumi/pulumi";
import { OwnResource } from "./own-resource";

/** Which APIs are waited for. */
export interface ServicesReadyArgs {
  /** The project in which they were enabled. */
  readonly project: string;
  /** APIs such as `container.googleapis.com`. One that is not known here is taken to answer. */
  readonly services: readonly string[];
}

/** Resolves when every API answers: a harmless read of each is repeated until it is no longer refused as disabled. */
export class ServicesReady extends OwnResource {
  constructor(name: string, args: ServicesReadyArgs, options?: pulumi.CustomResourceOptions) {
    super("ServicesReady", name, { ...args }, [], options);
  }
}
