import { readCloudBuildFile } from "./cloudbuild-file";
import type { ImageInputs, Target } from "./inputs";

/** What a build does, beside where and as whom it runs. */
export interface BuildSteps {
  readonly steps: readonly object[];
  /** References that it must have pushed. */
  readonly images: readonly string[];
  readonly substitutions?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Tags of the build, for whoever looks for it. */
  readonly tags?: readonly string[];
  /** Further fields of a build, as a cloudbuild.yaml has them: its secrets, its artifacts. */
  readonly further?: Readonly<Record<string, unknown>>;
}

/** What a registry takes. Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const LONGEST_TAG = 128;

/**
 * The tag that names its own content: never moved, so that immutable repositories take it too. It has the whole hash, for an image is taken
 * by it without a build: a few digits of a hash are soon found twice. The hash is what counts, and a long tag is cut for it.
 */
export const contentTag = (tag: string, hash: string): string =>
  `${tag.slice(0, LONGEST_TAG - hash.length - 1)}-${hash}`;

function pushedTags(inputs: ImageInputs, tag: string): string[] {
  const content = contentTag(tag, inputs.hashes[tag] ?? "");
  return inputs.movingTags ? [content, tag] : [content];
}

/** One Docker step a tag, or those of the folder's own cloudbuild.yaml. */
export async function stepsOf(inputs: ImageInputs, image: string, tags: readonly string[]): Promise<BuildSteps> {
  if (inputs.cloudbuild !== undefined) return stepsOfFile(inputs, image, inputs.cloudbuild);
  return {
    steps: tags.map((tag) => step(inputs, image, tag, inputs.targets[tag])),
    images: tags.flatMap((tag) => pushedTags(inputs, tag).map((pushed) => `${image}:${pushed}`)),
  };
}

async function stepsOfFile(inputs: ImageInputs, image: string, path: string): Promise<BuildSteps> {
  const file = await readCloudBuildFile(inputs.context, path);
  const variable = (tag: string) => `_TAG_${tag.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
  const content = Object.keys(inputs.targets).map((tag) => [tag, contentTag(tag, inputs.hashes[tag] ?? "")] as const);
  return {
    ...file,
    images: [...new Set([...file.images, ...content.map(([, pushed]) => `${image}:${pushed}`)])],
    substitutions: {
      ...file.substitutions,
      _IMAGE: image,
      ...Object.fromEntries(content.map(([tag, pushed]) => [variable(tag), pushed])),
    },
  };
}

function step(inputs: ImageInputs, image: string, tag: string, target: Target | undefined) {
  return {
    id: `build-${tag}`,
    name: "gcr.io/cloud-builders/docker",
    // Every image at once.
    waitFor: ["-"],
    // Cloud Build substitutes in arguments; what a person wrote is meant as it is.
    args: [
      "build",
      "--file",
      target?.dockerfile ?? "Dockerfile",
      ...Object.entries(target?.buildArgs ?? {}).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
      ...(target?.stage !== undefined ? ["--target", target.stage] : []),
      ...pushedTags(inputs, tag).flatMap((pushed) => ["--tag", `${image}:${pushed}`]),
      ".",
    ].map((argument) => argument.replaceAll("$", "$$$$")),
  };
}
