import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes `schema.json`: what the objects of Kubernetes' own kinds may hold, of its OpenAPI document, as small as it can be.
 * Usage: npx tsx lib/kubernetes/fields/generate.ts <folder of the module k8s.io/kubernetes, of the version that sandbox/toolchain pins>
 */

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly "x-kubernetes-patch-merge-key"?: string;
  readonly "x-kubernetes-patch-strategy"?: string;
  readonly "x-kubernetes-group-version-kind"?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

const [folder = ""] = process.argv.slice(2);
const swagger = readFileSync(join(folder, "api", "openapi-spec", "swagger.json"), "utf8");
const { definitions } = JSON.parse(swagger) as { definitions: Readonly<Record<string, Schema>> };
const types: Record<string, unknown> = {};
const kinds: Record<string, string> = {};

/** `io.k8s.api.apps.v1.DeploymentSpec` → `apps.v1.DeploymentSpec`: one name alone is of several groups. */
const short = (name: string) => name.split(".").slice(-3).join(".");

function typeOf({ $ref, type = "any", format, items, additionalProperties }: Schema): unknown {
  if ($ref !== undefined) return visit($ref.split("/").at(-1) ?? "");
  if (type === "array") return [typeOf(items ?? {})];
  if (type === "object") return additionalProperties ? { "*": typeOf(additionalProperties) } : "object";
  return format === "int-or-string" ? format : type;
}

function visit(name: string): string {
  const { properties, type = "any", format } = definitions[name] ?? {};
  const own = short(name);
  if (!properties) return format === "int-or-string" ? format : own.endsWith(".Quantity") ? "quantity" : type;
  if (own in types) return own;
  const fields: Record<string, unknown> = (types[own] = {});
  for (const [field, schema] of Object.entries(properties)) {
    const type = typeOf(schema);
    const merged = schema["x-kubernetes-patch-strategy"]?.includes("merge") === true;
    const key = schema["x-kubernetes-patch-merge-key"] ?? "";
    // A list that is merged is told from one that is replaced by its key; without one its entries are texts.
    fields[field] = merged && Array.isArray(type) ? { list: (type as unknown[])[0], key } : type;
  }
  return own;
}

for (const [name, { properties, "x-kubernetes-group-version-kind": of = [] }] of Object.entries(definitions)) {
  // What many groups share (DeleteOptions, Status) is no kind of object.
  const [only, ...more] = of;
  if (only === undefined || more.length > 0 || properties?.["metadata"] === undefined) continue;
  const { group, version, kind } = only;
  kinds[`${group === "" ? "" : `${group}/`}${version}:${kind}`] = visit(name);
}
writeFileSync(join(__dirname, "schema.json"), `${JSON.stringify({ kinds, types })}\n`);
