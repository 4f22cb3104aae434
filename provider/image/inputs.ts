import { isMap, type PropertyMap, type PropertyValue, unwrap } from "../../lib/plugin";

/** How one image of a source is made. */
export interface Target {
  readonly dockerfile: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly stage?: string;
  readonly pin?: string;
}

/** An image's inputs; those that come from other resources are undefined while they are unknown. */
export interface ImageInputs {
  readonly project: string | undefined;
  readonly location: string;
  readonly context: string;
  readonly image: string | undefined;
  readonly targets: Readonly<Record<string, Target>>;
  readonly movingTags: boolean;
  readonly cloudbuild: string | undefined;
  readonly bucket: string | undefined;
  readonly serviceAccount: string | undefined;
  readonly machineType: string | undefined;
  readonly timeoutSeconds: number;
  /** Of the next build, as its tags. */
  readonly labels: Readonly<Record<string, string>>;
  /** Tag → what it is made of; filled in by Check. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** An `Image`'s inputs as they came from the engine, with their defaults; what is unknown yet is absent. */
export function imageInputs(properties: PropertyMap): ImageInputs {
  const text = (name: string) => textOf(properties[name]);
  const targets = properties["targets"];
  return {
    project: text("project"),
    location: text("location") ?? "global",
    context: text("context") ?? ".",
    image: text("image"),
    targets: isMap(targets)
      ? Object.fromEntries(Object.entries(targets).map(([tag, value]) => [tag, target(isMap(value) ? value : {})]))
      : {},
    movingTags: properties["movingTags"] === true,
    cloudbuild: text("cloudbuild"),
    bucket: text("bucket"),
    serviceAccount: text("serviceAccount"),
    machineType: text("machineType"),
    timeoutSeconds: typeof properties["timeoutSeconds"] === "number" ? properties["timeoutSeconds"] : 1200,
    labels: texts(properties["labels"]),
    hashes: texts(properties["hashes"]),
  };
}

function target(properties: PropertyMap): Target {
  const stage = textOf(properties["stage"]);
  const pin = textOf(properties["pin"]);
  return {
    dockerfile: textOf(properties["dockerfile"]) ?? "Dockerfile",
    buildArgs: texts(properties["buildArgs"]),
    ...(stage !== undefined && { stage }),
    ...(pin !== undefined && { pin }),
  };
}

function textOf(value: PropertyValue | undefined): string | undefined {
  const plain = value === undefined ? undefined : unwrap(value);
  return typeof plain === "string" ? plain : undefined;
}

function texts(value: PropertyValue | undefined): Record<string, string> {
  if (!isMap(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const text = textOf(inner);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}
