import { NoSuchKindError, isStatus } from "./api-error";
import type { ApiClient } from "./client";
import { apiVersionOf, type ObjectKind } from "./object";

/** How the objects of one kind are addressed. */
export interface ApiResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

interface DiscoveryList {
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions?: readonly {
      readonly version: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly responseKind?: { readonly kind?: string };
        readonly scope?: string;
      }[];
    }[];
  }[];
}

/** The form of discovery that gives all groups at once. */
const aggregated =
  "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList," +
  "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

/** Which kinds a cluster serves. Asked once, and again when a kind is missing that may have been added. */
export class Discovery {
  private known: Promise<ReadonlyMap<string, ApiResource>> | undefined;
  /** Kinds of CustomResourceDefinitions that this run will create, so that their scope is known before they exist. */
  private readonly announced = new Map<string, ApiResource>();

  constructor(private readonly client: ApiClient) {}

  /** The resource of a kind the server serves; throws `NoSuchKindError`. */
  async resource(kind: ObjectKind, signal?: AbortSignal): Promise<ApiResource> {
    const resource = (await this.resources(signal)).get(keyOf(kind)) ?? (await this.refreshed(signal)).get(keyOf(kind));
    if (!resource) throw new NoSuchKindError(apiVersionOf(kind), kind.kind);
    return resource;
  }

  /** Whether the server serves a kind. */
  async serves(kind: ObjectKind, signal?: AbortSignal): Promise<boolean> {
    return (await this.resources(signal)).has(keyOf(kind));
  }

  /** Whether objects of a kind live in a namespace; undefined when nobody knows the kind yet. */
  async isNamespaced(kind: ObjectKind, signal?: AbortSignal): Promise<boolean | undefined> {
    const announced = this.announced.get(keyOf(kind));
    return ((await this.resources(signal)).get(keyOf(kind)) ?? announced)?.namespaced;
  }

  /** Tells of a kind that a CustomResourceDefinition of this program will add. */
  announce(resource: ApiResource): void {
    this.announced.set(keyOf(resource), resource);
  }

  isAnnounced(kind: ObjectKind): ApiResource | undefined {
    return this.announced.get(keyOf(kind));
  }

  /** Forgets what the server serves: a CustomResourceDefinition has been created or removed. */
  invalidate(): void {
    this.known = undefined;
  }

  private refreshedAt = 0;

  /** A second look, at most once a second: a run may ask for a missing kind many times. */
  private refreshed(signal?: AbortSignal): Promise<ReadonlyMap<string, ApiResource>> {
    if (Date.now() - this.refreshedAt > 1_000) {
      this.refreshedAt = Date.now();
      this.invalidate();
    }
    return this.resources(signal);
  }

  private resources(signal?: AbortSignal): Promise<ReadonlyMap<string, ApiResource>> {
    if (!this.known) {
      this.refreshedAt = Date.now();
      this.known = this.load(signal);
      this.known.catch(() => (this.known = undefined));
    }
    return this.known;
  }

  private async list(path: string, signal?: AbortSignal): Promise<DiscoveryList> {
    try {
      return await this.client.json({ method: "GET", path, accept: aggregated, signal });
    } catch (error) {
      if (isStatus(error, 404)) return {};
      throw error;
    }
  }

  private async load(signal?: AbortSignal): Promise<ReadonlyMap<string, ApiResource>> {
    const lists = await Promise.all(["/api", "/apis"].map((path) => this.list(path, signal)));
    const resources = new Map<string, ApiResource>();
    for (const item of lists.flatMap((list) => list.items ?? [])) {
      for (const { version, resources: served } of item.versions ?? []) {
        for (const { resource, responseKind, scope } of served ?? []) {
          const found: ApiResource = {
            group: item.metadata?.name ?? "",
            version,
            kind: responseKind?.kind ?? "",
            plural: resource,
            namespaced: scope === "Namespaced",
          };
          // Some resources answer with objects of another kind (e.g. evictions); the first, main one counts.
          if (!resources.has(keyOf(found))) resources.set(keyOf(found), found);
        }
      }
    }
    return resources;
  }
}

function keyOf({ group, version, kind }: ObjectKind): string {
  return `${group}/${version}/${kind}`;
}

/** The path of a kind's objects, or of one of them. */
export function resourcePath(resource: ApiResource, namespace: string, name?: string): string {
  const root = resource.group === "" ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`;
  const scope = resource.namespaced ? `/namespaces/${encodeURIComponent(namespace || "default")}` : "";
  return `${root}${scope}/${resource.plural}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;
}
