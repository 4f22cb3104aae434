import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Definition } from "../definitions/format";
import { Router, type Match } from "./router";
import { Schema, type HttpRule, type Method } from "./schema";

/** APIs in the order of their loopback addresses: 127.84.0.1 is the first's. Never reorder; append. */
export const APIS = [
  "container",
  "compute",
  "artifactregistry",
  "cloudbuild",
  "serviceusage",
  "cloudresourcemanager",
  "iam",
  "monitoring",
  "secretmanager",
  "storage",
  "logging",
  "cloudbilling",
  "iamcredentials",
  "cloudkms",
] as const;
/** The APIs that are served, as Google names and versions them. */
export type Api = (typeof APIS)[number];

/** Paths by which an API can be asked for on the shared address, other than its name. */
const ALIASES: Readonly<Record<string, Api>> = {
  crm: "cloudresourcemanager",
  billing: "cloudbilling",
  upload: "storage",
  download: "storage",
};
/** Their HTTP rules begin with their name already. */
const NAMED_IN_RULES: ReadonlySet<string> = new Set(["compute", "storage"]);

/** Where a Google client that takes only a host and a port finds an API: it sends paths without the API's name. */
export function loopbackAddress(api: Api): string {
  return `127.84.0.${APIS.indexOf(api) + 1}`;
}

/** `google.longrunning.Operations` says nothing of paths; each API's own configuration does. */
const OPERATION_RULES: readonly [method: string, rule: HttpRule][] = [
  ["Operations.GetOperation", { verb: "GET", template: "/v1/{name=operations/**}", body: undefined }],
  ["Operations.GetOperation", { verb: "GET", template: "/v1beta1/{name=operations/**}", body: undefined }],
  [
    "Operations.GetOperation",
    { verb: "GET", template: "/v1/{name=projects/*/locations/*/operations/*}", body: undefined },
  ],
  [
    "Operations.ListOperations",
    { verb: "GET", template: "/v1/{name=projects/*/locations/*}/operations", body: undefined },
  ],
  ["Operations.CancelOperation", { verb: "POST", template: "/v1/{name=operations/**}:cancel", body: "*" }],
  [
    "Operations.CancelOperation",
    { verb: "POST", template: "/v1/{name=projects/*/locations/*/operations/*}:cancel", body: "*" },
  ],
];

/** All definitions, and which method a REST path means. */
export class Directory {
  /** Every API's methods and messages. */
  readonly schemas: readonly Schema[];
  readonly #routers = new Map<string, Router>();
  readonly #all = new Router();
  readonly #canonical = new Map<Method, Schema>();

  constructor(folder = join(__dirname, "..", "definitions")) {
    this.schemas = readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .sort()
      .map((file) => new Schema(JSON.parse(readFileSync(join(folder, file), "utf8")) as Definition));
    const operations = this.#operationMethods();
    for (const api of APIS) {
      const router = new Router();
      this.#routers.set(api, router);
      for (const schema of this.schemas) {
        if (schema.api !== api) continue;
        for (const method of schema.methods) {
          router.add(method);
          this.#all.add(method);
        }
      }
      if (api !== "container" && api !== "compute") operations.forEach((method) => router.add(method));
    }
    operations.forEach((method) => this.#all.add(method));
  }

  /**
   * @param path encoded, without query: `/container/v1/projects/…` on the shared address, `/v1/projects/…` on an API's own
   * @param localAddress the address the client spoke to
   */
  find(verb: string, path: string, localAddress: string | undefined): Match | undefined {
    const own = APIS.find((api) => loopbackAddress(api) === localAddress?.replace(/^::ffff:/, ""));
    if (own) return this.#routers.get(own)?.find(verb, path);
    const [, first = ""] = path.split("/", 2);
    const api = ALIASES[first] ?? first;
    const router = this.#routers.get(api);
    if (!router) return this.#all.find(verb, path);
    return router.find(verb, NAMED_IN_RULES.has(api) ? path : path.slice(first.length + 1));
  }

  /** The newest definition of an API that has the method: what its handlers are typed by. */
  canonical(method: Method): Schema {
    const known = this.#canonical.get(method);
    if (known) return known;
    const versions = this.schemas.filter(
      ({ api, methods }) => api === method.schema.api && methods.some(({ key }) => key === method.key),
    );
    const newest = versions.find(({ package: name }) => /beta/.test(name)) ?? method.schema;
    this.#canonical.set(method, newest);
    return newest;
  }

  #operationMethods(): Method[] {
    const schema = this.schemas.find(({ api }) => api === "longrunning");
    return (schema?.methods ?? []).map((method) => ({
      ...method,
      rules: OPERATION_RULES.filter(([key]) => key === method.key).map(([, rule]) => rule),
    }));
  }
}
