import { z } from "zod";
import { duration, resourceLabels } from "./values";

const buildArgs = z
  .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: "a build argument's name" }), z.string())
  .default({})
  .meta({ description: "`--build-arg`s. Never secrets: they stay readable in the image's history." });

const relativePath = z
  .string()
  .min(1)
  .refine((path) => !path.startsWith("/") && !path.split("/").includes(".."), { error: "a path inside the folder" });

const imageName = z.string().regex(/^[a-z0-9]+([._/-][a-z0-9]+)*$/, {
  error: "an image name: lower-case letters and digits, separated by . _ - or /",
});

const tagName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}$/, { error: "a tag: letters, digits, _ . -" });

const target = z
  .strictObject({
    dockerfile: relativePath.default("Dockerfile").meta({ description: "Dockerfile, relative to the context." }),
    buildArgs,
    stage: z.string().optional().meta({ description: "Stage of a multi-stage Dockerfile (`--target`)." }),
    pin: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/, { error: "a digest: sha256: and 64 hexadecimal digits" })
      .optional()
      .meta({
        description:
          "Keeps this digest and builds nothing: what is live stays as it is while its sibling's source moves on.",
      }),
  })
  .prefault({});

/** One Cloud Build: a source folder, and the images made from it. */
const image = z
  .strictObject({
    context: z.string().min(1).meta({
      description:
        "Source folder, relative to Pulumi.yaml. `.gcloudignore`, else `.dockerignore`, else `.gitignore` says what is left out. `.git`, `.pulumi`, `Pulumi.yaml` and the stack files are, unless a line such as `!.git` takes one in.",
    }),
    name: imageName.optional().meta({ description: "Image name in the repository. The key where absent." }),
    tags: z
      .record(tagName, target)
      .prefault({ latest: {} })
      .meta({ description: "The images: tag → how it is built. All tags are built in one Cloud Build, side by side." }),
    cloudbuild: relativePath.optional().meta({
      description:
        "A cloudbuild.yaml of the folder in place of generated steps. It gets _IMAGE and one _TAG_<TAG> (upper case) for each tag, which it must push. Its substitutions, options, tags, secrets and artifacts count; this object's `timeout` and the stack's own account and bucket take the place of its own.",
    }),
    machineType: z
      .enum(["E2_MEDIUM", "E2_HIGHCPU_8", "E2_HIGHCPU_32", "N1_HIGHCPU_8", "N1_HIGHCPU_32"])
      .optional()
      .meta({ description: "Cloud Build machine. Cloud Build's own default where absent." }),
    timeout: duration.default("20m").meta({ description: "Longest time of a build." }),
    location: z
      .string()
      .regex(/^(global|[a-z]+-[a-z]+\d+)$/, { error: "global or a region" })
      .default("global")
      .meta({ description: "Cloud Build region." }),
    labels: resourceLabels.default({}).meta({
      description:
        "Labels of the builds, for the build history: Cloud Build has them as tags `key-value`. A change of them builds nothing.",
    }),
  })
  .superRefine((value, context) => {
    if (Object.keys(value.tags).length === 0)
      context.addIssue({ code: "custom", path: ["tags"], message: "at least one tag" });
  });

/** Builds by key: what an app names as `<key>:<tag>`. */
export const images = z
  .record(
    z.string().regex(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/, { error: "a short name: lower case, digits and hyphens" }),
    image,
  )
  .default({})
  .meta({ description: "Images that Cloud Build makes. An app names one as `<key>:<tag>`." });

/** One build after validation, with its defaults. */
export type ImageConfig = z.output<typeof image>;
/** All builds of a stack, by key. */
export type ImagesConfig = z.output<typeof images>;
