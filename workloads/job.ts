import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { job, type JobConfig } from "../config/jobs";
import { parsePart } from "../config/part";
import { seconds } from "../config/values";
import { jobAnnotations, runOf } from "./job-run";
import { digestsOnly, PodWorkload, type WorkloadArgs } from "./workload";

/** A Job as a stack file writes it, how its image is read, and how its log is. */
export interface JobArgs extends WorkloadArgs<z.input<typeof job>> {
  /** How the cluster is reached for the log. @default – Pulumi's own plugin waits for the Job's end, and a failure is without its log */
  readonly kubeconfig?: pulumi.Input<string>;
}

/**
 * Work that is done once. The update waits for its end and fails where it fails, with its log; one that changed or failed is made, and
 * run, anew.
 */
export class Job extends PodWorkload {
  /** The Job in the cluster. */
  readonly job: k8s.batch.v1.Job;

  constructor(name: string, args: JobArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(job, args.config, name);
    super("Job", name, config, args.image ?? digestsOnly(`${name}.image`), options, args);
    this.job = new k8s.batch.v1.Job(
      name,
      {
        metadata: {
          name,
          namespace: config.namespace,
          labels: this.labels,
          annotations: jobAnnotations(args.kubeconfig),
        },
        spec: jobSpec(config, this.template({ ports: {} })),
      },
      this.child({
        dependsOn: this.before,
        // Longer than the Job itself may take, so that the Job's own word is heard.
        customTimeouts: { create: `${seconds(config.timeout) + 60}s` },
      }),
    );
    runOf(name, this.job, args.kubeconfig, this.child());
    this.registerOutputs({});
  }
}

/** What a Job and a CronJob's Jobs have in common. */
export function jobSpec(
  config: Omit<JobConfig, "image">,
  { metadata, spec }: ReturnType<PodWorkload["template"]>,
): k8s.types.input.batch.v1.JobSpec {
  return {
    completions: config.completions,
    parallelism: config.parallelism,
    backoffLimit: config.backoffLimit,
    activeDeadlineSeconds: seconds(config.timeout),
    template: { metadata, spec: { ...spec, restartPolicy: config.restartPolicy } },
  };
}
