import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../config/apps";

/** Options of a part of an app: its parent and provider, with what is asked for beside. */
export type Child = (options?: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions;

/** What is said of how something is reached. */
export type ExposedConfig = Pick<
  AppConfig,
  "namespace" | "labels" | "colors" | "active" | "port" | "servicePort" | "ports" | "readiness" | "drain" | "expose"
>;

/** What leads users to an app is made of this. */
export interface ExposureArgs {
  /** Name of the app, which its live Service has as well. */
  readonly app: string;
  /** The app as it is after validation. */
  readonly config: ExposedConfig;
  /** Colour → its own Service. Of what has no colours there are none. */
  readonly services: Readonly<Record<string, k8s.core.v1.Service>>;
  /** The pods of what has no colours. Absent: a switch says which. */
  readonly selector?: Readonly<Record<string, string>>;
  /** The colour that has the traffic when the app's switch is done. What is made of it comes after the switch, and not at all where it fails. */
  readonly live: pulumi.Output<string>;
}

/** The name of the Service that a preview route leads to: that of the first colour without traffic. */
export const idleService = ({ services, live }: ExposureArgs): pulumi.Output<string> =>
  live.apply((taken) => {
    const [idle] = Object.entries(services).find(([color]) => color !== taken) ?? [taken];
    return services[idle]?.metadata.name ?? pulumi.output("");
  });

/** An output whose value is given later. */
export function laterOutput<T>(): { readonly output: pulumi.Output<T>; settle(value: pulumi.Input<T>): void } {
  let settle!: (value: pulumi.Input<T>) => void;
  const value = new Promise<pulumi.Input<T>>((resolve) => (settle = resolve));
  return { output: pulumi.output(value) as pulumi.Output<T>, settle };
}
