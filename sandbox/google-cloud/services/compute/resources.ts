import { createHash } from "node:crypto";
import type { Call } from "../../transport/call";
import { GoogleError, invalid } from "../../transport/errors";
import type { Json } from "../../transport/read";
import type { Store } from "../../state/store";

/** What all of compute's resources have. */
export interface Resource {
  kind?: string | undefined;
  id?: string | undefined;
  name?: string | undefined;
  selfLink?: string | undefined;
  creationTimestamp?: string | undefined;
  labels?: Record<string, string> | undefined;
  labelFingerprint?: string | undefined;
  fingerprint?: string | undefined;
}

/** Where a resource is: `global`, `regions/R` or `zones/Z`. */
export type Scope = "global" | `regions/${string}` | `zones/${string}`;

/** Where a resource of Compute Engine is. */
export interface Address {
  readonly project: string;
  readonly scope: Scope;
  /** For example `networks`. */
  readonly collection: string;
  readonly name: string;
}

/** How Google's own links to resources begin. */
export const PREFIX = "https://www.googleapis.com/compute/v1/";

/** A resource's name from its project on. */
export function pathOf({ project, scope, collection, name }: Address): string {
  return `projects/${project}/${scope}/${collection}/${name}`;
}

/** Under what the store has a resource. */
export function keyOf({ project, scope, collection, name }: Address) {
  return ["compute", project, collection, scope, name] as const;
}

/** The resource, or `undefined`. */
export function find<T extends Resource>(store: Store, address: Address): T | undefined {
  return store.get<T>(...keyOf(address));
}

/** The resource. Throws `NOT_FOUND` as Google does. */
export function require<T extends Resource>(store: Store, address: Address): T {
  const found = find<T>(store, address);
  if (!found) throw missing(pathOf(address));
  return found;
}

/** Google's answer to a name that leads to nothing. */
export function missing(path: string): GoogleError {
  return new GoogleError("NOT_FOUND", `The resource '${path}' was not found`);
}

/** Links are kept as v1's; a client of another version gets its own. */
export function inVersion<T>(value: T, call: Call): T {
  const version = versionName(call);
  if (version === "v1") return value;
  return JSON.parse(JSON.stringify(value).replaceAll("/compute/v1/", `/compute/${version}/`)) as T;
}

function versionName({ version }: Call): string {
  return version === "v1beta" ? "beta" : "v1";
}

/** A link in any form (full, `projects/…`, bare name) as the full link; `collectionPath` is `global/networks` or the like. */
export function fullLink(link: string, project: string, collectionPath: string): string {
  if (link.startsWith("https://")) return link.replace(/^.*\/compute\/[^/]+\//, PREFIX);
  if (link.startsWith("projects/")) return PREFIX + link.replace(/\/global\/regions\//, "/regions/");
  return `${PREFIX}projects/${project}/${link.includes("/") ? link : `${collectionPath}/${link}`}`;
}

/** A 19-digit id, as compute's resources have. */
export function numericId(text: string): string {
  const digest = createHash("sha256").update(text).digest().readBigUInt64BE();
  return String(10n ** 18n + (digest % (9n * 10n ** 18n)));
}

/** A name that Compute Engine takes (RFC 1035). Throws `INVALID_ARGUMENT` for others. */
export function requireName(name: string | undefined, collection: string): string {
  if (name !== undefined && /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return name;
  throw invalid(
    `Invalid value for field 'resource.name': '${name ?? ""}'. Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)' (${collection}).`,
  );
}

/** `name = x`, `name eq x.*`, joined by AND: what the clients of this project send. */
export function matchesFilter(resource: Json, filter: string | undefined): boolean {
  if (!filter?.trim()) return true;
  return filter
    .replace(/[()]/g, " ")
    .split(/\s+AND\s+/)
    .every((term) => {
      const [, field = "", operator = "", raw = ""] =
        /^\s*([\w.]+)\s*(=|!=|:|eq|ne)\s*"?([^"]*?)"?\s*$/.exec(term) ?? [];
      if (!operator) throw invalid(`Invalid value for field 'filter': '${filter}'. Invalid list filter expression.`);
      const value = field.split(".").reduce<unknown>((at, key) => (at as Json | undefined)?.[key], resource);
      const text = typeof value === "object" ? JSON.stringify(value) : String((value as string | undefined) ?? "");
      switch (operator) {
        case "=":
          return text === raw;
        case "!=":
          return text !== raw;
        case ":":
          return text.includes(raw.replaceAll("*", ""));
        default:
          return new RegExp(`^(?:${raw})$`).test(text) === (operator === "eq");
      }
    });
}
