import type { Store } from "../state/store";
import type { Json } from "../transport/read";
import type { Method } from "../transport/schema";
import type { ConditionContext } from "./conditions";

/** What a call is about, and whose policies count for it. */
export interface Target {
  readonly api: string;
  /** `projects/<id>/locations/…/clusters/…`, `b/<bucket>/o/<object>`; empty where a call is about nothing in particular. */
  readonly name: string;
  /** Keys of policies: the resource's own, those of what it is part of, and the project's. */
  readonly policies: readonly string[];
  readonly context: ConditionContext["resource"];
}

/** Google's names of the kinds of resource that conditions ask for. */
const TYPES: Readonly<Record<string, string>> = {
  buckets: "Bucket",
  clusters: "Cluster",
  cryptoKeys: "CryptoKey",
  keyRings: "KeyRing",
  objects: "Object",
  projects: "Project",
  repositories: "Repository",
  secrets: "Secret",
  serviceAccounts: "ServiceAccount",
  versions: "SecretVersion",
};

/** The resource of a request: the path that its method has in REST, also where it came over gRPC. */
export function nameInRequest(method: Method, request: Json): string {
  for (const { template } of method.rules) {
    const path = template.replace(/:[A-Za-z]+$/, "");
    let whole = true;
    const name = path.replaceAll(/\{([^=}]+)(?:=[^}]*)?\}/g, (_, field: string) => {
      const value = field.split(".").reduce<unknown>((at, key) => (at as Json | undefined)?.[key], request);
      if (typeof value === "string" && value !== "") return value;
      whole = false;
      return "";
    });
    const segments = name.replace(/^\/(?:compute\/|storage\/)?[^/]+\//, "").split("/");
    // What is listed or made is not there by itself: what it is in is asked.
    const asked = (path.endsWith("}") ? segments : segments.slice(0, -1)).join("/");
    if (whole && asked !== "") return asked;
  }
  for (const key of ["project", "projectId"]) if (typeof request[key] === "string") return `projects/${request[key]}`;
  return "";
}

/** What a permission is asked for: the resource that a request names, and what of it conditions can see. */
export function targetOf(store: Store, api: string, name: string): Target {
  const service = `${api}.googleapis.com`;
  const [, bucket, object] = /^b\/([^/]+)(?:\/o\/(.+))?$/.exec(name) ?? [];
  if (bucket !== undefined) {
    const number = store.get<{ projectNumber?: string }>("bucket", bucket)?.projectNumber;
    const project = store.list<{ id: string; number: string }>("project").find((one) => one.number === number)?.id;
    return {
      api,
      name,
      policies: [`b/${bucket}`, ...(project === undefined ? [] : [`projects/${project}`])],
      context: {
        service,
        name: `projects/_/buckets/${bucket}${object === undefined ? "" : `/objects/${object}`}`,
        type: `${service}/${object === undefined ? "Bucket" : "Object"}`,
      },
    };
  }
  const { id, number, rest } = projectOf(store, name);
  if (id === undefined) return { api, name, policies: [], context: { service, name, type: "" } };
  const segments = accountByAddress(store, id, rest);
  const parts = Array.from({ length: Math.floor(segments.length / 2) + 1 }, (_, index) => segments.slice(0, index * 2));
  const under = (project: string) => parts.reverse().map((part) => ["projects", project, ...part].join("/"));
  const collection = segments.at(-2) ?? "projects";
  return {
    api,
    name: ["projects", id, ...segments].join("/"),
    // Some APIs keep their policies by the project's number.
    policies: [...under(id), ...(number === undefined ? [] : under(number))],
    context: {
      service,
      name: ["projects", api === "secretmanager" ? (number ?? id) : id, ...segments].join("/"),
      type: collection in TYPES ? `${service}/${TYPES[collection]}` : "",
    },
  };
}

function projectOf(store: Store, name: string): { id?: string; number?: string; rest: readonly string[] } {
  const [projects, asked = "", ...rest] = name.split("/");
  if (projects !== "projects" || asked === "") return { rest: [] };
  // `-` is whatever project a service account is in.
  const inAddress =
    rest[0] === "serviceAccounts" ? /@([^.]+)\.iam\.gserviceaccount\.com$/.exec(rest[1] ?? "")?.[1] : undefined;
  const id = asked === "-" ? inAddress : asked;
  if (id === undefined) return { rest };
  const known = store.list<{ id: string; number: string }>("project").find((one) => one.id === id || one.number === id);
  return { id: known?.id ?? id, ...(known && { number: known.number }), rest };
}

/** Service accounts may be asked for by their number; policies are kept by address. */
function accountByAddress(
  store: Store,
  project: string,
  [kind, account, ...rest]: readonly string[],
): readonly string[] {
  if (kind !== "serviceAccounts" || account === undefined)
    return [kind, account, ...rest].filter((one) => one !== undefined);
  const found = store
    .list<{ email?: string; uniqueId?: string }>("serviceAccount", project)
    .find(({ uniqueId }) => uniqueId === account);
  return [kind, found?.email ?? account, ...rest];
}
