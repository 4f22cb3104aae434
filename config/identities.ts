import { z } from "zod";
import { gcpName } from "./values";

const numericId = (what: string) =>
  z
    .union([z.int().positive(), z.string().regex(/^\d+$/)], {
      error: `the numeric id of the ${what} (gh api repos/OWNER/NAME --jq .id)`,
    })
    .transform(String);

/** Who may act as what, without keys. */
export const identities = z
  .strictObject({
    github: z
      .strictObject({
        repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, { error: "owner/name" }),
        repositoryId: numericId("repository").meta({
          description: "Numeric id.",
          why: "A name can be given up and taken by someone else; an id cannot.",
        }),
        deploy: z
          .union([
            z.strictObject({
              environment: z
                .string()
                .min(1)
                .meta({ description: "GitHub environment whose jobs may deploy; protect it with reviewers." }),
            }),
            z.strictObject({
              ref: z
                .string()
                .regex(/^refs\/(heads|tags)\/.+/, { error: "a full ref such as refs/heads/main" })
                .meta({ description: "Ref whose workflows may deploy." }),
            }),
          ])
          .prefault({ environment: "production" }),
        preview: z
          .strictObject({ environment: z.string().min(1).default("preview") })
          .prefault({})
          .meta({
            description: "GitHub environment whose jobs may read, for previews.",
            why: "The subject of pull_request tokens is the same for every workflow of the repository.",
          }),
        pool: gcpName(32)
          .default("github")
          .meta({ description: "Workload identity pool. A deleted pool's name stays taken for 30 days." }),
      })
      .optional()
      .meta({ description: "Workload Identity Federation for GitHub Actions." }),
  })
  .prefault({})
  .meta({ description: "Identities of CI, without keys. The nodes' and the builds' accounts are always made." });

export type IdentitiesConfig = z.output<typeof identities>;
