import { credentials } from "../home/credentials";
import type { Instance } from "../host/instance";
import { registryAddress } from "../kubernetes";

/** The base image with Node that every sandbox's registry holds. */
export const BASE_NODE_IMAGE = "library/node:20-slim";

/** The reference by digest of an image in the sandbox's registry, from a name such as `library/node:20-slim`. */
export async function imageDigest(
  { home, instance }: { readonly home: string; readonly instance: Instance },
  name: string,
): Promise<string> {
  const [repository = "", tag = "latest"] = name.split(":");
  const url = `http://${registryAddress(instance)}/v2/docker.io/${repository}/manifests/${tag}`;
  const answer = await fetch(url, {
    method: "HEAD",
    headers: {
      Accept: "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json",
      Authorization: `Bearer ${credentials(home).accessToken}`,
    },
  });
  return `docker.io/${repository}@${answer.headers.get("docker-content-digest")}`;
}
