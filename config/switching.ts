import { z } from "zod";
import { imageReference, kubernetesName } from "./containers";
import { duration } from "./values";

/** How an app is switched: what must be done before, what is verified, how live traffic is watched. */

const command = z
  .array(z.string())
  .min(1)
  .meta({ description: "What the Job's container runs, without a shell. Exit code 0 is success." });

const prometheus = z.strictObject({
  prometheus: z
    .strictObject({
      server: z
        .string()
        .regex(/^[a-z0-9-]+\/[a-z0-9-]+:\d+$/, { error: "namespace/service:port" })
        .meta({
          description:
            "A Prometheus in the cluster, such as monitoring/prometheus:9090; asked by way of the API server.",
        }),
      query: z
        .string()
        .min(1)
        .meta({ description: "PromQL that gives one number a series. No result counts as wrong." }),
      max: z.number().meta({ description: "The largest value of any series that is right." }),
    })
    .meta({ description: "A query of Prometheus in the cluster, and the largest value that is right." }),
});

/** Source: https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies#Aligner, read 2026-11. */
const aligners = [
  "ALIGN_DELTA",
  "ALIGN_RATE",
  "ALIGN_MIN",
  "ALIGN_MAX",
  "ALIGN_MEAN",
  "ALIGN_COUNT",
  "ALIGN_SUM",
  "ALIGN_STDDEV",
  "ALIGN_NEXT_OLDER",
  "ALIGN_PERCENTILE_99",
  "ALIGN_PERCENTILE_95",
  "ALIGN_PERCENTILE_50",
  "ALIGN_PERCENTILE_05",
] as const;

const reducers = [
  "REDUCE_NONE",
  "REDUCE_MEAN",
  "REDUCE_MIN",
  "REDUCE_MAX",
  "REDUCE_SUM",
  "REDUCE_STDDEV",
  "REDUCE_COUNT",
] as const;

const cloudMonitoring = z.strictObject({
  cloudMonitoring: z
    .strictObject({
      project: z
        .string()
        .optional()
        .meta({ description: "The project whose metrics are asked. The stack's where absent." }),
      filter: z
        .string()
        .regex(/metric\.type\s*=/, { error: 'a filter with metric.type, such as metric.type = "…"' })
        .meta({ description: 'A monitoring filter: `metric.type = "…" AND resource.labels.namespace_name = "…"`.' }),
      aligner: z.enum(aligners).default("ALIGN_MEAN").meta({ description: "How each series becomes one number." }),
      reducer: z.enum(reducers).default("REDUCE_NONE").meta({
        description: "How the series become one; with REDUCE_NONE each of them is judged.",
      }),
      window: duration.default("5m").meta({ description: "How far back is looked, 1m or more." }),
      max: z.number().meta({ description: "The largest value of any series that is right." }),
      noData: z
        .enum(["pass", "fail"])
        .default("fail")
        .meta({ description: "What it means when there is no data: a count of errors that never happened has none." }),
    })
    .meta({ description: "A metric of Cloud Monitoring, and the largest value that is right." }),
});

const query = z.union([prometheus, cloudMonitoring]);

const check = z.union([
  z.strictObject({
    http: z
      .strictObject({
        path: z
          .string()
          .startsWith("/")
          .default("/")
          .meta({ description: "Path that is asked with GET, at the colour's own Service, by way of the API server." }),
        status: z
          .number()
          .int()
          .min(100)
          .max(599)
          .default(200)
          .meta({ description: "Status that the answer must have." }),
        body: z.string().optional().meta({ description: "Text that the answer must hold." }),
        headers: z
          .record(z.string(), z.string())
          .default({})
          .meta({ description: "Headers that the answer must have, with exactly these values." }),
        within: duration.default("2s").meta({ description: "Longest time of an answer." }),
        times: z.number().int().min(1).max(1000).default(3).meta({ description: "Right answers in a row." }),
      })
      .meta({ description: "What the colour answers over HTTP. A wrong or late answer fails the switch at once." }),
  }),
  z.strictObject({
    job: z
      .strictObject({
        image: imageReference.meta({ description: "Image of the Job, written as the app's is." }),
        command,
        timeout: duration.default("5m").meta({ description: "Longest time; a Job that takes longer has failed." }),
      })
      .meta({
        description:
          "A Job in the app's namespace that gets the colour's address as $TARGET_URL; its exit code decides.",
      }),
  }),
  prometheus,
  cloudMonitoring,
]);

const hook = z.strictObject({
  job: z
    .strictObject({
      command,
      image: imageReference.optional().meta({ description: "The release's own where absent." }),
      timeout: duration
        .default("10m")
        .meta({ description: "Longest time; a Job that takes longer has failed, and the release with it." }),
    })
    .meta({
      description:
        "A Job with the colour's image, environment and service account. One that failed runs again with the next update.",
    }),
});

/** The keys of an app that say how it is switched. */
export const switchingKeys = {
  before: z.array(hook).default([]).meta({
    description:
      "What a release needs before its pods start, such as a migration: a Job with the colour's image and environment, once for each release. If it fails, the traffic stays where it is.",
  }),
  verify: z.array(check).default([]).meta({ description: "What must hold of a colour before it has traffic." }),
  analysis: z
    .strictObject({
      seconds: z
        .number()
        .min(0)
        .optional()
        .meta({ description: "It asks over HTTP: 10 where the readiness does so as well, and otherwise 0." }),
      maxErrorRate: z.number().min(0).max(1).default(0).meta({
        description: "Part of the requests (0 to 1) that may fail: answered with 500 or above, or not within 5 s.",
      }),
      path: z.string().startsWith("/").default("/").meta({ description: "Path that is asked, ten times a second." }),
      queries: z.array(query).default([]).meta({ description: "What must hold at its end as well." }),
    })
    .prefault({})
    .meta({ description: "How live traffic is watched after each move. What goes wrong moves it back." }),
  returnWithin: duration.default("5m").meta({
    description:
      "How long a switch that failed tries to bring the traffic back while the API server does not answer. After that the update ends and says what is known; the next one goes on.",
  }),
  idle: z.enum(["warm", "scaled-down"]).default("warm").meta({
    description: "What becomes of the colour without traffic: ready for an instant return, or without pods.",
  }),
  warmFor: duration.optional().meta({
    description:
      "How long after a switch the idle colour stays warm: the next update after that scales it down. Without it, until the next switch.",
  }),
};

/** What must hold between them. */
export function switchingRules(
  value: z.output<z.ZodObject<typeof switchingKeys>>,
  issue: (path: (string | number)[], message: string) => void,
): void {
  if (value.warmFor !== undefined && value.idle !== "warm") issue(["warmFor"], "no warmFor beside idle: scaled-down");
  for (const [index, one] of value.verify.entries()) windowRule(one, ["verify", index], issue);
  for (const [index, one] of value.analysis.queries.entries()) windowRule(one, ["analysis", "queries", index], issue);
}

function windowRule(
  one: z.output<typeof check>,
  path: (string | number)[],
  issue: (path: (string | number)[], message: string) => void,
): void {
  if ("cloudMonitoring" in one && /^[1-5]?\ds$/.test(one.cloudMonitoring.window))
    issue([...path, "cloudMonitoring", "window"], "1m or more");
}

const group = z.strictObject({
  together: z
    .array(kubernetesName)
    .min(2, { error: "two apps or more" })
    .meta({ description: "Apps in the order in which their traffic moves. All are switched, or none." }),
});

/** Apps that are switched in one transaction. */
export const switches = z
  .record(kubernetesName, group)
  .default({})
  .superRefine((groups, context) => {
    const seen = new Map<string, string>();
    for (const [name, { together }] of Object.entries(groups)) {
      for (const [index, app] of together.entries()) {
        const other = seen.get(app);
        if (other !== undefined)
          context.addIssue({
            code: "custom",
            path: [name, "together", index],
            message: `an app that is in one group only; ${app} is in ${other} already`,
          });
        seen.set(app, name);
      }
    }
  })
  .meta({ description: "Groups of apps whose traffic moves in one transaction: all are switched, or none." });

/** One check of `verify`. */
export type CheckConfig = z.output<typeof check>;
/** One query of `analysis`. */
export type QueryConfig = z.output<typeof query>;
/** One step of `before`. */
export type HookConfig = z.output<typeof hook>;
/** Groups of apps that are switched together, by name. */
export type SwitchesConfig = z.output<typeof switches>;
