import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import {
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type DiffRequest,
  type DiffResult,
  type PropertyMap,
  type PropertyValue,
  type ReadRequest,
  type ReadResult,
  type ResourceHandler,
  unknown,
  Unknown,
  type UpdateRequest,
} from "../../lib/plugin";
import { GoogleClient } from "../../lib/google";
import { Builder, type CloudBuild } from "./build";
import { CloudBuildFileError, readCloudBuildFile } from "./cloudbuild-file";
import { hashesOf, leftBehindSince, recipeFiles } from "./hashes";
import { IgnoreFileError } from "./ignore-file";
import { imageInputs, type ImageInputs } from "./inputs";
import { ImageRegistry } from "./registry";
import { archive, readSource, type Source } from "./source";
import { contentTag, stepsOf } from "./steps";
import { otherwise, systemError } from "../../lib/errors/expected";

/** What is known of each tag: a digest, or nothing before the build. */
type Digests = Record<string, string | undefined>;

/**
 * `gke-bluegreen:infra:Image`: images that Cloud Build makes from a source folder. Check reads the folder and adds a hash for each tag;
 * from then on those hashes alone say what changes. Deleting it leaves the images: something may still run them.
 */
export class ImageHandler implements ResourceHandler {
  private readonly registry: ImageRegistry;

  constructor(
    private readonly google = new GoogleClient(),
    private readonly intervalMs = 1000,
  ) {
    this.registry = new ImageRegistry(google);
  }

  async check({ news, olds, log }: CheckRequest): Promise<CheckResult> {
    const inputs = imageInputs(news);
    const folder = await stat(inputs.context).catch(otherwise(undefined, systemError));
    if (!folder?.isDirectory())
      return {
        inputs: news,
        failures: [
          {
            property: "context",
            reason: `there is no folder ${inputs.context}; it was looked for at ${resolve(inputs.context)}`,
          },
        ],
      };
    try {
      const source = await readSource(inputs.context, recipeFiles(inputs));
      const missing = missingFiles(inputs, source);
      if (missing.length > 0) return { inputs: news, failures: missing };
      if (inputs.cloudbuild !== undefined)
        for (const line of (await readCloudBuildFile(inputs.context, inputs.cloudbuild)).notUsed) log.warning(line);
      const before = imageInputs(olds);
      const known = before.image === inputs.image ? before.hashes : {};
      const hashes = await hashesOf(inputs, source, known);
      const left = await leftBehindSince(inputs, source, hashes);
      if (left !== undefined) log.warning(left);
      return { inputs: { ...news, hashes } };
    } catch (error) {
      if (error instanceof IgnoreFileError)
        return { inputs: news, failures: [{ property: "context", reason: error.message }] };
      if (error instanceof CloudBuildFileError)
        return { inputs: news, failures: [{ property: "cloudbuild", reason: error.message }] };
      throw error;
    }
  }

  diff({ oldInputs, news }: DiffRequest): Promise<DiffResult> {
    const [old, next] = [imageInputs(oldInputs), imageInputs(news)];
    const changed = changedTags(old, next);
    const gone = Object.keys(old.targets).filter((tag) => !next.targets[tag]);
    const moved = old.image !== next.image;
    return Promise.resolve({
      changes: changed.length + gone.length > 0 ? "some" : "none",
      detailedDiff: {
        ...Object.fromEntries(
          changed.map((tag) => [
            next.targets[tag]?.pin === undefined ? `hashes["${tag}"]` : `targets["${tag}"].pin`,
            { kind: old.targets[tag] ? ("update" as const) : ("add" as const), inputDiff: true },
          ]),
        ),
        ...Object.fromEntries(gone.map((tag) => [`targets["${tag}"]`, { kind: "delete" as const, inputDiff: true }])),
        ...(moved && { image: { kind: "update" as const, inputDiff: true } }),
      },
    });
  }

  async create(request: CreateRequest) {
    const inputs = imageInputs(request.inputs);
    const tags = Object.keys(inputs.targets);
    const id = inputs.image ?? request.name;
    return { id, properties: await this.make(request, request.inputs, inputs, tags, {}, {}) };
  }

  async update(request: UpdateRequest): Promise<PropertyMap> {
    const inputs = imageInputs(request.news);
    const changed = changedTags(imageInputs(request.oldInputs), inputs);
    const known = digestsIn(request.olds);
    const kept = Object.fromEntries(
      Object.keys(inputs.targets)
        .filter((tag) => !changed.includes(tag))
        .map((tag) => [tag, known[tag]]),
    );
    return this.make(request, request.news, inputs, changed, kept, request.olds);
  }

  async read({ id, properties, inputs, signal }: ReadRequest): Promise<ReadResult> {
    if (!inputs["image"])
      throw new Error("an image cannot be imported: let the stack build it, or name it by its digest");
    const { image } = imageInputs(inputs);
    const hashed = { ...(inputs["hashes"] as PropertyMap) };
    for (const [tag, digest] of Object.entries(digestsIn(properties)))
      // Without its hash the next update sees a change, and builds the image again.
      if (image !== undefined && digest !== undefined && !(await this.registry.exists(image, digest, signal)))
        delete hashed[tag];
    return { id, properties, inputs: { ...inputs, hashes: hashed } };
  }

  delete(): Promise<void> {
    return Promise.resolve();
  }

  private async make(
    request: CreateRequest | UpdateRequest,
    raw: PropertyMap,
    inputs: ImageInputs,
    tags: readonly string[],
    kept: Digests,
    before: PropertyMap,
  ): Promise<PropertyMap> {
    const found = { ...kept, ...(await this.existing(inputs, tags, request)) };
    const wanted = tags.filter((tag) => found[tag] === undefined);
    if (request.preview || wanted.length === 0) return outputs(raw, inputs, found, before);
    const build = await this.build(request, inputs, wanted);
    const digests = { ...found, ...builtDigests(inputs, build, wanted) };
    for (const tag of wanted) request.log.info(`${tag}: ${digests[tag]}`);
    return outputs(raw, inputs, digests, { buildId: build.id, logUrl: build.logUrl ?? "" });
  }

  /** Digests of tags that are pinned, or whose content was built before: going back to it needs no build. */
  private async existing(
    inputs: ImageInputs,
    tags: readonly string[],
    { signal, preview }: CreateRequest | UpdateRequest,
  ): Promise<Digests> {
    const found: Digests = {};
    for (const tag of tags) {
      const { image, targets, hashes: hashed } = inputs;
      const pin = targets[tag]?.pin;
      const hash = hashed[tag];
      if (pin !== undefined) found[tag] = pin;
      else if (image !== undefined && hash !== undefined) {
        const digest = await this.registry
          .digest(image, contentTag(tag, hash), signal, preview ? 0 : undefined)
          .catch((error: unknown) => {
            if (preview) return undefined;
            throw error;
          });
        if (digest === undefined) continue;
        if (preview || !inputs.movingTags || (await this.registry.move(image, tag, digest, signal)))
          found[tag] = digest;
      }
    }
    return found;
  }

  private async build(
    request: CreateRequest | UpdateRequest,
    inputs: ImageInputs,
    tags: readonly string[],
  ): Promise<CloudBuild> {
    const { image, project, bucket, serviceAccount } = inputs;
    if (image === undefined || project === undefined || bucket === undefined || serviceAccount === undefined)
      throw new Error("image, project, bucket and serviceAccount must be known when the image is built");
    const source = await readSource(inputs.context, recipeFiles(inputs));
    const now = await hashesOf(inputs, source, inputs.hashes);
    const moved = tags.filter((tag) => now[tag] !== inputs.hashes[tag]);
    if (moved.length > 0) throw new Error(`${inputs.context} changed since the update began: run it again`);
    const builder = new Builder(this.google, request.log, request.signal, this.intervalMs);
    const content = createHash("sha256").update(JSON.stringify(source.files)).digest("hex");
    const object = `sources/${content}.tgz`;
    await builder.upload(bucket, object, () => archive(source));
    return builder.run({
      project,
      bucket,
      object,
      serviceAccount,
      location: inputs.location,
      machineType: inputs.machineType,
      timeoutSeconds: inputs.timeoutSeconds,
      labels: inputs.labels,
      tag: `gke-bluegreen-${createHash("sha256")
        .update(JSON.stringify([image, tags.map((tag) => now[tag])]))
        .digest("hex")}`,
      what: await stepsOf(inputs, image, tags),
    });
  }
}

function builtDigests(inputs: ImageInputs, build: CloudBuild, tags: readonly string[]): Digests {
  return Object.fromEntries(
    tags.map((tag) => {
      const name = `${inputs.image}:${contentTag(tag, inputs.hashes[tag] ?? "")}`;
      const digest = build.results?.images?.find((image) => image.name === name)?.digest;
      if (digest === undefined) throw new Error(`build ${build.id} pushed no ${name}`);
      return [tag, digest];
    }),
  );
}

function missingFiles(inputs: ImageInputs, source: Source) {
  const there = new Set(source.files.map(({ path }) => path));
  const wanted =
    inputs.cloudbuild !== undefined
      ? [["cloudbuild", inputs.cloudbuild] as const]
      : Object.entries(inputs.targets)
          .filter(([, { pin }]) => pin === undefined)
          .map(([tag, { dockerfile }]) => [`targets["${tag}"].dockerfile`, dockerfile] as const);
  return wanted
    .filter(([, path]) => !there.has(path))
    .map(([property, path]) => ({
      property,
      reason: `there is no file ${path} in ${inputs.context}, or its ignore file leaves it out`,
    }));
}

/** Tags that are new, made of something else, pinned to something else, or wanted in another repository. */
function changedTags(old: ImageInputs, next: ImageInputs): string[] {
  return Object.entries(next.targets)
    .filter(([tag, { pin }]) => {
      const before = old.targets[tag];
      if (!before || old.image !== next.image) return true;
      return pin !== undefined ? pin !== before.pin : before.pin !== undefined || old.hashes[tag] !== next.hashes[tag];
    })
    .map(([tag]) => tag);
}

function digestsIn(properties: PropertyMap): Digests {
  const digests = (properties["digests"] ?? {}) as PropertyMap;
  return Object.fromEntries(
    Object.entries(digests).map(([tag, digest]) => [tag, typeof digest === "string" ? digest : undefined]),
  );
}

function outputs(raw: PropertyMap, { image, targets }: ImageInputs, digests: Digests, build: PropertyMap): PropertyMap {
  const each = (value: (digest: string) => PropertyValue) =>
    Object.fromEntries(
      Object.keys(targets).map((tag) => [tag, digests[tag] === undefined ? unknown : value(digests[tag])]),
    );
  const pending = Object.values(each((digest) => digest)).some((value) => value instanceof Unknown);
  return {
    ...raw,
    digests: each((digest) => digest),
    references: each((digest) => (image === undefined ? unknown : `${image}@${digest}`)),
    buildId: pending ? unknown : (build["buildId"] ?? ""),
    logUrl: pending ? unknown : (build["logUrl"] ?? ""),
  };
}
