/**
 * Makes `roles.json` and `methods.json` again from a clone of https://github.com/iann0036/iam-dataset:
 *
 *     npx tsx sandbox/google-cloud/iam/generate.ts path/to/iam-dataset
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Directory } from "../transport/directory";
import type { Method } from "../transport/schema";
import { rows, used } from "./rows";

interface DataSet {
  readonly api: Readonly<
    Record<string, { methods: Readonly<Record<string, { permissions?: readonly { name: string }[] }>> }>
  >;
}

const SOURCE = "https://github.com/iann0036/iam-dataset, 22 August 2026; (c) 2021 Ian Mckay; reduced. Licence: MIT";

const [clone = ""] = process.argv.slice(2);
const read = <T>(path: string) => JSON.parse(readFileSync(join(clone, "gcp", path), "utf8")) as T;

const roles = read<{ name: string; title: string }[]>("predefined_roles.json").map(({ name, title }) => {
  const file = `roles/${name.replace("roles/", "")}.json`;
  const whole = existsSync(join(clone, "gcp", file)) ? read<{ includedPermissions?: string[] }>(file) : {};
  return { name, title, permissions: (whole.includedPermissions ?? []).map(plain) };
});
const spelling = new Map(roles.flatMap(({ permissions }) => permissions.map((one) => [one.toLowerCase(), one])));

const { api: apis } = read<DataSet>("map.json");
const methods: Record<string, string> = {};
for (const { methods: all } of new Directory().schemas)
  for (const method of all) {
    const title = `${method.schema.api}.${method.key}`;
    if (Object.hasOwn(rows, title)) continue;
    const known = names(method)
      .map((name) => apis[method.schema.api]?.methods[name]?.permissions)
      .find((permissions) => permissions !== undefined && permissions.length > 0);
    // A permission that no role has is a guess of the data set's: nobody could have it.
    const permissions = known?.flatMap(({ name }) => spelling.get(plain(name).toLowerCase()) ?? []) ?? [];
    if (permissions.length > 0) methods[title] = [...new Set(permissions)].sort().join(" ");
  }
write("methods.json", methods);

const asked = new Set([
  ...Object.values(methods).flatMap((text) => text.split(" ")),
  ...Object.values(rows).flatMap(({ permissions }) => permissions),
  ...used,
]);
write(
  "roles.json",
  Object.fromEntries(
    roles.map(({ name, permissions }) => [
      name,
      grouped(permissions.filter((one) => asked.has(one) || one.startsWith("container."))),
    ]),
  ),
);

/** `iam.googleapis.com/workloadIdentityPools.get`, as the data set writes it in two ways, is `iam.workloadIdentityPools.get`. */
function plain(permission: string): string {
  return permission.replace(/^([a-z]+)\.googleapis\.com[/-]/, "$1.");
}

/** What a method may be called in discovery documents, by its path: `container.projects.locations.clusters.get`. */
function names({ schema: { api }, key, rules }: Method): string[] {
  const [service = "", method = ""] = key.split(".");
  const first = (word: string) => `${word.charAt(0).toLowerCase()}${word.slice(1)}`;
  const fromRules = rules.map(({ verb, template }) => {
    const [path = "", custom] = template.split(/:(?=[A-Za-z]+$)/);
    const segments = path
      .replaceAll(/\{[^=}]*=([^}]*)\}/g, "$1")
      .replaceAll(/\{[^}]*\}/g, "*")
      .split("/")
      .slice(2);
    const collections = segments.filter((segment) => segment !== "*" && segment !== "**");
    const one = segments.at(-1) === "*";
    const verbs = { GET: one ? "get" : "list", POST: "create", PUT: "update", PATCH: "patch", DELETE: "delete" };
    return `${api}.${[...collections, custom ?? verbs[verb as keyof typeof verbs]].join(".")}`;
  });
  return [`${api}.${key}`, ...fromRules, `${api}.${first(service)}.${first(method)}`];
}

/** `container.pods.get container.pods.list` as `container.pods.get,list`. */
function grouped(permissions: readonly string[]): string {
  const verbs = new Map<string, string[]>();
  for (const permission of [...permissions].sort()) {
    const at = permission.lastIndexOf(".");
    const resource = permission.slice(0, at);
    verbs.set(resource, [...(verbs.get(resource) ?? []), permission.slice(at + 1)]);
  }
  return [...verbs].map(([resource, each]) => `${resource}.${each.join(",")}`).join(" ");
}

/** An entry a line: a new state of the data set still gives a readable diff. */
function write(file: string, entries: object) {
  const lines = Object.entries({ source: SOURCE, ...entries }).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
  );
  writeFileSync(join(__dirname, file), `{\n${lines.join(",\n")}\n}\n`);
}
