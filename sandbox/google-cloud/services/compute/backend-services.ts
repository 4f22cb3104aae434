import type { BackendService, HealthStatus, Methods } from "../../definitions/compute-beta.types";
import type { Call, Handlers } from "../../transport/call";
import type { ClusterAccess, ClusterId, Clusters } from "../../../kubernetes/spec";
import { readKubernetes } from "../shared/kubernetes";
import { page } from "../shared/paging";
import { project as findProject } from "../shared/projects";
import { sha } from "../shared/values";
import { inVersion, matchesFilter, missing, numericId, PREFIX } from "./resources";
import { anyAnswer, otherwise } from "../../../../lib/errors/expected";

type Read = (access: ClusterAccess, path: string) => Promise<unknown>;

/**
 * The backend services that GKE makes for what Ingresses, HTTPRoutes and NEG annotations name: read only, made from the clusters'
 * objects at each look. A backend's health is its endpoint's readiness.
 */
export function backendServiceHandlers(clusters: () => Clusters, read: Read = readKubernetes): Handlers<Methods> {
  const all = async (call: Call, project: string) =>
    await backends(clusters(), read, findProject(call.store, project).id);
  return {
    "BackendServices.List": async ({ project = "", filter, maxResults, pageToken }, call) => {
      const found = (await all(call, project)).map(({ service }) => service);
      const matching = found.filter((service) => matchesFilter({ ...service }, filter));
      const { items, nextPageToken } = page(matching, maxResults, pageToken, "backendServices", 500);
      const path = `projects/${project}/global/backendServices`;
      return inVersion(
        { kind: "compute#backendServiceList", id: path, items, nextPageToken, selfLink: PREFIX + path },
        call,
      );
    },
    "BackendServices.Get": async ({ project = "", backendService = "" }, call) =>
      inVersion((await requireBackend(all(call, project), project, backendService)).service, call),
    "BackendServices.GetHealth": async (
      { project = "", backendService = "", resourceGroupReferenceResource: { group = "" } = {} },
      call,
    ) => {
      const { service, health } = await requireBackend(all(call, project), project, backendService);
      const [, zone = ""] = /zones\/([^/]+)\/networkEndpointGroups\//.exec(group) ?? [];
      if (!service.backends?.some((one) => one.group?.endsWith(group.replace(/^.*\/projects\//, "/projects/"))))
        throw missing(group.replace(/^.*(?=projects\/)/, "") || `the group of ${backendService}`);
      return inVersion({ kind: "compute#backendServiceGroupHealth", healthStatus: health.get(zone) ?? [] }, call);
    },
  };
}

interface Backend {
  readonly service: BackendService;
  /** Zone → its endpoints. */
  readonly health: ReadonlyMap<string, HealthStatus[]>;
}

async function requireBackend(all: Promise<readonly Backend[]>, project: string, name: string): Promise<Backend> {
  const found = (await all).find(({ service }) => service.name === name || service.id === name);
  if (!found) throw missing(`projects/${project}/global/backendServices/${name}`);
  return found;
}

interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}
interface List<T> {
  readonly items: readonly (T & { readonly metadata: Metadata })[];
}
interface ServicePort {
  readonly name?: string;
  readonly port: number;
}
interface Slice {
  readonly ports?: readonly { readonly name?: string; readonly port?: number }[] | null;
  readonly endpoints?:
    | readonly {
        readonly addresses: readonly string[];
        readonly nodeName?: string;
        readonly zone?: string;
        readonly conditions?: { readonly ready?: boolean };
      }[]
    | null;
}

async function backends(clusters: Clusters, read: Read, project: string): Promise<Backend[]> {
  const specs = (await clusters.list()).filter(({ id }) => id.project === project);
  // A cluster that does not answer has none for the moment, as after a crash.
  const found = await Promise.all(specs.map(({ id }) => ofCluster(clusters, read, id).catch(otherwise([], anyAnswer))));
  return found.flat();
}

async function ofCluster(clusters: Clusters, read: Read, id: ClusterId): Promise<Backend[]> {
  const access = await clusters.access(id);
  const list = async <T>(path: string) => (await read(access, path)) as List<T>;
  const [services, slices, nodes, named] = await Promise.all([
    list<{ spec: { ports?: readonly ServicePort[] } }>("/api/v1/services"),
    list<Slice>("/apis/discovery.k8s.io/v1/endpointslices"),
    clusters.nodes(id),
    namedBackends(list),
  ]);
  const zoneOf = new Map(nodes.map(({ name, zone }) => [name, zone]));
  return services.items.flatMap(({ metadata, spec }) => {
    const isNamed = named.has(`${metadata.namespace}/${metadata.name}`);
    if (!isNamed && metadata.annotations?.["cloud.google.com/neg"] === undefined) return [];
    const own = slices.items.filter(
      (slice) =>
        slice.metadata.namespace === metadata.namespace &&
        slice.metadata.labels?.["kubernetes.io/service-name"] === metadata.name,
    );
    return (spec.ports ?? []).map((port) => backend(id, metadata, port, own, zoneOf));
  });
}

/** `namespace/name` of each Service that an Ingress or an HTTPRoute sends traffic to. */
async function namedBackends(list: <T>(path: string) => Promise<List<T>>): Promise<Set<string>> {
  const objects = await Promise.all([
    list("/apis/networking.k8s.io/v1/ingresses"),
    // Clusters without the Gateway API have no such path.
    list("/apis/gateway.networking.k8s.io/v1/httproutes").catch(otherwise<List<object>>({ items: [] }, anyAnswer)),
  ]);
  const found = new Set<string>();
  for (const { metadata, ...content } of objects.flatMap(({ items }) => items)) {
    JSON.stringify(content, (key, value: { name?: string; service?: { name?: string } } | { name?: string }[]) => {
      if ((key === "backend" || key === "defaultBackend") && !Array.isArray(value) && value.service?.name)
        found.add(`${metadata.namespace}/${value.service.name}`);
      if (key === "backendRefs" && Array.isArray(value))
        for (const { name } of value) if (name) found.add(`${metadata.namespace}/${name}`);
      return value;
    });
  }
  return found;
}

function backend(
  id: ClusterId,
  { name, namespace }: Metadata,
  { port, name: portName }: ServicePort,
  slices: readonly Slice[],
  zoneOf: ReadonlyMap<string, string>,
): Backend {
  const cluster = sha([id.project, id.location, id.name]).slice(0, 8);
  const full = `${namespace}-${name}-${port}`;
  const own = `k8s1-${cluster}-${full.slice(0, 39)}-${sha([cluster, full]).slice(0, 8)}`;
  const base = `${PREFIX}projects/${id.project}`;
  const health = new Map<string, HealthStatus[]>([...zoneOf.values()].map((zone) => [zone, []]));
  for (const { endpoints, ports } of slices) {
    const target = ports?.find((one) => (one.name ?? "") === (portName ?? ""))?.port ?? port;
    for (const { addresses, nodeName = "", zone, conditions } of endpoints ?? []) {
      const at = zoneOf.get(nodeName) ?? zone ?? "";
      health.get(at)?.push({
        ipAddress: addresses[0] ?? "",
        port: target,
        instance: `${base}/zones/${at}/instances/${nodeName}`,
        healthState: conditions?.ready === false ? "UNHEALTHY" : "HEALTHY",
      });
    }
  }
  const selfLink = `${base}/global/backendServices/${own}`;
  return {
    health,
    service: {
      kind: "compute#backendService",
      id: numericId(selfLink),
      name: own,
      description: JSON.stringify({
        "kubernetes.io/service-name": `${namespace}/${name}`,
        "kubernetes.io/service-port": `${port}`,
      }),
      protocol: "HTTP",
      port,
      loadBalancingScheme: "EXTERNAL_MANAGED",
      timeoutSec: 30,
      selfLink,
      backends: [...health.keys()].map((zone) => ({
        group: `${base}/zones/${zone}/networkEndpointGroups/${own}`,
        balancingMode: "RATE",
      })),
    },
  };
}
