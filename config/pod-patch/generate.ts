import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes `schema.json`: what a pod template may hold, of Kubernetes' own OpenAPI document, as small as it can be.
 * Usage: npx tsx config/pod-patch/generate.ts <folder of the module k8s.io/kubernetes, of the version that sandbox/toolchain pins>
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
}

const [folder = ""] = process.argv.slice(2);
const swagger = readFileSync(join(folder, "api", "openapi-spec", "swagger.json"), "utf8");
const { definitions } = JSON.parse(swagger) as { definitions: Readonly<Record<string, Schema>> };
const made: Record<string, unknown> = {};
const short = (name: string) => name.split(".").at(-1) ?? name;

function typeOf({ $ref, type = "any", format, items, additionalProperties }: Schema): unknown {
  if ($ref !== undefined) return visit($ref.split("/").at(-1) ?? "");
  if (type === "array") return [typeOf(items ?? {})];
  if (type === "object") return additionalProperties ? { "*": typeOf(additionalProperties) } : "object";
  return format === "int-or-string" ? format : type;
}

function visit(name: string): string {
  const { properties, type = "any", format } = definitions[name] ?? {};
  if (!properties) return format === "int-or-string" ? format : short(name) === "Quantity" ? "quantity" : type;
  if (short(name) in made) return short(name);
  const fields: Record<string, unknown> = (made[short(name)] = {});
  for (const [field, schema] of Object.entries(properties)) {
    const type = typeOf(schema);
    const merged = schema["x-kubernetes-patch-strategy"]?.includes("merge") === true;
    const key = schema["x-kubernetes-patch-merge-key"] ?? "";
    // A list that is merged is told from one that is replaced by its key; without one its entries are texts.
    fields[field] = merged && Array.isArray(type) ? { list: (type as unknown[])[0], key } : type;
  }
  return short(name);
}

visit("io.k8s.api.core.v1.PodTemplateSpec");
writeFileSync(join(__dirname, "schema.json"), `${JSON.stringify(made)}\n`);
