import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** Which run of which Job is waited for. */
export interface JobRunArgs {
  /** How the plugin reaches the cluster: a kubeconfig's text. Holds no secret where it names an exec credential. */
  readonly kubeconfig: pulumi.Input<string>;
  /** Namespace of the Job. */
  readonly namespace: pulumi.Input<string>;
  /** Name of the Job. */
  readonly job: pulumi.Input<string>;
  /** Which of the Jobs that have had this name. */
  readonly uid: pulumi.Input<string>;
}

/** One run of a Job: the update waits for its end, and fails with the end of its log where it fails. */
export class JobRun extends pulumi.CustomResource {
  constructor(name: string, args: JobRunArgs, options?: pulumi.CustomResourceOptions) {
    super("gke-bluegreen:workloads:JobRun", name, { ...args }, options);
  }
}

/**
 * Annotations of a Job whose end a `JobRun` waits for. One that has not ended well is made anew by the next update, in place of the old
 * one, which has to be gone at once.
 */
const runAgain = {
  "pulumi.com/replaceUnready": "true",
  "pulumi.com/skipAwait": "true",
  "pulumi.com/deletionPropagationPolicy": "background",
} as const;

/** Waits for a Job, if there is a way to reach it; else Pulumi's own plugin does, which shows no log. */
export function runOf(
  name: string,
  job: k8s.batch.v1.Job,
  kubeconfig: pulumi.Input<string> | undefined,
  options: pulumi.CustomResourceOptions,
): void {
  if (kubeconfig === undefined) return;
  const { name: of, namespace, uid } = job.metadata;
  new JobRun(name, { kubeconfig, namespace, job: of, uid }, options);
}

/** What is written on a Job that is run again where it failed. */
export const jobAnnotations = (kubeconfig: pulumi.Input<string> | undefined): Readonly<Record<string, string>> =>
  kubeconfig === undefined ? { "pulumi.com/replaceUnready": "true" } : runAgain;
