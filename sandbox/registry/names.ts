/**
 * Image names inside the one registry that stands for all of them: the registry host that a name begins with is kept as the
 * first part of the repository, so `gcr.io/p/x` and `docker.io/p/x` are two repositories.
 */
export interface ImageName {
  /** For example `gcr.io` or `asia-northeast3-docker.pkg.dev`. */
  readonly host: string;
  /** Without the host, for example `my-project/imageview`. */
  readonly path: string;
}

/** A request of the registry protocol, with the repository as the registry behind stores it. */
export interface RegistryRequest {
  /** Path and query to send on. */
  readonly target: string;
  /** Undefined for `/v2/` itself and for the catalogue. */
  readonly image: ImageName | undefined;
  /** What stands before the repository in `target` but not in the client's own request; taken off again in answers. */
  readonly added: string;
}

const PROTOCOL = "/v2/";
// The parts of the protocol that follow a repository's name.
const OPERATION = /\/(?:manifests|blobs|tags|referrers)\//;

/**
 * Reads a request line. The host comes from `?ns=` (containerd's mirrors), else from the host the client believes it speaks to
 * (docker and buildah through a proxy), else it already is the first part of the path.
 * @param url path and query, or an absolute URL as clients send to a proxy
 * @param hostHeader the request's Host
 */
export function readRequest(url: string, hostHeader: string | undefined): RegistryRequest {
  const { pathname, searchParams, host: urlHost } = new URL(url, "http://unknown.invalid");
  const believed = urlHost === "unknown.invalid" ? hostHeader : urlHost;
  const host = searchParams.get("ns") ?? (believed !== undefined && isImageHost(believed) ? believed : undefined);
  searchParams.delete("ns");

  const rest = pathname.startsWith(PROTOCOL) ? pathname.slice(PROTOCOL.length) : "";
  const repository = rest.split(OPERATION)[0] ?? "";
  const isImage = repository !== "" && repository !== rest && !repository.startsWith("_");
  const added = host !== undefined && isImage ? `${storedHost(host)}/` : "";
  const from = searchParams.get("from");
  // A blob is mounted from another repository of the same registry host.
  if (from !== null) searchParams.set("from", added + from);

  const query = searchParams.size > 0 ? `?${searchParams.toString()}` : "";
  return {
    target: (isImage ? `${PROTOCOL}${added}${rest}` : pathname) + query,
    image: isImage ? splitName(`${added}${repository}`) : undefined,
    added,
  };
}

/** A `Location` or `Link` of the registry behind, as the client has to see it: relative, under the names it uses. */
export function answerPath(value: string, added: string): string {
  const relative = value.replace(/^https?:\/\/[^/]+/, "").replace(/^<https?:\/\/[^/]+/, "<");
  return added === "" ? relative : relative.replace(`${PROTOCOL}${added}`, PROTOCOL);
}

function splitName(repository: string): ImageName {
  const slash = repository.indexOf("/");
  return slash < 0
    ? { host: repository, path: "" }
    : { host: repository.slice(0, slash), path: repository.slice(slash + 1) };
}

/** A host's name as a repository's first part, where a colon may not stand. */
function storedHost(host: string): string {
  return host.toLowerCase().replace(":", "_");
}

/** Whether a Host header names an image registry, and not just the address at which this one was reached. */
function isImageHost(host: string): boolean {
  const name = host.replace(/:\d+$/, "");
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(name) && !name.endsWith(".localhost");
}
