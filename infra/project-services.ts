import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { InfraComponent } from "./component";
import { ServicesReady } from "./resources/services-ready";

/** Which APIs of which project are enabled. */
export interface ProjectServicesArgs {
  /** The Google Cloud project's id. */
  readonly project: string;
  /** APIs to enable, such as `container.googleapis.com`. */
  readonly services: readonly string[];
  /** Disables them again when the stack is destroyed. @default false – others may have come to use them */
  readonly disableOnDestroy?: boolean;
}

/** The project's APIs, enabled and *answering*: an API that was just enabled refuses calls for up to some minutes. */
export class ProjectServices extends InfraComponent {
  constructor(name: string, args: ProjectServicesArgs, options?: pulumi.ComponentResourceOptions) {
    super("ProjectServices", name, options);
    const enabled = [...new Set(args.services)]
      .sort()
      .map(
        (service) =>
          new gcp.projects.Service(
            service.replace(".googleapis.com", ""),
            { project: args.project, service, disableOnDestroy: args.disableOnDestroy ?? false },
            this.child(),
          ),
      );
    new ServicesReady(
      `${name}-ready`,
      { project: args.project, services: [...new Set(args.services)].sort() },
      this.child({ dependsOn: enabled }),
    );
    this.registerOutputs({});
  }
}
