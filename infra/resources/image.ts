import type * as pulumi from "@pulumi/pulumi";
import { OwnResource } from "./own-resource";

/** One image of a build. */
interface ImageTargetArgs {
  /** Dockerfile, relative to the context. */
  readonly dockerfile: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Stage of a multi-stage Dockerfile. */
  readonly stage?: string;
  /** Keeps this digest and builds nothing. */
  readonly pin?: string;
}

export interface ImageArgs {
  readonly project: pulumi.Input<string>;
  /** Cloud Build region, or `global`. */
  readonly location: pulumi.Input<string>;
  /** Source folder, relative to Pulumi.yaml. */
  readonly context: string;
  /** Image without tag: `asia-northeast3-docker.pkg.dev/my-project/imageview/imageview`. */
  readonly image: pulumi.Input<string>;
  /** Tag → how it is made. All are made in one build. */
  readonly targets: Readonly<Record<string, ImageTargetArgs>>;
  /** Also moves the plain tag (`blue`) to the new image, beside the one that ends in the source's hash. */
  readonly movingTags: boolean;
  /** A cloudbuild.yaml of the folder, in place of generated steps. */
  readonly cloudbuild?: string;
  /** Bucket for sources and logs. */
  readonly bucket: pulumi.Input<string>;
  /** Account that builds, as an e-mail address. */
  readonly serviceAccount: pulumi.Input<string>;
  readonly machineType?: string;
  readonly timeoutSeconds: number;
}

/**
 * Images that Cloud Build makes from a source folder. The folder's content decides: unchanged content is no diff, and a changed one
 * rebuilds only the tags whose files, Dockerfile or arguments changed. Deleting the resource leaves the images in the registry.
 */
export class Image extends OwnResource {
  /** Tag → `sha256:…`. */
  declare readonly digests: pulumi.Output<Record<string, string>>;
  /** Tag → image with digest, as a pod spec wants it. */
  declare readonly references: pulumi.Output<Record<string, string>>;
  /** Page of the last build's log. */
  declare readonly logUrl: pulumi.Output<string>;

  constructor(name: string, args: ImageArgs, options?: pulumi.CustomResourceOptions) {
    super("Image", name, { ...args }, ["digests", "references", "buildId", "logUrl"], options);
  }
}
