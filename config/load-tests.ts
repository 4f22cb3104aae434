import { z } from "zod";
import { imageReference, kubernetesName } from "./containers";
import { namespaceName } from "./kubernetes-values";
import { duration, seconds } from "./values";

/** A small HTTP load test that runs in the cluster, as a Job. */
export const loadTest = z
  .strictObject({
    app: kubernetesName.optional().meta({ description: "An app of this stack; after each switch it is tested anew." }),
    url: z
      .url({ protocol: /^https?$/, error: "an http(s) address" })
      .optional()
      .meta({ description: "In place of `app`." }),
    image: imageReference.meta({ description: "An image with Node 20 or newer; nothing else of it is used." }),
    namespace: namespaceName.optional().meta({ description: "Absent: the app's, or default." }),
    path: z.string().startsWith("/").default("/").meta({ description: "Path of every request." }),
    rate: z.number().min(0.1).max(2000).default(20).meta({
      description: "Requests a second. They begin on time, however slow the answers are.",
    }),
    duration: duration
      .refine((text) => seconds(text) <= 3600, { error: "1h or less" })
      .default("30s")
      .meta({ description: "How long." }),
    maxErrorRate: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({ description: "Share of requests that may fail: no answer within 10 s, or a status of 400 and above." }),
    maxLatency: duration.optional().meta({ description: "What 99 of 100 answers must be within." }),
  })
  .superRefine((value, context) => {
    if ((value.app === undefined) === (value.url === undefined))
      context.addIssue({ code: "custom", path: ["app"], message: "an app or a url, one of the two" });
  });

/** Load tests by name. */
export const loadTests = z.record(kubernetesName, loadTest).default({}).meta({
  description: "Load tests by name. `pulumi up` waits for them and fails where one does.",
});

/** A load test after validation, with its defaults. */
export type LoadTestConfig = z.output<typeof loadTest>;
