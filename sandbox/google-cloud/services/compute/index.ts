import type { Methods } from "../../definitions/compute-beta.types";
import type { Clusters } from "../../../kubernetes/spec";
import { handlers, type AnyHandler, type Call, type Service } from "../../transport/call";
import { GoogleError } from "../../transport/errors";
import type { Json } from "../../transport/read";
import { page } from "../shared/paging";
import { project as findProject } from "../shared/projects";
import { fingerprint, requireLabels } from "../shared/values";
import { backendServiceHandlers } from "./backend-services";
import { catalogueHandlers } from "./catalogue";
import { collections, type Collection } from "./collections";
import { groupHandlers } from "./instance-groups";
import { ensureDefaultNetwork } from "./lookups";
import { operationHandlers } from "./operation-methods";
import { begin } from "./operations";
import {
  find,
  inVersion,
  matchesFilter,
  numericId,
  pathOf,
  PREFIX,
  require,
  requireName,
  type Address,
  type Resource,
  type Scope,
} from "./resources";

interface Request {
  readonly project: string;
  readonly region?: string;
  readonly filter?: string;
  readonly maxResults?: number;
  readonly pageToken?: string;
}
const text = (request: Request, key: string): string => {
  const value = (request as unknown as Json)[key];
  return typeof value === "string" ? value : "";
};

/** insert, get, list, delete, patch, update and setLabels of one kind of resource. */
function collectionHandlers(kind: Collection, addresses: readonly string[] | undefined): Record<string, AnyHandler> {
  const scopeOf = ({ region }: Request): Scope => (kind.scope === "global" ? "global" : `regions/${region ?? ""}`);
  const addressOf = (request: Request, name: string, { store }: Call): Address => {
    const { id: project } = findProject(store, request.project);
    ensureDefaultNetwork(store, project);
    return { project, scope: scopeOf(request), collection: kind.collection, name };
  };
  const bodyOf = (request: Request) => ((request as unknown as Json)[kind.body] ?? {}) as Resource;
  const change =
    (type: string, merge: (now: Resource, request: Request) => Resource) => (request: Request, call: Call) => {
      const address = addressOf(
        request,
        text(request, kind.parameter || "resource") || text(request, "resource"),
        call,
      );
      const now = require(call.store, address);
      const where = {
        store: call.store,
        project: address.project,
        scope: address.scope,
        selfLink: PREFIX + pathOf(address),
        addresses,
      };
      const next = kind.complete(merge(now, request), where);
      return begin(call, type, address, { ...next, id: now.id, selfLink: now.selfLink, name: now.name }, now.id);
    };
  const merged = (now: Resource, request: Request): Resource => {
    const sent = bodyOf(request);
    if (sent.fingerprint && now.fingerprint && sent.fingerprint !== now.fingerprint) throw staleFingerprint();
    return { ...now, ...sent };
  };
  const name = (method: string) => `${kind.service}.${method}`;
  return {
    [name("Insert")]: (request: Request, call: Call) => {
      const sent = bodyOf(request);
      const address = addressOf(request, requireName(sent.name, kind.collection), call);
      requireLabels(sent.labels);
      if (find(call.store, address))
        throw new GoogleError("ALREADY_EXISTS", `The resource '${pathOf(address)}' already exists`);
      const selfLink = PREFIX + pathOf(address);
      const id = numericId(`${selfLink} ${Date.now()}`);
      const where = { store: call.store, project: address.project, scope: address.scope, selfLink, addresses };
      const value = {
        ...kind.complete({ ...sent, id }, where),
        kind: kind.kind,
        id,
        selfLink,
        creationTimestamp: new Date().toISOString(),
      };
      return begin(call, "insert", address, value, id);
    },
    [name("Get")]: (request: Request, call: Call) =>
      inVersion(show(require(call.store, addressOf(request, text(request, kind.parameter), call)), call), call),
    [name("List")]: (request: Request, call: Call) => {
      const address = addressOf(request, "", call);
      const all = call.store
        .list<Resource>("compute", address.project, kind.collection, address.scope)
        .filter((resource) => matchesFilter(resource as Json, request.filter));
      const { items, nextPageToken } = page(
        all,
        request.maxResults,
        request.pageToken,
        `${kind.service} ${address.scope}`,
        500,
      );
      const path = `projects/${address.project}/${address.scope}/${kind.collection}`;
      return inVersion(
        {
          kind: `${kind.kind}List`,
          id: path,
          items: items.map((item) => show(item, call)),
          nextPageToken,
          selfLink: PREFIX + path,
        },
        call,
      );
    },
    [name("Delete")]: (request: Request, call: Call) => {
      const address = addressOf(request, text(request, kind.parameter), call);
      const now = require(call.store, address);
      kind.free?.(now, {
        store: call.store,
        project: address.project,
        scope: address.scope,
        selfLink: now.selfLink ?? "",
        addresses,
      });
      return begin(call, "delete", address, null, now.id);
    },
    [name("Patch")]: change("patch", merged),
    [name("Update")]: change("update", merged),
    [name("SetPrivateIpGoogleAccess")]: change("setPrivateIpGoogleAccess", (now, request) => {
      const { subnetworksSetPrivateIpGoogleAccessRequestResource: sent } = request as unknown as Json;
      return { ...now, privateIpGoogleAccess: false, ...(sent as object | undefined) } as Resource;
    }),
    [name("SetLabels")]: change("setLabels", (now, request) => {
      const key = kind.scope === "global" ? "globalSetLabelsRequestResource" : "regionSetLabelsRequestResource";
      const sent = ((request as unknown as Json)[key] ?? {}) as Resource;
      requireLabels(sent.labels);
      if (sent.labelFingerprint !== undefined && sent.labelFingerprint !== fingerprint(now.labels ?? {}))
        throw staleFingerprint();
      return { ...now, labels: sent.labels ?? {} };
    }),
  };
}

function staleFingerprint() {
  return new GoogleError("FAILED_PRECONDITION", "Labels fingerprint either invalid or resource labels have changed", {
    reason: "conditionNotMet",
    http: 412,
  });
}

/** A network lists its subnetworks. */
function show(resource: Resource, { store }: Call): Resource {
  if (resource.kind !== "compute#network") return resource;
  const project = /projects\/([^/]+)/.exec(resource.selfLink ?? "")?.[1] ?? "";
  const subnetworks = store
    .list<Resource & { network?: string }>("compute", project, "subnetworks")
    .filter(({ network }) => network === resource.selfLink)
    .map(({ selfLink }) => selfLink ?? "");
  return { ...resource, ...(subnetworks.length > 0 ? { subnetworks } : {}) };
}

const METHODS = new Set([
  "Insert",
  "Get",
  "List",
  "Delete",
  "Patch",
  "Update",
  "SetLabels",
  "SetPrivateIpGoogleAccess",
]);
/** Methods that Google does not have are dropped: routes come from the definitions anyway. */
const made = (addresses: readonly string[] | undefined) =>
  Object.assign({}, ...collections.map((kind) => collectionHandlers(kind, addresses))) as Record<string, AnyHandler>;

/**
 * Compute Engine, as far as clusters and their networks need it.
 * @param addresses what can be reserved and then be a load balancer's. @default addresses for documentation, where nothing answers
 */
export const compute = (clusters: () => Clusters, addresses?: readonly string[]): Service => ({
  api: "compute",
  fields: {
    // The sandbox's network is one bridge: these are checked and kept, and no packet meets them.
    networkResource: "recorded",
    subnetworkResource: "recorded",
    routerResource: "recorded",
    firewallResource: "recorded",
    "addressResource.networkTier": "recorded",
    "addressResource.network": "recorded",
    "addressResource.subnetwork": "recorded",
    "addressResource.purpose": "recorded",
    ...Object.fromEntries(
      ["network", "subnetwork", "router", "firewall"].flatMap((kind) =>
        ["name", "description"].map((field) => [`${kind}Resource.${field}`, "real"] as const),
      ),
    ),
    subnetworksSetPrivateIpGoogleAccessRequestResource: "recorded",
  },
  handlers: {
    ...Object.fromEntries(Object.entries(made(addresses)).filter(([key]) => METHODS.has(key.split(".")[1] ?? ""))),
    ...handlers<Methods>({
      ...operationHandlers,
      ...catalogueHandlers,
      ...groupHandlers,
      ...backendServiceHandlers(clusters),
    }),
  },
});
