import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { baseImages, type BaseImage, packageBaseImages } from "./base-images";
import { madeImage } from "./layout";
import { standIns, type StandInName } from "./stand-ins";

export { type BaseImage } from "./base-images";

const run = promisify(execFile);

/** Where images are put. */
export interface ImageTarget {
  /** `host:port` of the sandbox's registry, which keeps a name's registry host as the repository's first part. */
  readonly registry: string;
  readonly accessToken: string;
  /** A file in the form of Docker's config.json with the registry's credentials, for programs that push. */
  readonly authFile: string;
}

/**
 * Puts the base images into the registry, made from what this machine has. What is there already is not pushed again.
 * @param chosen `withPackages`: whether builds can install packages, with Python's pip or with npm; `standIns`: public images to replace
 */
export async function seedBaseImages(
  target: ImageTarget,
  progress: (line: string) => void,
  chosen: { readonly withPackages: boolean; readonly standIns: readonly StandInName[] },
): Promise<void> {
  const further = [...(chosen.withPackages ? packageBaseImages : []), ...chosen.standIns.map((name) => standIns[name])];
  for (const image of [...baseImages, ...further]) await pushImage(image, target, progress);
}

/** Makes and pushes one image under all of its names. */
export async function pushImage(image: BaseImage, target: ImageTarget, progress: (line: string) => void) {
  const { layout, digest } = await madeImage(image, progress);
  for (const name of image.names) {
    if ((await pushedDigest(name, target)) === digest) continue;
    await run("skopeo", [
      "--insecure-policy",
      "copy",
      "--dest-tls-verify=false",
      `--dest-authfile=${target.authFile}`,
      `oci:${layout}:image`,
      `docker://${target.registry}/${name}`,
    ]);
  }
}

async function pushedDigest(name: string, target: ImageTarget): Promise<string | undefined> {
  const [, repository, tag] = /^(.*):([^:/]+)$/.exec(name) ?? [];
  const response = await fetch(`http://${target.registry}/v2/${repository}/manifests/${tag}`, {
    method: "HEAD",
    headers: {
      Authorization: `Bearer ${target.accessToken}`,
      Accept: "application/vnd.oci.image.manifest.v1+json",
    },
  });
  return response.headers.get("docker-content-digest") ?? undefined;
}
