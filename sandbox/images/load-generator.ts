import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { toolPath } from "../toolchain";
import type { BaseImage } from "./base-images";
import { certificates, passwd, shell, temporary } from "./contents";
import { pushImage, type ImageTarget } from "./index";

/** Public name of the image of the load tester Vegeta, which has a shell to give it its targets with. */
export const LOAD_GENERATOR = "docker.io/peterevans/vegeta:latest";

/** Puts Vegeta's image into the registry. Not a base image: the tool is built first, and few need it. */
export async function pushLoadGenerator(target: ImageTarget, progress: (line: string) => void): Promise<void> {
  const vegeta = await toolPath("vegeta", progress);
  const tool = {
    sources: () => Promise.resolve([vegeta]),
    write: (root: string) => copyFile(vegeta, join(root, "bin", "vegeta")),
  };
  const image: BaseImage = {
    names: [LOAD_GENERATOR],
    contents: [passwd, certificates, temporary, shell, tool],
    entrypoint: [],
    command: ["/bin/vegeta", "-help"],
    environment: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
    user: "65534:65534",
  };
  await pushImage(image, target, progress);
}
