import { deadline } from "../../../../lib/retry";

/** An image version in the sandbox's registry. */
export interface StoredImage {
  /** Without host and repository: `imageview`. */
  readonly image: string;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** When the image was built, as it says itself. */
  readonly created: string;
}

/** Reads the image registry that all of the sandbox's images are in. */
export interface Images {
  /** All tagged images below `host/project/repository`. */
  list(repository: string): Promise<StoredImage[]>;
}

interface Manifest {
  readonly mediaType?: string;
  readonly config?: { readonly digest: string; readonly size: number };
  readonly layers?: readonly { readonly size: number }[];
}

/** The most that the registry gives at once. */
const CATALOGUE_PAGE = 1000;

const ACCEPT = [
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
].join(", ");

/** The registry at `http://host:port`, under whose paths the registry hosts of image names come first. */
export class RegistryImages implements Images {
  constructor(
    readonly url: string,
    readonly accessToken: string,
  ) {}

  async list(repository: string): Promise<StoredImage[]> {
    const names = (await this.#catalogue()).filter((name) => name.startsWith(`${repository}/`));
    const images = await Promise.all(names.map((name) => this.#versions(name, name.slice(repository.length + 1))));
    return images.flat();
  }

  async #catalogue(): Promise<string[]> {
    const names: string[] = [];
    for (;;) {
      const last = names.at(-1);
      const query = `n=${CATALOGUE_PAGE}${last === undefined ? "" : `&last=${encodeURIComponent(last)}`}`;
      const { repositories = [] } = ((await this.#json(`/v2/_catalog?${query}`)) ?? {}) as { repositories?: string[] };
      names.push(...repositories);
      if (repositories.length < CATALOGUE_PAGE) return names;
    }
  }

  async #versions(name: string, image: string): Promise<StoredImage[]> {
    const { tags } = ((await this.#json(`/v2/${name}/tags/list`)) ?? {}) as { tags?: string[] | null };
    const versions = new Map<string, StoredImage>();
    for (const tag of tags ?? []) {
      const response = await this.#get(`/v2/${name}/manifests/${tag}`);
      if (!response.ok) continue;
      const digest = response.headers.get("docker-content-digest") ?? "";
      const known = versions.get(digest);
      if (known) {
        versions.set(digest, { ...known, tags: [...known.tags, tag] });
        continue;
      }
      const manifest = (await response.json()) as Manifest;
      const config = manifest.config
        ? ((await this.#json(`/v2/${name}/blobs/${manifest.config.digest}`)) as { created?: string })
        : undefined;
      versions.set(digest, {
        image,
        digest,
        tags: [tag],
        mediaType: manifest.mediaType ?? response.headers.get("content-type") ?? "",
        sizeBytes: (manifest.layers ?? []).reduce((sum, { size }) => sum + size, manifest.config?.size ?? 0),
        created: config?.created ?? new Date(0).toISOString(),
      });
    }
    return [...versions.values()];
  }

  async #json(path: string): Promise<unknown> {
    const response = await this.#get(path);
    return response.ok ? await response.json() : undefined;
  }

  async #get(path: string): Promise<Response> {
    return await fetch(`${this.url}${path}`, {
      headers: { Authorization: `Bearer ${this.accessToken}`, Accept: ACCEPT },
      signal: deadline(undefined, 10_000),
    });
  }
}
