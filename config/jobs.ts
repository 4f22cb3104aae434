import { z } from "zod";
import { imageReference, kubernetesName, podImage, podKeys, type PodConfig } from "./containers";
import { schedule } from "./cron";
import { podRules } from "./pod-rules";
import { duration } from "./values";
import { named, tolerate } from "../lib/errors/expected";

const jobKeys = {
  ...podKeys,
  image: imageReference.meta({ description: podImage }),
  completions: z.number().int().min(1).default(1).meta({ description: "Pods that must end well." }),
  parallelism: z.number().int().min(1).default(1).meta({ description: "Pods at a time." }),
  backoffLimit: z.number().int().min(0).default(3).meta({ description: "Failures before it is given up." }),
  timeout: duration.default("1h").meta({ description: "After this it has failed, whatever it is doing." }),
  restartPolicy: z
    .enum(["Never", "OnFailure"])
    .default("Never")
    .meta({ description: "A new pod after a failure, whose log stays beside the old one's; or the same pod again." }),
};

const rules = (value: PodConfig, context: z.RefinementCtx) =>
  podRules(value, (path, message) => context.addIssue({ code: "custom", path, message }));

/** Work that is done once: `pulumi up` waits for its end and fails with it. */
export const job = z.strictObject(jobKeys).superRefine(rules);

/** Jobs by name. */
export const jobs = z.record(kubernetesName, job).default({}).meta({
  description: "Jobs by name. `pulumi up` waits until each has ended well; one that changed or failed runs again.",
});

const timeZone = z
  .string()
  .refine(
    (name) => {
      try {
        new Intl.DateTimeFormat("en", { timeZone: name });
        return true;
      } catch (error) {
        tolerate(error, named("RangeError"));
        return false;
      }
    },
    { error: "a time zone such as Asia/Seoul or Etc/UTC" },
  )
  .default("Etc/UTC");

/** Work that is done again and again. */
export const cronJob = z
  .strictObject({
    ...jobKeys,
    schedule: schedule.meta({ description: "When, as cron writes it." }),
    timeZone: timeZone.meta({ description: "Of the schedule." }),
    concurrencyPolicy: z.enum(["Forbid", "Allow", "Replace"]).default("Forbid").meta({
      description: "When one is due while the last still runs: leave it out, start it beside, or in its place.",
    }),
    startingDeadline: duration
      .default("10m")
      .meta({ description: "How late one may start, after the control plane was away." }),
    suspend: z.boolean().default(false).meta({ description: "No new ones until this is false again." }),
    successfulJobsHistoryLimit: z
      .number()
      .int()
      .min(0)
      .default(3)
      .meta({ description: "Jobs that ended well and are kept, with their pods' logs." }),
    failedJobsHistoryLimit: z
      .number()
      .int()
      .min(0)
      .default(3)
      .meta({ description: "Jobs that failed and are kept, with their pods' logs." }),
  })
  .superRefine(rules);

/** CronJobs by name. */
export const cronJobs = z
  .record(kubernetesName, cronJob)
  .default({})
  .meta({ description: "CronJobs by name: Jobs on a schedule." });

/** A Job after validation, with its defaults. */
export type JobConfig = z.output<typeof job>;
