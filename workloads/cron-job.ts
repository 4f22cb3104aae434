import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { cronJob } from "../config/jobs";
import { parsePart } from "../config/part";
import { seconds } from "../config/values";
import { jobSpec } from "./job";
import { digestsOnly, PodWorkload, type WorkloadArgs } from "./workload";

/** A CronJob as a stack file writes it, and how its image is read. */
export type CronJobArgs = WorkloadArgs<z.input<typeof cronJob>>;

/** Jobs on a schedule. */
export class CronJob extends PodWorkload {
  /** The CronJob in the cluster. */
  readonly cronJob: k8s.batch.v1.CronJob;

  constructor(name: string, args: CronJobArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(cronJob, args.config, name);
    super("CronJob", name, config, args.image ?? digestsOnly(`${name}.image`), options, args);
    this.cronJob = new k8s.batch.v1.CronJob(
      name,
      {
        metadata: { name, namespace: config.namespace, labels: this.labels },
        spec: {
          schedule: config.schedule,
          timeZone: config.timeZone,
          concurrencyPolicy: config.concurrencyPolicy,
          startingDeadlineSeconds: seconds(config.startingDeadline),
          suspend: config.suspend,
          successfulJobsHistoryLimit: config.successfulJobsHistoryLimit,
          failedJobsHistoryLimit: config.failedJobsHistoryLimit,
          jobTemplate: { metadata: { labels: this.labels }, spec: jobSpec(config, this.template({ ports: {} })) },
        },
      },
      this.child({ dependsOn: this.before }),
    );
    this.registerOutputs({});
  }
}
