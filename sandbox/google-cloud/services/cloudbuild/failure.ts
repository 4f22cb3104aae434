import type { BuildFailureInfo, BuildStatus } from "../../definitions/cloudbuild-v1.types";

/** Cloud Build's words for why a build failed. */
export type FailureType = NonNullable<BuildFailureInfo["type"]>;

/** A build that ended badly, in the terms of the API. */
export class BuildFailure extends Error {
  override readonly name = "BuildFailure";

  constructor(
    readonly status: BuildStatus,
    readonly type: FailureType,
    message: string,
  ) {
    super(message);
  }
}
