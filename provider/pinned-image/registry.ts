import { GoogleClient, GoogleError } from "../../lib/google";

/** A tag in a registry: `docker.io/library/nginx:1.27`. */
export interface TagReference {
  readonly host: string;
  readonly name: string;
  readonly tag: string;
}

/** Reads a reference with a registry and a tag; anything else is `undefined`. */
export function parseTagReference(reference: string): TagReference | undefined {
  const [, host = "", name = "", tag = ""] = /^([^/@\s]+)\/([^@:\s]+):([\w][\w.-]*)$/.exec(reference) ?? [];
  return name !== "" && /[.:]|^localhost$/.test(host) ? { host, name, tag } : undefined;
}

/** An index before a single platform's manifest: nodes choose for themselves. */
const MANIFESTS = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** As containerd does, a registry of this machine is asked without TLS. */
function addressOf(host: string): string {
  if (host === "docker.io") return "https://registry-1.docker.io";
  return `${/^(localhost|127\.0\.0\.1)(:|$)/.test(host) ? "http" : "https"}://${host}`;
}

/** Registries that take a Google access token. */
const isGoogles = (host: string) => /(^|\.)(gcr\.io|pkg\.dev)$/.test(host);

/**
 * Asks registries what digests tags stand for: Google's with the credentials of this process, any other as an anonymous reader. With
 * `GKE_BLUEGREEN_REGISTRY` (the address of a mirror, which the sandbox sets) all are asked there.
 * Source: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests, read 2026-11.
 */
export class TagResolver {
  constructor(private readonly google = new GoogleClient()) {}

  async digest(reference: TagReference, signal: AbortSignal): Promise<string> {
    const { host, name, tag } = reference;
    const mirror = process.env["GKE_BLUEGREEN_REGISTRY"];
    const url =
      mirror === undefined
        ? `${addressOf(host)}/v2/${name}/manifests/${tag}`
        : `${mirror}/v2/${host}/${name}/manifests/${tag}`;
    const answer =
      mirror === undefined && !isGoogles(host) ? await anonymously(url, signal) : await this.withToken(url, signal);
    const digest = answer.headers.get("docker-content-digest");
    if (answer.ok && digest !== null) return digest;
    throw new Error(refusal(reference, answer.status));
  }

  private async withToken(url: string, signal: AbortSignal): Promise<Pick<Response, "ok" | "status" | "headers">> {
    try {
      const call = { method: "HEAD", headers: { accept: MANIFESTS }, signal } as const;
      return { ok: true, ...(await this.google.request(url, call)) };
    } catch (error) {
      if (error instanceof GoogleError) return { ok: false, status: error.status, headers: new Headers() };
      throw error;
    }
  }
}

function refusal({ host, name, tag }: TagReference, status: number): string {
  if (status === 404) return `${host} has no image ${name}:${tag}`;
  if (status === 401 || status === 403)
    return `${host} does not let this process read ${name}:${tag}. Name the image with its digest (${name}@sha256:…), or put it into Artifact Registry`;
  return `${host} answered ${status} for ${name}:${tag} and named no digest. Name the image with its digest (${name}@sha256:…)`;
}

async function anonymously(url: string, signal: AbortSignal): Promise<Response> {
  const first = await ask(url, {}, signal);
  const challenge = /^Bearer (.*)$/i.exec(first.headers.get("www-authenticate") ?? "")?.[1];
  if (first.status !== 401 || challenge === undefined) return first;
  const { realm, ...parameters } = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value] as const),
  );
  if (realm === undefined) return first;
  const tokens = await fetch(`${realm}?${new URLSearchParams(parameters).toString()}`, { signal });
  const { token, access_token = token } = (await tokens.json()) as { token?: string; access_token?: string };
  return access_token === undefined ? first : await ask(url, { authorization: `Bearer ${access_token}` }, signal);
}

async function ask(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { method: "HEAD", headers: { accept: MANIFESTS, ...headers }, signal });
  } catch (error) {
    if (signal.aborted) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Error(`${new URL(url).host} does not answer: ${cause}`, { cause: error });
  }
}
