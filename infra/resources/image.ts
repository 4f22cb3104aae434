import type * as pulumi from "@pulumi/pulumi";
import { OwnResource } from "./own-resource";

/** One image of a build. */
interface ImageTargetArgs {
  /** Dockerfile, relative to the context. */
  readonly dockerfile: string;
  /** `--build-arg`s. Never secrets. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Stage of a multi-stage Dockerfile. */
  readonly stage?: string;
  /** Keeps this digest and builds nothing. */
  readonly pin?: string;
}

/** What is built, from what, and where it is pushed. */
export interface ImageArgs {
  /** Project of the build. */
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
  /** Cloud Build machine, such as E2_HIGHCPU_8. Absent: Cloud Build's own default. */
  readonly machineType?: string;
  /** Longest time of the build; one that takes longer fails the update. */
  readonly timeoutSeconds: number;
  /** Labels of the next build, as its tags `key-value`. A change of them builds nothing. */
  readonly labels?: Readonly<Record<string, string>>;
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
