import { isNotFound, type KubernetesClient, KubernetesError } from "../../lib/kubernetes";
import { counted } from "../../lib/wording";
import type { ClusterObject } from "./objects";
import { references, type Reference, titleOf } from "./references";

/** What a cluster says to a stack's objects. */
export interface ServerVerdict {
  /** What an update would fail with, a line each. */
  readonly refused: readonly string[];
  /** What nobody could look at, and why. */
  readonly notLooked: readonly string[];
  readonly objects: number;
}

type Api = Pick<KubernetesClient, "json">;

/**
 * Asks a cluster's API server about each object without changing anything: a dry run goes through its schema, validation, quotas and
 * admission. Objects of namespaces that come with the stack are tried in `default`.
 */
export async function askServer(
  api: Api,
  objects: readonly ClusterObject[],
  signal: AbortSignal,
): Promise<ServerVerdict> {
  const refused: string[] = [];
  const notLooked: string[] = [];
  const away = new Set<string>();
  for (const reference of references(objects)) {
    const there = await isThere(api, reference, signal);
    if (there === "unknown") notLooked.push(`${reference.kind} ${placeOf(reference)}: you may not read it there`);
    if (there !== "no") continue;
    refused.push(missing(reference));
    if (reference.kind === "Namespace") away.add(reference.name);
  }
  const own = new Set(objects.flatMap(({ kind, metadata }) => (kind === "Namespace" ? [metadata.name] : [])));
  const collections = new Collections(api, signal);
  for (const object of objects) {
    const { namespace } = object.metadata;
    // Its absence is said above.
    if (namespace !== undefined && away.has(namespace)) continue;
    const isNew = namespace !== undefined && own.has(namespace) && !(await hasNamespace(api, namespace, signal));
    const reason = await verdictOn(api, collections, isNew ? inDefault(object) : object, signal);
    if (reason !== undefined) refused.push(`${titleOf(object)}: ${reason}`);
  }
  return { refused, notLooked, objects: objects.length };
}

/** The verdict in words, for whoever runs a check. */
export const summaryOf = ({ objects, notLooked }: ServerVerdict): string =>
  `the cluster takes ${counted(objects, "object")}${notLooked.map((one) => `\n  not looked at: ${one}`).join("")}`;

const inDefault = (object: ClusterObject): ClusterObject => ({
  ...object,
  metadata: { ...object.metadata, namespace: "default" },
});

/** Why the API server would refuse an object; nothing where it takes it. One that is there is changed, and else made. */
async function verdictOn(api: Api, collections: Collections, object: ClusterObject, signal: AbortSignal) {
  const path = await collections.pathOf(object);
  if (path === undefined)
    return `the cluster knows no ${object.kind} of ${object.apiVersion}: what brings it is not installed, or of another version`;
  const query = { dryRun: "All" };
  try {
    await api.json("POST", path, { query, body: object, signal }).catch(async (error: unknown) => {
      if (!(error instanceof KubernetesError && error.status === 409)) throw error;
      const contentType = "application/merge-patch+json";
      await api.json("PATCH", `${path}/${object.metadata.name}`, { query, body: object, contentType, signal });
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof KubernetesError) || error.status >= 500 || error.status === 401) throw error;
    // What cannot be changed is made anew, which the report of a preview tells with what it costs.
    return /immutable|may not be changed|updates to .* are forbidden/i.test(error.message) ? undefined : error.message;
  }
}

/** Where objects of a kind are, as the cluster says itself. */
class Collections {
  private readonly known = new Map<string, Promise<readonly ApiResource[]>>();

  constructor(
    private readonly api: Api,
    private readonly signal: AbortSignal,
  ) {}

  async pathOf({ apiVersion, kind, metadata: { namespace } }: ClusterObject): Promise<string | undefined> {
    const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resources = this.known.get(base) ?? this.resources(base);
    this.known.set(base, resources);
    const found = (await resources).find((one) => one.kind === kind && !one.name.includes("/"));
    if (!found) return undefined;
    return found.namespaced ? `${base}/namespaces/${namespace ?? "default"}/${found.name}` : `${base}/${found.name}`;
  }

  private async resources(base: string): Promise<readonly ApiResource[]> {
    try {
      return (await this.api.json<{ resources: readonly ApiResource[] }>("GET", base, { signal: this.signal }))
        .resources;
    } catch (error) {
      if (isNotFound(error)) return [];
      throw error;
    }
  }
}

interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const plurals: Readonly<Record<Exclude<Reference["kind"], "Namespace">, string>> = {
  PersistentVolumeClaim: "persistentvolumeclaims",
  ConfigMap: "configmaps",
  Secret: "secrets",
};

async function isThere(
  api: Api,
  { kind, namespace = "default", name }: Reference,
  signal: AbortSignal,
): Promise<"yes" | "no" | "unknown"> {
  const path =
    kind === "Namespace" ? `/api/v1/namespaces/${name}` : `/api/v1/namespaces/${namespace}/${plurals[kind]}/${name}`;
  try {
    await api.json("GET", path, { signal });
    return "yes";
  } catch (error) {
    if (isNotFound(error)) return "no";
    if (error instanceof KubernetesError && error.status === 403) return "unknown";
    throw error;
  }
}

const hasNamespace = async (api: Api, name: string, signal: AbortSignal): Promise<boolean> =>
  (await isThere(api, { kind: "Namespace", namespace: undefined, name, by: "" }, signal)) !== "no";

const placeOf = ({ namespace, name }: Reference) => (namespace === undefined ? name : `${namespace}/${name}`);

function missing(reference: Reference): string {
  const { kind, by, name } = reference;
  const way = {
    Namespace: `add tenants.${name} to the stack, or make it first`,
    PersistentVolumeClaim: `add volumes.${name} to the stack, or make it first`,
    ConfigMap: "give it by `settings`, or make it first",
    Secret: "give it by `settings`, or make it first",
  }[kind];
  return `${by} needs the ${kind} ${placeOf(reference)}, which is neither in the cluster nor of this stack: ${way}`;
}
