import { type AppsConfig } from "./apps";
import { initContainersOf, type PodConfig } from "./containers";
import { type ImagesConfig } from "./images";
import { type NotebooksConfig } from "./notebooks";

type Path = (string | number)[];
type Issue = (path: Path, message: string) => void;
type Pods = Readonly<Record<string, PodConfig & { readonly image: string }>>;

interface Named {
  readonly path: Path;
  readonly image: string | undefined;
}

/** What names images: every section with pods. */
export interface ImageUsers {
  readonly images: ImagesConfig;
  readonly apps: AppsConfig;
  readonly statefulSets: Pods;
  readonly daemonSets: Pods;
  readonly jobs: Pods;
  readonly cronJobs: Pods;
  readonly loadTests: Readonly<Record<string, { readonly image: string }>>;
  readonly notebooks: NotebooksConfig;
}

/** An image that is named without a registry is one that this stack builds. */
export function imageRules(config: ImageUsers, issue: Issue): void {
  const known = Object.entries(config.images).flatMap(([key, { tags }]) => {
    const named = Object.keys(tags).map((tag) => `${key}:${tag}`);
    return named.length === 1 ? [...named, key] : named;
  });
  for (const { path, image } of named(config))
    if (image !== undefined && !image.includes("/") && !image.includes("@sha256:") && !known.includes(image))
      issue(path, `one of ${known.join(", ") || "this stack's images, of which there are none"}`);
}

function named(config: ImageUsers): Named[] {
  const pods = (["statefulSets", "daemonSets", "jobs", "cronJobs"] as const).flatMap((section) =>
    Object.entries(config[section]).flatMap(([name, pod]) => inPod(pod, [section, name])),
  );
  const tests = Object.entries(config.loadTests).map(([name, { image }]) => ({
    path: ["loadTests", name, "image"],
    image,
  }));
  const apps = Object.entries(config.apps).flatMap(([name, app]) => {
    const at = ["apps", name];
    const colors = Object.entries(app.colors ?? {}).flatMap(([color, own]) => inPod(own, [...at, "colors", color]));
    const before = app.before.map(({ job }, index) => ({
      path: [...at, "before", index, "job", "image"],
      image: job.image,
    }));
    const verify = app.verify.flatMap((one, index) =>
      "job" in one ? [{ path: [...at, "verify", index, "job", "image"], image: one.job.image }] : [],
    );
    return [...inPod(app, at), ...colors, ...before, ...verify];
  });
  const hubs = Object.entries(config.notebooks).flatMap(([name, { image, proxyImage, sizes }]) => [
    { path: ["notebooks", name, "image"], image },
    { path: ["notebooks", name, "proxyImage"], image: proxyImage },
    ...sizes.map((size, index) => ({ path: ["notebooks", name, "sizes", index, "image"], image: size.image })),
  ]);
  return [...apps, ...pods, ...tests, ...hubs];
}

type NamesImages = { readonly [Key in "initContainers" | "sidecars"]?: PodConfig[Key] | undefined } & {
  readonly image?: string | undefined;
};

function inPod({ image, initContainers = {}, sidecars = {} }: NamesImages, at: Path): Named[] {
  const isList = Array.isArray(initContainers);
  return [
    { path: [...at, "image"], image },
    ...initContainersOf({ initContainers }).map(([name, one], index) => ({
      path: [...at, "initContainers", isList ? index : name, "image"],
      image: one.image,
    })),
    ...Object.entries(sidecars).map(([name, one]) => ({ path: [...at, "sidecars", name, "image"], image: one.image })),
  ];
}
