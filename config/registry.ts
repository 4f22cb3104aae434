import { z } from "zod";
import { duration } from "./values";

/** The Artifact Registry repository of the stack's images. */
export const registry = z
  .strictObject({
    name: z
      .string()
      .regex(/^([a-z]([a-z0-9-]{0,61}[a-z0-9])?|(?:[a-z]+\.)?gcr\.io)$/, {
        error:
          "lower-case letters, digits and hyphens, a letter first; or gcr.io, us.gcr.io, eu.gcr.io, asia.gcr.io for Container Registry's old addresses",
      })
      .optional()
      .meta({
        description:
          "Name of the repository. The cluster's name where absent; `gcr.io` keeps Container Registry's old addresses.",
      }),
    location: z
      .string()
      .regex(/^([a-z]+-[a-z]+\d+|us|europe|asia)$/, { error: "a region such as asia-northeast3, or us, europe, asia" })
      .optional()
      .meta({
        description: "Where images are kept. The cluster's region where absent.",
        why: "Nodes pull from their own region: faster, and without traffic costs.",
      }),
    existing: z.boolean().default(false).meta({ description: "The repository exists already and is only used." }),
    immutableTags: z.boolean().default(true).meta({
      description: "A tag, once pushed, can never mean another image. Tags then end in the hash of their source.",
      why: "What was reviewed is what runs (SLSA). Pods get digests either way.",
    }),
    vulnerabilityScanning: z.boolean().default(true).meta({ description: "Scans pushed images (CIS GKE 5.1.1)." }),
    keepVersions: z.int().min(2).max(1000).default(30).meta({
      description: "Newest versions of each image that are never cleaned up.",
      why: "A rollback needs the image it goes back to.",
    }),
    deleteAfter: duration
      .default("90d")
      .meta({ description: "Age at which versions beyond keepVersions are deleted." }),
    readers: z
      .array(
        z.string().regex(/^(serviceAccount|group|user|principal|principalSet):.+/, {
          error: "a member such as serviceAccount:ci@my-project.iam.gserviceaccount.com",
        }),
      )
      .default([])
      .meta({ description: "Who may pull, beside the nodes." }),
    encryptionKey: z
      .string()
      .regex(/^projects\/.+\/cryptoKeys\/[^/]+$/)
      .optional()
      .meta({ description: "Cloud KMS key of the repository." }),
  })
  .superRefine((value, context) => {
    const home = { "gcr.io": "us", "us.gcr.io": "us", "eu.gcr.io": "europe", "asia.gcr.io": "asia" }[value.name ?? ""];
    if (home && value.location !== home)
      context.addIssue({
        code: "custom",
        path: ["location"],
        message: `${home}, the only place a repository named ${value.name} can be`,
      });
  })
  .prefault({})
  .meta({ description: "The Artifact Registry repository." });

/** The registry after validation, with its defaults. */
export type RegistryConfig = z.output<typeof registry>;
