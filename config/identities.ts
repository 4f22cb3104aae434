import { z } from "zod";
import { gcpName } from "./values";

const numericId = (what: string) =>
  z
    .union([z.int().positive(), z.string().regex(/^\d+$/)], {
      error: `the numeric id of the ${what} (gh api repos/OWNER/NAME --jq .id)`,
    })
    .transform(String);

/** GitHub environments that the pipelines of `init ci` use, and the identities trust, where nothing else is said. */
export const defaultEnvironments = { preview: "preview", plan: "plan", deploy: "production" } as const;

/** Which repository's workflows act as which accounts. */
export const githubIdentity = z.strictObject({
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, { error: "owner/name" })
    .meta({
      description:
        "owner/name, for the accounts' display names and the runbooks' addresses. Trust goes by `repositoryId`.",
    }),
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
          .meta({
            description:
              "Ref whose workflows may deploy, when they run for a push, by hand or on a schedule: tokens of events that a stranger causes (pull_request_target, issue_comment, workflow_run) carry the default branch's ref, too.",
          }),
      }),
    ])
    .prefault({ environment: defaultEnvironments.deploy })
    .meta({ description: "Whose tokens may deploy: jobs of one environment, or workflows of one ref." }),
  preview: z
    .strictObject({
      environment: z
        .string()
        .min(1)
        .default(defaultEnvironments.preview)
        .meta({ description: "Name of the environment." }),
    })
    .prefault({})
    .meta({
      description:
        "GitHub environment whose jobs may read, for previews of pull requests. Give it required reviewers: with the state and its key a branch's program can decrypt every secret of the stack (docs/security.md says how to do without).",
      why: "The subject of pull_request tokens is the same for every workflow of the repository.",
    }),
  plan: z
    .strictObject({
      environment: z.string().min(1).default(defaultEnvironments.plan).meta({
        description: "Name of the environment. May be that of `preview`.",
      }),
    })
    .prefault({})
    .meta({
      description:
        "GitHub environment whose jobs may read, for plans and drift of the branch that the stack follows. Let only that branch use it; it needs no reviewers.",
      why: "Nobody approves a look at what was merged, every night.",
    }),
  state: z
    .strictObject({
      bucket: z
        .string()
        .regex(/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/, { error: "a bucket's name, without gs://" })
        .meta({ description: "Bucket of `pulumi login gs://…`: previews read it, deployments write to it." }),
      key: z
        .string()
        .regex(/^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/, {
          error: "projects/…/locations/…/keyRings/…/cryptoKeys/…, as in --secrets-provider gcpkms://…",
        })
        .optional()
        .meta({
          description: "Cloud KMS key of the stack's secrets: both accounts decrypt with it. @default none",
        }),
    })
    .optional()
    .meta({
      description:
        "Where the engine keeps this stack, so that the accounts can read and write it. Without it, grant them that yourself.",
    }),
  pool: gcpName(32)
    .default("github")
    .meta({ description: "Workload identity pool. A deleted pool's name stays taken for 30 days." }),
});

/** Who may act as what, without keys. */
export const identities = z
  .strictObject({
    github: githubIdentity.optional().meta({ description: "Workload Identity Federation for GitHub Actions." }),
  })
  .prefault({})
  .meta({ description: "Identities of CI, without keys. The nodes' and the builds' accounts are always made." });

/** Identities after validation, with their defaults. */
export type IdentitiesConfig = z.output<typeof identities>;
