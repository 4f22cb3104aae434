import { z } from "zod";
import { gcpName, region } from "./values";
import { syntaxError, tolerate } from "../lib/errors/expected";

const regex = z.string().refine(
  (text) => {
    try {
      return Boolean(new RegExp(text));
    } catch (error) {
      tolerate(error, syntaxError);
      return false;
    }
  },
  { error: "a regular expression such as ^main$" },
);

/** Cloud Build triggers: builds that start when a repository changes. */
export const triggers = z
  .record(
    gcpName(64),
    z
      .strictObject({
        github: z
          .string()
          .regex(/^[\w.-]+\/[\w.-]+$/, { error: "owner/name" })
          .optional()
          .meta({ description: "A repository of the Cloud Build GitHub app." }),
        repository: z
          .string()
          .regex(/^projects\/[^/]+\/locations\/[^/]+\/connections\/[^/]+\/repositories\/[^/]+$/, {
            error: "projects/P/locations/L/connections/C/repositories/R",
          })
          .optional()
          .meta({ description: "A repository of a Cloud Build connection (second generation)." }),
        branch: regex.optional().meta({ description: "Branches, as a regular expression." }),
        tag: regex.optional().meta({ description: "Tags, as a regular expression." }),
        filename: z.string().default("cloudbuild.yaml").meta({ description: "Build file in the repository." }),
        includedFiles: z.array(z.string()).default([]).meta({ description: "Starts only for changes of these files." }),
        substitutions: z
          .record(z.string().regex(/^_[A-Z0-9_]+$/, { error: "a name such as _REGION" }), z.string())
          .default({})
          .meta({
            description:
              "Substitutions of the build by name, such as _REGION. Never secrets: they are readable in the project.",
          }),
        location: z
          .union([region, z.literal("global")])
          .default("global")
          .meta({
            description: "Region of the trigger and its builds, or global. That of the connection for a `repository`.",
          }),
        approval: z.boolean().default(false).meta({ description: "A person must approve each build." }),
      })
      .superRefine((value, context) => {
        if ((value.github === undefined) === (value.repository === undefined))
          context.addIssue({ code: "custom", message: "either github or repository" });
        if ((value.branch === undefined) === (value.tag === undefined))
          context.addIssue({ code: "custom", message: "either branch or tag" });
      }),
  )
  .default({})
  .meta({ description: "Cloud Build triggers." });

/** Triggers by name, after validation. */
export type TriggersConfig = z.output<typeof triggers>;
