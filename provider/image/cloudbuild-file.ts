import { load } from "js-yaml";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** A cloudbuild.yaml that no build can be made of; the message names the file and what is wrong in it. */
export class CloudBuildFileError extends Error {
  override readonly name = "CloudBuildFileError";
}

/** Fields that this project decides itself, and where it is told about them. */
const decided: Readonly<Record<string, string>> = {
  timeout: "the image's `timeout` in the stack file counts",
  serviceAccount: "builds run as the stack's own account for builds",
  logsBucket: "logs go to the stack's own bucket",
  source: "the source is the image's `context`",
};

/** Fields that go to Cloud Build as they are. Source: https://cloud.google.com/build/docs/build-config-file-schema */
const passedOn = ["availableSecrets", "secrets", "artifacts", "queueTtl", "dependencies"] as const;

const buildFile = z.looseObject({
  steps: z.array(z.looseObject({ name: z.string() })).min(1),
  images: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  substitutions: z.record(z.string(), z.coerce.string()).default({}),
  options: z.record(z.string(), z.unknown()).default({}),
});

/** What of a `cloudbuild.yaml` becomes part of a build. */
export interface CloudBuildFile {
  readonly steps: readonly object[];
  readonly images: readonly string[];
  readonly tags: readonly string[];
  readonly substitutions: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly further: Readonly<Record<string, unknown>>;
  /** A line for each field that has no effect here. */
  readonly notUsed: readonly string[];
}

/** Reads a build's file. A field that is no field of a build is an error, as it is with gcloud. */
export async function readCloudBuildFile(folder: string, path: string): Promise<CloudBuildFile> {
  const file = join(folder, path);
  const content = parsed(await readFile(file, "utf8"), file);
  const read = buildFile.safeParse(content);
  if (!read.success) {
    const [first] = read.error.issues;
    throw new CloudBuildFileError(`${file}: ${first?.path.join(".") || "it"}: ${first?.message ?? "no build"}`);
  }
  const { steps, images, tags, substitutions, options, ...rest } = read.data;
  const unknown = Object.keys(rest).filter((key) => !(key in decided) && !passedOn.some((one) => one === key));
  if (unknown.length > 0)
    throw new CloudBuildFileError(
      `${file}: ${unknown.join(", ")} is no field of a build: it has ${[...Object.keys(buildFile.shape), ...passedOn].join(", ")}`,
    );
  return {
    steps,
    images,
    tags,
    substitutions,
    options,
    further: Object.fromEntries(passedOn.flatMap((key) => (key in rest ? [[key, rest[key]]] : []))),
    notUsed: Object.keys(rest).flatMap((key) =>
      decided[key] === undefined ? [] : [`${file}: ${key} has no effect: ${decided[key]}`],
    ),
  };
}

function parsed(text: string, file: string): unknown {
  try {
    return load(text);
  } catch (error) {
    throw new CloudBuildFileError(`${file} is no YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}
