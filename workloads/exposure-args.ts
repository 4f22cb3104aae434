import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../config/apps";

/** Options of a part of an app: its parent and provider, with what is asked for beside. */
export type Child = (options?: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions;

/** What leads users to an app is made of this. */
export interface ExposureArgs {
  /** Name of the app, which its live Service has as well. */
  readonly app: string;
  /** The app as it is after validation. */
  readonly config: AppConfig;
  /** Colour → its own Service. */
  readonly services: Readonly<Record<string, k8s.core.v1.Service>>;
}
