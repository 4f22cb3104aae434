import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { parsePart } from "../config/part";
import { registry, type RegistryConfig } from "../config/registry";
import { googleDuration } from "../config/values";
import { InfraComponent } from "./component";

/** Which repository, and who may use it. */
export interface RegistryArgs {
  /** The Google Cloud project's id. */
  readonly project: string;
  /** Name where the configuration has none. */
  readonly name: string;
  /** Location where the configuration has none. */
  readonly location: string;
  /** The section `registry`, as a stack file writes it: defaults are filled in, and mistakes are refused with their path. */
  readonly config: z.input<typeof registry>;
  /** Who may pull, by a name for the resource: the nodes. */
  readonly readers: Readonly<Record<string, pulumi.Input<string>>>;
  /** Who may push: the build account. */
  readonly writers: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The Artifact Registry repository of the stack's images, readable by the nodes and writable by the builds only. */
export class Registry extends InfraComponent {
  /** Stem of every image's name (depend on the component before pushing there): `asia-northeast3-docker.pkg.dev/my-project/imageview`. */
  readonly address: string;

  constructor(name: string, args: RegistryArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(registry, args.config, name);
    super("Registry", name, options);
    const { project } = args;
    const repositoryId = config.name ?? args.name;
    const location = config.location ?? args.location;
    const repository = config.existing
      ? undefined
      : new gcp.artifactregistry.Repository(
          name,
          { project, location, repositoryId, ...settings(config) },
          this.child(),
        );
    const readers = { ...args.readers, ...Object.fromEntries(config.readers.map((member) => [member, member])) };
    const grant = (role: "reader" | "writer", members: Readonly<Record<string, pulumi.Input<string>>>) => {
      for (const [who, member] of Object.entries(members))
        new gcp.artifactregistry.RepositoryIamMember(
          `${name}-${role}-${who}`,
          {
            project,
            location,
            repository: repository?.name ?? repositoryId,
            role: `roles/artifactregistry.${role}`,
            member,
          },
          this.child(),
        );
    };
    grant("reader", readers);
    grant("writer", args.writers);
    this.address = registryAddress(project, location, repositoryId);
    this.registerOutputs({ address: this.address });
  }
}

/** How Docker names a repository. Names that end in gcr.io are Container Registry's old addresses. */
function registryAddress(project: string, location: string, repository: string): string {
  const path = project.replace(":", "/");
  return repository.endsWith("gcr.io") ? `${repository}/${path}` : `${location}-docker.pkg.dev/${path}/${repository}`;
}

function settings(config: RegistryConfig) {
  return {
    format: "DOCKER",
    // Google answers nothing for what is off, which would be a change for ever.
    ...(config.immutableTags && { dockerConfig: { immutableTags: true } }),
    vulnerabilityScanningConfig: { enablementConfig: config.vulnerabilityScanning ? "INHERITED" : "DISABLED" },
    // Keeping wins over deleting: what is among the newest stays however old it is.
    cleanupPolicies: [
      { id: "keep-newest", action: "KEEP", mostRecentVersions: { keepCount: config.keepVersions } },
      {
        id: "delete-old",
        action: "DELETE",
        condition: { tagState: "ANY", olderThan: googleDuration(config.deleteAfter) },
      },
    ],
    ...(config.encryptionKey !== undefined && { kmsKeyName: config.encryptionKey }),
  };
}
