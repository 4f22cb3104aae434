import { z } from "zod";
import { stackPath } from "./compose";
import { kubernetesName } from "./containers";
import { namespaceName } from "./kubernetes-values";

const namespace = namespaceName.optional().meta({
  description: "Where objects go that name no namespace themselves. Absent: default.",
});

const gitSource = z.strictObject({
  repository: z
    .string()
    .regex(/^(https|ssh|file):\/\/[^\s@]+$|^https:\/\/\S+$|^git@[^\s:]+:\S+$/, {
      error: "a Git URL such as https://github.com/acme/deploy",
    })
    .meta({ description: "Where Git fetches it from, with the credentials that Git itself has." }),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}$/, { error: "a commit's 40 digits (git ls-remote URL BRANCH): a branch or a tag can move" })
    .meta({ description: "What is deployed. Another one is a change that a pull request shows." }),
  path: z
    .string()
    .refine((path) => !path.startsWith("/") && !path.split("/").includes(".."), { error: "a folder of the repository" })
    .default(".")
    .meta({ description: "Folder of the kustomization in the repository." }),
});

const source = z.union(
  [
    z.strictObject({
      files: z.array(stackPath).min(1).meta({ description: "YAML or JSON files with Kubernetes objects." }),
      namespace,
    }),
    z.strictObject({
      kustomize: z
        .union([stackPath, gitSource], { error: "a folder such as overlays/prod, or { repository, commit, path }" })
        .meta({ description: "A folder with a kustomization.yaml, of the stack's folder or of a Git repository." }),
      namespace,
    }),
  ],
  { error: "{ files: [path] } or { kustomize: folder }" },
);

/** Kubernetes objects that are there already, as files or as a kustomization. */
export const manifests = z.record(kubernetesName, source).default({}).meta({
  description:
    "Kubernetes objects from files or kustomize directories, deployed as they are: namespaces and CustomResourceDefinitions first; what goes from the files goes from the cluster.",
});

/** Objects that a stack brings: from files, or from a kustomization. */
export type ManifestsConfig = z.output<typeof source>;
/** A kustomization in a commit of a repository. */
export type GitSource = z.output<typeof gitSource>;
