import { credentials } from "../sandbox/credentials";
import type { Instance } from "../sandbox/instance";
import { registryAddress } from "../sandbox/kubernetes";

/** The reference by digest of the base image with Node that every sandbox's registry holds. */
export async function baseImageDigest(home: string, instance: Instance): Promise<string> {
  const url = `http://${registryAddress(instance)}/v2/docker.io/library/node/manifests/20-slim`;
  const answer = await fetch(url, {
    method: "HEAD",
    headers: {
      Accept: "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json",
      Authorization: `Bearer ${credentials(home).accessToken}`,
    },
  });
  return `docker.io/library/node@${answer.headers.get("docker-content-digest")}`;
}
