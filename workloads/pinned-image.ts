import * as pulumi from "@pulumi/pulumi";

/** Which tag is looked up. */
export interface PinnedImageArgs {
  /** `registry/name:tag`, such as `docker.io/library/nginx:1.27`. */
  readonly reference: string;
}

/**
 * The digest that a tag stood for when it was first used. It stays when the tag moves; another reference is asked for anew. Google's
 * registries are asked with the credentials of the process, others as an anonymous reader; an update fails where none answers.
 */
export class PinnedImage extends pulumi.CustomResource {
  /** Reference with a digest: `docker.io/library/nginx@sha256:…`. */
  declare readonly image: pulumi.Output<string>;

  constructor(name: string, args: PinnedImageArgs, options?: pulumi.CustomResourceOptions) {
    super("gke-bluegreen:workloads:PinnedImage", name, { ...args, image: undefined }, options);
  }
}
