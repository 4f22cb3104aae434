import type { Build } from "../../definitions/cloudbuild-v1.types";

/** One step, with substitutions done. */
export interface Step {
  readonly index: number;
  readonly image: string;
  readonly args: readonly string[];
  readonly entrypoint: string | undefined;
  readonly env: readonly string[];
  /** In `/workspace` unless absolute. */
  readonly dir: string;
}

/** One step of a build, as a builder is asked to run it. */
export interface StepRun {
  /** The build's `/workspace`, on the host. */
  readonly workspace: string;
  /** A folder that lives as long as the build, for what the builder keeps between steps. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** An image in the registry. */
export interface PushedImage {
  readonly name: string;
  readonly digest: string;
}

/** Runs build steps in containers. */
export interface Builder {
  /** Rejects with what a person needs when the step's image cannot be had; answers the exit code otherwise. */
  run(step: Step, run: StepRun): Promise<number>;
  /** Pushes an image that a step built. */
  push(image: string, run: StepRun): Promise<PushedImage>;
  /** Removes what a build left behind. */
  clean(build: Build, scratch: string): Promise<void>;
}
