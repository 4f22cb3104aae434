import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { type ImageConfig, images } from "../config/images";
import { parsePart } from "../config/part";
import { seconds } from "../config/values";
import { InfraComponent } from "./component";
import { Image } from "./resources/image";
import type { ServiceAccount } from "./service-account";

/** Which images are built, by whom, and where to. */
export interface ImagesArgs {
  /** The Google Cloud project's id. */
  readonly project: string;
  /** The section `images`, by key, as a stack file writes it; a mistake is refused with its path. Empty: neither a bucket nor a build is made. */
  readonly images: z.input<typeof images>;
  /** Stem of every image's name. */
  readonly registry: string;
  /** The repository refuses to move a tag. */
  readonly immutableTags: boolean;
  /** Name of the bucket for sources and logs: unique in all of Google Cloud. */
  readonly bucket: string;
  /** Where the bucket is: a region. */
  readonly location: string;
  /** Account that builds. It gets the bucket's objects; logs and the registry are granted where it is made. */
  readonly builder: ServiceAccount;
}

/** Images by the name apps use: `<key>:<tag>`, and `<key>` alone where it has one tag. Values are references with digests. */
export type ImageReferences = Readonly<Record<string, pulumi.Output<string>>>;

/** The stack's images, built by Cloud Build, and the bucket that their sources pass through. */
export class Images extends InfraComponent {
  /** Name → reference with a digest. Known in a preview where nothing of it is built anew. */
  readonly references: ImageReferences;

  constructor(name: string, args: ImagesArgs, options?: pulumi.ComponentResourceOptions) {
    const parsed = parsePart(images, args.images, name);
    super("Images", name, options);
    if (Object.keys(parsed).length === 0) {
      this.references = {};
      this.registerOutputs({});
      return;
    }
    const bucket = new gcp.storage.Bucket(
      name,
      {
        project: args.project,
        name: args.bucket,
        location: args.location.toUpperCase(),
        uniformBucketLevelAccess: true,
        publicAccessPrevention: "enforced",
        forceDestroy: true,
        // Sources and logs of old builds; images are in the registry.
        lifecycleRules: [{ action: { type: "Delete" }, condition: { age: 30 } }],
      },
      // A name of full length was cut without a hash once; a bucket that stands keeps it.
      this.child(args.bucket.length > 56 ? { ignoreChanges: ["name"] } : {}),
    );
    const access = new gcp.storage.BucketIAMMember(
      name,
      { bucket: bucket.name, role: "roles/storage.objectAdmin", member: args.builder.member },
      this.child(),
    );
    const built = Object.entries(parsed).map(([key, config]): [string, ImageConfig, Image] => [
      key,
      config,
      new Image(
        key,
        imageArgs(key, config, args, bucket.name),
        this.child({ dependsOn: [access], ...timeout(config) }),
      ),
    ]);
    this.references = Object.fromEntries(built.flatMap(([key, config, image]) => references(key, config, image)));
    this.registerOutputs({ references: this.references });
  }
}

function imageArgs(key: string, config: ImageConfig, args: ImagesArgs, bucket: pulumi.Output<string>) {
  return {
    project: args.project,
    location: config.location,
    context: config.context,
    image: `${args.registry}/${config.name ?? key}`,
    targets: Object.fromEntries(
      Object.entries(config.tags).map(([tag, { dockerfile, buildArgs, stage, pin }]) => [
        tag,
        { dockerfile, buildArgs, ...(stage !== undefined && { stage }), ...(pin !== undefined && { pin }) },
      ]),
    ),
    movingTags: !args.immutableTags,
    ...(config.cloudbuild !== undefined && { cloudbuild: config.cloudbuild }),
    bucket,
    serviceAccount: args.builder.email,
    ...(config.machineType !== undefined && { machineType: config.machineType }),
    timeoutSeconds: seconds(config.timeout),
    ...(Object.keys(config.labels).length > 0 && { labels: config.labels }),
  };
}

/** The engine gives up after the build does, with time to queue and to upload. */
function timeout(config: ImageConfig): pulumi.CustomResourceOptions {
  const wait = `${seconds(config.timeout) + 1800}s`;
  return { customTimeouts: { create: wait, update: wait } };
}

function references(key: string, { tags }: ImageConfig, image: Image): [string, pulumi.Output<string>][] {
  const named = Object.keys(tags).map((tag): [string, pulumi.Output<string>] => [
    `${key}:${tag}`,
    // Taken apart before it is known: one tag's new build leaves the others known in the preview.
    image.references[tag] as pulumi.Output<string>,
  ]);
  const only = named.length === 1 ? named[0]?.[1] : undefined;
  return only ? [...named, [key, only]] : named;
}
