import { type GoogleClient, GoogleError } from "../../lib/google";

/** An image's place in Artifact Registry. */
interface Place {
  /** `projects/P/locations/L/repositories/R/packages/N`. */
  readonly resource: string;
  /** `projects/P/locations/L/repositories/R/dockerImages/N`. */
  readonly dockerImage: string;
}

/** Reads `asia-northeast3-docker.pkg.dev/my-project/repo/name` and the old `gcr.io/my-project/name`. */
function placeOf(image: string): Place | undefined {
  const [host = "", ...path] = image.split("/");
  const regional = /^([a-z0-9-]+)-docker\.pkg\.dev$/.exec(host);
  const old = { "gcr.io": "us", "us.gcr.io": "us", "eu.gcr.io": "europe", "asia.gcr.io": "asia" }[host];
  const location = regional?.[1] ?? old;
  const [project, repository, ...name] = regional ? path : [path[0], host, ...path.slice(1)];
  if (location === undefined || project === undefined || repository === undefined || name.length === 0)
    return undefined;
  const home = `projects/${project}/locations/${location}/repositories/${repository}`;
  const packageName = encodeURIComponent(name.join("/"));
  return { resource: `${home}/packages/${packageName}`, dockerImage: `${home}/dockerImages/${packageName}` };
}

/** What Artifact Registry knows of images; whatever it cannot tell counts as unknown, and then the image is simply built. */
export class ImageRegistry {
  constructor(private readonly google: GoogleClient) {}

  /** The digest a tag stands for. `patienceMs`: none in a preview, which is right without an answer, only less exact. */
  async digest(image: string, tag: string, signal: AbortSignal, patienceMs = 30_000): Promise<string | undefined> {
    const place = placeOf(image);
    if (!place) return undefined;
    try {
      const found = await this.google.json<{ version?: string }>("artifactregistry", `${place.resource}/tags/${tag}`, {
        signal,
        patienceMs,
      });
      return found.version?.split("/").at(-1);
    } catch (error) {
      if (error instanceof GoogleError) return undefined;
      throw error;
    }
  }

  /** Makes a tag stand for a digest that is there already. */
  async move(image: string, tag: string, digest: string, signal: AbortSignal): Promise<boolean> {
    const place = placeOf(image);
    if (!place) return false;
    const name = `${place.resource}/tags/${tag}`;
    try {
      if ((await this.digest(image, tag, signal)) === digest) return true;
      const body = { name, version: `${place.resource}/versions/${digest}` };
      await this.google.json("artifactregistry", name, {
        method: "PATCH",
        query: { updateMask: "version" },
        body,
        signal,
      });
      return true;
    } catch (error) {
      if (error instanceof GoogleError) return false;
      throw error;
    }
  }

  /** False only where the registry says for certain that there is no such image. */
  async exists(image: string, digest: string, signal: AbortSignal): Promise<boolean> {
    const place = placeOf(image);
    if (!place) return true;
    try {
      await this.google.json("artifactregistry", `${place.dockerImage}@${digest}`, { signal });
      return true;
    } catch (error) {
      if (error instanceof GoogleError) return !(error.status === 404 && /not.?found/i.test(error.reason));
      throw error;
    }
  }
}
